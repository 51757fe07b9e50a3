"""What a hostile or broken site, or a broken file, may send: it is named, the crawl goes on, what is kept stays whole."""

import gzip
import json
from pathlib import Path

import pytest

from tests.commands import Done, run_here
from tests.crawling import Crawled, crawl
from tests.exports import articles, by_slug
from tests.static_site import Answer, serve_pages
from tubancrawl.store.captures import captures_of
from tubancrawl.store.database import open_database, reading

HISTORY = Path("fixtures/history/2018-07-20.warc.gz")
HEADLINE = "Warga Sendangharjo Panen Raya Jagung"
PARAGRAPHS = [
    "Tubankab - Warga Desa Sendangharjo menggelar panen raya jagung di lahan seluas dua hektare, Rabu (18/07).",
    "Kepala desa menyampaikan bahwa hasil panen tahun ini naik dibandingkan dengan tahun lalu karena pengairan yang lebih baik.",
    "“Kami berharap harga tetap terjaga,” ujarnya di hadapan para petani yang hadir sejak pagi hari. (dewi ayu/hei)",
]


def page(*paragraphs: str, head: str = "", extra: str = "") -> str:
    body = "".join(f"<p>{text}</p>" for text in paragraphs or PARAGRAPHS)
    return (
        f"<!DOCTYPE html><html><head><title>{HEADLINE}</title>{head}</head><body>"
        f"<article><h1>{HEADLINE}</h1><ul class=meta><li>18 July 2018 09:00</li></ul><div class=body>{body}</div></article>"
        f"{extra}</body></html>"
    )


def links(*paths: str) -> Answer:
    return Answer(
        ("<html><body><ul>" + "".join(f'<li><a href="{path}">x</a></li>' for path in paths) + "</ul></body></html>").encode()
    )


def crawl_pages(archive: Path, pages: dict[str, Answer]) -> tuple[Crawled, list[str]]:
    with serve_pages(pages) as site:
        crawled = crawl(archive, mode="all", CONNECT_TO=f"tubankab.go.id={site.url}", DOWNLOAD_MAXSIZE=1_000_000)
        return crawled, site.asked


def outcome_of(archive: Path, path: str) -> tuple[str, str]:
    """The outcome of an address's newest capture, and the reasons for it."""
    engine = open_database(archive / "archive.db", read_only=True)
    with reading(engine) as session:
        capture = captures_of(session, f"https://tubankab.go.id{path}")[-1]
    engine.dispose()
    return capture["outcome"], "; ".join([*capture["evidence"], *capture["findings"]])


GOOD = Answer(page().encode())


@pytest.mark.parametrize(
    ("bad", "outcome", "says"),
    [
        (Answer(page(extra="x" * 50_000_000).encode()), "failed", "answer cut: length"),
        (Answer(b""), "soft_missing", "empty"),
        (Answer(("<html><body>" + "<div>" * 10_000 + "x").encode()), None, ""),
        (
            Answer(gzip.compress(page().encode())[:-40], headers={"Content-Type": "text/html", "Content-Encoding": "gzip"}),
            "failed",
            "gzip",
        ),
        (Answer(page().encode()[:-400]), None, ""),
        (Answer(bytes(range(256)) * 100), None, ""),
    ],
    ids=["50-MB", "empty", "10000-nested-tags", "cut-gzip", "cut-html", "no-text"],
)
def test_a_broken_page_is_named_and_the_rest_of_the_site_is_read(
    tmp_path: Path, bad: Answer, outcome: str | None, says: str
) -> None:
    crawl_pages(tmp_path / "a", {"/": links("/entry/bad", "/entry/good"), "/entry/bad": bad, "/entry/good": GOOD})
    assert list(by_slug(tmp_path / "a")) == ["good"]
    found, reasons = outcome_of(tmp_path / "a", "/entry/bad")
    assert found == (outcome or found) != "ok"
    assert says in reasons
    assert reasons


def test_a_page_in_a_lying_charset_is_read_and_the_lie_is_a_finding(tmp_path: Path) -> None:
    lying = Answer(page().encode(), headers={"Content-Type": "text/html; charset=us-ascii"})
    crawl_pages(tmp_path / "a", {"/": links("/entry/lying"), "/entry/lying": lying})
    article = by_slug(tmp_path / "a")["lying"]
    assert (
        article["paragraphs"][-1]
        == "“Kami berharap harga tetap terjaga,” ujarnya di hadapan para petani yang hadir sejak pagi hari."
    )
    assert any("charset" in finding for finding in article["findings"])


