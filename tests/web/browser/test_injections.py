"""Six hundred strings that would run a script, in every field and every question: Chromium runs none of them. Synthetic.

Every thirtieth is tried each time; `pytest -m sweep tests/web` tries them all, in some minutes.
"""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from playwright.sync_api import Browser

from tests.access.serving import Served, served
from tests.scripting import moment
from tests.static_site import Answer, serve_answers
from tests.store.making import Archive, day
from tests.web.chromium import Seen, chromium, watched  # noqa: F401 - a fixture
from tests.web.injections import INJECTIONS
from tubancrawl.access import addresses
from tubancrawl.access.original.addresses import path_to
from tubancrawl.items import Byline, Dateline, EventDate, Photo
from tubancrawl.store.database import open_database, reading
from tubancrawl.store.reader import list_articles

pytestmark = pytest.mark.needs_chromium

FIELDS = 20
COUNTS = "window.__ran = []; window.ran = number => window.__ran.push(number)"


def item(strings: Iterator[str]) -> dict[str, object]:
    """Return an article each of whose fields is the next string; there are FIELDS of them, those of the capture included."""
    return {
        "headline": next(strings),
        "paragraphs": [next(strings), f"Panen raya {next(strings)} di desa.", next(strings)],
        "photos": [
            Photo(
                url=f"https://tubankab.go.id/files/{quote(next(strings))}",
                caption=next(strings),
                credit=next(strings),
                credit_kind="person",
            )
        ],
        "byline": Byline(raw=next(strings), reporters=[next(strings), next(strings)], editor=next(strings)),
        "categories": [next(strings), next(strings)],
        "tags": [next(strings)],
        "posted_by": next(strings),
        "dateline": Dateline(source=next(strings), place=next(strings)),
        "event_dates": [EventDate(text=next(strings), start="2026-02-25", weekday_ok=False)],
        "findings": [next(strings)],
        "sources": {"headline": next(strings)},
    }


@dataclass(frozen=True)
class Laden:
    """An archive in which every text is one of the strings, served, and the paths of all its pages."""

    strings: Sequence[str]
    room: Served
    paths: Sequence[str]


