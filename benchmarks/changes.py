"""How quick the list of changes and the calendar are on the large synthetic archive: python -m benchmarks.changes [ARTICLES]."""

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.large import RARE_CATEGORY, fill
from tubancrawl.store.activity import activity, years
from tubancrawl.store.database import open_database, reading
from tubancrawl.store.latest import latest_changes

ROUNDS = 200


def measure(name: str, ask: Callable[[int], object], rounds: int = ROUNDS) -> None:
    """Ask again and again; print the median and the slowest but one in a hundred."""
    taken = []
    for number in range(rounds):
        started = time.perf_counter()
        ask(number)
        taken.append(1_000 * (time.perf_counter() - started))
    taken.sort()
    print(f"{name:<36} p50 {taken[rounds // 2]:8.1f} ms   p99 {taken[-1 - rounds // 100]:8.1f} ms")


def main(articles: int) -> None:
    """Make an archive, ask it, print."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "archive.db"
        engine = open_database(path)
        fill(engine, articles, random.Random(4))
        engine.dispose()
        engine = open_database(path, read_only=True)
        print(f"{articles} articles, {path.stat().st_size >> 20} MB")

        def page(**wanted: Any) -> Callable[[int], object]:
            def ask(_: int) -> object:
                with reading(engine) as session:
                    return latest_changes(session, **wanted)

            return ask

        def walk() -> Iterator[None]:
            cursor = None
            while True:
                with reading(engine) as session:
                    cursor = latest_changes(session, cursor=cursor).next
                yield

        def year(number: int) -> object:
            with reading(engine) as session:
                return activity(session, 2015 + number % 5), years(session)

        pages = walk()
        measure("newest page", page())
        measure("page after page", lambda _: next(pages))
        measure("edited versions", page(kinds=["edited"]))
        measure("lost and back", page(kinds=["missing", "gone", "moved", "back"]))
        measure("of a month", page(since="2016-03-01", until="2016-03-31"))
        measure("of a reporter", page(reporter="wartawan7"))
        measure("of a frequent category", page(category="Kategori 3"))
        measure("of a rare category", page(category=RARE_CATEGORY), 10)
        measure("calendar and its years", year, 20)
        engine.dispose()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
