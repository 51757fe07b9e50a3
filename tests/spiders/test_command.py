"""`scrapy crawl` as a scheduler meets it: what it prints, and its exit status."""

import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.static_site import Answer, serve_pages
from tubancrawl.store.lock import ArchiveLock

BIN = Path(sys.executable).parent
HISTORY = Path("fixtures/history/2018-07-20.warc.gz")


def scrapy_crawl(archive: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    command: list[str | Path] = [BIN / "scrapy", "crawl", "tubankab", "-L", "WARNING", "-s", f"ARCHIVE={archive}", *words]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("-a", "mode=everything"), "mode=everything: expected one of due, new, all"),
        (("-a", "urls=nowhere.txt"), "nowhere.txt"),
        (("-s", "REPLAY_FROM=nowhere.warc.gz"), "nowhere.warc.gz: no such file or folder"),
        (("-s", "CONNECT_TO=nonsense"), "CONNECT_TO"),
        (("-s", f"REPLAY_FROM={HISTORY}", "-s", "REPLAY_AT=yesterday"), "yesterday"),
    ],
    ids=["mode", "urls", "replay-from", "connect-to", "replay-at"],
)
def test_what_cannot_be_meant_is_said_in_one_line_and_nothing_is_made(tmp_path: Path, words: tuple[str, ...], says: str) -> None:
    done = scrapy_crawl(tmp_path / "archive", *words, "-s", "OPERATOR_CONTACT=https://example.org/tests")
    assert done.returncode == 1
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_an_archive_that_is_held_is_left_alone_with_status_5(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    assert scrapy_crawl(archive, "-s", f"REPLAY_FROM={HISTORY}").returncode == 0
    with ArchiveLock(archive):
        before = sorted((path, path.stat().st_size) for path in archive.rglob("*"))
        done = scrapy_crawl(archive, "-s", f"REPLAY_FROM={HISTORY}")
        imported = subprocess.run(
            [BIN / "tubancrawl", "--archive", archive, "import", HISTORY], capture_output=True, encoding="utf-8", check=False
        )
        after = sorted((path, path.stat().st_size) for path in archive.rglob("*"))
    assert (done.returncode, imported.returncode) == (5, 5)
    assert "held" in done.stderr
    assert "held" in imported.stderr
    assert "Traceback" not in done.stderr + imported.stderr
    assert after == before


def test_a_crawl_that_met_only_errors_ends_with_status_10_and_says_why(tmp_path: Path) -> None:
    with serve_pages({"/robots.txt": Answer(status=404), "/": Answer(status=500)}) as site:
        settings = ("-s", f"CONNECT_TO=tubankab.go.id={site.url}", "-s", "DOWNLOAD_DELAY=0", "-s", "RETRY_TIMES=0")
        done = scrapy_crawl(tmp_path / "archive", *settings)
    assert done.returncode == 10
    assert "verdict bad: no page could be read" in done.stderr


def test_a_crawl_that_waits_for_the_site_is_stopped_at_once_by_a_signal(tmp_path: Path) -> None:
    answers = {"/robots.txt": Answer(status=404), **{path: Answer(status=503) for path in ("/", "/entries", "/sitemap.xml")}}
    answers["/rss/feed.xml"] = Answer(b"busy", 503, {"Retry-After": "300"})
    settings = (
        "-s",
        "DOWNLOAD_DELAY=0",
        "-s",
        "RETRY_TIMES=3",
        "-s",
        "PAUSE_FIRST=300",
        "-s",
        "OPERATOR_CONTACT=https://example.org",
    )
    with serve_pages(answers) as site:
        command = [str(BIN / "scrapy"), "crawl", "tubankab", "-L", "WARNING", "-s", f"ARCHIVE={tmp_path / 'a'}", *settings]
        crawl = subprocess.Popen([*command, "-s", f"CONNECT_TO=tubankab.go.id={site.url}"], stderr=subprocess.PIPE)
        assert site.wait_for(6, seconds=60)
        time.sleep(0.5)
        count = len(site.asked)
        time.sleep(0.5)
        assert len(site.asked) == count
        crawl.send_signal(signal.SIGTERM)
        _, said = crawl.communicate(timeout=60)
    assert crawl.returncode == 143, said.decode()
    assert tubancrawl_status(tmp_path / "a")["crawls"][0]["verdict"] == "interrupted"


def tubancrawl_status(archive: Path) -> dict[str, Any]:
    command = [str(BIN / "tubancrawl"), "--archive", str(archive), "status", "--json"]
    told: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return told
