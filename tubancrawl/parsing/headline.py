"""Which heading is the article's headline: what the page claims for machines, confirmed by what it prints for people."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree

from tubancrawl import site
from tubancrawl.parsing.cards import HEADINGS
from tubancrawl.parsing.furniture import role_of
from tubancrawl.parsing.masthead import mastheads
from tubancrawl.parsing.page import Page
from tubancrawl.parsing.queries import titled as titled_nodes
from tubancrawl.parsing.signs import names_site, slug_agrees
from tubancrawl.parsing.structured import Structured, sound, text_of
from tubancrawl.parsing.unheaded import find_line, find_told, parts_of
from tubancrawl.parsing.words import heads_list, is_furniture, is_generic, key
from tubancrawl.text import plain

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
_FEW: Final = 3  # words; a section's name has as many, a headline nearly always more
_TEXT: Final = 60  # characters of an element that begins the text
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
    slug = site.slug_of(page.url)
    return [(text, source) for text, source in found if text != slug]  # a template without a title prints the address's name


def find_headline(page: Page, told: Structured, body: etree._Element | None) -> Headline | None:
    """Return the headline; None when neither a heading nor a confirmed claim names it.

    A claim counts when a heading prints it, alone or with the site's name behind it: templates leave the og:title of the
    front page, or of another article, on every page. The print wins over the claim, capitals included. A short heading with a
    menu between it and `body` is the site's name; a long one needs a claim.
    """
    claimed = claims(page, told)
    around = frozenset() if body is None else frozenset(body.iterancestors())
    mast = frozenset() if body is None else mastheads(page, body)
    every: list[tuple[etree._Element, str]] = []
    for tags in (HEADINGS[:2], HEADINGS):
        every = [pair for pair in _headings(page, tags, site.slug_of(page.url)) if pair[0] not in mast or _is_long(pair[1])]
        if (match := _named_by_address(page.url, every, around)) is not None:
            return Headline(text=match[1], source=f"address {_name(match[0])}", element=match[0], claimed=True)
    headings = [pair for pair in every if pair[0] not in mast]
    titled: list[tuple[etree._Element, str]] = []
    for some in (every, titled):
        if some is titled:
            titled += _titled(page.root, mast)
        for text, source in claimed:
            if (match := _printed(text, some, around)) is not None:
                if is_short(page.url, match[1]) and (longer := _below_section(match[0], headings, page.url, around)) is not None:
                    return longer
                return Headline(text=match[1], source=f"{source} {_name(match[0])}", element=match[0], claimed=True)
    for text, source in [*claimed, (site.slug_of(page.url), "address")]:
        if (match := _printed_anywhere(text, page.root, around)) is not None:
            if match[0] in mast or match[1] == site.slug_of(page.url):
                continue
            return Headline(text=match[1], source=f"{source} {_name(match[0])}", element=match[0], claimed=True)
    if body is None:
        return None
    return (
        _nearest(page.url, headings, titled, body, around)
        or _without_heading(find_line(body, mast))
        or _without_heading(find_told(claimed, body))
    )


def _is_long(text: str) -> bool:
    return len(text.split()) > _FEW and not names_site(text)


def _titled(root: etree._Element, mast: frozenset[etree._Element]) -> list[tuple[etree._Element, str]]:
    called = [(element, text) for element in titled_nodes(root)[:400] if (text := _text(element)) and len(text) < 300]
    return [pair for pair in called if pair[0] not in mast]


def is_short(url: str, text: str) -> bool:
    """Tell whether a title may be a section's, `Berita Desa`: a few words, and the address is made from others."""
    return (len(text.split()) <= _FEW or names_site(text)) and slug_agrees(url, text) is not True


def _below_section(
    section: etree._Element, headings: list[tuple[etree._Element, str]], url: str, around: frozenset[etree._Element]
) -> Headline | None:
    """Return the heading between a section's name and the first text after it, if it is longer and no lesser than an h3."""
    texts = dict(headings)
    for element in _following(section):
        if len((element.text or "").strip()) >= _TEXT and element not in texts:
            return None
        text = texts.get(element, "")
        if element.tag in HEADINGS[:3] and len(text.split()) > _FEW and _is_likely(url, element, text, around):
            return Headline(text=text, source="heading below the section's name", element=element)
    return None


