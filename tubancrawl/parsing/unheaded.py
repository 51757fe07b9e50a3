"""The headline of a page whose headings do not print it: a line set in bold or large type, or a claim that the text bears out."""

import re
from collections.abc import Sequence
from itertools import islice, pairwise
from typing import Final

from lxml import etree

from tubancrawl.parsing.blocks import is_prose, read_blocks
from tubancrawl.parsing.masthead import Masthead
from tubancrawl.parsing.signs import names_site
from tubancrawl.parsing.words import heads_list, is_date_line, is_furniture, is_generic, is_meta, key
from tubancrawl.text import plain

DATED: Final = "line above the date"
"""The rule that outweighs a short heading, which may be a widget's."""
_SUFFIX: Final = re.compile(r"\s+[|\-–—»•·:~]+\s+|\s*[|»]\s*|:\s+")
_BOLD: Final = frozenset({"b", "strong", "big", "font", "u"})
_BESIDE: Final = frozenset({"b", "i", "span", "a", "em", "strong"})
_SET: Final = _BOLD | {"p", "div", "span", "center", "a"}
_LARGE: Final = re.compile(
    r"font-size\s*:\s*(?:(?:1[89]|[2-9]\d)(?:\.\d+)?px|(?:1[4-9]|[2-9]\d)pt|(?:1\.[2-9]|[2-9])\d*r?em)|font-weight", re.IGNORECASE
)
_TAG: Final = re.compile(r"/(?:tags?|topi[ck]|label)/", re.IGNORECASE)
_SHORTEST: Final = 16  # characters
_LONGEST: Final = 200
_LONG_WORD: Final = 5  # letters; shorter ones are in every text
_CANDIDATES: Final = 50  # bold elements that are looked at: of a deep nest of them each holds all the text below
_PARTS: Final = 8  # children of a meta line
_LINES: Final = 8  # between a title that nothing sets apart and the text
_CLIMB: Final = 4  # levels above the body in which its headline may stand


def parts_of(claim: str) -> set[str]:
    """Return the keys of what a title may be without the site's name: runs from its start or to its end, parts between."""
    cuts = list(_SUFFIX.finditer(claim))[:12]
    between = {key(claim[cut.end() : after.start()]) for cut, after in pairwise(cuts)}
    return {key(claim[: cut.start()]) for cut in cuts} | {key(claim[cut.end() :]) for cut in cuts} | between


def find_line(body: etree._Element, mast: Masthead) -> tuple[str, str, etree._Element | None] | None:
    """Return text, rule and element of the last line in bold or large type before the first sentence of the body."""
    first = next((block.element for block in read_blocks(body, body=body) if is_prose(block)), None)
    top = next((up for up in [body, *body.iterancestors()][:_CLIMB][::-1] if up.tag != "html"), body)
    if first is None:
        return None
    found, tried, begun = None, 0, False
    for element in top.iter("*"):
        if (element is first and found is not None) or (begun and first not in element.iterancestors()):
            break
        begun = begun or element is first
        if (element.tag not in _SET and "-" not in element.tag) or element in mast:
            continue
        dated = _is_above_date(element)
        if not dated and not _is_set_as_title(element):
            continue
        if first in element.iterancestors() and (first.text or "").strip():
            break
        if (tried := tried + 1) > _CANDIDATES:
            break
        text = plain("".join(map(str, element.itertext())))
        if _is_title(text) and (dated or _is_line(element)):
            found = (text, DATED if dated else "line in bold", element)
    return found


