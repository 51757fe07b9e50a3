"""Atom 1.0: an entry a version with its whole text. Names no server: the links lead to the original addresses."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from tubancrawl import site
from tubancrawl.access.atom import CLOSING, NEVER, OPENING, Entry, entry, head, moment, tag
from tubancrawl.access.markup import text

_TITLE: Final = f"Articles of {site.HOST}, as archived"


def iter_atom(articles: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """Yield the feed, a piece an entry. `updated` of the feed comes last, when it is known; Atom asks for no order."""
    yield (
        OPENING + head(id_=tag("export"), title=_TITLE, author=site.HOST, links=[("via", f"{site.ROOT}/", "text/html")])
    ).encode()
    newest = NEVER
    for article in articles:
        at = datetime.fromisoformat(article["first_captured_at"])
        newest = max(newest, at)
        yield entry(_entry(article, at)).encode()
    yield (text("updated", moment(newest)) + "\n" + CLOSING).encode()


def _entry(article: Mapping[str, Any], at: datetime) -> Entry:
    return Entry(
        id=tag("version", article["url"], at.isoformat()),
        title=article["headline"] or site.slug_of(article["url"]),
        updated=at,
        published_at=article["published_at"],
        alternate=article["url"],
        authors=tuple((article["byline"] or {}).get("reporters", ())),
        categories=tuple(article["categories"]),
        paragraphs=tuple(article["paragraphs"]),
    )
