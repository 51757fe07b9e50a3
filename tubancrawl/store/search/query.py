"""What a reader typed -> the terms that are looked for. Whatever is no operator is text; nothing is an error."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tubancrawl.messages import Message, message
from tubancrawl.store.search.passages import FIELDS, Passages
from tubancrawl.store.search.wanted import Wanted
from tubancrawl.store.search.words import stem_of, words_of

MOST_WORDS: Final = 32
"""Words of one search: more than a sentence has, and few enough for any index."""

_QUOTES: Final = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})
_CHUNK: Final = re.compile(rf'(-)?(?:({"|".join(FIELDS)}):)?(?:"([^"]*)"|([^\s"]+))', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Term:
    """What one passage must hold: a word in any form of its stem, words as they are in a row, or (`whole`) nothing but them.

    `field` None: a passage of any field.
    """

    words: tuple[str, ...]
    field: str | None = None
    stemmed: bool = False
    whole: bool = False

    def places(self, words: Sequence[str]) -> list[int]:
        """Return which of a passage's words are the first of a match."""
        if self.stemmed:
            stem = self.words[0]
            return [at for at, word in enumerate(words) if word == stem or stem_of(word) == stem]
        if self.whole:
            return [0] if tuple(words) == self.words else []
        length = len(self.words)
        first = self.words[0]
        return [at for at, word in enumerate(words) if word == first and tuple(words[at : at + length]) == self.words]

    def occurs_in(self, words: Sequence[str]) -> bool:
        """Tell whether `places` has any: quicker, since most passages have none."""
        if self.stemmed:
            stem = self.words[0]
            return stem in words or stem in map(stem_of, words)
        return self.words[0] in words and bool(self.places(words))

    def is_in(self, passages: Passages) -> bool:
        """Tell whether a passage of the right field holds it."""
        fields = FIELDS if self.field is None else (self.field,)
        return any(self.occurs_in(words_of(text)) for field in fields for text in passages[field])


@dataclass(frozen=True, slots=True)
class Query:
    """Terms that all must occur, terms that must not, names that the version must have, and what a reader should know of it."""

    terms: tuple[Term, ...]
    unwanted: tuple[Term, ...]
    names: tuple[Term, ...]
    notes: tuple[Message, ...]

    def holds(self, text: Passages, version: Passages) -> bool:
        """Tell whether a version matches. `text`: those of its passages that are searched."""
        return (
            all(term.is_in(text) for term in self.terms)
            and not any(term.is_in(text) for term in self.unwanted)
            and all(name.is_in(version) for name in self.names)
        )


def query_of(wanted: Wanted) -> Query:
    """Return the terms of a search."""
    terms: dict[Term, None] = {}
    unwanted: dict[Term, None] = {}
    left = MOST_WORDS
    notes: list[Message] = []
    for minus, field, quoted, bare in _CHUNK.findall(wanted.text.translate(_QUOTES)[: MOST_WORDS * 200]):
        words = words_of(quoted or bare)
        if not words:
            continue
        if left == 0:
            notes.append(_CUT)
            break
        if len(words) > left:
            words = words[:left]
            notes.append(_CUT)
        left -= len(words)
        stemmed = not (quoted or wanted.exact) and len(words) == 1
        term = Term((stem_of(words[0]),) if stemmed else tuple(words), field.lower() or wanted.field, stemmed)
        (unwanted if minus else terms)[term] = None
    if len(wanted.text) > MOST_WORDS * 200 and _CUT not in notes:
        notes.append(_CUT)
    if unwanted and not terms:
        notes.append(message("Only words to leave out were given: everything else was found."))
    return Query(tuple(terms), tuple(unwanted), _names(wanted), tuple(dict.fromkeys(notes)))


_CUT: Final = message("The search was cut: only its first %(count)s words were used.", count=MOST_WORDS)


def _names(wanted: Wanted) -> tuple[Term, ...]:
    given = {name: getattr(wanted, name) for name in ("category", "reporter", "photographer", "editor")}
    # A name of more words than any has is cut, so that it is no whole name any more and matches nothing.
    return tuple(
        Term(tuple(words_of(value)[: MOST_WORDS + 1]), name, whole=True) for name, value in given.items() if value is not None
    )
