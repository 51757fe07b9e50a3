"""One article a line."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tubancrawl.text import json_line


def iter_jsonl(articles: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """Yield one line an article, in the shape of `show --json`, UTF-8."""
    for article in articles:
        yield f"{json_line(article)}\n".encode()
