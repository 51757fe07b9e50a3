"""Where the article ends and other parts of its column begin, and which line of a page is the headline. All pages synthetic."""

import pytest

from tests.parsing.reading import HEADLINE, SENTENCE, article_page, read, read_article
from tubancrawl.items import PageItem

SECOND = "Bupati Tuban meninjau lokasi lomba pada Senin (16/7) dan meminta para guru mendampingi regunya."
SIGNED = f"{SECOND} (rian a/hei)"
TEASER = "Warga desa bergotong royong memperbaiki saluran air sebelum musim hujan tiba bulan depan."
INVITATION = (
    "Dapatkan berita pilihan setiap hari langsung di ponsel Anda. Bergabunglah dengan saluran WhatsApp kami, caranya klik tautan"
    " berikut lalu tekan ikuti. Anda harus memasang aplikasinya terlebih dulu di ponsel."
)
RECORD = "https://desa.tubankab.go.id/berita.php?id=3"


def page(title: str, content: str) -> str:
    return f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{content}</body></html>"


@pytest.mark.parametrize(
    "after",
    [
        f"</div><div class=kotak><h3>Layanan</h3><p>{TEASER}</p>",
        f"</div><div class=kotak><b>Layanan</b><p>{TEASER}</p>",
        f"<h3>Berita Lain</h3><h4><a href=/entry/x>Jalan Desa Diperbaiki</a></h4><p>{TEASER}</p>",
        f"<h4><a href=/entry/x>Jalan Desa Diperbaiki</a></h4><p>{TEASER}</p>",
    ],
)
def test_nothing_set_otherwise_follows_the_signature(after: str) -> None:
    assert read_article(article_page(f"<div class=b><p>{SENTENCE}</p><p>{SIGNED}</p>{after}</div>")).paragraphs == [
        SENTENCE,
        SIGNED,
    ]


def test_names_with_a_slash_inside_a_text_end_nothing() -> None:
    rule = f"{SECOND} Aturan berlaku bagi semua pegawai (PNS/PPPK)."
    text = f"<p>{SENTENCE}</p><p>{rule}</p><ul><li>Datang tepat waktu</li></ul><p>{TEASER}</p>"
    assert read_article(article_page(f"<div class=b>{text}</div>")).paragraphs == [SENTENCE, rule, "Datang tepat waktu", TEASER]


def test_titles_with_their_teasers_beside_the_paragraphs_are_no_text() -> None:
    cards = "".join(f"<h4><a href=/entry/{n}>Jalan Desa Nomor {n} Diperbaiki</a></h4><p>{TEASER} {n}</p>" for n in range(3))
    found = read_article(article_page(f"<p>{SENTENCE}</p><p>{SECOND}</p><h3>Berita Lain</h3>{cards}"))
    assert found.paragraphs == [SENTENCE, SECOND]


@pytest.mark.parametrize(
    "box",
    [
        f"<div class=x><small>IKLAN</small><p>{TEASER}</p></div>",
        f"<div class=x><p>- Advertisement -</p><p>{TEASER}</p></div>",
        f"<amp-ad><div placeholder>{TEASER}</div></amp-ad>",
        f"<details open><summary>Ringkasan</summary><p>{TEASER}</p></details>",
        f"<div class=x><p>{INVITATION}</p></div>",
        "<p>{loadposition iklan}</p>",
        "<p>Seluruh isi berita ini dapat dikutip dengan menyebutkan sumbernya.</p>",
    ],
)
def test_what_templates_set_between_paragraphs_is_no_text(box: str) -> None:
    assert read_article(article_page(f"<div><p>{SENTENCE}</p>{box}<p>{SECOND}</p></div>")).paragraphs == [SENTENCE, SECOND]


def test_a_list_of_facts_above_the_text_is_no_paragraph() -> None:
    facts = "<dl><dt>Terbit</dt><dd>18 Juli 2018</dd><dt>Penulis</dt><dd>Rani Astutik</dd><dt>Kanal</dt><dd>Warta</dd></dl>"
    assert read_article(article_page(f"{facts}<div><p>{SENTENCE}</p><p>{SECOND}</p></div>")).paragraphs == [SENTENCE, SECOND]


def test_a_text_that_is_marked_as_headings_is_a_text() -> None:
    body = f"<div><h5>{SENTENCE}</h5><h5>{SECOND}</h5></div>"
    assert read_article(article_page(body)).paragraphs == [SENTENCE, SECOND]


