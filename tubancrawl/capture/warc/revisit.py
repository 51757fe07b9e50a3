"""What a revisit record says: which record holds the body that an answer repeats, and how that is known."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from tubancrawl.items import Original

Profile = Literal["server-not-modified", "identical-payload-digest"]
"""Last part of WARC-Profile (WARC 1.1, 6.7): the server said so, or the bodies are equal as received."""


@dataclass(frozen=True, slots=True)
class Revisit:
    """An answer that is to be written as a revisit."""

    profile: Profile
    original: Original


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What a stored revisit, ours or another tool's, says of the record that it repeats; "" and None where it says nothing."""

    record_id: str
    url: str
    captured_at: datetime | None
    payload_digest: str
