"""Content codings come off verified and bounded."""

import gzip
import tracemalloc
import zlib
from collections.abc import Callable

import brotli  # type: ignore[import-untyped]  # ships no types
import pytest
from backports import zstd
from hypothesis import given
from hypothesis import strategies as st

from tests.capture.shapes import raw_deflate
from tubancrawl.capture.coding import decode

PAGE = b"".join(b"<p>paragraf %d</p>" % i for i in range(300))
LIMIT = 1 << 20

ENCODERS: dict[bytes, Callable[[bytes], bytes]] = {
    b"gzip": gzip.compress,
    b"deflate": zlib.compress,
    b"br": brotli.compress,
    b"zstd": zstd.compress,
}
# zstd's frames carry no checksum unless asked, so a flipped bit may go unseen there; the others verify.
CHECKED: dict[bytes, Callable[[bytes], bytes]] = {b"gzip": gzip.compress, b"deflate": zlib.compress}


@pytest.mark.parametrize("coding", ENCODERS, ids=bytes.decode)
def test_a_stream_cut_anywhere_is_named_and_gives_what_it_had(coding: bytes) -> None:
    stream = ENCODERS[coding](PAGE)
    for cut in range(len(stream)):
        body, problem = decode(stream[:cut], [coding], max_body=LIMIT)
        assert problem is not None
        assert PAGE.startswith(body)


@pytest.mark.parametrize("coding", CHECKED, ids=bytes.decode)
def test_a_flipped_bit_anywhere_behind_the_header_is_found(coding: bytes) -> None:
    stream = CHECKED[coding](PAGE)
    for at in range(10, len(stream)):
        damaged = bytearray(stream)
        damaged[at] ^= 4
        body, problem = decode(bytes(damaged), [coding], max_body=LIMIT)
        assert problem is not None or body == PAGE


def test_a_raw_deflate_stream_is_accepted_as_browsers_do() -> None:
    assert decode(raw_deflate(PAGE), [b"deflate"], max_body=LIMIT) == (PAGE, None)


def test_an_unknown_coding_leaves_the_payload_and_is_named() -> None:
    assert decode(b"abc", [b"compress"], max_body=LIMIT) == (b"abc", "unknown content coding 'compress'")


def test_junk_behind_the_stream_is_named() -> None:
    assert decode(gzip.compress(PAGE) + b"junk", [b"gzip"], max_body=LIMIT) == (PAGE, "4 bytes after the end of gzip")


def test_a_long_chain_of_codings_is_not_unwound() -> None:
    body, problem = decode(b"x", [b"gzip"] * 5, max_body=LIMIT)
    assert (body, problem) == (b"x", "5 content codings on top of each other, at most 4 are taken off")


BOMBS: dict[str, tuple[Callable[[], bytes], list[bytes]]] = {
    "gzip": (lambda: gzip.compress(bytes(200 << 20), 9), [b"gzip"]),
    "deflate": (lambda: zlib.compress(bytes(200 << 20), 9), [b"deflate"]),
    "br": (lambda: brotli.compress(bytes(200 << 20), quality=5), [b"br"]),
    "zstd": (lambda: zstd.compress(bytes(200 << 20)), [b"zstd"]),
    "gzip in gzip": (lambda: gzip.compress(gzip.compress(bytes(200 << 20), 9)), [b"gzip", b"gzip"]),
    "many members": (lambda: gzip.compress(bytes(1 << 20)) * 200, [b"gzip"]),
}


@pytest.mark.parametrize(("make", "codings"), BOMBS.values(), ids=BOMBS)
def test_a_bomb_stops_at_the_limit(make: Callable[[], bytes], codings: list[bytes]) -> None:
    bomb = make()
    tracemalloc.start()
    try:
        body, problem = decode(bomb, codings, max_body=LIMIT)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (len(body), problem) == (LIMIT, f"body over {LIMIT} bytes once decoded")
    assert peak < 8 * LIMIT


@given(st.binary(), st.lists(st.sampled_from([b"gzip", b"x-gzip", b"deflate", b"br", b"zstd", b"identity", b"\xff"]), max_size=4))
def test_no_bytes_make_a_decoder_raise(payload: bytes, codings: list[bytes]) -> None:
    body, _ = decode(payload, codings, max_body=1000)
    assert len(body) <= max(1000, len(payload))


@given(st.binary(), st.lists(st.sampled_from(sorted(ENCODERS)), max_size=4))
def test_any_chain_of_codings_comes_off(body: bytes, codings: list[bytes]) -> None:
    payload = body
    for coding in codings:
        payload = ENCODERS[coding](payload)
    assert decode(payload, codings, max_body=LIMIT) == (body, None)
