"""How quick the list of changes and the calendar are on a large archive: python -m benchmarks.changes [ARTICLES].

The archive is made row by row, not crawled: of each article one capture was read, of one in five a second with another text; one
in fifty is missing at last; all other captures are answers 304. Bodies are 3.5 KB of words without meaning (synthetic).
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, insert

from tubancrawl.store.activity import activity, years
from tubancrawl.store.columns import Base
from tubancrawl.store.database import open_database, reading
from tubancrawl.store.history import content_digest
from tubancrawl.store.latest import latest_changes
from tubancrawl.store.models import Article, Capture, Crawl, Credit, Reading, Turn, Url, Version

BEGINNING = datetime(2015, 1, 1, tzinfo=UTC)
SEEN_AFTER = (timedelta(), timedelta(days=30), timedelta(days=200))
WORDS = [f"kata{number}" for number in range(3_000)]
ROUNDS = 200

Rows = dict[type[Base], list[dict[str, Any]]]


def make(engine: Engine, articles: int) -> None:
    """Fill an empty archive."""
    chance = random.Random(4)
    crawl = {"id": 1, "how": "crawl", "mode": "all", "started_at": BEGINNING}
    with engine.begin() as connection:
        connection.execute(insert(Crawl), [{**crawl, "reasons": [], "figures": {}, "settings": {}}])
    for start in range(1, articles + 1, 2_000):
        rows: Rows = {table: [] for table in (Article, Url, Capture, Reading, Version, Turn, Credit)}
        for number in range(start, min(start + 2_000, articles + 1)):
            _add(rows, number, chance)
        with engine.begin() as connection:
            for table, found in rows.items():
                if found:
                    connection.execute(insert(table), found)


def _add(rows: Rows, number: int, chance: random.Random) -> None:
    first = BEGINNING + timedelta(minutes=40 * number + 30 * chance.random())
    times = [first + after for after in SEEN_AFTER]
    read = 2 if chance.random() < 0.2 else 1
    lost = chance.random() < 0.02
    url = f"https://tubankab.go.id/entry/judul-{number}"
    rows[Article].append(
        {"id": number, "url": url, "state": "missing" if lost else "live", "first_captured_at": first, "versions": read}
        | {"last_captured_at": times[-1], "headline": f"Judul {number}", "dated": first.date().isoformat()}
    )
    rows[Url].append({"id": number, "url": url, "kind": "article", "discovered_at": first, "article_id": number, "tries": 0})
    for place, at in enumerate(times):
        key = 3 * number + place
        outcome = "ok" if place < read else "missing" if lost and place == len(times) - 1 else "not_modified"
        rows[Capture].append(
            {"id": key, "record_id": f"urn:uuid:{key:032x}", "url_id": number, "url": url, "captured_at": at, "outcome": outcome}
            | {"evidence": [], "findings": [], "warc": "synthetic.warc.gz", "warc_offset": 0, "warc_length": 1, "crawl_id": 1}
        )
        if outcome == "ok":
            item = _item(number, place, chance)
            digest = content_digest(item)
            rows[Reading].append(
                {"id": key, "capture_id": key, "url_id": number, "reader_version": 1, "item": item, "sources": {}}
                | {"findings": [], "content_sha256": digest}
            )
            rows[Version].append(
                {"id": key, "article_id": number, "number": place + 1, "first_captured_at": at, "last_captured_at": at}
                | {"reading_id": key, "content_sha256": digest}
            )
            rows[Credit].append({"version_id": key, "position": 0, "role": "reporter", "name": item["byline"]["reporters"][0]})
    if lost:
        rows[Turn].append({"article_id": number, "position": 0, "at": times[-1], "kind": "missing"})


def _item(number: int, place: int, chance: random.Random) -> dict[str, Any]:
    return {
        "headline": f"Judul {number} {place}",
        "published_at": None,
        "dateline": None,
        "paragraphs": [" ".join(chance.choices(WORDS, k=50)) for _ in range(10)],
        "photos": [],
        "byline": {"raw": "(x/hei)", "reporters": [f"reporter {number % 40}"], "editor": "hei"},
        "categories": ["Langka" if number % 5_000 == 0 else f"Kategori {number % 12}"],
        "tags": [],
    }


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
        make(engine, articles)
        engine.dispose()
        engine = open_database(path, read_only=True)
        print(f"{articles} articles, {len(SEEN_AFTER) * articles} captures, {path.stat().st_size >> 20} MB")

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
        measure("of a reporter", page(reporter="reporter 7"))
        measure("of a frequent category", page(category="Kategori 3"))
        measure("of a rare category", page(category="Langka"), 10)
        measure("calendar and its years", year, 20)
        engine.dispose()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
