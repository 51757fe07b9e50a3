"""The captures that a chosen set of articles rests on, and where they lie. Reads only."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from tubancrawl import site
from tubancrawl.errors import BadUrl
from tubancrawl.store.models import Article, Capture, Url
from tubancrawl.store.reader import Scope
from tubancrawl.store.rows import iter_chunks, iter_rows

_SHOWS: Final = frozenset({"ok", "not_modified"})
"""Outcomes of the captures that a version rests on."""


@dataclass(frozen=True, slots=True, order=True)
class PackedCapture:
    """A capture to be copied. Sorts by time, so that equal archives give them in one order."""

    captured_at: datetime
    record_id: str
    url: str
    """As it was asked."""
    outcome: str
    warc: str
    warc_offset: int
    warc_length: int


@dataclass(frozen=True, slots=True)
class PackedArticle:
    """The chosen versions of an article, in the shape of `show --json`, and the captures that go with them."""

    versions: list[dict[str, Any]]
    captures: list[PackedCapture]


_COLUMNS: Final = (
    Capture.captured_at,
    Capture.record_id,
    Capture.url,
    Capture.outcome,
    Capture.warc,
    Capture.warc_offset,
    Capture.warc_length,
)


def iter_packed(session: Session, told: Iterable[dict[str, Any]], *, versions: Scope) -> Iterator[PackedArticle]:
    """Yield articles with their captures; `told` are their versions in full, those of one article next to each other.

    `all` brings every capture of any of their addresses, whatever its outcome; `current` those that the versions rest on, and the
    redirects between the addresses.
    """
    by_article = groupby(told, key=lambda version: version["url"])
    for chunk in iter_chunks((list(group) for _, group in by_article), 100):
        captures = _captures_of(session, [group[0]["url"] for group in chunk])
        for group in chunk:
            of_article = captures[group[0]["url"]]
            yield PackedArticle(group, sorted(of_article if versions == "all" else _in_runs(of_article, group)))


def original_of(session: Session, record_id: str, url: str, captured_at: datetime | None) -> PackedCapture | None:
    """Return the capture that a revisit record refers to, by id or else by address and time; None if the archive lacks it."""
    query = select(*_COLUMNS).where(Capture.record_id == record_id)
    row = session.execute(query).first() if record_id else None
    if row is None and captured_at is not None:
        try:
            canonical = site.canonical_url(url)
        except BadUrl:
            return None
        at_that_time = select(*_COLUMNS).join(Url, Url.id == Capture.url_id).where(Url.url == canonical)
        row = session.execute(at_that_time.where(Capture.captured_at == captured_at)).first()
    return PackedCapture(*row) if row is not None else None


def _captures_of(session: Session, urls: list[str]) -> dict[str, list[PackedCapture]]:
    query = select(Article.url, *_COLUMNS).join(Url, Url.article_id == Article.id).join(Capture, Capture.url_id == Url.id)
    found: dict[str, list[PackedCapture]] = {url: [] for url in urls}
    for article_url, *fields in iter_rows(session.connection(), query, Article.__table__.c.url, urls):
        found[article_url].append(PackedCapture(*fields))
    return found


def _in_runs(captures: list[PackedCapture], versions: list[dict[str, Any]]) -> list[PackedCapture]:
    runs = [[datetime.fromisoformat(one[name]) for name in ("first_captured_at", "last_captured_at")] for one in versions]
    # Without its redirects an article that moved would fall into two.
    return [
        one
        for one in captures
        if one.outcome == "moved" or (one.outcome in _SHOWS and any(first <= one.captured_at <= last for first, last in runs))
    ]
