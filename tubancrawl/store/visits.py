"""What an answer means for the address that was asked: visited in this crawl, and due again when."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from tubancrawl.store.schedule import ABSENT, BAD, next_due
from tubancrawl.store.unit import CaptureFacts, Unit
from tubancrawl.store.urls import UrlRow


def mark_visits(
    units: Iterable[Unit],
    rows: Mapping[str, UrlRow],
    articles: Mapping[int, Mapping[str, Any]],
    *,
    crawl_id: int,
    stored: Collection[str],
) -> None:
    """Mark the addresses of `units` as visited in a crawl; `articles` by number, `stored`: records that are not new."""
    for unit in sorted(units, key=lambda unit: unit.at):
        row = rows[unit.url]
        row.lease_crawl_id, row.visited_crawl_id, row.changed = None, crawl_id, True
        if unit.record_id is not None and unit.outcome not in BAD and row.captured_crawl_id is None:
            row.captured_crawl_id = crawl_id
        # An old capture that arrives late, or again, says nothing of what to ask for next.
        if unit.record_id not in stored and (row.last_captured_at is None or unit.at >= row.last_captured_at):
            _apply(unit, row, articles)


def _apply(unit: Unit, row: UrlRow, articles: Mapping[int, Mapping[str, Any]]) -> None:
    row.last_outcome = unit.outcome
    if unit.outcome == "not_in_replay":
        return  # the recording lacks it; the site was not asked
    row.tries = row.tries + 1 if unit.outcome in BAD | ABSENT else 0
    if unit.facts is not None:
        row.last_captured_at = unit.at
        _note_original(unit, unit.facts, row)
    article = articles.get(row.article_id or 0, {})
    rest = unit.facts.rest_until if unit.facts else None
    kept_elsewhere = unit.reading is not None and unit.reading.url != unit.url
    row.due_at = (
        None
        if kept_elsewhere
        else next_due(
            kind=row.kind,
            outcome=unit.outcome,
            at=unit.at,
            tries=row.tries,
            published_at=article.get("published_at"),
            first_captured_at=article.get("first_captured_at"),
        )
    )
    if row.due_at is not None and rest is not None:
        row.due_at = max(row.due_at, rest)


def _note_original(unit: Unit, facts: CaptureFacts, row: UrlRow) -> None:
    """Keep the validators of what was read, together with the record that holds its body: a 304 then refers to that very body.

    What was not read leaves both alone, and is in `last_outcome`.
    """
    if unit.outcome == "not_modified":
        row.unseen_visits += 1
    elif unit.outcome == "ok":
        row.unseen_visits = 0
        row.etag, row.last_modified = facts.etag, facts.last_modified
        if facts.refers_to is None or facts.refers_to != row.original_record_id:
            whole = facts.body_digest is not None
            row.original_record_id = facts.record_id if whole else None
            row.original_url = facts.url if whole else None
            row.original_at = facts.captured_at if whole else None
            row.original_digest = facts.body_digest
            row.request_digest = None
    else:
        return
    row.request_digest = facts.request_digest or row.request_digest
