"""Answers in every shape that servers give them. Synthetic. Each is (bytes on the wire, closes after it, body once decoded)."""

import gzip
import zlib

import brotli  # type: ignore[import-untyped]  # ships no types
from backports import zstd

TEXT = b"<html><title>Tubankab</title><p>Tubankab - synthetic page</p></html>" * 8
SMALL = b"halo"


def chunked(body: bytes, size: int = 50, *, extension: bytes = b"", trailer: bytes = b"", eol: bytes = b"\r\n") -> bytes:
    parts = [body[i : i + size] for i in range(0, len(body), size)]
    return b"".join(b"%x" % len(p) + extension + eol + p + eol for p in parts) + b"0" + eol + trailer + eol


def raw_deflate(body: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(body) + stream.flush()


def sized(body: bytes, *headers: bytes, status: bytes = b"HTTP/1.1 200 OK", eol: bytes = b"\r\n") -> bytes:
    lines = [status, *headers, b"Content-Length: %d" % len(body), b"", body]
    return eol.join(lines)


def coded(body: bytes, coding: bytes) -> bytes:
    return sized(body, b"Content-Encoding: " + coding)


def in_chunks(stream: bytes, *headers: bytes) -> bytes:
    return b"\r\n".join([b"HTTP/1.1 200 OK", b"Transfer-Encoding: chunked", *headers, b"", stream])


Shape = tuple[bytes, bool, bytes]

SHAPES: dict[str, Shape] = {
    "plain": (sized(TEXT, b"Content-Type: text/html"), False, TEXT),
    "odd-header-case": (sized(SMALL, b"cOnTeNt-TyPe: text/html", b"x-oDD-caSE: Yes"), False, SMALL),
    "duplicate-headers-in-order": (sized(SMALL, b"Set-Cookie: a=1", b"X-A: 1", b"Set-Cookie: b=2", b"X-A: 2"), False, SMALL),
    "odd-spacing": (sized(SMALL, b"Content-Type:text/html", b"Server:   nginx  ", b"X-Tab:\tvalue\t"), False, SMALL),
    "space-before-the-colon": (sized(SMALL, b"X-Old : value"), False, SMALL),
    "folded-header": (sized(SMALL, b"X-Folded: one\r\n two\r\n\tthree"), False, SMALL),
    "empty-header-value": (sized(SMALL, b"X-Empty:", b"X-Blank:   "), False, SMALL),
    "non-ascii-header": (sized(SMALL, b"X-Name: Pemkab Tub\xe4n \xff", "X-Utf: Sungguh–sungguh".encode()), False, SMALL),
    "control-in-header": (sized(SMALL, b"X-Nul: a\x00b\x0b"), False, SMALL),
    "long-header": (sized(SMALL, b"X-Long: " + b"a" * 30_000), False, SMALL),
    "ninety-headers": (sized(SMALL, *[b"X-%d: %d" % (i, i) for i in range(90)]), False, SMALL),
    "empty-reason": (sized(SMALL, status=b"HTTP/1.1 200 "), False, SMALL),
    "no-reason-no-space": (sized(SMALL, status=b"HTTP/1.1 200"), False, SMALL),
    "odd-reason": (sized(SMALL, status=b"HTTP/1.1 200 Oke, silakan!"), False, SMALL),
    "non-ascii-reason": (sized(SMALL, status="HTTP/1.1 200 Büleh".encode()), False, SMALL),
    "empty-body": (sized(b""), False, b""),
    "equal-lengths-twice": (sized(SMALL, b"Content-Length: 4"), False, SMALL),
    "lengths-in-one-list": (b"HTTP/1.1 200 OK\r\nContent-Length: 4, 4\r\n\r\nhalo", False, SMALL),
    "binary-body": (sized(bytes(range(256))), False, bytes(range(256))),
    "body-with-blank-lines": (sized(b"\r\n\r\na\n\nb\r\n\r\n"), False, b"\r\n\r\na\n\nb\r\n\r\n"),
    "body-like-an-answer": (sized(b"HTTP/1.1 404 No\r\n\r\n"), False, b"HTTP/1.1 404 No\r\n\r\n"),
    "bare-lf": (sized(SMALL, b"X-A: 1", eol=b"\n"), False, SMALL),
    "leading-blank-line": (b"\r\n" + sized(SMALL), False, SMALL),
    "chunked": (in_chunks(chunked(TEXT)), False, TEXT),
    "chunked-one-byte-chunks": (in_chunks(chunked(SMALL, 1)), False, SMALL),
    "chunked-empty": (in_chunks(chunked(b"")), False, b""),
    "chunked-extensions": (in_chunks(chunked(TEXT, extension=b';name="a;b";x')), False, TEXT),
    "chunked-trailers": (in_chunks(chunked(TEXT, trailer=b"X-Sum: 1\r\nX-Other: 2\r\n"), b"Trailer: X-Sum"), False, TEXT),
    "chunked-upper-case-hex-and-zeros": (in_chunks(b"000A\r\n0123456789\r\n00\r\n\r\n"), False, b"0123456789"),
    "chunked-space-after-size": (in_chunks(b"4  \r\nhalo\r\n0\r\n\r\n"), False, SMALL),
    "chunked-bare-lf": (in_chunks(chunked(TEXT, eol=b"\n")), False, TEXT),
    "chunked-name-in-capitals": (in_chunks(b"4\r\nhalo\r\n0\r\n\r\n").replace(b"chunked", b"CHUNKED"), False, SMALL),
    "gzip": (coded(gzip.compress(TEXT), b"gzip"), False, TEXT),
    "x-gzip": (coded(gzip.compress(TEXT), b"x-gzip"), False, TEXT),
    "gzip-two-members": (coded(gzip.compress(TEXT) + gzip.compress(SMALL), b"gzip"), False, TEXT + SMALL),
    "gzip-chunked": (in_chunks(chunked(gzip.compress(TEXT), 7), b"Content-Encoding: gzip"), False, TEXT),
    "deflate-zlib": (coded(zlib.compress(TEXT), b"deflate"), False, TEXT),
    "deflate-raw": (coded(raw_deflate(TEXT), b"deflate"), False, TEXT),
    "brotli": (coded(brotli.compress(TEXT), b"br"), False, TEXT),
    "zstd": (coded(zstd.compress(TEXT), b"zstd"), False, TEXT),
    "zstd-two-frames": (coded(zstd.compress(TEXT) + zstd.compress(SMALL), b"zstd"), False, TEXT + SMALL),
    "two-codings": (coded(gzip.compress(brotli.compress(TEXT)), b"br, gzip"), False, TEXT),
    "identity-coding": (coded(TEXT, b"identity"), False, TEXT),
    "304": (b'HTTP/1.1 304 Not Modified\r\nETag: "a"\r\nContent-Length: 4000\r\n\r\n', False, b""),
    "304-with-coding": (b"HTTP/1.1 304 Not Modified\r\nContent-Encoding: gzip\r\n\r\n", False, b""),
    "204": (b"HTTP/1.1 204 No Content\r\nX-A: 1\r\n\r\n", False, b""),
    "302-with-body": (sized(SMALL, b"Location: /entry/b", status=b"HTTP/1.1 302 Found"), False, SMALL),
    "404": (sized(TEXT, status=b"HTTP/1.1 404 Tidak Ada"), False, TEXT),
    "503": (sized(SMALL, b"Retry-After: 120", status=b"HTTP/1.1 503 Sibuk"), False, SMALL),
    "status-999": (sized(SMALL, status=b"HTTP/1.1 999 Ditolak"), False, SMALL),
    "connection-close": (sized(TEXT, b"Connection: close"), True, TEXT),
    "no-length": (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + TEXT, True, TEXT),
    "no-length-empty": (b"HTTP/1.1 200 OK\r\n\r\n", True, b""),
    "no-length-gzip": (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(TEXT), True, TEXT),
    "http-1.0": (b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + TEXT, True, TEXT),
    "http-1.0-sized": (sized(TEXT, status=b"HTTP/1.0 200 OK"), True, TEXT),
    "transfer-encoding-identity": (sized(SMALL, b"Transfer-Encoding: identity"), False, SMALL),
}

INTERIM: dict[str, bytes] = {
    "100": b"HTTP/1.1 100 Continue\r\n\r\n",
    "103-with-headers": b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n",
    "three-of-them": b"HTTP/1.1 102 Processing\r\n\r\n" * 3,
    "100-bare-lf": b"HTTP/1.1 100 Continue\n\n",
}
