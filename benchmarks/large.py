"""A large synthetic archive, written row by row and not crawled: articles of about 3.5 KB, words as unequal as a language's.

Each article was asked for three times, the last two times answered 304. But every tenth changed a paragraph at the second, and
one of fifty is missing at the third.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from time import process_time
from typing import Any, Final

from sqlalchemy import Engine, insert

from tubancrawl.store.columns import Base
from tubancrawl.store.history import content_digest
from tubancrawl.store.models import Article, Capture, Crawl, Credit, Reading, Turn, Url, Version
from tubancrawl.store.search.index import save_index, stored
from tubancrawl.store.search.words import stem_of

BEGINNING: Final = datetime(2015, 1, 1, tzinfo=UTC)
SEEN_AFTER: Final = (timedelta(), timedelta(days=30), timedelta(days=200))
EDITED, LOST = 10, 50
"""Of so many articles one."""
CATEGORIES: Final = [f"Kategori {number}" for number in range(12)]
FREQUENT: Final = 20
"""Words of a language that are called frequent."""
RARE_CATEGORY: Final = "Langka"
REPORTERS: Final = [f"wartawan{number}" for number in range(40)]

_SYLLABLES: Final = (
    "ba ca da ga ka la ma na pa ra sa ta wa bi di ki li mi ni pi ri si ti bu du ku lu mu nu pu ru su tu an ang er in".split()  # noqa: SIM905 - easier to read
)
_AFFIXES: Final = (("me", "kan"), ("di", ""), ("ber", ""), ("pe", "an"), ("", "nya"))
_PARAGRAPHS: Final = 7
_WORDS: Final = 54
"""Of a paragraph."""
_AT_ONCE: Final = 500


def slug_of(number: int) -> str:
    """Return the slug of an article; the first is number 1."""
    return f"sintetis-{number}"


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
            before, after = chance.choice(_AFFIXES) if inflected else ("", "")
            word = before + "".join(chance.choices(_SYLLABLES, k=chance.randint(2, 3 if inflected else 4))) + after
            if (stem_of(word) != word) == inflected:
                return word


def phrases(language: Language, chance: random.Random) -> dict[str, Callable[[], str]]:
    """Return kinds of one to three words to search for; each call gives others of the kind."""
    frequent, usual, rare = language.words[:FREQUENT], language.words[FREQUENT:1_000], language.words[1_000:20_000]
    return {
        "one frequent word": lambda: chance.choice(frequent),
        "one usual word": lambda: chance.choice(usual),
        "one rare word": lambda: chance.choice(rare),
        "two frequent words": lambda: " ".join(chance.sample(frequent, 2)),
        "three words, one frequent": lambda: " ".join([chance.choice(frequent), *chance.sample(usual, 2)]),
        "three frequent words": lambda: " ".join(chance.sample(frequent, 3)),
    }


@dataclass(frozen=True, slots=True)
class Filled:
    """What an archive was filled with."""

    articles: int
    language: Language
    text_bytes: int
    """Of every version."""
    index_seconds: float
    """CPU that the search index took."""


def fill(engine: Engine, articles: int, chance: random.Random) -> Filled:
    """Write the articles into an empty archive, and the search index by its own writer."""
    language = Language(chance)
    size, seconds = 0, 0.0
    with engine.begin() as connection:
        facts = {
            "id": 1,
            "how": "import",
            "mode": "synthetic",
            "started_at": BEGINNING,
            "reasons": [],
            "figures": {},
            "settings": {},
        }
        connection.execute(insert(Crawl), facts)
    for first in range(1, articles + 1, _AT_ONCE):
        rows: dict[type[Base], list[dict[str, Any]]] = {
            table: [] for table in (Article, Url, Capture, Reading, Version, Credit, Turn)
        }
        for number in range(first, min(first + _AT_ONCE, articles + 1)):
            size += sum(_add(rows, language, chance, number))
        with engine.begin() as connection:
            for table, added in rows.items():
                if added:
                    connection.execute(insert(table), added)
            begun = process_time()
            items = {row["id"]: row["item"] for row in rows[Reading]}
            save_index(connection, stored(connection, [row["id"] for row in rows[Article]]), items, ())
            seconds += process_time() - begun
    return Filled(articles, language, size, seconds)


def _item(language: Language, chance: random.Random, number: int) -> dict[str, Any]:
    return {
        "headline": language.text(9).capitalize(),
        "published_at": (date(2012, 1, 1) + timedelta(days=number % 5000)).isoformat(),
        "dateline": None,
        "paragraphs": [language.text(_WORDS) for _ in range(_PARAGRAPHS)],
        "photos": [{"url": None, "caption": language.text(12), "credit": chance.choice(REPORTERS), "credit_kind": "person"}],
        "byline": {"raw": "", "reporters": [chance.choice(REPORTERS)], "editor": chance.choice(REPORTERS[:5])},
        "categories": [RARE_CATEGORY if number % 5_000 == 0 else chance.choice(CATEGORIES)],
        "tags": [],
        "posted_by": None,
        "event_dates": [],
    }


def _add(rows: dict[type[Base], list[dict[str, Any]]], language: Language, chance: random.Random, number: int) -> Iterator[int]:
    """Add an article; yield the bytes of the text of each of its versions."""
    items = [_item(language, chance, number)]
    if number % EDITED == 0:
        items.append({**items[0], "paragraphs": [*items[0]["paragraphs"][1:], language.text(_WORDS)]})
    begun = BEGINNING + timedelta(minutes=40 * number + 30 * chance.random())
    times = [begun + after for after in SEEN_AFTER]
    lost = chance.randrange(LOST) == 0
    url = f"https://tubankab.go.id/entry/{slug_of(number)}"
    rows[Url].append({"id": number, "url": url, "kind": "article", "discovered_at": begun, "article_id": number, "tries": 0})
    for place, at in enumerate(times):
        key = 3 * number + place
        outcome = "ok" if place < len(items) else "missing" if lost and place == 2 else "not_modified"
        rows[Capture].append(
            {"id": key, "record_id": f"urn:uuid:{key:032x}", "url_id": number, "url": url, "captured_at": at, "outcome": outcome}
            | {"evidence": [], "findings": [], "warc": "synthetic.warc.gz", "warc_offset": 0, "warc_length": 1, "crawl_id": 1}
        )
    for version, told in enumerate(items, 1):
        key = 3 * number + version - 1
        shown = times[version - 1 : version if version < len(items) else len(times) - lost]
        yield _add_version(rows, key, number, version, shown, told)
    if lost:
        rows[Turn].append({"article_id": number, "position": 0, "at": times[-1], "kind": "missing"})
    last = {"headline": items[-1]["headline"], "published_at": items[-1]["published_at"], "dated": items[-1]["published_at"]}
    seen = {"first_captured_at": begun, "last_captured_at": shown[-1], "versions": len(items)}
    rows[Article].append({"id": number, "url": url, "state": "missing" if lost else "live", **seen, **last})


def _add_version(
    rows: dict[type[Base], list[dict[str, Any]]],
    key: int,
    article: int,
    version: int,
    times: list[datetime],
    item: dict[str, Any],
) -> int:
    digest = content_digest(item)
    rows[Reading].append(
        {"id": key, "capture_id": key, "url_id": article, "reader_version": 1, "item": item, "sources": {}, "findings": []}
        | {"content_sha256": digest}
    )
    rows[Version].append(
        {"id": key, "article_id": article, "number": version, "first_captured_at": times[0], "last_captured_at": times[-1]}
        | {"reading_id": key, "content_sha256": digest}
    )
    rows[Credit].append({"version_id": key, "position": 0, "role": "reporter", "name": item["byline"]["reporters"][0]})
    return sum(len(text) for text in (item["headline"], item["photos"][0]["caption"], *item["paragraphs"]))
