"""Builds WARC 1.1 records with warcio, HTTP messages byte for byte, each as one gzip member."""

import io
import zlib
from collections.abc import Mapping
from datetime import datetime
from importlib.metadata import version
from typing import Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tubancrawl.capture.exchange import Exchange
from tubancrawl.capture.framing import find_body
from tubancrawl.capture.warc.fields import WarcDate, digest_of_bytes, one_line
from tubancrawl.capture.warc.revisit import Revisit

# Measured on 2 cores. An answer gzipped by its server does not shrink again, so looking for repetitions in it is wasted: a page
# of 4.8 KB costs 0.12 ms at levels 1 and 6 alike, 0.06 ms with Huffman coding alone, and grows by 1.5 %. A page sent plain,
# 42 KB, costs 0.2 ms at level 1 and 0.6 ms at 6, which saves a sixth of its bytes for good.
_GZIP_LEVEL = 6
# A request of 0.8 KB costs 0.03 ms with the tables of a large window, most of it to clear them, and 0.01 ms with its own.
_SMALL = 1 << 10  # bytes
_TABLES = (zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL)
_SMALL_TABLES = (10, 5)

EVENT_TYPE = "application/vnd.tubancrawl.event+json"
EVENT_URN = "urn:tubancrawl:event:"


class _Writer(WARCWriter):  # type: ignore[misc]  # warcio has no types
    """warcio's writer, told to add no payload digest by itself: fastwarc refuses one on a metadata record."""

    NO_PAYLOAD_DIGEST_TYPES = ("warcinfo", "revisit", "metadata", "request", "response")


class _RawHead:
    """An HTTP head that warcio writes byte for byte; its own parser would respace and reorder (warcio 1.8.1)."""

    def __init__(self, head: bytes) -> None:
        self.headers_buff = head

    def compute_headers_buffer(self, header_filter: object = None) -> None:
        """Do nothing: the bytes are there already."""


def member(record: bytes, *, coded: bool = False) -> bytes:
    """Return one gzip member; its header holds no time and no name, so equal records give equal bytes.

    `coded` says that the content is compressed already.
    """
    strategy = zlib.Z_HUFFMAN_ONLY if coded else zlib.Z_DEFAULT_STRATEGY
    window, memory = _SMALL_TABLES if len(record) <= _SMALL else _TABLES
    stream = zlib.compressobj(_GZIP_LEVEL, zlib.DEFLATED, window | 16, memory, strategy)
    return stream.compress(record) + stream.flush()


def info_of_run(how: str, mode: str, settings: Mapping[str, Any]) -> dict[str, str]:
    """Return what a warcinfo record says of a run, in the names that WARC and Dublin Core give."""
    return {
        "software": f"tubancrawl/{version('tubancrawl')}",
        "format": "WARC File Format 1.1",
        "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "description": f"{how}, mode {mode}; HTTP messages byte for byte as received, interim 1xx answers left out",
        "http-header-user-agent": str(settings.get("USER_AGENT") or "tubancrawl"),
        "robots": "obeyed (RFC 9309)" if settings.get("ROBOTSTXT_OBEY", True) else "ignored",
    }


def warcinfo_record(name: str, info: Mapping[str, str], record_id: str, moment: datetime) -> bytes:
    """Return the record that opens a file and says who wrote it, and how."""
    fields = "".join(f"{one_line(key)}: {one_line(value)}\r\n" for key, value in info.items())
    return _record(
        "warcinfo",
        [("WARC-Record-ID", _uri(record_id)), ("WARC-Date", WarcDate.text(moment)), ("WARC-Filename", one_line(name))],
        "application/warc-fields",
        b"",
        fields.encode(),
    )


def warcinfo_member(name: str, info: Mapping[str, str], record_id: str, moment: datetime) -> bytes:
    """Return the record that opens a file, as a gzip member."""
    return member(warcinfo_record(name, info, record_id, moment))


def body_digest(response: bytes) -> str | None:
    """Return the digest of what follows the head as received, chunk framing included, as warcio and fastwarc take it.

    None for an answer whose head they would split elsewhere (bare LF, a blank line before it).
    """
    head, body = _split(response)
    plain = head.startswith(b"HTTP/") and head.endswith(b"\r\n\r\n") and head.count(b"\n") == head.count(b"\r\n")
    return digest_of_bytes(body) if plain else None


