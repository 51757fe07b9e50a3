"""A stored record -> parsing -> pipelines -> item, as a crawl would have read it."""

from scrapy.exceptions import DropItem

import pipelines
from tubancrawl.capture.exchange import Exchange
from tubancrawl.capture.message import Message, read_exchange
from tubancrawl.capture.warc import ORIGINAL_MISSING
from tubancrawl.items import Item, PageItem
from tubancrawl.parsing import read_page
from tubancrawl.parsing.probe import Probe, against
from tubancrawl.parsing.unbelieved import unbelieved

# The largest body that is read. News pages are below 100 KB; what is larger is kept, not read.
MAX_BODY_BYTES = 32 * 1024 * 1024


def answer_of(stored: Exchange) -> Message:
    """Return the decoded answer of a stored exchange."""
    return read_exchange(stored, max_body=MAX_BODY_BYTES)


def read_stored(stored: Exchange, message: Message | None = None, probe: Probe | None = None) -> Item:
    """Return what the stored answer says, as a crawl would have read it. `message`: the answer, if it is decoded already.

    `probe`: how the site answered, in the same crawl, for an address that cannot exist.
    """
    answer = message or answer_of(stored)
    item = read_page(
        url=stored.url,
        status=answer.status,
        headers=answer.headers,
        body=answer.body,
        problems=answer.problems,
        captured_at=stored.started_at,
        record_id=stored.record_id,
    )
    if ORIGINAL_MISSING in answer.problems:
        item.by_reader = False  # read again where the original lies by then, it would be the page
    return through_pipelines(against(item, probe))


def through_pipelines(item: Item) -> Item:
    """Return what the pipelines make of an item: itself, completed, or the outcome of one that they refuse."""
    try:
        return pipelines.process(item)
    except DropItem as refusal:
        return refused(item, str(refusal))


def refused(item: Item, reason: str) -> PageItem:
    """Return the outcome of an article that a pipeline refused: kept as evidence, read again when the reader improves."""
    return unbelieved(item, "unreadable", reason, by_reader=item.by_reader)