def test_links_that_cannot_be_asked_for_are_not(tmp_path: Path) -> None:
    _, asked = crawl_pages(
        tmp_path / "a",
        {
            "/": links(
                "/entry/a&#13;&#10;X-Evil: 1",
                "/entry/&#0;",
                "https://elsewhere.example/entry/b",
                "http://127.0.0.1/entry/c",
                "ftp://tubankab.go.id/entry/d",
                "/entry/good",
            ),
            "/entry/good": GOOD,
        },
    )
    assert "/entry/good" in asked
    assert not [path for path in asked if "evil" in path.lower() or path in {"/entry/b", "/entry/c", "/entry/d"}]


def test_a_redirect_loop_ends(tmp_path: Path) -> None:
    loop = Answer(status=302, headers={"Location": "/entry/loop"})
    there = Answer(status=301, headers={"Location": "/entry/back"})
    back = Answer(status=301, headers={"Location": "/entry/there"})
    crawled, asked = crawl_pages(
        tmp_path / "a",
        {
            "/": links("/entry/loop", "/entry/there", "/entry/good"),
            "/entry/loop": loop,
            "/entry/there": there,
            "/entry/back": back,
            "/entry/good": GOOD,
        },
    )
    assert list(by_slug(tmp_path / "a")) == ["good"]
    assert asked.count("/entry/loop") <= 6
    assert asked.count("/entry/there") == asked.count("/entry/back") == 1
    assert crawled.outcomes["moved"] >= 3


def test_a_listing_that_links_to_itself_is_asked_once(tmp_path: Path) -> None:
    listing = Answer(
        b'<html><body><a href="/entry/good">x</a><ul class="pagination"><li><a rel="next" href="/entries">\xe2\x80\xba</a></li>'
        b'<li><a rel="next" href="/entries?page=1">2</a></li></ul></body></html>'
    )
    _, asked = crawl_pages(tmp_path / "a", {"/entries": listing, "/entry/good": GOOD})
    assert [path for path in asked if path.startswith("/entries")] == ["/entries"]


def test_a_listing_without_an_end_is_left_when_it_brings_nothing_new(tmp_path: Path) -> None:
    def endless(n: int) -> Answer:
        return Answer(
            f'<html><body><a href="/entry/good">x</a><a rel="next" href="/entries?page={n + 1}">next</a></body></html>'.encode()
        )

    pages = {f"/entries?page={n}": endless(n) for n in range(2, 500)}
    _, asked = crawl_pages(tmp_path / "a", {"/entries": endless(1), "/entry/good": GOOD, **pages})
    assert len([path for path in asked if path.startswith("/entries")]) < 5


def test_a_broken_answer_changes_nothing_that_is_kept(tmp_path: Path) -> None:
    front = links("/entry/good")
    crawl_pages(tmp_path / "a", {"/": front, "/entry/good": GOOD})
    kept = articles(tmp_path / "a")
    for bad in (
        Answer(b""),
        Answer(page().encode()[:-300]),
        Answer(status=500),
        Answer(page("Situs sedang dalam perbaikan.").encode()),
    ):
        crawl_pages(tmp_path / "a", {"/": front, "/entry/good": bad})
    after = articles(tmp_path / "a")
    assert [article["content_sha256"] for article in after][: len(kept)] == [article["content_sha256"] for article in kept]


def run_import(archive: Path, *paths: Path) -> Done:
    return run_here(archive, ["import", "--json", *map(str, paths)])


def test_a_truncated_warc_is_taken_up_to_the_damage_which_is_named(tmp_path: Path) -> None:
    cut = tmp_path / "cut.warc.gz"
    cut.write_bytes(HISTORY.read_bytes()[:200_000])
    done = run_import(tmp_path / "a", cut)
    assert done.returncode == 1
    assert "cut.warc.gz" in done.stderr
    assert "offset" in done.stderr
    assert "Traceback" not in done.stderr
    assert json.loads(done.stdout)["new"] > 10
    assert run_import(tmp_path / "a", HISTORY).returncode == 0
    whole = tmp_path / "whole"
    assert run_import(whole, HISTORY).returncode == 0
    assert articles(tmp_path / "a") == articles(whole)


def test_a_corrupt_warc_does_not_keep_the_others_from_being_taken(tmp_path: Path) -> None:
    data = bytearray(HISTORY.read_bytes())
    data[1000:1100] = bytes(100)
    (tmp_path / "1-corrupt.warc.gz").write_bytes(data)
    (tmp_path / "2-good.warc.gz").write_bytes(HISTORY.read_bytes())
    (tmp_path / "3-none.warc.gz").write_bytes(b"this is no WARC file")
    done = run_import(tmp_path / "a", tmp_path)
    assert done.returncode == 1
    assert "1-corrupt.warc.gz" in done.stderr
    assert "3-none.warc.gz" in done.stderr
    assert len(articles(tmp_path / "a")) > 20


def test_a_file_that_is_no_recording_is_refused_and_nothing_is_made_of_it(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("hello")
    done = run_import(tmp_path / "a", text)
    assert done.returncode == 1
    assert "notes.txt" in done.stderr
