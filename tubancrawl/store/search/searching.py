"""A search from its words to a page of results, or to all of them. Reads only."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy.orm import Session

from tubancrawl.messages import message
from tubancrawl.store.search.cursors import Place, cursor_of, place_of
from tubancrawl.store.search.facets import facets_of
from tubancrawl.store.search.judging import Match
from tubancrawl.store.search.keys import article_of
from tubancrawl.store.search.query import Query
from tubancrawl.store.search.running import Running
from tubancrawl.store.search.snippets import snippet_of
from tubancrawl.store.search.wanted import Found, Hit, Wanted

MOST_LOOKED_AT: Final = 200
"""Articles that are looked at for one page; the next page goes on from there."""
_AT_ONCE: Final = 25

_LOOKED_NOTE: Final = message(
    "Looked at %(count)s articles that hold the words, in one version or in several; the next page looks at more.",
    count=MOST_LOOKED_AT,
)


def search(session: Session, wanted: Wanted, *, limit: int = 20, cursor: str | None = None) -> Found:
    """Return one page of what is found, at most `limit` articles, at least one.

    Raises BadCursor for a cursor that no page of this very search gave. The order, the bounds and the notes: docs/search.md.
    """
    running = Running(session, wanted)
    place = place_of(wanted, cursor)
    hits: list[Hit] = []
    following = None
    notes = running.notes()
    for looked_at, one in enumerate(running.iter_judged(place, min(limit + 1, _AT_ONCE))):
        if len(hits) >= limit or looked_at >= MOST_LOOKED_AT:
            following = place
            break
        place = one.after
        if one.match is not None:
            hits.append(_hit(one.match, running.query))
    if following is not None and len(hits) < limit:
        notes.append(_LOOKED_NOTE)
    total, is_floor = running.total()
    return Found(
        hits=hits,
        total=max(total, len(hits)),
        total_is_floor=is_floor,
        facets=facets_of(session, running.counted()),
        next=cursor_of(wanted, following) if following is not None else None,
        notes=notes,
    )


def iter_hits(session: Session, wanted: Wanted) -> Iterator[tuple[int, int]]:
    """Yield article and version number of everything that is found, in the order of the pages. Bounded in memory."""
    for one in Running(session, wanted).iter_judged(Place(), _AT_ONCE):
        if one.match is not None:
            yield article_of(one.candidate.position), one.match.stand.number


def _hit(match: Match, query: Query) -> Hit:
    found = snippet_of(query.terms or query.names, match.searched)
    return Hit(
        url=match.url,
        headline=match.item["headline"],
        version=match.stand.number,
        versions=match.versions,
        state=match.state,
        first_captured_at=match.stand.first_captured_at.isoformat(),
        last_captured_at=match.stand.last_captured_at.isoformat(),
        published_at=match.item["published_at"],
        removed=found.passage not in match.shown[found.field],
        field=found.field,
        snippet=found.pieces,
    )
