"""Where the next page of a search begins."""

from dataclasses import asdict, dataclass

from tubancrawl.store import cursors
from tubancrawl.store.search.keys import POSITIONS
from tubancrawl.store.search.wanted import Wanted


@dataclass(frozen=True, slots=True)
class Place:
    """Below position `before`, and of what is ranked there what follows `score` and `position`; all where these are None."""

    before: int = POSITIONS + 1
    score: float | None = None
    position: int | None = None


def cursor_of(wanted: Wanted, place: Place) -> str:
    """Return the cursor of a place in the results of a search."""
    return cursors.cursor_after(_listing(wanted), (place.before, place.score, place.position))


def place_of(wanted: Wanted, cursor: str | None) -> Place:
    """Return the place that a cursor of this very search means. Raises BadCursor for anything else."""
    if cursor is None:
        return Place()
    return Place(*cursors.place_of(cursor, _listing(wanted), int, (float, int, type(None)), (int, type(None))))


def _listing(wanted: Wanted) -> str:
    return cursors.listing_of("search", asdict(wanted))
