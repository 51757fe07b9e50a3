"""Processes that read pages beside this one. What is asked of them comes back in the order in which it was asked."""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from multiprocessing.connection import wait
from types import TracebackType
from typing import Any, Final, Self, TypeVar

from tubancrawl.errors import ReadingBroke
from tubancrawl.garbage import collect_rarely

_AHEAD: Final = 2
"""Jobs under way for each process: one to read, one that waits, so that no process ever does."""

Key = TypeVar("Key")
Result = TypeVar("Result")


class Pool:
    """`workers` processes, started when there is work for them; with 1 all is read in this process."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._held = ExitStack()
        self._executor: ProcessPoolExecutor | None = None

    def in_order(self, job: Callable[..., Result], jobs: Iterable[tuple[Key, tuple[Any, ...]]]) -> Iterator[tuple[Key, Result]]:
        """Yield what `job` returns for each key's arguments; some jobs are taken ahead of what is yielded.

        Raises what a job raises, and ReadingBroke if a process dies over one.
        """
        if self.workers == 1:
            yield from ((key, job(*arguments)) for key, arguments in jobs)
            return
        under_way: deque[tuple[Key, Future[Result]]] = deque()
        try:
            for key, arguments in jobs:
                under_way.append((key, self._started().submit(job, *arguments)))
                if len(under_way) >= self.workers * _AHEAD:
                    oldest, done = under_way.popleft()
                    yield oldest, done.result()
            while under_way:
                oldest, done = under_way.popleft()
                yield oldest, done.result()
        except BrokenProcessPool as error:
            raise ReadingBroke(
                "a process that reads pages died, of a page or for want of memory; what was stored before is kept: "
                "run the command again with --workers 1"
            ) from error

    def _started(self) -> ProcessPoolExecutor:
        if self._executor is None:
            # Spawned, not forked: a fork would take our database connections and threads along.
            spawn = multiprocessing.get_context("spawn")
            self._executor = ProcessPoolExecutor(self.workers, mp_context=spawn, initializer=_begin)
            self._held.callback(self._executor.shutdown, cancel_futures=True)
        return self._executor

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._held.close()


def _begin() -> None:
    """Leave Ctrl-C to the parent, and end when it ends, however that is: the pool's own workers would wait for ever."""
    collect_rarely()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    assert parent is not None

    def end_with_parent() -> None:
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=end_with_parent, daemon=True).start()
