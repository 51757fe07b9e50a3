"""Parquet: a row a version with the types that the JSON only writes, lists and structures whole. docs/api.md has the schema."""

import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from tubancrawl.errors import NotInstalled

if TYPE_CHECKING:
    import pyarrow as pa

_ROWS: Final = 500
"""Versions in a row group: some 2 MB of text, all that is ever held."""


def iter_parquet(articles: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """Yield the file, a piece a row group. Raises NotInstalled where pyarrow is missing."""
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra, and slow to import
        from pyarrow import parquet  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise NotInstalled("export parquet needs pyarrow: pip install tubancrawl[parquet]") from error
    schema = schema_of_articles()
    sink = _Sink()
    rest = iter(articles)
    with parquet.ParquetWriter(sink, schema, compression="zstd") as writer:
        while rows := [_typed(article) for article in islice(rest, _ROWS)]:
            writer.write_table(pa.Table.from_pylist(rows, schema))
            yield sink.taken()
    yield sink.taken()


def schema_of_articles() -> "pa.Schema":
    """Return the columns and their types."""
    import pyarrow as pa  # noqa: PLC0415 - an extra, and slow to import

    text, texts, moment = pa.string(), pa.list_(pa.string()), pa.timestamp("us", "UTC")
    dateline = pa.struct([("source", text), ("place", text)])
    photo = pa.struct([("url", text), ("caption", text), ("credit", text), ("credit_kind", text)])
    byline = pa.struct([("raw", text), ("reporters", texts), ("editor", text)])
    event_date = pa.struct([("text", text), ("start", pa.date32()), ("end", pa.date32()), ("weekday_ok", pa.bool_())])
    return pa.schema(
        [
            pa.field("url", text, nullable=False),
            ("urls", texts),
            pa.field("state", text, nullable=False),
            pa.field("version", pa.int32(), nullable=False),
            pa.field("versions", pa.int32(), nullable=False),
            pa.field("first_captured_at", moment, nullable=False),
            pa.field("last_captured_at", moment, nullable=False),
            ("headline", text),
            ("published_at", text),
            ("dateline", dateline),
            ("paragraphs", texts),
            ("photos", pa.list_(photo)),
            ("byline", byline),
            ("categories", texts),
            ("tags", texts),
            ("posted_by", text),
            ("event_dates", pa.list_(event_date)),
            pa.field("content_sha256", text, nullable=False),
            ("sources", pa.map_(text, text)),
            ("findings", texts),
        ]
    )


class _Sink(io.RawIOBase):
    """Takes what is written until somebody takes it away."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._written = 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._written

    def write(self, data: Any, /) -> int:
        piece = bytes(data)
        self._pieces.append(piece)
        self._written += len(piece)
        return len(piece)

    def taken(self) -> bytes:
        data = b"".join(self._pieces)
        self._pieces.clear()
        return data


def _typed(article: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **article,
        "first_captured_at": datetime.fromisoformat(article["first_captured_at"]),
        "last_captured_at": datetime.fromisoformat(article["last_captured_at"]),
        "sources": sorted(article["sources"].items()),
        "event_dates": [{**found, "start": _day(found["start"]), "end": _day(found["end"])} for found in article["event_dates"]],
    }


def _day(text: str | None) -> Any:
    return datetime.fromisoformat(text).date() if text else None
