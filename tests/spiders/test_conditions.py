"""How servers answer a request under conditions, truthful ones and others; over real sockets. All pages are synthetic."""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.crawling import Crawled, crawl
from tests.exports import articles
from tests.static_site import Answer, Find, StaticSite, serve_answers
from tests.test_bad_input import PARAGRAPHS, page
from tubancrawl.capture.warc import StoredExchange, iter_stored
from tubancrawl.cli.archive import ArchiveOptions
from tubancrawl.parsing import READER_VERSION
from tubancrawl.store.status import status_json

PATH = "/entry/panen-raya"
HTML = {"Content-Type": "text/html; charset=utf-8"}
OLD, NEW = "Wed, 18 Jul 2018 02:00:00 GMT", "Thu, 19 Jul 2018 02:00:00 GMT"
NOT_MODIFIED = Answer(status=304)


def edition(number: int, **headers: str) -> Answer:
    body = page(*PARAGRAPHS, f"Ini laporan edisi ke-{number} dari panen raya di desa tersebut, demikian disampaikan panitia.")
    return Answer(body.encode(), headers={**HTML, **{name.replace("_", "-"): value for name, value in headers.items()}})


@dataclass
class Visits:
    """Crawls of listed addresses, again and again, into one archive."""

    folder: Path
    site: StaticSite
    paths: tuple[str, ...] = (PATH,)
    crawls: list[Crawled] = field(default_factory=list)

    def visit(self, times: int = 1, **settings: Any) -> None:
        listed = self.folder / "urls.txt"
        listed.write_text("".join(f"https://tubankab.go.id{path}\n" for path in self.paths))
        for _ in range(times):
            self.crawls.append(
                crawl(self.folder / "archive", urls=listed, CONNECT_TO=f"tubankab.go.id={self.site.url}", **settings)
            )

    @property
    def outcomes(self) -> list[str]:
        return [outcome for crawled in self.crawls for outcome in crawled.outcomes]

    @property
    def conditions(self) -> list[tuple[str | None, str | None]]:
        """If-None-Match and If-Modified-Since of each request for a page."""
        asked = zip(self.site.asked, self.site.headers, strict=True)
        return [(sent.get("if-none-match"), sent.get("if-modified-since")) for path, sent in asked if path != "/robots.txt"]

    @property
    def kept(self) -> list[StoredExchange]:
        return [one for one in iter_stored(self.folder / "archive" / "warc") if not one.url.endswith("/robots.txt")]

    @property
    def kinds(self) -> list[str]:
        return [one.kind for one in self.kept]


@contextmanager
def visiting(folder: Path, answer: Find, *paths: str) -> Iterator[Visits]:
    def find(path: str, headers: Mapping[str, str]) -> Answer | None:
        return None if path == "/robots.txt" else answer(path, headers)

    with serve_answers(find) as site:
        yield Visits(folder, site, paths or (PATH,))


def test_a_server_that_knows_dates_alone_is_asked_by_date(tmp_path: Path) -> None:
    def answer(_: str, headers: Mapping[str, str]) -> Answer:
        return NOT_MODIFIED if headers.get("if-modified-since") == OLD else edition(1, Last_Modified=OLD)

    with visiting(tmp_path, answer) as visits:
        visits.visit(2)
    assert visits.conditions == [(None, None), (None, OLD)]
    assert (visits.outcomes, visits.kinds) == (["ok", "not_modified"], ["response", "revisit"])


@pytest.mark.parametrize("etag", ['W/"a"', '"a"', "a-without-quotes"])
def test_both_validators_are_sent_as_they_came(tmp_path: Path, etag: str) -> None:
    def answer(_: str, headers: Mapping[str, str]) -> Answer:
        return NOT_MODIFIED if headers.get("if-none-match") == etag else edition(1, ETag=etag, Last_Modified=OLD)

    with visiting(tmp_path, answer) as visits:
        visits.visit(2)
    assert visits.conditions[1] == (etag, OLD)
    assert visits.outcomes == ["ok", "not_modified"]


@pytest.mark.parametrize("etag", ['"caf\xe9"', '"' + "a" * 300 + '"', '"a\tb"'], ids=["latin", "long", "tab"])
def test_a_validator_that_is_no_plain_word_is_not_sent_back(tmp_path: Path, etag: str) -> None:
    with visiting(tmp_path, lambda _, headers: edition(1, ETag=etag, Last_Modified=OLD)) as visits:
        visits.visit(2)
    assert visits.conditions[1] == (None, OLD)


def test_an_etag_that_changes_under_an_equal_page_is_the_next_one_sent(tmp_path: Path) -> None:
    numbers = iter(range(10))
    with visiting(tmp_path, lambda _, headers: edition(1, ETag=f'"{next(numbers)}"')) as visits:
        visits.visit(3)
    assert [etag for etag, _ in visits.conditions] == [None, '"0"', '"1"']
    assert visits.kinds == ["response", "revisit", "revisit"]
    assert len(articles(tmp_path / "archive")) == 1


def test_a_changed_page_is_a_version_and_what_later_answers_refer_to(tmp_path: Path) -> None:
    editions = iter([edition(1, ETag='"1"'), edition(2, ETag='"2"'), edition(2, ETag='"2"'), NOT_MODIFIED])
    with visiting(tmp_path, lambda _, headers: next(editions)) as visits:
        visits.visit(4)
    assert visits.kinds == ["response", "response", "revisit", "revisit"]
    second = visits.kept[1].record_id
    assert [one.refers_to and one.refers_to.record_id for one in visits.kept] == [None, None, second, second]
    assert len(articles(tmp_path / "archive")) == 2


