"""What a Memento client asks for: an original address, which is the rest of the path as it was sent, and a time."""

import re
from datetime import UTC, datetime
from typing import Annotated, Final
from urllib.parse import unquote

from fastapi import Depends, Path, Request

from tubancrawl.access.api.parameters import NO_NUL
from tubancrawl.access.original.addresses import original_url
from tubancrawl.errors import BadUrl, UnreadableDate

_LONGEST: Final = 4000
_DATE: Final = re.compile(r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT", re.ASCII)
_ENCODED: Final = re.compile(r"https?%3A", re.IGNORECASE)
_PAGE: Final = re.compile(r"([1-9]\d{0,5})/(?=https?[:%])", re.IGNORECASE)


def _rest_of_path(
    request: Request,
    url: Annotated[  # noqa: ARG001 - documented here, but read as it was sent: decoded it has lost what was escaped in it
        str,
        Path(description="The original address, as it is", examples=["https://tubankab.go.id/entries?page=2"], pattern=NO_NUL),
    ],
) -> str:
    prefix = request.scope["route"].path.partition("{")[0]
    raw: str = request.scope["raw_path"].decode("latin-1")
    query: str = request.scope["query_string"].decode("latin-1")
    rest = raw.removeprefix(prefix) + (f"?{query}" if query else "")
    if len(rest) > _LONGEST:
        raise BadUrl(f"expected an address of at most {_LONGEST} characters, found {len(rest)}")
    return rest


RestOfPath = Annotated[str, Depends(_rest_of_path)]
"""What follows the route's own words in the path, not decoded, its query included."""


def original_of(rest: str) -> str:
    """Return the address that the rest of a path means.

    Some clients encode it whole, some proxies make one slash of two, and people leave out the scheme.
    """
    if _ENCODED.match(rest):
        rest = unquote(rest, errors="replace")
    return original_url(rest)


def page_and_rest(rest: str) -> tuple[int, str]:
    """Return which page of a TimeMap is asked for, counted from 1, and the rest of the path behind it."""
    found = _PAGE.match(rest)
    return (int(found[1]), rest[found.end() :]) if found else (1, rest)


def accept_datetime(request: Request) -> datetime | None:
    """Return the time that is asked for; None for the newest. Raises UnreadableDate for what is no HTTP date."""
    sent = request.headers.get("accept-datetime")
    if sent is None:
        return None
    try:
        if not _DATE.fullmatch(sent.strip()):
            raise ValueError
        return datetime.strptime(sent.strip(), "%a, %d %b %Y %H:%M:%S GMT").replace(tzinfo=UTC)
    except ValueError:
        raise UnreadableDate(
            f"Accept-Datetime: expected a date such as Wed, 18 Jul 2018 02:15:00 GMT, found {sent[:60]!r}"
        ) from None
