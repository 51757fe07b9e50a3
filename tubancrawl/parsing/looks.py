"""What the attributes of an element make of it: what it is for and how a browser sets it. Read once for each kind of element.

A template repeats a few hundred combinations of class, id and style on all its pages, so they are remembered.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from lxml import etree

from tubancrawl.parsing.furniture import Role, marks_of, role_by
from tubancrawl.parsing.shapes import is_block_by_style, is_flex, is_slanted, keeps_lines

_LONGEST: Final = 500
"""Characters of attributes that are remembered: a hostile page must not fill the memory of a crawl."""
_MANY: Final = 20  # attributes


@dataclass(frozen=True, slots=True)
class Look:
    """What an element is for, and how it is set."""

    role: Role
    is_block: bool
    """It is set as a block, whatever its tag."""
    slanted: bool
    keeps_lines: bool
    is_flex: bool


def look_of(element: etree._Element) -> Look:
    """Return what tag and attributes say of an element."""
    items = element.items()
    if not items:
        return _bare(element.tag)
    if len(items) == 1:
        name, value = items[0]
        if name == "class" and len(value) <= _LONGEST:
            return _look(element.tag, value, "", "", "", False, "")
        if name == "style" and len(value) <= _LONGEST:
            return _look(element.tag, "", "", "", value, False, "")
    marks = marks_of(element)
    size = sum(len(value) for _, value in items) if len(items) < _MANY else _LONGEST + 1
    return _look(*marks) if size <= _LONGEST else _look.__wrapped__(*marks)


@lru_cache(maxsize=512)
def _bare(tag: str) -> Look:
    return _look(tag, "", "", "", "", False, "")


@lru_cache(maxsize=4096)
def _look(  # noqa: PLR0917  (the key of a cache)
    tag: str, classes: str, name: str, aria: str, style: str, hidden: bool, itemprop: str
) -> Look:
    return Look(
        role=role_by(tag, classes, name, aria, style, hidden, itemprop),
        is_block=is_block_by_style(classes, style),
        slanted=is_slanted(classes, style),
        keeps_lines=keeps_lines(classes, style),
        is_flex=is_flex(classes),
    )
