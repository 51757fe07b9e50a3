"""Memento: the right state of the right page for any time, by the rules of RFC 7089."""

import random
import re
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any

import pytest

from tests.api.asking import ROOM, SECOND_ORIGIN, Asker, expect_problem
from tests.store.making import Archive, day, url
from tubancrawl.store.database import reading
from tubancrawl.store.mementos import captures_as_mementos

ROOT = "https://tubankab.go.id/"
MOVED = "https://tubankab.go.id/entries/festval-layang-layang-ramaikan-pantai-panyuran"
EDITED = "https://tubankab.go.id/entry/jadwal-pemadaman-listrik-tiga-kecamatan-diumumkan"
LINK = re.compile(r'<([^>]*)>; rel="([^"]*)"(?:; type="[^"]*")?(?:; from="[^"]*"; until="[^"]*")?(?:; datetime="([^"]*)")?')


def http_date(moment: datetime) -> str:
    return format_datetime(moment, usegmt=True)


def links(text: str) -> dict[str, tuple[str, datetime | None]]:
    """Return relation -> address and time; for several mementos without a place of their own, the last."""
    found = {}
    for address, relations, at in LINK.findall(text):
        for relation in relations.split():
            found[relation] = (address, parsedate_to_datetime(at) if at else None)
    return found


def kept(ask: Asker) -> list[dict[str, Any]]:
    """Return all captures that speak of a page, by the API, in no order."""
    captures: list[dict[str, Any]] = []
    cursor = None
    while True:
        page = ask.json("/api/v1/captures", limit=100, cursor=cursor)
        captures += page["captures"]
        cursor = page["next"]
        if cursor is None:
            return [one for one in captures if one["outcome"] not in {"blocked", "failed"}]


def test_of_200_addresses_and_times_each_leads_to_what_stood_then(ask: Asker) -> None:
    times: dict[str, list[datetime]] = {}
    for one in kept(ask):
        times.setdefault(one["url"], []).append(datetime.fromisoformat(one["captured_at"]).replace(microsecond=0))
    chance = random.Random(7089)
    for _ in range(200):
        address = chance.choice(sorted(times))
        wanted = datetime(2018, 1, 1, tzinfo=UTC) + timedelta(seconds=chance.randrange(10 * 365 * 86_400))
        answer = ask(f"/timegate/{address}", accept_datetime=http_date(wanted))
        before = [at for at in times[address] if at <= wanted]
        expected = max(before) if before else min(times[address])
        assert answer.status_code == 302
        assert answer.headers["location"] == f"{SECOND_ORIGIN}/{expected:%Y%m%d%H%M%S}/{address}"


def test_a_timegate_says_how_it_chose_and_what_is_around(ask: Asker) -> None:
    answer = ask(f"/timegate/{ROOT}", accept_datetime="Sat, 13 Nov 2021 12:00:00 GMT")
    assert answer.headers["vary"] == "accept-datetime"
    assert "memento-datetime" not in answer.headers
    told = links(answer.headers["link"])
    assert told["original"] == (ROOT, None)
    assert told["timemap"] == (f"{ROOM}/timemap/link/{ROOT}", None)
    times = [told[name][1] for name in ("first", "prev", "memento", "next", "last")]
    assert None not in times
    first, before, _, after, last = (at for at in times if at is not None)
    assert first <= before < datetime(2021, 11, 13, 12, tzinfo=UTC) < after <= last
    assert answer.headers["location"] in answer.headers["link"]


def test_without_a_time_the_newest_is_meant(ask: Asker) -> None:
    answer = ask(f"/timegate/{ROOT}")
    assert answer.headers["location"] == links(answer.headers["link"])["last"][0]


NO_DATES = ["", "yesterday", "2018-07-18", "Wed, 30 Feb 2018 00:00:00 GMT", "Wed, 18 Jul 2018 02:15:00"]


@pytest.mark.parametrize("sent", NO_DATES)
def test_a_time_that_is_none_is_refused_with_the_way_to_what_there_is(ask: Asker, sent: str) -> None:
    answer = ask(f"/timegate/{ROOT}", accept_datetime=sent)
    expect_problem(answer, 400)
    assert answer.headers["vary"] == "accept-datetime"
    assert {"original", "timemap", "first", "last"} <= set(links(answer.headers["link"]))


