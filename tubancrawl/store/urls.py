"""The addresses that one transaction touches: loaded once, changed in memory, written back once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Connection, select

from tubancrawl import site
from tubancrawl.items import Outcome, UrlKind
from tubancrawl.store.models import Url
from tubancrawl.store.rows import Numbers, insert_rows, iter_rows, update_rows

_MUTABLE: Final = (
    "article_id",
    "due_at",
    "lease_crawl_id",
    "visited_crawl_id",
    "captured_crawl_id",
    "tries",
    "last_captured_at",
    "last_outcome",
    "etag",
    "last_modified",
    "original_record_id",
    "original_url",
    "original_at",
    "original_digest",
    "request_digest",
    "unseen_visits",
)
_QUERY: Final = select(Url.id, Url.url, Url.kind, *(getattr(Url, name) for name in _MUTABLE))


@dataclass(slots=True)
class UrlRow:
    """A row of the table `url`, as far as a flush changes it; set `changed` with any change."""

    id: int
    url: str
    kind: UrlKind
    article_id: int | None = None
    due_at: datetime | None = None
    lease_crawl_id: int | None = None
    visited_crawl_id: int | None = None
    captured_crawl_id: int | None = None
    tries: int = 0
    last_captured_at: datetime | None = None
    last_outcome: Outcome | None = None
    etag: str | None = None
    last_modified: str | None = None
    original_record_id: str | None = None
    original_url: str | None = None
    original_at: datetime | None = None
    original_digest: str | None = None
    request_digest: str | None = None
    unseen_visits: int = 0
    changed: bool = False


class UrlBook:
    """Every address that the transaction has met, by URL; `add` what is missing, then `save`."""

    def __init__(self, connection: Connection, numbers: Numbers) -> None:
        self._connection = connection
        self._numbers = numbers
        self._by_id: dict[int, UrlRow] = {}
        self._new: list[tuple[UrlRow, datetime, str | None]] = []
        self.rows: dict[str, UrlRow] = {}

    def load(self, urls: Iterable[str]) -> None:
        """Load those of the canonical `urls` that the database has."""
        self._load(Url.__table__.c.url, (url for url in urls if url not in self.rows))

    def load_articles(self, article_ids: Iterable[int]) -> list[UrlRow]:
        """Load every address of these articles, and return them."""
        return self._load(Url.__table__.c.article_id, article_ids)

    def _load(self, column: ColumnElement[str] | ColumnElement[int | None], keys: Iterable[str] | Iterable[int]) -> list[UrlRow]:
        found = []
        for values in iter_rows(self._connection, _QUERY, column, keys):
            row = self._by_id.get(values[0]) or UrlRow(*values)
            self._by_id[row.id] = self.rows[row.url] = row
            found.append(row)
        return found

    def add(self, url: str, *, kind: UrlKind | None = None, at: datetime, source: str | None, due_at: datetime | None) -> UrlRow:
        """Return the row of `url`, made now if there is none: discovered `at`, on the page of record `source`."""
        row = self.rows.get(url)
        if row is None:
            row = UrlRow(self._numbers.next(Url), url, kind or site.kind_of(url), due_at=due_at)
            self._by_id[row.id] = self.rows[url] = row
            self._new.append((row, at, source))
        return row

    def save_new(self) -> None:
        """Insert the rows that were added."""
        rows = (
            {
                "id": r.id,
                "url": r.url,
                "kind": r.kind,
                "discovered_at": at,
                "discovered_from": source,
                "due_at": r.due_at,
                "tries": 0,
            }
            for r, at, source in self._new
        )
        insert_rows(self._connection, Url, rows)
        self._new.clear()

    def save_changed(self) -> None:
        """Write back the rows that changed."""
        changed = [row for row in self.rows.values() if row.changed]
        update_rows(
            self._connection,
            Url,
            _MUTABLE,
            [{"key": row.id, **{f"new_{name}": getattr(row, name) for name in _MUTABLE}} for row in changed],
        )
