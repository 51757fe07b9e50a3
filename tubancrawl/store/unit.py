"""What a flush stores of one page: a capture, what was read of it, where it leads. Prepared before the transaction begins."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tubancrawl import site
from tubancrawl.errors import BadUrl
from tubancrawl.items import ArticleItem, Item, Link, Outcome, PageItem, Picture
from tubancrawl.store.history import content_digest
from tubancrawl.text import plain

_PERMANENT = frozenset({301, 308})


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureFacts:
    """One exchange as the recorder kept it."""

    record_id: str
    url: str
    """As asked, verbatim."""
    captured_at: datetime
    http_status: int | None
    outcome: Outcome
    """By status alone; the item that is read of it may say better."""
    evidence: tuple[str, ...]
    warc: str
    """File name below warc/."""
    warc_offset: int
    warc_length: int
    payload_sha256: str | None
    etag: str | None
    last_modified: str | None
    location: str | None
    """Absolute target of a redirect."""
    ip: str | None
    body_digest: str | None = None
    """WARC-Payload-Digest of a record that a later one may refer to; None for a revisit, and for a record that states none."""
    refers_to: str | None = None
    """Of a revisit: the record that holds the body in full, where that is known."""
    rest_until: datetime | None = None
    """Before then, so the answer asks, its address should not be asked again; None where it does not ask."""
    header_findings: tuple[str, ...] = ()
    """What a person should look at in its headers."""
    request_digest: str | None = None
    """Of the request record, conditions left out; None where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageReading:
    """An article as this reader reads it. `url` is the address that the page is kept under."""

    url: str
    item: dict[str, Any]
    sources: dict[str, str]
    digest: str
    block_sha256: str | None
    skeleton: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """All that a flush needs to know of one answer, or of one ask that had none."""

    url: str
    """Canonical form of the address that was asked."""
    at: datetime
    record_id: str | None
    """None: no answer came, and there is no capture."""
    outcome: Outcome
    evidence: list[str]
    findings: list[str]
    of_site: bool = False
    """The answer speaks of the whole site and not of this page."""
    location: str | None = None
    """Absolute target of a redirect, be it by status or by a page that does nothing else."""
    facts: CaptureFacts | None = None
    """None: the capture is stored already, and read again."""
    read: bool = True
    """False: nobody reads such answers; `outcome` is by status alone."""
    reading: PageReading | None = None
    target: str | None = None
    """Where on the site a redirect leads, canonical."""
    links: Sequence[Link] = field(default_factory=tuple)
    told: Item | None = None
    """The item itself, where reading the record again would not give it."""
    picture: Picture | None = None
    """What the answer is, where it is a picture."""
    same_as: str | None = None
    """Another article address that leads to the same article: its permanent redirect, or its page's own claim."""


def unit_of(facts: CaptureFacts | None, item: Item | None) -> Unit:
    """Join a capture and what was read of it; one of the two may be missing.

    Raises BadUrl for an address that cannot be one, ValueError for a printed date that is no date.
    """
    if item is None:
        assert facts is not None
        url = site.canonical_url(facts.url)
        outcome, evidence = facts.outcome, list(facts.evidence)
        findings, links = list[str](), list[Link]()
        at: datetime = facts.captured_at
        record_id: str | None = facts.record_id
    else:
        url = site.canonical_url(facts.url if facts else item.url)
        outcome, evidence = item.outcome, [plain(line) for line in item.evidence]
        findings, links = [plain(line) for line in item.findings], list(item.links)
        at, record_id = facts.captured_at if facts else item.captured_at, item.record_id
    reading, same_as = None, None
    if isinstance(item, ArticleItem) and outcome == "ok":
        same_as, finding = _claimed(url, item.canonical)
        findings += [finding] if finding else []
        reading = _reading(same_as or url, item)
    findings += facts.header_findings if facts else ()
    location = (facts.location if facts else None) or (item.target if isinstance(item, PageItem) else None)
    target = _on_site(url, location) if outcome == "moved" else None
    if target is not None:
        links.append(Link(url=target, kind=site.kind_of(target)))
        permanent = facts is not None and facts.http_status in _PERMANENT
        same_as = target if permanent and {site.kind_of(url), site.kind_of(target)} == {"article"} else None
    return Unit(
        url=url,
        at=at,
        record_id=record_id,
        outcome=outcome,
        evidence=evidence,
        findings=findings,
        of_site=isinstance(item, PageItem) and item.of_site,
        location=location,
        target=target,
        facts=facts,
        read=item is not None,
        reading=reading,
        links=links,
        told=item if item is not None and not item.by_reader else None,
        picture=item.picture if isinstance(item, PageItem) and outcome == "ok" else None,
        same_as=same_as,
    )


def _claimed(url: str, canonical: str | None) -> tuple[str | None, str | None]:
    """Return the address that a page claims, if it may be believed and is another; else, if it may not, a finding.

    The CMS gives a record under its number too (`/entry/123`), and in any case of its slug's letters, and that page's canonical
    link names the slug. Any other claim would let one page take another's place.
    """
    if canonical is None or canonical == url:
        return None, None
    try:
        said = site.canonical_url(canonical)
    except BadUrl:
        said = canonical
    if said == url:
        return None, None
    if site.is_site(said) and site.kind_of(said) == "article" and _is_alias(url, said):
        return said, None
    return None, f"canonical points elsewhere: {canonical}"


def _is_alias(url: str, said: str) -> bool:
    return site.slug_of(url).isdigit() or url.lower() == said.lower()


def _on_site(url: str, location: str | None) -> str | None:
    """Return where a redirect leads, if that is on the site."""
    target = site.absolute_url(url, location) if location else None
    return target if target is not None and site.is_site(target) else None


def fields_of(item: ArticleItem) -> dict[str, Any]:
    """Return what a reading keeps of an article, as the table has it."""
    return {
        "headline": item.headline,
        "published_at": item.published_at,
        "dateline": item.dateline and {"source": item.dateline.source, "place": item.dateline.place},
        "paragraphs": item.paragraphs,
        "photos": [{"url": p.url, "caption": p.caption, "credit": p.credit, "credit_kind": p.credit_kind} for p in item.photos],
        "byline": item.byline and {"raw": item.byline.raw, "reporters": item.byline.reporters, "editor": item.byline.editor},
        "categories": item.categories,
        "tags": item.tags,
        "posted_by": item.posted_by,
        "event_dates": [{"text": d.text, "start": d.start, "end": d.end, "weekday_ok": d.weekday_ok} for d in item.event_dates],
        "canonical": item.canonical,
    }


def _reading(url: str, item: ArticleItem) -> PageReading:
    fields = fields_of(item)
    if item.published_at is not None:
        datetime.fromisoformat(item.published_at)
    return PageReading(
        url=url,
        item=fields,
        sources=item.sources,
        digest=content_digest(fields),
        block_sha256=item.block_sha256,
        skeleton=item.skeleton,
    )
