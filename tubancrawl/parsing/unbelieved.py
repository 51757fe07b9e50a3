"""What is left of an item that is not believed to be an article: a page, kept as evidence, with the reason."""

from tubancrawl import site
from tubancrawl.items import Item, Outcome, PageItem


def unbelieved(item: Item, outcome: Outcome, reason: str, *, by_reader: bool = False) -> PageItem:
    """Return the page of the item's capture: its evidence and `reason`, its links and findings, and no field of an article.

    `by_reader` is for a reason that reading the record again gives again; any other is known to its crawl alone.
    """
    return PageItem(
        url=item.url,
        record_id=item.record_id,
        captured_at=item.captured_at,
        outcome=outcome,
        kind=site.kind_of(item.url),
        evidence=[*item.evidence, reason],
        links=item.links,
        findings=item.findings,
        by_reader=by_reader,
    )
