"""What holds for any page."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.parsing.reading import SENTENCE, article_page, read, read_article

PIECES = st.sampled_from(
    [
        *("<p>", "</p>", "<div class=meta>", "<div class='share related'>", "</div>", "<br>", "<table><tr><td>", "</table>"),
        *("<a href='/entry/x'>", "<a href='http://[::1'>", "</a>", "<h1>", "</h1>", "<h2>", "<img src='/files/2018-07/a.jpg'>"),
        *(
            "<script>",
            "</script>",
            "<!--",
            "-->",
            "<time datetime=x>",
            "<meta property=og:title content=x>",
            "<base href='http://['>",
        ),
        *(
            "<li>",
            "<span class='fa fa-user'></span>",
            "18 July 2018 14:13",
            "Tubankab - ",
            SENTENCE,
            "&nbsp;",
            "&#xD800;",
            "\x00",
            "\ufeff",
        ),
        *(
            '<script type="application/ld+json">{"@type":["NewsArticle"],"headline":[1,{}]}</script>',
            "</html>",
            "<form>",
            "<svg/>",
        ),
    ]
)
URLS = st.sampled_from(
    ["/entry/camat", "/", "/entries", "/sitemap.xml", "/json/feed.json", "/berita/1/x", "/files/a.jpg", "/[", "/robots.txt"]
)


@settings(max_examples=150, deadline=None)
@given(
    body=st.binary(max_size=400),
    path=URLS,
    content_type=st.sampled_from(["text/html", "text/xml", "application/json", "", "x/y; charset=utf-16"]),
)
def test_no_bytes_make_the_reader_fail(body: bytes, path: str, content_type: str) -> None:
    item = read(body, url=f"https://tubankab.go.id{path}", content_type=content_type)
    assert not any(reason.startswith("the reader failed") for reason in item.evidence)


@settings(max_examples=150, deadline=None)
@given(pieces=st.lists(PIECES, max_size=40), path=URLS)
def test_no_tag_soup_makes_the_reader_fail_and_it_reads_the_same_twice(pieces: list[str], path: str) -> None:
    soup = "".join(pieces).encode("utf-8", "replace")
    url = f"https://tubankab.go.id{path}"
    item = read(soup, url=url)
    assert not any(reason.startswith("the reader failed") for reason in item.evidence)
    assert read(soup, url=url) == item


def test_an_address_that_is_none_is_unreadable_and_no_error() -> None:
    assert read("<h1>x</h1>", url="http://[bad").outcome == "unreadable"


@settings(max_examples=60, deadline=None)
@given(
    count=st.integers(0, 10**6),
    token=st.text("0123456789abcdef", min_size=10, max_size=10),
    space=st.sampled_from([" ", "\n\t", "&#32;", "\u200b"]),
)
def test_counters_tokens_and_white_space_do_not_change_the_article(count: int, token: str, space: str) -> None:
    body = f'<img src="/files/2018-07/a.jpg"><p>{SENTENCE}</p><p>{SENTENCE}</p>'
    noisy = (
        article_page(body)
        .replace("a.jpg", f"a.jpg?{token}")
        .replace("</li></ul>", f"</li><li>{count}</li></ul>")
        .replace("<p>", f'<p data-token="{token}">{space}')
        .replace("</head>", f'<meta name="csrf-token" content="{token}"></head>')
    )
    assert replace(read_article(noisy), evidence=[]) == replace(read_article(article_page(body)), evidence=[])


@pytest.mark.parametrize("entity", ["&ldquo;", "&#8220;", "&#x201C;", "“"])
def test_how_a_character_is_spelled_does_not_matter(entity: str) -> None:
    assert read_article(article_page(f"<p>{entity}{SENTENCE}</p>")).paragraphs == [f"“{SENTENCE}"]
