"""What the other articles of the site printed at two moments: a field that all of them lost, the template lost. Reads only."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, select

from tubancrawl.store.causes import Seen
from tubancrawl.store.history import content_of
from tubancrawl.store.models import Capture, Reading, Url

_LOOKED_AT: Final = 48  # captures to either side; several may be of one article
_FEWEST: Final = 3  # articles; of fewer nothing is concluded
_MOST: Final = 0.75
_HARDLY_ANY: Final = 0.1
"""Shares of the articles that print a field: a template prints it for nearly all pages or for none."""


class Company:
    """The articles beside one. What it concludes depends on what the archive holds, not on the order in which that came."""

    def __init__(self, connection: Connection, article_id: int) -> None:
        self._connection = connection
        self._article_id = article_id

    def changed_too(self, field: str, before: Seen, after: Seen) -> bool:
        """Tell whether the other articles lost, or gained, the whole field between two captures, as this one did.

        What they printed is taken from their captures next to the second: those before it, and those from it on.
        """
        if after.captured_at is None:
            return False
        had = _share(self._printed(field, after.captured_at, later=False))
        has = _share(self._printed(field, after.captured_at, later=True))
        was, there = bool(content_of(before.current.item)[field]), bool(content_of(after.current.item)[field])
        if had is None or has is None or was == there:
            return False
        return (had >= _MOST and has <= _HARDLY_ANY) if was else (had <= _HARDLY_ANY and has >= _MOST)

    def _printed(self, field: str, moment: datetime, *, later: bool) -> Collection[bool]:
        """Return, for each article that has captures next to a moment, whether any of these printed the field."""
        near = select(Capture.id, Url.article_id).join(Url, Url.id == Capture.url_id)
        near = near.where(Capture.outcome == "ok", Url.article_id.is_not(None), Url.article_id != self._article_id)
        time = Capture.captured_at
        near = near.where(time >= moment).order_by(time) if later else near.where(time < moment).order_by(time.desc())
        article_of = {row[0]: row[1] for row in self._connection.execute(near.limit(_LOOKED_AT))}
        chosen = select(Reading.capture_id, Reading.item).where(Reading.capture_id.in_(article_of))
        newest = {row[0]: row[1] for row in self._connection.execute(chosen.order_by(Reading.reader_version))}
        printed: dict[int | None, bool] = {}
        for capture_id, item in newest.items():
            article_id = article_of[capture_id]
            printed[article_id] = printed.get(article_id, False) or bool(content_of(item)[field])
        return printed.values()


def _share(printed: Collection[bool]) -> float | None:
    return sum(printed) / len(printed) if len(printed) >= _FEWEST else None
