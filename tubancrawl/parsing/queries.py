"""Compiled XPath with the types that the stubs cannot say."""

from typing import Any, Final, cast

from lxml import etree

_text_length: Final = etree.XPath("string-length(normalize-space())")
_titled: Final = etree.XPath(
    './/*[contains(@class, "title") or contains(@class, "judul") or contains(@class, "headline") or @itemprop="headline"]'
    "[not(self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6)]"
)


def length_of(element: etree._Element) -> int:
    """Return how many characters of text an element holds, scripts included."""
    if len(element) == 0 and (text := element.text or "").isascii() and text.isprintable() and "  " not in text:
        return len(text.strip())
    return int(cast("float", _text_length(element)))


def breadcrumbs(root: etree._Element) -> list[etree._Element]:
    """Return the elements that are called breadcrumbs."""
    return [
        element
        for element in root.iter("ol", "ul", "nav", "div", "p")
        if "crumb" in f"{element.get('class')} {element.get('id')} {element.get('aria-label')}".lower()
    ]


def titled(root: etree._Element) -> list[etree._Element]:
    """Return the elements that are no headings and are called titles."""
    found: Any = _titled(root)
    return list(found)
