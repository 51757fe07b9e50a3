"""Ctrl-C once lets a crawl end in order; twice it ends at once. Either way the archive is sound and says how it ended."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.exports import articles
from tests.faults.warc_walk import walk
from tests.site import scale
from tests.static_site import StaticSite, serve_folder

BIN = Path(sys.executable).parent
PAGES = 60


def start(archive: Path, site: StaticSite, **settings: object) -> "subprocess.Popen[str]":
    words = [str(BIN / "scrapy"), "crawl", "tubankab", "-L", "ERROR"]
    known = {
        "ARCHIVE": archive,
        "CONNECT_TO": f"tubankab.go.id={site.url}",
        "DOWNLOAD_DELAY": 0,
        "OPERATOR_CONTACT": "https://example.org/tests",
    }
    for name, value in {**known, **settings}.items():
        words += ["-s", f"{name}={value}"]
    return subprocess.Popen(words, stderr=subprocess.PIPE, text=True)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("signals", "status"),
    [
        ((signal.SIGINT,), 130),
        ((signal.SIGINT, signal.SIGINT), 130),
        # As SIGINT twice; SIGTERM once is in tests/test_kill.py.
        pytest.param((signal.SIGTERM, signal.SIGTERM), 143, marks=pytest.mark.sweep),
    ],
    ids=["once", "twice", "SIGTERM twice"],
)
def test_a_crawl_that_is_interrupted_leaves_a_sound_archive(
    tmp_path: Path, signals: tuple[signal.Signals, ...], status: int
) -> None:
    scale.write(tmp_path / "site", PAGES)
    archive = tmp_path / "archive"
    with serve_folder(tmp_path / "site") as site:
        with start(archive, site) as crawl:
            with site.stalled_after(15):
                assert site.wait_for(15, seconds=60)
                for signum in signals:
                    crawl.send_signal(signum)
            _, said = crawl.communicate(timeout=60)
        assert crawl.returncode == status, said
        assert "Traceback" not in said
        if len(signals) == 1:
            assert list((archive / "warc").glob("*.open")) == []
        with start(archive, site) as again:
            _, said = again.communicate(timeout=120)
        assert again.returncode == 0, said
    ids = [record.record_id for path in (archive / "warc").iterdir() for record in walk(path)]
    assert len(ids) == len(set(ids))
    assert len(articles(archive)) == PAGES
