"""What an article said when it was last read. Reads only, and fast: a crawl asks it of every article that it visits again."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Engine, bindparam, select

from tubancrawl.store.models import Article, Reading, Url, Version

_QUERY = (
    select(Reading.item)
    .join(Version, Version.reading_id == Reading.id)
    .join(Article, (Article.id == Version.article_id) & (Article.versions == Version.number))
    .join(Url, Url.article_id == Article.id)
    .where(Url.url == bindparam("url"))
)


def current_item(engine: Engine, url: str) -> Mapping[str, Any] | None:
    """Return the fields of the last version of the article at `url` (canonical form); None where none was ever read."""
    with engine.connect() as connection:
        item: Mapping[str, Any] | None = connection.scalar(_QUERY, {"url": url})
        return item
