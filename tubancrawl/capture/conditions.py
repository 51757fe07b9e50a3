"""The conditions of a request (RFC 9110 13.1): what says that only a changed page is wanted."""

from typing import Final

from tubancrawl.text import sha256

NAMES: Final = (b"If-None-Match", b"If-Modified-Since")
_STARTS: Final = tuple(name.lower() + b":" for name in NAMES)


def is_conditional(request: bytes) -> bool:
    """Tell whether a request as sent names a condition: only then does a 304 say anything."""
    return any(line.lower().startswith(_STARTS) for line in request.split(b"\r\n"))


def unconditional_digest(request: bytes) -> str:
    """Return the digest of a request without its conditions: equal for all requests that differ in nothing else."""
    return sha256(b"\r\n".join(line for line in request.split(b"\r\n") if not line.lower().startswith(_STARTS)))
