"""An index keeps little of each exchange: it is made of a whole WARC file, which may hold more than a hundred thousand."""

import tracemalloc
from pathlib import Path

from tests.capture.shapes import sized
from tests.capture.test_warc_writer import exchange, writer
from tubancrawl.capture.connection import new_record_id
from tubancrawl.capture.warc import Source, index_groups

EXCHANGES = 2_000
WHILE_READING = 3_000  # bytes for each exchange; the WARC headers of its two records alone take more
AFTERWARDS = 1_200


def test_an_index_keeps_no_headers_of_the_records_that_it_pairs(tmp_path: Path) -> None:
    with_bodies = writer(tmp_path)
    for number in range(EXCHANGES):
        url = f"https://tubankab.go.id/entry/kabar-dari-tuban-nomor-{number}"
        with_bodies.append(exchange(sized(b"halo"), url=url, record_id=new_record_id()))
    with_bodies.close()
    [file] = tmp_path.iterdir()

    tracemalloc.start()
    try:
        index = index_groups(Source(file.name, file))
        kept, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert sum(group.request is not None for group in index.groups) == EXCHANGES
    assert peak / EXCHANGES < WHILE_READING
    assert kept / EXCHANGES < AFTERWARDS