def test_what_was_never_captured_is_not_found_whatever_the_time(ask: Asker) -> None:
    answer = ask("/timegate/https://tubankab.go.id/tiada", accept_datetime="nonsense")
    expect_problem(answer, 404)
    assert answer.headers["vary"] == "accept-datetime"


@pytest.mark.parametrize(
    "written",
    [
        "https://tubankab.go.id/entries?page=2",
        "https:/tubankab.go.id/entries?page=2",
        "https%3A%2F%2Ftubankab.go.id%2Fentries%3Fpage%3D2",
        "http://www.tubankab.go.id/entries/?page=2",
        "tubankab.go.id/entries?page=2",
    ],
)
def test_an_address_is_known_however_it_is_written(ask: Asker, written: str) -> None:
    location = ask(f"/timegate/{written}").headers["location"]
    assert location.endswith("/https://tubankab.go.id/entries?page=2")


def test_a_timemap_lists_every_memento_once_in_the_order_of_time(ask: Asker) -> None:
    answer = ask(f"/timemap/link/{ROOT}")
    assert answer.headers["content-type"].startswith("application/link-format")
    lines = answer.text.rstrip("\n").split(",\n")
    listed = [links(line)["memento"] for line in lines if 'memento"' in line]
    expected = {datetime.fromisoformat(one["captured_at"]).replace(microsecond=0) for one in kept(ask) if one["url"] == ROOT}
    assert [at for _, at in listed] == sorted(expected)
    as_json = ask.json(f"/timemap/json/{ROOT}")
    assert [one["uri"] for one in as_json["mementos"]["list"]] == [address for address, _ in listed]
    assert as_json["original_uri"] == ROOT
    assert f'<{as_json["timegate_uri"]}>; rel="timegate"' in answer.text


def test_a_long_timemap_comes_in_pages(ask: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = ask.json(f"/timemap/json/{ROOT}")["mementos"]["list"]
    monkeypatch.setattr("tubancrawl.access.memento.timemap.PER_PAGE", 3)
    listed, following = [], f"/timemap/json/{ROOT}"
    while following:
        page = ask.json(following)
        listed += page["mementos"]["list"]
        assert len(page["mementos"]["list"]) <= 3
        following = page["pages"].get("next", "").removeprefix(ROOM)
    assert listed == whole
    assert f'<{ROOM}/timemap/link/2/{ROOT}>; rel="next timemap"' in ask(f"/timemap/link/{ROOT}").text


def test_the_text_of_an_article_has_a_timegate_of_its_own_under_any_of_its_addresses(ask: Asker) -> None:
    sent = "Thu, 01 Jul 2021 00:00:00 GMT"
    names = (EDITED, EDITED.replace("/entry/", "/entries/"))
    [location] = {ask(f"/timegate/article/{name}", accept_datetime=sent).headers["location"] for name in names}
    assert location == f"{ROOM}/articles/{EDITED.rpartition('/')[2]}/at/20190306060000"
    versions = ask.json(f"/timemap/article/json/{EDITED}")["mementos"]["list"]
    assert len(versions) == ask.json(f"/api/v1/articles/{EDITED.rpartition('/')[2]}")["versions"]


def test_what_speaks_of_the_exchange_alone_is_no_memento(archive: Archive) -> None:
    archive.begin()
    archive.read("/entry/a", day(0))
    archive.answer("/entry/a", day(1), "blocked", http_status=403)
    archive.answer("/entry/a", day(2), "failed", http_status=None)
    archive.answer("/entry/a", day(3), "missing", http_status=404)
    archive.answer("/entry/a", day(3) + timedelta(microseconds=1), "missing", http_status=404)
    archive.writer.flush()
    with reading(archive.engine) as session:
        mementos = captures_as_mementos(session, url("/entry/a"))
        assert [one.captured_at for one in mementos.slice(0, 10)] == [day(0), day(3) + timedelta(microseconds=1)]
        assert mementos.standing_at(day(2)).chosen.captured_at == day(0)
        assert mementos.standing_at(day(-9)).chosen.captured_at == day(0)
        after = mementos.standing_at(day(0)).after
        assert after is not None
        assert after.second == mementos.standing_at(None).chosen.second
