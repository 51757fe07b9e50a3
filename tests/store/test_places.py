from sqlalchemy import select

from tests.store.making import Archive, article, day, facts, page, url
from tubancrawl.store.database import reading
from tubancrawl.store.models import Capture
from tubancrawl.store.places import place_of_original, places_of_evidence

MISSING = 'revisit: its "original" is missing (100 %)'


def _kept(archive: Archive) -> None:
    archive.begin(how="import")
    archive.read("/entry/a", day(0), of={"warc_offset": 7})
    cut = facts("/entry/a", day(1), outcome="failed", warc_offset=9, payload_sha256=None, body_digest=None, refers_to="urn:x")
    archive.writer.capture(cut, awaits_item=True)
    archive.writer.settle(page(cut, outcome="failed", evidence=[f"cut: {MISSING}"]))
    archive.answer("/entry/b", day(1), "failed")
    archive.writer.flush()


def test_an_original_is_found_by_record_id_or_by_url_and_time(archive: Archive) -> None:
    _kept(archive)
    a = facts("/entry/a", day(0))
    with reading(archive.engine) as session:
        by_id = place_of_original(session, a.record_id, "", None)
        by_time = place_of_original(session, "urn:uuid:another", url("/entry/a"), day(0))
        nowhere = [
            place_of_original(session, "", url("/entry/a"), day(2)),
            place_of_original(session, "", url("/entry/a"), None),
            place_of_original(session, "", "no address\n", day(0)),
        ]
    assert by_id == by_time
    assert by_id is not None
    assert (by_id.warc, by_id.offset, nowhere) == (a.warc, 7, [None] * 3)


def test_captures_are_found_by_the_reason_for_which_they_failed(archive: Archive) -> None:
    _kept(archive)
    with reading(archive.engine) as session:
        assert [place.offset for place in places_of_evidence(session, "its")] == [9]
        assert places_of_evidence(session, "100 _") == []


def test_a_revisit_whose_original_came_later_is_completed_in_its_place(archive: Archive) -> None:
    _kept(archive)
    whole = facts("/entry/a", day(1), warc_offset=9, payload_sha256="c" * 64, body_digest=None, refers_to="urn:x")
    archive.writer.capture(whole, awaits_item=True)
    archive.writer.settle(article(whole, headline="Panen kedua"))
    archive.writer.flush()
    with reading(archive.engine) as session:
        row = session.scalars(select(Capture).where(Capture.record_id == whole.record_id)).one()
        assert (row.outcome, row.payload_sha256, row.evidence, places_of_evidence(session, "its")) == ("ok", "c" * 64, [], [])
    assert len(archive.history("a")["versions"]) == 2
