"""The parts of a meta line: `18/07/2018 14:13 - Heri S - 336 kali dibaca`, set apart by marks or only by markup."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from lxml import etree

from tubancrawl.parsing.blocks import Block
from tubancrawl.parsing.queries import length_of
from tubancrawl.parsing.structured import sound
from tubancrawl.parsing.words import moment_in

LINE_PARTS: Final = re.compile(r"\s*[|•·»]\s*|\s+[-–—/]\s+")
"""What separates the parts of a meta line, where anything is printed between them."""
_LONGEST: Final = 250  # characters of an element that is one meta line
_BADGE: Final = re.compile(r"\b(?:badge|label|pill|chip)\b", re.IGNORECASE)
_GLUED: Final = re.compile(r"[^\W\d_]\d|\d[^\W\d_]|\d{5}")
"""Where a date may touch what stands before or after it."""
_EVENTS: Final = 400  # of its markup that are looked at


def parts_of(block: Block) -> tuple[str, ...]:
    """Return the parts of a line, split at printed marks and where an element begins or ends: `<b>Risma</b> 22 June 2025`.

    Text that only a comment divides is one part (`15:20<!-- --> WIB`). Text of the element that is not of the line is left out.
    """
    if block.parts is None:
        block.parts = tuple(_parts(block))
    return block.parts


def moment_of(block: Block) -> str | None:
    """Return the full date of a meta line; also of one whose elements stand without a space: `kominfo` `2 Mei 2019` `2 min`."""
    found = moment_in(block.text)
    if found is None and len(block.element) > 0 and _GLUED.search(block.text) is not None and len(parts := parts_of(block)) > 1:
        found = moment_in(" | ".join(parts))
    return found


def badges_of(block: Block) -> Iterator[etree._Element]:
    """Yield the elements in that of a short line which its template calls badges."""
    if len(block.element) == 0 or length_of(block.element) > _LONGEST:
        return iter(())
    return (part for part in block.element.iter("span", "small", "b", "em") if _BADGE.search(part.get("class") or ""))


def _parts(block: Block) -> Iterator[str]:
    pieces = [block.text]
    if len(block.text) <= _LONGEST and len(block.element) > 0:
        if length_of(block.element) <= _LONGEST:
            pieces = [text for piece in _pieces(block.element) if (text := sound(piece)) and text in block.text] or pieces
        elif block.pieces is not None:
            pieces = [text for piece in block.pieces if (text := sound(piece))]
        elif block.links:
            pieces = _between_links(block)
    return (part for piece in pieces for part in LINE_PARTS.split(piece) if part.strip(" ,.:-–—/"))


def _between_links(block: Block) -> list[str]:
    """Return what a line of a larger element prints in its links and between them."""
    pieces, rest = [], block.text
    for link in block.links:
        said = sound("".join(map(str, link.itertext())))
        before, found, after = rest.partition(said) if said else (rest, "", "")
        if found:
            pieces += [before.strip(), said]
            rest = after.strip()
    return [piece for piece in [*pieces, rest] if piece]


def _pieces(element: etree._Element) -> Iterator[str]:
    """Yield the runs of text in `element` that no tag divides."""
    run = ""
    for event, node in islice(etree.iterwalk(element, events=("start", "end", "comment", "pi")), _EVENTS):
        if event in {"start", "end"}:
            yield run
            run = ""
        if event == "start":
            run = node.text or ""
        elif node is not element:
            run += node.tail or ""
