"""CSV for people who open it in a spreadsheet: a row a version, and no cell that a spreadsheet would run as a formula.

UTF-8 with a byte order mark, for without one Excel takes the text for the code page of the machine; lines end as RFC 4180 has it.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

COLUMNS: Final = (
    "url",
    "state",
    "version",
    "versions",
    "first_captured_at",
    "last_captured_at",
    "headline",
    "published_at",
    "dateline_place",
    "dateline_source",
    "text",
    "reporters",
    "editor",
    "posted_by",
    "categories",
    "tags",
    "photo_urls",
    "photo_captions",
    "photo_credits",
    "content_sha256",
    "findings",
)

_OBEYED: Final = tuple("=+-@\t\r\n＝＋－＠'")
"""How a cell begins that some spreadsheet computes; and the apostrophe, so that taking one away always gives the text back."""

Article = Mapping[str, Any]


def iter_csv(articles: Iterable[Article]) -> Iterator[bytes]:
    """Yield the header and a row an article version."""
    line = io.StringIO()
    writer = csv.writer(line)
    writer.writerow(COLUMNS)
    yield b"\xef\xbb\xbf" + _taken(line)
    for article in articles:
        writer.writerow(_safe(cell) for cell in _row(article))
        yield _taken(line)


def _taken(line: io.StringIO) -> bytes:
    data = line.getvalue().encode()
    line.seek(0)
    line.truncate()
    return data


def _safe(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_OBEYED) else cell


def _row(article: Article) -> Iterator[Any]:
    dateline, byline, photos = article["dateline"] or {}, article["byline"] or {}, article["photos"]
    told = {
        **article,
        "dateline_place": dateline.get("place"),
        "dateline_source": dateline.get("source"),
        "text": "\n\n".join(article["paragraphs"]),
        "reporters": _joined(byline.get("reporters", ())),
        "editor": byline.get("editor"),
        "categories": _joined(article["categories"]),
        "tags": _joined(article["tags"]),
        "photo_urls": _joined(photo["url"] for photo in photos),
        "photo_captions": _joined(photo["caption"] for photo in photos),
        "photo_credits": _joined(photo["credit"] for photo in photos),
        "findings": _joined(article["findings"]),
    }
    for name in COLUMNS:
        yield told[name]


def _joined(values: Iterable[str | None]) -> str:
    return "; ".join(value or "" for value in values)
