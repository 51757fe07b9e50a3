"""Feeds as feed readers read them."""

from urllib.parse import quote

import feedparser
import pytest

from tests.api.asking import ROOM, Asker
from tests.api.hostile import HOSTILE

FEEDS = [
    "/feeds/new.atom",
    "/feeds/changes.atom",
    "/feeds/changes.atom?kind=edited&kind=gone",
    "/feeds/new.atom?category=Pembangunan",
    "/feeds/changes.atom?reporter=wulan",
    "/feeds/new.atom?q=listrik",
    "/feeds/changes.atom?q=listrik",
    "/export/atom?limit=20&versions=all",
]


def parsed(ask: Asker, path: str) -> feedparser.FeedParserDict:
    found = ask(path)
    assert found.status_code == 200
    assert found.headers["content-type"].startswith("application/atom+xml")
    feed = feedparser.parse(found.content)
    assert feed.bozo == 0, feed.get("bozo_exception")
    return feed


@pytest.mark.parametrize("path", FEEDS)
def test_every_feed_is_valid_and_says_when_and_where(ask: Asker, path: str) -> None:
    feed = parsed(ask, path)
    assert feed.entries
    assert feed.feed.id.startswith("tag:")
    assert feed.feed.updated == max(entry.updated for entry in feed.entries)
    assert len({entry.id for entry in feed.entries}) == len(feed.entries)
    for entry in feed.entries:
        assert entry.title
        assert entry.link.startswith(("http://", "https://"))


@pytest.mark.parametrize("path", FEEDS[:-1])
def test_a_feed_names_itself_and_a_page_for_people_absolutely(ask: Asker, path: str) -> None:
    links = {link.rel: link.href for link in parsed(ask, path).feed.links}
    assert links["self"] == ROOM + path
    assert links["alternate"].startswith(f"{ROOM}/")


@pytest.mark.parametrize(
    "path", ["/feeds/new.atom?limit=9", "/feeds/changes.atom?limit=9", "/feeds/changes.atom?limit=9&q=jalan"]
)
def test_the_pages_of_a_feed_hold_all_its_entries_once(ask: Asker, path: str) -> None:
    whole = [entry.id for entry in parsed(ask, path.replace("limit=9", "limit=100")).entries]
    found: list[str] = []
    following: str | None = path
    while following and len(found) < 100:
        feed = parsed(ask, following)
        found += [entry.id for entry in feed.entries]
        following = next((link.href.removeprefix(ROOM) for link in feed.feed.links if link.rel == "next"), None)
    assert found[:100] == whole
    assert len(found) > 9


def test_an_entry_keeps_its_id_and_its_time_is_ours(ask: Asker) -> None:
    edited = parsed(ask, "/feeds/changes.atom?kind=edited").entries[0]
    [told] = ask.json("/api/v1/changes", kind="edited", limit=1)["changes"]
    assert edited.updated == told["at"].replace("+00:00", "Z")
    assert edited.id in {entry.id for entry in parsed(ask, "/feeds/changes.atom?limit=100").entries}
    assert edited.link.endswith(f"/compare/{told['version'] - 1}/{told['version']}")


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_a_page_breaks_a_feed(ask_hostile: Asker, text: str) -> None:
    for path in ("/feeds/new.atom", "/feeds/changes.atom", "/export/atom"):
        asked = quote(text.replace("\x00", ""))
        feed = parsed(ask_hostile, f"{path}?category={asked}")
        assert b"<script" not in ask_hostile(f"{path}?category={asked}").content
        assert feed.feed.title
    assert len(parsed(ask_hostile, "/feeds/new.atom?limit=100").entries) == len(HOSTILE)