def test_a_304_that_nobody_asked_for_makes_no_article_and_no_condition(tmp_path: Path) -> None:
    with visiting(tmp_path, lambda _, headers: NOT_MODIFIED) as visits:
        visits.visit(2)
    assert visits.conditions == [(None, None)] * 2
    assert (visits.outcomes, visits.kinds) == (["not_modified"] * 2, ["response"] * 2)
    assert articles(tmp_path / "archive") == []


def test_after_a_failure_the_page_itself_is_asked_for_in_the_same_crawl_too(tmp_path: Path) -> None:
    answers = iter([edition(1, ETag='"1"'), Answer(status=503), Answer(status=503), edition(1, ETag='"1"'), NOT_MODIFIED])
    with visiting(tmp_path, lambda _, headers: next(answers)) as visits:
        visits.visit()
        visits.visit(RETRY_TIMES=1)
        visits.visit(2)
    assert [etag for etag, _ in visits.conditions] == [None, '"1"', None, None, '"1"']
    assert visits.kinds == ["response"] * 3 + ["revisit"] * 2


def test_another_address_gets_neither_conditions_nor_original_of_the_one_that_led_there(tmp_path: Path) -> None:
    moved = Answer(status=302, headers={"Location": "/entry/lain"})
    answers = iter([edition(1, ETag='"1"'), moved, edition(1, ETag='"1"')])
    with visiting(tmp_path, lambda _, headers: next(answers)) as visits:
        visits.visit(2)
    assert [etag for etag, _ in visits.conditions] == [None, '"1"', None]
    assert visits.kinds == ["response"] * 3


def test_a_photo_is_asked_for_under_conditions_too(tmp_path: Path) -> None:
    photo = Answer(b"\xff\xd8\xff" + b"\0" * 2000, headers={"Content-Type": "image/jpeg", "ETag": '"p"'})
    with visiting(
        tmp_path, lambda _, headers: NOT_MODIFIED if "if-none-match" in headers else photo, "/files/2018-07/panen.jpg"
    ) as visits:
        visits.visit(2)
    assert (visits.outcomes, visits.kinds) == (["ok", "not_modified"], ["response", "revisit"])


def test_unmodified_articles_are_counted_in_the_figures_and_the_crawl_is_trusted(tmp_path: Path) -> None:
    with visiting(
        tmp_path, lambda _, headers: NOT_MODIFIED if "if-none-match" in headers else edition(1, ETag='"1"'), PATH, f"{PATH}-2"
    ) as visits:
        visits.visit(2)
    with ArchiveOptions(tmp_path / "archive", None).reading() as session:
        status = status_json(session, now=datetime.now(UTC), reader_version=READER_VERSION)
    figures = status["crawls"][0]["figures"]
    assert figures == {"outcomes": {"not_modified": 2}, "articles": 0, "unmodified": 2, "errors": 0, "listed": {}}
    assert (visits.crawls[1].verdict, status["captures"]["not_modified"], status["due"]) == ("trusted", 2, {})


Lie = Callable[[random.Random, bool], bool]
LIES: list[Lie] = [
    lambda chance, changed: True,  # 304 to whoever asks under a condition
    lambda chance, changed: chance.random() < 0.8,  # whatever was changed
    lambda chance, changed: changed,  # 304 just when the page did change
    lambda chance, changed: not changed,  # the truth
]
SEQUENCES, VISITS, STALE_VISITS = 100, 12, 10


def test_a_server_that_lies_is_believed_for_fewer_than_ten_visits(tmp_path: Path) -> None:
    """F30: 100 sequences of edits and lies; what is kept is never older than ten visits, and every edition seen is a version."""
    chance = random.Random(30)
    paths = [f"/entry/panen-ke-{number}" for number in range(SEQUENCES)]
    now = dict.fromkeys(paths, 0)
    sent: dict[str, list[int | None]] = defaultdict(list)

    def answer(path: str, headers: Mapping[str, str]) -> Answer:
        number = paths.index(path)
        dice = random.Random(f"{number} {len(sent[path])}")
        seen = [one for one in sent[path] if one is not None]
        if seen and dice.random() < 0.4:
            now[path] += 1
        conditional = "if-none-match" in headers or "if-modified-since" in headers
        lies = conditional and LIES[number % len(LIES)](dice, bool(seen) and now[path] != seen[-1])
        sent[path].append(None if lies else now[path])
        validators = {"ETag": '"always"'} if number % 3 else {"Last_Modified": OLD}
        return NOT_MODIFIED if lies else edition(now[path], **validators)

    with visiting(tmp_path, answer, *chance.sample(paths, len(paths))) as visits:
        visits.visit(VISITS, CONCURRENT_REQUESTS_PER_DOMAIN=8)

    assert {len(seen) for seen in sent.values()} == {VISITS}
    stale = [max(len(run) for run in _runs_of_none(seen)) for seen in sent.values()]
    assert max(stale) == STALE_VISITS - 1
    profiles = {one.records[0].get("WARC-Profile").rpartition("/")[2] for one in visits.kept if b" 304 " in one.response[:16]}
    assert profiles == {"server-not-modified"}
    versions = defaultdict(list)
    for article in articles(tmp_path / "archive", times=True):
        versions[article["url"].removeprefix("https://tubankab.go.id")].append(article["version"])
    assert {path: len(found) for path, found in versions.items()} == {path: _editions(seen) for path, seen in sent.items()}


def _runs_of_none(seen: list[int | None]) -> list[list[None]]:
    runs: list[list[None]] = [[]]
    for one in seen:
        if one is None:
            runs[-1].append(None)
        else:
            runs.append([])
    return runs


def _editions(seen: list[int | None]) -> int:
    return len({one for one in seen if one is not None})
