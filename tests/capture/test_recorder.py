"""One door to the archive: what came in is on disk before it is a row, and whatever was cut off is found again."""

import hashlib
import multiprocessing
import os
import shutil
import signal
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.capture.shapes import TEXT, coded, sized
from tests.capture.test_warc_writer import MOMENT, exchange
from tubancrawl.capture.exchange import Exchange
from tubancrawl.capture.recorder import Recorder
from tubancrawl.capture.recovery import seal_left_open
from tubancrawl.capture.warc import iter_members, iter_stored, read_at
from tubancrawl.errors import ArchiveDamaged, ArchiveLocked, BadUrl
from tubancrawl.items import PageItem
from tubancrawl.parsing import READER_VERSION
from tubancrawl.store.database import open_database, reading
from tubancrawl.store.models import Capture, Event, WarcFile


def recording(archive: Path, **options: Any) -> Recorder:
    return Recorder.open(archive, how="test", mode="all", **{"reader_version": READER_VERSION, **options})


def numbered(n: int, response: bytes | None = None) -> Exchange:
    body = sized(b"%d" % n) if response is None else response
    return exchange(
        body, url=f"https://tubankab.go.id/entry/synthetic-{n}", record_id=f"urn:uuid:{n:08d}-0000-4000-8000-000000000000"
    )


def captures(archive: Path) -> list[Capture]:
    return rows(archive, Capture)


def rows(archive: Path, model: type[Any]) -> list[Any]:
    engine = open_database(archive / "archive.db", read_only=True)
    try:
        with reading(engine) as session:
            found = session.query(model).all()
            session.expunge_all()
            return found
    finally:
        engine.dispose()


def warc_files(archive: Path) -> list[Path]:
    return sorted((archive / "warc").iterdir())


def test_an_exchange_becomes_a_record_and_a_row(tmp_path: Path) -> None:
    with recording(tmp_path) as recorder:
        recorder.record(
            numbered(1, sized(TEXT, b'ETag: "a"', b"Last-Modified: Wed, 18 Jul 2018 00:00:00 GMT")), awaits_item=False
        )
    [capture] = captures(tmp_path)
    [path] = warc_files(tmp_path)
    assert (capture.url, capture.http_status, capture.outcome, capture.evidence) == (numbered(1).url, 200, "ok", [])
    assert (capture.etag, capture.last_modified) == ('"a"', "Wed, 18 Jul 2018 00:00:00 GMT")
    assert (capture.captured_at, capture.ip, capture.warc) == (MOMENT, "192.0.2.7", path.name)
    assert read_at(path, capture.warc_offset, capture.warc_length).response == sized(
        TEXT, b'ETag: "a"', b"Last-Modified: Wed, 18 Jul 2018 00:00:00 GMT"
    )


PAYLOADS = {
    "plain": (sized(TEXT), TEXT),
    "gzip": (coded(b"\x1f\x8b", b"gzip"), b"\x1f\x8b"),
    "chunked": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalo\r\n0\r\n\r\n", b"halo"),
}


@pytest.mark.parametrize(("block", "payload"), PAYLOADS.values(), ids=PAYLOADS)
def test_the_payload_digest_is_of_the_body_without_chunks_and_with_its_coding(
    tmp_path: Path, block: bytes, payload: bytes
) -> None:
    with recording(tmp_path) as recorder:
        recorder.record(numbered(1, block), awaits_item=False)
    assert captures(tmp_path)[0].payload_sha256 == hashlib.sha256(payload).hexdigest()


def test_an_exchange_without_an_answer_is_a_row_too(tmp_path: Path) -> None:
    with recording(tmp_path) as recorder:
        recorder.record(replace(numbered(1), response=b"", error="timeout: no whole answer within 30 s"), awaits_item=False)
    [capture] = captures(tmp_path)
    assert (capture.http_status, capture.outcome, capture.payload_sha256) == (None, "failed", None)
    assert capture.evidence == ["no answer: timeout: no whole answer within 30 s"]


def test_a_redirect_names_its_absolute_target(tmp_path: Path) -> None:
    with recording(tmp_path) as recorder:
        recorder.record(numbered(1, sized(b"", b"Location: ../entry/b", status=b"HTTP/1.1 301 Pindah")), awaits_item=False)
    [capture] = captures(tmp_path)
    assert (capture.outcome, capture.location, capture.evidence) == (
        "moved",
        "https://tubankab.go.id/entry/b",
        ["HTTP 301 Pindah"],
    )


def test_a_url_that_is_none_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with recording(tmp_path) as recorder, pytest.raises(BadUrl):
        recorder.record(replace(numbered(1), url="https://tubankab.go.id/\r\nx"), awaits_item=False)
    assert list(iter_stored(tmp_path / "warc")) == []


def test_a_second_writer_is_refused_and_told_who_holds_the_archive(tmp_path: Path) -> None:
    with recording(tmp_path), pytest.raises(ArchiveLocked, match="held by process"):
        recording(tmp_path)
    recording(tmp_path).close()


