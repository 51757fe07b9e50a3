"""Which articles have a category: by the rows beside the search index, many times smaller than the readings."""

from typing import Any

from sqlalchemy import Connection, Select, func, select

from tubancrawl.store.models import Searchable


def articles_in(connection: Connection, category: str) -> Select[int]:
    """Return the query for the numbers of the articles whose last version has a category, as printed."""
    if connection.dialect.name == "postgresql":
        printed: Any = func.json_array_elements_text(Searchable.categories).table_valued("value")
    else:
        printed = func.json_each(Searchable.categories).table_valued("value")
    has_it = select(printed.c.value).where(printed.c.value == category).correlate(Searchable).exists()
    return select(Searchable.article_id).where(has_it)
