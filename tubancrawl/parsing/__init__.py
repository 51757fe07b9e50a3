"""Bytes of one page become what the page says: an article's fields, or the kind of answer it is and where it leads.

    page (charset, tree) -> structured (claims) -> layouts | main_block (where the body is) -> blocks -> headline, body,
    photos, meta (accounts, topics, tags) -> article (the draft) -> verdict (what kind of answer it is), judge (whether it is an
    article) -> the item

No clock and no network: the same bytes give the same item. docs/fields.md says which rules give each field.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from tubancrawl import site
from tubancrawl.items import ArticleItem, Item, Link, Outcome, PageItem, UrlKind
from tubancrawl.parsing.article import Draft, read_draft
from tubancrawl.parsing.digests import block_digest, skeleton_of
from tubancrawl.parsing.feeds import looks_like_xml, read_json, read_xml
from tubancrawl.parsing.judge import judge
from tubancrawl.parsing.listing import photo_links, read_links
from tubancrawl.parsing.media_types import media_type_of
from tubancrawl.parsing.page import Page, content_type, decode, parse
from tubancrawl.parsing.site_places import proved_places
from tubancrawl.parsing.structured import read_structured
from tubancrawl.parsing.verdict import Verdict, by_status, by_words, where_it_led

__all__ = ["READER_VERSION", "read_page"]

READER_VERSION: Final = 5
"""Stored with every reading. Raised when the same bytes may give another item than before."""

_MAGIC: Final = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF", b"BM", b"\x00\x00\x00")
_READ_AS_ARTICLE: Final[frozenset[UrlKind]] = frozenset({"article", "other"})


def read_page(
    *,
    url: str,
    status: int,
    headers: Sequence[tuple[bytes, bytes]],
    body: bytes,
    problems: Sequence[str],
    captured_at: datetime,
    record_id: str | None,
    redirected_from: Sequence[str] = (),
) -> Item:
    """Return what one answer says. Never raises, on any bytes.

    `body` has its content coding removed; `problems` says how it was cut, empty for a whole one. What is no article is a
    PageItem whose outcome and evidence say why; an ArticleItem always has a headline and a paragraph, and outcome `ok`.
    """
    base = PageItem(url=url, record_id=record_id, captured_at=captured_at, outcome="ok", by_reader=True)
    base.evidence = [f"redirected from {earlier}" for earlier in redirected_from]
    try:
        base.kind = site.kind_of(url)
        return _read(base, status, headers, body, problems)
    except Exception as error:  # noqa: BLE001  (a page must not stop a crawl; the outcome keeps it and the evidence names the fault)
        base.by_reader = False  # mended code would read it otherwise
        return _closed(base, "unreadable", [f"the reader failed: {type(error).__name__}: {error}"[:300]])


def _closed(
    base: PageItem, outcome: Outcome, evidence: Sequence[str], links: Sequence[Link] = (), findings: Sequence[str] = ()
) -> PageItem:
    return _judged(base, Verdict(outcome=outcome, evidence=list(evidence)), links, findings)


def _judged(base: PageItem, verdict: Verdict, links: Sequence[Link] = (), findings: Sequence[str] = ()) -> PageItem:
    base.outcome, base.of_site = verdict.outcome, verdict.of_site
    base.target = site.absolute_url(base.url, verdict.target) if verdict.target else None
    base.evidence += verdict.evidence
    base.links = list(links)
    base.findings = list(dict.fromkeys([*base.findings, *findings]))
    return base


def _read(base: PageItem, status: int, headers: Sequence[tuple[bytes, bytes]], body: bytes, problems: Sequence[str]) -> Item:
    kind, declared = base.kind, content_type(headers)
    early = by_status(status, problems)
    if early is not None and not (status in {403, 503} and body):
        led = where_it_led(base.url, _location(headers)) if early.outcome == "moved" else []
        return _closed(base, early.outcome, [*early.evidence, *led])
    if not body or body.isspace():
        return _judged(base, early or Verdict(outcome="soft_missing", evidence=["empty body"], of_site=True))
    if early is None and (answered := _not_html(base, declared, body)) is not None:
        return answered
    page = parse(base.url, decode(body, declared))
    if page is None:
        return _judged(base, early or Verdict(outcome="soft_missing", evidence=["no element that can be read"], of_site=True))
    if early is not None:
        said = by_words(page, None)
        worse = said if said is not None and said.outcome == "blocked" else early
        return _closed(base, worse.outcome, [*early.evidence, *(worse.evidence if worse is not early else [])])
    return _read_html(base, page, kind)


def _location(headers: Sequence[tuple[bytes, bytes]]) -> str | None:
    return next((value.decode("latin-1").strip() for name, value in headers if name.lower() == b"location"), None)


def _not_html(base: PageItem, declared: str, body: bytes) -> PageItem | None:  # noqa: PLR0911  (as above)
    """Return the item of an answer that is no HTML page; None for one that is."""
    kind, media = base.kind, declared.partition(";")[0].strip()
    head = body[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    is_page = head.startswith((b"<!doctype html", b"<html", b"<head", b"<body")) or b"<html" in head
    if kind == "robots":
        return _closed(base, "soft_missing", ["HTML instead of robots.txt"]) if is_page else _closed(base, "ok", ["robots.txt"])
    if not is_page and (looks_like_xml(body) or (kind in {"sitemap", "feed"} and ("xml" in media or body[:2] == b"\x1f\x8b"))):
        links, findings = read_xml(base.url, body)
        return _closed(base, "ok" if links or not findings else "failed", ["XML"], links, findings)
    if not is_page and (kind == "feed" or "json" in media) and head[:1] in {b"{", b"["}:
        return _json(base, media, body)
    if media.startswith("image/") or (kind == "photo" and not is_page):
        if is_page or (not body.startswith(_MAGIC) and b"<svg" not in head and head[:1] == b"<"):
            return _closed(base, "soft_missing", ["HTML instead of a picture"])
        return _picture(base, media, body)
    if kind != "article" and media_type_of(body) is not None:
        return _picture(base, media, body)
    if kind in {"photo", "sitemap", "feed"} and is_page:
        is_page_of_links = kind == "sitemap" and base.url.endswith("/sitemap")
        return None if is_page_of_links else _closed(base, "soft_missing", [f"HTML instead of a {kind}"])
    if is_page or media in {"", "text/html", "application/xhtml+xml", "application/xml", "text/xml", "text/plain"}:
        if media in {"", "text/plain"} and not is_page and body[:5] == b"%PDF-":
            return _other(base, "application/pdf")
        return None
    return _other(base, media)


def _json(base: PageItem, media: str, body: bytes) -> PageItem:
    if base.kind != "feed":
        return _other(base, media or "application/json")
    links, findings = read_json(base.url, body.decode("utf-8", "replace"))
    return _closed(base, "ok" if links or not findings else "failed", ["JSON feed"], links, findings)


def _picture(base: PageItem, media: str, body: bytes) -> PageItem:
    if base.kind != "article":
        from tubancrawl.parsing.pictures import picture_of  # noqa: PLC0415 - most pages are none, and NumPy takes 100 ms

        base.picture = picture_of(body)
    return _other(base, media)


def _other(base: PageItem, media: str) -> PageItem:
    """Close an answer in a format that is kept and not read. At an article's address its server gave the wrong answer."""
    at_article = base.kind == "article"
    evidence = [f"content type {media or 'unknown'}"]
    return _judged(base, Verdict(outcome="soft_missing" if at_article else "ok", evidence=evidence, of_site=at_article))


