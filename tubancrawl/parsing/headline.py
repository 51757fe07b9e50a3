"""Which heading is the article's headline: what the page claims for machines, confirmed by what it prints for people."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final
from urllib.parse import urlsplit

from lxml import etree

from tubancrawl import site
from tubancrawl.parsing.masthead import Masthead
from tubancrawl.parsing.page import Page
from tubancrawl.parsing.queries import HEADINGS
from tubancrawl.parsing.shapes import is_caption_line
from tubancrawl.parsing.signs import names_site, slug_agrees
from tubancrawl.parsing.structured import Structured, sound, text_of
from tubancrawl.parsing.titles import (
    MIN_KEY,
    NUMBERED,
    called_titles,
    heading_of,
    headings_of,
    is_aside,
    line_of,
)
from tubancrawl.parsing.unheaded import DATED, find_line, find_plain, find_told
from tubancrawl.parsing.words import heads_other, is_furniture, is_generic, key, prints

_MIN_NAME: Final = 15
"""Letters of an address below which it may be a category's name."""
_FEW: Final = 3  # words; a section's name has as many, a headline nearly always more
_HOME: Final = re.compile(r"/?(?:(?:index|home|beranda|web|site)(?:\.(?:php|html?|aspx?))?/?)?")
"""Paths of a front page."""
_FAR: Final = 400  # characters
_TEXT: Final = 60  # characters of an element that begins the text


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
    slug = site.slug_of(page.url)  # a template without a title prints the address's name
    return [(text, source) for text, source in found if text != slug and not NUMBERED.search(text)]


def find_headline(page: Page, told: Structured, body: etree._Element | None) -> Headline | None:
    """Return the headline; None when neither a heading nor a confirmed claim names it.

    A claim counts when a heading prints it, alone or with the site's name behind it: templates leave the og:title of the
    front page, or of another article, on every page. The print wins over the claim, capitals included. A short heading with a
    menu between it and `body` is the site's name; a long one needs a claim.
    """
    claimed = claims(page, told)
    name = key(told.first("og:site_name") or "")
    around = frozenset() if body is None else frozenset(body.iterancestors())
    mast = Masthead(page, body)
    every: list[tuple[etree._Element, str]] = []
    for tags in (HEADINGS[:2], HEADINGS):
        every = [
            (element, text)
            for element, text in headings_of(page, tags)
            if (_is_long(text) or element not in mast) and not (name and prints(text, name)) and not _is_home_link(element, page)
        ]
        if (match := _named_by_address(page.url, every, around)) is not None:
            return Headline(text=match[1], source=f"address {_name(match[0])}", element=match[0], claimed=True)
    headings = [pair for pair in every if pair[0] not in mast]
    found = _claimed_heading(page, claimed, every, headings, mast, around)
    if found is None or is_short(page.url, found.text):
        printed = _claimed_line(page, [*claimed, (site.slug_of(page.url), "address")], mast, around, name)
        found = printed if found is None or (printed is not None and not is_short(page.url, printed.text)) else found
    if found is not None or body is None:
        return found
    near = _nearest(page, headings, mast, body, around)
    if near is not None and near.element is not None and is_short(page.url, near.text):
        near = (
            _below_section(near.element, headings, page, around) or _called_after(near.element, page, mast, body, around) or near
        )
    is_far = near is not None and near.element is not None and _is_far(page, near.element, body)
    if near is None or is_far or is_short(page.url, near.text):
        line = _without_heading(find_line(body, mast))
        near = line if near is None or (line is not None and (is_far or line.source == DATED)) else near
    return near or _without_heading(find_told(claimed, body)) or _without_heading(find_plain(body, mast))


def _claimed_heading(  # noqa: PLR0917  (what find_headline has gathered)
    page: Page,
    claimed: list[tuple[str, str]],
    every: list[tuple[etree._Element, str]],
    headings: list[tuple[etree._Element, str]],
    mast: Masthead,
    around: frozenset[etree._Element],
) -> Headline | None:
    """Return the first heading that prints a claim; one that is short, as sections' names are, only if no other does."""
    short: Headline | None = None
    for number in range(2):
        some = called_titles(page.root, mast) if number else every
        for text, source in claimed:
            if (match := heading_of(text, some, around)) is None:
                continue
            shown = Headline(text=match[1], source=f"{source} {_name(match[0])}", element=match[0], claimed=True)
            if not is_short(page.url, match[1]):
                return shown
            if (longer := _below_section(match[0], headings, page, around)) is not None:
                return longer
            short = short or shown
    return short


def _claimed_line(
    page: Page, claimed: list[tuple[str, str]], mast: Masthead, around: frozenset[etree._Element], name: str
) -> Headline | None:
    """Return the first line of any kind that prints a claim, several words and not the site's `name`."""
    for text, source in claimed:
        match = line_of(text, page.root, around)
        if match is None or match[0] in mast or match[1] == site.slug_of(page.url) or " " not in match[1]:
            continue
        if not prints(match[1], name):
            return Headline(text=match[1], source=f"{source} {_name(match[0])}", element=match[0], claimed=True)
    return None


def _is_home_link(heading: etree._Element, page: Page) -> bool:
    """Tell whether a heading is the link to the front page, as a site's name in its masthead is."""
    if urlsplit(page.url).path in {"", "/"}:
        return False
    link = next(heading.iter("a"), None)
    if link is None:
        link = next((up for up in islice(heading.iterancestors(), 2) if up.tag == "a"), None)
    href = "" if link is None else (link.get("href") or "").strip()
    if not href or href[0] == "#":
        return False
    address = site.absolute_url(page.base, href)
    if address is None or urlsplit(address).netloc != urlsplit(site.absolute_url(page.url, page.url) or page.url).netloc:
        return False
    return _HOME.fullmatch(urlsplit(address).path) is not None and not urlsplit(address).query


