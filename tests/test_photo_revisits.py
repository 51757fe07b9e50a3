"""A crawl looks again at the pictures of the miniature: one swapped, one compressed anew, one gone, the others as they were."""

import io
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from click.testing import CliRunner
from PIL import Image
from sqlalchemy import select

from tests.crawling import crawl
from tests.exports import articles
from tests.site import pictures, timeline
from tests.site.model import Article
from tests.site.running import Hit
from tests.site.server import serve
from tests.web.asking import ask, room_of, text_of
from tubancrawl.cli import cli
from tubancrawl.rebuild import rebuild
from tubancrawl.store.database import open_database, reading
from tubancrawl.store.dump import iter_lines
from tubancrawl.store.latest import LatestChange, latest_changes
from tubancrawl.store.models import Url
from tubancrawl.text import sha256
from tubancrawl.verification import verify

FIRST = date(2018, 7, 20)
AGAIN = FIRST + timedelta(days=181)
NEXT = AGAIN + timedelta(days=1)


def unedited() -> list[Article]:
    """Return the articles that have one picture of their own, and to which nothing happens."""
    shown = [article for article in timeline.visible_at(FIRST) if article.photos]
    files = [photo.file for article in shown for photo in article.photos]
    scripted = timeline.scripted_keys()
    return [a for a in shown if len(a.photos) == 1 and files.count(a.photos[0].file) == 1 and a.key not in scripted]


SWAPPED, SMALLER, GONE = (f"/files/{article.photos[0].file}" for article in unedited()[:3])
BEFORE, AFTER = pictures.jpeg(SWAPPED.removeprefix("/files/")), pictures.jpeg("2018-12/lain.jpg")


def compressed_anew(body: bytes) -> bytes:
    out = io.BytesIO()
    Image.open(io.BytesIO(body)).save(out, "JPEG", quality=30)
    return out.getvalue()


@dataclass
class Crawled:
    archive: Path
    hits: list[list[Hit]]
    """Of each crawl, those of pictures."""


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    made = Crawled(tmp_path_factory.mktemp("revisits") / "archive", [])
    with serve(at=FIRST) as site:
        for day in (FIRST, AGAIN, NEXT):
            if day == AGAIN:
                site.put(SWAPPED, AFTER)
                site.put(SMALLER, compressed_anew(pictures.jpeg(SMALLER.removeprefix("/files/"))))
                site.put(GONE, None)
            before = len(site.hits)
            with time_machine.travel(datetime.combine(day, time(6), UTC), tick=True):
                crawl(made.archive, mode="due", CONNECT_TO=f"tubankab.go.id={site.url}", CONCURRENT_REQUESTS_PER_DOMAIN=8)
            made.hits.append([hit for hit in site.hits[before:] if hit.path.startswith("/files/")])
    return made


def swaps(archive: Path) -> list[LatestChange]:
    engine = open_database(archive / "archive.db", read_only=True)
    with reading(engine) as session:
        found = latest_changes(session, kinds=["photo_swapped"]).changes
    engine.dispose()
    return found


def history(archive: Path, slug: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(CliRunner().invoke(cli, ["--archive", str(archive), "history", slug, "--json"]).output)
    return told


def test_every_picture_is_asked_for_again_after_half_a_year_under_conditions_and_not_the_day_after(crawled: Crawled) -> None:
    first, again, after = crawled.hits
    assert len({hit.path for hit in first}) == len(first) > 20
    shown = {photo["url"].partition(".go.id")[2] for article in articles(crawled.archive) for photo in article["photos"]}
    unshown = {hit.path for hit in first} - shown
    assert len(unshown) == 1, "the sitemap names a picture whose article was not read"
    assert sorted(hit.path for hit in again) == sorted(hit.path for hit in first if hit.path not in unshown)
    assert all("if-none-match" in hit.headers for hit in again)
    told = {hit.path: hit.status for hit in again}
    assert {path: status for path, status in told.items() if status != 304} == {SWAPPED: 200, SMALLER: 200, GONE: 404}
    assert after == []


def test_a_swap_is_a_change_that_readers_see_and_nothing_else_is_one(crawled: Crawled) -> None:
    (swap,) = swaps(crawled.archive)
    slug = unedited()[0].slug
    assert swap.url.rpartition("/")[2] == slug
    assert swap.photo == (f"https://tubankab.go.id{SWAPPED}", sha256(BEFORE), sha256(AFTER))
    told = history(crawled.archive, slug)
    assert len(told["versions"]) == 1
    assert [(one["sha256"], one["same_as_before"], one["version"]) for one in told["photos"]] == [
        (sha256(BEFORE), None, 1),
        (sha256(AFTER), "other", 1),
    ]
    room = room_of(crawled.archive)
    for path in ("/changes?kind=photo_swapped", f"/articles/{slug}/history", "/"):
        page = ask(room, path, accept_language="en")
        assert "photo swapped" in text_of(page).casefold(), path
        assert f"/pictures/{sha256(BEFORE)}" in page.text, path
        assert f"/pictures/{sha256(AFTER)}" in page.text, path
    (change,) = ask(room, "/api/v1/changes?kind=photo_swapped").json()["changes"]
    assert change["photo"] == {
        "url": f"https://tubankab.go.id{SWAPPED}",
        "before_sha256": sha256(BEFORE),
        "sha256": sha256(AFTER),
    }
    assert f"photo swapped: https://tubankab.go.id{SWAPPED}" in ask(room, "/feeds/changes.atom?kind=photo_swapped").text
    printed = CliRunner().invoke(cli, ["--archive", str(crawled.archive), "history", slug]).output
    assert "PHOTO SWAPPED" in printed


def test_a_picture_compressed_anew_is_not_said_to_be_swapped(crawled: Crawled) -> None:
    told = history(crawled.archive, unedited()[1].slug)
    assert [one["same_as_before"] for one in told["photos"]] == [None, "recompressed"]
    assert "PHOTO SWAPPED" not in CliRunner().invoke(cli, ["--archive", str(crawled.archive), "history", told["url"]]).output


def test_a_picture_that_is_gone_stays_in_the_archive_and_is_looked_for_half_a_year_later(crawled: Crawled) -> None:
    (photo,) = history(crawled.archive, unedited()[2].slug)["photos"]
    assert photo["sha256"] == sha256(pictures.jpeg(GONE.removeprefix("/files/")))
    engine = open_database(crawled.archive / "archive.db", read_only=True)
    with reading(engine) as session:
        row = session.scalars(select(Url).where(Url.url == f"https://tubankab.go.id{GONE}")).one()
    engine.dispose()
    assert row.last_outcome == "missing"
    assert row.due_at is not None
    assert row.due_at.date() == AGAIN + timedelta(days=180)


def test_an_import_of_the_same_captures_shows_the_same_swap(crawled: Crawled, tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["--archive", str(tmp_path / "copy"), "import", str(crawled.archive / "warc")])
    assert done.exit_code == 0, done.output
    assert swaps(tmp_path / "copy") == swaps(crawled.archive)


def test_a_rebuild_plans_and_derives_the_same_and_verification_is_content(crawled: Crawled, tmp_path: Path) -> None:
    engine = open_database(crawled.archive / "archive.db", read_only=True)
    with engine.connect() as connection:
        before = list(iter_lines(connection))
    engine.dispose()
    assert verify(crawled.archive, deep=True) == []
    rebuild(crawled.archive)
    engine = open_database(crawled.archive / "archive.db", read_only=True)
    with engine.connect() as connection:
        assert list(iter_lines(connection)) == before
    engine.dispose()