def test_a_full_file_is_sealed_with_its_digest_and_the_next_one_goes_on(tmp_path: Path) -> None:
    with recording(tmp_path, max_warc_bytes=1) as recorder:
        for n in range(3):
            recorder.record(numbered(n), awaits_item=False)
    files = rows(tmp_path, WarcFile)
    assert [file.name for file in files] == [path.name for path in warc_files(tmp_path)]
    assert len(files) == 4  # the first has the run's beginning alone
    assert all(file.sealed_at and file.sha256 for file in files)
    assert [file.settled_bytes for file in files] == [path.stat().st_size for path in warc_files(tmp_path)]


@pytest.fixture
def recorded(tmp_path: Path) -> Path:
    """Return another archive with three exchanges, one of them without an answer."""
    with recording(tmp_path / "other") as recorder:
        recorder.record(numbered(1), awaits_item=False)
        recorder.record(numbered(2, sized(TEXT)[:-4]), awaits_item=False)
        recorder.record(replace(numbered(3), response=b"", error="timeout: none"), awaits_item=False)
    return tmp_path / "other"


def copied(archive: Path, source: Path) -> list[bool]:
    with recording(archive) as recorder:
        taken = []
        for stored in iter_stored(source / "warc"):
            new = stored.record_id not in recorder.known([stored.record_id])
            if new:
                recorder.copy(stored, awaits_item=False)
            taken.append(new)
        return taken


def facts(archive: Path) -> list[tuple[Any, ...]]:
    return [
        (c.record_id, c.url, c.captured_at, c.http_status, c.outcome, c.evidence, c.payload_sha256, c.ip)
        for c in captures(archive)
    ]


def test_copying_another_archive_gives_the_same_rows_and_records(tmp_path: Path, recorded: Path) -> None:
    assert copied(tmp_path / "mine", recorded) == [True, True, True]
    assert facts(tmp_path / "mine") == facts(recorded)
    raw = [
        [[record.raw for record in stored.records] for stored in iter_stored(archive / "warc")]
        for archive in (tmp_path / "mine", recorded)
    ]
    assert raw[0] == raw[1]


def test_copying_again_adds_nothing(tmp_path: Path, recorded: Path) -> None:
    copied(tmp_path / "mine", recorded)
    before = list(iter_stored(tmp_path / "mine" / "warc"))
    assert copied(tmp_path / "mine", recorded) == [False, False, False]
    assert list(iter_stored(tmp_path / "mine" / "warc")) == before
    assert len(captures(tmp_path / "mine")) == 3


def killed(archive: Path, numbers: Sequence[int], *, flushed: int) -> None:
    """Record in a process that is then killed; of `numbers` the first `flushed` are rows by then."""
    process = multiprocessing.get_context("fork").Process(target=_record_and_die, args=(archive, numbers, flushed))
    process.start()
    process.join(30)


def _record_and_die(archive: Path, numbers: Sequence[int], flushed: int) -> None:
    recorder = recording(archive)
    for count, n in enumerate(numbers, start=1):
        recorder.record(numbered(n), awaits_item=False)
        if count == flushed:
            recorder.flush()
    os.kill(os.getpid(), signal.SIGKILL)


def adopt_all(archive: Path) -> list[str]:
    with recording(archive) as recorder:
        adopted = []
        for stored in recorder.unknown_records():
            recorder.adopt(stored, awaits_item=False)
            adopted.append(stored.record_id[9:17].lstrip("0"))
        return adopted


def test_what_a_killed_writer_left_is_adopted_where_it_lies(tmp_path: Path) -> None:
    killed(tmp_path, [1, 2, 3, 4], flushed=2)
    assert [path.suffix for path in warc_files(tmp_path)] == [".open"]
    assert adopt_all(tmp_path) == ["3", "4"]
    assert [path.suffix for path in warc_files(tmp_path)] == [".gz", ".gz"]  # the second has the events of the second run
    found = captures(tmp_path)
    assert [c.record_id for c in found] == [numbered(n).record_id for n in (1, 2, 3, 4)]
    again = [read_at(tmp_path / "warc" / c.warc, c.warc_offset, c.warc_length).response for c in found]
    assert again == [sized(b"%d" % n) for n in (1, 2, 3, 4)]


def test_adopting_again_finds_nothing(tmp_path: Path) -> None:
    killed(tmp_path, [1, 2], flushed=1)
    adopt_all(tmp_path)
    assert adopt_all(tmp_path) == []
    assert len(captures(tmp_path)) == 2


def test_a_writer_killed_before_it_adopts_leaves_the_records_for_the_next(tmp_path: Path) -> None:
    killed(tmp_path, [1, 2], flushed=1)
    recording(tmp_path).close()
    assert adopt_all(tmp_path) == ["2"]


