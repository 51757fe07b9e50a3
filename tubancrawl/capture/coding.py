"""Takes content codings off a payload: gzip, deflate, br, zstd and chains of them, bounded, verified to their end."""

import sys
import zlib
from collections.abc import Callable, Sequence

import brotli  # type: ignore[import-untyped]  # ships no types

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_CHAIN_LIMIT = 4  # codings on top of each other; real servers send one
_MEMBER_LIMIT = 100  # streams behind one another in one coding; real servers send one, and each costs a copy of what follows
_ZSTD_WINDOW_LOG = 23  # 8 MiB, the most that RFC 9659 lets a server ask of a client


class _Bad(Exception):
    """A stream that could not be decoded to its end; what came out before is in `body`."""

    def __init__(self, problem: str, body: bytes = b"") -> None:
        super().__init__(problem)
        self.body = body


def decode(payload: bytes, codings: Sequence[bytes], *, max_body: int) -> tuple[bytes, str | None]:
    """Return `payload` without its `codings` (lower case, in the order applied), and the problem that stopped it.

    At most `max_body` bytes come out of each step, so a bomb costs no more than that. A coding that is not known leaves the
    payload as it is, as does a chain of more than four.
    """
    applied = [coding for coding in codings if coding != b"identity"]
    if len(applied) > _CHAIN_LIMIT:
        return payload, f"{len(applied)} content codings on top of each other, at most {_CHAIN_LIMIT} are taken off"
    for coding in reversed(applied):
        decoder = _DECODERS.get(coding)
        if decoder is None:
            return payload, f"unknown content coding {coding[:40].decode('latin-1')!r}"
        try:
            payload = decoder(payload, max_body)
        except _Bad as bad:
            return bad.body, str(bad)
    return payload, None


def _gunzip(payload: bytes, max_body: int) -> bytes:
    return _inflate(payload, max_body, name="gzip", wbits=zlib.MAX_WBITS | 16)


def _undeflate(payload: bytes, max_body: int) -> bytes:
    """`deflate` means the zlib format (RFC 9110 8.4.1.2), yet some servers send the bare stream, as browsers have learnt."""
    zlib_header = len(payload) >= 2 and payload[0] & 0x0F == 8 and int.from_bytes(payload[:2]) % 31 == 0
    return _inflate(payload, max_body, name="deflate", wbits=zlib.MAX_WBITS if zlib_header else -zlib.MAX_WBITS)


def _inflate(payload: bytes, max_body: int, *, name: str, wbits: int) -> bytes:
    body = b""
    for _ in range(_MEMBER_LIMIT):
        stream = zlib.decompressobj(wbits)
        try:
            body += stream.decompress(payload, max_body - len(body) + 1)
        except zlib.error as error:
            raise _Bad(f"corrupt {name}: {error}", body) from error
        if len(body) > max_body:
            raise _over(body, max_body)
        if not stream.eof:
            raise _Bad(f"cut {name}: its end is missing", body)
        payload = stream.unused_data
        if not payload:
            return body
        if name != "gzip" or not payload.startswith(b"\x1f\x8b"):
            raise _Bad(f"{len(payload)} bytes after the end of {name}", body)
    raise _Bad(f"more than {_MEMBER_LIMIT} members of {name}", body)


def _unbrotli(payload: bytes, max_body: int) -> bytes:
    stream = brotli.Decompressor()
    parts: list[bytes] = []
    size, fed = 0, payload
    try:
        while not stream.is_finished():
            part = stream.process(fed, output_buffer_limit=max_body - size + 1)
            fed = b""
            parts.append(part)
            size += len(part)
            if size > max_body:
                raise _over(b"".join(parts), max_body)
            if not part and stream.can_accept_more_data() and not stream.is_finished():
                raise _Bad("cut br: its end is missing", b"".join(parts))
    except brotli.error as error:
        raise _Bad(f"corrupt br: {error}", b"".join(parts)) from error
    return b"".join(parts)


def _unzstd(payload: bytes, max_body: int) -> bytes:
    body = b""
    for _ in range(_MEMBER_LIMIT):
        stream = zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: _ZSTD_WINDOW_LOG})
        try:
            body += stream.decompress(payload, max_body - len(body) + 1)
        except zstd.ZstdError as error:
            raise _Bad(f"corrupt zstd: {error}", body) from error
        if len(body) > max_body:
            raise _over(body, max_body)
        if not stream.eof:
            raise _Bad("cut zstd: its end is missing", body)
        payload = stream.unused_data
        if not payload:
            return body
    raise _Bad(f"more than {_MEMBER_LIMIT} frames of zstd", body)


def _over(body: bytes, max_body: int) -> _Bad:
    return _Bad(f"body over {max_body} bytes once decoded", body[:max_body])


_DECODERS: dict[bytes, Callable[[bytes, int], bytes]] = {
    b"gzip": _gunzip,
    b"x-gzip": _gunzip,
    b"deflate": _undeflate,
    b"br": _unbrotli,
    b"zstd": _unzstd,
}
