"""What we write is WARC 1.1 that other tools accept, whatever the exchange holds."""

import errno
import itertools
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import fastwarc
import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from tests.capture.shapes import SHAPES, TEXT, coded, sized
from tubancrawl.capture.exchange import Exchange
from tubancrawl.capture.warc import WarcWriter, iter_members, iter_stored, read_at, warc_path
from tubancrawl.errors import ArchiveDamaged

MOMENT = datetime(2018, 7, 18, 2, 30, 0, 123456, tzinfo=UTC)
URL = "https://tubankab.go.id/entry/synthetic"


def exchange(response: bytes = sized(b"halo"), **changes: object) -> Exchange:
    made = Exchange(
        url=URL,
        started_at=MOMENT,
        ip="192.0.2.7",
        request=b"GET /entry/synthetic HTTP/1.1\r\nHost: tubankab.go.id\r\n\r\n",
        response=response,
        truncated=None,
        error=None,
        record_id="urn:uuid:00000000-0000-4000-8000-00000000000a",
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # the tests name fields and values that fit


def writer(folder: Path, *, max_bytes: int = 1 << 30, info: Mapping[str, str] | None = None) -> WarcWriter:
    numbers = itertools.count(1)
    new_id: Callable[[], str] = lambda: f"urn:uuid:00000000-0000-4000-8000-{next(numbers):012d}"  # noqa: E731 - one line says it
    return WarcWriter(
        folder, prefix="t", max_bytes=max_bytes, clock=lambda: MOMENT, new_id=new_id, info=info or {"software": "synthetic"}
    )


def only_file(folder: Path) -> Path:
    [path] = folder.iterdir()
    return path


def decompressed(path: Path) -> bytes:
    with fastwarc.GzipReader(str(path)) as reader:
        return b"".join(iter(lambda: reader.read(65536), b""))


def test_the_whole_file_is_this(tmp_path: Path) -> None:
    warc = writer(tmp_path)
    warc.append(exchange())
    warc.append(
        exchange(
            b"",
            error="timeout: no whole answer within 30 s, 0 bytes received",
            record_id="urn:uuid:00000000-0000-4000-8000-00000000000b",
        )
    )
    warc.close()
    expected = (Path(__file__).with_name("whole-file.warc")).read_bytes()
    assert decompressed(only_file(tmp_path)) == expected


def test_equal_exchanges_give_equal_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        warc = writer(tmp_path / name)
        warc.append(exchange(coded(TEXT, b"identity")))
        warc.close()
    assert only_file(tmp_path / "a").read_bytes() == only_file(tmp_path / "b").read_bytes()


# warcio 1.8.1 fails on br answers where Google's brotli is installed (AttributeError: unused_data), so it judges the others.
WRITTEN = [block for name, (block, _, _) in SHAPES.items() if name not in {"brotli", "two-codings"}]


@pytest.fixture(scope="module")
def every_shape(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shapes")
    warc = writer(folder)
    for number, block in enumerate(WRITTEN):
        warc.append(exchange(block, record_id=f"urn:uuid:{number:08d}-0000-4000-8000-000000000000"))
    warc.append(exchange(sized(TEXT)[:-9], truncated="time", record_id="urn:uuid:10000000-0000-4000-8000-000000000000"))
    warc.append(
        exchange(b"HTTP/1.1 200 OK\r\nX", truncated="disconnect", record_id="urn:uuid:20000000-0000-4000-8000-000000000000")
    )
    warc.append(
        exchange(b"", error="cannot connect", request=b"", ip=None, record_id="urn:uuid:30000000-0000-4000-8000-000000000000")
    )
    warc.close()
    return only_file(folder)


@pytest.mark.parametrize("tool", [["warcio", "check"], ["fastwarc", "check", "-p"]], ids=["warcio", "fastwarc"])
def test_other_tools_find_no_fault(every_shape: Path, tool: list[str]) -> None:
    done = subprocess.run(
        [Path(sys.executable).with_name(tool[0]), *tool[1:], every_shape], capture_output=True, text=True, check=False
    )
    assert (done.returncode, "Failed" in done.stdout) == (0, False), done.stdout


def test_warcio_fastwarc_and_we_see_the_same_records(every_shape: Path) -> None:
    with every_shape.open("rb") as file:
        theirs = [(r.rec_type, r.rec_headers.get_header("WARC-Record-ID")) for r in ArchiveIterator(file, no_record_parse=True)]
    records = fastwarc.ArchiveIterator(fastwarc.GzipReader(str(every_shape)), parse_http=False)
    fast = [(str(r.record_type), r.headers.get("WARC-Record-ID")) for r in records]
    ours = [stored.record_id for stored in iter_stored(every_shape)]
    assert theirs == fast
    assert ours == [record.strip("<>") for kind, record in theirs if kind in {"response", "metadata"}]
    assert len(theirs) == sum(1 for _ in iter_members(every_shape))


def test_every_exchange_reads_back_as_it_was(every_shape: Path) -> None:
    stored = list(iter_stored(every_shape))
    assert [one.response for one in stored[: len(WRITTEN)]] == WRITTEN
    assert [one.truncated for one in stored[len(WRITTEN) :]] == ["time", "disconnect", None]
    assert stored[-1].error == "cannot connect"
    assert {one.started_at for one in stored} == {MOMENT}
    assert [fault for one in stored for fault in one.broken_digests()] == []


def test_a_place_gives_the_exchange_back(tmp_path: Path) -> None:
    warc = writer(tmp_path)
    places = [
        warc.append(exchange(sized(b"%d" % n), record_id=f"urn:uuid:{n:08d}-0000-4000-8000-000000000000")) for n in range(3)
    ]
    while_open = [read_at(warc_path(tmp_path, place.warc), place.offset, place.length) for place in places]
    warc.close()
    sealed = [read_at(warc_path(tmp_path, place.warc), place.offset, place.length) for place in places]
    assert [stored.response for stored in sealed] == [sized(b"0"), sized(b"1"), sized(b"2")]
    assert [stored.place for stored in sealed] == places
    assert sealed == while_open == list(iter_stored(tmp_path))


def test_a_copy_keeps_ids_dates_and_digests(tmp_path: Path) -> None:
    warc = writer(tmp_path / "a")
    warc.append(exchange(sized(TEXT), truncated="length"))
    warc.close()
    [stored] = iter_stored(tmp_path / "a")
    copier = writer(tmp_path / "b")
    place = copier.copy(stored)
    copier.close()
    copied = read_at(tmp_path / "b" / place.warc, place.offset, place.length)
    assert [record.raw for record in copied.records] == [record.raw for record in stored.records]
    assert (copied.record_id, copied.started_at, copied.truncated) == (stored.record_id, MOMENT, "length")


def test_a_file_is_sealed_when_it_is_full_and_names_never_repeat(tmp_path: Path) -> None:
    warc = WarcWriter(tmp_path, prefix="t", max_bytes=1, clock=lambda: MOMENT, new_id=lambda: "urn:x", info={})
    places = [warc.append(exchange()) for _ in range(3)]
    names = [f"t-20180718T023000Z-0000{n}.warc.gz" for n in range(3)]
    assert [place.warc for place in places] == names
    assert sorted(path.name for path in tmp_path.iterdir()) == [names[0], names[1], names[2] + ".open"]
    sizes = warc.sync()
    assert sizes == {name: warc_path(tmp_path, name).stat().st_size for name in names}
    warc.close()


def test_the_digest_told_at_sealing_is_that_of_the_file(tmp_path: Path) -> None:
    warc = WarcWriter(tmp_path, prefix="t", max_bytes=1 << 20, clock=lambda: MOMENT, new_id=lambda: "urn:x", info={})
    warc.append(exchange())
    digest = warc.seal()
    path = only_file(tmp_path)
    told = subprocess.run(["sha256sum", path], capture_output=True, text=True, check=True).stdout.split()[0]
    assert digest == told


@pytest.mark.parametrize("call", ["append", "sync", "seal"])
def test_after_a_failed_fsync_nothing_is_written_or_promised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    warc = writer(tmp_path)
    warc.append(exchange())
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(errno.EIO, "Input/output error")))
        with pytest.raises(ArchiveDamaged, match="fsync failed"):
            warc.sync()
    size = only_file(tmp_path).stat().st_size
    with pytest.raises(ArchiveDamaged, match="nothing more is written"):
        warc.append(exchange()) if call == "append" else getattr(warc, call)()
    warc.close()
    assert only_file(tmp_path).name.endswith(".open")
    assert only_file(tmp_path).stat().st_size == size


FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from tests.capture.test_warc_writer import exchange, writer
from tubancrawl.errors import ArchiveDamaged
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1500, 1500))
warc = writer(Path(sys.argv[1]))
warc.append(exchange())
try:
    warc.append(exchange())
except ArchiveDamaged as error:
    print(error)
try:
    warc.sync()
except ArchiveDamaged:
    print("poisoned")
warc.close()
"""


def test_a_write_that_does_not_fit_poisons_the_writer(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", FULL_DISK, tmp_path / "w"], capture_output=True, text=True, check=True)
    assert "write failed" in done.stdout
    assert done.stdout.endswith("poisoned\n")
    assert [member.complete for member in iter_members(only_file(tmp_path / "w"))][-1] is False


NASTY = st.text(st.sampled_from("a/: \r\n\t\0\x0b\x7f\x85\u2028\u2029\ud800<>%") | st.characters(), max_size=30)


@given(
    url=NASTY,
    ip=st.none() | NASTY,
    error=st.none() | NASTY,
    record=NASTY,
    info=st.dictionaries(NASTY, NASTY, max_size=3),
    response=st.binary(max_size=80),
)
def test_no_text_makes_a_header_or_a_record_of_its_own(
    tmp_path_factory: pytest.TempPathFactory,
    url: str,
    ip: str | None,
    error: str | None,
    record: str,
    info: dict[str, str],
    response: bytes,
) -> None:
    folder = tmp_path_factory.mktemp("fuzz")
    warc = writer(folder, info=info)
    warc.append(exchange(response, url=url + "\r\nWARC-Refers-To: <urn:evil>", ip=ip, error=error, record_id=record))
    warc.close()
    with only_file(folder).open("rb") as file:
        theirs = [
            [name for name, _ in r.rec_headers.headers] for r in ArchiveIterator(BytesIO(file.read()), no_record_parse=True)
        ]
    fast = [
        list(r.headers.to_dict()) for r in fastwarc.ArchiveIterator(fastwarc.GzipReader(str(only_file(folder))), parse_http=False)
    ]
    assert len(theirs) == len(fast) == 3
    names = {name for headers in theirs + fast for name in headers}
    assert names <= {
        "WARC-Type", "WARC-Record-ID", "WARC-Date", "WARC-Target-URI", "WARC-IP-Address", "WARC-Concurrent-To", "WARC-Filename",
        "WARC-Block-Digest", "WARC-Payload-Digest", "Content-Type", "Content-Length",
    }  # fmt: skip
