"""Soft 404s, maintenance, refusals: all of them known, and no article taken for one. The pages are in no_articles.py."""

import pytest

from tests.parsing.no_articles import ARTICLES, BLOCKED, MAINTENANCE, SOFT_404, bare
from tests.parsing.reading import ENTRY, SENTENCE, read
from tubancrawl.items import ArticleItem, PageItem, tells_of_trouble

WORDLESS = "https://tubankab.go.id/entry/slug-3c1a9b0d7e46288c91ab04de77f61000"
ADDRESSES = (ENTRY, "https://tubankab.go.id/entry/penemuan-situs-baru", WORDLESS)


def named(pages: tuple[tuple[str, str], ...]) -> list[object]:
    return [pytest.param(page, id=name) for name, page in pages]


def test_the_corpora_are_as_large_as_they_say() -> None:
    assert len(SOFT_404) >= 40
    assert len(MAINTENANCE) + len(BLOCKED) >= 50
    assert len(ARTICLES) >= 120


@pytest.mark.parametrize("page", named(SOFT_404))
def test_a_page_that_says_there_is_nothing_is_soft_missing_at_any_address(page: str) -> None:
    for url in ADDRESSES:
        item = read(page, url=url)
        assert (type(item), item.outcome) == (PageItem, "soft_missing"), (url, item.evidence)
        assert item.evidence
        assert not tells_of_trouble(item)


@pytest.mark.parametrize("page", named(MAINTENANCE))
def test_a_site_that_is_down_says_nothing_of_its_articles(page: str) -> None:
    for url in (*ADDRESSES, "https://tubankab.go.id/"):
        item = read(page, url=url)
        assert (type(item), item.outcome) == (PageItem, "soft_missing"), (url, item.evidence)
        assert tells_of_trouble(item), (url, item.evidence)
    assert read(page, status=503).outcome == "failed"


@pytest.mark.parametrize("page", named(BLOCKED))
@pytest.mark.parametrize("status", [200, 403, 503])
def test_a_refusal_is_blocked_whatever_its_status(page: str, status: int) -> None:
    for url in (*ADDRESSES, "https://tubankab.go.id/"):
        item = read(page, url=url, status=status)
        assert (type(item), item.outcome) == (PageItem, "blocked"), (url, item.evidence)
        assert item.evidence


@pytest.mark.parametrize("body", ["", " \r\n\t", "\x00"])
def test_an_empty_body_says_nothing_of_its_article(body: str) -> None:
    item = read(body)
    assert item.outcome == "soft_missing"
    assert tells_of_trouble(item)


def test_news_about_what_error_pages_talk_of_are_articles() -> None:
    wrong = [
        (slug, item.outcome, item.evidence)
        for slug, page in ARTICLES
        for item in [read(page, url=f"https://tubankab.go.id/entry/{slug}")]
        if not isinstance(item, ArticleItem)
    ]
    assert wrong == []


def test_a_date_and_a_dateline_prove_an_article_where_the_address_has_no_words() -> None:
    dated = [page for _, page in ARTICLES if "18 July 2018 14:13" in page and "Tubankab - " in page]
    assert len(dated) >= 60
    assert [page for page in dated if not isinstance(read(page, url=WORDLESS), ArticleItem)] == []


def test_a_stub_that_sends_to_a_providers_block_page_is_blocked_and_moved_nowhere() -> None:
    item = read(bare("", '<script>window.location.href = "http://lamanlabuh.aduankonten.id/";</script>'))
    assert item.outcome == "blocked"


DOORWAYS = (
    (
        "OLXTOTO | Link Login Alternatif",
        "menyediakan link login terbaru dengan permainan anti rungkad dan hadiah setiap hari bagi anggota",
    ),
    (
        "RTP Live Gates of Olympus",
        "bocoran RTP live pragmatic play hari ini dan pola gacor agar mudah maxwin di permainan kakek zeus",
    ),
    ("Sbobet88 Agen Bola", "taruhan mix parlay, live casino, poker dan permainan lain yang buka dua puluh empat jam sejak lama"),
    (
        "TOTO TOGEL 4D Bandar Togel Resmi",
        "togel 4d dengan hadiah terbesar; daftar sekarang juga di toto macau dan nikmati potongan harga",
    ),
)


@pytest.mark.parametrize(("title", "talk"), DOORWAYS)
def test_a_page_that_sells_gambling_is_no_wall_and_no_article(title: str, talk: str) -> None:
    for text in (talk, f"{talk}. " * 8):
        item = read(bare(title, f"<h1>{title}</h1><p>{text}</p>"))
        assert item.outcome == "soft_missing"
        assert item.evidence[0].startswith("gambling doorway")


def test_news_about_gambling_is_an_article() -> None:
    url = "https://tubankab.go.id/entry/polres-gerebek-agen-judi-togel-online"
    text = "<p>TUBAN - Polres menggerebek agen judi togel online di Kerek, Rabu (18/07). Situs judi slot ikut diblokir.</p>"
    page = bare(
        "Polres Gerebek Agen Judi Togel Online",
        f"<h1>Polres Gerebek Agen Judi Togel Online</h1><p>18 Juli 2018</p>{text}<p>{SENTENCE}</p>",
    )
    assert isinstance(read(page, url=url), ArticleItem)


OFFICE = (
    ("Informasi Berkala", "ppid/informasi-berkala"),
    ("Visi dan Misi", "visi-misi/"),
    ("Maklumat Pelayanan", "maklumat-pelayanan/"),
    ("SOP Pelayanan", "sop-pelayanan/"),
    ("Alur Pengaduan", "alur-pengaduan/"),
    ("Tarif Layanan", "tarif-layanan/"),
    ("Renstra 2021", "renstra-2021/"),
)


@pytest.mark.parametrize(("title", "path"), OFFICE)
def test_an_office_page_with_a_date_and_an_account_is_no_article(title: str, path: str) -> None:
    rules = "<p>Informasi yang wajib diumumkan oleh badan publik menurut undang-undang keterbukaan informasi publik.</p>"
    meta = "<p class=meta>Diposting 12 Mei 2021 oleh admin</p>"
    page = bare(title, f"<h1>{title}</h1>{meta}<div class=entry-content>{rules}{rules}</div>")
    assert not isinstance(read(page, url=f"https://dinkes.tubankab.go.id/{path}"), ArticleItem)


def test_news_under_an_office_page_s_title_is_an_article() -> None:
    url = "https://dinkes.tubankab.go.id/maklumat-pelayanan-dibacakan/"
    body = f"<p>TUBAN - Bupati membacakan maklumat di pendapa, Rabu (12/05).</p><p>{SENTENCE}</p>"
    page = bare(
        "Maklumat Pelayanan Dibacakan",
        f"<h1>Maklumat Pelayanan Dibacakan</h1><p class=meta>12 Mei 2021 oleh admin</p><div class=entry-content>{body}</div>",
    )
    assert isinstance(read(page, url=url), ArticleItem)
