"""Which file stands behind what a page shows, where its markup names several: synthetic."""

import pytest

from tests.parsing.reading import HEADLINE, SENTENCE, article_page, read, read_article
from tubancrawl.items import ArticleItem

BODY = f"<div class=body><p>{SENTENCE}</p><p>{SENTENCE}</p></div>"
UPLOAD = "https://tubankab.go.id/uploads/lomba.jpg"


def shown(image: str, *, head: str = "") -> list[str | None]:
    return [photo.url for photo in read_article(article_page(f"<div>{image}</div>{BODY}", head=head)).photos]


@pytest.mark.parametrize(
    "small",
    [
        "/thumbs/lomba.jpg",
        "/uploads/thumb_lomba.jpg",
        "/uploads/kecil_lomba.jpg",
        "/uploads/lomba-small.jpg",
        "/uploads/lomba-300x200.jpg",
        "/uploads/lomba.jpg.webp",
    ],
)
def test_of_a_copy_the_whole_picture_counts_that_its_link_or_the_head_names(small: str) -> None:
    assert shown(f'<a href="/uploads/lomba.jpg"><img src="{small}"></a>') == [UPLOAD]
    assert shown(f'<img src="{small}">', head='<meta property="og:image" content="/uploads/lomba.jpg">') == [UPLOAD]


@pytest.mark.parametrize("other", ["/uploads/rapat.jpg", "/uploads/lomba-1.jpg", "/thumbs/600/lomba.jpg", "/entry/lomba"])
def test_a_copy_stays_where_the_page_names_no_whole_picture_of_it(other: str) -> None:
    image = '<img src="/uploads/thumb_lomba.jpg" class=foto>'
    small = "https://tubankab.go.id/uploads/thumb_lomba.jpg"
    assert shown(image) == [small]
    assert shown(image, head=f'<meta property="og:image" content="{other}">') == [small]


def test_a_picture_that_is_no_copy_stays_whatever_its_link_leads_to() -> None:
    assert shown('<a href="/uploads/besar/lomba.jpg"><img src="/uploads/lomba.jpg"></a>') == [UPLOAD]


def test_of_a_medium_copy_that_a_small_one_links_to_the_medium_one_counts() -> None:
    image = '<a href="/uploads/sedang_lomba.jpg"><img src="/uploads/kecil_lomba.jpg"></a>'
    assert shown(image) == ["https://tubankab.go.id/uploads/sedang_lomba.jpg"]


@pytest.mark.parametrize(
    "picture",
    [
        '<picture><source srcset="/uploads/lomba.jpg.webp" type="image/webp"><img src="/uploads/lomba.jpg"></picture>',
        '<img src="/uploads/lomba.jpg" srcset="/uploads/lomba.jpg.webp 900w">',
        '<picture><source srcset="/uploads/k.jpg 300w, /uploads/lomba.jpg 900w"><img alt=""></picture>',
        '<picture><source data-srcset="/uploads/lomba.jpg"><img src="data:image/gif;base64,R0"></picture>',
    ],
)
def test_another_coding_of_a_picture_is_that_picture(picture: str) -> None:
    assert shown(picture) == [UPLOAD]


@pytest.mark.parametrize("base", ["https://tubankab.go.id/", "/"])
def test_relative_addresses_start_from_the_base_that_the_page_states(base: str) -> None:
    head = f'<base href="{base}"><link rel=canonical href="entry/camat-montong-buka-lomba">'
    item = read_article(article_page(f'<img src="uploads/lomba.jpg">{BODY}', head=head))
    assert [photo.url for photo in item.photos] == [UPLOAD]
    assert item.canonical == item.url


def test_a_headline_that_links_to_its_own_page_by_the_base_is_the_headline() -> None:
    page = article_page(BODY, head='<base href="https://tubankab.go.id/">')
    page = page.replace(f"<title>{HEADLINE} | ", "<title>").replace(
        f"<h1>{HEADLINE}</h1>", f"<h2><a href='berita/12'>{HEADLINE}</a></h2>"
    )
    assert read_article(page, url="https://tubankab.go.id/berita/12").headline == HEADLINE


def test_a_base_that_is_no_address_is_ignored() -> None:
    item = read(article_page(f'<img src="/uploads/lomba.jpg">{BODY}', head='<base href="http://[">'))
    assert isinstance(item, ArticleItem)
    assert [photo.url for photo in item.photos] == [UPLOAD]


