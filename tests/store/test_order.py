"""Whatever the order in which captures arrive, and however they are batched, the archive tells the same."""

import random
from typing import Any

import pytest
from sqlalchemy import Engine, text

from tests.store.making import Archive, day, url
from tubancrawl.store.emptying import empty

PATHS = ["/entry/a", "/entry/b", "/entry/c", "/entry/12"]
Happening = tuple[str, str, int, Any]


def happenings(chance: random.Random) -> list[Happening]:
    """Return what befell some addresses, a day each: readings, redirects among them, claims, failures."""
    kinds = ["read", "read", "read", "moved", "missing", "not_modified", "failed", "alias", "gone"]
    found: list[Happening] = []
    for number in range(9):
        kind, path = chance.choice(kinds), chance.choice(PATHS)
        details = {
            "read": (path, chance.choice("AB")),
            "alias": ("/entry/12", chance.choice(PATHS[:3])),
            "moved": (path, (chance.choice([*PATHS, "/"]), chance.choice([301, 302, 308]))),
        }
        found.append((kind, details.get(kind, (path, None))[0], number, details.get(kind, (path, None))[1]))
    return found


def told(engine: Engine, events: list[Happening], batch_size: int) -> list[Any]:
    empty(engine)
    archive = Archive(engine, batch_size=batch_size)
    archive.begin(how="import")
    for kind, path, number, detail in events:
        if kind == "read":
            archive.read(path, day(number), headline=detail)
        elif kind == "alias":
            archive.read(path, day(number), headline="A", canonical=url(detail))
        elif kind == "moved":
            archive.redirect(path, detail[0], day(number), status=detail[1])
        else:
            archive.answer(path, day(number), kind)  # type: ignore[arg-type] # the other kinds are outcomes
    return archive.tell()


@pytest.mark.parametrize("seed", range(6))
def test_any_order_of_arrival_tells_the_same(engine: Engine, seed: int) -> None:
    chance = random.Random(seed)
    events = happenings(chance)
    in_order = told(engine, events, 500)
    shuffled = chance.sample(events, k=len(events))
    assert told(engine, shuffled, 500) == in_order
    assert told(engine, shuffled, 2) == in_order
    with engine.connect() as connection:
        orphans = "SELECT count(*) FROM article WHERE id NOT IN (SELECT article_id FROM url WHERE article_id IS NOT NULL)"
        assert connection.scalar(text(orphans)) == 0
