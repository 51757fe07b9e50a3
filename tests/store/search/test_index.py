"""The index holds what the versions say, however they came, and an index that does not is seen."""

import random
from collections.abc import Iterable

import pytest
from sqlalchemy import Connection, Engine, event, inspect, text

from tests.store.making import Archive, day
from tests.store.search.finding import find, slugs
from tubancrawl.items import Byline
from tubancrawl.store.derived import iter_differences
from tubancrawl.store.emptying import empty
from tubancrawl.store.search import fts
from tubancrawl.store.search.checking import iter_index_differences
from tubancrawl.store.search.documents import MOST_CHARACTERS, Document, columns_of
from tubancrawl.store.search.index import fill
from tubancrawl.store.search.passages import FIELDS
from tubancrawl.store.soundness import iter_faults


def wrong(engine: Engine) -> list[tuple[str, str]]:
    with engine.connect() as connection:
        return [(table, what) for table, _, what in iter_index_differences(connection)]


def keys(connection: Connection) -> list[int]:
    column = "rowid" if connection.dialect.name == "sqlite" else "key"
    return list(connection.scalars(text(f"SELECT {column} FROM article_fts ORDER BY {column}")))


Event = tuple[str, str, int, str]
PATHS = ("/entry/a", "/entry/b", "/entry/c")


def play(engine: Engine, events: Iterable[Event], batch_size: int) -> None:
    empty(engine)
    archive = Archive(engine, batch_size=batch_size)
    archive.begin(how="import")
    for kind, path, number, what in events:
        if kind == "read":
            archive.read(path, day(number), headline=what, paragraphs=[f"{what} satu", "sama", what], published_at=None)
        elif kind == "moved":
            archive.redirect(path, what, day(number))
        else:
            archive.answer(path, day(number), kind)  # type: ignore[arg-type] # the other kinds are outcomes
    archive.writer.flush()


@pytest.mark.parametrize("seed", range(8))
def test_the_index_is_what_the_versions_say_in_any_order_of_arrival(engine: Engine, seed: int) -> None:
    chance = random.Random(seed)
    events: list[Event] = []
    for number in range(10):
        kind = chance.choice(["read", "read", "read", "read", "moved", "gone", "missing", "not_modified"])
        what = chance.choice(PATHS) if kind == "moved" else chance.choice(["merah", "putih", "biru"])
        events.append((kind, chance.choice(PATHS), number, what))
    for order, batch_size in ((events, 500), (chance.sample(events, k=len(events)), 1), (events[::-1], 3)):
        play(engine, order, batch_size)
        with engine.connect() as connection:
            assert list(iter_differences(connection)) == []
            assert list(iter_faults(connection)) == []


@pytest.fixture
def full(archive: Archive) -> Archive:
    archive.begin()
    archive.read("/entry/a", day(0), paragraphs=["kambing hitam"])
    archive.read("/entry/a", day(1), paragraphs=["kambing putih"])
    archive.read("/entry/b", day(1), paragraphs=["sapi putih"])
    archive.writer.flush()
    return archive


def test_what_is_read_again_unchanged_costs_the_index_nothing(full: Archive) -> None:
    asked: list[str] = []
    event.listen(full.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    full.read("/entry/b", day(2), paragraphs=["sapi putih"])
    full.answer("/entry/a", day(2), "not_modified", http_status=304)
    full.writer.flush()
    assert asked
    assert not [statement for statement in asked if "_fts" in statement or "searchable" in statement]
    with full.engine.connect() as connection:
        assert len(keys(connection)) == 4  # of a: current, removed, whole; of b: current


def test_a_document_that_is_missing_is_seen(full: Archive) -> None:
    with full.engine.begin() as connection:
        fts.remove(connection, keys(connection)[:1])
    assert wrong(full.engine) == [("article_fts", "not the words of its article's versions")]


def test_a_document_that_is_too_many_is_seen(full: Archive) -> None:
    with full.engine.begin() as connection:
        fts.insert(connection, [Document(12, columns_of({field: ["naga"] for field in FIELDS}))])
    assert wrong(full.engine) == [("article_fts", "belongs to no article")]


def test_a_word_that_was_altered_or_moved_is_seen(full: Archive) -> None:
    for altered in ("kambing hijau", "putih kambing"):
        with full.engine.begin() as connection:
            key = keys(connection)[0]
            fts.remove(connection, [key])
            passages: dict[str, list[str]] = {field: [] for field in FIELDS} | {"body": [altered]}
            fts.insert(connection, [Document(key, columns_of(passages))])
        assert wrong(full.engine) == [("article_fts", "not the words of its article's versions")]


def test_a_row_that_was_altered_is_seen(full: Archive) -> None:
    with full.engine.begin() as connection:
        connection.execute(text("UPDATE searchable SET position = position + 4 WHERE article_id = 1"))
        connection.execute(text("DELETE FROM searchable WHERE article_id = 2"))
    assert wrong(full.engine) == [("searchable", "not what its article's versions say")] * 2


def test_bytes_of_the_index_that_were_altered_are_seen(full: Archive) -> None:
    if full.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL has its own checks of its pages")
    with full.engine.begin() as connection:
        connection.execute(text("UPDATE article_fts_data SET block = zeroblob(length(block)) WHERE id > 10"))
    with full.engine.connect() as connection:
        assert any("article_fts" in fault for fault in iter_faults(connection))


def test_an_index_that_is_filled_is_the_one_that_was_written(full: Archive) -> None:
    with full.engine.begin() as connection:
        before = keys(connection)
        fts.clear(connection)
        connection.execute(text("DELETE FROM searchable"))
        fill(connection)
        assert keys(connection) == before
    assert wrong(full.engine) == []
    assert slugs(full, "hitam", scope="removed") == ["a"]


def test_an_archive_that_was_emptied_finds_nothing(full: Archive) -> None:
    empty(full.engine)
    assert find(full).total == 0
    with full.engine.connect() as connection:
        assert keys(connection) == []


def test_a_text_without_end_is_searched_to_a_bound(archive: Archive) -> None:
    archive.begin()
    words = [f"{number:x}kata{'q' * (number % 90)}" for number in range(MOST_CHARACTERS // 20)]
    archive.read("/entry/a", day(0), paragraphs=["awal " + " ".join(words), "ya " * MOST_CHARACTERS, "akhir"])
    archive.read(
        "/entry/b", day(0), headline="q" * 10_000, paragraphs=["\N{LATIN SMALL LETTER A WITH ACUTE}" * 9_000], byline=None
    )
    assert slugs(archive, "awal") == ["a"]
    assert slugs(archive, "akhir") == []
    assert slugs(archive, "reporter:sinta") == ["a"]
    assert slugs(archive, "q" * 10_000) == ["b"]
    assert wrong(archive.engine) == []


def test_odd_text_is_found_as_it_is(archive: Archive) -> None:
    archive.begin()
    odd = "O'Neil | ~tani \\ 'x' Straße ﬁlm 中文 ١٢ e\u0301te Ω½"
    archive.read("/entry/a", day(0), headline=odd, byline=Byline(raw="'|~'", reporters=["|", "o'neil"], editor="'"))
    for text_ in ("o'neil", "tani", "strasse", "film", "中文", "ete", '"x straße"', "reporter:o'neil"):
        assert slugs(archive, text_) == ["a"], text_
    assert slugs(archive, reporter="O'Neil") == ["a"]
    assert wrong(archive.engine) == []


def test_the_models_say_nothing_of_the_index(engine: Engine) -> None:
    assert "article_fts" in inspect(engine).get_table_names()
