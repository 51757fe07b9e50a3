"""What flows from parsing through the pipelines to the store.

Parsing fills an item with what the page says; the pipelines turn it into what it means. Both kinds of item name the
capture that they were read from, so that the store can join them to it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Literal

Outcome = Literal[
    "ok",
    "not_modified",
    "moved",
    "missing",
    "gone",
    "soft_missing",
    "blocked",
    "failed",
    "unreadable",
    "not_in_replay",
]
"""What kind of answer a capture was; docs/fields.md says each in a sentence."""

UrlKind = Literal["front", "article", "listing", "sitemap", "feed", "page", "photo", "robots", "probe", "other"]
"""What a URL of the site is for, judged by its shape alone. `listing` covers categories, tags and searches; a `probe` is an
address that cannot exist, asked to learn how the site answers for one."""

CreditKind = Literal["person", "agency", "anonymous"]


@dataclass(slots=True, kw_only=True)
class Link:
    """A URL that a page names, in the form `site.canonical_url` gives it."""

    url: str
    kind: UrlKind
    follows: bool = False
    """True for the next page of a listing: it is asked for only while pages bring something new."""

    def __reduce__(self) -> tuple[object, ...]:
        """Travel between processes as three values: a page has about a hundred links."""
        return _link, (self.url, self.kind, self.follows)


@lru_cache(maxsize=4096)
def _link(url: str, kind: UrlKind, follows: bool) -> Link:
    return Link(url=url, kind=kind, follows=follows)


@dataclass(slots=True, kw_only=True)
class Photo:
    """A picture of the article. `url` is None where a caption is printed but no picture shown, `credit` where nobody is named."""

    url: str | None = None
    caption: str | None = None
    credit: str | None = None
    credit_kind: CreditKind | None = None


@dataclass(slots=True, kw_only=True)
class Byline:
    """Who wrote and who edited. `raw` is the print; names in parentheses are case-folded, labelled names keep their case."""

    raw: str
    reporters: list[str] = field(default_factory=list)
    editor: str | None = None


@dataclass(slots=True, kw_only=True)
class Dateline:
    """Where a story was filed and by whom; printed before the first sentence."""

    source: str | None = None
    place: str | None = None


@dataclass(slots=True, kw_only=True)
class EventDate:
    """A date printed in the text. `start` and `end` are ISO 8601; `end` is None for one day.

    `weekday_ok` is None when no weekday is printed, False when the printed weekday contradicts the date.
    """

    text: str
    start: str
    end: str | None = None
    weekday_ok: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """The full answer that the archive keeps of an address: what a later equal answer refers to, in the place of repeating it."""

    record_id: str
    url: str
    """As it was asked."""
    captured_at: datetime
    body_digest: str
    """WARC-Payload-Digest of its record, "sha256:…": of the body as received, chunk framing included."""
    request_digest: str | None
    """Of the newest request kept for the address, conditions left out; None where none is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What the bytes of a picture are. `media_type` is of those that may be shown, found from the bytes; None for any other."""

    media_type: str | None
    size: int
    """Bytes of the picture itself, without content coding."""
    width: int | None
    """Pixels, as stored; None where nobody could tell. `height` likewise."""
    height: int | None
    phash: str | None
    """Perceptual hash, 16 hexadecimal digits: pictures that look alike differ in few of its 64 bits. None where there is none."""
    problem: str | None
    """Why there is no hash; None where there is one."""
    hasher: str
    """What made the hash, with versions."""


@dataclass(slots=True, kw_only=True)
class PageItem:
    """A page that is no article: a listing, an error, a maintenance page, a feed. What it says of itself and where it leads."""

    url: str
    record_id: str | None
    """The WARC record it was read from; None when no answer came back at all."""
    captured_at: datetime
    outcome: Outcome
    kind: UrlKind = "other"
    evidence: list[str] = field(default_factory=list)
    """Why the outcome is what it is, one reason a line."""
    of_site: bool = False
    """True where the answer speaks of the whole site and not of this page: maintenance, a server's error, a parked domain."""
    target: str | None = None
    """Absolute address that a page without a redirecting status sends its reader to; None if it sends nobody."""
    picture: Picture | None = None
    """What the answer is, where it is a picture."""
    links: list[Link] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)
    by_reader: bool = False
    """True: it says what its record says and no more, so reading that again gives it again. Any other item is journaled whole."""


@dataclass(slots=True, kw_only=True)
class ArticleItem:
    """One news article as one capture shows it.

    From parsing, `paragraphs` are the blocks of the body in reading order, with whatever caption, dateline, byline and
    footer lines stand among them, and captions are as printed; each pipeline takes its part off and says so in `sources`.
    """

    url: str
    record_id: str | None
    captured_at: datetime
    canonical: str | None = None
    """What the page itself says its address is (`<link rel=canonical>`), absolute; not yet believed."""
    headline: str | None = None
    published_at: str | None = None
    """ISO 8601: the printed time with its offset (WIB, +07:00), or a bare date where no time is printed."""
    dateline: Dateline | None = None
    paragraphs: list[str] = field(default_factory=list)
    proved_places: list[str] = field(default_factory=list)
    """What may be a dateline's place at the start of `paragraphs`, and is called a place elsewhere on the page."""
    photos: list[Photo] = field(default_factory=list)
    byline: Byline | None = None
    categories: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    posted_by: str | None = None
    event_dates: list[EventDate] = field(default_factory=list)
    outcome: Outcome = "ok"
    evidence: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    sources: dict[str, str] = field(default_factory=dict)
    """Field -> the rule that gave it."""
    findings: list[str] = field(default_factory=list)
    block_sha256: str | None = None
    """Digest of the words of the body as printed; see parsing.digests."""
    skeleton: str | None = None
    """What the page's template is made of, as a sketch; see parsing.digests."""
    by_reader: bool = False
    """As of a PageItem. Whoever changes an item by what else a crawl knows sets it False."""


Item = ArticleItem | PageItem


def tells_of_trouble(item: Item) -> bool:
    """Tell whether an answer speaks of the site's trouble, or of its trouble with us, and says nothing of the page asked for."""
    return item.outcome in {"blocked", "failed"} or (isinstance(item, PageItem) and item.of_site)


_NOT_CONFIRMED = ", not confirmed by a second answer"


def not_confirmed(why: str) -> str:
    """Return the evidence of a page that was asked for twice, and of which the second answer did not say the same."""
    return f"suspect: {why}{_NOT_CONFIRMED}"


def lacks_confirmation(evidence: Iterable[str]) -> bool:
    """Tell whether a crawl said so of a page: no reader can know better."""
    return any(line.endswith(_NOT_CONFIRMED) for line in evidence)