def test_the_column_beside_the_headline_s_is_no_text() -> None:
    side = f"<div class=l><b>Sambutan</b><p>{TEASER} Selamat datang di situs kami.</p></div>"
    column = f"<div class=r><h2>{HEADLINE}</h2><i>18 Juli 2018</i><div><p>{SENTENCE}</p><p>{SECOND}</p></div></div>"
    assert read_article(page("Desa", f"<div class=g>{column}{side}</div>"), url=RECORD).paragraphs == [SENTENCE, SECOND]


def test_a_heading_with_the_target_of_a_table_of_contents_is_kept() -> None:
    heading = "<h3><span class=toc-section id=juara></span><a name=a></a>Juara Lomba</h3>"
    assert read_article(article_page(f"<p>{SENTENCE}</p>{heading}<p>{SECOND}</p>")).paragraphs[1] == "Juara Lomba"


def test_the_foot_of_a_page_is_no_text_however_short_the_article() -> None:
    foot = f"<footer><h4>Kantor Bupati</h4>{f'<p>{TEASER}</p>' * 6}</footer>"
    found = read_article(page(HEADLINE, f"<main><h1>{HEADLINE}</h1><p>18 Juli 2018</p><div>{SIGNED}</div></main>{foot}"))
    assert found.paragraphs == [SIGNED]


def test_the_cells_beside_the_headline_s_are_other_columns() -> None:
    side = "".join(f"<b>Jalan Desa {n} Diperbaiki</b><br>{TEASER} Nomor {n}.<br><br>" for n in range(5))
    text = f"<h3>{HEADLINE}</h3><i>18 Juli 2018</i><br>{SENTENCE}<br><br>{SECOND}<br><br>{SENTENCE}"
    table = f"<table><tr><td>{text}</td><td><b>Warta</b><br>{side}</td></tr></table>"
    assert read_article(page(HEADLINE, table), url=RECORD).paragraphs == [SENTENCE, SECOND, SENTENCE]


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("Portal Desa Montong : Camat Montong Buka Lomba", f"<h1>Portal Desa Montong</h1><div class=j>{HEADLINE}</div>"),
        ("Kabar | Camat Montong Buka Lomba | Desa", f"<span>Desa</span><div>{HEADLINE}</div>"),
        ("Camat Montong Buka Lomba | Warta | MONTONG", f"<a href=/>MONTONG</a><p><b>{HEADLINE}</b></p>"),
        ("Desa Montong", f"<h1>{HEADLINE}<small>18 Juli 2018 | admin | 33</small></h1>"),
        ("Desa Montong", f"<x-title>{HEADLINE}</x-title>"),
        ("Desa Montong", f"<a href=/berita.php?id=3>{HEADLINE}</a><br>"),
        ("Desa Montong", f"<h3>Info Warga</h3><p>{TEASER}</p><span><a href=#>{HEADLINE}</a></span>"),
    ],
)
def test_the_name_of_the_site_or_of_a_box_is_no_headline(title: str, head: str) -> None:
    text = f"<div><p>{SENTENCE}</p><p>{SECOND}</p><p>{SENTENCE}</p></div>"
    item = read_article(page(title, f"<div>{head}<span>Rabu, 18 Juli 2018 - 33 kali dibaca</span>{text}</div>"), url=RECORD)
    assert item.headline == HEADLINE


def test_the_number_that_an_untitled_article_is_filed_under_is_no_headline() -> None:
    number = "slug-5f3c0000000000000000000000000001"
    content = f"<h1>{number}</h1><p>18 Juli 2018</p><p>{SENTENCE}</p><p>{SECOND}</p>"
    assert read(page(f"{number} | Tuban", content), url=f"https://tubankab.go.id/entry/{number}").outcome == "unreadable"


@pytest.mark.parametrize(
    "facts",
    [
        "<table><tr><td>Hari/Tanggal</td><td>Senin, 16 Juli 2018</td></tr><tr><td>Tempat</td><td>Pendapa</td></tr></table>",
        "<ul><li>Kode: 123</li><li>Pagu: Rp 100.000.000</li></ul>",
        "<dl><dt>Nomor dokumen</dt><dd>12/2018</dd><dt>Ukuran</dt><dd>2 MB</dd></dl>",
    ],
)
def test_a_sheet_of_facts_is_no_article(facts: str) -> None:
    remark = "<p>Mohon hadir tepat waktu dan membawa berkas yang diminta panitia lomba.</p>"
    item = read(article_page(facts + remark), url="https://desa.tubankab.go.id/kegiatan/12")
    assert isinstance(item, PageItem)
    assert any("sheet of facts" in line for line in item.evidence)


