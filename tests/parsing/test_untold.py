"""Pages that do not tell where their article is: generic titles, numbered addresses, columns of misleading names. Synthetic."""

import pytest

from tests.parsing.reading import SENTENCE, read, read_article
from tubancrawl.items import ArticleItem

RECORD = "https://desa.tubankab.go.id/berita/detail/4711"
HEADLINE = "Camat Montong Buka Lomba Cerdas Cermat"
TOLD = f"{SENTENCE} “Semua senang bisa ikut lomba ini,” ujarnya, Minggu (15/07). (rian/hei)"
META = "<p>Minggu, 15 Juli 2018 14:13 WIB</p>"
TEXT = f"<p>Tubankab - {SENTENCE}</p><p>{SENTENCE}</p><p>{TOLD}</p>"
TEASER = "Kegiatan itu merupakan agenda tahunan yang melibatkan seluruh perangkat daerah terkait."


def page(body: str, *, title: str = "Detail Berita") -> str:
    return f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{body}</body></html>"


@pytest.mark.parametrize(
    "head",
    [
        f"<div>{HEADLINE}</div>{META}",
        f"{META}<p>{HEADLINE}</p>",
        f'<div>{HEADLINE}</div><img src="/upload/a.jpg">{META}',
    ],
)
def test_a_line_above_the_text_that_can_be_a_title_is_the_headline(head: str) -> None:
    item = read_article(page(f"<div>{head}<div class=isi>{TEXT}</div></div>"), url=RECORD)
    assert item.headline == HEADLINE
    assert item.paragraphs[0] == f"Tubankab - {SENTENCE}"


@pytest.mark.parametrize("tag", ["h2", "h3"])
def test_the_heading_that_opens_the_body_outranks_one_of_a_slider_before_it(tag: str) -> None:
    slides = "".join(f"<div><{tag}>Jalan Desa Nomor {n} Mulai Dibangun</{tag}><p>{TEASER}</p></div>" for n in range(4))
    html = page(f"<div>{slides}</div><div><div class=isi><{tag}>{HEADLINE}</{tag}>{META}{TEXT}</div></div>")
    assert read_article(html, url=RECORD).headline == HEADLINE


def test_a_sub_heading_in_the_text_is_no_headline() -> None:
    body = f"<div class=isi><p>Tubankab - {SENTENCE}</p><h3>Pewarna dari Pabrik Sirup</h3><p>{SENTENCE}</p><p>{TOLD}</p></div>"
    item = read_article(page(f"<div><div>{HEADLINE}</div>{META}{body}</div>"), url=RECORD)
    assert (item.headline, len(item.paragraphs)) == (HEADLINE, 4)


@pytest.mark.parametrize("section", ["<h4>Transportasi</h4><h2>{}</h2>", "<h3>Who's Online</h3><b class=contentheading>{}</b>"])
def test_a_short_heading_gives_way_to_the_title_below_it(section: str) -> None:
    html = page(f"<div><div>{section.format(HEADLINE)}</div>{META}<div class=isi>{TEXT}</div></div>")
    assert read_article(html, url=RECORD).headline == HEADLINE


def test_the_name_of_an_office_in_an_h1_is_no_headline() -> None:
    html = page(f"<h1>KECAMATAN SOKO</h1><div><h3>{HEADLINE}</h3>{META}<div class=isi>{TEXT}</div></div>")
    assert read_article(html, url=RECORD).headline == HEADLINE


def test_the_heading_of_the_comments_is_no_headline() -> None:
    html = page(f"<article><p>{HEADLINE}</p>{META}{TEXT}<h4>Leave a comment</h4></article>")
    assert read_article(html, url=RECORD).headline == HEADLINE


@pytest.mark.parametrize(
    "around", ["<div class=blog_left_sidebar>{}</div>", "<nav>{}</nav>", "<div class=ads><div>{}</div></div>"]
)
def test_a_column_with_a_misleading_name_is_read(around: str) -> None:
    side = "".join(f"<div><a href=/berita/{n}>Jalan Desa Nomor {n} Mulai Dibangun</a><p>2 Juli 2018</p></div>" for n in range(9))
    html = page(f"{around.format(f'<div>{HEADLINE}</div>{META}<div>{TEXT}</div>')}<div>{side}</div>", title=HEADLINE)
    assert read_article(html, url=RECORD).paragraphs[0] == f"Tubankab - {SENTENCE}"


def test_a_filed_text_is_the_article_beside_a_longer_list_that_no_heading_parts() -> None:
    side = "".join(f"<p><b>Jalan Desa Nomor {n} Mulai Dibangun</b> {TEASER} {TEASER}</p>" for n in range(4))
    html = page(f"<table><tr><td><div>{HEADLINE}</div>{META}{TEXT}</td><td>{side}</td></tr></table>")
    assert read_article(html, url=RECORD).paragraphs == [f"Tubankab - {SENTENCE}", SENTENCE, TOLD]


