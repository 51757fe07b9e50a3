"""Lists of other articles that hardly any markup parts: lines or cells with text that each begin with a linked title."""

from collections.abc import Iterable
from typing import Final

from lxml import etree

from tubancrawl.parsing.blocks import Block
from tubancrawl.parsing.shapes import MIN_PROSE
from tubancrawl.text import plain

_FEW: Final = 3  # entries of a list, at least
_TITLE: Final = 15  # characters
_MARK: Final = 3  # characters before a title: `» `
_BOXES: Final = frozenset({"td", "div", "li", "dd", "section"})
_DEEP: Final = 5  # levels of markup around a title


def listed(blocks: Iterable[Block]) -> set[int]:
    """Return the blocks (by `id`) of such lists: `» <a>Judul</a> 2/8/2013 - …<br>`, `<td><b><a>Judul</a></b><br>…</td>`."""
    lines: dict[etree._Element, list[int]] = {}
    texts: dict[etree._Element, int] = {}
    boxes: dict[tuple[object, str | None], dict[etree._Element, list[int]]] = {}
    known: dict[etree._Element, bool] = {}
    for block in blocks:
        if block.linked >= _TITLE and block.text and _starts_with_its_link(block):
            lines.setdefault(block.element, []).append(id(block))
            continue
        if block.kind != "text" or len(block.text) < MIN_PROSE:
            continue
        box = block.element
        texts[box] = texts.get(box, 0) + 1
        if box.tag in _BOXES:
            if box not in known:
                known[box] = _starts_with_link(box)
            if known[box]:
                boxes.setdefault((box.tag, box.get("class")), {}).setdefault(box, []).append(id(block))
    found = {number for box, some in lines.items() if len(some) >= _FEW and len(some) > texts.get(box, 0) for number in some}
    return found.union(*(some for kind in boxes.values() if len(kind) >= _FEW for some in kind.values()))


def _starts_with_its_link(block: Block) -> bool:
    said = _title_of(block.links[0])
    return said is not None and block.text.find(said, 0, len(said) + _MARK) >= 0


def _starts_with_link(box: etree._Element) -> bool:
    """Tell whether the first thing that a box says is a linked title."""
    element = box
    for _ in range(_DEEP):
        first = next((child for child in element if isinstance(child.tag, str)), None)
        if first is None or (element.text or "").strip():
            return False
        if first.tag == "a":
            return _title_of(first) is not None
        element = first
    return False


def _title_of(link: etree._Element) -> str | None:
    """Return what a link to another page prints, if that is long enough for a title."""
    said = plain("".join(map(str, link.itertext())))
    return said if len(said) >= _TITLE and (link.get("href") or "#")[0] != "#" else None