def _following(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the elements after an element, in document order."""
    for up in [element, *element.iterancestors()]:
        for beside in up.itersiblings():
            yield from beside.iter("*")


def _without_heading(found: tuple[str, str, etree._Element | None] | None) -> Headline | None:
    return None if found is None else Headline(text=found[0], source=found[1], element=found[2], claimed=found[2] is None)


def _headings(page: Page, tags: Sequence[str], slug: str) -> Iterable[tuple[etree._Element, str]]:
    for number, element in enumerate(page.tagged(*tags)):
        if number >= 400:
            break
        if (text := _text(element)) and text != slug:
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


def _named_by_address(
    url: str, headings: list[tuple[etree._Element, str]], around: frozenset[etree._Element]
) -> tuple[etree._Element, str] | None:
    """Return the heading that the address was made from: the CMS turns the title into the slug and cuts it at 128 characters."""
    slug = site.slug_of(url)
    made = key(re.sub(r"\.(?:html?|php|aspx)$", "", slug))
    if len(made) < _MIN_NAME:
        return None
    best = None
    for element, text in headings:
        if len(text) < len(made) or text == slug:
            continue
        printed = key(text)
        if printed == made or (len(slug) > 100 and len(printed) > len(made) and printed.startswith(made)):
            if element.tag == "h1":
                return element, text
            if best is None and not _is_aside(element, around):
                best = (element, text)
    return best


def _printed(
    claim: str, headings: Iterable[tuple[etree._Element, str]], around: frozenset[etree._Element]
) -> tuple[etree._Element, str] | None:
    """Return the heading that prints `claim` wholly, or all of it but the site's name. Prefers h1, then the first."""
    whole = key(claim)
    parts = parts_of(claim)
    best: tuple[int, etree._Element, str] | None = None
    for element, text in headings:
        wanted = key(text)
        if not wanted or is_generic(text) or (wanted != whole and (len(wanted) < _MIN_KEY or wanted not in parts)):
            continue
        rank = (0 if wanted == whole else 2) + (0 if element.tag == "h1" else 1) + (4 if _is_aside(element, around) else 0)
        if best is None or rank < best[0]:
            best = (rank, element, text)
    return None if best is None else (best[1], best[2])


def _printed_anywhere(claim: str, root: etree._Element, around: frozenset[etree._Element]) -> tuple[etree._Element, str] | None:
    """Return the first element of any kind that prints the claim and nothing else: templates that know no headings."""
    wanted = {key(claim), *parts_of(claim)}
    most = len(claim) + 20
    for element in next(root.iter("body"), root).iter(*_TEXT_TAGS):
        text = element.text
        if (
            text
            and _MIN_KEY <= len(text.strip()) <= most
            and key(text) in wanted
            and len(key(text)) >= _MIN_KEY
            and not _is_aside(element, around)
        ):
            whole = _text(element)
            if key(whole) in wanted:
                return element, whole
    return None


def _is_aside(element: etree._Element, around: frozenset[etree._Element]) -> bool:
    """Tell whether an element stands in furniture that is not `around` the body: Blogger calls its main column a widget."""
    return any(
        up.tag in {"aside", "nav", "footer", "li"} or role_of(up) in {"skip", "crumbs"}
        for up in element.iterancestors()
        if up not in around
    )


def _nearest(
    url: str,
    headings: list[tuple[etree._Element, str]],
    titled: list[tuple[etree._Element, str]],
    body: etree._Element,
    around: frozenset[etree._Element],
) -> Headline | None:
    """Return the last likely heading before the body's first paragraph, or the page's only h1."""
    likely = [(element, text) for element, text in headings if _is_likely(url, element, text, around)]
    for rule, found in (
        ("h1 before the body", [pair for pair in likely if pair[0].tag == "h1"]),
        ("heading before the body", likely),
        ("title before the body", [(element, text) for element, text in titled if _is_likely(url, element, text, around)]),
    ):
        before = _last_before(found, body)
        if before is not None:
            return Headline(text=before[1], source=rule, element=before[0])
    return None


def _is_likely(url: str, element: etree._Element, text: str, around: frozenset[etree._Element]) -> bool:
    if len(key(text)) < _MIN_KEY or is_generic(text) or heads_list(text) or is_furniture(text) or _is_aside(element, around):
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
