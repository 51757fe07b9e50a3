"""How fast is a search, and how large its index? On synthetic articles of about 3.5 KB, their words as unequal as a language's.

    python -m benchmarks.search [--articles 100000] [--queries 200] [--database URL] [--write docs/search.md]

Articles, versions and readings are written straight into the tables, and the index by its own writer. Every tenth article has two
versions. A search is all that a reader waits for: 20 hits with snippets, the total and the facets.
"""

import argparse
import os
import platform
import random
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from statistics import quantiles
from time import perf_counter, process_time
from typing import Any

from sqlalchemy import Connection, Engine, insert, text

from tubancrawl.store.columns import Base
from tubancrawl.store.database import open_database, reading
from tubancrawl.store.models import Article, Capture, Crawl, Reading, Url, Version
from tubancrawl.store.search import Wanted, search
from tubancrawl.store.search.index import save_index, stored
from tubancrawl.store.search.words import stem_of

BEGIN, END = "<!-- measured -->", "<!-- /measured -->"
SYLLABLES = (
    "ba ca da ga ka la ma na pa ra sa ta wa bi di ki li mi ni pi ri si ti bu du ku lu mu nu pu ru su tu an ang er in".split()  # noqa: SIM905 - easier to read
)
AFFIXES = (("me", "kan"), ("di", ""), ("ber", ""), ("pe", "an"), ("", "nya"))
CATEGORIES = [f"Kategori {number}" for number in range(12)]
REPORTERS = [f"wartawan{number}" for number in range(40)]
WORDS = 455
AT_ONCE = 500
NOW = datetime(2026, 1, 1, tzinfo=UTC)


class Language:
    """Words by frequency: the first is in nearly every article, the last in hardly any (Zipf)."""

    def __init__(self, chance: random.Random, size: int = 40_000) -> None:
        self.words = sorted({self._word(chance) for _ in range(size)})
        chance.shuffle(self.words)
        self._weights = list(accumulate(1 / (rank + 2) ** 1.1 for rank in range(len(self.words))))
        self._chance = chance

    def text(self, count: int) -> str:
        return " ".join(self._chance.choices(self.words, cum_weights=self._weights, k=count))

    @staticmethod
    def _word(chance: random.Random) -> str:
        """Return a word; three of ten are more than their stem, as in the articles of the site."""
        inflected = chance.random() < 0.3
        while True:
            before, after = chance.choice(AFFIXES) if inflected else ("", "")
            word = before + "".join(chance.choices(SYLLABLES, k=chance.randint(2, 3 if inflected else 4))) + after
            if (stem_of(word) != word) == inflected:
                return word


