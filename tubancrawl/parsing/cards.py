"""Teasers: small boxes that link to another article, in lists that stand beside an article or inside its column."""

from dataclasses import dataclass
from itertools import islice
from typing import Final

from lxml import etree

from tubancrawl.parsing.queries import HEADINGS, length_of

_PAGE: Final = frozenset({"body", "main", "article", "html"})
_TELLING: Final = frozenset({"a", *HEADINGS})  # what tells of itself, childless too
_TEXT: Final = 60  # characters of a paragraph; a teaser's badges have fewer
_FEW: Final = 6  # children or links of a teaser's box


@dataclass(slots=True)
class _Box:
    """What a box around a block holds, measured once for all the blocks in it."""

    children: int
    headings: list[etree._Element]
    """The first two."""
    links: list[etree._Element]
    """The first of them, at most `_FEW`."""
    is_titled: bool
    """It has one heading, a link, and no text before that: then it is a teaser."""

    @classmethod
    def of(cls, element: etree._Element) -> "_Box":
        """Measure `element`."""
        headings, children = list(islice(element.iter(*HEADINGS), 2)), len(element)
        is_titled = len(headings) == 1 and is_linked(headings[0]) and children <= _FEW and not _is_preceded(headings[0], element)
        return cls(children, headings, list(islice(element.iter("a"), _FEW)), is_titled)


def _is_preceded(heading: etree._Element, box: etree._Element) -> bool:
    """Tell whether a paragraph of the box stands before its heading."""
    for child in box:
        if child is heading or heading in child.iter(heading.tag):
            return False
        if child.tag == "p" and length_of(child) >= _TEXT:
            return True
    return False


def is_linked(heading: etree._Element) -> bool:
    """Tell whether a heading is a link or in one. An anchor, and a link to the heading itself, lead nowhere."""
    parent = heading.getparent()
    return any((link.get("href") or "#")[0] != "#" for link in heading.iter("a")) or (parent is not None and parent.tag == "a")


def _is_leaf(element: etree._Element) -> bool:
    """Tell whether an element has no children. `len` would count them, and a text parted by `<br>` asks for every line."""
    return next(iter(element), None) is None


def _is_one_of_many(element: etree._Element, box: _Box, links: list[etree._Element]) -> bool:
    """Tell whether a box without a heading is a teaser: it links from outside the block, and a box like it stands beside."""
    outside = [link for link in box.links if link not in links]
    if not outside or len(box.links) == _FEW or element.tag in {"p", "td", "tr"}:
        return False
    if not all((link.get("href") or "#")[0] in "/h." for link in outside):
        return False
    name = (element.tag, element.get("class"))
    return any(
        other is not None and (other.tag, other.get("class")) == name and next(other.iter("a"), None) is not None
        for other in (element.getprevious(), element.getnext())
    )


class Cards:
    """The boxes of one page, each measured once. No box of `keep` is a teaser's: they hold the article or its headline."""

    def __init__(self, keep: frozenset[etree._Element] = frozenset()) -> None:
        self._keep = keep
        self._boxes: dict[etree._Element, _Box] = {}
        self._around: dict[etree._Element, bool] = {}

    def holds(self, owner: etree._Element, links: list[etree._Element]) -> bool:
        """Tell whether a block of `owner` with these `links` stands in a teaser: one linked heading, or one box of many."""
        if links:
            return self._holds(owner, links)
        # Without links of its own and without children, only what stands around a block can tell: the same for its siblings.
        parent = owner.getparent() if owner.tag not in _TELLING and _is_leaf(owner) else None
        if parent is None:
            return self._holds(owner, links)
        known = self._around.get(parent)
        if known is None:
            known = self._around[parent] = self._holds(owner, links)
        return known

    def _holds(self, owner: etree._Element, links: list[etree._Element]) -> bool:
        for level, up in enumerate((owner, *islice(owner.iterancestors(), 3))):
            if up.tag == "a":
                return True
            if level == 3 or up.tag in _PAGE or up in self._keep or (level == 0 and up.tag not in HEADINGS and _is_leaf(up)):
                continue
            box = self._boxes.get(up)
            if box is None:
                box = self._boxes[up] = _Box.of(up)
            if box.headings:
                return box.is_titled
            if level and box.children <= _FEW and _is_one_of_many(up, box, links):
                return True
        return False
