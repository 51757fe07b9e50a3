"""How a browser would set an element, as far as its paragraphs depend on it, and where a `<br>` parts two of them."""

import re
from typing import Final

from lxml import etree

from tubancrawl.parsing.queries import length_of
from tubancrawl.parsing.words import is_date_line, is_meta

MIN_PROSE: Final = 40
"""Characters below which a line proves nothing of where the text of a page is."""
_BLOCK_STYLE: Final = re.compile(r"display\s*:\s*(?:block|flex|grid|table)", re.IGNORECASE)
_LINES: Final = re.compile(r"pre\b|whitespace-pre|white-space\s*:\s*pre")
_ITALIC: Final = re.compile(r"font-style\s*:\s*italic", re.IGNORECASE)
_SENTENCE_END: Final = re.compile(r"[.!?:…][\"'”’)\]]{0,2}$")
_LINE_OF_ITS_OWN: Final = re.compile(r"^:?\s*(?:foto|ket(?:erangan)?\.?\s*(?:foto|gambar))\s*[:\-–—/]", re.IGNORECASE)
_LONG_LINE: Final = 80  # characters; two such lines with a stop between them are two paragraphs, not a wrapped one
_MAX_DATA_CELL: Final = 120  # characters; a table with longer cells is a layout, its cells hold paragraphs
_FLEX: Final = frozenset({"flex", "d-flex", "inline-flex", "d-inline-flex", "grid", "list-inline"})


def is_caption_line(text: str) -> bool:
    """Tell whether a line's first words make it a caption: `foto : …`, `Ket. gambar - …`."""
    return bool(_LINE_OF_ITS_OWN.match(text))


def ends_paragraph(before: str, after: str, *, alone: bool) -> bool:
    """Tell whether one `<br>` between two lines parts paragraphs. `alone`: the text stands in a div or cell, not in a p."""
    if _LINE_OF_ITS_OWN.match(before) or is_meta(before) or ("|" in before and is_date_line(before)):
        return True
    if not _SENTENCE_END.search(before):
        return False
    if alone:
        return min(len(before), len(after)) >= MIN_PROSE
    return min(len(before), len(after)) >= _LONG_LINE


def begins_entry(before: str, after: str, linked: int) -> bool:
    """Tell whether a line with a link is the next entry of a list of links: it has the mark of one, or is but a link."""
    return after[0] in "»›►▶•▪■" or (linked >= 0.9 * len(after) and _SENTENCE_END.search(before) is not None)


def is_told(text: str) -> bool:
    """Tell whether what is marked as a heading is running text: some templates set a standfirst, or a whole text, as headings."""
    return len(text) >= _LONG_LINE and bool(_SENTENCE_END.search(text)) and text[-1] not in "?!:"


def is_block_by_style(classes: str, style: str) -> bool:
    """Tell whether an inline element is set as a block."""
    return bool(_BLOCK_STYLE.search(style)) or not {"d-block", "block", "flex", "d-flex"}.isdisjoint(classes.split())


def is_flex(classes: str) -> bool:
    """Tell whether the children of an element are boxes of their own."""
    return not _FLEX.isdisjoint(classes.split())


def is_slanted(classes: str, style: str) -> bool:
    """Tell whether an element is set in italics by its class or style."""
    return bool(_ITALIC.search(style)) or not {"italic", "fst-italic"}.isdisjoint(classes.split())


def keeps_lines(classes: str, style: str) -> bool:
    """Tell whether line feeds of the source are printed as such."""
    return bool(_LINES.search(f"{classes} {style}"))


def is_data(table: etree._Element) -> bool:
    """Tell whether a table holds data, several short cells a row, and not the page's layout."""
    cells = list(table.iter("td", "th"))
    rows = sum(1 for _ in table.iter("tr"))
    return (
        len(cells) >= 2 * rows >= 4
        and sum(1 for _ in table.iter("img", "table")) == 1  # itself
        and all(length_of(cell) <= _MAX_DATA_CELL for cell in cells[:200])
    )
