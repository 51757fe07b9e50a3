"""What earlier crawls counted, for a crawl to compare itself with. Reads only."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Engine, select

from tubancrawl.store.models import Crawl

_LOOKED_AT: Final = 10  # crawls; one that broke counted nothing


def listed_before(engine: Engine, crawl_id: int) -> Mapping[str, int]:
    """Return how many articles each sitemap, feed and entry point named in the last crawl that counted them."""
    query = select(Crawl.figures).where(Crawl.id != crawl_id, Crawl.finished_at.is_not(None)).order_by(Crawl.id.desc())
    with engine.connect() as connection:
        for figures in connection.scalars(query.limit(_LOOKED_AT)):
            if listed := figures.get("listed"):
                return {str(url): int(count) for url, count in listed.items()}
    return {}
