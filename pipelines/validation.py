"""Refuses an item that breaks an invariant, by name: field, what was expected, what was found, where.

The last look before the store. Only fields that the item has are checked, so pages that are no articles pass untouched.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from scrapy.exceptions import DropItem

from pipelines.fields import Fields, fields_of
from pipelines.footers import strip_footer
from pipelines.furniture import footer_kind
from pipelines.step import Step
from tubancrawl.errors import UnreadableDate
from tubancrawl.printed_dates import parse_iso


@dataclass(frozen=True, slots=True)
class Fault:
    """One broken invariant of an item."""

    field: str
    expected: str
    found: str


class RefusedItem(DropItem):
    """An item that breaks an invariant. `url` is as the item says, None if it says none; `faults` are all that were found.

    Raised by ValidationPipeline; Scrapy then counts the item as dropped, and nothing of it is stored but its capture.
    """

    def __init__(self, url: object, faults: list[Fault]) -> None:
        super().__init__(
            f"{url}: "
            + "; ".join(f"{fault.field}: expected {fault.expected}, found {fault.found}" for fault in faults)
            + ". The capture is kept; `tubancrawl inspect` shows how the page is read.",
            log_level="WARNING",
        )
        self.url = url
        self.faults = faults


def faults_of(fields: Fields) -> list[Fault]:
    """Return every invariant that an item breaks.

    An item whose `outcome` is not `ok` claims no article, so only its `url` and dates are checked.
    """
    faults = [*_url(fields), *_dates(fields)]
    if fields.get("outcome", "ok") == "ok":
        faults += [*_headline(fields), *_paragraphs(fields)]
    return faults


class ValidationPipeline(Step):
    """Raises RefusedItem for an item with a fault; any other item passes unchanged."""

    def apply(self, fields: Fields) -> None:
        """Raise RefusedItem, a DropItem, where the item breaks an invariant."""
        if faults := faults_of(fields):
            raise RefusedItem(fields.get("url"), faults)


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 80 else text[:77] + "..."


def _url(fields: Fields) -> Iterator[Fault]:
    if "url" not in fields:
        return
    url = fields.get("url")
    try:
        parts = urlsplit(url) if isinstance(url, str) else None
        good = parts is not None and parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        good = False
    if not good:
        yield Fault("url", "an http or https address", _shown(url))


def _headline(fields: Fields) -> Iterator[Fault]:
    if "headline" in fields and not (isinstance(headline := fields.get("headline"), str) and headline.strip()):
        yield Fault("headline", "a headline", _shown(headline))


def _paragraphs(fields: Fields) -> Iterator[Fault]:
    if "paragraphs" not in fields:
        return
    paragraphs = fields.get("paragraphs")
    if not isinstance(paragraphs, (list, tuple)) or not paragraphs:
        yield Fault("paragraphs", "at least one paragraph", _shown(paragraphs))
        return
    # One look at the whole: an article in a thousand has a fault.
    if {str}.issuperset(map(type, paragraphs)) and all(map(str.strip, paragraphs)):
        whole = "\n".join(paragraphs)
        if "isqus" not in whole and "ISQUS" not in whole:
            return
    for number, paragraph in enumerate(paragraphs, start=1):
        if not isinstance(paragraph, str) or not paragraph.strip():
            yield Fault(f"paragraphs[{number}]", "a text that is not blank", _shown(paragraph))
        elif ("isqus" in paragraph or "ISQUS" in paragraph) and (
            footer_kind(paragraph) == "disqus" or strip_footer(paragraph)[1] or "disqus_" in paragraph
        ):
            yield Fault(f"paragraphs[{number}]", "no comment footer of Disqus", _shown(paragraph[-60:]))


def _dates(fields: Fields) -> Iterator[Fault]:
    captured = fields.get("captured_at")
    if captured is not None and not (isinstance(captured, datetime) and captured.tzinfo is not None):
        yield Fault("captured_at", "a moment with its zone", _shown(captured))
    yield from _iso("published_at", fields.get("published_at"))
    events = fields.get("event_dates")
    for number, event in enumerate(events if isinstance(events, (list, tuple)) else (), start=1):
        parts = fields_of(event)
        if parts is None:
            yield Fault(f"event_dates[{number}]", "a date with text, start and end", _shown(event))
            continue
        for name in ("start", "end"):
            yield from _iso(f"event_dates[{number}].{name}", parts.get(name))


def _iso(name: str, value: object) -> Iterator[Fault]:
    if value is None:
        return
    try:
        if isinstance(value, str):
            parse_iso(value)
            return
    except UnreadableDate:
        pass
    yield Fault(name, "YYYY-MM-DD or a moment with its offset (+07:00)", _shown(value))