def _is_above_date(element: etree._Element) -> bool:
    """Tell whether an element, or the box it fills alone, stands right before a line with a date: a meta list's own title."""
    node = element
    for _ in range(_CLIMB):
        if (node.tail or "").strip() or node.getnext() is not None:
            break
        up = node.getparent()
        if up is None or len(up) > 1 or (up.text or "").strip() or up.tag not in _SET:
            return False
        node = up
    after = node.getnext()
    while after is not None and _is_silent(after) and not (after.tail or "").strip():
        after = after.getnext()
    if after is None or _is_silent(after) or (node.tail or "").strip() or len(after) > _PARTS:
        return False
    pieces = "".join(map(str, islice(after.itertext(), _PARTS * 2)))
    return len(pieces) <= _LONGEST and is_date_line(plain(pieces))


def _is_silent(node: etree._Element) -> bool:
    """Tell whether a node says nothing itself: a line break, a comment."""
    return node.tag == "br" or not isinstance(node.tag, str)


def _is_set_as_title(element: etree._Element) -> bool:
    if element.tag == "a" and _TAG.search(element.get("href") or ""):
        return False  # a cloud of tags sets them in many sizes
    if element.tag in {"b", "strong", "big"} or _LARGE.search(element.get("style") or ""):
        return True
    return element.tag == "font" and (element.get("size") or "").strip("+ ") in {"3", "4", "5", "6", "7"}


def _is_title(text: str) -> bool:
    return (
        _SHORTEST <= len(text) <= _LONGEST
        and len(text.split()) >= 3
        and not text.endswith((".", ",", ":", ";", "…"))
        and not (names_site(text) or heads_list(text) or is_generic(text) or is_furniture(text) or is_meta(text))
        and not is_date_line(text)
        and not text.lower().startswith(("foto", "ket.", "baca juga"))
    )


def _is_line(element: etree._Element) -> bool:
    """Tell whether an element is a line of its own: no text of the same line stands beside it."""
    node = element
    while True:
        before, after = node.getprevious(), node.getnext()
        said = (node.tail or "").strip()
        beside = "" if after is None or after.tag not in _BESIDE else plain("".join(map(str, after.itertext())))
        if said or beside:
            return False
        parent = node.getparent()
        if parent is None:
            return True
        if (before is None and (parent.text or "").strip()) or (before is not None and (before.tail or "").strip()):
            return False
        if parent.tag not in {*_BOLD, "span", "a", "i", "em"}:
            return True
        node = parent


def find_plain(body: etree._Element, mast: Masthead) -> tuple[str, str, etree._Element | None] | None:
    """Return text, rule and element of the last line right above the text that can be a title, where nothing sets it apart."""
    for top in [body, *body.iterancestors()][:_CLIMB]:
        if top.tag == "html":
            break
        blocks = read_blocks(top, body=body, keep=[body, *body.iterancestors()])
        first = next((number for number, block in enumerate(blocks) if block.inside and is_prose(block)), 0)
        for block in blocks[max(0, first - _LINES) : first][::-1]:
            is_plain = block.kind != "image" and not (block.role or block.linked or block.card or block.slanted)
            if is_plain and block.element not in mast and _is_title(block.text):
                return block.text, "line above the text", block.element
    return None


def find_told(claimed: Sequence[tuple[str, str]], body: etree._Element) -> tuple[str, str, etree._Element | None] | None:
    """Return text and rule of a claim that nothing prints and the text bears out: half of its long words occur in it."""
    text = key("".join(map(str, body.itertext())))
    for claim, source in claimed:
        cuts = list(_SUFFIX.finditer(claim))
        for title in (*(claim[: cut.start()] for cut in reversed(cuts) if ":" not in cut[0]), claim):
            words = [word for word in re.split(r"\W+", title) if len(word) >= _LONG_WORD]
            if not title[:1].isalnum() and title[:1] not in "“\"‘'(":
                continue
            if len(title.split()) < 4 or names_site(title) or len(words) < 3:
                continue
            if any(key(title[cut.end() :]) for cut in _SUFFIX.finditer(title) if names_site(title[cut.end() :])):
                continue
            if sum(key(word) in text for word in words) >= 0.5 * len(words):
                return title.strip(), f"{source} unprinted", None
    return None
