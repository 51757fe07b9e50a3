"""An import weighs one answer against the next as the crawl did that recorded them; synthetic pages."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from click.testing import CliRunner

from tests.exports import articles
from tests.spiders.test_doubts import ANOTHER, EDITED, LONG, NAMED, PATH, SHORT, answers, crawl_site, versions
from tests.test_bad_input import page
from tubancrawl.cli import cli
from tubancrawl.rebuild import rebuild
from tubancrawl.verification import verify

MAINTENANCE = page("Situs sedang dalam perbaikan.")
PAIRS = {
    "confirmed": (SHORT, SHORT),
    "back": (SHORT, LONG),
    "edited": (SHORT, EDITED),
    "failed": (SHORT, ""),
    "maintenance": (SHORT, MAINTENANCE),
    "site-name": (NAMED, LONG),
    "another": (ANOTHER, LONG),
    "two doubts": (ANOTHER, SHORT),
    "an edit": (EDITED, EDITED),
    "unchanged": (LONG, LONG),
}


def history(archive: Path) -> list[tuple[str, str, int | None]]:
    """Return time, outcome and version of every capture of the article."""
    done = CliRunner().invoke(cli, ["--archive", str(archive), "history", PATH, "--json"])
    assert done.exit_code == 0, done.output
    return [(one["captured_at"], one["outcome"], one["version"]) for one in json.loads(done.stdout)["captures"]]


def imported(archive: Path, *files: Path) -> None:
    for file in files:
        done = CliRunner().invoke(cli, ["--archive", str(archive), "import", str(file)])
        assert done.exit_code == 0, done.output


@pytest.mark.parametrize("pair", PAIRS.values(), ids=PAIRS)
def test_an_import_comes_to_the_versions_of_the_crawl_in_order_and_backwards(tmp_path: Path, pair: tuple[str, str]) -> None:
    crawled = tmp_path / "crawled"
    for bodies in ((LONG,), pair, (LONG,)):
        crawl_site(crawled, answers(*bodies))
    files = sorted((crawled / "warc").iterdir())
    for copy, order in ((tmp_path / "in order", files), (tmp_path / "backwards", files[::-1])):
        imported(copy, *order)
        assert versions(copy) == versions(crawled)
        assert history(copy) == history(crawled)
        assert {one["state"] for one in articles(copy)} == {"live"}


def test_what_an_import_judged_is_proven_rebuilt_and_stands_when_it_is_imported_again(tmp_path: Path) -> None:
    crawl_site(tmp_path / "a", answers(LONG))
    crawl_site(tmp_path / "a", answers(SHORT, LONG))
    copy = tmp_path / "copy"
    imported(copy, tmp_path / "a" / "warc")
    before = history(copy)
    assert [outcome for _, outcome, _ in before] == ["ok", "unreadable", "ok"]
    assert verify(copy, deep=True) == []
    rebuild(copy)
    assert history(copy) == before
    imported(copy, tmp_path / "a" / "warc")
    assert history(copy) == before


def test_a_capture_found_later_may_confirm_what_was_not_believed(tmp_path: Path) -> None:
    """The page had shrunk already before the answer that nobody confirmed."""
    noon = datetime(2026, 3, 1, 5, tzinfo=UTC)
    crawled, copy = tmp_path / "crawled", tmp_path / "copy"
    visits = ((noon, (LONG,), "a"), (noon + timedelta(days=2), (SHORT, LONG), "a"), (noon + timedelta(days=1), (SHORT,), "b"))
    for moment, bodies, archive in visits:
        with time_machine.travel(moment, tick=True):
            crawl_site(tmp_path / archive, answers(*bodies))
    imported(copy, tmp_path / "a" / "warc")
    assert [outcome for _, outcome, _ in history(copy)] == ["ok", "unreadable", "ok"]
    imported(copy, tmp_path / "b" / "warc")
    assert [(outcome, version) for _, outcome, version in history(copy)] == [("ok", 1), ("ok", 2), ("ok", 2), ("ok", 3)]
    imported(crawled, tmp_path / "b" / "warc", tmp_path / "a" / "warc")
    assert history(crawled) == history(copy)


@pytest.mark.parametrize(("minutes", "outcome"), [(20, "unreadable"), (40, "ok")])
def test_only_what_comes_soon_is_a_second_look(tmp_path: Path, minutes: int, outcome: str) -> None:
    """Somebody else's crawls ask once, and what only they saw makes a version with a finding."""
    noon = datetime(2026, 3, 1, 5, tzinfo=UTC)
    for name, after, body in (("a", -1440, LONG), ("b", 0, SHORT), ("c", minutes, LONG)):
        with time_machine.travel(noon + timedelta(minutes=after), tick=False):
            crawl_site(tmp_path / name, answers(body))
    imported(tmp_path / "copy", *(tmp_path / name / "warc" for name in "abc"))
    assert [one for _, one, _ in history(tmp_path / "copy")] == ["ok", outcome, "ok"]


def test_a_suspect_that_nobody_looked_at_again_makes_a_version_with_a_finding(tmp_path: Path) -> None:
    for name, body in (("a", LONG), ("b", SHORT)):
        crawl_site(tmp_path / name, answers(body))
    imported(tmp_path / "copy", tmp_path / "a" / "warc", tmp_path / "b" / "warc")
    done = CliRunner().invoke(cli, ["--archive", str(tmp_path / "copy"), "history", PATH, "--json"])
    first, second = json.loads(done.stdout)["versions"]
    assert first["findings"] == []
    assert "suspect, seen once and not confirmed" in second["findings"][0]
