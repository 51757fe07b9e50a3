"""An archive that was made before there was an index."""

from tests.store.making import Archive, day
from tests.store.older import back_to_0004
from tests.store.search.finding import slugs
from tubancrawl.store.database import open_database
from tubancrawl.store.derived import iter_differences


def test_an_older_archive_is_indexed_when_it_is_opened_for_writing(database: str) -> None:
    engine = open_database(database)
    archive = Archive(engine)
    archive.begin()
    archive.read("/entry/a", day(0), paragraphs=["kambing hitam"])
    archive.read("/entry/a", day(1), paragraphs=["kambing putih"])
    for number in range(105):
        archive.read(f"/entry/{number}-lain", day(2), paragraphs=[f"sapi {number}"])
    archive.writer.flush()
    back_to_0004(engine)
    engine.dispose()
    engine = open_database(database)
    again = Archive(engine)
    assert slugs(again, "hitam", scope="removed") == ["a"]
    assert slugs(again, '"sapi 104"') == ["104-lain"]
    with engine.connect() as connection:
        assert list(iter_differences(connection)) == []
    engine.dispose()
