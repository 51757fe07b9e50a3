"""A page that names tens of thousands of addresses, as a sitemap may, is stored by the chunk."""

from sqlalchemy import event, func, select

from tests.store.making import Archive, day, link
from tubancrawl.store.models import Url

LINKS = 1_700


def test_the_addresses_of_a_long_page_are_written_by_the_chunk_and_all_of_them(archive: Archive) -> None:
    sizes: list[int] = []

    def note(_: object, __: object, statement: str, parameters: object, ___: object, many: bool) -> None:
        if statement.startswith("INSERT INTO url "):
            sizes.append(len(parameters) if many and isinstance(parameters, list) else 1)

    archive.begin()
    archive.answer("/sitemap.xml", day(0), "ok", links=[link(f"/entry/kabar-{number}") for number in range(LINKS)])
    event.listen(archive.engine, "before_cursor_execute", note)
    archive.writer.flush()
    event.remove(archive.engine, "before_cursor_execute", note)

    assert len(sizes) > 1
    assert max(sizes) <= 500
    assert sum(sizes) == LINKS + 1
    with archive.engine.connect() as connection:
        assert connection.scalar(select(func.count(func.distinct(Url.url)))) == LINKS + 1
