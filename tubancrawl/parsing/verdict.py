"""What kind of answer a capture is: by its status, by what its short texts say, by whether it holds an article.

The words are judged only where the page has no body of its own, or in its title and headings: an article may well report
that something was not found, or that a bridge is under maintenance.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from tubancrawl import site
from tubancrawl.items import Outcome, UrlKind
from tubancrawl.parsing.answers import SALES_TALK, SIGNS
from tubancrawl.parsing.article import Draft
from tubancrawl.parsing.cards import HEADINGS
from tubancrawl.parsing.page import Page
from tubancrawl.parsing.queries import length_of
from tubancrawl.parsing.structured import Structured, sound
from tubancrawl.parsing.words import key

_SHORT_PAGE: Final = 1_500
"""Characters of visible text below which the whole page is judged by its words; error pages have a few sentences."""
_SHORT_BODY: Final = 600
"""Characters of body below which a title such as "404" still decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """An outcome with its reasons, one a line."""

    outcome: Outcome
    evidence: list[str]


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
    if status in _BY_STATUS:
        return Verdict(outcome=_BY_STATUS[status], evidence=said)
    if 300 <= status < 400:
        return Verdict(outcome="moved", evidence=said)
    if not 200 <= status < 300 or status == 206:
        return Verdict(outcome="failed", evidence=[*said, *problems])
    if problems:
        return Verdict(outcome="failed", evidence=[f"cut: {problem}" for problem in problems])
    return None


_REFRESH: Final = re.compile(
    rb"""<meta[^>]{0,80}http-equiv=["']?refresh["']?[^>]{0,40}url=\s*["']?([^"'>\s]+)"""
    rb"""|(?:window|document|self|top)?\.?location(?:\.href)?\s*=\s*["']([^"']{1,500})["']|location\.replace\(\s*["']([^"']{1,500})["']""",
    re.IGNORECASE,
)
_NEWS_PATH: Final = re.compile(
    "|".join(
        (
            (
                r"/(?:berita|read|news|artikel|article|post|posts|blog|baca|detail|kabar|warta"
                r"|kategori/[^/]+/\d+)[/-].*\w"
            ),
            r"/\d{4}/\d{1,2}(?:/\d{1,2})?/[^/]+",
            r"/\d{3,}[/-][\w-]+",
        )
    ),
    re.IGNORECASE,
)
_STATIC_PATH: Final = re.compile(
    "|".join(
        (
            (
                r"/(?:profil\w*|halaman|page|pages|visi\w*|kontak|contact|tentang\w*|about\w*|layanan|struktur\w*"
                r"|sejarah|ppid|galeri|gallery|download|unduh\w*|agenda|faq|statis|menu|login|search|cari"
                r"|kategori|category|tag|tags|author|archive|arsip)(?:[/.?-]|$)"
            ),
        )
    ),
    re.IGNORECASE,
)


def by_words(page: Page, draft: Draft | None) -> Verdict | None:
    """Return the verdict on a page that says in words that it is no content; None for any other."""
    lines = [sound(page.title), *(sound("".join(map(str, node.itertext()))) for node in list(page.root.iter("h1", "h2"))[:8])]
    if draft is not None and draft.length >= _SHORT_BODY:
        return _doorway(_visible(page) if draft is None else " ".join(draft.paragraphs), lines)
    if draft is not None and draft.length >= 100 and draft.headline is not None and _is_subject(page.url, draft.headline.text):
        return _doorway(_visible(page) if draft is None else " ".join(draft.paragraphs), lines)
    for sign in SIGNS:
        hit = next((line for line in lines if line and len(line) <= 120 and sign.title.fullmatch(line)), None)
        if hit is not None:
            return Verdict(outcome=sign.outcome, evidence=[f"{sign.why}: {hit!r}"])
    visible = _visible(page)
    if draft is None or draft.length < 300:
        if len(visible) < 200 and (stub := _REFRESH.search(page.source)):
            target = next(part for part in stub.groups() if part).decode("utf-8", "replace")
            return Verdict(outcome="moved", evidence=[f"redirect stub: to {target}"])
        if len(visible) < _SHORT_PAGE:
            source = page.source[:100_000].decode("utf-8", "replace")
            for sign in SIGNS:
                if (said := sign.text.search(visible)) or (sign.outcome == "blocked" and (said := sign.text.search(source))):
                    return Verdict(outcome=sign.outcome, evidence=[f"{sign.why}: {said[0]!r}"])
    return _doorway(_visible(page) if draft is None else " ".join(draft.paragraphs), lines)


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
    in_head = {found.casefold() for found in SALES_TALK.findall(heads)}
    if not in_head:
        return None
    words = {found.casefold() for found in SALES_TALK.findall(f"{heads} {text[:20_000]}")}
    if len(words) >= 3:
        return Verdict(outcome="soft_missing", evidence=[f"gambling doorway: {', '.join(sorted(words)[:5])}"])
    return None


