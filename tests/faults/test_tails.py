"""What a power cut may leave at the end of a file is found at its byte, and costs nothing that was promised."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.faults import invariants, workload
from tests.faults.report import Report
from tests.faults.script import FIRST
from tests.faults.warc_walk import Walked, walk
from tubancrawl.capture.recovery import seal_left_open
from tubancrawl.errors import ArchiveDamaged


@dataclass(frozen=True, slots=True)
class Left:
    """An archive as a kill before the sixth flush leaves it: the last records are written, and no row knows them."""

    archive: Path
    acked: list[str]
    name: str
    settled: int

    @property
    def open_file(self) -> Path:
        return self.archive / "warc" / f"{self.name}.open"


class _Camera(Report):
    """Copies the archive at the moment before a flush."""

    def __init__(self, path: Path, archive: Path, target: Path) -> None:
        super().__init__(path)
        self.archive, self.target, self.acked = archive, target, list[str]()

    def say(self, **facts: Any) -> None:
        super().say(**facts)
        if len(facts.get("acked", ())) == 8:
            self.acked = list(facts["acked"])
        if "waiting" in facts and self.acked and not self.target.exists():
            shutil.copytree(self.archive, self.target)


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Left:
    folder = tmp_path_factory.mktemp("left")
    camera = _Camera(folder / "report", folder / "archive", folder / "left")
    assert workload.run(folder / "archive", camera, "first") == 0
    with closing(sqlite3.connect(folder / "left" / "archive.db")) as rows:
        settled = dict(rows.execute("SELECT name, settled_bytes FROM warc_file").fetchall())
    [open_file] = (folder / "left" / "warc").glob("*.open")
    name = open_file.name.removesuffix(".open")
    assert 0 < settled.get(name, 0) < open_file.stat().st_size
    return Left(folder / "left", camera.acked, name, settled[name])


def members(path: Path) -> list[Walked]:
    return list(walk(path))


def cuts_of(left: Left) -> range:
    """Every byte of what was written and not promised: two exchanges, four records."""
    return range(left.settled, left.open_file.stat().st_size + 1)


def recovered(left: Left, tmp_path: Path, data: bytes) -> tuple[Path, Path]:
    """Put `data` in the place of the open file and seal it; return the folders of WARC files and of quarantine."""
    warc, quarantine = tmp_path / "warc", tmp_path / "quarantine"
    shutil.rmtree(warc, ignore_errors=True)
    shutil.rmtree(quarantine, ignore_errors=True)
    warc.mkdir()
    (warc / left.open_file.name).write_bytes(data)
    seal_left_open(warc, quarantine, lambda _: left.settled)
    return warc / left.name, quarantine


@pytest.mark.parametrize("step", [5, pytest.param(1, marks=[pytest.mark.slow, pytest.mark.sweep])], ids=["every fifth", "every"])
def test_a_cut_at_any_byte_costs_the_record_it_hits_and_no_other(left: Left, tmp_path: Path, step: int) -> None:
    data, whole = left.open_file.read_bytes(), members(left.open_file)
    borders = {cut for record in whole for end in [record.offset + record.length] for cut in (end - 1, end, end + 1)}
    cuts = [cut for at, cut in enumerate(cuts_of(left)) if at % step == 0 or cut in borders]
    assert len(cuts) > 1_400 // step
    for cut in cuts:
        sealed, quarantine = recovered(left, tmp_path, data[:cut])
        good = max(record.offset + record.length for record in whole if record.offset + record.length <= cut)
        assert sealed.read_bytes() == data[:good], cut
        tails = [path.read_bytes() for path in quarantine.glob("*.tail")]
        assert tails == ([data[good:cut]] if good < cut else []), cut
        assert len(list(quarantine.glob("*.txt"))) == len(tails), cut


@pytest.mark.parametrize("begin", ["at the end of the last record", "inside the last record"])
def test_a_tail_of_zeros_is_quarantined(left: Left, tmp_path: Path, begin: str) -> None:
    data, last = left.open_file.read_bytes(), members(left.open_file)[-1]
    kept = len(data) if begin.startswith("at") else last.offset + last.length // 2
    good = len(data) if begin.startswith("at") else last.offset
    for zeros in range(1, 8193, 431):
        sealed, quarantine = recovered(left, tmp_path, data[:kept] + bytes(zeros))
        assert sealed.read_bytes() == data[:good], zeros
        [tail] = quarantine.glob("*.tail")
        assert tail.read_bytes() == data[good:kept] + bytes(zeros), zeros


def every(cuts: range, count: int) -> Iterator[int]:
    return iter(cuts[:: max(1, len(cuts) // count)])


@pytest.mark.parametrize("cuts", [4, pytest.param(12, marks=pytest.mark.sweep)])
def test_a_crawl_begun_on_a_cut_file_keeps_its_promises_and_ends_whole(left: Left, tmp_path: Path, cuts: int) -> None:
    for cut in every(cuts_of(left), cuts):
        archive, report = tmp_path / f"archive-{cut}", tmp_path / f"report-{cut}"
        shutil.copytree(left.archive, archive)
        with (archive / "warc" / left.open_file.name).open("r+b") as file:
            file.truncate(cut)
        for part, whole in (("recover", ()), ("first", FIRST)):
            assert workload.run(archive, Report(report), part) == 0, Report.read(report)
            assert invariants.check(archive, acked=left.acked, before={}, complete=whole) == [], cut


def test_a_file_shorter_than_what_was_promised_is_refused_by_name(left: Left, tmp_path: Path) -> None:
    data = left.open_file.read_bytes()
    for cut in every(range(left.settled), 40):
        with pytest.raises(ArchiveDamaged, match=f"{left.name}.*expected at least {left.settled} bytes.*found {cut}; restore"):
            recovered(left, tmp_path, data[:cut])
