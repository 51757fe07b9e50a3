"""What the database keeps of an exchange."""

from collections.abc import Mapping

from tubancrawl.capture.exchange import Exchange
from tubancrawl.capture.message import Message
from tubancrawl.capture.status import evidence_of_status, outcome_of_status, redirect_target
from tubancrawl.capture.warc import Place
from tubancrawl.pauses import rest_until
from tubancrawl.store.writer import CaptureFacts
from tubancrawl.text import plain, sha256


def facts_of(exchange: Exchange, message: Message, place: Place, marks: Mapping[str, str | None]) -> CaptureFacts:
    """Return what the database keeps of an exchange: by its bytes alone, so that a rebuild from WARC says the same."""
    rest, finding = rest_until(message.status, message.header("retry-after"), message.header("date"), exchange.started_at)
    return CaptureFacts(
        record_id=exchange.record_id,
        url=exchange.url,
        captured_at=exchange.started_at,
        http_status=message.status or None,
        outcome=outcome_of_status(message),
        evidence=evidence_of_status(message),
        warc=place.warc,
        warc_offset=place.offset,
        warc_length=place.length,
        payload_sha256=sha256(message.payload) if message.payload else None,
        etag=message.header("etag"),
        last_modified=message.header("last-modified"),
        location=redirect_target(message, exchange.url),
        ip=exchange.ip,
        rest_until=rest,
        header_findings=() if finding is None else (plain(finding),),
        **marks,
    )