def test_a_capture_that_waits_for_its_item_is_offered_again_after_a_kill(tmp_path: Path) -> None:
    with recording(tmp_path / "a") as recorder:
        recorder.record(numbered(1), awaits_item=True)
        recorder.record(numbered(2), awaits_item=False)
        recorder.flush()
        # What a kill would leave: the folder as it is now, the database without the first capture.
        shutil.copytree(tmp_path / "a", tmp_path / "b")
        recorder.settle(
            PageItem(url=numbered(1).url, record_id=numbered(1).record_id, captured_at=MOMENT, outcome="soft_missing")
        )
    assert [c.outcome for c in captures(tmp_path / "a")] == ["ok", "soft_missing"]
    assert adopt_all(tmp_path / "b") == ["1"]


@pytest.fixture(scope="module")
def torn(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[int]]:
    """Return an archive whose writer was killed after three exchanges, one of them a row, and where its WARC members begin."""
    archive = tmp_path_factory.mktemp("torn")
    killed(archive, [1, 2, 3], flushed=1)
    return archive, [member.offset for member in iter_members(warc_files(archive)[0])]


@pytest.mark.parametrize(
    "step", [7, pytest.param(1, marks=[pytest.mark.slow, pytest.mark.sweep])], ids=["every seventh", "every"]
)
def test_a_tail_torn_at_any_byte_goes_to_quarantine_and_the_rest_is_sealed(
    tmp_path: Path, torn: tuple[Path, list[int]], step: int
) -> None:
    archive, members = torn
    [path] = warc_files(archive)
    data = path.read_bytes()
    # The last two records. Before them: warcinfo, the event of the run's beginning, an exchange and its event, an exchange.
    borders = {cut for offset in (*members[7:], len(data)) for cut in (offset - 1, offset, offset + 1)}
    cuts = sorted({*range(members[7], len(data), step), *borders} & set(range(members[7], len(data))))
    for cut in cuts:
        warc, quarantine = tmp_path / str(cut) / "warc", tmp_path / str(cut) / "quarantine"
        warc.mkdir(parents=True)
        (warc / path.name).write_bytes(data[:cut])
        border = max(offset for offset in members if offset <= cut)
        told = seal_left_open(warc, quarantine, lambda _: members[5])
        sealed = path.name.removesuffix(".open")
        assert {file.name: file.read_bytes() for file in warc.iterdir()} == {sealed: data[:border]}
        tails = {file.name: file.read_bytes() for file in quarantine.glob("*.tail")}
        assert tails == ({f"{sealed}.{border}.tail": data[border:cut]} if cut > border else {})
        assert len(told) == len(tails) == len(list(quarantine.glob("*.txt")))


@pytest.mark.parametrize("part", ["answer torn", "request torn", "request lost", "zeros behind"])
def test_whole_records_before_a_torn_tail_are_adopted(tmp_path: Path, torn: tuple[Path, list[int]], part: str) -> None:
    archive = tmp_path / "a"
    shutil.copytree(torn[0], archive)
    [path] = warc_files(archive)
    data, members = path.read_bytes(), torn[1]
    left = {
        "answer torn": data[: members[8] - 1],
        "request torn": data[:-1],
        "request lost": data[: members[8]],
        "zeros behind": data + bytes(512),
    }
    path.write_bytes(left[part])
    assert adopt_all(archive) == (["2"] if part == "answer torn" else ["2", "3"])
    assert adopt_all(archive) == []


def test_a_torn_tail_is_an_event_that_says_where_it_went(tmp_path: Path) -> None:
    killed(tmp_path, [1, 2], flushed=1)
    [path] = warc_files(tmp_path)
    size = path.stat().st_size
    with path.open("ab") as file:
        file.write(bytes(4096))
    adopt_all(tmp_path)
    [event] = [event for event in rows(tmp_path, Event) if event.kind == "torn tail"]
    assert f"at offset {size}; 4096 bytes are now in quarantine/" in event.detail["text"]


def test_a_file_shorter_than_its_rows_stops_the_writer_and_changes_nothing(tmp_path: Path) -> None:
    killed(tmp_path, [1, 2], flushed=2)
    [path] = warc_files(tmp_path)
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(ArchiveDamaged, match="restore the file"):
        recording(tmp_path)
    assert warc_files(tmp_path) == [path]
    with pytest.raises(ArchiveDamaged):  # and not ArchiveLocked: the refusal has let go of the lock
        recording(tmp_path)


def test_an_empty_file_of_a_killed_writer_goes_away(tmp_path: Path) -> None:
    recording(tmp_path).close()
    empty = tmp_path / "warc" / "tubancrawl-20180718T023000Z-00000.warc.gz.open"
    empty.touch()
    recording(tmp_path).close()
    assert not empty.exists()
    assert not empty.with_suffix("").exists()
    assert not (tmp_path / "quarantine").exists()


def test_damage_is_told_before_it_is_raised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    recorder = recording(tmp_path, on_damage=lambda: told.append("stop"))
    recorder.record(numbered(1), awaits_item=False)

    def fails(_: int) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", fails)
        with pytest.raises(ArchiveDamaged):
            recorder.flush()
    assert told == ["stop"]
    with pytest.raises(ArchiveDamaged):
        recorder.close()
    assert captures(tmp_path) == []
    assert adopt_all(tmp_path) == ["1"]
