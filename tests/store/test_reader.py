from datetime import timedelta
from typing import Any

import pytest

from tests.store.making import Archive, day, link, url
from tubancrawl.errors import NotFound
from tubancrawl.items import Dateline, EventDate
from tubancrawl.store import reader
from tubancrawl.store.captures import captures_of, iter_captures
from tubancrawl.store.database import reading
from tubancrawl.store.filters import ArticleFilters
from tubancrawl.store.status import status_json


@pytest.fixture
def filled(archive: Archive) -> Archive:
    archive.begin()
    archive.answer("/entries", day(0), "ok", links=[link("/entry/panen-raya")], findings=["no next page", "no next page"])
    archive.read(
        "/entry/panen-raya",
        day(0),
        of={"url": "http://www.tubankab.go.id/entries/panen-raya"},
        canonical=url("/entry/panen-raya"),
        dateline=Dateline(source="Tubankab"),
        event_dates=[EventDate(text="Rabu (25/02)", start="2026-02-25", weekday_ok=True)],
        findings=["a lone dash"],
    )
    archive.read("/entry/panen-raya", day(2), headline="Panen raya kedua")
    archive.read("/entry/banjir", day(1), headline="Banjir", published_at="2018-07-18", byline=None, photos=[])
    archive.read("/entry/tanpa-tanggal", day(3), headline="Tanpa tanggal", published_at=None)
    archive.answer("/entry/banjir", day(3), "gone", http_status=410)
    archive.answer("/entry/banjir", day(4), "gone", http_status=410)
    archive.answer("/entry/tiada", day(4), "missing", http_status=404)
    archive.finish()
    return archive


def article(archive: Archive, name: str, **wanted: Any) -> dict[str, Any]:
    with reading(archive.engine) as session:
        return reader.article_json(session, reader.find_article(session, name), **wanted)


def listed(archive: Archive, limit: int | None = None, **wanted: Any) -> list[str]:
    with reading(archive.engine) as session:
        return [row["headline"] for row in reader.list_articles(session, ArticleFilters(**wanted), limit=limit)]


def test_show_gives_the_whole_article(filled: Archive) -> None:
    found = article(filled, "panen-raya", version=1)
    digest = found.pop("content_sha256")
    assert len(digest) == 64
    assert found == {
        "url": url("/entry/panen-raya"),
        "urls": ["http://www.tubankab.go.id/entries/panen-raya", url("/entry/panen-raya")],
        "state": "live",
        "version": 1,
        "versions": 2,
        "first_captured_at": "2026-03-01T06:00:00.123456+00:00",
        "last_captured_at": "2026-03-01T06:00:00.123456+00:00",
        "headline": "Panen raya",
        "published_at": "2026-02-27T14:13:00+07:00",
        "dateline": {"source": "Tubankab", "place": None},
        "paragraphs": ["Petani memanen padi.", "Hasilnya naik."],
        "photos": [{"url": url("/files/2026-02/panen.jpg"), "caption": "Panen", "credit": "nama", "credit_kind": "person"}],
        "byline": {"raw": "(sinta/dewa)", "reporters": ["sinta"], "editor": "dewa"},
        "categories": ["Pertanian"],
        "tags": [],
        "posted_by": "Dewa S",
        "event_dates": [{"text": "Rabu (25/02)", "start": "2026-02-25", "end": None, "weekday_ok": True}],
        "sources": {"headline": "synthetic"},
        "findings": ["a lone dash"],
    }


@pytest.mark.parametrize(
    "name",
    [
        "panen-raya",
        "/entry/panen-raya",
        "tubankab.go.id/entry/panen-raya/",
        "http://www.tubankab.go.id/entries/panen-raya?utm_source=x#top",
    ],
)
def test_an_article_is_found_by_any_form_of_its_address(filled: Archive, name: str) -> None:
    assert article(filled, name)["url"] == url("/entry/panen-raya")


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("panen-raja", "the nearest are panen-raya"),
        ("https://tubankab.go.id/entry/banjirr", "the nearest are banjir"),
        ("zzz", "no such article in the archive$"),
        ("tiada", "never read as an article; last answered missing"),
        ("/entries", "never read as an article; last answered ok"),
        ("https://", "no such article"),
        ("a\nb", "no such article"),
    ],
    ids=["slug", "url", "nothing near", "404", "listing", "no url", "control character"],
)
def test_what_is_not_there_is_said_with_a_hint(filled: Archive, name: str, hint: str) -> None:
    with pytest.raises(NotFound, match=hint):
        article(filled, name)


@pytest.mark.parametrize(
    ("wanted", "headline"),
    [
        ({}, "Panen raya kedua"),
        ({"version": 1}, "Panen raya"),
        ({"at": day(0)}, "Panen raya"),
        ({"at": day(1.9)}, "Panen raya"),
        ({"at": day(2)}, "Panen raya kedua"),
    ],
    ids=["last", "by number", "at its first capture", "between", "at the second"],
)
def test_a_version_is_found_by_number_or_time(filled: Archive, wanted: dict[str, Any], headline: str) -> None:
    assert article(filled, "panen-raya", **wanted)["headline"] == headline


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ({"version": 999}, "no version 999; it has 1 to 2"),
        ({"at": day(0) - timedelta(microseconds=1)}, "not captured yet at 2026-03-01"),
    ],
    ids=["number", "time"],
)
def test_a_version_that_is_not_there_is_not_found(filled: Archive, wanted: dict[str, Any], message: str) -> None:
    with pytest.raises(NotFound, match=message):
        article(filled, "panen-raya", **wanted)


