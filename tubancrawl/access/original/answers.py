"""A held capture as an answer of the second origin. No archived header is repeated but the type, within a list."""

import re
from datetime import datetime
from typing import Final
from urllib.parse import unquote, urlsplit

from starlette.responses import RedirectResponse, Response
from w3lib.url import safe_url_string

from tubancrawl.access.http_dates import http_date
from tubancrawl.access.original.addresses import path_of_link
from tubancrawl.access.original.held import Held
from tubancrawl.access.original.kinds import Shown, kind_of
from tubancrawl.access.original.rewriting import readable
from tubancrawl.access.original.styles import with_addresses
from tubancrawl.parsing.page import content_type, decode, parse

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_UNSAFE: Final = re.compile(r"[^A-Za-z0-9._-]+")
_SUFFIXES: Final = {"gzip": ".gz", "x-gzip": ".gz", "br": ".br", "zstd": ".zst", "deflate": ".zz"}
_KEPT: Final = {"cache-control": "public, max-age=3600"}


def answer_with(held: Held, memento: dict[str, str]) -> Response:
    """Return the capture made readable, with the archived status where it is an error's, and a redirect within this origin."""
    headers = {**_KEPT, **memento}
    message, url, moment = held.message, held.capture.url, held.capture.captured_at
    location = message.header("Location") if message.status in _REDIRECTS else None
    target = path_of_link(moment, url, location) if location else None
    if target and target.startswith("/"):
        return RedirectResponse(target, message.status, headers)
    status = message.status if 400 <= message.status <= 599 else 200
    declared = content_type(message.headers)
    shown = kind_of(message.body, declared)
    body = _body(shown, held, declared)
    if body is None:
        return as_file(held, memento)
    if shown.is_font:
        headers["access-control-allow-origin"] = "*"
    if shown.kind == "download":
        headers["content-disposition"] = _attachment(url)
    return Response(body, status, headers, media_type=shown.media_type)


def _body(shown: Shown, held: Held, declared: str) -> bytes | None:
    """Return what is sent; None for a page that cannot be parsed."""
    body, url, moment = held.message.body, held.capture.url, held.capture.captured_at
    if shown.kind in {"bytes", "download"}:
        return body
    text = decode(body, declared)
    if shown.kind == "style":
        return with_addresses(text.text, lambda href: path_of_link(moment, url, href)).encode()
    if shown.kind == "text":
        return text.text.encode()
    page = parse(url, text)
    return readable(page, moment) if page is not None else None


def as_file(held: Held, memento: dict[str, str]) -> Response:
    """Return the exact payload, whose digest the archive states, as a file to keep; a content coding shows in its name."""
    coding = (held.message.header("Content-Encoding") or "").strip().lower()
    headers = {**_KEPT, **memento, "content-disposition": _attachment(held.capture.url, _SUFFIXES.get(coding, ""))}
    return Response(held.message.payload, 200, headers, media_type="application/octet-stream")


def memento_headers(url: str, captured_at: datetime, reading_room: str) -> dict[str, str]:
    """Return the headers of RFC 7089; `reading_room` is the origin where TimeGate and TimeMap are."""
    return {
        "memento-datetime": http_date(captured_at),
        "link": links(url, reading_room),
    }


def links(url: str, reading_room: str) -> str:
    """Return the Link header that names the original, its TimeGate and its TimeMap."""
    named = safe_url_string(url).replace(">", "%3E").replace("<", "%3C")
    return (
        f'<{named}>; rel="original", <{reading_room}/timegate/{named}>; rel="timegate", '
        f'<{reading_room}/timemap/link/{named}>; rel="timemap"; type="application/link-format"'
    )


def _attachment(url: str, suffix: str = "") -> str:
    last = unquote(urlsplit(url).path.rstrip("/").rpartition("/")[2])
    return f'attachment; filename="{_UNSAFE.sub("_", last)[-80:].lstrip(".") or "page"}{suffix}"'
