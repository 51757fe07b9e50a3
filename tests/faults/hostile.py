"""What a server may do to a crawler, as rows of steps on a raw socket. All synthetic."""

import gzip
import socket
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import brotli  # type: ignore[import-untyped]  # ships no types
from backports import zstd

from tests.capture.servers import RawServer

OK: Final = b"HTTP/1.1 200 OK\r\n"
CHUNKED: Final = OK + b"Transfer-Encoding: chunked\r\n\r\n"
HALO: Final = OK + b"Content-Length: 4\r\n\r\nhalo"


@dataclass(frozen=True, slots=True)
class Endless:
    """`piece` again and again until the other side has gone."""

    piece: bytes


@dataclass(frozen=True, slots=True)
class Times:
    """`piece` so many times."""

    piece: bytes
    times: int


@dataclass(frozen=True, slots=True)
class Drip:
    """`piece` again and again, one every tenth of a second."""

    piece: bytes = b"a"


class Stall:
    """Say nothing more, and keep the connection."""


class Reset:
    """Close with RST."""


class Close:
    """Close in order."""


Step = bytes | Endless | Times | Drip | Stall | Reset | Close
Script = Sequence[Step]


def play(script: Script, server: RawServer, connection: socket.socket) -> bool:
    """Do the steps; tell whether the connection is still there for another request."""
    for step in script:
        match step:
            case bytes():
                connection.sendall(step)
            case Endless(piece):
                while not server.stopping.is_set():
                    connection.sendall(piece)
            case Times(piece, times):
                for _ in range(times):
                    connection.sendall(piece)
            case Drip(piece):
                while not server.stopping.wait(0.1):
                    connection.sendall(piece)
            case Stall():
                server.stopping.wait(5)
            case Reset():
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                return False
            case Close():
                return False
    return True


_STALLED = HALO.replace(b"4\r\n\r\nhalo", b"9\r\n\r\nhalo halo")

