from collections.abc import Mapping
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
from sqlalchemy import Engine, select, text

from tests.store.making import Archive, article, day, facts, link, page, record, url
from tubancrawl.errors import ArchiveDamaged, NotFound
from tubancrawl.items import Link, PageItem
from tubancrawl.store.captures import sealed_files, settled_bytes
from tubancrawl.store.database import reading
from tubancrawl.store.journal import Entry, chain_digest
from tubancrawl.store.models import Article, Capture, Crawl, Credit, Event, Photo, Reading, Url, Version
from tubancrawl.store.writer import Writer

TABLES = (Capture, Reading, Article, Version, Photo, Credit, Url)


def counts(archive: Archive) -> list[int]:
    return [archive.count(table) for table in TABLES]


def test_an_article_is_stored_whole(archive: Archive) -> None:
    archive.begin()
    archive.read("/entry/panen", day(0), links=[link("/entry/lain"), link("/files/2026-02/panen.jpg")])
    archive.writer.flush()
    assert counts(archive) == [1, 1, 1, 1, 1, 4, 3]


def test_nothing_is_stored_before_its_item_came(archive: Archive) -> None:
    archive.begin()
    archive.writer.capture(facts("/entry/panen", day(0)), awaits_item=True)
    archive.writer.flush()
    assert archive.count(Capture) == 0


def test_the_first_word_on_a_page_stands(archive: Archive) -> None:
    archive.begin()
    of = facts("/entry/panen", day(0))
    archive.writer.capture(of, awaits_item=True)
    archive.writer.settle(article(of))
    archive.writer.settle(page(of, outcome="unreadable"))
    archive.writer.flush()
    assert [capture["outcome"] for capture in archive.history("panen")["captures"]] == ["ok"]


def test_an_answer_that_nobody_reads_is_stored_by_itself(archive: Archive) -> None:
    archive.begin()
    archive.writer.capture(facts("/robots.txt", day(0)), awaits_item=False)
    archive.writer.flush()
    assert archive.count(Capture) == 1


def test_a_full_batch_is_stored_by_itself(archive: Archive) -> None:
    archive.batch_size = 2
    archive.reopen()
    archive.begin()
    archive.read("/entry/a", day(0))
    assert archive.count(Capture) == 0
    archive.read("/entry/b", day(0))
    assert archive.count(Capture) == 2


def test_a_corrected_headline_becomes_version_two(archive: Archive) -> None:
    archive.begin()
    archive.read("/entry/panen", day(0))
    archive.read("/entry/panen", day(1), headline="Panen raya di Tuban")
    told = archive.history("panen")
    assert [version["headline"] for version in told["versions"]] == ["Panen raya", "Panen raya di Tuban"]
    assert told["versions"][1]["changes"] == [{"field": "headline", "kind": "changed", "cause": "publisher"}]


def test_the_same_page_again_only_lengthens_its_version(archive: Archive) -> None:
    archive.begin()
    archive.read("/entry/panen", day(0))
    archive.writer.flush()
    archive.read("/entry/panen", day(1))
    archive.answer("/entry/panen", day(2), "not_modified", http_status=304)
    (version,) = archive.history("panen")["versions"]
    assert version["first_captured_at"] == day(0).isoformat()
    assert version["last_captured_at"] == day(2).isoformat()


def _visit(archive: Archive, number: int) -> None:
    headlines = ["A", "B", "B", "A"]
    archive.read("/entry/panen", day(number), headline=headlines[number])


@pytest.mark.parametrize("order", list(permutations(range(4)))[::7], ids=str)
@pytest.mark.parametrize("batched", [True, False], ids=["one batch", "a batch each"])
def test_captures_in_any_order_give_the_same_versions(archive: Archive, order: tuple[int, ...], batched: bool) -> None:
    archive.begin(how="import")
    for number in order:
        _visit(archive, number)
        if not batched:
            archive.writer.flush()
    told = archive.history("panen")
    assert [(version["headline"], version["first_captured_at"]) for version in told["versions"]] == [
        ("A", day(0).isoformat()),
        ("B", day(1).isoformat()),
        ("A", day(3).isoformat()),
    ]
    assert [capture["version"] for capture in told["captures"]] == [1, 2, 2, 3]
    assert archive.count(Photo) == archive.count(Version) == 3


