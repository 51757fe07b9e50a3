"""Rows by long lists of keys."""

import gc
import tracemalloc

from sqlalchemy import select

from tests.store.making import Archive, day, link, url
from tubancrawl.store.models import Url
from tubancrawl.store.rows import iter_rows

NAMED = 1_200
ASKED = 20
KEY_BYTES = 100  # of each of these addresses, at the least


def test_rows_are_found_by_more_keys_than_one_list_takes(archive: Archive) -> None:
    archive.begin()
    archive.answer("/sitemap.xml", day(0), "ok", links=[link(f"/entry/kabar-{number}") for number in range(NAMED)])
    archive.writer.flush()
    wanted = [url(f"/entry/kabar-{number}") for number in (0, 499, 500, 501, NAMED - 1)]
    keys = [*wanted, *(url(f"/entry/lain-{number}") for number in range(NAMED))]

    with archive.engine.connect() as connection:
        found = {row[0] for row in iter_rows(connection, select(Url.url), Url.__table__.c.url, keys)}

    assert found == set(wanted)


def test_keys_that_were_asked_for_are_let_go_without_the_help_of_the_garbage_collector(archive: Archive) -> None:
    def ask(number: int) -> None:
        keys = [url(f"/entry/{'kabar-dari-tuban-' * 3}{number}-{key}") for key in range(500)]
        with archive.engine.connect() as connection:
            list(iter_rows(connection, select(Url.url), Url.__table__.c.url, keys))

    ask(0)
    gc.disable()
    tracemalloc.start()
    try:
        ask(0)
        before, _ = tracemalloc.get_traced_memory()
        for number in range(ASKED):
            ask(number)
        kept = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
        gc.enable()

    assert kept < ASKED * 500 * KEY_BYTES / 2
