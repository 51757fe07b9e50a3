"""Which elements of a page print a title, and what they print: headings, what is called a title, any line of text."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from lxml import etree

from tubancrawl import site
from tubancrawl.parsing.furniture import role_of
from tubancrawl.parsing.masthead import Masthead
from tubancrawl.parsing.page import Page
from tubancrawl.parsing.queries import titled as titled_nodes
from tubancrawl.parsing.unheaded import parts_of
from tubancrawl.parsing.words import is_date_line, is_generic, key
from tubancrawl.text import plain

NUMBERED: Final = re.compile(r"\bslug-[0-9a-f]{32}\b")  # how the CMS names an article without a title
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
_LINES: Final = frozenset({"div", "p", "small", "span", "time", "ul"})
"""Elements in a heading that may hold the meta line below it."""
MIN_KEY: Final = 8
"""Letters below which two equal texts may be equal by chance ("Berita", "Home")."""


def called_titles(root: etree._Element, mast: Masthead) -> list[tuple[etree._Element, str]]:
    """Return the elements that are called titles and are no headings, each with its text, without those of `mast`."""
    called = [(element, text) for element in titled_nodes(root)[:400] if (text := text_of_title(element)) and len(text) < 300]
    return [pair for pair in called if pair[0] not in mast]


def headings_of(page: Page, tags: Sequence[str]) -> Iterable[tuple[etree._Element, str]]:
    """Yield the headings with one of these tags, each with its text, without what prints the address's own name."""
    slug = site.slug_of(page.url)
    for number, element in enumerate(node for node in page.headings if node.tag in tags):
        if number >= 400:
            break
        if (text := text_of_title(element)) and text != slug and not NUMBERED.search(text):
            yield element, text


def text_of_title(element: etree._Element) -> str:
    """Return the text of an element, without the line of date and account that some templates set into their headings."""
    if len(element) == 0:
        return plain(element.text or "")
    pieces: list[str] = []
    for node in element.iter():
        if isinstance(node.tag, str) and node.tag not in {"script", "style", "noscript"}:
            if node.tag in _LINES and any(pieces) and is_date_line(plain("".join(map(str, node.itertext())))):
                break
            pieces.append(node.text or "")
        if node is not element:
            pieces.append(" " if node.tag == "br" else "")
            pieces.append(node.tail or "")
    return plain("".join(pieces))


def heading_of(
    claim: str, headings: Iterable[tuple[etree._Element, str]], around: frozenset[etree._Element]
) -> tuple[etree._Element, str] | None:
    """Return the heading that prints `claim` wholly, or all of it but the site's name. Prefers h1, then the first."""
    whole = key(claim)
    parts = parts_of(claim)
    best: tuple[int, etree._Element, str] | None = None
    for element, text in headings:
        wanted = key(text)
        if not wanted or is_generic(text) or (wanted != whole and (len(wanted) < MIN_KEY or wanted not in parts)):
            continue
        rank = (0 if wanted == whole else 2) + (0 if element.tag == "h1" else 1) + (4 if is_aside(element, around) else 0)
        if best is None or rank < best[0]:
            best = (rank, element, text)
    return None if best is None else (best[1], best[2])


def line_of(claim: str, root: etree._Element, around: frozenset[etree._Element]) -> tuple[etree._Element, str] | None:
    """Return the element of any kind that prints most of the claim and nothing else: templates that know no headings."""
    wanted = {key(claim), *parts_of(claim)}
    most, best = len(claim) + 20, None
    for element in next(root.iter("body"), root).iter(*_TEXT_TAGS):
        text = element.text
        if (
            text
            and MIN_KEY <= len(text.strip()) <= most
            and key(text) in wanted
            and len(key(text)) >= MIN_KEY
            and not is_aside(element, around)
        ):
            whole = text_of_title(element)
            if key(whole) in wanted and (best is None or len(whole) > len(best[1])):
                best = (element, whole)
    return best


def is_aside(element: etree._Element, around: frozenset[etree._Element]) -> bool:
    """Tell whether an element stands in furniture that is not `around` the body: Blogger calls its main column a widget."""
    return any(
        up.tag in {"aside", "nav", "footer", "li"} or role_of(up) in {"skip", "crumbs"}
        for up in element.iterancestors()
        if up not in around
    )