MERGE: dict[str, Any] = {
    "old read": lambda archive: archive.read("/entry/lama", day(0)),
    "new read": lambda archive: archive.read("/entry/baru", day(2), headline="Judul baru"),
    "moved": lambda archive: archive.redirect("/entry/lama", "/entry/baru", day(1)),
    "old gone": lambda archive: archive.redirect("/entry/lebih-lama", "/entry/lama", day(0.5), status=308),
}


def _merged(engine: Engine, order: tuple[str, ...], *, batched: bool) -> tuple[Any, int]:
    archive = Archive(engine)
    archive.begin(how="import")
    for name in order:
        MERGE[name](archive)
        if not batched:
            archive.writer.flush()
    told = archive.tell()
    return told, archive.count(Article)


@pytest.mark.parametrize("order", list(permutations(MERGE))[::5], ids="-".join)
@pytest.mark.parametrize("batched", [True, False], ids=["one batch", "a batch each"])
def test_a_permanent_redirect_joins_two_addresses_in_any_order(engine: Engine, order: tuple[str, ...], batched: bool) -> None:
    (histories, exported), articles = _merged(engine, order, batched=batched)
    assert articles == 1
    assert histories[0]["url"] == url("/entry/baru")
    assert histories[0]["state"] == "live"
    assert [version["headline"] for version in histories[0]["versions"]] == ["Panen raya", "Judul baru"]
    assert exported[0]["urls"] == [url("/entry/baru"), url("/entry/lama"), url("/entry/lebih-lama")]


def test_a_temporary_redirect_joins_nothing(archive: Archive) -> None:
    archive.begin()
    archive.read("/entry/satu", day(0))
    archive.read("/entry/dua", day(0))
    archive.redirect("/entry/satu", "/entry/dua", day(1), status=302)
    assert archive.history("satu")["state"] == "moved"
    assert archive.count(Article) == 2


@pytest.mark.parametrize("target", ["/", "/entries", "/category/umum", "/home", "/404", "/page/tidak-ditemukan"])
def test_an_article_that_redirects_to_the_front_page_or_a_listing_is_missing(archive: Archive, target: str) -> None:
    archive.begin()
    archive.read("/entry/panen", day(0))
    archive.redirect("/entry/panen", target, day(1))
    told = archive.history("panen")
    assert (told["state"], told["captures"][-1]["outcome"]) == ("missing", "moved")


@pytest.mark.parametrize("target", ["/page/panen", "https://example.org/", "https://diskominfo.tubankab.go.id/entry/panen"])
def test_an_article_that_redirects_anywhere_else_has_moved(archive: Archive, target: str) -> None:
    archive.begin()
    archive.read("/entry/panen", day(0))
    archive.redirect("/entry/panen", target, day(1))
    assert archive.history("panen")["state"] == "moved"


def test_a_page_that_only_sends_its_reader_to_the_front_page_is_a_miss_too(archive: Archive) -> None:
    archive.begin()
    archive.read("/entry/panen", day(0))
    of = facts("/entry/panen", day(1))
    archive.writer.capture(of, awaits_item=True)
    archive.writer.settle(page(of, outcome="moved", target=url("/")))
    assert archive.history("panen")["state"] == "missing"


def test_a_maintenance_page_says_nothing_of_the_article(archive: Archive) -> None:
    archive.begin()
    archive.read("/entry/panen", day(0))
    of = facts("/entry/panen", day(1))
    archive.writer.capture(of, awaits_item=True)
    archive.writer.settle(page(of, outcome="soft_missing", of_site=True))
    told = archive.history("panen")
    assert (told["state"], told["absences"]) == ("live", [])


def test_a_redirect_to_another_form_of_the_same_address_changes_nothing(archive: Archive) -> None:
    archive.begin()
    archive.read("/entry/panen", day(0))
    archive.redirect("/entries/panen/", "/entry/panen", day(1), status=302)
    told = archive.history("panen")
    assert told["state"] == "live"
    assert len(told["captures"]) == 2


