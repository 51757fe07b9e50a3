"""Reads pages in processes of their own: on two cores a crawl fetches with one and reads with the other.

A page that kills the parser (libxml2 is C) then costs that page its reading, and not the crawl its life.
"""

import asyncio
import fcntl
import pickle
import subprocess
import sys
from collections import deque
from contextlib import suppress
from typing import Any, Final

from tubancrawl.errors import TubancrawlError
from tubancrawl.items import Item
from tubancrawl.parsing.worker import LENGTH

# What a pipe holds, the most that Linux gives anyone. While the crawl stores a batch it neither sends pages nor takes
# items: with the usual 64 KiB its reader is out of work after two pages.
_PIPE_BYTES: Final = 1 << 20


class ReaderDied(TubancrawlError):
    """A reader process ended while it had pages to read."""


class ReaderProcess:
    """One process, started at once, since it takes a while to be ready, and again after it died. Answers in the pages' order."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = _start()
        self._pages: asyncio.Future[asyncio.WriteTransport] | None = None
        self._waiting: deque[asyncio.Future[Item]] = deque()
        self._listening: asyncio.Future[None] | None = None

    @property
    def load(self) -> int:
        """How many pages it has yet to read."""
        return len(self._waiting)

    async def read(self, page: dict[str, Any]) -> Item:
        """Return what `parsing.read_page` says of the page. Raises ReaderDied if the process dies over it."""
        data = pickle.dumps(page, protocol=5)
        pages = await self._connected()
        pages.write(LENGTH.pack(len(data)) + data)
        answer: asyncio.Future[Item] = asyncio.get_running_loop().create_future()
        self._waiting.append(answer)
        return await answer

    def _connected(self) -> asyncio.Future[asyncio.WriteTransport]:
        if self._pages is None:
            self._process = self._process or _start()
            self._pages = asyncio.ensure_future(self._connect(self._process))
        return self._pages

    async def _connect(self, process: "subprocess.Popen[bytes]") -> asyncio.WriteTransport:
        loop, items = asyncio.get_running_loop(), asyncio.StreamReader(limit=_PIPE_BYTES)
        await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(items), process.stdout)
        pages, _ = await loop.connect_write_pipe(asyncio.BaseProtocol, process.stdin)
        self._listening = asyncio.ensure_future(self._listen(process, items, pages))
        return pages

    async def _listen(
        self, process: "subprocess.Popen[bytes]", items: asyncio.StreamReader, pages: asyncio.WriteTransport
    ) -> None:
        try:
            while True:
                (length,) = LENGTH.unpack(await items.readexactly(LENGTH.size))
                item = pickle.loads(await items.readexactly(length))  # noqa: S301 - our own process wrote it
                self._waiting.popleft().set_result(item)
        except asyncio.IncompleteReadError:
            pages.close()
            self._process = self._pages = None
            status = process.wait()
            while self._waiting:
                self._waiting.popleft().set_exception(ReaderDied(f"a reader process ended with status {status}"))

    async def close(self) -> None:
        """Let the process end."""
        if self._process is None:
            return
        pages = await self._connected()
        pages.close()
        assert self._listening is not None
        await self._listening


def _start() -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "tubancrawl.parsing.worker"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603 - our own program
    assert process.stdin is not None
    assert process.stdout is not None
    if sys.platform == "linux":
        with suppress(PermissionError):  # an administrator may grant less; the reader is then out of work sooner
            for pipe in (process.stdin, process.stdout):
                fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
    return process


class Readers:
    """Several reader processes; each page goes to the one with the least to do."""

    def __init__(self, count: int) -> None:
        self._processes = [ReaderProcess() for _ in range(count)]

    async def read(self, page: dict[str, Any]) -> Item:
        """Return what `parsing.read_page` says of the page. Raises ReaderDied."""
        return await min(self._processes, key=lambda process: process.load).read(page)

    async def close(self) -> None:
        """Let the processes end."""
        for process in self._processes:
            await process.close()
