"""What kind of answer a capture was, by status, by words, by what it holds."""

import pytest

from tests.parsing.reading import ENTRY, SENTENCE, article_page, read, read_article
from tubancrawl.items import PageItem

WHOLE = article_page(f"<p>{SENTENCE}</p><p>{SENTENCE}</p>")


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (301, "moved"),
        (302, "moved"),
        (304, "not_modified"),
        (401, "blocked"),
        (403, "blocked"),
        (404, "missing"),
        (410, "gone"),
        (429, "blocked"),
        (500, "failed"),
        (503, "failed"),
        (206, "failed"),
        (0, "failed"),
    ],
)
def test_a_status_other_than_200_decides_alone(status: int, outcome: str) -> None:
    item = read(WHOLE, status=status)
    assert isinstance(item, PageItem)
    assert item.outcome == outcome
    assert item.evidence


def test_a_cut_body_is_failed_however_well_it_reads() -> None:
    item = read(WHOLE, problems=["Content-Length says 900, 700 came"])
    assert item.outcome == "failed"
    assert item.evidence == ["cut: Content-Length says 900, 700 came"]


@pytest.mark.parametrize("share", [0.6, 0.7, 0.8, 0.9])
def test_a_page_that_ends_early_with_no_problem_reported_is_no_article(share: float) -> None:
    item = read(WHOLE[: int(len(WHOLE) * share)])
    assert isinstance(item, PageItem)
    assert item.outcome in {"failed", "unreadable"}


def test_end_tags_that_html_lets_a_page_omit_are_not_missed() -> None:
    item = read_article(
        f"<!DOCTYPE html><title>Camat Montong Buka Lomba</title><h1>Camat Montong Buka Lomba</h1><p>{SENTENCE}<p>{SENTENCE}"
    )
    assert item.paragraphs == [SENTENCE, SENTENCE]


def test_a_503_that_is_a_browser_check_is_blocked() -> None:
    item = read("<html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>", status=503)
    assert item.outcome == "blocked"


@pytest.mark.parametrize(
    ("page", "outcome"),
    [
        ("<h1>Maaf, halaman yang Anda cari tidak ditemukan</h1>", "soft_missing"),
        ("<title>404 Not Found</title><p>Silakan kembali.</p>", "soft_missing"),
        ("<h1>Page Not Found</h1><p>It looks like nothing was found at this location.</p>", "soft_missing"),
        ("<p>Website sedang dalam pemeliharaan.</p>", "soft_missing"),
        ("<h1>We’ll be back soon</h1><p>Down for maintenance.</p>", "soft_missing"),
        ("<title>Index of /entry</title><h1>Index of /entry</h1>", "soft_missing"),
        ("<b>Fatal error</b>: Uncaught Error in index.php on line 12", "soft_missing"),
        ("<h1>This domain is for sale</h1>", "soft_missing"),
        ("", "soft_missing"),
        ("<p>Buktikan bahwa Anda bukan robot</p>", "blocked"),
        ("<title>Internet Positif</title><p>Situs ini diblokir.</p>", "blocked"),
        ("<title>Login</title><form><input type=password></form>", "blocked"),
        ('<meta http-equiv="refresh" content="0; url=/entries">', "moved"),
        ('<script>window.location.href = "/";</script>', "moved"),
    ],
)
def test_a_page_with_status_200_that_says_it_is_none(page: str, outcome: str) -> None:
    item = read(page)
    assert isinstance(item, PageItem)
    assert item.outcome == outcome


@pytest.mark.parametrize(
    ("page", "of_site"),
    [
        ("<h1>Maaf, halaman yang Anda cari tidak ditemukan</h1>", False),
        ("<h1>Selamat Datang</h1>" + "".join(f"<h3><a href='/entry/a-{n}'>Berita ke {n}</a></h3>" for n in range(9)), False),
        ("<p>Website sedang dalam pemeliharaan.</p>", True),
        ("<b>Fatal error</b>: Uncaught Error in index.php on line 12", True),
        ("<h1>This domain is for sale</h1>", True),
        ("<title>Index of /entry</title><h1>Index of /entry</h1>", True),
        ("", True),
    ],
    ids=["soft 404", "front page", "maintenance", "server error", "parked", "directory", "empty"],
)
def test_an_answer_that_speaks_of_the_whole_site_is_told_from_one_that_speaks_of_the_page(page: str, of_site: bool) -> None:
    item = read(page)
    assert isinstance(item, PageItem)
    assert (item.outcome, item.of_site) == ("soft_missing", of_site)


def test_a_page_that_sends_its_reader_on_names_the_address() -> None:
    item = read('<meta http-equiv="refresh" content="0; url=/entries">')
    assert isinstance(item, PageItem)
    assert item.target == "https://tubankab.go.id/entries"


def test_a_maintenance_notice_on_the_front_page_is_seen_too() -> None:
    assert read("<title>Maintenance</title><p>Segera kembali.</p>", url="https://tubankab.go.id/").outcome == "soft_missing"


def test_an_article_that_reports_words_of_error_pages_is_an_article() -> None:
    text = "Halaman pasar tidak ditemukan retak, kata petugas, dan layanan dalam perbaikan karena maintenance jaringan."
    assert read_article(article_page(f"<p>{text}</p><p>{SENTENCE}</p>")).paragraphs[0] == text


@pytest.mark.parametrize(
    ("url", "content_type", "body", "outcome"),
    [
        ("https://tubankab.go.id/files/2018-07/a.jpg", "image/jpeg", b"\xff\xd8\xff\xe0", "ok"),
        ("https://tubankab.go.id/files/2018-07/a.jpg", "image/jpeg", b"<html><h1>Hilang</h1></html>", "soft_missing"),
        ("https://tubankab.go.id/files/a.pdf", "application/pdf", b"%PDF-1.4", "ok"),
        ("https://tubankab.go.id/robots.txt", "text/plain", b"User-agent: *", "ok"),
        ("https://tubankab.go.id/robots.txt", "text/html", b"<html><body>Beranda</body></html>", "soft_missing"),
        (ENTRY, "application/json", b'{"error": 1}', "soft_missing"),
    ],
)
def test_answers_that_are_no_page_are_told_by_content_type_and_first_bytes(
    url: str, content_type: str, body: bytes, outcome: str
) -> None:
    assert read(body, url=url, content_type=content_type).outcome == outcome


def test_a_tree_that_the_parser_cut_is_unreadable_and_says_so() -> None:
    item = read(article_page("<div>" * 10_000 + f"<p>{SENTENCE}</p>" + "</div>" * 10_000))
    assert item.outcome == "unreadable"
    assert item.evidence == ["tree cut: nested too deep"]


def test_a_page_of_absurd_size_is_not_read_as_an_article() -> None:
    item = read(article_page(f"<p>{SENTENCE}</p>" * 21_000))
    assert item.outcome == "unreadable"
    assert item.evidence == ["more than 20000 elements"]
