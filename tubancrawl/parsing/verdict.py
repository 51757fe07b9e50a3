"""What kind of answer a capture is: by its status, by what its short texts say. Whether it holds an article: judge.py.

The words are judged only where the page has no body of its own, or in its title and headings: an article may well report
that something was not found, or that a bridge is under maintenance.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from lxml import etree

from tubancrawl import site
from tubancrawl.items import Outcome
from tubancrawl.parsing.answers import SIGNS, Sign
from tubancrawl.parsing.article import Draft
from tubancrawl.parsing.page import Page
from tubancrawl.parsing.sales import SALES_STEMS, SALES_TALK
from tubancrawl.parsing.signs import is_filed
from tubancrawl.parsing.structured import sound
from tubancrawl.parsing.words import key

_SHORT_PAGE: Final = 1_500
"""Characters of visible text below which the whole page is judged by its words; error pages have a few sentences."""
_STUB: Final = 4_000
"""Bytes below which a page that names another address does nothing else; a page drawn by script is larger."""
_SHORT_BODY: Final = 600
"""Characters of body below which a title such as "404" still decides."""

_NOTICE: Final = 250
"""Characters of a body that may be a notice in the place of an article."""
_FEW: Final = 8  # runs of text of the line below a heading
_EXCLAIMS: Final = re.compile(
    r"\W*(?:(?:mohon )?ma'?af|sorry|ups|oops|oh no|whoops|waduh|yah|error|galat|404)\b\W*", re.IGNORECASE
)
_POLITE: Final = re.compile(r"^(?:(?:mohon )?ma'?af|sorry|ups|oops)\W+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """An outcome with its reasons, one a line."""

    outcome: Outcome
    evidence: list[str]
    of_site: bool = False
    """True where the answer speaks of the whole site and not of the page that was asked for."""
    target: str | None = None
    """Where a page that does nothing else sends its reader, as printed."""


def _said(sign: Sign, words: str) -> Verdict:
    return Verdict(outcome=sign.outcome, evidence=[f"{sign.why}: {words!r}"], of_site=sign.of_site)


_BY_STATUS: Final[dict[int, Outcome]] = {
    304: "not_modified",
    401: "blocked",
    402: "blocked",
    403: "blocked",
    404: "missing",
    407: "blocked",
    410: "gone",
    429: "blocked",
    451: "blocked",
}


def by_status(status: int, problems: Sequence[str]) -> Verdict | None:
    """Return the verdict that the status alone gives; None for a whole answer that has to be read."""
    said = [f"HTTP status {status}"]
    if status == 304:
        said += problems
    if status in _BY_STATUS:
        return Verdict(outcome=_BY_STATUS[status], evidence=said)
    if 300 <= status < 400:
        return Verdict(outcome="moved", evidence=said)
    if not 200 <= status < 300 or status == 206:
        return Verdict(outcome="failed", evidence=[*said, *problems])
    if problems:
        return Verdict(outcome="failed", evidence=[f"cut: {problem}" for problem in problems])
    return None


def where_it_led(url: str, location: str | None) -> list[str]:
    """Return what a redirect of `url` proves, one line each; nothing without a target.

    An article that sends to the front page or to a listing has moved nowhere: that is how many sites answer for a deleted one.
    """
    target = site.absolute_url(url, location) if location else None
    if target is None:
        return [f"led nowhere: {location!r}"] if location else ["led nowhere: no Location"]
    led = [f"led to {target}"]
    if site.kind_of(url) == "article" and not (site.is_site(target) and site.kind_of(target) in {"article", "other"}):
        led.append(f"no move of the article: that is {'a ' + site.kind_of(target) if site.is_site(target) else 'another site'}")
    return led


_REFRESH: Final = re.compile(
    rb"""<meta[^>]{0,80}http-equiv=["']?refresh["']?[^>]{0,40}url=\s*["']?([^"'>\s]+)"""
    rb"""|(?:window|document|self|top)?\.?location(?:\.href)?\s*=\s*["']([^"']{1,500})["']|location\.replace\(\s*["']([^"']{1,500})["']""",
    re.IGNORECASE,
)


_AT_ONCE: Final = re.compile(r"\s*\d(?:\.\d+)?\s*[;,]\s*url\s*=\s*[\"']?(?P<target>[^\"'\s]+)", re.IGNORECASE)
"""A refresh after some seconds that leads elsewhere, as the `content` of its element."""


def by_words(page: Page, draft: Draft | None) -> Verdict | None:
    """Return the verdict on a page that says in words that it is no content; None for any other."""
    if draft is not None and (withdrawn := _by_body(draft)) is not None:
        return withdrawn
    title = sound(page.title)
    headings = (line for node in page.headings if node.tag in {"h1", "h2"} for line in _lines_of(node))
    if draft is not None and (draft.length >= _SHORT_BODY or _is_told(page, draft)):
        return _doorway(" ".join(draft.paragraphs), [title, *islice(headings, 2)])
    heads = list(islice(headings, 8))
    visible = _visible(page)
    short = len(visible) < _SHORT_PAGE
    if draft is not None and draft.headline is not None and _has_frame(draft):
        heads, short = [draft.headline.text], False
    return (
        _doorway(visible, [title, *heads])  # it may sell a "Link Login", which is no login wall
        or _by_titles(title, heads, short=short)
        or (_by_text(page, visible) if short and (draft is None or draft.length < 300 or draft.headline is None) else None)
    )


def _lines_of(heading: etree._Element) -> Iterator[str]:
    """Yield what a heading prints, and below one that only exclaims (`Oops!`) what its next line says."""
    said = sound("".join(map(str, heading.itertext())))
    yield said
    after = heading.getnext() if _EXCLAIMS.fullmatch(said) else None
    if after is not None and isinstance(after.tag, str):
        yield sound("".join(map(str, islice(after.itertext(), _FEW))))


def _by_body(draft: Draft) -> Verdict | None:
    """Judge a body of a sentence or two by how it begins: `Konten ini telah dihapus` where the article's text would stand."""
    if not draft.paragraphs or draft.length > _NOTICE:
        return None
    first = _POLITE.sub("", draft.paragraphs[0])
    for sign in SIGNS:
        if sign.outcome == "soft_missing" and (said := sign.text.match(first)) is not None:
            return _said(sign, said[0])
    return None


def _is_told(page: Page, draft: Draft) -> bool:
    """Tell whether the page is an article for certain: then its words are what it reports.

    That is the article its address was made from, or one with both a printed date and a dateline or byline.
    """
    if draft.headline is None:
        return False
    filed = draft.length >= 80 and draft.meta.prints_date and is_filed(draft.paragraphs)
    return filed or (draft.length >= 100 and _is_subject(page.url, draft.headline.text))


def _has_frame(draft: Draft) -> bool:
    """Tell whether a short text stands in what only articles have: a printed date, a dateline, a byline."""
    return draft.length >= 80 and (draft.meta.prints_date or is_filed(draft.paragraphs))


def _by_titles(title: str, heads: list[str], *, short: bool) -> Verdict | None:
    """Judge `<title>` and headings. On a long page a heading may be a widget's ("Login"); only what a body would say counts."""
    for sign in SIGNS:
        said = [title, *(heads if short or sign.outcome == "soft_missing" else [])]
        hit = next((line for line in said if line and len(line) <= 120 and sign.title.fullmatch(line)), None)
        if hit is not None:
            return _said(sign, hit)
    return None


def _by_text(page: Page, visible: str) -> Verdict | None:
    """Judge the text of a short page, and for blocking pages, which may print nothing, its source."""
    if len(visible) < 200 and (target := _sent_on(page)) is not None:
        if (said := SIGNS[0].text.search(target)) is not None:
            return Verdict(outcome="blocked", evidence=[f"{SIGNS[0].why}: {said[0]!r}"])
        return Verdict(
            outcome="moved", evidence=[f"redirect stub: to {target}", *where_it_led(page.url, target)[1:]], target=target
        )
    source = page.source[:100_000].decode("utf-8", "replace")
    for sign in SIGNS:
        if (said := sign.text.search(visible)) or (sign.outcome == "blocked" and (said := sign.text.search(source))):
            return _said(sign, said[0])
    return None


def _sent_on(page: Page) -> str | None:
    """Return where a page that prints next to nothing sends its reader; a large one only by an element made for that."""
    if len(page.source) < _STUB and (stub := _REFRESH.search(page.source)):
        return next(part for part in stub.groups() if part).decode("utf-8", "replace")
    for element in page.declared["meta"]:
        asked = _AT_ONCE.match(element.get("content") or "") if (element.get("http-equiv") or "").lower() == "refresh" else None
        if asked is not None and next(element.iterancestors("noscript"), None) is None:
            return asked["target"]
    return None


def _visible(page: Page) -> str:
    top = next(page.root.iter("body"), page.root)
    pieces = []
    for node in top.iter():
        if isinstance(node.tag, str) and node.tag not in {"script", "style", "noscript", "template"}:
            pieces.append(node.text or "")
        pieces.append(node.tail or "")
        pieces.append(" ")
        if len(pieces) > 30_000:
            break
    return sound("".join(pieces))


def _is_subject(url: str, line: str) -> bool:
    """Tell whether the address was made from this very line: then its words are what the article reports."""
    words = [word for word in re.split(r"[^a-z0-9]+", site.slug_of(url).lower()) if len(word) > 2]
    printed = key(line)
    return len(words) >= 3 and sum(word in printed for word in words) >= 0.8 * len(words)


def _doorway(text: str, lines: list[str]) -> Verdict | None:
    """Judge an injected page that sells gambling. News about gambling has a word or two of it, never the sales talk."""
    heads = " ".join(lines[:3])
    if heads.isascii() and not any(map(heads.lower().__contains__, SALES_STEMS)):
        return None
    in_head = {found.casefold() for found in SALES_TALK.findall(heads)}
    if not in_head:
        return None
    words = {found.casefold() for found in SALES_TALK.findall(f"{heads} {text[:20_000]}")}
    if len(words) >= 3:
        # Whoever broke in replaced the page; the publisher took nothing back.
        evidence = [f"gambling doorway: {', '.join(sorted(words)[:5])}"]
        return Verdict(outcome="soft_missing", evidence=evidence, of_site=True)
    return None
