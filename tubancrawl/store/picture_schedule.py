"""When the pictures that articles show are asked for again: those of current versions alone, rarely, and sooner after an edit.

An address whose picture was swapped tells nobody, so somebody has to look.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from math import nan
from typing import Any, Final

from sqlalchemy import Connection, exists, select

from tubancrawl import site
from tubancrawl.items import UrlKind
from tubancrawl.store.models import Article, Photo, Url, Version
from tubancrawl.store.rows import iter_rows, update_rows
from tubancrawl.store.schedule import BAD, next_picture_due
from tubancrawl.store.sightings import stretches_of
from tubancrawl.store.unit import Unit
from tubancrawl.store.urls import UrlBook

PICTURE_KINDS: Final[frozenset[UrlKind]] = frozenset({"photo", "other", "page"})
"""What the address of a picture can be by its shape. Nothing else of these is ever asked for again."""

_SETTING: Final = "PHOTO_REVISIT_DAYS"
_MOST_DAYS: Final = 36_500
_IS_LAST = (Article.id == Version.article_id) & (Article.versions == Version.number)


def interval_of(settings: Mapping[str, Any]) -> timedelta | None:
    """Return how often a run with these settings asks for a picture again; None: never, as before there was such a setting.

    Raises ValueError for what is no number of days.
    """
    found = settings.get(_SETTING) or 0
    try:
        days = float(found)
    except (TypeError, ValueError):
        days = nan
    if not 0 <= days <= _MOST_DAYS:
        raise ValueError(f"{_SETTING}={found}: expected days, from 0 (never) to {_MOST_DAYS}")
    return timedelta(days=days) if days else None


def leads_to_picture(unit: Unit) -> bool:
    """Tell whether a redirect may lead to a picture, by the shape of its target's address."""
    return unit.target is not None and site.kind_of(unit.target) in PICTURE_KINDS


def follow_picture(book: UrlBook, unit: Unit, *, crawl_id: int) -> None:
    """Make the target of a picture's redirect due in the same crawl, whatever its address looks like; none twice in a crawl."""
    if unit.target is None or not leads_to_picture(unit):
        return
    row = book.add(unit.target, kind="photo", at=unit.at, source=unit.record_id, due_at=unit.at)
    if row.visited_crawl_id != crawl_id:
        row.due_at, row.changed = min(row.due_at or unit.at, unit.at), True


def schedule_visited(connection: Connection, book: UrlBook, units: Iterable[Unit], every: timedelta) -> None:
    """Set when the pictures are due again that `units` brought, each the newest capture of its address."""
    visited = {unit.url: unit for unit in units if _is_newest(book, unit)}
    shown = _shown(connection, visited)
    stretches = stretches_of(connection, shown)
    for url, unit in visited.items():
        row = book.rows[url]
        since = stretches[url][-1].first_captured_at if stretches.get(url) else None
        again = next_picture_due(every=every, outcome=unit.outcome, at=unit.at, tries=row.tries, since=since)
        row.due_at, row.changed = again if url in shown else None, True


def schedule_rewritten(connection: Connection, book: UrlBook, article_ids: Collection[int], every: timedelta) -> None:
    """Plan the pictures of articles of which a version is new or another: due at once where a later version was edited.

    Those of a first version were just asked for, or a listing named them before their article was read: due in their time.
    What no last version shows any more is not asked for again.
    """
    query = select(Photo.url, Version.number, Version.first_captured_at, Article.versions)
    query = query.join(Version, Version.id == Photo.version_id).join(Article, Article.id == Version.article_id)
    shown: set[str] = set()
    edited: dict[str, datetime | None] = {}
    for url, number, at, last in iter_rows(connection, query, Article.__table__.c.id, article_ids):
        if url is None or not site.is_site(url):
            continue
        known = edited.get(url)
        edited[url] = max(at, known or at) if number == last > 1 else known
        if number == last:
            shown.add(url)
    book.load(edited)
    shown |= _shown(connection, edited.keys() - shown)
    for url, at in edited.items():
        row = book.rows.get(url)
        if row is None or row.kind not in PICTURE_KINDS or row.last_captured_at is None:
            continue
        if url not in shown:
            row.due_at, row.changed = None, True
        elif at is not None and row.last_captured_at < at:
            row.due_at, row.changed = min(row.due_at or at, at), True
        elif row.due_at is None:
            row.due_at, row.changed = row.last_captured_at + every, True


def enrol_pictures(connection: Connection, now: datetime, days: float) -> None:
    """Make due, sooner or later, what last versions show and nobody planned to ask for again: of older programs, and of imports.

    What is overdue is spread over the interval, so that no crawl has all of it to ask.
    """
    shown = exists().where(Photo.url == Url.url, Photo.version_id == Version.id, _IS_LAST)
    asked = (Url.kind.in_(PICTURE_KINDS), Url.due_at.is_(None), Url.last_captured_at.is_not(None))
    rows = connection.execute(select(Url.id, Url.last_captured_at).where(*asked, shown).order_by(Url.id))
    due = []
    for number, last in rows:
        assert last is not None
        spread = now + timedelta(days=number % max(1, int(days)))
        due.append({"key": number, "new_due_at": max(last + timedelta(days=days), spread)})
    update_rows(connection, Url, ("due_at",), due)


def _is_newest(book: UrlBook, unit: Unit) -> bool:
    row = book.rows[unit.url]
    return (
        row.kind in PICTURE_KINDS
        and unit.facts is not None
        and row.last_captured_at == unit.at
        and unit.outcome not in BAD
        and site.is_site(unit.url)
    )


def _shown(connection: Connection, urls: Iterable[str]) -> set[str]:
    """Return those of the addresses whose picture the last version of some article shows."""
    query = select(Photo.url).join(Version, Version.id == Photo.version_id).join(Article, _IS_LAST).distinct()
    return {row[0] for row in iter_rows(connection, query, Photo.__table__.c.url, urls)}