def response_record(exchange: Exchange, payload_digest: str | None) -> bytes:
    """Return the record of an answer, its block the very bytes received. `payload_digest`: its `body_digest`."""
    head, body = _split(exchange.response)
    extra = [("WARC-Payload-Digest", payload_digest)] if payload_digest else []
    if exchange.truncated:
        extra.append(("WARC-Truncated", exchange.truncated))
    return _record(
        "response",
        [*_common(exchange, exchange.record_id), *extra],
        "application/http; msgtype=response",
        head,
        body,
    )


def revisit_record(exchange: Exchange, revisit: Revisit) -> bytes:
    """Return the record of an answer that repeats what is kept already, its block the head as received.

    A 304 states no payload digest: it had no payload, and FastWARC would look for one.
    """
    original = revisit.original
    head, _ = _split(exchange.response)
    headers = [
        *_common(exchange, exchange.record_id),
        ("WARC-Profile", f"http://netpreserve.org/warc/1.1/revisit/{revisit.profile}"),
        ("WARC-Refers-To", _uri(original.record_id)),
        ("WARC-Refers-To-Target-URI", one_line(original.url)),
        ("WARC-Refers-To-Date", WarcDate.text(original.captured_at)),
    ]
    if revisit.profile == "identical-payload-digest":
        headers += [("WARC-Payload-Digest", original.body_digest), ("WARC-Truncated", "length")]
    return _record("revisit", headers, "application/http; msgtype=response", head, b"")


def failure_record(exchange: Exchange) -> bytes:
    """Return the record that says nothing came back: metadata, since a response record must hold a response."""
    fields = f"fetchError: {one_line(exchange.error or 'nothing was received')}\r\n"
    return _record("metadata", _common(exchange, exchange.record_id), "application/warc-fields", b"", fields.encode())


def request_record(exchange: Exchange, *, record_id: str) -> bytes:
    """Return the record of the bytes sent, tied to the answer's record."""
    headers = [*_common(exchange, record_id), ("WARC-Concurrent-To", _uri(exchange.record_id))]
    return _record("request", headers, "application/http; msgtype=request", exchange.request, b"")


def event_record(number: int, told: bytes, *, record_id: str, moment: datetime) -> bytes:
    """Return the record of what the archive itself did, as JSON. It is of no page, so its target is a name and no address."""
    headers = [
        ("WARC-Record-ID", _uri(record_id)),
        ("WARC-Date", WarcDate.text(moment)),
        ("WARC-Target-URI", f"{EVENT_URN}{number}"),
    ]
    return _record("metadata", headers, EVENT_TYPE, b"", told)


def _common(exchange: Exchange, record_id: str) -> list[tuple[str, str]]:
    address = [("WARC-IP-Address", one_line(exchange.ip))] if exchange.ip else []
    return [
        ("WARC-Record-ID", _uri(record_id)),
        ("WARC-Date", WarcDate.text(exchange.started_at)),
        ("WARC-Target-URI", one_line(exchange.url)),
        *address,
    ]


def _uri(record_id: str) -> str:
    return f"<{one_line(record_id)}>"


def _split(response: bytes) -> tuple[bytes, bytes]:
    size = find_body(response)
    return (response, b"") if size is None else (response[:size], response[size:])


def _record(kind: str, headers: list[tuple[str, str]], content_type: str, head: bytes, body: bytes) -> bytes:
    """Return one record as warcio serialises it, the block being exactly `head` + `body`."""
    buffer = io.BytesIO()
    writer = _Writer(buffer, gzip=False, warc_version="1.1")
    fields = [("WARC-Type", kind), *headers, ("WARC-Block-Digest", digest_of_bytes(head + body))]
    record = writer.create_warc_record(
        "",
        kind,
        payload=io.BytesIO(body),
        length=len(body),
        warc_content_type=content_type,
        warc_headers=StatusAndHeaders("", fields, protocol="WARC/1.1"),
        http_headers=_RawHead(head) if head else None,
    )
    writer.write_record(record)
    return buffer.getvalue()
