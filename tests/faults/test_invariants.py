"""The checker of the sweeps finds each kind of breakage: a sweep that finds nothing then means something."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.faults import invariants, workload
from tests.faults.report import Report
from tests.faults.script import FIRST


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sound")
    assert workload.run(folder / "archive", Report(folder / "report"), "first") == 0
    return folder / "archive"


def rows(statement: str) -> Callable[[Path], None]:
    def change(archive: Path) -> None:
        with closing(sqlite3.connect(archive / "archive.db")) as database:
            database.execute(statement)
            database.commit()

    return change


def flip(at: int) -> Callable[[Path], None]:
    def change(archive: Path) -> None:
        path = min((archive / "warc").iterdir())
        data = bytearray(path.read_bytes())
        data[at] ^= 0x10
        path.write_bytes(data)

    return change


def doubled(archive: Path) -> None:
    first = min((archive / "warc").iterdir())
    shutil.copyfile(first, first.with_name("tubancrawl-copy.warc.gz"))


BREAKAGES: dict[str, tuple[str, Callable[[Path], None]]] = {
    "a promised row gone": ("I1", rows("DELETE FROM capture WHERE outcome = 'gone'")),
    "a file gone": ("I2", lambda archive: min((archive / "warc").iterdir()).unlink()),
    "a place that is another's": ("I2", rows("UPDATE capture SET warc_offset = warc_offset + 1 WHERE id = 3")),
    "a payload digest": ("I2", rows("UPDATE capture SET payload_sha256 = 'ab' WHERE id = 3")),
    "a version gone": ("I4", rows("DELETE FROM version WHERE number = 2")),
    "a version too much": (
        "I4",
        rows(
            "INSERT INTO version SELECT 999, article_id, 9, first_captured_at, last_captured_at, reading_id, content_sha256 "
            "FROM version LIMIT 1"
        ),
    ),
    "an outcome": ("I4", rows("UPDATE capture SET outcome = 'missing' WHERE outcome = 'gone'")),
    "an address gone": ("I5", rows("DELETE FROM url WHERE url LIKE '%never-asked'")),
    "an address forgotten": ("I5", rows("UPDATE url SET due_at = NULL, lease_crawl_id = NULL WHERE url LIKE '%never-asked'")),
    "a seal": ("I6", rows("UPDATE warc_file SET sha256 = 'ab'")),
    "an event gone": ("I7", rows("DELETE FROM event WHERE id = 1")),
    "a foreign key": ("I8", rows("UPDATE capture SET crawl_id = 99 WHERE id = 1")),
    "a flipped bit": ("I9", flip(700)),
    "a doubled file": ("I9", doubled),
    "a time": ("I10", rows("UPDATE capture SET captured_at = captured_at + 1 WHERE id = 1")),
}


@pytest.mark.parametrize(("invariant", "breaks"), BREAKAGES.values(), ids=BREAKAGES)
def test_each_breakage_is_found_and_named(sound: Path, tmp_path: Path, invariant: str, breaks: Callable[[Path], None]) -> None:
    archive = tmp_path / "archive"
    shutil.copytree(sound, archive)
    before = invariants.counts(archive)
    acked = [step.record_id for step in FIRST]
    assert invariants.check(archive, acked=acked, before=before, complete=FIRST) == []
    breaks(archive)
    found = invariants.check(archive, acked=acked, before=before, complete=FIRST)
    assert any(text.startswith(f"{invariant} ") for text in found), found
