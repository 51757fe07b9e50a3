"""The chain of events: whole by itself, and the same in the database and in the WARC files."""

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Any

from tubancrawl.holdings import Holdings
from tubancrawl.store.chain import Chain
from tubancrawl.store.journal import chain_digest
from tubancrawl.verification.problems import Problem, cells

Row = Mapping[str, Any]


def iter_chain_problems(rows: Sequence[Row], chain: Chain) -> Iterator[Problem]:
    """Yield where the rows are not one chain from the first to the last."""
    first = {link.entry.number: link.entry.before for link in chain.links}
    number, before = 0, None
    for row in rows:
        at: dict[str, Any] = {"table": "event", "row": str(row["id"])}
        if row["id"] != number + 1:
            if number == 0 and row["id"] in first and row["id"] == chain.links[0].entry.number:
                before = first[row["id"]]  # rebuilt: the events before were never in the WARC files
            else:
                yield Problem(kind="event-missing", text=f"the event before it is {number}", **at)
        if row["chain_sha256"] != chain_digest(before, row["at"], row["kind"], row["detail"]):
            yield Problem(kind="event-altered", text="it is not what its digest says, or does not follow the one before", **at)
        number, before = row["id"], row["chain_sha256"]


def iter_entry_problems(holdings: Holdings, rows: Sequence[Row], chain: Chain, begun: Container[str]) -> Iterator[Problem]:
    """Yield where rows and entries differ, and entries that belong to no chain. `begun`: files that are not sealed yet."""
    place = {(entry.number, entry.before, entry.at): record for record, entry in holdings.entries}
    links = {link.entry.number: link for link in chain.links}
    first = min(links, default=0)
    for row in rows:
        link = links.get(row["id"])
        if link is None:
            if links and row["id"] >= first:
                yield Problem(kind="event-lost", text="no WARC file has it", table="event", row=str(row["id"]))
            continue
        record = place[link.entry.number, link.entry.before, link.entry.at]
        at: dict[str, Any] = {"warc": record.warc, "offset": record.offset, "record_id": record.record_id}
        if link.chain_sha256 != row["chain_sha256"]:
            expected = {"at": link.entry.at, "kind": link.entry.kind, "detail": dict(link.entry.detail)}
            found = {**row, "detail": {name: row["detail"].get(name) for name in link.entry.detail}}
            text = cells(expected, found) or "the chain before it differs"
            yield Problem(kind="event-differs", text=text, table="event", row=str(row["id"]), **at)
    last = rows[-1]["id"] if rows else 0
    for link in chain.links:
        record = place[link.entry.number, link.entry.before, link.entry.at]
        at = {"warc": record.warc, "offset": record.offset, "record_id": record.record_id}
        if link.entry.number > last:
            if record.warc in begun:
                continue  # written, and not committed when we looked
            text = f"event {link.entry.number}, and the last row is {last}"
            yield Problem(kind="event-orphan", text=text, **at)
        elif link.entry.number in chain.breaks:
            text = f"event {link.entry.number}: {chain.breaks[link.entry.number]}"
            yield Problem(kind="chain-broken", text=text, **at)
    for entry in chain.left:
        before = links.get(entry.number - 1)
        if before is not None and entry.before != before.chain_sha256:
            record = place[entry.number, entry.before, entry.at]
            text = f"event {entry.number} continues nothing that is here"
            yield Problem(kind="event-orphan", text=text, warc=record.warc, offset=record.offset, record_id=record.record_id)