def item(language: Language, chance: random.Random, number: int) -> dict[str, Any]:
    paragraphs = [language.text(WORDS // 7) for _ in range(7)]
    return {
        "headline": language.text(9).capitalize(),
        "paragraphs": paragraphs,
        "photos": [{"url": None, "caption": language.text(12), "credit": chance.choice(REPORTERS), "credit_kind": "person"}],
        "byline": {"raw": "", "reporters": [chance.choice(REPORTERS)], "editor": chance.choice(REPORTERS[:5])},
        "categories": [chance.choice(CATEGORIES)],
        "published_at": (date(2012, 1, 1) + timedelta(days=number % 5000)).isoformat(),
    }


def fill(engine: Engine, articles: int, language: Language, chance: random.Random) -> tuple[int, float]:
    """Write the articles; return the bytes of their text and the CPU seconds that the index took."""
    size, seconds = 0, 0.0
    with engine.begin() as connection:
        facts = {"id": 1, "how": "import", "mode": "synthetic", "started_at": NOW, "reasons": [], "figures": {}, "settings": {}}
        connection.execute(insert(Crawl), facts)
    for first in range(1, articles + 1, AT_ONCE):
        rows: dict[type[Base], list[dict[str, Any]]] = {Article: [], Url: [], Capture: [], Reading: [], Version: []}
        for number in range(first, min(first + AT_ONCE, articles + 1)):
            size += sum(add(rows, language, chance, number))
        with engine.begin() as connection:
            write(connection, rows)
            begun = process_time()
            ids = [row["id"] for row in rows[Article]]
            items = {row["id"]: row["item"] for row in rows[Reading]}
            save_index(connection, stored(connection, ids), items, ())
            seconds += process_time() - begun
    return size, seconds


def add(rows: dict[type[Base], list[dict[str, Any]]], language: Language, chance: random.Random, number: int) -> Iterator[int]:
    """Add an article of one version, or of two; yield the bytes of the text of each."""
    items = [item(language, chance, number)]
    if number % 10 == 0:
        items.append({**items[0], "paragraphs": [*items[0]["paragraphs"][1:], language.text(WORDS // 7)]})
    url = f"https://tubankab.go.id/entry/sintetis-{number}"
    rows[Url].append({"id": number, "url": url, "kind": "article", "discovered_at": NOW, "article_id": number, "tries": 0})
    for version, told in enumerate(items, 1):
        key = 2 * number + version
        at = NOW + timedelta(days=version)
        rows[Capture].append(
            {"id": key, "record_id": f"urn:synthetic:{key}", "url_id": number, "url": url, "captured_at": at, "outcome": "ok"}
            | {"evidence": [], "findings": [], "warc": "synthetic", "warc_offset": 0, "warc_length": 0, "crawl_id": 1}
        )
        rows[Reading].append(
            {"id": key, "capture_id": key, "url_id": number, "reader_version": 1, "item": told, "sources": {}, "findings": []}
            | {"content_sha256": str(key)}
        )
        rows[Version].append(
            {"id": key, "article_id": number, "number": version, "first_captured_at": at, "last_captured_at": at}
            | {"reading_id": key, "content_sha256": str(key)}
        )
        yield sum(len(text) for text in (told["headline"], told["photos"][0]["caption"], *told["paragraphs"]))
    last = {"headline": told["headline"], "published_at": told["published_at"], "dated": told["published_at"]}
    times = {"first_captured_at": NOW + timedelta(days=1), "last_captured_at": at}
    rows[Article].append({"id": number, "url": url, "state": "live", "versions": len(items), **times, **last})


def write(connection: Connection, rows: dict[type[Base], list[dict[str, Any]]]) -> None:
    for table, added in rows.items():
        connection.execute(insert(table), added)


def index_bytes(engine: Engine) -> int:
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            pages = "SELECT sum(length(block)) FROM article_fts_data"
            return connection.scalar(text(pages)) or 0
        return connection.scalar(text("SELECT pg_total_relation_size('article_fts')")) or 0


def questions(language: Language, chance: random.Random) -> dict[str, Callable[[], Wanted]]:
    """Return kinds of searches; each call gives another of the kind."""
    frequent, usual, rare = language.words[:20], language.words[20:1_000], language.words[1_000:20_000]
    return {
        "one frequent word": lambda: Wanted(text=chance.choice(frequent)),
        "one usual word": lambda: Wanted(text=chance.choice(usual)),
        "one rare word": lambda: Wanted(text=chance.choice(rare)),
        "two frequent words": lambda: Wanted(text=" ".join(chance.sample(frequent, 2))),
        "three words, one frequent": lambda: Wanted(text=" ".join([chance.choice(frequent), *chance.sample(usual, 2)])),
        "three frequent words": lambda: Wanted(text=" ".join(chance.sample(frequent, 3))),
        "a phrase of frequent words": lambda: Wanted(text=f'"{chance.choice(frequent)} {chance.choice(frequent)}"'),
        "frequent, in one category and year": lambda: Wanted(
            text=chance.choice(frequent), category=chance.choice(CATEGORIES), since="2015-01-01", until="2015-12-31"
        ),
        "frequent, the newest first": lambda: Wanted(text=chance.choice(frequent), sort="newest"),
        "frequent, among what was removed": lambda: Wanted(text=chance.choice(frequent), scope="removed"),
        "frequent, as of a time": lambda: Wanted(text=chance.choice(frequent), as_of=NOW + timedelta(days=1.5)),
        "frequent, in all versions": lambda: Wanted(text=chance.choice(frequent), scope="all"),
    }


def measure(engine: Engine, kinds: dict[str, Callable[[], Wanted]], queries: int) -> dict[str, list[tuple[float, float]]]:
    """Return the milliseconds of each search, and those of CPU among them; the first few of a connection left out."""
    took: dict[str, list[tuple[float, float]]] = {kind: [] for kind in kinds}
    with reading(engine) as session:
        for number in range(queries + 3):
            for kind, make in kinds.items():
                wanted = make()
                begun, busy = perf_counter(), process_time()
                search(session, wanted)
                if number >= 3:
                    took[kind].append(((perf_counter() - begun) * 1000, (process_time() - busy) * 1000))
    return took


def report(took: dict[str, list[tuple[float, float]]], engine: Engine, articles: int, size: int, seconds: float) -> str:
    everything = [one for times in list(took.values())[:6] for one in times]
    lines = [
        f"{articles:,} synthetic articles, every tenth with two versions, {size / 1e6:,.0f} MB of text; {_machine(engine)}.",
        "",
        "| search: 20 hits with snippets, total, facets | p50 ms | p99 ms | p50 ms of CPU | p99 ms of CPU |",
        "| --- | --- | --- | --- | --- |",
        *(f"| {kind} | {_middle(times)} |" for kind, times in took.items()),
        f"| all of one to three words (the first six rows) | {_middle(everything)} |",
        "",
        f"The index is {index_bytes(engine) / size:.2f} of the text; it took {seconds / articles * 1e6:,.0f} µs an article.",
    ]
    return "\n".join(lines)


def _machine(engine: Engine) -> str:
    return f"{engine.dialect.name}, {os.cpu_count()} cores, Python {platform.python_version()}"


def _middle(times: list[tuple[float, float]]) -> str:
    cuts = [quantiles(some, n=100, method="inclusive") for some in zip(*times, strict=True)]
    return " | ".join(f"{cut[at]:.1f}" for cut in cuts for at in (49, 98))


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.search", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=200, help="of each kind")
    parser.add_argument("--database", help="an empty PostgreSQL database instead of a new SQLite file")
    parser.add_argument("--write", type=Path, help="write the figures between the markers of this file as well")
    asked = parser.parse_args()
    chance = random.Random(1)
    language = Language(chance)
    with tempfile.TemporaryDirectory(prefix="tubancrawl-search-") as folder:
        place = asked.database or Path(folder) / "archive.db"
        writer = open_database(place)
        size, seconds = fill(writer, asked.articles, language, chance)
        with writer.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            if writer.dialect.name == "postgresql":
                connection.execute(text("ANALYZE"))
        writer.dispose()
        engine = open_database(place, read_only=True)
        took = measure(engine, questions(language, chance), asked.queries)
        told = report(took, engine, asked.articles, size, seconds)
        engine.dispose()
    print(told)
    if asked.write:
        page = asked.write.read_text()
        before, _, rest = page.partition(BEGIN)
        _, _, after = rest.partition(END)
        asked.write.write_text(f"{before}{BEGIN}\n{told}\n{END}{after}")


if __name__ == "__main__":
    main()
