"""How systems other than the site's own set the parts of an article: TYPO3, AdminLTE, page builders, home-made PHP. Synthetic."""

import pytest
from lxml import html

from tests.parsing.reading import HEADLINE, SENTENCE, read_article
from tubancrawl.parsing.blocks import read_blocks
from tubancrawl.parsing.teaser_lists import listed

TOLD = f"{SENTENCE} Mereka senang, Minggu (15/07)."
TEXT = f"<p>{SENTENCE}</p><p>{TOLD}</p>"
MOMENT = "2018-07-18T14:13:00+07:00"
CAPTION = "Juri memberi nilai"
MENU = "<nav><a href=/a>Beranda</a></nav>"
IMAGE = '<img src="/upload/lomba.jpg">'


def page(body: str) -> str:
    return f"<!DOCTYPE html><html><head><title>{HEADLINE}</title></head><body>{body}</body></html>"


def test_a_box_called_footer_above_the_text_is_a_meta_list() -> None:
    foot = "<div class=footer><p><span class=date><time>18.07.2018</time></span><span>oleh <span>Humas</span></span></p></div>"
    text = f"<div class=news-text-wrap itemprop=articleBody>{TEXT}<p>{TOLD} {SENTENCE} {SENTENCE}</p></div>"
    item = read_article(page(f"<div class=article><div class=header><h3>{HEADLINE}</h3></div>{foot}{text}</div>"))
    assert (item.published_at, item.posted_by) == ("2018-07-18", "Humas")


def test_the_footer_of_a_page_is_not() -> None:
    item = read_article(page(f"<div><h1>{HEADLINE}</h1>{TEXT}</div><div class=footer>oleh Dinas, 19 Juli 2018</div>"))
    assert (item.published_at, item.posted_by) == (None, None)


def test_the_processed_copy_of_typo3_is_of_the_linked_picture() -> None:
    copy = '<a href="/fileadmin/lomba.jpg"><img src="/fileadmin/_processed_/1/2/csm_lomba_ab12cd34ef.jpg"></a>'
    item = read_article(page(f"<div><h1>{HEADLINE}</h1>{copy}{TEXT}</div>"))
    assert [photo.url for photo in item.photos] == ["https://tubankab.go.id/fileadmin/lomba.jpg"]


@pytest.mark.parametrize("face", ['<img class="img-circle" src="/img/rani.jpg">', '<img src="/img/user1.jpg">'])
def test_a_face_beside_the_account_is_no_photo(face: str) -> None:
    user = f"<div class=user-block>{face}<span class=username>Humas</span><span>18 Juli 2018 14:13</span></div>"
    item = read_article(page(f"<div><h1>{HEADLINE}</h1>{user}{IMAGE}{TEXT}</div>"))
    assert [photo.url for photo in item.photos] == ["https://tubankab.go.id/upload/lomba.jpg"]


def test_a_meta_line_of_icons_right_before_a_picture_is_no_caption() -> None:
    meta = '<small><i class="far fa-clock"></i> 18 Juli 2018, 14:13 WIB &nbsp; <i class="far fa-user"></i> Humas</small>'
    caption = f'<p class="text-muted small fst-italic">{CAPTION}</p>'
    item = read_article(page(f"<div><h2>{HEADLINE}</h2>{meta}{IMAGE}{caption}<div>{TEXT}</div></div>"))
    assert (item.published_at, item.posted_by, item.photos[0].caption) == (MOMENT, "Humas", CAPTION)


@pytest.mark.parametrize("name", ["img-desc", "desc-foto", "photoText", "teks_gambar"])
def test_what_is_called_after_a_picture_and_a_text_is_a_caption(name: str) -> None:
    item = read_article(page(f'<div><h1>{HEADLINE}</h1><p>18 Juli 2018</p>{IMAGE}<p class="{name}">{CAPTION}</p>{TEXT}</div>'))
    assert (item.photos[0].caption, item.paragraphs) == (CAPTION, [SENTENCE, TOLD])


@pytest.mark.parametrize("credit", ["<p class=credit>Foto: Rani</p>", "<p class=kredit>Rani</p>"])
@pytest.mark.parametrize("caption", [f"<p class=caption>{CAPTION}</p>", f"<p><em>{CAPTION}</em></p>"])
def test_a_credit_below_the_caption_is_joined_to_it(caption: str, credit: str) -> None:
    item = read_article(page(f"<div><h1>{HEADLINE}</h1><p>18 Juli 2018</p><div>{IMAGE}{caption}{credit}</div>{TEXT}</div>"))
    assert (item.photos[0].caption, item.paragraphs) == (f"{CAPTION} (Foto: Rani)", [SENTENCE, TOLD])


