"""Which addresses are one article, and its versions, written so that only what differs from the database is touched.

Everything here is derived: from the captures and readings that the database holds, never from the order in which they came.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, delete, select

from tubancrawl.store.absence import Presence, presence_of
from tubancrawl.store.history import Run, Sight, versions_of
from tubancrawl.store.models import Article
from tubancrawl.store.rows import Numbers, insert_rows, iter_chunks, iter_rows, update_rows
from tubancrawl.store.search.index import Indexed, needs_index, save_index
from tubancrawl.store.sights import sights_of
from tubancrawl.store.turns import save_turns
from tubancrawl.store.urls import UrlBook, UrlRow
from tubancrawl.store.versions import VersionBook

WIB = timedelta(hours=7)
"""What the site's clocks are ahead of UTC; Indonesia has no summer time."""

_COLUMNS = ("url", "state", "first_captured_at", "last_captured_at", "versions", "headline", "published_at", "dated")


@dataclass(slots=True)
class Members:
    """The addresses of the articles that a flush touches, by article; joined as the flush learns that two are one."""

    urls: dict[int, list[UrlRow]] = field(default_factory=lambda: defaultdict(list))
    new: set[int] = field(default_factory=set)
    dissolved: set[int] = field(default_factory=set)

    def join(self, one: UrlRow, other: UrlRow, numbers: Numbers) -> None:
        """Make the two addresses lead to one article; the older row stays of two."""
        known = [row.article_id for row in (one, other) if row.article_id is not None]
        kept = min(known, default=None)
        if kept is None:
            kept = numbers.next(Article)
            self.new.add(kept)
        for row in (one, other):
            if row.article_id is None:
                self._move(row, kept)
            elif row.article_id != kept:
                self._dissolve(row.article_id, kept)

    def _move(self, row: UrlRow, article_id: int) -> None:
        row.article_id = article_id
        row.changed = True
        self.urls[article_id].append(row)

    def _dissolve(self, article_id: int, into: int) -> None:
        for row in self.urls.pop(article_id):
            self._move(row, into)
        if article_id in self.new:
            self.new.remove(article_id)
        else:
            self.dissolved.add(article_id)


def articles_of(book: UrlBook, pairs: Iterable[tuple[UrlRow, UrlRow]], touched: Iterable[UrlRow], numbers: Numbers) -> Members:
    """Return every article that `touched` addresses lead to, with all its addresses, after joining the `pairs`."""
    pairs = list(pairs)
    known = {row.article_id for row in (*touched, *(row for pair in pairs for row in pair)) if row.article_id is not None}
    members = Members()
    # In their order, so that the same events number the same rows, whatever database is asked.
    for row in sorted(book.load_articles(known), key=lambda row: row.id):
        assert row.article_id is not None
        members.urls[row.article_id].append(row)
    for one, other in pairs:
        members.join(one, other, numbers)
    return members


def save_articles(connection: Connection, members: Members, items: Mapping[int, Mapping[str, Any]], numbers: Numbers) -> "Saved":
    """Recompute the articles from their captures. `items`: readings at hand, by number."""
    old = _stored(connection, [article_id for article_id in members.urls if article_id not in members.new])
    derived = derive_articles(connection, members.urls, old.keys(), items)
    rows = derived.columns
    insert_rows(connection, Article, [{"id": key, **rows[key]} for key in rows if key in members.new])
    changed = [key for key, stored in old.items() if stored != rows[key]]
    update_rows(
        connection, Article, _COLUMNS, [{"key": key, **{f"new_{name}": rows[key][name] for name in _COLUMNS}} for key in changed]
    )
    versions = derived.versions
    versions.save(numbers, members.dissolved)
    save_turns(connection, {key: found.turns for key, found in derived.presences.items()}, old.keys(), members.dissolved)
    found_otherwise = versions.rewritten | {key for key in changed if needs_index(old[key], rows[key])}
    save_index(
        connection,
        [Indexed(key, rows[key]["dated"], rows[key]["state"], versions.reading_ids(key)) for key in sorted(found_otherwise)],
        at_hand=versions.items,
        stale=(found_otherwise - members.new) | members.dissolved,
    )
    return Saved(rows, versions.rewritten)


@dataclass(frozen=True, slots=True)
class Saved:
    """What was written: the columns of every article by number, and those whose versions are new or differ now."""

    columns: dict[int, dict[str, Any]]
    rewritten: set[int]


@dataclass(frozen=True, slots=True)
class Derived:
    """Articles as their captures have them, by number: their columns, where they were and when, and their versions."""

    columns: dict[int, dict[str, Any]]
    presences: dict[int, Presence]
    versions: VersionBook


def derive_articles(
    connection: Connection, urls: Mapping[int, list[UrlRow]], stored: Iterable[int], items: Mapping[int, Mapping[str, Any]]
) -> Derived:
    """Return the articles as their captures have them. `urls`: article number -> its addresses.

    `stored`: those that may have versions in the database; `items`: readings at hand, by number.
    """
    by_id = {row.id: row.url for rows in urls.values() for row in rows}
    sights = sights_of(connection, {article_id: {row.id: row.url for row in rows} for article_id, rows in urls.items()})
    runs = {article_id: versions_of(sights[article_id]) for article_id in urls}
    versions = VersionBook(connection, stored, runs, items)
    presences = {article_id: presence_of(sights[article_id]) for article_id in urls}
    columns = {
        article_id: {
            "url": _address(rows, sights[article_id], by_id),
            "state": presences[article_id].state,
            **_columns(runs[article_id], versions),
        }
        for article_id, rows in urls.items()
    }
    return Derived(columns, presences, versions)


def drop_dissolved(connection: Connection, members: Members) -> None:
    """Delete the articles that became part of another, once no address leads to them any more."""
    for chunk in iter_chunks(members.dissolved):
        connection.execute(delete(Article).where(Article.id.in_(chunk)))


def _stored(connection: Connection, article_ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    query = select(Article.id, *(getattr(Article, name) for name in _COLUMNS))
    rows = iter_rows(connection, query, Article.__table__.c.id, article_ids)
    return {row[0]: dict(zip(_COLUMNS, row[1:], strict=True)) for row in rows}


def _columns(runs: list[Run], versions: VersionBook) -> dict[str, Any]:
    item = versions.item(runs[-1].reading_id) if runs else {"headline": None, "published_at": None}
    published_at = item["published_at"]
    first = runs[0].first_captured_at if runs else None
    return {
        "first_captured_at": first,
        "last_captured_at": runs[-1].last_captured_at if runs else None,
        "versions": len(runs),
        "headline": item["headline"],
        "published_at": published_at,
        "dated": published_at[:10] if published_at else first and (first + WIB).date().isoformat(),
    }


def _address(rows: list[UrlRow], sights: list[Sight], by_id: Mapping[int, str]) -> str:
    """Return the address of the newest reading; of the newest capture where nothing was ever read."""
    seen = [sight for sight in sights if sight.digest is not None] or sights
    return by_id[seen[-1].url_id] if seen else min(row.url for row in rows)
