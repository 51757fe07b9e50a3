"""The pages of one flush as its event tells them: which records were settled, in which order, and what reading them cannot tell.

{"records": [record id, or null where no answer came],   in the order in which they were settled
 "unread": [place in `records` of an answer that nobody reads, such as robots.txt],
 "told": {place in `records`: the item, store.told}}
"""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from typing import Any

from tubancrawl.items import Item
from tubancrawl.store.told import item_from, item_json
from tubancrawl.store.unit import CaptureFacts, Unit, unit_of


def batch_of(units: Sequence[Unit]) -> dict[str, Any]:
    """Return what the event of a flush tells of its units."""
    batch: dict[str, Any] = {"records": [unit.record_id for unit in units]}
    if unread := [place for place, unit in enumerate(units) if not unit.read]:
        batch["unread"] = unread
    if told := {str(place): item_json(unit.told) for place, unit in enumerate(units) if unit.told is not None}:
        batch["told"] = told
    return batch


def iter_units(
    batch: Mapping[str, Any],
    *,
    facts_of: Callable[[str], CaptureFacts | None],
    read: Callable[[str], Item],
    left_out: Container[str],
) -> Iterator[Unit]:
    """Yield the units that `batch_of` told, but for the records `left_out`.

    `facts_of` a record is None if it is stored already; `read` reads it again. What these two raise goes through.
    Raises KeyError, TypeError or ValueError for a batch that is none.
    """
    unread, told = frozenset(batch.get("unread", ())), batch.get("told", {})
    for place, record_id in enumerate(batch["records"]):
        if record_id in left_out:
            continue
        facts = facts_of(record_id) if record_id is not None else None
        if str(place) in told:
            item: Item | None = item_from(told[str(place)])
        else:
            item = None if place in unread else read(record_id)
        yield unit_of(facts, item)
