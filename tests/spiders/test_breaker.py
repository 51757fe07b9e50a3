"""A site that refuses or fails is left alone, tried with one page, and at last given up; nothing is taken for gone."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Any

import pytest

from tests.crawling import Crawled, crawl
from tests.exports import articles
from tests.parsing.no_articles import BLOCKED, MAINTENANCE
from tests.site.traps import ARTICLES, Asked, real
from tests.static_site import Answer, StaticSite, serve_found
from tubancrawl.parsing import READER_VERSION
from tubancrawl.pauses import retry_after
from tubancrawl.spiders.breaker import Breaker
from tubancrawl.store.database import open_database, reading
from tubancrawl.store.status import status_json

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def breaker(clock: Clock, **changes: float) -> Breaker:
    known = {"limit": 5, "first_pause": 30.0, "longest_pause": 600.0, "pauses": 4, **changes}
    return Breaker(
        limit=int(known["limit"]),
        first_pause=known["first_pause"],
        longest_pause=known["longest_pause"],
        pauses=int(known["pauses"]),
        clock=clock,
        jitter=lambda low, high: (low + high) / 2,
    )


def bad(one: Breaker, times: int, pause: float | None = None) -> None:
    for _ in range(times):
        one.heard(bad=True, retry_after=pause)


def test_five_bad_answers_in_a_row_open_it_and_four_do_not() -> None:
    one = breaker(Clock())
    bad(one, 4)
    assert one.is_closed
    one.heard(bad=False)
    bad(one, 4)
    assert one.is_closed
    bad(one, 1)
    assert (one.is_closed, one.seconds_left(), one.needs_canary) == (False, 30.0, True)


def test_answers_that_were_under_way_make_no_second_pause() -> None:
    one = breaker(Clock())
    bad(one, 12)
    assert one.taken == [30.0]


def test_pauses_double_until_it_gives_up() -> None:
    clock = Clock()
    one = breaker(clock)
    bad(one, 5)
    while one.refusal is None:
        clock.now += one.seconds_left()
        one.tried(bad=True)
    assert one.taken == [30.0, 60.0, 120.0, 240.0]
    assert one.refusal == "4 pauses in a row brought no good answer"


def test_a_good_canary_closes_it_and_the_next_pause_is_short_again() -> None:
    clock = Clock()
    one = breaker(clock)
    bad(one, 5)
    one.tried(bad=True)
    one.tried(bad=False)
    assert one.is_closed
    bad(one, 5)
    assert one.taken == [30.0, 60.0, 30.0]


def test_a_site_of_which_the_canary_alone_answers_is_given_up_too() -> None:
    one = breaker(Clock())
    for _ in range(100):
        bad(one, 5)
        if one.refusal:
            break
        one.tried(bad=False)
    assert one.refusal == "20 pauses, and it answers badly again"


def test_pauses_are_of_no_fixed_length() -> None:
    found = set()
    for _ in range(20):
        one = Breaker(limit=1, first_pause=30, longest_pause=600, pauses=4, clock=Clock())
        bad(one, 1)
        found.add(one.taken[0])
    assert len(found) > 10
    assert all(22.5 <= pause <= 37.5 for pause in found)


@pytest.mark.parametrize(("asked", "taken"), [(5.0, 30.0), (90.0, 90.0), (None, 30.0)])
def test_a_pause_is_at_least_what_the_site_asks_for(asked: float | None, taken: float) -> None:
    one = breaker(Clock())
    bad(one, 4)
    bad(one, 1, asked)
    assert one.taken == [taken]


def test_one_answer_that_asks_for_a_pause_gets_it_without_a_canary() -> None:
    one = breaker(Clock())
    bad(one, 1, 90.0)
    one.rest(90.0)
    assert (one.seconds_left(), one.needs_canary) == (90.0, False)


def test_one_answer_that_asks_for_more_than_a_crawl_waits_stops_nothing_and_five_end_it() -> None:
    one = breaker(Clock())
    one.rest(86_400.0)
    bad(one, 4, 86_400.0)
    assert one.is_closed
    bad(one, 1, 86_400.0)
    assert one.refusal == "it asks to be left alone for 86400 s, and a crawl waits 600 s at most"


@pytest.mark.parametrize(
    ("said", "date", "seconds"),
    [
        ("120", None, 120.0),
        (" 0 ", None, 0.0),
        ("Sun, 01 Mar 2026 12:02:00 GMT", None, 120.0),
        ("Sun, 01 Mar 2026 12:02:00 GMT", "Sun, 01 Mar 2026 12:01:30 GMT", 30.0),
        ("Sun, 01 Mar 2026 11:00:00 GMT", None, 0.0),
        ("Sunday, 01-Mar-26 12:02:00 GMT", None, 120.0),
        ("soon", None, None),
        ("-5", None, None),
        ("1e9", None, None),
        ("Sun, 01 Mar 2026 12:02:00 +99999999999999999999", None, None),
        ("9" * 400, None, float("inf")),
        ("", None, None),
        (None, None, None),
    ],
)
def test_retry_after_is_read_in_seconds_and_as_a_date(said: str | None, date: str | None, seconds: float | None) -> None:
    assert retry_after(said, date, NOW) == seconds


class Failing:
    """The site proper, of which all but robots.txt answers badly while `is_bad` says so of the number of answers so far."""

    def __init__(self, answers: tuple[Answer, ...], is_bad: Callable[[int], bool]) -> None:
        self.answers, self.is_bad = cycle(answers), is_bad
        self.times: list[float] = []
        self.lock = Lock()

    def __call__(self, target: str) -> Answer | None:
        if target == "/robots.txt":
            return None
        with self.lock:
            self.times.append(monotonic())
            number = len(self.times)
            return next(self.answers) if self.is_bad(number) else real(Asked.of(target))


def run(archive: Path, site: Callable[[str], Answer | None], **settings: Any) -> tuple[Crawled, StaticSite]:
    with serve_found(site) as served:
        return crawl(archive, mode="all", CONNECT_TO=f"tubankab.go.id={served.url}", **settings), served


def reasons(archive: Path) -> str:
    engine = open_database(archive / "archive.db", read_only=True)
    with reading(engine) as session:
        said = status_json(session, now=NOW, reader_version=READER_VERSION)["crawls"][0]["reasons"]
    engine.dispose()
    return "; ".join(said)


STATUSES = (401, 403, 408, 425, 429, 451, 500, 502, 503, 504, 520, 522)
PAGES = dict((*MAINTENANCE, *BLOCKED))
BAD: dict[str, tuple[Answer, ...]] = {
    "statuses": tuple(Answer(b"<h1>no</h1>", status) for status in STATUSES),
    "503": (Answer(b"busy", 503, {"Retry-After": "0"}),),
    "challenge": (Answer(PAGES["cloudflare-js"].encode(), 403), Answer(PAGES["cloudflare-js"].encode())),
    "maintenance": (Answer(PAGES["id-plain"].encode()),),
    "internet-positif": (Answer(PAGES["internet-positif"].encode()),),
    "empty": (Answer(b""),),
}


@pytest.fixture(scope="module")
def well(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the whole site, crawled while it was well. Copy it."""
    archive = tmp_path_factory.mktemp("well") / "archive"
    run(archive, Failing((Answer(),), lambda _: False))
    return archive


