"""A long text in portions, so that no page is larger than a slow line bears: 100 KB without its pictures."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeVar

from markupsafe import escape

from tubancrawl.access.blame import BlamedParagraph
from tubancrawl.access.redline import Row
from tubancrawl.access.web.paging import Paged

T = TypeVar("T")

_MOST: Final = 40_000
"""Bytes of text, as HTML has it, in one portion: the rest of a page takes about as much at its worst."""
_AROUND: Final = 120
"""Bytes of markup around a sentence, a run of words or a caption."""


def portion_of(units: Sequence[T], size: Callable[[T], int], page: str | None) -> Paged:
    """Return the portion of a text that a query asks for; a unit that is larger than a portion has one for itself."""
    portions: list[list[T]] = [[]]
    room = _MOST
    for unit in units:
        needed = size(unit)
        if needed > room and portions[-1]:
            portions.append([])
            room = _MOST
        portions[-1].append(unit)
        room -= needed
    return Paged.picked(portions, page)


def cut_long(paragraphs: Sequence[str]) -> list[str]:
    """Return the paragraphs, those that are larger than a portion cut between words."""
    return [piece for text in paragraphs for piece in _pieces(text)]


def text_size(text: str) -> int:
    """Return how many bytes of HTML a text takes."""
    return len(escape(text).encode()) + _AROUND


def blamed_size(paragraph: BlamedParagraph) -> int:
    """Return how many bytes of HTML a paragraph with its sentences takes."""
    return sum(text_size(sentence.text) + 4 * _AROUND for sentence in paragraph.sentences)


def row_size(row: Row) -> int:
    """Return how many bytes of HTML a row of a comparison takes at most: side by side, what is equal is there twice."""
    return 2 * sum(text_size(segment.text) for segment in row.segments) + 4 * _AROUND


def _pieces(text: str) -> Iterator[str]:
    while text_size(text) > _MOST:
        # An entity is five bytes or six, so a sixth of the bytes in letters is a portion at the very worst.
        longest = _MOST // 6
        end = text.rfind(" ", 0, longest) + 1 or longest
        yield text[:end]
        text = text[end:]
    yield text
