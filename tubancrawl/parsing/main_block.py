"""Where the body stands when no known layout fits: the element of the prose after the headline.

Where side columns or comments have prose too, a kept library says which is the text, and our own tree in which element that
is. trafilatura costs 50 times a parse, so it reads only disputed pages, and only to point at a place: what is stored is always
read by our own walk, for the library's output changes with its releases.
"""

import logging
from collections import Counter
from itertools import islice
from typing import Final

import trafilatura
from lxml import etree

from tubancrawl.parsing.blocks import Block, is_prose, read_blocks
from tubancrawl.parsing.page import Page
from tubancrawl.parsing.queries import HEADINGS, length_of
from tubancrawl.parsing.signs import is_filed, is_filed_whole
from tubancrawl.parsing.teaser_lists import listed
from tubancrawl.parsing.words import key

MAX_FOR_LIBRARY: Final = 256 * 1024
"""Bytes of source above which trafilatura is not asked: its time grows with the square of the paragraphs."""
# It logs an error for each tree that it finds odd or empty; here that is an answer, "no text", and not our operators' trouble.
logging.getLogger(trafilatura.__name__).setLevel(logging.CRITICAL + 1)
_MAX_DEPTH: Final = 150  # of a tree given to the library, which recurses
_MAX_CLIMB: Final = 60  # levels
_WIDER: Final = 3  # levels above the next that may add text where that adds none
_ADDS: Final = 0.35  # of the text held so far: what a wider element must add to be the body
_UNDISPUTED: Final = 0.85
"""Share of the prose after the headline that one element must hold for the library not to be asked."""
_UNDER_HEADING: Final = 0.3
"""Weight of text after a further heading, when the place to start from is chosen."""
_WRAPPERS: Final = 2  # boxes around a paragraph, at most
_LONG: Final = 80  # characters of a paragraph
_LOOK: Final = 400  # paragraphs
_TEXT: Final = 200  # characters
_CELL: Final = 0.2
"""Share of the prose that a table cell must hold to be the article's column."""
_FILED: Final = 3
"""Weight of a text with a dateline or byline where no headline tells which text of the page is the article."""
_LIBRARY_VOTE: Final = 2
"""Weight of text that the library found too; it may miss a text parted by `<br>` and take a side column for it."""
_PARAGRAPHS: Final = frozenset({"p", "li", "blockquote", "pre", "dd", *HEADINGS})


def find_main_block(page: Page, headline: etree._Element | None) -> tuple[etree._Element, str] | None:
    """Return the element that holds the main text and the rule that found it; None when the page has no prose."""
    top = next(page.root.iter("body"), page.root)
    keep = [] if headline is None else [headline, *headline.iterancestors()]
    after = [] if headline is None or headline.tag not in HEADINGS else read_blocks(top, keep=keep, start=headline)
    prose = _prose(after) if after and headline is not None and holds(headline, after[0].element) else []
    if not prose:
        blocks = read_blocks(top, keep=keep)
        after = blocks[_position(blocks, headline) :]
        prose = _prose(after) or _prose(blocks)
    if not prose and (column := _column(top)):
        after = read_blocks(top, keep=[*keep, *column])
        prose = _prose(after)
    if not prose:
        return None
    prose = _of_cell(prose, headline)
    sections = _under_headings(after, headline)
    plain = _holder(prose, headline, sections, set())
    if headline is not None and (_share(prose, plain) >= _UNDISPUTED or _is_whole(prose, plain)):
        return plain, "text-order"
    told = _library_text(page)
    found = {id(block) for block in prose if key(block.text) in told}
    holder = _holder(prose, headline, sections, found)
    confirmed = any(id(block) in found and holds(holder, block.element) for block in prose)
    return holder, "main-block" if confirmed else "text-order"


def _column(top: etree._Element) -> list[etree._Element]:
    """Return the box of several long paragraphs and those around it, whatever they are called: `left_sidebar`, an open nav."""
    homes = Counter(
        parent for text in islice(top.iter("p"), _LOOK) if length_of(text) >= _LONG and (parent := text.getparent()) is not None
    )
    home, many = homes.most_common(1)[0] if homes else (top, 0)
    return [home, *home.iterancestors()] if many > 1 else []


def _library_text(page: Page) -> str:
    """Return the letters and digits of the text that the library finds; "" where it finds none or is not asked."""
    if len(page.source) > MAX_FOR_LIBRARY or _is_deep(page.root):
        return ""
    text = trafilatura.extract(page.source.decode("utf-8", "replace"), include_comments=False, include_formatting=False)
    return key(text or "")


def _is_deep(root: etree._Element) -> bool:
    depth, level = 0, [root]
    while level and depth <= _MAX_DEPTH:
        level, depth = [child for element in level for child in element], depth + 1
    return bool(level)


def _under_headings(blocks: list[Block], headline: etree._Element | None) -> set[int]:
    """Return the blocks (by `id`) that stand after a heading of their own: sections of an article, or other parts of the page."""
    under, sections = False, set()
    for block in blocks:
        under = under or (block.kind == "heading" and not (headline is not None and holds(headline, block.element)))
        if under:
            sections.add(id(block))
    return sections


