"""An answer that repeats what is kept is kept in short, and reads as it was received."""

import gzip
import random
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import fastwarc
import pytest
from warcio.archiveiterator import ArchiveIterator

from tests.capture.shapes import SHAPES, chunked, coded, in_chunks, sized
from tests.capture.test_recorder import captures, recording
from tests.capture.test_warc_writer import MOMENT, URL, decompressed, exchange, only_file, writer
from tubancrawl.capture.conditions import unconditional_digest
from tubancrawl.capture.exchange import Exchange
from tubancrawl.capture.warc import Revisit, StoredExchange, body_digest, iter_stored, read_at, warc_path
from tubancrawl.items import Original

BODY = random.Random(1918).randbytes(2000)
LATER = MOMENT + timedelta(days=1)
NOT_MODIFIED = b'HTTP/1.1 304 Not Modified\r\ndate: later\r\nETag: W/"a"\r\n\r\n'
ASKED = b'GET /entry/synthetic HTTP/1.1\r\nHost: tubankab.go.id\r\nIf-None-Match: W/"a"\r\nUser-Agent: t\r\n\r\n'
ASKED_PLAINLY = ASKED.replace(b'If-None-Match: W/"a"\r\n', b"")
ID = "urn:uuid:00000000-0000-4000-8000-0000000000{}".format


def first(response: bytes) -> Exchange:
    return exchange(response, request=ASKED_PLAINLY, record_id=ID("0a"))


def again(response: bytes, *, request: bytes = ASKED) -> Exchange:
    return exchange(response, request=request, started_at=LATER, record_id=ID("0b"))


def original_of(kept: Exchange) -> Original:
    """What the store says of it when the address is leased again."""
    return Original(
        record_id=kept.record_id,
        url=kept.url,
        captured_at=kept.started_at,
        body_digest=body_digest(kept.response) or "",
        request_digest=unconditional_digest(kept.request),
    )


def stored(archive: Path) -> list[StoredExchange]:
    return list(iter_stored(archive / "warc"))


def kept(archive: Path, *exchanges: Exchange) -> list[StoredExchange]:
    """Record the exchanges, all after the first with the first for their original, and return what lies in the archive."""
    with recording(archive) as recorder:
        recorder.record(exchanges[0], awaits_item=False)
        for one in exchanges[1:]:
            recorder.record(one, awaits_item=False, original=original_of(exchanges[0]))
    found = stored(archive)
    assert [one.response for one in found] == [one.response for one in exchanges]
    assert [fault for one in found for fault in one.broken_digests()] == []
    return found


def test_the_records_are_these(tmp_path: Path) -> None:
    warc = writer(tmp_path)
    full = sized(b"halo")
    for profile, response in (("server-not-modified", NOT_MODIFIED), ("identical-payload-digest", full)):
        revisit = Revisit(profile, original_of(first(full)))  # type: ignore[arg-type]  # the two words of Profile
        warc.append(again(response), revisit=revisit, with_request=False)
    warc.close()
    _, *records = decompressed(only_file(tmp_path)).split(b"WARC/1.1\r\n")[1:]
    assert b"WARC/1.1\r\n" + b"WARC/1.1\r\n".join(records) == Path(__file__).with_name("revisits.warc").read_bytes()


def test_a_304_is_a_revisit_of_what_its_validators_belong_to(tmp_path: Path) -> None:
    _, revisit = kept(tmp_path, first(sized(BODY, b'ETag: W/"a"')), again(NOT_MODIFIED))
    [answer] = revisit.records
    assert answer.block == NOT_MODIFIED
    assert answer.get("WARC-Profile") == "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
    assert (answer.get("WARC-Refers-To"), answer.get("WARC-Refers-To-Date")) == (f"<{ID('0a')}>", "2018-07-18T02:30:00.123456Z")
    assert [capture.outcome for capture in captures(tmp_path)] == ["ok", "not_modified"]


def _changed(block: bytes) -> bytes:
    """The same body under another head, as on another day."""
    return block.replace(b"\r\n", b"\r\nDate: Thu, 19 Jul 2018 02:30:00 GMT\r\nX-Served:  2 \r\n", 1)


