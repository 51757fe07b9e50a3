"""Two databases row by row: the archive's own, and one made from its WARC files alone."""

from collections.abc import Iterator
from typing import Any

from tubancrawl.store.dump import Row, key_of
from tubancrawl.verification.problems import Problem, cells

# Leases come and go with a running crawl, and how far a file is known follows from the rest: both have checks of their own.
NOT_COMPARED = {"url": frozenset({"lease_crawl_id"}), "warc_file": frozenset({"settled_bytes"})}

HASHED = frozenset({"phash", "band_0", "band_1", "band_2", "band_3", "problem", "hasher"})
"""What another version of the hasher may have made of a picture otherwise."""


def iter_row_problems(
    table: str, expected: Iterator[Row], found: Iterator[Row], left_out: frozenset[str] = frozenset()
) -> Iterator[Problem]:
    """Yield the rows of a table that are missing, too many, or differ; columns `left_out` may. Both come in the order of keys."""
    left_out |= NOT_COMPARED.get(table, frozenset())
    left, right = next(expected, None), next(found, None)
    while left is not None or right is not None:
        one = None if left is None else key_of(table, left)
        other = None if right is None else key_of(table, right)
        if right is None or (one is not None and _less(one, other)):
            yield Problem(kind="row-missing", text="the WARC files give it", table=table, row=_shown(one))
            left = next(expected, None)
        elif left is None or _less(other, one):
            yield Problem(kind="row-orphan", text="the WARC files do not give it", table=table, row=_shown(other))
            right = next(found, None)
        else:
            if differences := cells(_compared(left, left_out), _compared(right, left_out)):
                yield Problem(kind="cell-differs", text=differences, table=table, row=_shown(one))
            left, right = next(expected, None), next(found, None)


def _compared(row: Row, left_out: frozenset[str]) -> Row:
    return {name: value for name, value in row.items() if name not in left_out}


def _less(one: Any, other: Any) -> bool:
    try:
        return bool(one < other)
    except TypeError:  # a key that is no key of its column
        return repr(one) < repr(other)


def _shown(key: tuple[Any, ...] | None) -> str:
    return ", ".join(map(str, key or ()))
