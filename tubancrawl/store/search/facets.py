"""How results spread over years, categories and reporters."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy import Row, Text, cast, select
from sqlalchemy.orm import Session

from tubancrawl.store.models import Searchable
from tubancrawl.store.rows import iter_chunks
from tubancrawl.store.search.finding import Candidate
from tubancrawl.store.search.keys import article_of, year_of

_MOST: Final = 20
"""Values of a facet that are told, the commonest."""

Facets = dict[str, list[tuple[str, int]]]


def facets_of(session: Session, candidates: Sequence[Candidate]) -> Facets:
    """Return for year, category and reporter the values and how many of the articles have each, as their last versions say."""
    years = Counter(year for one in candidates if (year := year_of(one.position)) is not None)
    # As text: a thousand lists are read, and only those that differ are parsed.
    query = select(cast(Searchable.categories, Text), cast(Searchable.reporters, Text))
    rows: list[Row[str, str]] = []
    for ids in iter_chunks(article_of(one.position) for one in candidates):
        rows += session.connection().execute(query.where(Searchable.article_id.in_(ids))).all()
    return {
        "year": sorted(years.items(), reverse=True),
        "category": _commonest(row[0] for row in rows),
        "reporter": _commonest(row[1] for row in rows),
    }


def _commonest(lists: Iterable[str]) -> list[tuple[str, int]]:
    counted = Counter[str]()
    for values, number in Counter(lists).items():
        counted.update(dict.fromkeys(json.loads(values), number))
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST]
