"""Where the next page of a search begins, as text that a reader carries. Whatever else comes back as one is refused."""

import base64
import binascii
import json
import math
from dataclasses import asdict, dataclass
from typing import Any, Final

from tubancrawl.errors import BadCursor
from tubancrawl.store.search.keys import POSITIONS
from tubancrawl.store.search.wanted import Wanted
from tubancrawl.text import digest_of

_LONGEST: Final = 300
"""Characters; ours have about 120."""


@dataclass(frozen=True, slots=True)
class Place:
    """Below position `before`, and of what is ranked there what follows `score` and `position`; all where these are None."""

    before: int = POSITIONS + 1
    score: float | None = None
    position: int | None = None


def cursor_of(wanted: Wanted, place: Place) -> str:
    """Return the cursor of a place in the results of a search."""
    told = json.dumps([_mark(wanted), place.before, place.score, place.position], separators=(",", ":"))
    return base64.urlsafe_b64encode(told.encode()).decode().rstrip("=")


def place_of(wanted: Wanted, cursor: str | None) -> Place:
    """Return the place that a cursor of this very search means. Raises BadCursor for anything else."""
    if cursor is None:
        return Place()
    try:
        if len(cursor) > _LONGEST:
            raise ValueError(cursor)
        told = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
        mark, before, score, position = told
    except (ValueError, TypeError, RecursionError, binascii.Error):
        raise BadCursor("the cursor is none that this archive gave; leave it out to begin at the first page") from None
    if mark != _mark(wanted):
        raise BadCursor("the cursor belongs to another search; leave it out to begin at the first page")
    if not (_is_position(before) and _is_score(score) and (score is None) == (position is None)):
        raise BadCursor("the cursor was altered; leave it out to begin at the first page")
    if position is not None and not _is_position(position):
        raise BadCursor("the cursor was altered; leave it out to begin at the first page")
    return Place(before, score, position)


def _mark(wanted: Wanted) -> str:
    told = {name: value for name, value in asdict(wanted).items() if name != "as_of"}
    told["text"] = wanted.text.encode(errors="backslashreplace").decode()
    return digest_of([told, wanted.as_of and wanted.as_of.isoformat()])[:16]


def _is_position(value: Any) -> bool:
    return type(value) is int and 0 <= value <= POSITIONS + 1


def _is_score(value: Any) -> bool:
    return value is None or (type(value) in {int, float} and math.isfinite(value))