def _is_long(text: str) -> bool:
    return len(text.split()) > _FEW and not names_site(text)


def is_short(url: str, text: str) -> bool:
    """Tell whether a title may be a section's, `Berita Desa`: a few words, and the address is made from others."""
    return (len(text.split()) <= _FEW or names_site(text)) and slug_agrees(url, text) is not True


def _below_section(
    section: etree._Element, headings: list[tuple[etree._Element, str]], page: Page, around: frozenset[etree._Element]
) -> Headline | None:
    """Return the heading between a section's name and the first text after it, if it is longer and no lesser than an h3."""
    texts = dict(headings)
    for element in _following(section):
        if len((element.text or "").strip()) >= _TEXT and element not in texts:
            return None
        text = texts.get(element, "")
        if element.tag in HEADINGS[:3] and len(text.split()) > _FEW and _is_likely(page, element, text, around):
            return Headline(text=text, source="heading below the section's name", element=element)
    return None


def _called_after(
    section: etree._Element, page: Page, mast: Masthead, body: etree._Element, around: frozenset[etree._Element]
) -> Headline | None:
    """Return what is called a title between a short heading and the body: the heading is a widget's or a section's."""
    titles = [pair for pair in called_titles(page.root, mast) if _is_long(pair[1]) and _is_likely(page, *pair, around)]
    found = _last_before(titles, body)
    if found is None or page.elements.index(found[0]) < page.elements.index(section):
        return None
    return Headline(text=found[1], source="title before the body", element=found[0])


def _following(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the elements after an element, in document order."""
    for up in [element, *element.iterancestors()]:
        for beside in up.itersiblings():
            yield from beside.iter("*")


def _without_heading(found: tuple[str, str, etree._Element | None] | None) -> Headline | None:
    return None if found is None else Headline(text=found[0], source=found[1], element=found[2], claimed=found[2] is None)


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
            if best is None and not is_aside(element, around):
                best = (element, text)
    return best


def _nearest(
    page: Page,
    headings: list[tuple[etree._Element, str]],
    mast: Masthead,
    body: etree._Element,
    around: frozenset[etree._Element],
) -> Headline | None:
    """Return the last likely heading before the body's first paragraph, or the page's only h1."""
    likely = [pair for pair in headings if _is_likely(page, *pair, around)]
    likely = [pair for pair in likely if not names_site(pair[1])] or likely
    rules: tuple[tuple[str, Callable[[], list[tuple[etree._Element, str]]]], ...] = (
        ("h1 before the body", lambda: [pair for pair in likely if pair[0].tag == "h1"]),
        ("heading before the body", lambda: likely),
        (
            "title before the body",
            lambda: [pair for pair in called_titles(page.root, mast) if _is_likely(page, *pair, around)],
        ),
    )
    for rule, named in rules:
        before = _last_before(named(), body)
        if before is not None:
            return Headline(text=before[1], source=rule, element=before[0])
    return None


def _is_likely(page: Page, element: etree._Element, text: str, around: frozenset[etree._Element]) -> bool:
    if len(key(text)) < MIN_KEY or is_generic(text) or heads_other(text) or is_furniture(text) or is_aside(element, around):
        return False
    return not any(
        _leads_away(link.get("href") or "#", page) and "bookmark" not in (link.get("rel") or "")
        for link in (*element.iter("a"), *list(element.iterancestors("a"))[:1])
    )


def _leads_away(href: str, page: Page) -> bool:
    return not href.startswith("#") and site.absolute_url(page.base, href) not in {
        page.url,
        site.absolute_url(page.url, page.url),
    }


def _last_before(found: list[tuple[etree._Element, str]], body: etree._Element) -> tuple[etree._Element, str] | None:
    """Return the one of `found` that stands closest before the body, or first within it if it is no lesser heading."""
    wanted = dict(found)
    last: tuple[etree._Element, str] | None = None
    started = False
    for element in body.getroottree().iter("*"):
        started = started or element is body
        if element in wanted:
            if started:
                within = body in element.iterancestors() and _opens(element, body, last[0] if last is not None else None)
                return (element, wanted[element]) if within else last
            last = (element, wanted[element])
    return last


def _is_far(page: Page, heading: etree._Element, body: etree._Element) -> bool:
    """Tell whether a menu or a side column stands between a heading and the body after it: more text than a meta list has."""
    between = page.elements[page.elements.index(heading) + 1 : page.elements.index(body)]
    return sum(len((element.text or "").strip()) for element in between if element.tag not in {"script", "style"}) > _FAR


def _opens(heading: etree._Element, body: etree._Element, other: etree._Element | None) -> bool:
    """Tell whether a heading begins the body, of no lesser rank than the other one, which stands before the body."""
    if other is None and (heading.tag == "h1" or heading.tag not in HEADINGS):
        return True
    if heading.tag not in HEADINGS or (other is not None and str(heading.tag) > str(other.tag)):
        return False
    before = 0
    for element in body.iter("*"):
        if element is heading:
            return True
        said = (element.text or "").strip() if element.tag == "p" else ""
        before += 0 if is_caption_line(said) else len(said)
        if before >= _TEXT:
            break
    return False


def _name(element: etree._Element) -> str:
    classes = (element.get("class") or "").split()
    return f"{element.tag}.{classes[0]}" if classes else str(element.tag)
