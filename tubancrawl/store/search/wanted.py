"""What a reader asks for, and what it gets: the shapes of a search."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, Literal

from tubancrawl.errors import BadSearch
from tubancrawl.messages import Message, message
from tubancrawl.store.search.passages import FIELDS

Scope = Literal["current", "removed", "all"]
Sort = Literal["relevance", "newest"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A search. `text` is whatever a reader typed: docs/search.md says how it is understood, and nothing in it is an error.

    `since` and `until` (inclusive) are days, ISO 8601, of the date that orders lists. `as_of`: only the versions that stood then.
    `field` is where words are looked for that name no field themselves. Names are compared without capitals and diacritics.

    Raises BadSearch for a day, field, scope or order that is none.
    """

    text: str = ""
    scope: Scope = "current"
    as_of: datetime | None = None
    since: str | None = None
    until: str | None = None
    state: str | None = None
    category: str | None = None
    reporter: str | None = None
    photographer: str | None = None
    editor: str | None = None
    field: str | None = None
    exact: bool = False
    sort: Sort = "relevance"

    def __post_init__(self) -> None:
        _expect_one_of("scope", self.scope, ("current", "removed", "all"))
        _expect_one_of("sort", self.sort, ("relevance", "newest"))
        if self.field is not None:
            _expect_one_of("field", self.field, FIELDS)
        for name in ("since", "until"):
            _expect_day(name, getattr(self, name))


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a snippet; `marked` where it is what was looked for."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article that was found, in the version that holds what was looked for: the newest such, or the one of `as_of`.

    Times are ISO 8601, of that version. `removed`: the site no longer shows the passage that the snippet is of.
    """

    url: str
    headline: str | None
    version: int
    versions: int
    state: str
    first_captured_at: str
    last_captured_at: str
    published_at: str | None
    removed: bool
    field: str
    snippet: list[Piece]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One page of results. `total` counts articles; with `total_is_floor` there are at least so many.

    `facets`: year, category and reporter -> (value, articles), the commonest first (years: the newest); of a part of the results
    where `notes` say so. `next`: the cursor of the page after, None at the end.
    """

    hits: list[Hit]
    total: int
    total_is_floor: bool
    facets: dict[str, list[tuple[str, int]]]
    next: str | None
    notes: list[Message]

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON has it."""
        return {**asdict(self), "notes": [str(note) for note in self.notes]}


def _expect_one_of(name: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise BadSearch(
            message(
                "%(name)s: found %(value)s, expected one of %(allowed)s", name=name, value=repr(value), allowed=", ".join(allowed)
            )
        )


def _expect_day(name: str, value: str | None) -> None:
    try:
        if value is not None:
            date.fromisoformat(value[:10])
    except ValueError:
        raise BadSearch(
            message("%(name)s: found %(value)s, expected a day such as 2018-07-18", name=name, value=repr(value))
        ) from None