def test_teasers_in_cells_below_an_article_are_no_text() -> None:
    rows = "".join(
        f"<tr><td><span><a href=/berita/{n}>Jalan Desa Nomor {n} Dibangun</a></span><br>19-06-18<br>{TEASER}</td></tr>"
        for n in range(9)
    )
    text = f"<span><div>Tubankab - {SENTENCE}</div><div>{SENTENCE}</div><div>{TOLD}</div></span>"
    html = page(
        f"<div><span class=judul>{HEADLINE}</span><br><span>18-07-18</span><br>{text}</div><div><table>{rows}</table></div>"
    )
    item = read_article(html, url=RECORD)
    assert (item.headline, item.paragraphs[1:]) == (HEADLINE, [SENTENCE, TOLD])


def test_a_dated_and_filed_text_above_a_list_in_its_own_table_is_an_article() -> None:
    rows = "".join(
        f"<tr><td><a href=/entry/{n}>Jalan Desa Nomor {n} Dibangun</a> <i>(2/7/2018)</i><br>{TEASER} {TEASER}</td></tr>"
        for n in range(7)
    )
    article = f"<tr><td><b>{HEADLINE}</b></td></tr><tr><td>15 Juli 2018</td></tr><tr><td><div>{TEXT}</div></td></tr>"
    html = page(f"<table>{article}<tr><td><b>Berita Sebelumnya</b></td></tr>{rows}</table>", title="Website Kabupaten Tuban")
    assert read_article(html, url=RECORD).paragraphs == [f"Tubankab - {SENTENCE}", SENTENCE, TOLD]


def test_news_of_an_error_is_an_article_at_a_record_s_address() -> None:
    headline = "“Halaman Tidak Ditemukan” Kini Menuntun Warga"
    body = f"<h2>{headline}</h2><p>Oleh Rani, 15 Juli 2018 14:13</p><div class=isi>{TEXT}</div>"
    assert isinstance(read(page(f"<div>{body}</div>", title=headline), url=RECORD), ArticleItem)


STORY = f"<p>Tubankab - {SENTENCE} {SENTENCE}</p><p>{SENTENCE} {TOLD}</p>"


@pytest.mark.parametrize(
    ("title", "body", "path"),
    [
        (
            "Blog",
            "".join(
                f"<article><h2><a href=/b/{n}>Jalan {n} Dibeton</a></h2><p>{n}/7/2018</p>{STORY}</article>" for n in range(1, 5)
            ),
            "blog-kecamatan",
        ),
        (
            "Kecamatan Montong",
            f"<div><h2>{HEADLINE} Kecamatan</h2><p>Tubankab - {SENTENCE} {TOLD}</p></div>"
            + "".join(f"<div><h3><a href=/berita/{n}>Jalan Poros {n} Dibeton</a></h3><p>{TEASER}</p></div>" for n in range(6)),
            "home2",
        ),
        (
            "Peraturan Bupati Nomor 12 Tahun 2018",
            f"<h2>Peraturan Bupati Nomor 12 Tahun 2018</h2><p>Diunggah 15 Juli 2018 oleh admin</p><p>{TEASER}</p>",
            "arsip-hukum/12",
        ),
        ("Buku Tamu", f"<h1>Buku Tamu</h1><b>Warga</b> 15 Juli 2018<p>{TEASER}</p>", "buku-tamu"),
        (
            "Jumlah Penduduk Menurut Desa",
            f"<h1>Jumlah Penduduk Menurut Desa</h1><p>Data per 15 Juli 2018</p><p>{TEASER}</p>",
            "data/desa",
        ),
    ],
)
def test_pages_that_hold_more_or_less_than_one_story_are_no_articles(title: str, body: str, path: str) -> None:
    item = read(page(f"<div>{body}</div>", title=title), url=f"https://montong.tubankab.go.id/{path}")
    assert not isinstance(item, ArticleItem), item.headline


def test_a_sheet_of_facts_beside_its_remark_is_no_article() -> None:
    facts = "<dl><dt>Nomor<dd>480/112<dt>Jenis<dd>Informasi Berkala<dt>Tanggal unggah<dd>15 Juli 2018</dl>"
    remark = f"<div><p>Dokumen ini memuat jumlah permohonan, waktu pemenuhan, serta alasan penolakan. {SENTENCE}</p></div>"
    html = page(f"<main><h1>Laporan Layanan Informasi Publik Tahun 2018</h1>{facts}{remark}</main>")
    assert not isinstance(read(html, url="https://ppid.tubankab.go.id/informasi/detail/401"), ArticleItem)


def test_a_hyphenated_word_is_no_dateline() -> None:
    html = page(f"<div><h1>Kelompok Bermain Bahasa Isyarat</h1><p>Anak-anak belajar setiap pekan. {SENTENCE}</p></div>")
    assert not isinstance(read(html, url="https://desa.tubankab.go.id/lain"), ArticleItem)
