"""Items that no reader made of a record, as JSON: an ask without an answer, an error in our code, what only the crawl knew."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, fields
from datetime import UTC, datetime
from typing import Any, Final

from tubancrawl.items import ArticleItem, Byline, Dateline, EventDate, Item, Link, PageItem, Photo, Picture

_PARTS: Final[Mapping[str, Callable[..., Any]]] = {
    "links": Link,
    "photos": Photo,
    "event_dates": EventDate,
    "byline": Byline,
    "dateline": Dateline,
    "picture": Picture,
}


def item_json(item: Item) -> dict[str, Any]:
    """Return an item as JSON; fields that are empty are left out."""
    told = {name: value for name, value in asdict(item).items() if value not in (None, [], {}, False)}
    told["captured_at"] = item.captured_at.astimezone(UTC).isoformat()
    return {"article": isinstance(item, ArticleItem), **told}


def item_from(told: Mapping[str, Any]) -> Item:
    """Return the item that `item_json` told. Raises KeyError, TypeError or ValueError for what none is."""
    kind: Callable[..., Item] = ArticleItem if told["article"] else PageItem
    known = {one.name for one in fields(ArticleItem if told["article"] else PageItem)}
    values = {name: _part(name, value) for name, value in told.items() if name in known}
    return kind(**{"record_id": None, **values, "captured_at": datetime.fromisoformat(told["captured_at"])})


def _part(name: str, value: Any) -> Any:
    make = _PARTS.get(name)
    if make is None:
        return value
    return [make(**one) for one in value] if isinstance(value, list) else make(**value)
