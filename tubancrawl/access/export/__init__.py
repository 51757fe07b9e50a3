"""Articles written for other programs, in formats that docs/api.md describes. None holds more than a few articles at a time.

A format is a function that turns articles in the shape of `show --json` into the bytes of a file, piece by piece: the command
writes them, the web sends them, and both are the same bytes. WACZ is not among them, since a ZIP is written with seeking:
access.wacz.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from tubancrawl.access.export.atom import iter_atom
from tubancrawl.access.export.files import whole_file
from tubancrawl.access.export.jsonl import iter_jsonl
from tubancrawl.access.export.parquet import iter_parquet
from tubancrawl.access.export.spreadsheet import iter_csv

__all__ = ["FORMATS", "WACZ_TYPE", "Format", "whole_file"]

Article = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Format:
    """How articles are written, and the media type of the result."""

    chunks: Callable[[Iterable[Article]], Iterator[bytes]]
    media_type: str


WACZ_TYPE: Final = "application/wacz"

FORMATS: Final[dict[str, Format]] = {
    "atom": Format(iter_atom, "application/atom+xml"),
    "csv": Format(iter_csv, "text/csv; charset=utf-8"),
    "jsonl": Format(iter_jsonl, "application/x-ndjson"),
    "parquet": Format(iter_parquet, "application/vnd.apache.parquet"),
}
