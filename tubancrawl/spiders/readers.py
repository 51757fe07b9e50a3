"""Reads pages in processes of their own: on two cores a crawl fetches with one and reads with the other.

A page that kills the parser (libxml2 is C) then costs that page its reading, and not the crawl its life.
"""

import asyncio
import pickle
import sys
from collections import deque
from typing import Any

from tubancrawl.errors import TubancrawlError
from tubancrawl.items import Item
from tubancrawl.parsing.worker import LENGTH


class ReaderDied(TubancrawlError):
    """A reader process ended while it had pages to read."""


class ReaderProcess:
    """One process, started when the first page comes and again after it died. Answers in the order of the pages."""

    def __init__(self) -> None:
        self._started: asyncio.Task[asyncio.subprocess.Process] | None = None
        self._waiting: deque[asyncio.Future[Item]] = deque()
        self._listening: asyncio.Task[None] | None = None

    @property
    def load(self) -> int:
        """How many pages it has yet to read."""
        return len(self._waiting)

    async def read(self, page: dict[str, Any]) -> Item:
        """Return what `parsing.read_page` says of the page. Raises ReaderDied if the process dies over it."""
        if self._started is None:
            self._started = asyncio.ensure_future(self._start())
        process = await self._started
        assert process.stdin is not None
        data = pickle.dumps(page, protocol=5)
        process.stdin.write(LENGTH.pack(len(data)) + data)
        answer: asyncio.Future[Item] = asyncio.get_running_loop().create_future()
        self._waiting.append(answer)
        return await answer

    async def _start(self) -> asyncio.subprocess.Process:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tubancrawl.parsing.worker"), stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
        )
        self._listening = asyncio.ensure_future(self._listen(process))
        return process

    async def _listen(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        try:
            while True:
                (length,) = LENGTH.unpack(await process.stdout.readexactly(LENGTH.size))
                item = pickle.loads(await process.stdout.readexactly(length))  # noqa: S301 - our own process wrote it
                self._waiting.popleft().set_result(item)
        except asyncio.IncompleteReadError:
            self._started = None
            status = await process.wait()
            while self._waiting:
                self._waiting.popleft().set_exception(ReaderDied(f"a reader process ended with status {status}"))

    async def close(self) -> None:
        """Let the process end."""
        if self._started is None:
            return
        process = await self._started
        assert process.stdin is not None
        assert self._listening is not None
        process.stdin.close()
        await self._listening


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