FRAMINGS = {
    "content-length": sized(BODY),
    "chunked": in_chunks(chunked(BODY, 700)),
    "chunked-with-trailers": in_chunks(chunked(BODY, 700, trailer=b"X-Sum: 1\r\n")),
    "gzip": coded(gzip.compress(BODY, mtime=0), b"gzip"),
    "gzip-chunked": in_chunks(chunked(gzip.compress(BODY, mtime=0), 700), b"Content-Encoding: gzip"),
    "no-length": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + BODY,
    "http-1.0": b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + BODY,
    "body-with-blank-lines": sized(b"\r\n\r\na\n\nb\r\n\r\n" * 60),
}


@pytest.mark.parametrize("block", FRAMINGS.values(), ids=FRAMINGS)
def test_an_equal_body_is_left_out_and_reads_as_received(tmp_path: Path, block: bytes) -> None:
    _, revisit = kept(tmp_path, first(block), again(_changed(block)))
    [answer] = revisit.records
    assert (revisit.kind, answer.get("WARC-Truncated")) == ("revisit", "length")
    assert answer.block == _changed(block)[: len(answer.block)]
    assert answer.get("WARC-Payload-Digest") == body_digest(block)
    payloads = {capture.payload_sha256 for capture in captures(tmp_path)}
    assert len(payloads) == 1


@pytest.mark.parametrize("block", [block for block, _, _ in SHAPES.values()], ids=SHAPES)
def test_whatever_a_server_sends_twice_reads_as_received_twice(tmp_path: Path, block: bytes) -> None:
    kept(tmp_path, first(block), again(block))


IN_FULL = {
    "one byte differs": sized(BODY[:-1] + b"x"),
    "chunked elsewhere": in_chunks(chunked(BODY, 300)),
    "no success": sized(BODY, status=b"HTTP/1.1 404 Not Found"),
    "a part": sized(BODY, status=b"HTTP/1.1 206 Partial Content"),
    "moved": sized(BODY, b"Location: /entry/b", status=b"HTTP/1.1 301 Moved"),
    "cut": sized(BODY).replace(b"2000", b"2001"),
    "more than it says": sized(BODY).replace(b"2000", b"1999"),
    "lines that tools split elsewhere": sized(BODY, eol=b"\n"),
    "a 304 with a body": NOT_MODIFIED + b"halo",
}


@pytest.mark.parametrize("block", IN_FULL.values(), ids=IN_FULL)
def test_what_is_not_whole_and_equal_is_kept_in_full(tmp_path: Path, block: bytes) -> None:
    found = kept(tmp_path, first(sized(BODY)), again(block))
    assert [one.kind for one in found] == ["response", "response"]
    assert len(found[1].records) == 2


def test_an_answer_that_was_cut_is_kept_in_full_even_if_it_is_equal(tmp_path: Path) -> None:
    block = b"HTTP/1.1 200 OK\r\n\r\n" + BODY
    found = kept(tmp_path, first(block), replace(again(block), truncated="time"))
    assert [one.kind for one in found] == ["response", "response"]


def test_a_small_body_is_kept_for_its_reference_would_be_longer(tmp_path: Path) -> None:
    assert kept(tmp_path, first(sized(b"halo")), again(sized(b"halo")))[1].kind == "response"


def test_a_304_that_nobody_asked_for_is_told(tmp_path: Path) -> None:
    _, unasked = kept(tmp_path, first(sized(BODY)), again(NOT_MODIFIED, request=ASKED_PLAINLY))
    assert unasked.kind == "response"
    found = captures(tmp_path)[1]
    assert (found.outcome, found.evidence) == ("not_modified", ["304 to a request without a condition: its word alone"])


def test_without_an_original_everything_is_kept_in_full(tmp_path: Path) -> None:
    with recording(tmp_path) as recorder:
        for one in (first(sized(BODY)), again(NOT_MODIFIED)):
            recorder.record(one, awaits_item=False)
    assert [one.kind for one in stored(tmp_path)] == ["response", "response"]
    assert [capture.outcome for capture in captures(tmp_path)] == ["ok", "not_modified"]


def test_a_request_is_kept_again_when_more_than_its_conditions_differ(tmp_path: Path) -> None:
    renamed = ASKED.replace(b"User-Agent: t", b"User-Agent: another")
    third = replace(again(NOT_MODIFIED, request=renamed), record_id=ID("0c"))
    found = kept(tmp_path, first(sized(BODY)), again(NOT_MODIFIED), third)
    assert [one.request for one in found] == [ASKED_PLAINLY, b"", renamed]


