"""What the reader skips, remembers or looks up gives what the long way gives."""

from itertools import dropwhile

from lxml import etree

from tests.parsing.reading import ENTRY, HEADLINE, SENTENCE, read
from tubancrawl.items import Link
from tubancrawl.parsing.blocks import read_blocks
from tubancrawl.parsing.furniture import role_of
from tubancrawl.parsing.looks import look_of
from tubancrawl.parsing.page import MAX_ELEMENTS, Page, Text, decode, parse
from tubancrawl.parsing.queries import length_of

SITE = "https://tubankab.go.id"


def _page(source: str) -> Page:
    page = parse(ENTRY, decode(source.encode(), "text/html; charset=utf-8"))
    assert page is not None
    return page


def test_a_page_with_too_many_elements_says_so_and_still_gives_them() -> None:
    page = _page("<html><body>" + "<b>x</b>" * MAX_ELEMENTS + "<i>y</i></body></html>")
    assert page.cut is not None
    assert [element.text for element in page.root.iter("i")] == ["y"]


def test_blocks_read_from_the_headline_on_are_the_rest_of_all_blocks() -> None:
    page = _page(
        f"<html><body>menu<div><img src=a><ul><li>one</ul><div class=x>before <a href=/b>b</a><h1>{HEADLINE}</h1>after"
        f"<p>{SENTENCE}</div>tail<p>{SENTENCE}</div>end</body></html>"
    )
    headline = next(page.root.iter("h1"))
    keep = [headline, *headline.iterancestors()]
    top = page.root.find("body")
    assert top is not None
    every = [(block.element, block.text) for block in read_blocks(top, keep=keep)]
    some = [(block.element, block.text) for block in read_blocks(top, keep=keep, start=headline)]
    assert some == list(dropwhile(lambda found: found[0] is not headline, every))
    assert len(some) == 6


def test_reading_from_an_element_that_stands_elsewhere_gives_nothing() -> None:
    root = etree.HTML(f"<div><p>{SENTENCE}</div><h1>x</h1>")
    assert read_blocks(root[0][0], start=root[0][1]) == []


def test_an_element_looks_as_its_attributes_say_however_many_there_are() -> None:
    one, two, long = etree.HTML(
        '<p class="share"></p><p data-x="1" class="share" style="font-style: italic"></p>'
        f'<p class="share {"x" * 1_000}" style="display: block"></p>'
    )[0]
    assert look_of(one).role == look_of(two).role == look_of(long).role == role_of(one) == "skip"
    assert (look_of(one).slanted, look_of(two).slanted, look_of(long).is_block) == (False, True, True)


def test_the_length_of_a_text_counts_runs_of_white_space_once() -> None:
    texts = ("", " ", "dua kata", "dua  kata", " dua\n kata ", "dua\u00a0\u00a0kata")
    found = [length_of(etree.fromstring(f"<p>{text}</p>")) for text in texts]
    assert found == [0, 0, 8, 8, 8, 9]


def test_a_body_that_is_utf_8_is_parsed_as_it_was_sent() -> None:
    body = "<p>“é”</p>".encode()
    assert decode(body, "text/html; charset=utf-8").source is body
    assert decode(body + b"\x00", "text/html; charset=utf-8") == Text(
        text="<p>“é”</p>", charset="utf-8", why="header", findings=("charset: 1 x NUL",)
    )


def test_the_next_page_of_a_listing_may_be_named_by_any_of_its_links() -> None:
    item = read(
        '<html><head><link rel="next" href="/entries?page=3"></head><body><a href="/entries?page=9">9</a>'
        '<a href="/entry/a">a</a><a href="/entry/a"><b>a</b></a><a href="/entries?page=3">3</a></body></html>',
        url=f"{SITE}/entries?page=2",
    )
    assert item.links == [
        Link(url=f"{SITE}/entries?page=3", kind="listing", follows=True),
        Link(url=f"{SITE}/entries?page=9", kind="listing"),
        Link(url=f"{SITE}/entry/a", kind="article"),
    ]
