"""What makes a page at an address of unknown shape an article, and what a listing or an office page."""

import logging

import pytest

from tests.parsing.reading import HEADLINE, SENTENCE, article_page, read, read_article
from tubancrawl import site
from tubancrawl.items import PageItem
from tubancrawl.parsing.signs import (
    is_record_address,
    is_section_address,
    is_static_address,
    names_office_page,
    names_site,
    reports,
    slug_agrees,
)

HOST = "https://desa.tubankab.go.id"
PLAIN = f"<h1>{HEADLINE}</h1><p>{SENTENCE}</p><p>Regu terbaik mewakili kecamatan pada lomba tingkat kabupaten.</p>"


def page(content: str, title: str = HEADLINE) -> str:
    return f"<!DOCTYPE html><html><head><title>{title}</title></head><body><div class=k>{content}</div></body></html>"


@pytest.mark.parametrize(
    "path",
    [
        "/berita/camat-montong-buka-lomba",
        "/berita/detail/84",
        "/index.php/blog/detail/84",
        "/index.php?hal=berita&id=93",
        "/?p=41",
        "/2013/06/camat-montong.html",
        "/2022/12/camat-montong/amp/",
        "/cetak/berita/5521",
        "/kategori/nusantara/844120/index.html",
        "/artikel.php?id=12",
        "/sosok/camat-montong",
    ],
)
def test_a_dated_text_below_its_headline_is_an_article_at_any_address(path: str) -> None:
    item = read_article(article_page(f"<p>{SENTENCE}</p><p>{SENTENCE}</p>"), url=HOST + path)
    assert item.headline == HEADLINE
    assert item.published_at == "2018-07-18T14:13:00+07:00"


@pytest.mark.parametrize("path", ["/berita/7", "/?p=7", "/artikel.php?id=12"])
def test_a_text_without_a_date_is_an_article_at_the_address_of_a_record(path: str) -> None:
    assert read_article(page(PLAIN), url=HOST + path).headline == HEADLINE


@pytest.mark.parametrize("path", ["/potensi", "/layanan/lomba", "/profil/lomba", "/?page=tentang-kami"])
def test_a_text_without_a_date_is_no_article_elsewhere(path: str) -> None:
    item = read(page(PLAIN), url=HOST + path)
    assert isinstance(item, PageItem)
    assert item.outcome == "ok"


@pytest.mark.parametrize(
    "news",
    ["“Anak-anak sangat antusias,” kata camat di pendapa.", "Lomba itu digelar di pendapa kecamatan, Rabu (18/07)."],
)
def test_a_text_that_reports_is_an_article_elsewhere_too(news: str) -> None:
    assert read_article(page(f"{PLAIN}<p>{news}</p>"), url=f"{HOST}/kabar-terkini/lomba").paragraphs[-1] == news


@pytest.mark.parametrize(
    "title", ["Visi dan Misi Desa", "Hubungi Kami", "Struktur Organisasi", "Hasil pencarian “lomba”", "Mei 2018"]
)
def test_the_headline_of_an_office_page_or_a_listing_is_no_article_s(title: str) -> None:
    item = read(page(PLAIN.replace(HEADLINE, title), title), url=f"{HOST}/artikel/3")
    assert isinstance(item, PageItem)


@pytest.mark.parametrize("times", [3, 8])
def test_several_texts_built_alike_are_a_listing(times: int) -> None:
    one = f"<article class=post><h2>{HEADLINE} {{}}</h2><time>18 Juli 2018</time><p>{SENTENCE} “Baik,” kata camat.</p></article>"
    item = read(page("".join(one.format(number) for number in range(times)), "Kabar"), url=f"{HOST}/kabar-desa")
    assert isinstance(item, PageItem)


def test_a_title_made_of_the_slug_is_no_headline() -> None:
    slug = "slug-5f3c0000000000000000000000000000"
    body = page(f"<h1>{slug}</h1>{PLAIN.replace('h1', 'h2')}", slug)
    assert read_article(body, url=f"{site.ROOT}/entry/{slug}").headline == HEADLINE


def test_a_claim_that_the_text_does_not_bear_out_is_no_headline() -> None:
    text = f"<div class=isi><p>{SENTENCE}</p><p>{SENTENCE}</p></div>"
    assert isinstance(read(page(text, "Pembangunan Jembatan Gantung Sungai Bengawan"), url=f"{site.ROOT}/entry/x"), PageItem)


def test_nothing_is_logged_by_the_library_that_is_asked(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for odd in ("<p>", "<body><body>", "<div>" * 50, "\ufffd" * 300):
        read(page(f"{odd}<div><p>{SENTENCE}</p></div><div><h3>Lain</h3><p>{SENTENCE}</p></div>", ""))
    assert not [record for record in caplog.records if record.name.startswith("trafilatura")]


@pytest.mark.parametrize(
    ("path", "static", "section", "record"),
    [
        ("/profil/sejarah", True, False, False),
        ("/berita/galeri-umkm-tuban-dibuka-untuk-umum", False, False, True),
        ("/berita", False, True, False),
        ("/berita?page=3", False, True, False),
        ("/kategori/umum", False, True, False),
        ("/index.php?hal=kategori&id=4", False, True, True),
        ("/kategori/nusantara/844120/index.html", False, False, True),
        ("/layanan-jemput-bola-sasar-lansia", False, False, False),
        ("/?p=41", False, False, True),
        ("/galeri/foto", True, False, False),
    ],
)
def test_an_address_tells_office_pages_sections_and_records(path: str, *, static: bool, section: bool, record: bool) -> None:
    url = HOST + path
    assert (is_static_address(url), is_section_address(url), is_record_address(url)) == (static, section, record)


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("Website Desa Mliwang", True),
        ("Dinas Sosial Kabupaten Tuban", True),
        ("KELURAHAN RONGGOMULYO", True),
        ("Detail Berita", True),
        ("Dinas Sosial Salurkan Bantuan di Kabupaten Tuban", False),
        ("Desa Mliwang Bangun Embung Baru", False),
    ],
)
def test_a_title_that_names_a_site_is_known(title: str, named: bool) -> None:
    assert names_site(title) is named


def test_words_of_office_pages_and_of_reports_are_known() -> None:
    assert names_office_page("Tugas Pokok dan Fungsi")
    assert not names_office_page("Camat Montong Buka Lomba")
    assert reports(["Air surut sejak Senin (12/03) pagi."])
    assert not reports(["Terwujudnya desa yang maju dan mandiri."])


def test_the_slug_of_an_amp_address_is_the_segment_before() -> None:
    assert slug_agrees(f"{HOST}/2022/12/camat-montong-buka-lomba/amp/", HEADLINE) is True
