"""Pages whose markup says little: spans and line breaks, no headings, letterheads, dates as other lands write them. Synthetic."""

import pytest

from tests.parsing.reading import ENTRY, HEADLINE, SENTENCE, article_page, read, read_article
from tubancrawl.items import ArticleItem

TOLD = f"{SENTENCE} Mereka senang, Minggu (15/07)."
TEXT = f"<p>{SENTENCE}</p><p>{TOLD}</p>"
TEASER = "Kegiatan itu merupakan agenda tahunan yang melibatkan seluruh perangkat daerah terkait."
ELSEWHERE = "https://desa.tubankab.go.id/camat-montong-buka-lomba/"


def page(body: str, *, head: str = f"<title>{HEADLINE}</title>") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


@pytest.mark.parametrize("name", ["caption_foto", "ket-gambar", "imgCaption"])
def test_a_caption_may_be_an_inline_element_between_line_breaks(name: str) -> None:
    head = f"<span class=judul>{HEADLINE}</span><br><span>18 Juli 2018</span><br>"
    picture = f'<img src="/files/a.jpg"><br><span class="{name}">Juri memberi nilai</span><br>'
    item = read_article(page(f"<div>{head}{picture}<span>{TEXT}</span></div>"))
    assert [photo.caption for photo in item.photos] == ["Juri memberi nilai"]
    assert item.paragraphs == [SENTENCE, TOLD]


def test_what_is_called_a_credit_right_below_a_picture_is_its_caption() -> None:
    picture = '<picture><img src="/files/a.jpg" alt="gambar"></picture><div class="credit-line">Dok. Dinas</div>'
    item = read_article(page(f"<div>{picture}<h1>{HEADLINE}</h1><p>18 Juli 2018</p><div class=teks>{TEXT}</div></div>"))
    assert [photo.caption for photo in item.photos] == ["Dok. Dinas"]


def test_lines_that_each_begin_with_a_link_are_a_list_however_much_text_they_have() -> None:
    titles = [
        f"» <a href=/m/entry/{n}>Jalan Desa Nomor {n} Diperbaiki</a><br><small>{n}/7/2018 - {TEASER}</small>" for n in range(9)
    ]
    text = f"<div>Tubankab - {SENTENCE}<br><br>{TOLD}</div>"
    item = read_article(page(f"<div><b>{HEADLINE}</b></div><div>18/7/2018 14:13</div>{text}<div>{'<br>'.join(titles)}</div>"))
    assert item.paragraphs == [f"Tubankab - {SENTENCE}", TOLD]


def test_the_title_of_a_teaser_below_the_text_is_not_its_headline() -> None:
    boxes = "".join(
        f"<div><b><a href=/entry/{n}>Jalan Desa Nomor {n} Diperbaiki</a></b> <em>{n + 1} Juli 2018</em><p>{TEASER}</p></div>"
        for n in range(6)
    )
    text = f"<div><div>18 Juli 2018</div><div class=teks>{TEXT}</div></div>"
    html = page(f"<nav><a href=/>Beranda</a></nav>{text}<div>{boxes}</div>", head=f"<title>{HEADLINE} Cerdas Cermat</title>")
    item = read_article(html)
    assert (item.headline, item.sources["headline"]) == (f"{HEADLINE} Cerdas Cermat", "title unprinted")
    assert item.paragraphs == [SENTENCE, TOLD]


def test_what_is_named_as_a_body_and_holds_headline_and_date_alone_is_none() -> None:
    meta = "<h4>Kecamatan</h4><time>18 Juli 2018</time><b>Bagian Pemerintahan</b>"
    head = f"<header><h1 class=article-title>{HEADLINE}</h1>{meta}</header>"
    html = page(
        f"<article>{head}<section class=gh-canvas><p>{SENTENCE}</p><p>Lomba berlangsung dua hari.</p></section></article>"
    )
    assert read_article(html, url=ELSEWHERE).paragraphs == [SENTENCE, "Lomba berlangsung dua hari."]


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("18-Jul-18 09:03", "2018-07-18T09:03:00+07:00"),
        ("7/18/2018", "2018-07-18"),
        ("07-18-2018 09:03", "2018-07-18T09:03:00+07:00"),
        ("18/7/2018", "2018-07-18"),
        ("5/7/2018", "2018-07-05"),
    ],
)
def test_dates_of_meta_lines_are_read_as_other_lands_write_them_where_nothing_else_is_meant(line: str, moment: str) -> None:
    item = read_article(page(f"<div><h1>{HEADLINE}</h1><p>{line}</p><div class=teks>{TEXT}</div></div>"))
    assert item.published_at == moment


