"""One HTTP exchange as it went over the wire, and the ways in which it can fail. Knows nothing of WARC or Scrapy."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

Truncated = Literal["length", "time", "disconnect"]
"""What cut an answer short, in the words of WARC-Truncated."""


class Failure(StrEnum):
    """The first word of `Exchange.error`: what a caller can react to. The text after it is for people."""

    FORBIDDEN = "forbidden address"
    """The guard refused the address or port; nothing was sent."""
    RESOLVE = "cannot resolve"
    REFUSED = "cannot connect"
    TLS = "tls"
    TIMEOUT = "timeout"
    DISCONNECT = "disconnect"
    TOO_LARGE = "too large"
    MALFORMED = "malformed"
    """The answer's framing makes no sense, so its end cannot be found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """What was sent and what came back, byte for byte.

    `url` is as asked: the site's own address, even if CONNECT_TO sent the request elsewhere. `response` is the whole final
    HTTP message (interim 1xx answers taken off) and b"" when nothing came back; then `error` says why. `record_id` is the
    "urn:uuid:…" of the WARC record that keeps the answer, or of the metadata record that keeps the failure.
    """

    url: str
    started_at: datetime
    """Aware, UTC; becomes WARC-Date."""
    ip: str | None
    request: bytes
    response: bytes
    truncated: Truncated | None
    """None when the answer was received to its end, and when there is none."""
    error: str | None
    record_id: str

    @property
    def failure(self) -> Failure | None:
        """What `error` begins with; None when nothing failed or when another program worded the error."""
        kind = (self.error or "").partition(":")[0]
        return next((failure for failure in Failure if failure == kind), None)

    @property
    def problems(self) -> tuple[str, ...]:
        """What only the wire could tell of the answer: that it was cut, or that none came. Empty: nothing of the kind."""
        if not self.response:
            return (f"no answer: {self.error or 'nothing was received'}",)
        return (f"answer cut: {self.truncated}",) if self.truncated else ()