def _read_html(base: PageItem, page: Page, kind: UrlKind) -> Item:
    links, odd = read_links(page)
    page.findings += odd
    if kind not in _READ_AS_ARTICLE and not (kind == "front" and urlsplit(base.url).query):
        return _judged(base, by_words(page, None) or _by_address(kind), links, _findings(page))
    if page.cut is not None and page.cut.startswith("more than"):
        return _closed(base, "unreadable" if kind == "article" else "ok", [page.cut], links, _findings(page))
    told = read_structured(page)
    draft = read_draft(page, told)
    verdict = by_words(page, draft) or judge(page, told, draft, "article" if kind == "article" else "other")
    is_article = verdict.evidence[:1] == ["article"]
    if page.cut is not None and (is_article or (kind == "article" and verdict.outcome != "blocked")):
        return _closed(base, "unreadable" if "tree cut" in page.cut else "failed", [page.cut], links, _findings(page))
    if not is_article:
        return _judged(base, verdict, links, [*_findings(page), *draft.findings])
    return _article(base, page, draft, verdict, links)


def _by_address(kind: UrlKind) -> Verdict:
    if kind == "probe":
        return Verdict(outcome="soft_missing", evidence=["probe: answered as if the address existed"])
    return Verdict(outcome="ok", evidence=[f"{kind} by its address"])


def _findings(page: Page) -> list[str]:
    return [*page.findings, *([page.cut] if page.cut else [])]


def _article(base: PageItem, page: Page, draft: Draft, verdict: Verdict, links: list[Link]) -> ArticleItem:
    assert draft.headline is not None
    pictures = photo_links(draft.photos)
    known = {link.url for link in pictures}
    others = [link for link in links if link.url not in known]
    own = site.absolute_url(base.url, base.url)
    odd = [] if draft.canonical in {None, own} else [f"canonical: the page says it is {draft.canonical}"]
    absent = [f"{name}: no rule gave it" for name in ("published_at", "photos") if name not in draft.sources]
    return ArticleItem(
        url=base.url,
        record_id=base.record_id,
        captured_at=base.captured_at,
        canonical=draft.canonical,
        headline=draft.headline.text,
        published_at=draft.meta.published_at,
        paragraphs=draft.paragraphs,
        proved_places=proved_places(page, draft.paragraphs),
        photos=draft.photos,
        categories=draft.meta.categories,
        tags=draft.meta.tags,
        posted_by=draft.meta.posted_by,
        outcome="ok",
        by_reader=base.by_reader,
        evidence=[*base.evidence, *verdict.evidence],
        links=[*others, *pictures],
        sources=draft.sources,
        findings=list(dict.fromkeys([*page.findings, *draft.findings, *odd, *absent])),
        block_sha256=block_digest(draft.paragraphs),
        skeleton=skeleton_of(page),
    )
