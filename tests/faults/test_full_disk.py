"""A disk that is really full: the crawl ends and says so, nothing is torn, and with room again it goes on."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.exports import articles
from tests.faults.warc_walk import walk
from tests.site import scale
from tests.static_site import StaticSite, serve_folder
from tubancrawl.capture.recorder import Recorder
from tubancrawl.parsing import READER_VERSION

BIN = Path(sys.executable).parent
PAGES = 120


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of two megabytes of its own; only root may have one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if os.geteuid() != 0 or not mounted("mount", "-t", "tmpfs", "-o", "size=2m", "none", str(disk)):
        pytest.skip("only a root that may mount can make a small disk; tests/faults/test_sweep.py injects ENOSPC in its place")
    try:
        yield disk
    finally:
        assert mounted("umount", str(disk))


def mounted(*command: str) -> bool:
    return subprocess.run(command, capture_output=True, check=False, timeout=30).returncode == 0


def crawl(archive: Path, site: StaticSite) -> "subprocess.CompletedProcess[str]":
    words = [str(BIN / "scrapy"), "crawl", "tubankab", "-L", "ERROR"]
    for name, value in {
        "ARCHIVE": archive,
        "CONNECT_TO": f"tubankab.go.id={site.url}",
        "DOWNLOAD_DELAY": 0,
        "OPERATOR_CONTACT": "https://example.org/tests",
    }.items():
        words += ["-s", f"{name}={value}"]
    return subprocess.run(words, capture_output=True, text=True, check=False, timeout=120)


@pytest.mark.slow
def test_a_crawl_on_a_full_disk_ends_with_a_reason_and_goes_on_when_there_is_room(small_disk: Path, tmp_path: Path) -> None:
    scale.write(tmp_path / "site", PAGES)
    archive = small_disk / "archive"
    filler = small_disk / "filler"
    Recorder.open(archive, how="crawl", mode="due", reader_version=READER_VERSION).close()
    with filler.open("wb") as file, pytest.raises(OSError, match="No space left"):
        file.write(bytes(4 * 1024 * 1024))
    os.truncate(filler, filler.stat().st_size - 96 * 1024)
    with serve_folder(tmp_path / "site") as site:
        full = crawl(archive, site)
        assert full.returncode == 1, full
        assert "disk is full" in full.stderr or "No space left on device" in full.stderr, full.stderr
        assert "Traceback" not in full.stderr, full.stderr
        for path in (archive / "warc").glob("*.warc.gz"):
            assert list(walk(path))
        filler.unlink()
        assert mounted("mount", "-o", "remount,size=64m", str(small_disk))
        again = crawl(archive, site)
        assert again.returncode == 0, again
    assert len(articles(archive)) == PAGES
