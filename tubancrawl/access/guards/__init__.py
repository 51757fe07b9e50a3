"""What stands before the applications: each guard is an ASGI middleware that knows nothing of the archive.

From the outside in: the log, the security headers, the Host check, the bounds of a request, the rate, the time of an answer. So
each refusal has the headers and its line in the log, and costs neither a thread nor a question to the database.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from starlette.types import ASGIApp

from tubancrawl.access.guards.bounds import BoundsGuard
from tubancrawl.access.guards.headers import HeaderGuard
from tubancrawl.access.guards.hosts import HostGuard
from tubancrawl.access.guards.log import AccessLog, LogFormat
from tubancrawl.access.guards.rates import Buckets, RateGuard
from tubancrawl.access.guards.times import TimeGuard

__all__ = ["Guards", "guarded"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Guards:
    """How strict the guards are; docs/serving.md says why these are the defaults."""

    hosts: Collection[str] = ()
    """Names that are served beside those of the loopback interface, lower case, without ports."""
    rate: float = 50.0
    """Requests a second that one client may make for long; 0: as many as it likes."""
    burst: float = 500.0
    """Requests that one client may make at once."""
    first_seconds: float = 30.0
    """Until an answer begins."""
    whole_seconds: float = 900.0
    """Until it has ended: a large export over a slow line."""
    log_format: LogFormat | None = "text"
    """None: no access log."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Headers of every answer, in the place of what the application says."""


def guarded(app: ASGIApp, guards: Guards) -> ASGIApp:
    """Return the application behind its guards."""
    app = TimeGuard(app, first_seconds=guards.first_seconds, whole_seconds=guards.whole_seconds)
    if guards.rate:
        app = RateGuard(app, Buckets(rate=guards.rate, burst=guards.burst))
    app = HostGuard(BoundsGuard(app), guards.hosts)
    app = HeaderGuard(app, guards.headers)
    return AccessLog(app, guards.log_format) if guards.log_format else app
