"""What an answer says, and whether it is whole."""

import httptools
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.capture.shapes import INTERIM, SHAPES, TEXT, chunked, in_chunks, sized
from tubancrawl.capture.message import read_message
from tubancrawl.capture.status import evidence_of_status, outcome_of_status, redirect_target

LIMIT = 1 << 20


@pytest.mark.parametrize("name", SHAPES)
def test_every_shape_reads_as_its_body_without_a_problem(name: str) -> None:
    block, _, body = SHAPES[name]
    message = read_message(block, max_body=LIMIT)
    assert (message.body, message.problems) == (body, [])


@pytest.mark.parametrize("name", [name for name, (block, closes, _) in SHAPES.items() if not closes and len(block) < 5000])
def test_an_answer_cut_anywhere_is_never_taken_for_whole(name: str) -> None:
    block = SHAPES[name][0]
    whole = [cut for cut in range(len(block)) if not read_message(block[:cut], max_body=LIMIT).problems]
    assert whole == []


def test_headers_keep_order_case_and_repetition() -> None:
    message = read_message(b"HTTP/1.1 200 Oke\r\nX-b: 1\r\nx-B:  2 \r\nA:3\r\n\r\n", max_body=LIMIT)
    assert message.headers == [(b"X-b", b"1"), (b"x-B", b"2"), (b"A", b"3")]
    assert (message.status, message.reason, message.header("x-b")) == (200, "Oke", "1")


@pytest.mark.parametrize("interim", INTERIM.values(), ids=INTERIM)
def test_interim_answers_are_skipped(interim: bytes) -> None:
    message = read_message(interim + sized(TEXT, status=b"HTTP/1.1 200 Akhirnya"), max_body=LIMIT)
    assert (message.status, message.reason, message.body, message.problems) == (200, "Akhirnya", TEXT, [])


STORED_BY_OTHERS = {
    "de-chunked under a chunked header": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + TEXT,
    "HTTP/2 status line": b"HTTP/2 200\r\ncontent-type: text/html\r\n\r\n" + TEXT,
    "HTTP/2 status line with a space": b"HTTP/2 200 \r\n\r\n" + TEXT,
    "HTTP/1.0 with a length": sized(TEXT, status=b"HTTP/1.0 200 OK"),
    "bare LF": b"HTTP/1.1 200 OK\nServer: x\n\n" + TEXT,
}


@pytest.mark.parametrize("block", STORED_BY_OTHERS.values(), ids=STORED_BY_OTHERS)
def test_what_other_tools_store_is_read(block: bytes) -> None:
    message = read_message(block, max_body=LIMIT)
    assert (message.status, message.body, message.problems) == (200, TEXT, [])


BROKEN = {
    "short of its length": (sized(TEXT)[:-5], f"cut body: {len(TEXT) - 5} of {len(TEXT)} bytes"),
    "no closing chunk": (in_chunks(b"4\r\nhalo\r\n"), "cut chunking after byte 9 of the body"),
    "half a chunk": (in_chunks(b"8\r\nhalo"), "cut chunking after byte 0 of the body"),
    "no chunk size": (in_chunks(b"4\r\nhalo\r\nxyz\r\n"), "bad chunking at byte 9 of the body"),
    "two lengths": (
        b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 9\r\n\r\nhalo",
        "conflicting lengths: Content-Length [4, 9]",
    ),
    "length beside chunks": (
        in_chunks(chunked(b"halo"), b"Content-Length: 4"),
        "conflicting lengths: Content-Length beside Transfer-Encoding",
    ),
    "length in words": (b"HTTP/1.1 200 OK\r\nContent-Length: four\r\n\r\nhalo", "unreadable Content-Length b'four'"),
    "negative length": (b"HTTP/1.1 200 OK\r\nContent-Length: -4\r\n\r\nhalo", "unreadable Content-Length b'-4'"),
    "more than its length": (sized(b"halo") + b"junk", "4 bytes after the end of the answer"),
    "more after the chunks": (in_chunks(chunked(b"halo")) + b"junk", "4 bytes after the end of the answer"),
    "a body on a 304": (b"HTTP/1.1 304 Not Modified\r\n\r\nhalo", "4 bytes after the end of the answer"),
    "cut head": (b"HTTP/1.1 200 OK\r\nServer: ngi", "cut head"),
    "a nameless header": (b"HTTP/1.1 200 OK\r\nnonsense\r\n\r\n", "a header line without a name"),
}


@pytest.mark.parametrize(("block", "problem"), BROKEN.values(), ids=BROKEN)
def test_what_is_broken_is_named(block: bytes, problem: str) -> None:
    message = read_message(block, max_body=LIMIT)
    assert message.problems == [problem]
    assert message.status in {200, 304}