@pytest.mark.parametrize("login", ["redaksi_warga", "oleh_dinsos", "heri_s"])
def test_a_login_may_begin_as_a_label_does(login: str) -> None:
    info = f"<div class=info><b>{login}</b> <i>•</i> <span>2 hari yang lalu</span> <i>•</i> <span>1,2rb dilihat</span></div>"
    item = read_article(page(f"<div><h1>{HEADLINE}</h1>{info}<div class=konten>{TEXT}</div></div>"))
    assert (item.posted_by, item.published_at) == (login, None)


def test_a_labelled_line_below_a_day_in_parentheses_is_the_texts() -> None:
    text = f"<div class=mt-0><p>{SENTENCE}</p><p>{SENTENCE[:-1]}, Rabu (18/07).</p><p>Penulis : Ayu Contoh</p></div>"
    meta = '<div><span><i class="fas fa-user"></i> Kesra</span> <span><i class="fas fa-calendar"></i> 18 Juli 2018</span></div>'
    item = read_article(page(f"<div><h1>{HEADLINE}</h1>{meta}{text}</div>"))
    assert (item.posted_by, item.paragraphs[-1]) == ("Kesra", "Penulis : Ayu Contoh")


def test_a_letterhead_is_no_photo_no_caption_and_no_text() -> None:
    paper = "<p>PEMERINTAH KABUPATEN TUBAN<br>KECAMATAN MONTONG<br>Jl. Raya Nomor 8 Montong 62357 Telepon (0356) 000000</p>"
    kop = f'<div id=kop><img src="/assets/kop.png" width=700>{paper}<hr></div>'
    head = f"<h2>{HEADLINE}</h2><p><i>Rabu, 18 Juli 2018 10:09 WIB - Kesra</i></p>"
    item = read_article(page(f"{kop}{head}{TEXT}", head="<title>Cetak Berita</title>"))
    assert (item.photos, item.paragraphs, item.posted_by) == ([], [SENTENCE, TOLD], "Kesra")


def test_a_page_that_sends_on_at_once_is_moved_however_large_its_head() -> None:
    style = "<style>" + ".a{color:#111}" * 900 + "</style>"
    link = "<p>Jika tidak dialihkan, klik <a href=/>di sini</a>.</p>"
    item = read(page(link, head=f'<meta http-equiv="refresh" content="0;url=https://tubankab.go.id/">{style}'))
    assert (item.outcome, getattr(item, "target", None)) == ("moved", "https://tubankab.go.id/")


@pytest.mark.parametrize(
    "head",
    [
        '<meta http-equiv="refresh" content="300;url=/">',
        '<meta http-equiv="refresh" content="60">',
        '<noscript><meta http-equiv="refresh" content="0;url=/tanpa-skrip"></noscript>',
    ],
)
def test_a_large_page_that_reloads_itself_later_is_not(head: str) -> None:
    style = "<style>" + ".a{color:#111}" * 900 + "</style>"
    assert read(page("<div id=app></div>", head=head + style)).outcome != "moved"


@pytest.mark.parametrize(("exclaimed", "tag"), [("<h2>Oops!</h2>", "h3"), ("<h1>Mohon Maaf</h1>", "p"), ("<h1>404</h1>", "div")])
def test_the_line_below_a_heading_that_only_exclaims_tells_a_soft_404_with_suggestions(exclaimed: str, tag: str) -> None:
    cards = "".join(
        f"<div class=card><h4><a href=/entry/{n}>Jalan Desa Nomor {n} Diperbaiki</a></h4><p>{TEASER * 2}</p></div>"
        for n in range(8)
    )
    for url in (ENTRY, "https://dlh.tubankab.go.id/berita/detail/999"):
        said = f"{exclaimed}<{tag}>Data yang Anda minta tidak tersedia</{tag}>"
        item = read(page(said + cards, head="<title>Dinas</title>"), url=url)
        assert (item.outcome, isinstance(item, ArticleItem)) == ("soft_missing", False), item.evidence


def test_an_article_with_the_same_words_is_an_article() -> None:
    assert isinstance(
        read(article_page(f"<div><h2>Maaf</h2><p>{SENTENCE}</p><p>Data yang diminta tidak tersedia.</p></div>")), ArticleItem
    )
