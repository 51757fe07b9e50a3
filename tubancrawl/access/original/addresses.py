"""The addresses of the second origin: `/<YYYYMMDDhhmmss>/<original URL>`, times in UTC as in other web archives."""

import re
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urljoin, urlsplit

from w3lib.url import safe_url_string

from tubancrawl.access.addresses import timestamp
from tubancrawl.errors import BadUrl

_DIGITS: Final = "%Y%m%d%H%M%S"
_FIRST: Final = "00000101000000"
"""What a time that ends early is filled up with: it means its first second."""
_ABSOLUTE: Final = re.compile(r"(https?):/{1,2}(?=[^/])", re.IGNORECASE)


def moment_of(digits: str) -> datetime:
    """Return the moment that four to fourteen digits name, a year at least. Raises BadUrl."""
    try:
        if not (digits.isascii() and digits.isdigit() and len(digits) in {4, 6, 8, 10, 12, 14}):
            raise ValueError
        return datetime.strptime(digits + _FIRST[len(digits) :], _DIGITS).replace(tzinfo=UTC)
    except ValueError:
        raise BadUrl(f"{digits[:40]}: expected a time in UTC such as 20180718, or 20180718021500 to the second") from None


def original_url(rest: str) -> str:
    """Return the address that the rest of a path and its query name. Some proxies make one slash of two."""
    return _ABSOLUTE.sub(lambda found: f"{found[1].lower()}://", rest, count=1) if _ABSOLUTE.match(rest) else f"http://{rest}"


def path_to(moment: datetime, url: str) -> str:
    """Return the path and query under which the second origin has the capture of an address at a time."""
    return f"/{timestamp(moment)}/{safe_url_string(url)}"


def path_of_link(moment: datetime, base: str, href: str) -> str | None:
    """Return where a link on the page `base` leads within the second origin; None for what is no web address.

    A link within the page stays one.
    """
    href = href.strip()
    if href.startswith("#"):
        return href
    try:
        url = safe_url_string(urljoin(base, href))
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return None
    return path_to(moment, url) if usable else None
