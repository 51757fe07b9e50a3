"""A sitemap or listing that names far fewer articles than before is an alarm, and never the news that all of them are gone."""

import gzip
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.crawling import crawl
from tests.exports import articles
from tests.site.traps import ARTICLES, Asked, real, slug
from tests.static_site import Answer, serve_found
from tubancrawl import site
from tubancrawl.items import Item
from tubancrawl.parsing import READER_VERSION, read_page
from tubancrawl.spiders.watch import Watch
from tubancrawl.store.database import open_database, reading
from tubancrawl.store.status import status_json

NOW = datetime(2026, 3, 1, tzinfo=UTC)
SITEMAP = f"{site.ROOT}/sitemap.xml"
LISTED = 40


def urlset(count: int, *, before: str = "", after: str = "</urlset>") -> bytes:
    urls = "".join(f"<url><loc>{site.ROOT}/entry/berita-{n}</loc></url>" for n in range(count))
    return f'<?xml version="1.0"?>{before}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}{after}'.encode()


BOMB = "<!DOCTYPE x [<!ENTITY a '" + "a" * 1000 + "'>" + "".join(f"<!ENTITY {n} '&a;&a;'>" for n in "bcd") + "]>"
ENTITIES = urlset(LISTED, before=BOMB).replace(f"{site.ROOT}/entry/".encode(), b"&b;&c;/entry/")
WHOLE = gzip.compress(urlset(LISTED), mtime=0)

FEWER: dict[str, tuple[bytes, int, str]] = {
    "empty-urlset": (urlset(0), 200, "application/xml"),
    "one-left": (urlset(1), 200, "application/xml"),
    "less-than-half": (urlset(19), 200, "application/xml"),
    "entities": (ENTITIES, 200, "application/xml"),
    "cut-gzip-early": (WHOLE[:30], 200, "application/gzip"),
    "corrupt-gzip": (WHOLE[:40] + bytes(80), 200, "application/gzip"),
    "no-gzip": (b"\x1f\x8b" + b"x" * 200, 200, "application/gzip"),
    "cut-xml": (urlset(LISTED)[:300], 200, "application/xml"),
    "html": (b"<!DOCTYPE html><html><body><h1>Selamat datang</h1></body></html>", 200, "text/html"),
    "soft-404": (b"<html><title>404 Not Found</title><h1>Not Found</h1></html>", 200, "text/html"),
    "maintenance": (b"<html><h1>Website sedang dalam pemeliharaan</h1></html>", 200, "text/html"),
    "challenge": (b"<html><title>Just a moment...</title></html>", 403, "text/html"),
    "no-body": (b"", 200, "application/xml"),
    "not-found": (b"<h1>Not Found</h1>", 404, "text/html"),
    "gone": (b"", 410, "text/html"),
    "server-error": (b"", 500, "text/html"),
    "busy": (b"", 503, "text/html"),
    "other-hosts": (urlset(LISTED).replace(site.ROOT.encode(), b"https://elsewhere.example"), 200, "application/xml"),
    "no-articles": (urlset(LISTED).replace(b"/entry/", b"/page/"), 200, "application/xml"),
    "binary": (bytes(range(256)) * 4, 200, "application/xml"),
    "redirect": (b"", 302, "text/html"),
    "another-format": (b'{"items": []}', 200, "application/json"),
}


def read(body: bytes, status: int = 200, media: str = "application/xml", url: str = SITEMAP) -> Item:
    headers = [(b"Content-Type", media.encode())]
    return read_page(url=url, status=status, headers=headers, body=body, problems=(), captured_at=NOW, record_id="urn:uuid:1")


def watched(before: int, item: Item) -> Watch:
    watch = Watch()
    watch.listed_before = {SITEMAP: before}
    watch.heard(SITEMAP, item, None)
    return watch


@pytest.mark.parametrize("name", FEWER)
def test_far_fewer_articles_than_in_the_crawl_before_are_an_alarm(name: str) -> None:
    item = read(*FEWER[name])
    watch = watched(LISTED, item)
    assert [note for note in watch.notes() if "listed: " in note and f"{LISTED} in the crawl before" in note]
    assert [finding for finding in item.findings if "none of them is taken for gone" in finding]


@pytest.mark.parametrize(("before", "now"), [(LISTED, LISTED), (LISTED, 20), (LISTED, 100), (9, 0), (0, 0), (0, 40)])
def test_as_many_or_too_few_to_tell_are_none(before: int, now: int) -> None:
    watch = watched(before, read(urlset(now)))
    assert watch.notes() == []
    assert watch.listed.get(SITEMAP, 0) == (now or before)


def test_what_could_not_be_read_is_compared_with_what_was_known_before_it() -> None:
    assert watched(LISTED, read(b"", 500)).listed == {SITEMAP: LISTED}


@pytest.mark.parametrize("broken", [urlset(0), ENTITIES, None], ids=["empty", "entities", "not-found"])
def test_articles_that_a_sitemap_no_longer_names_live_on(tmp_path: Path, broken: bytes | None) -> None:
    full = urlset(0, after="".join(f"<url><loc>{site.ROOT}/entry/{slug(n)}</loc></url>" for n in range(ARTICLES)) + "</urlset>")

    def with_sitemap(body: bytes | None) -> Callable[[str], Answer | None]:
        sitemap = Answer(body, headers={"Content-Type": "application/xml"}) if body is not None else None
        return lambda target: sitemap if target == "/sitemap.xml" else real(Asked.of(target))

    for body in (full, broken):
        with serve_found(with_sitemap(body)) as served:
            crawl(tmp_path / "a", mode="due", CONNECT_TO=f"tubankab.go.id={served.url}")
    assert [(article["state"], article["version"]) for article in articles(tmp_path / "a")] == [("live", 1)] * ARTICLES
    engine = open_database(tmp_path / "a" / "archive.db", read_only=True)
    with reading(engine) as session:
        status = status_json(session, now=NOW, reader_version=READER_VERSION)
    engine.dispose()
    assert f"{SITEMAP}: listed: 0 articles, {ARTICLES} in the crawl before" in " ".join(status["crawls"][0]["reasons"])
    assert [text for text in status["findings"] if text.startswith("listed: 0 articles")]
