"""A search while it runs: what may match, in order, looked at some at a time. What was looked at once is kept for the total."""

from collections.abc import Iterator
from functools import cached_property
from typing import Final, NamedTuple

from sqlalchemy.orm import Session

from tubancrawl.messages import Message, message
from tubancrawl.store.rows import iter_chunks
from tubancrawl.store.search.cursors import Place
from tubancrawl.store.search.finding import MOST_COUNTED, MOST_RANKED, Candidate, Finder
from tubancrawl.store.search.judging import Judge, Match
from tubancrawl.store.search.keys import POSITIONS
from tubancrawl.store.search.query import query_of
from tubancrawl.store.search.wanted import Wanted

MOST_JUDGED: Final = 30
"""Articles whose versions differ and that are all looked at so that a total is exact."""

_RANKED_NOTE: Final = message(
    "Ranked among the newest %(count)s matches; older ones follow, ranked in the same way.", count=MOST_RANKED
)
_FACETS_NOTE: Final = message(
    "The numbers by year, category and reporter are of the newest %(count)s matches.", count=MOST_RANKED
)
_MAYBE_NOTE: Final = message(
    "The numbers by year, category and reporter are of articles that hold the words, in one version or in several."
)


class Judged(NamedTuple):
    """A candidate, the version of it that matches (None: none does), and the place after it."""

    candidate: Candidate
    match: Match | None
    after: Place


class Running:
    """One search."""

    def __init__(self, session: Session, wanted: Wanted) -> None:
        self.query = query_of(wanted)
        self._finder = Finder(session, wanted, self.query)
        self._judge = Judge(session, wanted, self.query)
        self._is_ranked = wanted.sort == "relevance" and bool(self.query.terms)

    def iter_judged(self, place: Place, at_once: int) -> Iterator[Judged]:
        """Yield what may match from `place` on. Looks at `at_once` articles together."""
        before = place.before
        past = place
        while found := self._window(before):
            # Named by its newest match, so that what comes to the archive meanwhile does not shift the ranking.
            top = found[0].position + 1
            ranked = sorted(found, key=_rank_of) if self._is_ranked else found
            for some in iter_chunks(_after(past, ranked), at_once):
                for one, match in zip(some, self._judge.matches(some), strict=True):
                    yield Judged(one, match, Place(top, one.score, one.position) if self._is_ranked else Place(one.position))
            if len(found) < MOST_RANKED:
                return
            before, past = found[-1].position, Place()

    def counted(self) -> list[Candidate]:
        """Return the articles that facets count: the newest that match."""
        return self._matching if self._unsure_are_few else self._first

    def total(self) -> tuple[int, bool]:
        """Return how many articles match, and whether that is only a floor."""
        if self._first_is_all:
            sure = [one for one in self._first if one.sure]
            if self._unsure_are_few:
                return len(self._matching), False
            return len(sure), True
        sure_count, unsure = self._finder.count()
        return min(sure_count, MOST_COUNTED), sure_count > MOST_COUNTED or unsure > 0

    def notes(self) -> list[Message]:
        """Return what a reader should know of the order and the numbers."""
        notes = list(self.query.notes)
        if not self._first_is_all:
            notes += [_RANKED_NOTE, _FACETS_NOTE] if self._is_ranked else [_FACETS_NOTE]
        if not self._unsure_are_few:
            notes.append(_MAYBE_NOTE)
        return notes

    def _window(self, before: int) -> list[Candidate]:
        return self._first if before > POSITIONS else self._finder.newest(before, MOST_RANKED, scored=self._is_ranked)

    @cached_property
    def _first(self) -> list[Candidate]:
        return self._finder.newest(POSITIONS + 1, MOST_RANKED, scored=self._is_ranked)

    @property
    def _first_is_all(self) -> bool:
        return len(self._first) < MOST_RANKED

    @property
    def _unsure_are_few(self) -> bool:
        return sum(not one.sure for one in self._first) <= MOST_JUDGED

    @cached_property
    def _matching(self) -> list[Candidate]:
        unsure = [one for one in self._first if not one.sure]
        matching = {one for one, match in zip(unsure, self._judge.matches(unsure), strict=True) if match is not None}
        return [one for one in self._first if one.sure or one in matching]


def _after(place: Place, ranked: list[Candidate]) -> list[Candidate]:
    """Return what follows a place. Scores change with what the archive holds, so that the article itself marks the place."""
    if place.score is None or place.position is None:
        return ranked
    positions = [one.position for one in ranked]
    if place.position in positions:
        return ranked[positions.index(place.position) + 1 :]
    return [one for one in ranked if _rank_of(one) > (place.score, -place.position)]


def _rank_of(one: Candidate) -> tuple[float, int]:
    return one.score, -one.position
