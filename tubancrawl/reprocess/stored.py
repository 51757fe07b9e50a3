"""A stored record -> parsing -> pipelines -> item, as a crawl would have read it. Crash recovery goes on to the store."""

from scrapy.exceptions import DropItem

import pipelines
from tubancrawl import site
from tubancrawl.capture.exchange import Exchange
from tubancrawl.capture.message import Message, read_exchange
from tubancrawl.capture.recorder import Recorder
from tubancrawl.capture.warc import ORIGINAL_MISSING
from tubancrawl.errors import ArchiveDamaged
from tubancrawl.items import Item, PageItem
from tubancrawl.parsing import read_page
from tubancrawl.store.database import reading
from tubancrawl.store.places import places_of_evidence

# The largest body that is read. News pages are below 100 KB; what is larger is kept, not read.
MAX_BODY_BYTES = 32 * 1024 * 1024


def read_stored(stored: Exchange, message: Message | None = None) -> Item:
    """Return what the stored answer says, as a crawl would have read it. `message`: the answer, if it is decoded already."""
    answer = message or read_exchange(stored, max_body=MAX_BODY_BYTES)
    item = read_page(
        url=stored.url,
        status=answer.status,
        headers=answer.headers,
        body=answer.body,
        problems=answer.problems,
        captured_at=stored.started_at,
        record_id=stored.record_id,
    )
    try:
        return pipelines.process(item)
    except DropItem as refusal:
        return refused(item, str(refusal))


def refused(item: Item, reason: str) -> PageItem:
    """Return the outcome of an article that a pipeline refused: kept as evidence, read again when the reader improves."""
    return PageItem(
        url=item.url,
        record_id=item.record_id,
        captured_at=item.captured_at,
        outcome="unreadable",
        kind=site.kind_of(item.url),
        evidence=[*item.evidence, reason],
        links=item.links,
        findings=item.findings,
    )


def adopt(recorder: Recorder) -> int:
    """Read and store the complete records that a killed writer left on disk before its rows; return how many.

    Raises ArchiveDamaged when they cannot be read or stored.
    """
    adopted = 0
    try:
        for stored in recorder.unknown_records():
            message = recorder.adopt(stored)
            recorder.settle(read_stored(stored, message))
            adopted += 1
    except OSError as error:
        named = error.filename or "a WARC file"
        raise ArchiveDamaged(f"{named}: cannot be read ({error.strerror}); repair the disk, then start again") from error
    recorder.flush()
    return adopted


def complete_revisits(recorder: Recorder) -> int:
    """Read again the revisits whose originals came after them, as files are imported in any order; return how many."""
    recorder.flush()
    completed = 0
    with reading(recorder.engine) as session:
        places = places_of_evidence(session, ORIGINAL_MISSING)
    for place in places:
        stored = recorder.read_at(place)
        if not stored.truncated:
            message = recorder.adopt(stored)
            recorder.settle(read_stored(stored, message))
            completed += 1
    recorder.flush()
    return completed
