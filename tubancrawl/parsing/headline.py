"""Which heading is the article's headline: what the page claims for machines, confirmed by what it prints for people."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree

from tubancrawl import site
from tubancrawl.parsing.cards import HEADINGS
from tubancrawl.parsing.furniture import role_of
from tubancrawl.parsing.page import Page
from tubancrawl.parsing.queries import titled as titled_nodes
from tubancrawl.parsing.structured import Structured, sound, text_of
from tubancrawl.parsing.words import heads_list, is_furniture, is_generic, key
from tubancrawl.text import plain

_SUFFIX: Final = re.compile(r"\s+[|\-–—»•·:~]+\s+|\s*[|»]\s*")
_TEXT_TAGS: Final = (
    "div",
    "span",
    "p",
    "b",
    "strong",
    "font",
    "td",
    "a",
    "center",
    "big",
    "u",
    "section",
    "header",
    "label",
    "legend",
)
_MIN_NAME: Final = 15
"""Letters of an address below which it may be a category's name."""
_MIN_KEY: Final = 8
"""Letters below which two equal texts may be equal by chance ("Berita", "Home")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """A headline as printed. `element` is None when only the head of the page names it; `claimed` if machines are told it too."""

    text: str
    source: str
    element: etree._Element | None = None
    claimed: bool = False


def claims(page: Page, told: Structured) -> list[tuple[str, str]]:
    """Return the titles that the page claims, each with its rule, the most specific first."""
    found = []
    if told.article is not None and (headline := text_of(told.article.get("headline") or told.article.get("name"))):
        found.append((headline, "json-ld"))
    found.extend((value, name) for name in ("og:title", "twitter:title") for value in told.og.get(name, ())[:1] if value)
    if title := sound(page.title):
        found.append((title, "title"))
    return found


def find_headline(page: Page, told: Structured, body: etree._Element | None) -> Headline | None:
    """Return the headline; None when neither a heading nor a confirmed claim names it.

    A claim counts when a heading prints it, alone or with the site's name behind it: templates leave the og:title of the
    front page, or of another article, on every page. The print wins over the claim, capitals included.
    """
    claimed = claims(page, told)
    main = list(_headings(page.root, HEADINGS[:2]))
    if (match := _named_by_address(page.url, main)) is not None:
        return Headline(text=match[1], source=f"address {_name(match[0])}", element=match[0], claimed=True)
    headings = list(_headings(page.root, HEADINGS))
    if (match := _named_by_address(page.url, headings)) is not None:
        return Headline(text=match[1], source=f"address {_name(match[0])}", element=match[0], claimed=True)
    for text, source in claimed:
        if (match := _printed(text, headings)) is not None:
            return Headline(text=match[1], source=f"{source} {_name(match[0])}", element=match[0], claimed=True)
    titled = [(element, text) for element in titled_nodes(page.root)[:400] if (text := _text(element)) and len(text) < 300]
    for text, source in claimed:
        if (match := _printed(text, titled)) is not None:
            return Headline(text=match[1], source=f"{source} {_name(match[0])}", element=match[0], claimed=True)
    claimed.append((site.slug_of(page.url), "address"))
    for text, source in claimed:
        if (match := _printed_anywhere(text, page.root)) is not None:
            return Headline(text=match[1], source=f"{source} {_name(match[0])}", element=match[0], claimed=True)
    return _nearest(page.url, headings, titled, body)


def _headings(root: etree._Element, tags: Sequence[str]) -> Iterable[tuple[etree._Element, str]]:
    for number, element in enumerate(root.iter(*tags)):
        if number >= 400:
            break
        if text := _text(element):
            yield element, text


def _text(element: etree._Element) -> str:
    if len(element) == 0:
        return plain(element.text or "")
    pieces = []
    for node in element.iter():
        if isinstance(node.tag, str) and node.tag not in {"script", "style", "noscript"}:
            pieces.append(node.text or "")
        if node is not element:
            pieces.append(" " if node.tag == "br" else "")
            pieces.append(node.tail or "")
    return plain("".join(pieces))


def _named_by_address(url: str, headings: list[tuple[etree._Element, str]]) -> tuple[etree._Element, str] | None:
    """Return the heading that the address was made from: the CMS turns the title into the slug and cuts it at 128 characters."""
    slug = site.slug_of(url)
    made = key(re.sub(r"\.(?:html?|php|aspx)$", "", slug))
    if len(made) < _MIN_NAME:
        return None
    best = None
    for element, text in headings:
        if len(text) < len(made):
            continue
        printed = key(text)
        if printed == made or (len(slug) > 100 and len(printed) > len(made) and printed.startswith(made)):
            if element.tag == "h1":
                return element, text
            if best is None and not _is_aside(element):
                best = (element, text)
    return best


def _printed(claim: str, headings: Iterable[tuple[etree._Element, str]]) -> tuple[etree._Element, str] | None:
    """Return the heading that prints `claim` wholly, or all of it but the site's name. Prefers h1, then the first."""
    whole = key(claim)
    parts = _parts(claim)
    best: tuple[int, etree._Element, str] | None = None
    for element, text in headings:
        wanted = key(text)
        if not wanted or is_generic(text) or (wanted != whole and (len(wanted) < _MIN_KEY or wanted not in parts)):
            continue
        rank = (0 if wanted == whole else 2) + (0 if element.tag == "h1" else 1) + (4 if _is_aside(element) else 0)
        if best is None or rank < best[0]:
            best = (rank, element, text)
    return None if best is None else (best[1], best[2])


