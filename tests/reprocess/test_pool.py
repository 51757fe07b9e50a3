"""Pages read in processes beside the one that stores."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.exports import articles
from tubancrawl.capture.message import Message
from tubancrawl.capture.recorder import Recorder
from tubancrawl.capture.warc import Originals, index_groups, iter_stored, open_sources
from tubancrawl.cli import cli
from tubancrawl.errors import ReadingBroke, UnreadableRecord
from tubancrawl.items import Item
from tubancrawl.parsing import READER_VERSION
from tubancrawl.reprocess import Pool, importing

RECORDING = Path("fixtures/history/2024-01-17.warc.gz")


def taken(archive: Path, recording: Path, workers: int) -> Result:
    return CliRunner().invoke(cli, ["--archive", str(archive), "import", "--workers", str(workers), str(recording)])


@pytest.fixture
def _however_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "_MANY", 1)


@pytest.mark.usefixtures("_however_few")
@pytest.mark.parametrize("damaged", [False, True])
def test_an_import_in_three_processes_brings_what_it_does_in_one(damaged: bool, tmp_path: Path) -> None:
    recording = tmp_path / RECORDING.name
    data = bytearray(RECORDING.read_bytes())
    if damaged:
        data[len(data) // 2 : len(data) // 2 + 64] = bytes(64)
    recording.write_bytes(data)
    one, two = (taken(tmp_path / str(workers), recording, workers) for workers in (1, 2))
    assert (one.exit_code, one.output) == (two.exit_code, two.output)
    assert one.exit_code == int(damaged)
    assert len(articles(tmp_path / "1")) > 20
    assert articles(tmp_path / "1", times=True) == articles(tmp_path / "2", times=True)
    assert CliRunner().invoke(cli, ["--archive", str(tmp_path / "2"), "verify", "--deep"]).exit_code == 0


def test_large_bodies_are_not_gathered() -> None:
    """Sixteen videos of thirty megabytes, and as many for each process, would fill the memory."""
    stored = next(iter_stored(RECORDING))
    large = Message(body=bytes(700_000))
    jobs = [pages for _, (pages,) in importing._jobs([(stored, large, None)] * 6)]
    assert [len(pages) for pages in jobs] == [2, 2, 2]
    small = [len(pages) for _, (pages,) in importing._jobs([(stored, Message(), None), importing.Skipped.KNOWN] * 12)]
    assert small == [8, 4]


def test_answers_come_in_the_order_of_the_questions() -> None:
    with Pool(2) as pool:
        assert list(pool.in_order(abs, ((number, (-number,)) for number in range(20)))) == [(n, n) for n in range(20)]


def test_a_process_that_dies_is_an_error_that_says_what_to_do() -> None:
    with Pool(2) as pool, pytest.raises(ReadingBroke, match="--workers 1"):
        list(pool.in_order(os._exit, [(1, (3,))]))


def test_few_jobs_are_taken_ahead() -> None:
    taken: list[int] = []

    def jobs() -> Iterator[tuple[int, tuple[int]]]:
        for number in range(50):
            taken.append(number)
            yield number, (number,)

    with Pool(2) as pool:
        assert next(iter(pool.in_order(abs, jobs()))) == (0, 0)
    assert len(taken) == 4


@pytest.mark.usefixtures("_however_few")
def test_what_is_known_already_starts_no_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert taken(tmp_path, RECORDING, 1).exit_code == 0
    monkeypatch.delattr(Pool, "_started")
    assert taken(tmp_path, RECORDING, 2).exit_code == 0


def test_a_short_recording_starts_no_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(Pool, "_started")
    assert taken(tmp_path, RECORDING, 2).exit_code == 0


def before_the_error(items: Iterator[Item | importing.Skipped]) -> list[Item | importing.Skipped]:
    told = []
    try:
        for item in items:
            told.append(item)  # noqa: PERF402 - what came before the error counts
    except UnreadableRecord:
        return told
    raise AssertionError("no error")


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.usefixtures("_however_few")
def test_what_lies_before_the_damage_is_stored_though_it_shows_only_now(workers: int, tmp_path: Path) -> None:
    """The file was sound when it was indexed, and is not when it is read."""
    copy = tmp_path / "copy.warc.gz"
    shutil.copyfile(RECORDING, copy)
    recorder = Recorder.open(tmp_path / "archive", how="import", mode="all", reader_version=READER_VERSION)
    [source] = open_sources(copy)
    index = index_groups(source)
    place = index.groups[40].answer[0]
    with copy.open("r+b") as file:
        file.seek(place)
        file.write(bytes(copy.stat().st_size - place))
    with recorder, Pool(workers) as pool:
        told = before_the_error(importing.import_indexed(recorder, index, Originals(), pool=pool))
    index.source.close()
    source.close()
    assert len(told) == 40
    assert CliRunner().invoke(cli, ["--archive", str(tmp_path / "archive"), "verify"]).exit_code == 0
