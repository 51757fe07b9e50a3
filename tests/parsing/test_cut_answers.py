"""Articles that were cut on their way, in every coding and framing: never an article, always with the reason."""

import gzip
import sys
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # ships no types
import pytest

from tubancrawl.capture.message import read_exchange, read_message
from tubancrawl.capture.warc import iter_stored
from tubancrawl.items import ArticleItem, Item, tells_of_trouble
from tubancrawl.parsing import read_page

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

MAX = 1 << 25
CODINGS: dict[str, Callable[[bytes], bytes]] = {
    "identity": bytes,
    "gzip": lambda body: gzip.compress(body, mtime=0),
    "deflate": zlib.compress,
    "br": brotli.compress,
    "zstd": zstd.compress,
}
SHARES = (*range(0, 100, 5), 99)


def articles() -> list[tuple[str, bytes]]:
    """An article of each of the recorded eras of the miniature site, with its body decoded."""
    found = []
    for path in sorted(Path("fixtures/history").glob("*.warc.gz"))[::2]:
        for stored in iter_stored(path):
            message = read_exchange(stored, max_body=MAX)
            if "/entry/" in stored.url and isinstance(_read(stored.url, stored.response), ArticleItem):
                found.append((stored.url, message.body))
                break
    return found


def _read(url: str, block: bytes) -> Item:
    message = read_message(block, max_body=MAX)
    return read_page(
        url=url,
        status=message.status,
        headers=message.headers,
        body=message.body,
        problems=message.problems,
        captured_at=datetime(2018, 7, 20, tzinfo=UTC),
        record_id="urn:uuid:00000000-0000-4000-8000-000000000000",
    )


def _chunked(body: bytes) -> bytes:
    pieces = [body[at : at + 997] for at in range(0, len(body), 997)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize("framing", ["length", "chunked", "close"])
def test_a_cut_answer_is_never_an_article_and_never_speaks_of_absence(coding: str, framing: str) -> None:
    pages = articles()
    assert len(pages) >= 3
    for url, body in pages:
        sent = CODINGS[coding](body)
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
        if coding != "identity":
            head += b"Content-Encoding: %s\r\n" % coding.encode()
        if framing == "length":
            head += b"Content-Length: %d\r\n" % len(sent)
        elif framing == "chunked":
            head += b"Transfer-Encoding: chunked\r\n"
            sent = _chunked(sent)
        assert isinstance(_read(url, head + b"\r\n" + sent), ArticleItem)
        for share in SHARES:
            item = _read(url, head + b"\r\n" + sent[: len(sent) * share // 100])
            told = item.outcome, item.evidence
            assert not isinstance(item, ArticleItem), (url, share)
            assert item.outcome == "unreadable" or tells_of_trouble(item), (url, share, told)
            assert item.evidence