@pytest.mark.parametrize("alias", ["123", "Panen", "PANEN"])
def test_a_number_or_other_case_is_the_article_that_its_page_claims_to_be(archive: Archive, alias: str) -> None:
    archive.begin()
    archive.read(f"/entry/{alias}", day(0), canonical=url("/entry/panen"))
    archive.read("/entry/panen", day(1), canonical=url("/entries/panen"))
    told = archive.history(alias)
    assert told["url"] == url("/entry/panen")
    assert len(told["versions"]) == 1
    assert archive.count(Article) == 1


@pytest.mark.parametrize(
    "claim",
    ["https://tubankab.go.id/entry/lain", "https://example.org/entry/panen", "https://tubankab.go.id/", "javascript:x"],
    ids=["another article", "another host", "the front page", "no address"],
)
def test_a_page_may_not_claim_to_be_another(archive: Archive, claim: str) -> None:
    archive.begin()
    archive.read("/entry/panen", day(0), canonical=claim)
    archive.writer.flush()
    with reading(archive.engine) as session:
        assert session.scalar(select(Reading.findings)) == [f"canonical points elsewhere: {claim}"]
        assert session.scalar(select(Article.url)) == url("/entry/panen")


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        ("missing", "missing"),
        ("gone", "missing"),
        ("soft_missing", "missing"),
        ("failed", "live"),
        ("blocked", "live"),
        ("unreadable", "live"),
    ],
    ids=str,
)
def test_a_bad_answer_is_kept_and_never_a_version(archive: Archive, outcome: Any, state: str) -> None:
    archive.begin()
    archive.read("/entry/panen", day(0))
    archive.answer("/entry/panen", day(1), outcome)
    told = archive.history("panen")
    assert told["state"] == state
    assert len(told["versions"]) == 1
    assert [capture["outcome"] for capture in told["captures"]] == ["ok", outcome]


def test_what_was_captured_before_an_address_was_an_article_counts_too(archive: Archive) -> None:
    archive.begin()
    archive.answer("/entry/panen", day(0), "missing", http_status=404)
    archive.writer.flush()
    archive.read("/entry/panen", day(1))
    assert [capture["version"] for capture in archive.history("panen")["captures"]] == [None, 1]


def test_replaying_a_crawl_adds_nothing(archive: Archive) -> None:
    archive.begin()
    taken = archive.read("/entry/panen", day(0), links=[link("/entry/lain")])
    archive.finish()
    before, told = counts(archive), archive.tell()
    archive.reopen()
    archive.begin(how="replay")
    assert archive.writer.known([taken.record_id, record("other")]) == {taken.record_id}
    archive.writer.settle(article(taken, links=[link("/entry/lain")]))
    archive.read("/entry/panen", day(0), links=[link("/entry/lain")])
    archive.finish()
    assert counts(archive) == before
    assert archive.tell() == told


def test_a_record_that_waits_is_known_too(archive: Archive) -> None:
    archive.begin()
    taken = facts("/entry/panen", day(0))
    archive.writer.capture(taken, awaits_item=True)
    archive.writer.capture(taken, awaits_item=True)
    assert archive.writer.known([taken.record_id]) == {taken.record_id}
    archive.writer.settle(article(taken))
    assert archive.writer.known([taken.record_id]) == {taken.record_id}


def test_a_better_reader_changes_the_reading_and_invents_no_edit(archive: Archive) -> None:
    archive.begin()
    first, second = archive.read("/entry/panen", day(0)), archive.read("/entry/panen", day(1))
    archive.finish()
    archive.reader_version = 2
    archive.reopen()
    archive.writer.settle(article(first, paragraphs=["Petani memanen padi dengan gembira."]))
    archive.writer.flush()
    halfway = archive.history("panen")
    archive.writer.settle(article(second, paragraphs=["Petani memanen padi dengan gembira."]))
    told = archive.history("panen")
    assert [len(one["versions"]) for one in (halfway, told)] == [2, 1]
    assert told["versions"][0]["first_captured_at"] == day(0).isoformat()
    assert archive.count(Reading) == 4