@pytest.mark.parametrize("said", [f"{CAPTION}. (foto: ist)", f"{CAPTION} (Dok. Humas)", f"{CAPTION}. (Istimewa)"])
def test_a_line_below_a_picture_that_ends_in_its_credit_is_its_caption(said: str) -> None:
    item = read_article(page(f"<div><h1>{HEADLINE}</h1><p>18 Juli 2018</p><p>{IMAGE}</p><p>{said}</p>{TEXT}</div>"))
    assert (item.photos[0].caption, item.paragraphs) == (said, [SENTENCE, TOLD])


def test_a_category_has_a_label_of_its_own_in_a_line_of_labels() -> None:
    line = "<p>posted on: Wednesday, 18 July 2018 | 14:13 | by: Humas | in: Pemerintahan | views: 120</p>"
    item = read_article(page(f"<div><h3>{HEADLINE}</h3>{line}{TEXT}</div>"))
    assert (item.published_at, item.posted_by, item.categories) == (MOMENT, "Humas", ["Pemerintahan"])


def test_the_time_of_a_date_set_as_a_tile_may_stand_in_the_line_of_the_account() -> None:
    tile = "<div class=tile><div>18</div><div>Jul</div><div>2018</div></div>"
    line = "<div>Oleh : Humas | Pukul : 14:13 WIB | Dilihat : 120 Kali</div>"
    item = read_article(page(f"<div>{tile}<h2>{HEADLINE}</h2>{line}{TEXT}</div>"))
    assert (item.published_at, item.posted_by) == (MOMENT, "Humas")


def test_paragraphs_in_boxes_of_their_own_outweigh_the_teasers_beside_them() -> None:
    text = "".join(f"<div class=w><p>{said}</p></div>" for said in (f"Tubankab - {SENTENCE}", SENTENCE, SENTENCE, TOLD))
    side = "".join(f"<div class=k><b>Jalan Nomor {n} Dibangun</b><p>{SENTENCE * 2}</p></div>" for n in range(3))
    item = read_article(page(f"<div>{side}</div><div><h1>{HEADLINE}</h1><p>18 Juli 2018</p><div>{text}</div></div>"))
    assert item.paragraphs[:1] == [f"Tubankab - {SENTENCE}"]
    assert item.paragraphs[-1] == TOLD


@pytest.mark.parametrize(
    "line",
    [
        "<span class=tgl>Rabu, 18 Juli 2018 - 14:13 WIB</span> <span class=aut>Humas</span>",
        "<span class=badge>Pemerintahan</span> <span>Humas</span> <span>18 Juli 2018 14:13</span>",
        "<div><span title=Humas>Humas</span><ul><li>18 Juli 2018 14:13</li><li>1 menit</li></ul></div>",
        "<span>Posting : Humas | 18 Juli 2018 14:13</span><br>",
    ],
)
def test_the_parts_of_a_meta_line_in_a_large_box_are_told_apart_by_markup(line: str) -> None:
    text = f"{SENTENCE}<br><br>{SENTENCE}<br><br>{TOLD}"
    item = read_article(page(f"<div><h3>{HEADLINE}</h3>{line}{IMAGE}<div>{text}</div></div>"))
    assert (item.published_at, item.posted_by, item.paragraphs) == (MOMENT, "Humas", [SENTENCE, SENTENCE, TOLD])


def test_an_invitation_to_watch_is_no_paragraph() -> None:
    video = "<div><iframe src='https://www.youtube.com/embed/x'></iframe><p>Tonton juga video kami</p></div>"
    assert read_article(page(f"<div><h1>{HEADLINE}</h1><p>18 Juli 2018</p>{video}{TEXT}</div>")).paragraphs == [SENTENCE, TOLD]


def test_what_a_counter_counts_is_no_category() -> None:
    meta = "<span>18/07/2018</span> | Oleh : <span>Operator</span> | Dilihat : <span>73</span> kali<br>"
    item = read_article(page(f"<div><h1>{HEADLINE}</h1>{meta}{TEXT}</div>"))
    assert (item.posted_by, item.categories) == ("Operator", [])


def test_a_day_as_seen_from_the_visit_is_no_account() -> None:
    time = '<p><time datetime="2018-07-18T14:13:00+07:00">Kemarin, 14:13 WIB</time></p>'
    item = read_article(page(f"<main><h1>{HEADLINE}</h1>{time}{TEXT}</main>"))
    assert (item.published_at, item.posted_by) == (MOMENT, None)


def test_tags_and_categories_may_have_addresses_without_a_first_slash() -> None:
    meta = '<ul><li>18 Juli 2018</li><li><a href="category/kesehatan">Kesehatan</a></li></ul>'
    tags = '<div class="clearfix"><a href="tag/gizi">gizi</a><a href="tag/anak">anak</a></div>'
    item = read_article(page(f"<div><h1>{HEADLINE}</h1>{meta}<div class=isi>{TEXT}</div>{tags}</div>"))
    assert (item.categories, item.tags) == (["Kesehatan"], ["gizi", "anak"])


