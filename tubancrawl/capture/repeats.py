"""Decides what of an exchange need not be kept again because the archive has it. Pure: what it has comes with the lease."""

from dataclasses import dataclass
from typing import Final

from tubancrawl.capture.conditions import unconditional_digest
from tubancrawl.capture.exchange import Exchange
from tubancrawl.capture.message import Message
from tubancrawl.capture.warc import Revisit, StoredExchange, body_digest
from tubancrawl.items import Original

_WORTH_BYTES: Final = 512
"""Bytes of a body below which leaving it out saves less than saying so costs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """How an exchange is kept."""

    revisit: Revisit | None = None
    """None: in full."""
    payload_digest: str | None
    """Of the body as received; None where WARC tools would not agree on it."""
    with_request: bool = True
    marks: dict[str, str | None]
    """What the database notes of it: `body_digest`, `refers_to`, `request_digest` of store.CaptureFacts."""


def keeping_of(exchange: Exchange, message: Message, original: Original | None) -> Keeping:
    """Return how to keep an exchange of an address of which the archive has `original`.

    A revisit has no request of its own if that says nothing, conditions aside, that the newest one kept does not.
    """
    digest = body_digest(exchange.response)
    asked = unconditional_digest(exchange.request) if exchange.request else None
    revisit = _revisit(message, digest, original)
    if revisit is None:
        return Keeping(payload_digest=digest, marks={"body_digest": digest, "refers_to": None, "request_digest": asked})
    anew = asked != revisit.original.request_digest
    marks = {"body_digest": None, "refers_to": revisit.original.record_id, "request_digest": asked if anew else None}
    return Keeping(revisit=revisit, payload_digest=digest, with_request=anew, marks=marks)


def _revisit(message: Message, digest: str | None, original: Original | None) -> Revisit | None:
    """Return what a whole 304, or a 200 whose body is equal to the last byte as received, is a revisit of.

    Chunk framing and content coding are among these bytes, and the head is kept: so both answers read as they came.
    """
    if original is None or message.problems:
        return None
    if message.status == 304:
        return Revisit("server-not-modified", original)
    equal = message.status == 200 and digest == original.body_digest and len(message.payload) >= _WORTH_BYTES
    return Revisit("identical-payload-digest", original) if equal else None


def marks_of(stored: StoredExchange) -> dict[str, str | None]:
    """Return the marks of an exchange that was kept before, here or elsewhere.

    A response by another tool may be referred to only if its digest is the one that we would write.
    """
    digest = body_digest(stored.response) if stored.kind == "response" else None
    return {
        "body_digest": digest if digest == stored.records[0].get("WARC-Payload-Digest") else None,
        "refers_to": stored.refers_to.record_id if stored.refers_to else None,
        "request_digest": unconditional_digest(stored.request) if stored.request else None,
    }
