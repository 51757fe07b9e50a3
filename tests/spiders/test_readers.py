import asyncio
import fcntl
import os
import pickle
import signal
import subprocess
import sys
import termios
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.crawling import crawl
from tests.exports import articles
from tests.site.server import serve
from tubancrawl.parsing import read_page
from tubancrawl.parsing.worker import LENGTH
from tubancrawl.spiders.readers import ReaderDied, ReaderProcess, Readers

DAY = date(2018, 7, 20)


def page(n: int) -> dict[str, Any]:
    body = f"<html><body><h1>Judul {n}</h1></body></html>".encode()
    return {
        "url": f"https://tubankab.go.id/entry/judul-{n}",
        "status": 200,
        "headers": [(b"Content-Type", b"text/html")],
        "body": body,
        "problems": [],
        "captured_at": datetime(2018, 7, 20, tzinfo=UTC),
        "record_id": f"urn:uuid:{n}",
    }


def test_pages_are_read_elsewhere_as_they_are_here_each_answer_to_its_page() -> None:
    async def read() -> list[Any]:
        readers = Readers(2)
        items = await asyncio.gather(*(readers.read(page(n)) for n in range(20)))
        await readers.close()
        return items

    assert asyncio.run(read()) == [read_page(**page(n)) for n in range(20)]


def test_a_reader_goes_on_while_the_crawl_is_busy() -> None:
    async def read() -> int:
        reader = ReaderProcess()
        await reader.read(page(0))
        big = [page(n) | {"body": page(n)["body"] + b" " * 40_000} for n in range(20)]
        answers = [asyncio.ensure_future(reader.read(one)) for one in big]
        await asyncio.sleep(0)
        time.sleep(2)  # noqa: ASYNC251 - the whole process is busy, as it is while it stores a batch
        process = reader._process
        assert process is not None
        assert process.stdout is not None
        waiting = bytearray(4)
        fcntl.ioctl(process.stdout, termios.FIONREAD, waiting)
        await asyncio.gather(*answers)
        await reader.close()
        return int.from_bytes(waiting, sys.byteorder)

    items = [read_page(**page(n)) for n in range(20)]
    assert asyncio.run(read()) == sum(LENGTH.size + len(pickle.dumps(item, protocol=5)) for item in items)


def worker() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tubancrawl.parsing.worker"]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_a_reader_takes_in_more_than_a_pipe_holds_while_it_reads() -> None:
    """A page of two seconds, and behind it four megabytes: as many pages as a crawl sends before it stores a batch, and more."""
    long = "".join(f"<p>Kalimat nomor {n} dari warga yang senang dengan bantuan pupuk dan benih.</p>" for n in range(9_000))
    body = f"<html><body><h1>Judul yang panjang</h1>{long}</body></html>".encode()
    with worker() as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for one in (page(0) | {"body": body}, *(page(n) | {"body": bytes(40_000)} for n in range(1, 101))):
            data = pickle.dumps(one, protocol=5)
            process.stdin.write(LENGTH.pack(len(data)) + data)
        process.stdin.flush()
        answered = bytearray(4)
        fcntl.ioctl(process.stdout, termios.FIONREAD, answered)
        process.communicate(timeout=60)
    assert int.from_bytes(answered, sys.byteorder) == 0
    assert process.returncode == 0


@pytest.mark.parametrize("cut", [b"\x00\x00", LENGTH.pack(1000) + b"\x80\x05"], ids=["in a length", "in a page"])
def test_a_reader_whose_crawl_died_while_it_wrote_a_page_ends(cut: bytes) -> None:
    with worker() as process:
        process.communicate(cut, timeout=30)


def test_a_reader_that_nobody_asks_ends_all_the_same() -> None:
    async def close() -> int | None:
        reader = ReaderProcess()
        process = reader._process
        assert process is not None
        await reader.close()
        return process.returncode

    assert asyncio.run(close()) == 0


def test_a_reader_that_dies_costs_the_page_it_had_and_the_next_is_read() -> None:
    async def read() -> Any:
        reader = ReaderProcess()
        await reader.read(page(1))
        process = reader._process
        assert process is not None
        os.kill(process.pid, signal.SIGSTOP)
        doomed = asyncio.ensure_future(reader.read(page(2)))
        await asyncio.sleep(0)
        os.kill(process.pid, signal.SIGKILL)
        with pytest.raises(ReaderDied, match="-9"):
            await doomed
        item = await reader.read(page(3))
        await reader.close()
        return item

    assert asyncio.run(read()) == read_page(**page(3))


def test_a_crawl_with_reader_processes_keeps_what_one_without_them_does(tmp_path: Path) -> None:
    with serve(at=DAY) as site:
        crawl(tmp_path / "without", mode="all", CONNECT_TO=f"tubankab.go.id={site.url}")
        crawl(tmp_path / "with", mode="all", CONNECT_TO=f"tubankab.go.id={site.url}", READERS=1)
    assert articles(tmp_path / "with") == articles(tmp_path / "without")