def lade(folder: Path, strings: Sequence[str]) -> list[str]:
    """Fill an archive through the real store; the strings come into the fields in turn, others in each version."""
    engine = open_database(folder / "archive.db")
    archive = Archive(engine)
    archive.begin()
    turning = cycle(strings)
    next(turning)
    for number in range(-(-len(strings) // FIELDS) + 1):
        slug = quote(strings[number % len(strings)].replace("/", ""), safe="")
        for version in range(2):
            taken = {
                "evidence": (next(turning),),
                "etag": next(turning),
                "ip": next(turning),
                "url": f"https://tubankab.go.id/entry/{slug}-{number}",
            }
            archive.read(f"/entry/{slug}-{number}", day(number + version / 4), of=taken, **item(turning))
        # One more step, so that no field meets the same strings again.
        next(turning)
    archive.answer("/entry/hilang", day(99), "missing", http_status=404, findings=[next(turning)], evidence=(next(turning),))
    archive.finish(verdict="bad")
    with reading(engine) as session:
        urls = [article["url"] for article in list_articles(session)]
    engine.dispose()
    return urls


def paths_of(urls: Sequence[str], strings: Sequence[str]) -> Iterator[str]:
    yield from ("/", "/changes", "/calendar/2026", "/calendar/2026/03/01", "/people", "/people?role=photographer", "/coverage")
    yield from ("/feeds/new.atom", "/feeds/changes.atom", "/api/v1/articles", "/openapi.json")
    for url in urls:
        yield from (addresses.article_path(url), addresses.version_path(url, 1), addresses.history_path(url))
        yield from (addresses.compare_path(url, 1, 2), addresses.compare_path(url, 1, 2, side=True))
    for four in (strings[at : at + 4] for at in range(0, len(strings), 4)):
        a, b, c, d = islice(cycle(four), 4)
        yield addresses.with_query("/search", {"q": a, "category": b, "reporter": c, "photographer": d})
        yield addresses.with_query("/search", {"q": "panen", "after": a, "scope": b, "sort": c, "lang": d})
        yield addresses.with_query("/search", {"since": a, "until": b, "as_of": c, "state": d})
        yield addresses.with_query("/changes", {"category": a, "reporter": b, "after": c, "kind": d})
        yield f"/articles/{quote(a, safe='')}"
        yield addresses.person_path("reporter", b)
        yield f"/people/{quote(c, safe='')}/x"
        yield f"/pictures/{quote(d, safe='')}"
        yield f"/calendar/{quote(a, safe='')}"
        yield f"/{quote(b)}?{urlencode({c: d})}"


SHARES = [pytest.param(30, id="every thirtieth"), pytest.param(1, id="all", marks=pytest.mark.sweep)]


@pytest.fixture(scope="module", params=SHARES)
def laden(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laden]:
    strings = INJECTIONS[:: request.param]
    folder = tmp_path_factory.mktemp("laden")
    urls = lade(folder, strings)
    with served(folder, "--quiet", "--rate", "0") as room:
        yield Laden(strings, room, list(paths_of(urls, strings)))


@pytest.fixture
def seen(chromium: Browser) -> Iterator[Seen]:  # noqa: F811 - pytest's way to ask for it
    with closing(chromium.new_context()) as context:
        context.add_init_script(COUNTS)
        with watched(context) as seen:
            yield seen


def did(seen: Seen, address: str) -> list[str]:
    """Open an address, move about, and return what it did that text does not do."""
    del seen.asked[:], seen.dialogs[:], seen.violations[:]
    answer = seen.page.goto(address, wait_until="load")
    seen.page.mouse.move(200, 200)
    origin = "/".join(address.split("/")[:3])
    found = [f"ran {seen.page.evaluate('window.__ran')}"] if seen.page.evaluate("window.__ran.length") else []
    found += [f"dialog {text}" for text in seen.dialogs]
    found += [f"violation {text}" for text in seen.violations]
    found += [f"asked {url}" for url in seen.asked if not url.startswith(origin)]
    found += [f"went to {seen.page.url}"] if not seen.page.url.startswith(origin) else []
    found += [f"status {answer.status}"] if answer is not None and answer.status >= 500 and answer.status != 502 else []
    return [f"{address}: {line}" for line in found]


def test_there_are_six_hundred_different_ones() -> None:
    assert len(set(INJECTIONS)) == 600


def test_the_referee_sees_them_run_where_nothing_is_escaped(seen: Seen) -> None:
    ways = [string for string in INJECTIONS[:300:5] if "http" not in string and "javascript" not in string]
    page = Answer(f"<!DOCTYPE html><title>x</title>{'<hr>'.join(ways)}".encode())
    alerting = Answer(f"<!DOCTYPE html><title>x</title>{INJECTIONS[2]}".encode())
    with serve_answers(lambda path, _: {"/": page, "/alert": alerting}.get(path)) as site:
        [ran] = [line for line in did(seen, f"{site.url}/") if ": ran" in line]
        assert ran.count(",") > 10
        assert any("dialog" in line for line in did(seen, f"{site.url}/alert"))


def test_no_page_runs_any_of_them(seen: Seen, laden: Laden) -> None:
    found, bare = [], []
    for path in laden.paths:
        found += did(seen, laden.room.room + path)
        if "/versions/" in path or "/compare/" in path:
            bare += [] if "ran(" in seen.page.inner_text("main") else [path]
    assert found == []
    assert bare == [], "pages without the strings prove nothing"
    assert laden.room.errors == []


def test_no_notice_of_the_second_origin_runs_any_of_them(seen: Seen, laden: Laden) -> None:
    origin = laden.room.original
    for string in laden.strings[::8]:
        for path in (
            path_to(moment(0), f"https://tubankab.go.id/entry/{string}"),
            f"/2026/{quote(string, safe='')}",
            f"/{quote(string, safe='')}",
            f"/warc/{quote(string, safe='')}",
            f"/picture/{quote(string, safe='')}",
        ):
            assert did(seen, origin + path) == []
