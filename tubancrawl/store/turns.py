"""When the articles that a flush touches went and came back: compared with what is stored, written where it differs."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, select

from tubancrawl.store import absence
from tubancrawl.store.models import Capture, Turn, Url
from tubancrawl.store.rows import insert_rows, iter_chunks, iter_rows
from tubancrawl.store.sights import addresses_of, sights_of


def turn_rows(article_id: int, turns: Iterable[absence.Turn]) -> list[dict[str, Any]]:
    """Return the rows that an article should have."""
    return [
        {"article_id": article_id, "position": position, "at": turn.at, "kind": turn.kind} for position, turn in enumerate(turns)
    ]


def stored_turns(connection: Connection, article_ids: Iterable[int]) -> dict[int, list[dict[str, Any]]]:
    """Return the rows that articles have, in their order; nothing for one that has none."""
    query = select(Turn.__table__).order_by(Turn.article_id, Turn.position)
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in iter_rows(connection, query, Turn.__table__.c.article_id, article_ids):
        found[row.article_id].append(row._asdict())
    return found


def save_turns(
    connection: Connection, turns: Mapping[int, Sequence[absence.Turn]], stored: Iterable[int], dissolved: Iterable[int]
) -> None:
    """Write what differs. `stored`: the articles that may have rows; nothing is left of those of `dissolved` articles."""
    old = stored_turns(connection, stored)
    new = {article_id: turn_rows(article_id, found) for article_id, found in turns.items()}
    changed = [article_id for article_id, rows in new.items() if rows != old.get(article_id, [])]
    for chunk in iter_chunks([*(article_id for article_id in changed if article_id in old), *dissolved]):
        connection.execute(delete(Turn).where(Turn.article_id.in_(chunk)))
    insert_rows(connection, Turn, [row for article_id in changed for row in new[article_id]])


def derive_turns(connection: Connection) -> None:
    """Fill the empty table from the captures that the archive holds, of the articles that were ever not where they had been."""
    away = select(Url.article_id).join(Capture, Capture.url_id == Url.id)
    away = away.where(Url.article_id.is_not(None), Capture.outcome.in_(("missing", "gone", "soft_missing", "moved"))).distinct()
    for chunk in iter_chunks(sorted(number for number in connection.scalars(away) if number is not None), 200):
        sights = sights_of(connection, addresses_of(connection, chunk))
        save_turns(connection, {key: absence.presence_of(seen).turns for key, seen in sights.items()}, (), ())
