"""How fast is a search, and how large its index? On the large synthetic archive.

    python -m benchmarks.search [--articles 100000] [--queries 200] [--database URL] [--write docs/search.md]

A search is all that a reader waits for: 20 hits with snippets, the total and the facets. Of the library, without HTTP; what HTTP
adds is in benchmarks.serving.
"""

import argparse
import os
import platform
import random
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from statistics import quantiles
from time import perf_counter, process_time

from sqlalchemy import Engine, text

from benchmarks.large import BEGINNING, CATEGORIES, EDITED, FREQUENT, Filled, Language, fill, phrases
from tubancrawl.store.database import open_database, reading
from tubancrawl.store.search import Wanted, search

BEGIN, END = "<!-- measured -->", "<!-- /measured -->"


def index_bytes(engine: Engine) -> int:
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            pages = "SELECT sum(length(block)) FROM article_fts_data"
            return connection.scalar(text(pages)) or 0
        return connection.scalar(text("SELECT pg_total_relation_size('article_fts')")) or 0


def questions(language: Language, chance: random.Random) -> dict[str, Callable[[], Wanted]]:
    """Return kinds of searches, those of `phrases` first; each call gives another of the kind."""
    frequent = language.words[:FREQUENT]

    def of_words(make: Callable[[], str]) -> Callable[[], Wanted]:
        return lambda: Wanted(text=make())

    return {
        **{kind: of_words(make) for kind, make in phrases(language, chance).items()},
        "a phrase of frequent words": lambda: Wanted(text=f'"{chance.choice(frequent)} {chance.choice(frequent)}"'),
        "frequent, in one category and year": lambda: Wanted(
            text=chance.choice(frequent), category=chance.choice(CATEGORIES), since="2015-01-01", until="2015-12-31"
        ),
        "frequent, the newest first": lambda: Wanted(text=chance.choice(frequent), sort="newest"),
        "frequent, among what was removed": lambda: Wanted(text=chance.choice(frequent), scope="removed"),
        "frequent, as of a time": lambda: Wanted(text=chance.choice(frequent), as_of=BEGINNING + timedelta(days=2_000)),
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


def report(took: dict[str, list[tuple[float, float]]], engine: Engine, filled: Filled) -> str:
    micro = filled.index_seconds / filled.articles * 1e6
    everything = [one for times in list(took.values())[:6] for one in times]
    lines = [
        f"{described(filled)}; {machine(engine.dialect.name)}.",
        "",
        "| search: 20 hits with snippets, total, facets | p50 ms | p99 ms | p50 ms of CPU | p99 ms of CPU |",
        "| --- | --- | --- | --- | --- |",
        *(f"| {kind} | {_middle(times)} |" for kind, times in took.items()),
        f"| all of one to three words (the first six rows) | {_middle(everything)} |",
        "",
        f"The index is {index_bytes(engine) / filled.text_bytes:.2f} of the text; it took {micro:,.0f} µs an article.",
    ]
    return "\n".join(lines)


def described(filled: Filled) -> str:
    """Return what was measured on, for a table's first line."""
    each = filled.text_bytes / (filled.articles + filled.articles // EDITED) / 1000
    return f"{filled.articles:,} synthetic articles of {each:.1f} KB of text, one of {EDITED} with two versions"


def machine(database: str) -> str:
    return f"{database}, {os.cpu_count()} cores, Python {platform.python_version()}"


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
    with tempfile.TemporaryDirectory(prefix="tubancrawl-search-") as folder:
        place = asked.database or Path(folder) / "archive.db"
        writer = open_database(place)
        chance = random.Random(1)
        filled = fill(writer, asked.articles, chance)
        with writer.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            if writer.dialect.name == "postgresql":
                connection.execute(text("ANALYZE"))
        writer.dispose()
        engine = open_database(place, read_only=True)
        took = measure(engine, questions(filled.language, chance), asked.queries)
        told = report(took, engine, filled)
        engine.dispose()
    publish(told, asked.write)


def publish(told: str, page: Path | None) -> None:
    """Print what was measured, and put it between the markers of a page."""
    print(told)
    if page:
        before, _, rest = page.read_text().partition(BEGIN)
        _, _, after = rest.partition(END)
        page.write_text(f"{before}{BEGIN}\n{told}\n{END}{after}")


if __name__ == "__main__":
    main()
