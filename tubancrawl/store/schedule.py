"""When to ask for an address again. Pure; store.batch applies it after each visit.

The site corrects an article in its first days, if ever, and is one small host: so a visit a day while an article is younger than
a week, and then ever fewer. What answered badly is asked again later and later, but never given up.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Final

from tubancrawl.items import Outcome, UrlKind

DUE_WHEN_NEW: Final[frozenset[UrlKind]] = frozenset({"article", "photo", "listing", "sitemap", "feed"})
"""Kinds of link that are asked for as soon as they are discovered. Others are remembered and never asked."""

_DAY = timedelta(days=1)
_AGES: Final[tuple[tuple[timedelta, timedelta], ...]] = ((7 * _DAY, _DAY), (30 * _DAY, 7 * _DAY), (365 * _DAY, 30 * _DAY))
_OLD: Final = 180 * _DAY
_MISSING: Final = (_DAY, 2 * _DAY, 7 * _DAY, 30 * _DAY)
_FIRST_RETRY: Final = timedelta(hours=1)
_LAST_RETRY: Final = 7 * _DAY
_RAREST: Final = 4
"""Intervals after which a picture is asked for again, at the most."""

BAD: Final[frozenset[Outcome]] = frozenset({"failed", "blocked"})
ABSENT: Final[frozenset[Outcome]] = frozenset({"missing", "gone", "soft_missing"})


def next_due(
    *, kind: UrlKind, outcome: Outcome, at: datetime, tries: int, published_at: str | None, first_captured_at: datetime | None
) -> datetime | None:
    """Return when to ask again after the visit `at`, the `tries`-th in a row that found nothing; None: not by itself.

    Of what is not a picture, only articles are revisited for their own sake: every crawl opens the listings itself.
    """
    if kind == "probe":
        return None
    if outcome in BAD:
        return at + min(_FIRST_RETRY * (1 << min(tries - 1, 10)), _LAST_RETRY)
    if kind != "article":
        return None
    if outcome in ABSENT:
        return at + _MISSING[min(tries, len(_MISSING)) - 1]
    if outcome == "moved":
        return at + _OLD
    age = at - (_midnight(published_at) if published_at else first_captured_at or at)
    return at + next((pause for limit, pause in _AGES if age < limit), _OLD)


def next_picture_due(*, every: timedelta, outcome: Outcome, at: datetime, tries: int, since: datetime | None) -> datetime:
    """Return when to ask again for a picture that an article shows, after the visit `at`, which failed for no reason of ours.

    `every` is the interval of one that changed last time; `since`: when the bytes that it has now were first captured, None where
    there are none. What stays as it is, or stays away, is asked for half as often each time, down to a quarter.
    """
    if outcome in ABSENT:
        return at + every * min(1 << (tries - 1), _RAREST)
    return at + min(max(every, at - since if since else every), every * _RAREST)


def _midnight(published_at: str) -> datetime:
    day = date.fromisoformat(published_at[:10])
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
