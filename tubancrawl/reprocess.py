"""The way of a page without Scrapy: a stored record -> parsing -> pipelines -> store. Imports and crash recovery go it."""

from collections.abc import Iterator

from scrapy.exceptions import DropItem

import pipelines
from tubancrawl import site
from tubancrawl.capture.message import Message, read_exchange
from tubancrawl.capture.recorder import Recorder
from tubancrawl.capture.warc import Index, Originals, StoredExchange, read_group
from tubancrawl.errors import BadUrl, UnreadableRecord
from tubancrawl.items import Item, PageItem
from tubancrawl.parsing import read_page

# The largest body that is read. News pages are below 100 KB; what is larger is kept, not read.
MAX_BODY_BYTES = 32 * 1024 * 1024


def read_stored(stored: StoredExchange, message: Message | None = None) -> Item:
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
        by_reader=item.by_reader,
    )


def adopt(recorder: Recorder) -> int:
    """Read and store the complete records that a killed writer left on disk before its rows; return how many."""
    adopted = 0
    for stored in recorder.unknown_records():
        message = recorder.adopt(stored)
        recorder.settle(read_stored(stored, message))
        adopted += 1
    recorder.flush()
    return adopted


def import_indexed(recorder: Recorder, index: Index, originals: Originals) -> Iterator[Item | None]:
    """Copy each exchange of an indexed WARC file into the archive and read it; yield what was read, None for what was known.

    Raises UnreadableRecord at the first damaged byte, after the good records before it were taken, or at the end if an
    exchange was left out because its address is none.
    """
    known = recorder.known(group.record_id for group in index.groups)
    left_out: list[str] = []
    for group in index.groups:
        originals.note(index.source, group)
    for group in index.groups:
        if group.record_id in known:
            yield None
            continue
        known.add(group.record_id)
        stored = read_group(index.source, group, originals)
        try:
            message = recorder.copy(stored, awaits_item=True)
        except BadUrl as error:
            left_out.append(str(error))
            continue
        item = read_stored(stored, message)
        recorder.settle(item)
        yield item
    if index.damage:
        raise index.damage
    if left_out:
        raise UnreadableRecord(f"{index.source.name}: {len(left_out)} exchanges left out: {'; '.join(left_out[:3])}")
