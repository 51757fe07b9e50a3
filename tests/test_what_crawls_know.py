"""What only a crawl knew of a page stands: the archive proves it, a rebuild has it, and a better reader does not overrule it."""

import os
import signal
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.capture.test_recorder import numbered, recording
from tests.crawling import crawl
from tests.exports import articles, by_slug
from tests.proof.lived import in_a_process
from tests.site.traps import TRAPS, Asked
from tests.spiders.test_doubts import LONG, PATH, SHORT, answers, crawl_site, versions
from tests.spiders.test_probe import DEAD, answer
from tests.static_site import Answer, serve_answers, serve_found
from tests.test_bad_input import links, outcome_of
from tubancrawl.items import PageItem
from tubancrawl.parsing import READER_VERSION
from tubancrawl.reprocess import adopt, read_again
from tubancrawl.verification import verify


def read_by_a_newer_reader(archive: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """Read everything again as the next version of the reader would that reads alike; return how many captures it read."""
    monkeypatch.setattr("tubancrawl.reprocess.again.READER_VERSION", READER_VERSION + 1)
    return read_again(archive, None, workers=1, samples=0).captures


def test_a_page_that_nothing_confirmed_is_no_version_for_any_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = tmp_path / "a"
    crawl_site(archive, answers(LONG))
    crawl_site(archive, answers(SHORT, LONG, SHORT))
    crawl_site(archive, answers(SHORT, ""))
    assert verify(archive, deep=True) == []
    before = versions(archive)
    assert read_by_a_newer_reader(archive, monkeypatch) > 3
    assert versions(archive) == before
    assert len(before) == 1


def test_a_page_that_was_confirmed_is_proven_with_what_was_said_of_it(tmp_path: Path) -> None:
    crawl_site(tmp_path / "a", answers(LONG))
    crawl_site(tmp_path / "a", answers(SHORT, SHORT))
    assert verify(tmp_path / "a", deep=True) == []
    assert len(versions(tmp_path / "a")) == 2


def test_what_the_probe_told_is_no_article_for_any_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = tmp_path / "a"
    with serve_found(answer) as served:
        crawl(archive, mode="all", CONNECT_TO=f"tubankab.go.id={served.url}")
    assert verify(archive, deep=True) == []
    before = articles(archive, times=True)
    assert read_by_a_newer_reader(archive, monkeypatch) > len(DEAD)
    assert articles(archive, times=True) == before
    assert {outcome_of(archive, path)[0] for path in DEAD} == {"soft_missing"}


def test_what_a_bound_was_said_of_is_proven_too(tmp_path: Path) -> None:
    with serve_found(lambda target: TRAPS["calendar"](Asked.of(target))) as served:
        crawl(tmp_path / "a", mode="all", CONNECT_TO=f"tubankab.go.id={served.url}")
    assert verify(tmp_path / "a", deep=True) == []


def test_the_second_look_asks_for_the_page_itself(tmp_path: Path) -> None:
    asked: list[bool] = []

    def site(target: str, headers: Mapping[str, str]) -> Answer | None:
        if target == "/":
            return links(PATH)
        if target != PATH:
            return None
        asked.append("if-none-match" in headers)
        return Answer(
            (LONG if len(asked) == 1 else SHORT).encode(), 200, {"Content-Type": "text/html", "ETag": f'"{len(asked)}"'}
        )

    with serve_answers(site) as served:
        for _ in range(2):
            crawl(tmp_path / "a", mode="all", CONNECT_TO=f"tubankab.go.id={served.url}")
    assert asked == [False, True, False]


def _seal_and_die(archive: Path) -> None:
    recorder = recording(archive, max_warc_bytes=1)
    first = numbered(1)
    recorder.record(first, awaits_item=True)
    recorder.settle(
        PageItem(url=first.url, record_id=first.record_id, captured_at=first.started_at, outcome="ok", by_reader=True)
    )
    recorder.record(numbered(2), awaits_item=True)  # the file is full: the first is sealed
    os.kill(os.getpid(), signal.SIGKILL)


def test_what_was_read_before_its_file_was_sealed_is_not_lost_with_the_run(tmp_path: Path) -> None:
    in_a_process(_seal_and_die, tmp_path)
    with recording(tmp_path) as recorder:
        adopt(recorder)
        records = [numbered(number).record_id for number in (1, 2)]
        assert recorder.known(records) == set(records)
    assert verify(tmp_path) == []
    assert by_slug(tmp_path) == {}
