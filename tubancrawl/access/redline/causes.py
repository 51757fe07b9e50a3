"""Who made each change of a redline, by what the history of the article says. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from tubancrawl.access.redline.model import Change, Redline, Row
from tubancrawl.store.history import Cause

_CONTENT: Final = {"paragraph": "paragraphs", "photo": "photos"}
_RANK: Final[dict[Cause, int]] = {"publisher": 0, "template": 1, "reader": 2, "bad capture": 3}


def explain(redline: Redline, causes: Mapping[str, Cause]) -> Redline:
    """Return the redline with the causes of its changes, by field of the content as a history names it (`paragraphs`, `photos`).

    A change of a field that has no cause is left out: it makes no version, as when only the printed time of day differs. But for
    a picture that was swapped at its own address: the captures of the page cannot say who did that, and nobody is named.
    """
    named = (_explained(change, causes) for change in redline.fields)
    return Redline(
        fields=tuple(change for change in named if change is not None),
        photos=tuple(_explained_row(row, causes) for row in redline.photos),
        paragraphs=tuple(_explained_row(row, causes) for row in redline.paragraphs),
    )


def causes_over(versions: Sequence[Mapping[str, Any]], one: int, other: int) -> dict[str, Cause]:
    """Return who changed each field on the way between two versions of a history (`history --json`), by number.

    Where several did, the publisher is named before the template, and that before the reader.
    """
    low, high = sorted((one, other))
    steps = [change for version in versions if low < version["number"] <= high for change in version["changes"]]
    return {step["field"]: step["cause"] for step in sorted(steps, key=lambda step: _RANK[step["cause"]], reverse=True)}


def _explained(change: Change, causes: Mapping[str, Cause]) -> Change | None:
    cause = causes.get(_CONTENT.get(change.field, change.field))
    return replace(change, cause=cause) if cause is not None or "photo_swapped" in change.types else None


def _explained_row(row: Row, causes: Mapping[str, Cause]) -> Row:
    return replace(row, change=_explained(row.change, causes)) if row.change is not None else row
