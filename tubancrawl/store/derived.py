"""What is derived from the facts of a database, worked out again and compared with what is stored. Reads only."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, exists, select

from tubancrawl.store.articles import derive_articles
from tubancrawl.store.history import content_digest
from tubancrawl.store.models import Article, Capture, Credit, Photo, Picture, Reading, Version
from tubancrawl.store.picture_rows import band_columns
from tubancrawl.store.rows import Numbers, iter_chunks, iter_rows
from tubancrawl.store.search.checking import iter_index_differences
from tubancrawl.store.swaps import expected_swaps, iter_candidates, stored_swaps
from tubancrawl.store.turns import stored_turns, turn_rows
from tubancrawl.store.urls import UrlBook

Difference = tuple[str, str, str]
"""Table, row, and what is wrong with it."""


def iter_differences(connection: Connection) -> Iterator[Difference]:
    """Yield every derived row that is not what the captures and readings say."""
    yield from _readings(connection)
    for chunk in iter_chunks(connection.scalars(select(Article.id).order_by(Article.id)).all(), 200):
        yield from _articles(connection, chunk)
    strangers = select(Version.id).where(Version.article_id.not_in(select(Article.id)))
    yield from (("version", str(number), "belongs to no article") for number in connection.scalars(strangers))
    yield from _pictures(connection)
    yield from _swaps(connection)
    yield from iter_index_differences(connection)


def _readings(connection: Connection) -> Iterator[Difference]:
    query = select(Reading.id, Reading.item, Reading.content_sha256).execution_options(yield_per=500)
    for number, item, digest in connection.execute(query):
        found = content_digest(item)
        if found != digest:
            yield "reading", str(number), f"content_sha256: expected {found}, of its item, found {digest}"


def _articles(connection: Connection, article_ids: list[int]) -> Iterator[Difference]:
    book = UrlBook(connection, Numbers(connection))
    urls: dict[int, list[Any]] = {article_id: [] for article_id in article_ids}
    for row in sorted(book.load_articles(article_ids), key=lambda row: row.id):
        urls[row.article_id or 0].append(row)
    for article_id in [number for number, rows in urls.items() if not rows]:
        del urls[article_id]
        yield "article", str(article_id), "no address leads to it"
    derived = derive_articles(connection, urls, (), {})
    columns = derived.columns
    names = tuple(next(iter(columns.values()), {}))
    query = select(Article.id, *(getattr(Article, name) for name in names))
    for number, *stored in iter_rows(connection, query, Article.__table__.c.id, urls):
        for name, value in zip(names, stored, strict=True):
            if value != columns[number][name]:
                yield "article", str(number), f"{name}: expected {columns[number][name]!r}, found {value!r}"
    yield from _versions(connection, list(urls), {(row[0], row[1]): row[2] for row in derived.versions.rows()})
    yield from _turns(connection, {number: turn_rows(number, found.turns) for number, found in derived.presences.items()})


def _versions(connection: Connection, article_ids: list[int], expected: dict[tuple[int, int], Any]) -> Iterator[Difference]:
    query = select(Version.__table__)
    stored = [row._asdict() for row in iter_rows(connection, query, Version.__table__.c.article_id, article_ids)]
    parts = {table: _parts(connection, table, [row["id"] for row in stored]) for table in (Photo, Credit)}
    for row in stored:
        where = f"article {row['article_id']}, version {row['number']}"
        rows = expected.pop((row["article_id"], row["number"]), None)
        if rows is None:
            yield "version", str(row["id"]), f"{where}: its article has no such version"
            continue
        if {**row, "id": 0} != rows[Version][0]:
            wrong = {name: value for name, value in rows[Version][0].items() if name != "id" and row[name] != value}
            yield "version", str(row["id"]), f"{where}: expected {wrong!r}, found { ({name: row[name] for name in wrong})!r}"
        for table, found in parts.items():
            if found.get(row["id"], []) != [{**part, "version_id": row["id"]} for part in rows[table]]:
                yield table.__tablename__, str(row["id"]), f"{where}: not those of its reading"
    for article_id, number in expected:
        yield "version", f"article {article_id}, version {number}", "is missing"


def _pictures(connection: Connection) -> Iterator[Difference]:
    captured = exists().where(Capture.payload_sha256 == Picture.payload_sha256)
    for (payload,) in connection.execute(select(Picture.payload_sha256).where(~captured)):
        yield "picture", payload, "no capture has this payload"
    for row in connection.execute(select(Picture.__table__).execution_options(yield_per=500)):
        try:
            expected = band_columns(row.phash)
        except ValueError:
            yield "picture", row.payload_sha256, f"phash: expected 16 hexadecimal digits, found {row.phash!r}"
            continue
        if wrong := {name: value for name, value in expected.items() if getattr(row, name) != value}:
            yield "picture", row.payload_sha256, f"expected {wrong!r}, of its phash {row.phash!r}"


def _swaps(connection: Connection) -> Iterator[Difference]:
    for urls in iter_candidates(connection):
        expected = expected_swaps(connection, urls)
        stored = stored_swaps(connection, expected)
        for number, rows in expected.items():
            if stored.get(number, []) != rows:
                told = (_told_swaps(side) for side in (rows, stored.get(number, [])))
                yield "swap", f"url {number}", "expected {}, found {}".format(*told)


def _told_swaps(rows: list[dict[str, Any]]) -> str:
    return ", ".join(f"{row['payload_sha256'][:12]} {row['at']}" for row in rows) or "none"


def _turns(connection: Connection, expected: dict[int, list[dict[str, Any]]]) -> Iterator[Difference]:
    stored = stored_turns(connection, expected)
    for number, rows in expected.items():
        if stored.get(number, []) != rows:
            told = (", ".join(f"{row['kind']} {row['at']}" for row in side) or "none" for side in (rows, stored.get(number, [])))
            yield "turn", f"article {number}", "expected {}, found {}".format(*told)


def _parts(connection: Connection, table: type[Photo] | type[Credit], version_ids: list[int]) -> dict[int, list[dict[str, Any]]]:
    query = select(table.__table__).order_by(table.version_id, table.position)
    found: dict[int, list[dict[str, Any]]] = {}
    for row in iter_rows(connection, query, table.__table__.c.version_id, version_ids):
        found.setdefault(row[0], []).append(row._asdict())
    return found