def _printed_anywhere(claim: str, root: etree._Element) -> tuple[etree._Element, str] | None:
    """Return the first element of any kind that prints the claim and nothing else: templates that know no headings."""
    wanted = {key(claim), *_parts(claim)}
    most = len(claim) + 20
    for element in next(root.iter("body"), root).iter(*_TEXT_TAGS):
        text = element.text
        if (
            text
            and _MIN_KEY <= len(text.strip()) <= most
            and key(text) in wanted
            and len(key(text)) >= _MIN_KEY
            and not _is_aside(element)
        ):
            whole = _text(element)
            if key(whole) in wanted:
                return element, whole
    return None


def _parts(claim: str) -> set[str]:
    """Return the keys of what a title may be without the site's name: each run of parts from its start or to its end."""
    cuts = list(_SUFFIX.finditer(claim))[:12]
    return {key(claim[: cut.start()]) for cut in cuts} | {key(claim[cut.end() :]) for cut in cuts}


def _is_aside(element: etree._Element) -> bool:
    return any(up.tag in {"aside", "nav", "footer", "li"} or role_of(up) in {"skip", "crumbs"} for up in element.iterancestors())


def _nearest(
    url: str, headings: list[tuple[etree._Element, str]], titled: list[tuple[etree._Element, str]], body: etree._Element | None
) -> Headline | None:
    """Return the last likely heading before the body's first paragraph, or the page's only h1."""
    if body is None:
        return None
    likely = [(element, text) for element, text in headings if _is_likely(url, element, text)]
    for rule, found in (
        ("h1 before the body", [pair for pair in likely if pair[0].tag == "h1"]),
        ("heading before the body", likely),
        ("title before the body", [(element, text) for element, text in titled if _is_likely(url, element, text)]),
    ):
        before = _last_before(found, body)
        if before is not None:
            return Headline(text=before[1], source=rule, element=before[0])
    return None


def _is_likely(url: str, element: etree._Element, text: str) -> bool:
    if len(key(text)) < _MIN_KEY or is_generic(text) or heads_list(text) or is_furniture(text) or _is_aside(element):
        return False
    return not any(
        _leads_away(link.get("href") or "#", url) for link in (*element.iter("a"), *list(element.iterancestors("a"))[:1])
    )


def _leads_away(href: str, url: str) -> bool:
    return not href.startswith("#") and site.absolute_url(url, href) not in {url, site.absolute_url(url, url)}


def _last_before(found: list[tuple[etree._Element, str]], body: etree._Element) -> tuple[etree._Element, str] | None:
    """Return the one of `found` that stands closest before the body, or first within it before any paragraph."""
    wanted = dict(found)
    last: tuple[etree._Element, str] | None = None
    started = False
    for element in body.getroottree().iter("*"):
        started = started or element is body
        if element in wanted:
            if started:
                within = element in body.iter(element.tag)
                return (element, wanted[element]) if within and last is None else last
            last = (element, wanted[element])
    return last


def _name(element: etree._Element) -> str:
    classes = (element.get("class") or "").split()
    return f"{element.tag}.{classes[0]}" if classes else str(element.tag)
