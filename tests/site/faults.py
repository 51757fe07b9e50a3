"""What can be wrong with an answer, to be switched on per path."""

import gzip
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

FaultKind = Literal["status", "challenge", "cut", "slow", "hang", "loop", "reset", "empty", "bad_gzip", "bomb", "garbage"]


@dataclass(slots=True, kw_only=True)
class Fault:
    """One fault of one path, for `times` answers (None: until it is healed).

    status     an error page with `status`, and Retry-After if `retry_after` is set
    challenge  a "checking your browser" page with `status`
    cut        the body ends after `after` bytes, Content-Length promises all of it, the connection closes
    slow       the body comes in ten pieces with `seconds` between them
    hang       no byte for `seconds`, then the connection closes
    loop       302 to the same path, for ever
    reset      the connection closes without an answer
    empty      200 with an empty body
    bad_gzip   Content-Encoding: gzip over a stream cut at `after` bytes
    bomb       Content-Encoding: gzip, 64 MB of zeros in 64 KB
    garbage    200 text/html over bytes that are no text
    """

    kind: FaultKind
    status: int = 500
    retry_after: int | None = None
    after: int = 512
    seconds: float = 0.2
    times: int | None = None


CHALLENGE_PAGE: Final = b"""<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>
<div id="challenge-running">Checking your browser before accessing tubankab.go.id.</div>
<noscript>Enable JavaScript and cookies to continue</noscript></body></html>
"""
GARBAGE: Final = bytes((n * n * 31 + n * 7) % 256 for n in range(20_000))


@cache
def bomb() -> bytes:
    """Return 64 KB of gzip that unpack to 64 MB."""
    return gzip.compress(bytes(64 * 1024 * 1024), 9, mtime=0)


def error_page(status: int) -> bytes:
    """Return the server's own error page, outside of any theme."""
    return f"<html><head><title>{status}</title></head><body><center><h1>{status} Error</h1></center><hr></body></html>".encode()
