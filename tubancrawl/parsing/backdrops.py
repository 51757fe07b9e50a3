"""Where the lead picture of an article may be drawn by CSS: boxes without text between the headline and the first paragraph."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Final

from lxml import etree

from tubancrawl.parsing.blocks import Block, is_prose
from tubancrawl.parsing.page import Page
from tubancrawl.parsing.queries import is_longer

_URL: Final = r"url\(\s*['\"]?([^'\")]+)"
_DRAWN: Final = re.compile(rf"background(?:-image)?\s*:[^;]*?{_URL}", re.IGNORECASE)
_IN_URL: Final = re.compile(_URL, re.IGNORECASE)
_LAZY: Final = ("data-bg", "data-background", "data-background-image")
_LONGEST: Final = 500  # characters of a style that are looked at
_LOOK: Final = 60  # elements from the headline's box on


def drawn_boxes(page: Page, headline: etree._Element | None, region: Sequence[Block]) -> Iterator[tuple[etree._Element, str]]:
    """Yield the boxes of an article's head that show nothing but a background picture, with its address as the page says it.

    A picture behind the headline is none of them: many templates draw one there on all their pages.
    """
    first = next((block.element for block in region if block.inside and is_prose(block)), None)
    if headline is None or first is None:
        return
    text = {first, *first.iterancestors()}
    path = list(takewhile(lambda up: up not in text, (headline, *headline.iterancestors())))
    if not path:
        return
    before = next(path[-1].itersiblings("*", preceding=True), None)
    start = path[-1] if before is None or is_longer(before, 0) else before
    begin, end = page.elements.index(start), page.elements.index(first)
    for box in page.elements[begin : min(end, begin + _LOOK)]:
        address = _address_in(box)
        if address and not is_longer(box, 0) and next(box.iter("img"), None) is None:
            yield box, address


def _address_in(box: etree._Element) -> str | None:
    lazy = next((value for name in _LAZY if (value := box.get(name))), None)
    found = _DRAWN.search((box.get("style") or "")[:_LONGEST]) if lazy is None else _IN_URL.search(lazy[:_LONGEST])
    return found[1].strip() if found else lazy
