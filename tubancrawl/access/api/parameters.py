"""What may be asked of the API, of feeds and of exports, and how it is written: as on the command line."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Annotated, Any, Final, Literal

from fastapi import Depends, Path, Query
from pydantic import BeforeValidator, WithJsonSchema

from tubancrawl.items import Outcome
from tubancrawl.store.filters import ArticleFilters
from tubancrawl.store.search import FIELDS, Wanted

State = Literal["live", "moved", "missing", "gone", "unknown"]
MAX_LIMIT: Final = 100
MAX_VERSION: Final = 1_000_000
NO_NUL: Final = r"^[^\x00]*$"
_WIB: Final = timezone(timedelta(hours=7), "WIB")


def _day(value: Any) -> Any:
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise ValueError("expected a day such as 2018-07-18") from None


def _moment(value: Any) -> Any:
    """Return a moment in UTC; without an offset it is WIB. One beyond the calendar is its end: nothing is earlier or later."""
    try:
        given = datetime.fromisoformat(str(value).upper())
    except ValueError:
        raise ValueError("expected a date or time such as 2018-07-18 or 2018-07-18T14:13+07:00") from None
    try:
        return (given if given.tzinfo else given.replace(tzinfo=_WIB)).astimezone(UTC)
    except OverflowError:
        return _BEGINNING if given.year == 1 else _END


_BEGINNING: Final = datetime(1, 1, 1, tzinfo=UTC)
_END: Final = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
_TIME_SCHEMA: Final = {"type": "string", "format": "date-time"}

DayText = Annotated[str, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Moment = Annotated[datetime, BeforeValidator(_moment), WithJsonSchema(_TIME_SCHEMA)]
Text = Annotated[str, Query(max_length=200, pattern=NO_NUL)]

Slug = Annotated[
    str,
    Path(
        description="The last part of the article's address, or its name in the reading room's pages",
        examples=["bimtek-dan-gelar-budaya-kinerja-amin-perlu-ada-perubahan-kultur-birokrasi"],
        max_length=2000,
        pattern=NO_NUL,
    ),
]
Limit = Annotated[int, Query(ge=1, le=MAX_LIMIT, description="At most this many")]
Cursor = Annotated[
    str | None,
    Query(description="The `next` of the answer before; with the same filters", max_length=4096, examples=[None]),
]
Since = Annotated[DayText | None, Query(description="Published from this day on", examples=["2018-07-01"])]
Until = Annotated[
    DayText | None,
    Query(description="Published up to this day; where no date is printed, first captured", examples=["2018-07-31"]),
]
StateAsked = Annotated[State | None, Query(description="Only articles in this state; docs/history.md", examples=["live"])]
Category = Annotated[Text | None, Query(description="Only articles of this category, as printed")]
Reporter = Annotated[Text | None, Query(description="Only articles with this reporter, as the articles name them")]
ChangedSince = Annotated[
    Moment | None,
    Query(
        description="Only articles with a version that began then or later; without an offset the time is WIB (UTC+7)",
        examples=["2019-01-01T00:00:00Z"],
    ),
]
At = Annotated[
    Moment | None,
    Query(description="The version that stood at this time; without an offset it is WIB", examples=["2019-01-01T00:00:00Z"]),
]
Number = Annotated[int | None, Query(ge=1, le=MAX_VERSION, description="A version, counted from 1", examples=[1])]
OutcomeAsked = Annotated[Outcome | None, Query(description="Only captures of this outcome; docs/fields.md")]


QueryText = Annotated[
    str,
    Query(description="What to look for; docs/search.md", max_length=1000, pattern=NO_NUL, examples=["pupuk bersubsidi"]),
]
ScopeAsked = Annotated[
    Literal["current", "removed", "all"],
    Query(alias="in", description="In what the site shows now, in what it no longer shows, or in both"),
]
AsOf = Annotated[
    Moment | None,
    Query(description="Only the versions that stood then; without an offset it is WIB", examples=["2019-01-01T00:00:00Z"]),
]
FieldAsked = Annotated[
    Literal[FIELDS] | None,  # type: ignore[valid-type]
    Query(description="Where words are looked for that name no field themselves"),
]
Photographer = Annotated[Text | None, Query(description="Only articles with a photo of this photographer")]
Editor = Annotated[Text | None, Query(description="Only articles with this editor")]
Exact = Annotated[bool, Query(description="The words as they are written, and not their stems")]


def _filters(
    *,
    since: Since = None,
    until: Until = None,
    state: StateAsked = None,
    category: Category = None,
    reporter: Reporter = None,
    changed_since: ChangedSince = None,
) -> ArticleFilters:
    return ArticleFilters(
        since=since, until=until, state=state, changed_since=changed_since, category=category, reporter=reporter
    )


def _wanted(
    *,
    q: QueryText = "",
    scope: ScopeAsked = "current",
    as_of: AsOf = None,
    since: Since = None,
    until: Until = None,
    state: StateAsked = None,
    category: Category = None,
    reporter: Reporter = None,
    photographer: Photographer = None,
    editor: Editor = None,
    field: FieldAsked = None,
    exact: Exact = False,
    sort: Annotated[Literal["relevance", "newest"], Query(description="The order of the results")] = "relevance",
) -> Wanted:
    return Wanted(
        text=q,
        scope=scope,
        as_of=as_of,
        since=since,
        until=until,
        state=state,
        category=category,
        reporter=reporter,
        photographer=photographer,
        editor=editor,
        field=field,
        exact=exact,
        sort=sort,
    )


FiltersAsked = Annotated[ArticleFilters, Depends(_filters)]
WantedAsked = Annotated[Wanted, Depends(_wanted)]