def test_a_box_of_tags_may_hold_the_category_too() -> None:
    linked = '<a href="/category/tani" rel="category tag">Pertanian</a>', '<a href="/tag/iklim" rel="tag">iklim</a>'
    foot = f'<footer><span class="cat-tags-links"><span>{linked[0]}</span><span>{linked[1]}</span></span></footer>'
    item = read_article(page(f"<article><h1>{HEADLINE}</h1><div class=entry-content>{TEXT}</div>{foot}</article>"))
    assert (item.categories, item.tags) == (["Pertanian"], ["iklim"])


def test_a_page_about_the_picture_below_the_article_leads_nowhere_else() -> None:
    image = f'<a href="/entry/lomba/image/image_view_fullscreen">{IMAGE}</a>'
    item = read_article(page(f"<div><h1>{HEADLINE}</h1>{image}{TEXT}</div>"), url="https://tubankab.go.id/entry/lomba")
    assert [photo.url for photo in item.photos] == ["https://tubankab.go.id/upload/lomba.jpg"]


@pytest.mark.parametrize(
    ("above", "photos"),
    [
        ("<div class=header>{}</div>", ["https://tubankab.go.id/upload/lomba.jpg"]),
        ('<a href="/entry/lain">{}</a>', []),
        ("<div>{0}{0}</div>", []),
    ],
)
def test_the_one_picture_that_wordpress_calls_the_posts_may_stand_above_all_columns(above: str, photos: list[str]) -> None:
    image = '<img class="attachment-full wp-post-image" src="/upload/lomba.jpg">'
    item = read_article(page(f"{above.format(image)}<div>{MENU}<article><h1>{HEADLINE}</h1>{TEXT}</article></div>"))
    assert [photo.url for photo in item.photos] == photos


def test_a_picture_below_the_article_is_another_posts() -> None:
    image = '<img class="attachment-full wp-post-image" src="/upload/lomba.jpg">'
    item = read_article(page(f"<div>{MENU}<article><h1>{HEADLINE}</h1>{TEXT}</article></div><div class=next>{image}</div>"))
    assert item.photos == []


@pytest.mark.parametrize(
    "tags", ['<a href="/topic/iklim">iklim</a> <a href="/topic/tani">tani</a>', "<span>iklim,</span> <span>tani</span>"]
)
def test_what_a_box_of_tags_holds_is_no_category(tags: str) -> None:
    item = read_article(
        page(f"<div><h1>{HEADLINE}</h1><p>18 Juli 2018</p><div class=isi>{TEXT}</div><div class=tags>{tags}</div></div>")
    )
    assert (item.categories, item.tags) == ([], ["iklim", "tani"])


def test_links_between_the_paragraphs_of_one_box_make_no_list_of_it() -> None:
    lines = "".join(f'<a href="/entry/x{n}">Judul berita lain nomor {n}</a><br><br>' for n in range(3))
    root = html.fromstring(f"<div>{lines}{f'{TOLD}<br><br>' * 4}</div>")
    few = html.fromstring(f"<div>{lines}{TOLD}</div>")
    assert listed(read_blocks(root)) == set()
    blocks = read_blocks(few)
    assert listed(blocks) == {id(block) for block in blocks[:3]}


def test_a_text_from_its_dateline_to_its_byline_is_the_article_whatever_else_the_page_says() -> None:
    text = f"<p>Tubankab - {SENTENCE}</p><p>{TOLD} (rani/hei)</p>"
    other = f"<p>{SENTENCE} {SENTENCE} {TOLD}</p><p>{TOLD} {SENTENCE}</p>"
    item = read_article(page(f"<div><h1>{HEADLINE}</h1><div>{text}</div></div><div><h3>Profil</h3>{other}</div>"))
    assert (item.sources["paragraphs"], len(item.paragraphs)) == ("text-order", 2)


def test_news_that_heads_a_list_in_its_own_box_is_an_article_at_a_number_too() -> None:
    meta = "<p>Rabu, 18 Juli 2018 14:13 | Oleh: Humas</p>"
    text = f"<p>Tubankab - {SENTENCE} {SENTENCE}</p><p>“Kami senang,” kata Camat. {TOLD} (rani/hei)</p>"
    others = "".join(f'<h4><a href="/berita/{n}">Judul berita lain yang nomor {n}</a></h4><p>{SENTENCE}</p>' for n in range(3))
    body = page(f"<div class=isi-berita><h1>{HEADLINE}</h1>{meta}{text}{others}</div>")
    item = read_article(body, url="https://tubankab.go.id/berita/123")
    assert item.headline == HEADLINE