def test_a_change_that_only_the_reader_made_is_said_to_be_the_readers(archive: Archive) -> None:
    archive.begin()
    archive.read("/entry/panen", day(0), of={"payload_sha256": "ab"})
    archive.finish()
    archive.reader_version = 2
    archive.reopen()
    archive.begin()
    archive.read("/entry/panen", day(1), of={"payload_sha256": "ab"}, byline=None)
    assert archive.history("panen")["versions"][1]["changes"] == [{"field": "byline", "kind": "removed", "cause": "reader"}]


def test_an_unreadable_page_becomes_an_article_when_the_reader_improves(archive: Archive) -> None:
    archive.begin()
    taken = archive.answer("/entry/panen", day(0), "unreadable")
    archive.finish()
    archive.reader_version = 2
    archive.reopen()
    archive.writer.settle(article(taken))
    assert [capture["outcome"] for capture in archive.history("panen")["captures"]] == ["ok"]


def test_a_reading_of_a_record_that_was_never_captured_is_refused(archive: Archive) -> None:
    archive.begin()
    archive.writer.settle(article(facts("/entry/panen", day(0))))
    with pytest.raises(NotFound, match="never captured"):
        archive.writer.flush()
    assert counts(archive) == [0] * len(TABLES)


def test_what_nobody_read_is_kept_as_unreadable_at_the_end(archive: Archive) -> None:
    archive.begin()
    archive.writer.capture(facts("/entry/panen", day(0)), awaits_item=True)
    archive.writer.close()
    with reading(archive.engine) as session:
        capture = session.scalars(select(Capture)).one()
    assert capture.outcome == "unreadable"
    assert capture.evidence[-1].startswith("nobody read this capture")


def test_a_warc_file_is_settled_up_to_the_first_record_that_waits(archive: Archive) -> None:
    archive.on_disk = {"synthetic.warc.gz": 0}
    archive.begin()
    archive.on_disk = {"synthetic.warc.gz": 1000}
    waiting = facts("/entry/b", day(0), warc_offset=300)
    archive.read("/entry/a", day(0))
    archive.writer.capture(waiting, awaits_item=True)
    archive.read("/entry/c", day(0), of={"warc_offset": 600})
    archive.writer.flush()
    with reading(archive.engine) as session:
        assert settled_bytes(session) == {"synthetic.warc.gz": 300}
    archive.writer.settle(article(waiting))
    archive.writer.flush()
    with reading(archive.engine) as session:
        assert settled_bytes(session) == {"synthetic.warc.gz": 1000}


def test_a_sealed_file_keeps_its_digest(archive: Archive) -> None:
    archive.begin()
    archive.read("/entry/a", day(0))
    archive.writer.flush()
    archive.writer.seal("synthetic.warc.gz", lambda _: (archive.on_disk, "ab"))
    archive.writer.note_sealed("empty.warc.gz", sha256="cd")
    with reading(archive.engine) as session:
        assert sealed_files(session) == {"empty.warc.gz": "cd", "synthetic.warc.gz": "ab"}
        assert settled_bytes(session) == {}


def _writer(engine: Engine, sync: Any) -> Writer:
    return Writer(engine, before_commit=sync, reader_version=1)


def test_a_failed_sync_stores_nothing_and_is_not_tried_again(engine: Engine) -> None:
    tried = []

    def sync(entry: Entry) -> Mapping[str, int]:
        if entry.kind == "crawl begun":
            return {}
        tried.append(1)
        raise OSError(28, "No space left on device")

    archive = Archive(engine)
    archive.writer = _writer(engine, sync)
    archive.begin()
    archive.read("/entry/panen", day(0))
    with pytest.raises(ArchiveDamaged, match="No space left on device"):
        archive.writer.flush()
    with pytest.raises(ArchiveDamaged, match="No space left on device"):
        archive.writer.close()
    assert tried == [1]
    assert counts(archive) == [0] * len(TABLES)


def test_a_failed_commit_stores_nothing_of_its_batch(archive: Archive) -> None:
    archive.begin()
    archive.read("/entry/panen", day(0))
    with archive.engine.begin() as connection:
        connection.execute(text("ALTER TABLE credit RENAME TO credit_away"))
    with pytest.raises(ArchiveDamaged, match="1 pages could not be stored"):
        archive.writer.flush()
    with archive.engine.begin() as connection:
        connection.execute(text("ALTER TABLE credit_away RENAME TO credit"))
    assert counts(archive) == [0] * len(TABLES)