def test_news_with_a_table_of_facts_is_an_article() -> None:
    facts = "<table><tr><td>Hari</td><td>Senin</td></tr><tr><td>Tempat</td><td>Pendapa</td></tr></table>"
    assert read_article(article_page(f"<p>{SENTENCE}</p><p>{SECOND}</p>{facts}"), url=RECORD).headline == HEADLINE


def test_a_notice_in_the_place_of_the_text_is_a_soft_404() -> None:
    side = f"<h3>Baca Lainnya</h3>{f'<div><a href=/entry/x>Jalan Desa Diperbaiki</a><p>{TEASER}</p></div>' * 20}"
    item = read(article_page("<p>Konten ini telah dihapus oleh pengelola karena sudah tidak berlaku.</p>" + side))
    assert item.outcome == "soft_missing"


def test_headings_and_lists_between_paragraphs_that_have_each_a_box_of_their_own_are_text() -> None:
    boxes = [f'<div class="teks"><p>{SENTENCE}</p></div>'] * 2
    listed = "<ol><li>Membawa kartu pelajar</li><li>Datang tepat waktu</li></ol>"
    between = f'<div class="sub"><h3>Syarat Peserta</h3></div><h4>Wajib</h4>{listed}'
    item = read_article(article_page(f"<div><div>{boxes[0]}{between}{boxes[1]}</div></div>"))
    assert item.paragraphs == [SENTENCE, "Syarat Peserta", "Wajib", "Membawa kartu pelajar", "Datang tepat waktu", SENTENCE]


def test_a_list_below_such_paragraphs_is_not() -> None:
    boxes = f'<div class="teks"><p>{SENTENCE}</p></div>' * 2
    item = read_article(article_page(f"<div><div>{boxes}<ul><li>Cetak halaman</li><li>Unduh berkas</li></ul></div></div>"))
    assert item.paragraphs == [SENTENCE, SENTENCE]


def test_a_cloud_of_tags_in_many_sizes_gives_no_headline() -> None:
    cloud = '<div><a href="/tag/jembatan" style="font-size:24px">pembangunan jembatan gantung</a></div>'
    content = f'<div class="post"><ul class=meta><li>18 July 2018 14:13</li></ul><p>{SENTENCE}</p><p>{SECOND}</p></div>'
    assert read(page("", content + cloud), url="https://tubankab.go.id/entry/slug-5f3c").outcome == "unreadable"


def test_a_picture_above_the_meta_list_and_the_headline_is_the_articles() -> None:
    meta = "<ul><li>18 July 2018 14:13</li><li>Yolency</li><li>Kegiatan Pemerintahan,</li><li>336</li></ul>"
    shown = "<div class=gambar><img src=/files/2018-07/lomba.jpg><small>foto : Peserta lomba. (rani)</small></div>"
    content = f"<div class=isi>{shown}{meta}<h1>{HEADLINE}</h1><div class=teks><p>{SENTENCE}</p><p>{SECOND}</p></div></div>"
    item = read_article(page(HEADLINE, content))
    assert [(photo.url, photo.caption) for photo in item.photos] == [
        ("https://tubankab.go.id/files/2018-07/lomba.jpg", "foto : Peserta lomba. (rani)")
    ]


def test_the_category_of_a_meta_list_does_not_part_a_picture_from_its_headline() -> None:
    meta = "<dl><dt>Tanggal</dt><dd>18 July 2018 14:13</dd><dt>Kategori</dt><dd><a href=/category/umum>Umum</a></dd></dl>"
    content = (
        f"<div><figure><img src=/files/2018-07/lomba.jpg></figure>{meta}<h1>{HEADLINE}</h1><p>{SENTENCE}</p><p>{SECOND}</p></div>"
    )
    assert [photo.url for photo in read_article(page(HEADLINE, content)).photos] == [
        "https://tubankab.go.id/files/2018-07/lomba.jpg"
    ]