def test_a_hopeless_block_has_status_0_and_a_problem() -> None:
    message = read_message(b"SSH-2.0-OpenSSH_9.2\r\n", max_body=LIMIT)
    assert message.status == 0
    assert message.problems == ["expected an HTTP status line, found b'SSH-2.0-OpenSSH_9.2'"]


def test_a_body_over_the_limit_is_cut_and_named() -> None:
    message = read_message(sized(b"a" * 100), max_body=10)
    assert (message.body, message.problems) == (b"a" * 10, ["body over 10 bytes"])


PIECES = st.sampled_from(
    [
        b"HTTP/1.1 200 OK",
        b"HTTP/1.1 100 C\r\n\r\n",
        b"\r\n",
        b"\n",
        b"\r\n\r\n",
        b"Content-Length: 4",
        b"Transfer-Encoding: chunked",
        b"Content-Encoding: gzip",
        b"br",
        b"4\r\nhalo\r\n",
        b"0\r\n\r\n",
        b"ffffffffffffff\r\n",
        b"\x1f\x8b\x08",
        b":",
        b" ",
        b"\x00",
        b"\xff",
    ]
)


@given(st.one_of(st.binary(), st.lists(st.one_of(PIECES, st.binary(max_size=9)), max_size=14).map(b"".join)))
@example(b"HTTP/1.1 200 OK\r\nContent-Length: \xb2\r\n\r\n")
@example(b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n")
def test_no_bytes_make_the_reader_raise(block: bytes) -> None:
    message = read_message(block, max_body=1000)
    assert len(message.body) <= 1000 or message.problems


class _Referee:
    """llhttp, the parser of Node.js, as a second opinion on where an answer ends."""

    def __init__(self) -> None:
        self.body = b""
        self.complete = False
        self.parser = httptools.HttpResponseParser(self)

    def on_body(self, data: bytes) -> None:
        self.body += data

    def on_message_complete(self) -> None:
        self.complete = self.parser.get_status_code() >= 200


@given(
    status=st.sampled_from([200, 201, 204, 301, 304, 404, 503]),
    headers=st.lists(st.sampled_from([b"Server: x", b"X-A:1", b"Connection: close", b"Set-Cookie: a=b"]), max_size=4),
    body=st.binary(max_size=60),
    chunk=st.none() | st.integers(1, 20),
    cut=st.integers(0, 3),
)
def test_llhttp_agrees_on_body_and_end(status: int, headers: list[bytes], body: bytes, chunk: int | None, cut: int) -> None:
    framing = b"Transfer-Encoding: chunked" if chunk else b"Content-Length: %d" % len(body)
    bare = status in {204, 304}
    content = b"" if bare else chunked(body, chunk) if chunk else body
    block = b"\r\n".join([b"HTTP/1.1 %d X" % status, *headers, framing, b"", content])
    block = block[: len(block) - cut]
    referee = _Referee()
    referee.parser.feed_data(block)
    message = read_message(block, max_body=LIMIT)
    assert (message.payload, not message.problems) == (referee.body, referee.complete)


OUTCOMES = {
    200: "ok",
    206: "ok",
    304: "not_modified",
    404: "missing",
    410: "gone",
    401: "blocked",
    403: "blocked",
    429: "blocked",
} | {
    451: "blocked",
    500: "failed",
    503: "failed",
    400: "failed",
    418: "failed",
    302: "failed",
    101: "failed",
    999: "failed",
}


@pytest.mark.parametrize(("status", "outcome"), OUTCOMES.items())
def test_the_status_alone_gives_an_outcome(status: int, outcome: str) -> None:
    message = read_message(b"HTTP/1.1 %d X\r\nContent-Length: 0\r\n\r\n" % status, max_body=LIMIT)
    assert outcome_of_status(message) == outcome


def test_a_redirect_is_moved_only_if_it_says_where_to() -> None:
    message = read_message(b"HTTP/1.1 301 X\r\nLocation: /entry/b\r\nContent-Length: 0\r\n\r\n", max_body=LIMIT)
    assert outcome_of_status(message) == "moved"
    assert redirect_target(message, "https://tubankab.go.id/entry/a") == "https://tubankab.go.id/entry/b"
    assert evidence_of_status(message) == ("HTTP 301 X",)


def test_a_redirect_to_no_url_has_no_target() -> None:
    message = read_message(b"HTTP/1.1 301 X\r\nLocation: http://[\r\nContent-Length: 0\r\n\r\n", max_body=LIMIT)
    assert redirect_target(message, "https://tubankab.go.id/entry/a") is None


def test_a_cut_page_has_failed_and_says_why() -> None:
    message = read_message(sized(TEXT)[:-1], max_body=LIMIT)
    assert outcome_of_status(message) == "failed"
    assert evidence_of_status(message) == ("HTTP 200 OK", f"cut body: {len(TEXT) - 1} of {len(TEXT)} bytes")