@pytest.mark.parametrize(
    "box",
    [
        "<div class=sampul style=\"background-image:url('/uploads/lomba.jpg')\"></div>",
        '<div style="height:9em; background: #eee url(/uploads/lomba.jpg) center"><span></span></div>',
        '<div class="lazy" data-bg="/uploads/lomba.jpg"></div>',
        '<div class="lazy" data-background-image="url(&quot;/uploads/lomba.jpg&quot;)"></div>',
    ],
)
def test_a_picture_that_css_draws_in_a_box_of_its_own_above_the_text_is_the_lead(box: str) -> None:
    item = read_article(article_page(f"{box}{BODY}"))
    assert [photo.url for photo in item.photos] == [UPLOAD]
    assert item.sources["photos"] == "background picture"
    before = article_page(BODY).replace("<h1>", f"{box}<header><h1>").replace("</h1>", "</h1></header>")
    assert [photo.url for photo in read_article(before).photos] == [UPLOAD]


@pytest.mark.parametrize(
    "box",
    [
        "<div class=latar style='background:url(/uploads/lomba.jpg)'><p>Kabar Kabupaten</p></div>",
        "<div class=avatar style='background:url(/uploads/lomba.jpg)'></div>",
        "<div style='background:url(/assets/batik.jpg)'></div>",
        "<div style='background:url(/uploads/bg-header.jpg)'></div>",
        "<a href=/entry/lain><span style='background:url(/uploads/lomba.jpg)'></span></a>",
        "<div style='background:url(data:image/png;base64,R0)'></div>",
        "<div style='background:url('></div>",
    ],
)
def test_a_background_behind_text_or_of_a_template_or_a_teaser_is_no_photo(box: str) -> None:
    assert read_article(article_page(f"{box}{BODY}")).photos == []


def test_a_background_counts_only_where_no_picture_is_shown_and_not_below_the_text() -> None:
    box = "<div style='background:url(/uploads/lain.jpg)'></div>"
    item = read_article(article_page(f"{box}<img src=/uploads/lomba.jpg>{BODY}"))
    assert [photo.url for photo in item.photos] == [UPLOAD]
    assert read_article(article_page(f"{BODY}{box}")).photos == []


def test_a_picture_behind_the_headline_is_no_photo() -> None:
    page = (
        article_page(BODY).replace("<h1>", "<div style='background:url(/uploads/lomba.jpg)'><h1>").replace("</h1>", "</h1></div>")
    )
    assert read_article(page).photos == []


@pytest.mark.parametrize(
    ("small", "large"),
    [
        ("https://1.bp.blogspot.com/-a/T6/s400/lomba.jpg", "https://1.bp.blogspot.com/-a/T6/s1600/lomba.jpg"),
        ("https://1.bp.blogspot.com/-a/T6/w640-h480/lomba.jpg", "https://1.bp.blogspot.com/-a/T6/s0/lomba.jpg"),
        ("https://blogger.googleusercontent.com/img/a/AVvX=s320", "https://blogger.googleusercontent.com/img/a/AVvX=s1600"),
        ("https://tubankab.go.id/cache/0ab3_L.jpg", "https://tubankab.go.id/cache/0ab3_XL.jpg"),
        ("https://tubankab.go.id/up/medium/medium_a.jpg", "https://tubankab.go.id/up/a.jpg"),
        ("https://tubankab.go.id/up/lomba-300x200.jpg", "https://tubankab.go.id/up/lomba-1024x683.jpg"),
        ("https://tubankab.go.id/up/medium/lomba.jpg", "https://tubankab.go.id/up/large/lomba.jpg"),
    ],
)
def test_the_link_around_a_copy_that_leads_to_a_larger_one_wins(small: str, large: str) -> None:
    assert shown(f'<a href="{large}"><img src="{small}"></a>') == [large]
    assert shown(f'<a href="{small}"><img src="{large}"></a>') == [large]


def test_the_page_that_blogger_shows_about_a_picture_names_the_picture() -> None:
    image = '<a href="http://4.bp.blogspot.com/x/s1600-h/lomba.jpg"><img src="http://4.bp.blogspot.com/x/s400/lomba.jpg"></a>'
    assert shown(image) == ["http://4.bp.blogspot.com/x/s1600/lomba.jpg"]


def test_the_larger_copy_of_another_picture_is_not_taken() -> None:
    image = '<a href="http://4.bp.blogspot.com/x/s1600/rapat.jpg"><img src="http://4.bp.blogspot.com/x/s400/lomba.jpg"></a>'
    assert shown(image) == ["http://4.bp.blogspot.com/x/s400/lomba.jpg"]


def test_a_picture_linked_to_its_attachment_page_is_the_articles() -> None:
    assert shown('<a href="/entry/lomba/foto/" rel="attachment wp-att-12"><img src="/uploads/lomba.jpg"></a>') == [UPLOAD]