def _share(prose: list[Block], holder: etree._Element) -> float:
    """Return which part of the prose stands in `holder`."""
    inside = sum(len(block.text) for block in prose if holds(holder, block.element))
    return inside / sum(len(block.text) for block in prose)


def _is_whole(prose: list[Block], holder: etree._Element) -> bool:
    """Tell whether `holder` has the first of the prose with a dateline, and a byline ends what it has: no other text is of it."""
    inside = [block for block in prose if holds(holder, block.element)]
    return inside[0] is prose[0] and is_filed_whole([block.text for block in inside])


def _of_cell(prose: list[Block], headline: etree._Element | None) -> list[Block]:
    """Return the prose of the headline's own table cell, if that holds a text: the cells beside it are other columns."""
    for cell in () if headline is None else headline.iterancestors("td"):
        own = [block for block in prose if holds(cell, block.element)]
        size = sum(len(block.text) for block in own)
        if len(own) > 1 and size >= _TEXT and size >= _CELL * sum(len(block.text) for block in prose):
            return own
    return prose


def _prose(blocks: list[Block]) -> list[Block]:
    teasers = listed(blocks)
    return [block for block in blocks if is_prose(block) and not block.card and id(block) not in teasers]


def _position(blocks: list[Block], headline: etree._Element | None) -> int:
    """Return the number of the block that prints the headline; 0 where there is none."""
    if headline is None:
        return 0
    return next((number for number, block in enumerate(blocks) if holds(headline, block.element)), 0)


def _holder(blocks: list[Block], headline: etree._Element | None, sections: set[int], found: set[int]) -> etree._Element:
    """Return the element around the text: the home of most of it, widened while that adds much and no other section's text."""
    weights: dict[etree._Element, int] = {}
    homes: dict[etree._Element, float] = {}
    filed: set[etree._Element] = set()
    for block in blocks:
        home = home_of(block)
        weight = len(block.text) * (_LIBRARY_VOTE if id(block) in found else 1)
        homes[home] = homes.get(home, 0.0) + weight * (_UNDER_HEADING if id(block) in sections else 1)
        if headline is None and is_filed([block.text]):
            filed.add(home)
        for element in [block.element, *block.element.iterancestors()][:_MAX_CLIMB]:
            weights[element] = weights.get(element, 0) + weight
    holder = max(homes, key=lambda home: homes[home] * (_FILED if home in filed else 1))
    for _ in range(_MAX_CLIMB):
        parent = holder.getparent()
        if parent is None or parent.tag == "html" or (headline is not None and holds(holder, headline)):
            break
        added = weights[parent] - weights[holder]
        if added < _ADDS * weights[holder]:
            wider = next(
                (
                    up
                    for up in _up_to_headline(parent, headline)
                    if weights.get(up, 0) - weights[holder] >= _ADDS * weights[holder]
                ),
                None,
            )
            if wider is None or wider.tag == "html" or _is_sectioned(wider, holder, blocks, headline):
                break
            parent = wider
        elif _is_sectioned(parent, holder, blocks, headline) and added < 2 * weights[holder]:
            break
        holder = parent
    return holder


def _up_to_headline(element: etree._Element, headline: etree._Element | None) -> list[etree._Element]:
    """Return the next elements around `element`, none beyond the first that holds the headline too."""
    found: list[etree._Element] = []
    for up in islice(element.iterancestors(), _WIDER):
        if headline is not None and holds(found[-1] if found else element, headline):
            break
        found.append(up)
    return found


def home_of(block: Block) -> etree._Element:
    """Return the element that paragraphs of one text share: the parent, or the block's own where `<br>` parts them."""
    parent = block.element.getparent()
    home = block.element if parent is None or block.element.tag not in _PARAGRAPHS else parent
    for _ in range(0 if block.links else _WRAPPERS):  # a box around one paragraph alone
        parent = home.getparent()
        if parent is None or home.tag not in {"div", "section"} or len(home) > _WRAPPERS:
            break
        if length_of(home) > len(block.text) + _WRAPPERS:
            break
        home = parent
    return home


def holds(element: etree._Element, other: etree._Element) -> bool:
    """Tell whether `other` is `element` or stands in it."""
    return other is element or any(up is element for up in other.iterancestors())


def _is_sectioned(wider: etree._Element, holder: etree._Element, blocks: list[Block], headline: etree._Element | None) -> bool:
    """Tell whether all that `wider` adds stands under headings of its own: other parts of the page."""
    added = [block.element for block in blocks if holds(wider, block.element) and not holds(holder, block.element)]
    return all(_own_heading(element, wider, headline) for element in added)


def _own_heading(element: etree._Element, top: etree._Element, headline: etree._Element | None) -> bool:
    """Tell whether the part of `top` that holds `element` has a heading in it or right before it."""
    part = next((up for up in [element, *element.iterancestors()] if up.getparent() is top), element)
    before = part.getprevious()
    near = [*part.iter(*HEADINGS), *([before] if before is not None and before.tag in HEADINGS else [])]
    return any(heading is not headline for heading in near)