BROKEN: Final[dict[str, Script]] = {
    # slow
    "silence": [Stall()],
    "drip from the first byte": [Drip(b"H")],
    "drip in the status line": [b"HTTP/1.1 200 ", Drip()],
    "drip of headers": [OK, Drip(b"X-A: 1\r\n")],
    "drip of 1xx": [Drip(b"HTTP/1.1 102 Processing\r\n\r\n")],
    "drip of the body": [OK + b"Content-Length: 4000\r\n\r\n", Drip()],
    "drip of chunks": [CHUNKED, Drip(b"1\r\na\r\n")],
    "drip of trailers": [CHUNKED + b"0\r\n", Drip(b"X-A: 1\r\n")],
    "drip without a length": [OK + b"\r\n", Drip()],
    **{
        f"stall after {at} of {len(_STALLED)} bytes": [_STALLED[:at], Stall()]
        for at in (1, 8, 12, 15, 16, 17, 30, 36, 38, 39, 40, 45)
    },
    "chunks that never end": [CHUNKED + b"4\r\nhalo\r\n", Stall()],
    # without an end
    "endless body": [OK + b"\r\n", Endless(b"a" * 65536)],
    "endless body of a stated terabyte": [OK + b"Content-Length: 1099511627776\r\n\r\n", Endless(b"a" * 65536)],
    "endless chunks": [CHUNKED, Endless(b"8000\r\n" + b"a" * 0x8000 + b"\r\n")],
    "endless chunks of one byte": [CHUNKED, Endless(b"1\r\na\r\n" * 5000)],
    "endless chunk extension": [CHUNKED + b"4;", Endless(b"a" * 65536)],
    "chunk extensions of a megabyte": [CHUNKED + (b"4;" + b"x" * 1_000_000 + b"\r\nhalo\r\n") * 2 + b"0\r\n\r\n"],
    "endless zeros of a chunk size": [CHUNKED, Endless(b"0" * 65536)],
    "endless trailers": [CHUNKED + b"0\r\n", Endless(b"X-A: 1\r\n" * 5000)],
    "endless headers": [OK, Endless(b"X-A: 1\r\n" * 5000)],
    "twenty thousand headers of 8 KB": [OK, Times(b"X-A: " + b"a" * 8192 + b"\r\n", 20_000), b"\r\n"],
    "header line of a megabyte": [OK + b"X-A: " + b"a" * 1_000_000 + b"\r\nContent-Length: 4\r\n\r\nhalo"],
    "header name of a megabyte": [OK + b"X" * 1_000_000 + b": 1\r\nContent-Length: 4\r\n\r\nhalo"],
    "endless status line": [b"HTTP/1.1 200 ", Endless(b"a" * 65536)],
    "endless 1xx": [Endless(b"HTTP/1.1 100 Continue\r\n\r\n" * 500)],
    "endless 103 with headers": [Endless(b"HTTP/1.1 103 Early Hints\r\nLink: </" + b"a" * 4000 + b">\r\n\r\n")],
    "endless blank lines before the answer": [Endless(b"\r\n" * 5000)],
    "endless folded header": [OK + b"X-A: 1\r\n", Endless(b" folded\r\n" * 5000)],
    "two thousand cookies": [OK + b"Set-Cookie: a=1\r\n" * 2000 + b"Content-Length: 4\r\n\r\nhalo"],
    "cookies of 60 KB and more": [OK + b"Set-Cookie: a=" + b"b" * 66_000 + b"\r\nContent-Length: 4\r\n\r\nhalo"],
    # lengths that lie
    "negative length": [OK + b"Content-Length: -1\r\n\r\nhalo", Close()],
    "length with a plus": [OK + b"Content-Length: +4\r\n\r\nhalo", Close()],
    "length in hexadecimal": [OK + b"Content-Length: 0x4\r\n\r\nhalo", Close()],
    "length of a hundred digits": [OK + b"Content-Length: " + b"9" * 100 + b"\r\n\r\nhalo", Close()],
    "two lengths": [OK + b"Content-Length: 4\r\nContent-Length: 11\r\n\r\nhalo", b" dan lagi"],
    "length beside chunks": [OK + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalo\r\n0\r\n\r\n"],
    "length beside chunks, no chunks": [OK + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\nhalo", Close()],
    "body cut": [OK + b"Content-Length: 4000\r\n\r\nhalo", Close()],
    "150,000 chunks of one byte": [CHUNKED + b"1\r\na\r\n" * 150_000 + b"0\r\n\r\n"],
    "chunk cut": [CHUNKED + b"fa0\r\nhalo", Close()],
    "last chunk missing": [CHUNKED + b"4\r\nhalo\r\n", Close()],
    "chunk of 16 hexadecimal digits": [CHUNKED + b"ffffffffffffffff\r\nhalo", Close()],
    "negative chunk": [CHUNKED + b"-4\r\nhalo\r\n0\r\n\r\n", Close()],
    "chunk longer than it says": [CHUNKED + b"4\r\nhalohalo\r\n0\r\n\r\n", Close()],
    "chunk size of spaces": [CHUNKED + b"    \r\nhalo\r\n0\r\n\r\n", Close()],
    # no HTTP
    "another protocol": [b"220 mail.tubankab.go.id ESMTP\r\n\r\n", Close()],
    "TLS where HTTP was asked": [b"\x15\x03\x01\x00\x02\x02\x28", Close()],
    "bytes that mean nothing": [bytes(range(256)) * 40, b"\r\n\r\n", Close()],
    "status line without status": [b"HTTP/1.1 OK\r\n\r\n", Close()],
    "status of four digits": [b"HTTP/1.1 2000 OK\r\nContent-Length: 0\r\n\r\n", Close()],
    "status that is negative": [b"HTTP/1.1 -200 OK\r\nContent-Length: 0\r\n\r\n", Close()],
    "HTTP/0.9": [b"<html>halo</html>", Close()],
    "version of letters": [b"HTTP/x.y 200 OK\r\n\r\n", Close()],
    "HTTP/2 preface": [b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", Close()],
    "NUL before the status line": [b"\x00" + HALO, Close()],
    "only a line end": [b"\r\n", Close()],
    "closed without a word": [Close()],
    "reset without a word": [Reset()],
    "reset in the head": [OK, Reset()],
    "reset in the body": [OK + b"Content-Length: 4000\r\n\r\nhalo", Reset()],
    "reset where the close would end it": [OK + b"\r\nhalo", Reset()],
}
"""Never taken for a whole answer."""

WHOLE: Final[dict[str, Script]] = {
    "NUL in a header": [OK + b"X-A: a\x00b\r\nContent-Length: 4\r\n\r\nhalo"],
    "bare line feeds": [HALO.replace(b"\r\n", b"\n")],
    "folded header": [OK + b"X-A: a\r\n\tb\r\nContent-Length: 4\r\n\r\nhalo"],
    "folded length": [OK + b"Content-Length:\r\n 4\r\n\r\nhalo"],
    "a header line without a colon": [OK + b"nonsense\r\nContent-Length: 4\r\n\r\nhalo"],
    "junk behind the answer": [HALO + b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\njunk"],
    "a second answer nobody asked for, later": [HALO, b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\njunk"],
    "304 with a body": [b"HTTP/1.1 304 Not Modified\r\nContent-Length: 4\r\n\r\njunk"],
    "204 with a body": [b"HTTP/1.1 204 No Content\r\n\r\njunk"],
    "300 with a body": [b"HTTP/1.1 300 Multiple Choices\r\nContent-Length: 4\r\n\r\nhalo"],
    "101 that nobody asked for": [b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\njunk"],
    "chunks after HTTP/1.0": [b"HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalo\r\n0\r\n\r\n", Close()],
    "header injection in a redirect": [b"HTTP/1.1 302 Found\r\nLocation: /a%0d%0aX-Evil: 1\r\nContent-Length: 0\r\n\r\n"],
}
"""Kept as they came; whatever else the connection brought reaches no other request."""

BOMB_BYTES: Final = 64 * 1024 * 1024


def _zeros() -> bytes:
    return bytes(BOMB_BYTES)


def _packed() -> bytes:
    return gzip.compress(_zeros(), 9, mtime=0)


def _raw_deflate() -> bytes:
    raw = zlib.compressobj(9, wbits=-15)
    return raw.compress(_zeros()) + raw.flush()


BOMBS: Final[dict[str, tuple[bytes, Callable[[], bytes]]]] = {
    "gzip": (b"gzip", _packed),
    "gzip of many members": (b"gzip", lambda: gzip.compress(bytes(1_000_000), 9, mtime=0) * 64),
    "gzip of 45,000 empty members": (b"gzip", lambda: gzip.compress(b"", mtime=0) * 45_000),
    "gzip in gzip": (b"gzip, gzip", lambda: gzip.compress(_packed(), mtime=0)),
    "gzip four times": (b"gzip, gzip, gzip, gzip", lambda: gzip.compress(gzip.compress(gzip.compress(_packed())))),
    "gzip five times": (b"gzip, gzip, gzip, gzip, gzip", _packed),
    "gzip a thousand times": (b", ".join([b"gzip"] * 1000), _packed),
    "deflate": (b"deflate", lambda: zlib.compress(_zeros(), 9)),
    "raw deflate": (b"deflate", _raw_deflate),
    "br": (b"br", lambda: brotli.compress(_zeros(), quality=5)),
    "br in gzip": (b"br, gzip", lambda: gzip.compress(brotli.compress(_zeros(), quality=5))),
    "zstd": (b"zstd", lambda: zstd.compress(_zeros())),
    "zstd of many frames": (b"zstd", lambda: zstd.compress(bytes(1_000_000)) * 64),
    "zstd of empty frames": (b"zstd", lambda: zstd.compress(b"") * 100_000),
    "zstd in br": (b"zstd, br", lambda: brotli.compress(zstd.compress(_zeros()))),
}
"""Name -> Content-Encoding and payload: each unpacks to 64 MB and more, or to no end of work."""


@cache
def bomb_answer(name: str) -> bytes:
    """Return the whole answer with a bomb in it."""
    coding, make = BOMBS[name]
    payload = make()
    return (
        OK + b"Content-Type: text/html\r\nContent-Encoding: %s\r\nContent-Length: %d\r\n\r\n" % (coding, len(payload)) + payload
    )