def judge(page: Page, told: Structured, draft: Draft, kind: UrlKind) -> Verdict:
    """Tell whether a page at an address of unknown or article shape holds an article. The reasons name each sign."""
    signs, doubts = _signs(told, draft)
    readable = draft.headline is not None and draft.length >= 40
    if kind == "article":
        return _judge_article(page, draft, signs, doubts, readable=readable)
    path = urlsplit(page.url).path
    dated = not {"date near the headline", "published_time"}.isdisjoint(signs)
    proved = not {"json-ld article", "date and account", "dateline or byline"}.isdisjoint(signs)
    newsy = bool(_NEWS_PATH.search(path)) or "og:type article" in signs
    if draft.length < 300 and "dateline or byline" not in signs and teasers(page) >= 3:
        doubts.append("teasers and hardly a text")
    if draft.headline is None or not draft.headline.claimed or slug_agrees(page.url, draft.headline.text) is False:
        doubts.append("no title or address names the headline")
    if readable and not doubts and not _STATIC_PATH.search(path) and dated and (proved or newsy):
        return Verdict(outcome="ok", evidence=["article", *signs])
    return Verdict(outcome="ok", evidence=["no article: address of unknown shape", *doubts])


def _judge_article(page: Page, draft: Draft, signs: list[str], doubts: list[str], *, readable: bool) -> Verdict:
    agrees = slug_agrees(page.url, draft.headline.text if draft.headline else None)
    claimed = draft.headline is not None and draft.headline.claimed
    told = {"dateline or byline", "date near the headline"} <= set(signs) and draft.length >= 400
    if agrees is False and not told and not (claimed and draft.length >= 150):
        doubts.append("the headline is not the address's")
    firm = not {"json-ld article", "og:type article", "dateline or byline"}.isdisjoint(signs)
    if readable and (agrees or not doubts or (firm and len(doubts) == 1 and agrees is None)):
        return Verdict(outcome="ok", evidence=["article", *signs, *doubts])
    listed = teasers(page)
    missing = [name for name, there in (("headline", draft.headline is not None), ("body", draft.length >= 40)) if not there]
    if doubts and (listed >= 3 or (not firm and (not missing or not signs))):
        return Verdict(outcome="soft_missing", evidence=["front page or listing at an article's address", *doubts])
    if listed >= 4 and not firm and not agrees:
        return Verdict(outcome="soft_missing", evidence=[f"listing at an article's address: {listed} teasers"])
    if signs or agrees or draft.length >= 200:
        return Verdict(outcome="unreadable", evidence=[f"no {' and no '.join(missing) or 'proof'}", *signs, *doubts])
    return Verdict(outcome="soft_missing", evidence=["no article", f"no {' and no '.join(missing) or 'sign of one'}", *doubts])


def _signs(told: Structured, draft: Draft) -> tuple[list[str], list[str]]:
    """Return what speaks for an article and what speaks for a front page or listing."""
    signs, doubts = [], []
    if told.article is not None:
        signs.append("json-ld article")
    kinds = [value.lower() for value in told.og.get("og:type", [])]
    if "article" in kinds:
        signs.append("og:type article")
    elif "website" in kinds and draft.headline is not None and not draft.headline.claimed:
        doubts.append("og:type website")
    if told.first("article:published_time"):
        signs.append("published_time")
    if draft.meta.prints_date:
        signs.append("date near the headline")
        if draft.meta.posted_by:
            signs.append("date and account")
    if draft.paragraphs and (_DATELINE.match(draft.paragraphs[0]) or _BYLINE.search(draft.paragraphs[-1])):
        signs.append("dateline or byline")
    if draft.canonical and site.kind_of(draft.canonical) in {"front", "listing"} and not urlsplit(draft.canonical).query:
        doubts.append(f"canonical is {draft.canonical}")
    name = told.first("og:site_name")
    if draft.headline is not None and (name and key(draft.headline.text) == key(name)):
        doubts.append("headline is the site's name")
    return signs, doubts


_DATELINE: Final = re.compile(r"^[\w(][\w .,()/&-]{2,38}?\s?[-–—~|:]\s?(?=[\w“\"])")
_BYLINE: Final = re.compile(r"[(\[]\s?[\w .'’-]{1,30}(?:/\s?[\w .'’-]{1,20})+\s?[)\]]\.?$|[.”\"]\s?\(\s?[a-z][\w .]{1,20}\)\.?$")


def slug_agrees(url: str, headline: str | None) -> bool | None:
    """Tell whether the address was made from the headline; None where the slug has no words (`slug-<md5>`, `entry-7`, ids)."""
    slug = site.slug_of(url).lower()
    if re.fullmatch(r"slug-[0-9a-f]{32}|entry-\d+|[\d-]+(?:\.\w+)?", slug):
        return None
    words = [word for word in re.split(r"[^a-z0-9]+", slug) if len(word) > 2 and not word.isdigit() and word not in _SLUG_NOISE]
    if not words or headline is None:
        return None
    printed = key(headline)
    return sum(word in printed for word in words) >= 0.4 * len(words)


_SLUG_NOISE: Final = frozenset(
    {"index", "php", "html", "htm", "aspx", "jsp", "detail", "read", "view", "show", "berita", "news", "post"}
)


def teasers(page: Page) -> int:
    """Count the headings of a page that link to another article of the site, side columns left out."""
    count = 0
    for heading in page.root.iter(*HEADINGS):
        links = list(heading.iter("a")) or list(heading.iterancestors("a"))[:1]
        if not links or any(up.tag in {"aside", "nav", "footer"} for up in heading.iterancestors()):
            continue
        target = site.absolute_url(page.url, links[0].get("href") or "")
        if target is not None and target != page.url and length_of(heading) > 15:
            count += 1
    return count
