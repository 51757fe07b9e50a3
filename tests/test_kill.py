"""kill -9 at random moments: what is started again ends as if it had never been stopped."""

import random
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.exports import articles
from tests.site import scale
from tests.static_site import StaticSite, serve_folder
from tubancrawl.capture.warc import iter_stored
from tubancrawl.site import kind_of

CONCURRENT = 8
BIN = Path(sys.executable).parent


def start(archive: Path, site: StaticSite, *, delay: float = 0, mode: str = "due") -> "subprocess.Popen[bytes]":
    settings = {
        "ARCHIVE": archive,
        "CONNECT_TO": f"tubankab.go.id={site.url}",
        "DOWNLOAD_DELAY": delay,
        "CONCURRENT_REQUESTS_PER_DOMAIN": CONCURRENT,
        "OPERATOR_CONTACT": "https://example.org/tests",
    }
    words = [word for name, value in settings.items() for word in ("-s", f"{name}={value}")]
    return subprocess.Popen([BIN / "scrapy", "crawl", "tubankab", "-a", f"mode={mode}", "-L", "ERROR", *words])


@pytest.mark.slow
@pytest.mark.parametrize(("pages", "killed"), [(100, 5), pytest.param(300, 30, marks=pytest.mark.sweep)])
def test_a_crawl_killed_again_and_again_keeps_what_an_unkilled_one_does(tmp_path: Path, pages: int, killed: int) -> None:
    chance = random.Random(20181807)
    scale.write(tmp_path / "site", pages)
    with serve_folder(tmp_path / "site") as site:
        assert start(tmp_path / "unkilled", site).wait(timeout=120) == 0
        expected, asked_once = articles(tmp_path / "unkilled"), len(site.asked)
        kills = 0
        for _ in range(3 * killed):
            crawl = start(tmp_path / "killed", site)
            moment = len(site.asked) + chance.randint(1, asked_once // killed)
            if kills < killed and site.wait_for(moment, seconds=60) and crawl.poll() is None:
                crawl.send_signal(signal.SIGKILL)
                kills += 1
            if crawl.wait(timeout=120) != -signal.SIGKILL:
                assert crawl.returncode == 0
                if kills >= killed:
                    break
    assert kills == killed
    assert articles(tmp_path / "killed") == expected
    assert len(expected) == pages

    captures = Counter(stored.url for stored in iter_stored(tmp_path / "killed" / "warc"))
    of_pages = [count for url, count in captures.items() if kind_of(url) == "article"]
    assert len(of_pages) == pages
    # A page in flight when the crawl is killed is asked for again, and nothing else is.
    assert sum(of_pages) - pages <= killed * CONCURRENT
    ids = [stored.record_id for stored in iter_stored(tmp_path / "killed" / "warc")]
    assert len(ids) == len(set(ids))


def test_a_killed_recrawl_of_an_unchanged_site_loses_no_revisit_and_makes_no_version(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    scale.write(tmp_path / "site", 40)
    with serve_folder(tmp_path / "site") as site:
        assert start(archive, site).wait(timeout=60) == 0
        expected, kills = articles(archive), 0
        for asked in (15, 30):
            moment = len(site.asked) + asked
            with site.stalled_after(moment):
                recrawl = start(archive, site, mode="all")
                assert site.wait_for(moment, seconds=60)
                recrawl.send_signal(signal.SIGKILL)
                kills += recrawl.wait(timeout=60) == -signal.SIGKILL
        assert start(archive, site, mode="all").wait(timeout=60) == 0
    assert articles(archive) == expected
    found = [stored for stored in iter_stored(archive / "warc") if kind_of(stored.url) == "article"]
    revisits = Counter(stored.url for stored in found if stored.kind == "revisit")
    assert (kills, len(revisits), len(found) - len(expected)) == (2, len(expected), sum(revisits.values()))
    assert sum(revisits.values()) - len(expected) <= kills * CONCURRENT
    assert [stored.url for stored in found if stored.truncated] == []


def test_a_crawl_stopped_by_sigterm_says_so_and_leaves_a_sound_archive(tmp_path: Path) -> None:
    scale.write(tmp_path / "site", 60)
    with serve_folder(tmp_path / "site") as site:
        with site.stalled_after(20):
            crawl = start(tmp_path / "archive", site)
            assert site.wait_for(20, seconds=60)
            crawl.send_signal(signal.SIGTERM)
        assert crawl.wait(timeout=60) == 128 + signal.SIGTERM
        assert list((tmp_path / "archive" / "warc").glob("*.open")) == []
        assert start(tmp_path / "archive", site).wait(timeout=60) == 0
    assert len(articles(tmp_path / "archive")) == 60


def test_a_second_crawl_of_an_archive_is_refused_at_once(tmp_path: Path) -> None:
    scale.write(tmp_path / "site", 60)
    with serve_folder(tmp_path / "site") as site:
        first = start(tmp_path / "archive", site, delay=0.25)
        assert site.wait_for(2, seconds=60)
        assert start(tmp_path / "archive", site).wait(timeout=60) == 5
        first.send_signal(signal.SIGTERM)
        assert first.wait(timeout=60) == 128 + signal.SIGTERM
