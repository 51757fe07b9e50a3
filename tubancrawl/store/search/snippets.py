"""The passage of a version that says most of what was looked for, cut to a few lines, with the words marked. Text as printed."""

from bisect import bisect_left
from typing import Final, NamedTuple

from tubancrawl.store.search.passages import Passages
from tubancrawl.store.search.query import Term
from tubancrawl.store.search.wanted import Piece
from tubancrawl.store.search.words import Span, spans_of, words_of

# A reader sees the headline anyway, so a passage that says as much comes before it.
_ORDER: Final = ("body", "caption", "headline", "byline", "reporter", "photographer", "editor", "category")

_WORDS: Final = 32
"""Of a snippet."""
_BEFORE: Final = 6
"""Of them before the first that is marked."""


class Snippet(NamedTuple):
    """A passage, the field that it is of, and what is shown of it."""

    field: str
    passage: str
    pieces: list[Piece]


def snippet_of(terms: tuple[Term, ...], passages: Passages) -> Snippet:
    """Return the passage in which most of `terms` occur; the beginning of the text where there are none."""
    field, text, found = "body", "", -1
    for name in _ORDER:
        asked = [term for term in terms if term.field in {None, name}]
        for passage in passages[name]:
            words = words_of(passage)
            count = sum(term.occurs_in(words) for term in asked)
            if count > found:
                field, text, found = name, passage, count
            if found == len(terms):
                return _snippet(field, text, terms)
    return _snippet(field, text, terms)


def _snippet(field: str, text: str, terms: tuple[Term, ...]) -> Snippet:
    return Snippet(field, text, _cut(text, [term for term in terms if term.field in {None, field}]))


def _cut(text: str, terms: list[Term]) -> list[Piece]:
    spans = spans_of(text)
    marked = _marked(spans, terms)
    first = max(0, _densest(marked) - _BEFORE) if len(spans) > _WORDS else 0
    first = min(first, max(0, len(spans) - _WORDS))
    chosen = range(first, min(len(spans), first + _WORDS))
    start = spans[first].start if first else 0
    end = spans[chosen[-1]].end if chosen and chosen[-1] + 1 < len(spans) else len(text)
    pieces = _pieces(text, start, end, [spans[at] for at in chosen if at in marked])
    return [*([Piece("… ", marked=False)] if start else []), *pieces, *([Piece(" …", marked=False)] if end < len(text) else [])]


def _marked(spans: list[Span], terms: list[Term]) -> set[int]:
    words = [span.word for span in spans]
    return {place + more for term in terms for place in term.places(words) for more in range(len(term.words))}


def _densest(marked: set[int]) -> int:
    """Return the marked word from which on most are within a snippet's reach; the first of several."""
    places = sorted(marked)
    within = [bisect_left(places, place + _WORDS - _BEFORE) - at for at, place in enumerate(places)]
    return places[within.index(max(within))] if places else 0


def _pieces(text: str, start: int, end: int, marks: list[Span]) -> list[Piece]:
    pieces: list[Piece] = []
    at = start
    for span in marks:
        if pieces and pieces[-1].marked and not text[at : span.start].strip():
            pieces[-1] = Piece(pieces[-1].text + text[at : span.end], marked=True)
        else:
            pieces += [Piece(text[at : span.start], marked=False), Piece(text[span.start : span.end], marked=True)]
        at = span.end
    pieces.append(Piece(text[at:end], marked=False))
    return [piece for piece in pieces if piece.text]