@pytest.mark.parametrize(
    ("wanted", "headlines"),
    [
        ({}, ["Tanpa tanggal", "Panen raya kedua", "Banjir"]),
        ({"limit": 1}, ["Tanpa tanggal"]),
        ({"since": "2026-02-27"}, ["Tanpa tanggal", "Panen raya kedua"]),
        ({"until": "2026-02-27"}, ["Panen raya kedua", "Banjir"]),
        ({"since": "2026-03-04", "until": "2026-03-04"}, ["Tanpa tanggal"]),
        ({"state": "gone"}, ["Banjir"]),
        ({"state": "missing"}, []),
        ({"changed_since": day(2)}, ["Tanpa tanggal", "Panen raya kedua"]),
    ],
    ids=["all", "limit", "since", "until", "a day", "gone", "missing", "changed"],
)
def test_list_takes_filters_and_gives_the_newest_first(filled: Archive, wanted: dict[str, Any], headlines: list[str]) -> None:
    assert listed(filled, **wanted) == headlines


def test_export_gives_current_or_all_versions(filled: Archive) -> None:
    with reading(filled.engine) as session:
        current = [(row["headline"], row["version"]) for row in reader.iter_export(session)]
        every = [
            (row["headline"], row["version"])
            for row in reader.iter_export(session, ArticleFilters(since="2026-01-01"), versions="all")
        ]
    assert current == [("Tanpa tanggal", 1), ("Panen raya kedua", 2), ("Banjir", 1)]
    assert every == [("Tanpa tanggal", 1), ("Panen raya", 1), ("Panen raya kedua", 2)]


def test_export_of_many_articles_is_whole(archive: Archive) -> None:
    archive.begin()
    for number in range(250):
        archive.read(f"/entry/x{number}", day(0))
    archive.writer.flush()
    with reading(archive.engine) as session:
        assert len({row["url"] for row in reader.iter_export(session)}) == 250


def test_history_names_captures_with_their_versions(filled: Archive) -> None:
    told = filled.history("banjir")
    assert told["state"] == "gone"
    assert [(capture["outcome"], capture["http_status"], capture["version"]) for capture in told["captures"]] == [
        ("ok", 200, 1),
        ("gone", 410, None),
        ("gone", 410, None),
    ]
    assert [(one["state"], one["misses"], one["seen_again_at"]) for one in told["absences"]] == [("gone", 2, None)]
    assert told["addresses"] == [
        {"url": url("/entry/banjir"), "first_seen_at": day(1).isoformat(), "last_seen_at": day(1).isoformat()}
    ]
    assert set(told["captures"][0]) == {
        "url",
        "captured_at",
        "outcome",
        "http_status",
        "version",
        "record_id",
        "warc",
        "payload_sha256",
        "evidence",
        "findings",
    }


def test_versions_are_given_for_comparison(filled: Archive) -> None:
    with reading(filled.engine) as session:
        one = reader.find_article(session, "panen-raya")
        assert [row["version"] for row in reader.version_texts(session, one, [2, 1])] == [2, 1]


def test_captures_are_found_by_address(filled: Archive) -> None:
    with reading(filled.engine) as session:
        found = captures_of(session, "http://tubankab.go.id/entries/panen-raya")
    assert [capture["url"] for capture in found] == ["http://www.tubankab.go.id/entries/panen-raya", url("/entry/panen-raya")]


def test_captures_are_walked_by_file_and_place(archive: Archive) -> None:
    archive.begin()
    for name, offset in (("b.warc.gz", 0), ("a.warc.gz", 500), ("a.warc.gz", 0)):
        archive.read(f"/entry/{name[0]}{offset}", day(0), of={"warc": name, "warc_offset": offset})
    archive.answer("/entry/tiada", day(0), "unreadable", warc="c.warc.gz")
    archive.writer.flush()
    with reading(archive.engine) as session:
        walked = [(one.warc, one.warc_offset) for one in iter_captures(session, kind="article")]
        assert walked[:3] == [("a.warc.gz", 0), ("a.warc.gz", 500), ("b.warc.gz", 0)]
        assert walked[3][0] == "c.warc.gz"
        assert list(iter_captures(session, kind="probe")) == []


def test_status_tells_what_there_is_and_what_is_due(filled: Archive) -> None:
    with reading(filled.engine) as session:
        told = status_json(session, now=day(4.5), reader_version=1)
    assert [(crawl["how"], crawl["verdict"], crawl["figures"]) for crawl in told["crawls"]] == [("crawl", "good", {"pages": 1})]
    assert told["articles"] == {"gone": 1, "live": 2}
    assert told["versions"] == 4
    assert told["captures"] == {"gone": 2, "missing": 1, "ok": 5}
    assert told["urls"] == {"article": 4, "listing": 1}
    assert told["due"] == {"article": 2}
    assert told["findings"] == {"no next page": 2, "a lone dash": 1}


def test_status_of_an_empty_archive_is_empty(archive: Archive) -> None:
    with reading(archive.engine) as session:
        told = status_json(session, now=day(0), reader_version=1)
    assert (told["crawls"], told["versions"], told["next_due_at"]) == ([], 0, None)
