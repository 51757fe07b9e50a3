"""The number of a document says where it belongs, so that a search learns from the index alone what is newest and whose it is.

    bits 48-49  area: what part of an article's text the document is
    bits 25-46  day: the ordinal of the date that orders lists
    bits  1-24  article
    bit      0  set where the versions of the article differ in their text
All but the area is the *position* of an article: the greater, the newer. FTS5 keeps the distance from key to key for each word of
each document, so that a bit more here is a tenth more of an index.
"""

from datetime import date
from typing import Final

CURRENT: Final = 0
"""The last version of an article."""
REMOVED: Final = 1
"""What no longer shows: the passages that the last version lacks; all of them where the article is missing or gone."""
WHOLE: Final = 2
"""All passages of all versions, where the versions differ."""

_AREA: Final = 48
_DAY: Final = 25
_ARTICLE: Final = 1
POSITIONS: Final = (1 << _AREA) - 1
"""The highest position, and the mask that takes it from a key."""
ARTICLES: Final = (1 << (_DAY - _ARTICLE)) - 1
ARTICLE_SHIFT: Final = _ARTICLE
VARIES: Final = 1


def position_of(article_id: int, dated: str | None, *, varies: bool) -> int:
    """Return the position of an article. A `dated` that is no date sorts as the oldest of all.

    Raises ValueError for the 16,777,216th article.
    """
    if article_id > ARTICLES:
        raise ValueError(f"article {article_id}: the index numbers articles up to {ARTICLES}")
    return first_position_of(dated) | article_id << _ARTICLE | (VARIES if varies else 0)


def first_position_of(day: str | None) -> int:
    """Return the lowest position of a day."""
    try:
        ordinal = date.fromisoformat(day[:10]).toordinal() if day else 0
    except ValueError:
        ordinal = 0
    return ordinal << _DAY


def key_of(area: int, position: int) -> int:
    """Return the number of a document."""
    return (area << _AREA) + position


def article_of(position: int) -> int:
    """Return the article of a key or a position."""
    return position >> _ARTICLE & ARTICLES


def area_of(key: int) -> int:
    """Return the area of a key."""
    return key >> _AREA


def year_of(position: int) -> str | None:
    """Return the year of an article's date; None where it has none."""
    ordinal = (position & POSITIONS) >> _DAY
    return str(date.fromordinal(ordinal).year) if ordinal else None


def next_day(day: str) -> int:
    """Return the lowest position after all those of a day."""
    return first_position_of(day) + (1 << _DAY)
