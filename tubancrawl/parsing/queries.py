"""Questions about a part of the tree that several rules ask: its length, what is called a breadcrumb or a title."""

import re
from typing import Final, cast

from lxml import etree

_text_length: Final = etree.XPath("string-length(normalize-space())")
_CALLED_TITLE: Final = re.compile("title|judul|headline|contentheading")
HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")


def length_of(element: etree._Element) -> int:
    """Return how many characters of text an element holds, scripts included."""
    if len(element) == 0 and (text := element.text or "").isascii() and text.isprintable() and "  " not in text:
        return len(text.strip())
    return int(cast("float", _text_length(element)))


def is_longer(element: etree._Element, size: int) -> bool:
    """Tell whether an element holds more than `size` characters that are no white space, without a look at the rest."""
    held = 0
    for text in element.itertext():
        held += sum(map(len, str(text).split()))
        if held > size:
            return True
    return False


def breadcrumbs(root: etree._Element) -> list[etree._Element]:
    """Return the elements that are called breadcrumbs."""
    return [
        element
        for element in root.iter("ol", "ul", "nav", "div", "p")
        if "crumb" in f"{element.get('class')} {element.get('id')} {element.get('aria-label')}".lower()
    ]


def titled(root: etree._Element) -> list[etree._Element]:
    """Return the elements that are no headings and are called titles. To ask each in turn takes a third of an XPath's time."""
    return [
        element
        for element in root.iterdescendants("*")
        if (_CALLED_TITLE.search(element.get("class") or "") or element.get("itemprop") == "headline")
        and element.tag not in HEADINGS
    ]