def test_a_capture_needs_a_crawl(archive: Archive) -> None:
    with pytest.raises(RuntimeError, match="begin_crawl"):
        archive.writer.capture(facts("/entry/panen", day(0)), awaits_item=True)


def test_a_killed_crawl_goes_on_and_a_finished_one_does_not(archive: Archive) -> None:
    archive.begin()
    first = archive.crawl_id
    archive.reopen()
    archive.now += timedelta(hours=1)
    archive.begin()
    assert archive.crawl_id == first
    archive.finish()
    archive.begin()
    assert archive.crawl_id != first


@pytest.mark.parametrize(
    ("mode", "days", "goes_on"), [("due", 2, False), ("all", 2, True), ("all", 8, False)], ids=["stale", "long", "stale too"]
)
def test_a_crawl_that_was_killed_long_ago_is_closed(archive: Archive, mode: Any, days: int, goes_on: bool) -> None:
    archive.begin(mode=mode)
    first = archive.crawl_id
    archive.now = day(days)
    archive.begin(mode=mode)
    assert (archive.crawl_id == first) is goes_on
    with reading(archive.engine) as session:
        assert [crawl.finished_at is None for crawl in session.scalars(select(Crawl).order_by(Crawl.id))][-1]
        assert (session.scalar(select(Crawl.verdict).where(Crawl.id == first)) == "killed") is not goes_on


def test_the_journal_is_a_chain(archive: Archive) -> None:
    archive.begin()
    archive.writer.event("torn tail", {"bytes": 12})
    archive.finish()
    with reading(archive.engine) as session:
        events = session.scalars(select(Event).order_by(Event.id)).all()
    assert [event.kind for event in events] == ["crawl begun", "torn tail", "crawl finished"]
    link_before = None
    for event in events:
        link_before = chain_digest(link_before, event.at, event.kind, event.detail)
        assert event.chain_sha256 == link_before


def test_a_page_that_is_no_article_is_kept_with_what_it_says(archive: Archive) -> None:
    archive.begin()
    archive.answer("/entries", day(0), "ok", links=[link("/entry/a"), link("/page/kontak")], findings=["no dates"])
    archive.writer.flush()
    with reading(archive.engine) as session:
        assert session.scalar(select(Capture.findings)) == ["no dates"]
    assert archive.row("/entry/a").discovered_from is not None


def test_an_ask_without_an_answer_is_no_capture(archive: Archive) -> None:
    archive.begin()
    archive.writer.settle(
        PageItem(url=url("/entry/a"), record_id=None, captured_at=day(0), outcome="blocked", evidence=["robots.txt"])
    )
    row = archive.row("/entry/a")
    assert (row.last_outcome, row.visited_crawl_id, archive.count(Capture)) == ("blocked", archive.crawl_id, 0)


def test_a_redirect_out_of_the_site_is_kept_and_not_followed(archive: Archive) -> None:
    archive.begin()
    archive.answer("/entry/a", day(0), "moved", http_status=301, location="https://example.org/entry/a")
    archive.answer("/entry/b", day(0), "moved", http_status=301, location="https://[broken")
    archive.writer.flush()
    assert archive.count(Url) == 2


def test_links_to_other_hosts_are_never_due(archive: Archive) -> None:
    archive.begin()
    archive.answer("/entries", day(0), "ok", links=[Link(url="https://dispersip.tubankab.go.id/entry/a", kind="article")])
    assert archive.row("https://dispersip.tubankab.go.id/entry/a").due_at is None


def test_hostile_text_is_stored_as_it_is(archive: Archive) -> None:
    archive.begin()
    headline = "Robert'); DROP TABLE article;-- \U0001f600 %s {x} \u202e"
    archive.read("/entry/panen", day(0), headline=headline)
    assert archive.history("panen")["versions"][0]["headline"] == headline


def test_a_page_item_settles_an_article_capture(archive: Archive) -> None:
    archive.begin()
    taken = facts("/entry/panen", day(0))
    archive.writer.capture(taken, awaits_item=True)
    archive.writer.settle(page(taken, outcome="soft_missing", evidence=["front page"]))
    archive.writer.flush()
    assert archive.count(Article) == 0