@pytest.mark.parametrize("kind", BAD)
def test_a_site_that_answers_badly_for_good_is_given_up_and_nothing_is_gone(well: Path, tmp_path: Path, kind: str) -> None:
    archive = shutil.copytree(well, tmp_path / "a")
    kept = articles(archive)
    assert len(kept) == ARTICLES
    site = Failing(BAD[kind], lambda _: True)
    crawled, served = run(archive, site, PAUSES=2, PAUSE_FIRST=0.001, CONCURRENT_REQUESTS=1)
    assert crawled.verdict == "bad"
    assert "the site refused: 2 pauses in a row brought no good answer; what was not asked stays due" in reasons(archive)
    assert len(served.asked) <= 18
    after = articles(archive)
    assert [(a["headline"], a["version"], a["content_sha256"]) for a in after] == [
        (a["headline"], a["version"], a["content_sha256"]) for a in kept
    ]
    assert "gone" not in {a["state"] for a in after}


def test_a_site_that_recovers_is_crawled_to_its_end_and_the_pause_is_told(tmp_path: Path) -> None:
    site = Failing(BAD["503"], lambda number: 6 <= number <= 12)
    _, served = run(tmp_path / "a", site, PAUSE_FIRST=0.05, RETRY_TIMES=1, CONCURRENT_REQUESTS=1)
    assert len(articles(tmp_path / "a")) >= ARTICLES - 5
    canaries = served.asked.count("/") - 1
    assert 1 <= canaries <= 4
    assert f"paused {canaries} times" in reasons(tmp_path / "a")
    assert "the site refused" not in reasons(tmp_path / "a")


def test_a_retry_after_is_waited_for_before_anything_else_is_asked(tmp_path: Path) -> None:
    busy = Answer(b"busy", 429, {"Retry-After": "1"})
    site = Failing((busy,), lambda number: number == 4)
    crawled, _ = run(tmp_path / "a", site, RETRY_TIMES=1, CONCURRENT_REQUESTS=1)
    assert site.times[4] - site.times[3] >= 0.95
    assert crawled.verdict == "trusted"


def test_what_was_not_asked_is_asked_by_the_next_crawl(tmp_path: Path) -> None:
    site = Failing(BAD["statuses"], lambda number: number > 8)
    run(tmp_path / "a", site, PAUSES=1, PAUSE_FIRST=0.001, CONCURRENT_REQUESTS=1)
    assert len(articles(tmp_path / "a")) < ARTICLES
    with serve_found(lambda target: real(Asked.of(target))) as served:
        crawl(tmp_path / "a", mode="due", CONNECT_TO=f"tubankab.go.id={served.url}")
    assert len(articles(tmp_path / "a")) >= ARTICLES - 6