def _tampered(archive: Path, old: bytes, new: bytes) -> None:
    """Write the archive's first WARC file anew with a changed body, as sound gzip."""
    source = writer(archive / "other")
    [full] = [one for one in stored(archive) if one.kind == "response"]
    source.append(replace(first(full.response.replace(old, new)), record_id=full.record_id))
    source.close()
    changed = only_file(archive / "other")
    [path] = (archive / "warc").iterdir()
    revisit = next(one for one in stored(archive) if one.kind == "revisit")
    path.write_bytes(changed.read_bytes() + revisit.records[0].member)


def test_a_body_that_has_no_longer_its_digest_is_not_given_to_a_revisit(tmp_path: Path) -> None:
    kept(tmp_path, first(sized(BODY)), again(sized(BODY)))
    _tampered(tmp_path, BODY[:10], b"0123456789")
    revisit = stored(tmp_path)[1]
    assert revisit.truncated == "length"
    assert revisit.response == sized(BODY)[: -len(BODY)]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    archive = tmp_path_factory.mktemp("revisits")
    with recording(archive) as recorder:
        for number, block in enumerate(FRAMINGS.values()):
            full = replace(first(block), url=f"{URL}-{number}", record_id=ID(f"{number}1"))
            later = [(block, f"{number}2"), (NOT_MODIFIED, f"{number}3")]
            recorder.record(full, awaits_item=False)
            for response, name in later:
                one = replace(again(response), url=full.url, record_id=ID(name))
                recorder.record(one, awaits_item=False, original=original_of(full))
    return only_file(archive / "warc")


def _run(*command: str | Path) -> "subprocess.CompletedProcess[str]":
    tool, *words = command
    return subprocess.run([Path(sys.executable).with_name(str(tool)), *words], capture_output=True, text=True, check=False)


def test_warcio_and_fastwarc_find_no_fault(file: Path) -> None:
    for tool in ("warcio", "fastwarc"):
        done = _run(tool, "check", file)
        assert (done.returncode, "Failed" in done.stdout) == (0, False), done.stdout


def test_of_payloads_fastwarc_misses_those_that_were_left_out_and_no_others(file: Path) -> None:
    done = _run("fastwarc", "check", "-p", "-q", "-o", "/dev/stdout", file)
    missed = {line.partition(">")[0].strip("<") for line in done.stdout.splitlines() if "PAYLOAD_FAIL" in line}
    assert missed == {ID(f"{number}2") for number in range(len(FRAMINGS))}


def test_other_tools_see_the_records_that_we_see(file: Path) -> None:
    ours = [(one.kind, one.record_id) for one in iter_stored(file)]
    with file.open("rb") as opened:
        theirs = [(r.rec_type, str(r.rec_headers.get_header("WARC-Record-ID")).strip("<>")) for r in ArchiveIterator(opened)]
    fast = [
        (str(r.record_type), str(r.headers.get("WARC-Record-ID")).strip("<>"))
        for r in fastwarc.ArchiveIterator(fastwarc.GzipReader(str(file)), parse_http=False)
    ]
    assert [one for one in theirs if one[0] in {"response", "revisit"}] == ours
    assert theirs == fast


def test_a_place_gives_a_revisit_back_whole(tmp_path: Path) -> None:
    expected = kept(tmp_path, first(sized(BODY)), again(_changed(sized(BODY))))
    folder = tmp_path / "warc"
    found = [read_at(warc_path(folder, c.warc), c.warc_offset, c.warc_length) for c in captures(tmp_path)]
    assert found == expected


def test_a_revisit_in_another_file_than_its_original_reads_whole(tmp_path: Path) -> None:
    with recording(tmp_path, max_warc_bytes=1) as recorder:
        recorder.record(first(sized(BODY)), awaits_item=False)
        recorder.record(again(sized(BODY)), awaits_item=False, original=original_of(first(sized(BODY))))
    _, revisit = captures(tmp_path)
    assert len({capture.warc for capture in captures(tmp_path)}) == 2
    assert read_at(tmp_path / "warc" / revisit.warc, revisit.warc_offset, revisit.warc_length).response == sized(BODY)
