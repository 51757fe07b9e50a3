"""How results spread over years, categories and reporters."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from tubancrawl.store.models import Searchable
from tubancrawl.store.rows import iter_rows
from tubancrawl.store.search.finding import Candidate
from tubancrawl.store.search.keys import article_of, year_of

_MOST: Final = 20
"""Values of a facet that are told, the commonest."""

Facets = dict[str, list[tuple[str, int]]]


def facets_of(session: Session, candidates: Sequence[Candidate]) -> Facets:
    """Return for year, category and reporter the values and how many of the articles have each, as their last versions say."""
    years = Counter(year for one in candidates if (year := year_of(one.position)) is not None)
    query = select(Searchable.categories, Searchable.reporters)
    ids = (article_of(one.position) for one in candidates)
    rows = list(iter_rows(session.connection(), query, Searchable.__table__.c.article_id, ids))
    return {
        "year": sorted(years.items(), reverse=True),
        "category": _commonest(row[0] for row in rows),
        "reporter": _commonest(row[1] for row in rows),
    }


def _commonest(values: Iterable[list[str]]) -> list[tuple[str, int]]:
    counted = Counter(chain.from_iterable(set(of_one) for of_one in values))
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST]
