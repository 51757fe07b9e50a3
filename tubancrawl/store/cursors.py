"""Where a list goes on: an opaque text that says after which row, good for that very list and no other."""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from tubancrawl.errors import BadCursor
from tubancrawl.messages import message
from tubancrawl.text import digest_of

_DIGITS: Final = 16
_LONGEST: Final = 4096  # characters; the longest address that a row can have stands in it once

Place = Sequence[str | float | None]


def cursor_after(listing: str, place: Place) -> str:
    """Return the cursor of the row at `place` in a list; `listing` names the list and all that was asked of it."""
    written = json.dumps([_mark(listing, place), *place], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(written.encode()).rstrip(b"=").decode()


def place_of(cursor: str, listing: str, *kinds: type | tuple[type, ...]) -> list[Any]:
    """Return the place that a cursor names, one value for each of `kinds`. Raises BadCursor for one not made for this list."""
    try:
        if len(cursor) > _LONGEST:
            raise ValueError
        told = json.loads(base64.b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
        mark, *place = told
        fits = len(place) == len(kinds) and all(isinstance(value, kind) for value, kind in zip(place, kinds, strict=True))
        if not fits or mark != _mark(listing, place) or any(_unstorable(value) for value in place):
            raise ValueError
    except (ValueError, TypeError, RecursionError, binascii.Error):
        raise BadCursor(
            message(
                "the cursor is none of this list: expected the `next` of an answer to the same question; ask again without it"
            )
        ) from None
    return list(place)


def listing_of(name: str, asked: Mapping[str, Any]) -> str:
    """Return the name of a list with what was asked of it, for a cursor."""
    told = {key: value.isoformat() if isinstance(value, date | datetime) else value for key, value in asked.items()}
    return f"{name} {json.dumps(told, sort_keys=True)}"


def _mark(listing: str, place: Place) -> str:
    return digest_of([listing, list(place)])[:_DIGITS]


def _unstorable(value: object) -> bool:
    """Tell of a text that no database holds, and of a number that is none of a row's."""
    if isinstance(value, str):
        return "\0" in value or any("\ud800" <= c <= "\udfff" for c in value)
    return isinstance(value, int) and not -(2**63) <= value < 2**63
