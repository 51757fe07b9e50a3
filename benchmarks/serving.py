"""How long does a reader wait for a page, or a program for JSON? On the large synthetic archive, one request at a time.

    python -m benchmarks.serving [--articles 100000] [--requests 300] [--write docs/serving.md]

The server is `tubancrawl serve` in a process of its own. Each kind of request is asked for in turn with another article or other
words each time, so that nothing is answered twice.
"""

import argparse
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from time import perf_counter
from urllib.parse import urlencode

import httpx

from benchmarks.contestants import BIN
from benchmarks.large import CATEGORIES, EDITED, REPORTERS, Filled, Language, fill, phrases, slug_of
from benchmarks.search import described, machine, publish
from tests.services import free_port, running
from tubancrawl.store.database import open_database


@contextmanager
def serving(archive: Path) -> Iterator[httpx.Client]:
    """Serve an archive until the block ends; yield a client of the reading room."""
    port, original = free_port(), free_port()
    words = ["serve", "--port", str(port), "--original-port", str(original), "--rate", "0", "--quiet"]
    command = [str(BIN / "tubancrawl"), "--archive", str(archive), *words]
    with (
        running(command, port=port, cwd=archive, log=archive / "serve.log"),
        httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client,
    ):
        yield client


def requests(language: Language, chance: random.Random, articles: int) -> dict[str, Callable[[], str]]:
    """Return kinds of addresses; each call gives another of the kind."""
    words = list(phrases(language, chance).values())

    def searched() -> str:
        return chance.choice(words)()

    def slug() -> str:
        return slug_of(chance.randint(1, articles))

    def edited() -> str:
        return slug_of(EDITED * chance.randint(1, articles // EDITED))

    def asked(path: str, **parameters: str) -> str:
        return f"{path}?{urlencode(parameters)}"

    return {
        "front page": lambda: "/",
        "article": lambda: f"/articles/{slug()}",
        "article of two versions": lambda: f"/articles/{edited()}",
        "two versions compared": lambda: f"/articles/{edited()}/compare/1/2",
        "changes, of a reporter": lambda: asked("/changes", reporter=chance.choice(REPORTERS)),
        "changes, of a category": lambda: asked("/changes", category=chance.choice(CATEGORIES)),
        "search page of one to three words": lambda: asked("/search", q=searched()),
        "JSON: a search of one to three words": lambda: asked("/api/v1/search", q=searched()),
        "JSON: an article": lambda: f"/api/v1/articles/{slug()}",
        "JSON: its history": lambda: f"/api/v1/articles/{edited()}/history",
        "JSON: 20 articles of a category": lambda: asked("/api/v1/articles", category=chance.choice(CATEGORIES)),
    }


def measure(client: httpx.Client, kinds: dict[str, Callable[[], str]], rounds: int) -> dict[str, list[float]]:
    """Return the milliseconds of each request, from asking to the last byte; the first few left out."""
    took: dict[str, list[float]] = {kind: [] for kind in kinds}
    for number in range(rounds + 5):
        for kind, address in kinds.items():
            url = address()
            begun = perf_counter()
            answer = client.get(url)
            milliseconds = (perf_counter() - begun) * 1000
            if answer.status_code != 200:
                sys.exit(f"benchmarks: {url}: expected 200, found {answer.status_code}")
            if number >= 5:
                took[kind].append(milliseconds)
    return took


def report(took: dict[str, list[float]], filled: Filled) -> str:
    lines = [
        f"{described(filled)}; {machine('sqlite')}; from asking to the last byte, one request at a time.",
        "",
        "| request | p50 ms | p99 ms |",
        "| --- | --- | --- |",
    ]
    for kind, times in took.items():
        cuts = quantiles(times, n=100, method="inclusive")
        lines.append(f"| {kind} | {cuts[49]:.1f} | {cuts[98]:.1f} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.serving", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--requests", type=int, default=300, help="of each kind")
    parser.add_argument("--write", type=Path, help="write the figures between the markers of this file as well")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tubancrawl-serving-") as folder:
        chance = random.Random(1)
        engine = open_database(Path(folder) / "archive.db")
        filled = fill(engine, asked.articles, chance)
        engine.dispose()
        with serving(Path(folder)) as client:
            took = measure(client, requests(filled.language, chance, asked.articles), asked.requests)
    publish(report(took, filled), asked.write)


if __name__ == "__main__":
    main()
