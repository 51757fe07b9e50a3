"""Entries and feeds of Atom 1.0 (RFC 4287), for the feeds of the reading room and for the export.

Ids are `tag:` URIs of a name that nobody can own, so that the same entry has the same id in every copy of an archive.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from urllib.parse import quote

from tubancrawl.access.markup import element, text

_AUTHORITY: Final = "tag:tubancrawl.invalid,2026:"
_XHTML: Final = {"xmlns": "http://www.w3.org/1999/xhtml"}
OPENING: Final = '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
CLOSING: Final = "</feed>\n"
NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""`updated` of a feed without entries, which must have one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry. `updated` is when the archive captured it; `published_at` is the site's claim and given only with a time."""

    id: str
    title: str
    updated: datetime
    published_at: str | None = None
    alternate: str
    via: str | None = None
    """The original address, where `alternate` is a page of ours."""
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    summary: str | None = None
    paragraphs: tuple[str, ...] = ()


def tag(*parts: str) -> str:
    """Return the id of what the parts name."""
    return _AUTHORITY + "/".join(quote(part, safe=":") for part in parts)


def moment(value: datetime) -> str:
    """Return a time as Atom writes it, in UTC."""
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def head(*, id_: str, title: str, author: str, links: Iterable[tuple[str, str, str | None]]) -> str:
    """Return what a feed says of itself but `updated`; `links` are relation, address and media type."""
    lines = [text("id", id_), text("title", title), element("author", text("name", author))]
    lines += [element("link", "", {"rel": rel, "href": href, "type": kind}) for rel, href, kind in links]
    return "\n".join(lines) + "\n"


def entry(told: Entry) -> str:
    """Return one entry."""
    parts = [
        text("id", told.id),
        text("title", told.title),
        text("updated", moment(told.updated)),
        *_published(told.published_at),
        element("link", "", {"rel": "alternate", "href": told.alternate, "type": "text/html"}),
        *([element("link", "", {"rel": "via", "href": told.via, "type": "text/html"})] if told.via else []),
        *(element("author", text("name", name)) for name in told.authors),
        *(element("category", "", {"term": name}) for name in told.categories),
        *([text("summary", told.summary)] if told.summary else []),
    ]
    if told.paragraphs:
        content = "".join(text("p", paragraph) for paragraph in told.paragraphs)
        parts.append(element("content", element("div", content, _XHTML), {"type": "xhtml"}))
    return element("entry", "\n  " + "\n  ".join(parts) + "\n") + "\n"


def _published(at: str | None) -> list[str]:
    """Return `published` where the site prints a time of day; a bare date is no date-time, and the hour is not guessed."""
    return [text("published", at)] if at and "T" in at else []
