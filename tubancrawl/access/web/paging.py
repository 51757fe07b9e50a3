"""A long list, a page at a time, where the whole of it is at hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from tubancrawl.access.web import asked


@dataclass(frozen=True, slots=True)
class Paged:
    """The rows of one page, `number` from 1 of `pages`; `total` rows in all."""

    rows: Sequence[Any]
    number: int
    pages: int
    total: int

    @classmethod
    def of(cls, rows: Sequence[Any], page: str | None, size: int) -> Self:
        """Return a page as a query asks for it; a page past the end has no rows. Raises PageRefused for what is no number."""
        number = asked.number(page, otherwise=1)
        pages = max(1, -(-len(rows) // size))
        return cls(rows[(number - 1) * size : number * size], number, pages, len(rows))

    @classmethod
    def picked(cls, pages: Sequence[Sequence[Any]], page: str | None) -> Self:
        """Return one of pages that were made already."""
        number = asked.number(page, otherwise=1)
        rows = pages[number - 1] if number <= len(pages) else ()
        return cls(rows, number, len(pages), sum(map(len, pages)))
