"""A process that does nothing but read pages: `python -m tubancrawl.parsing.worker`.

Standard input brings pages, standard output takes items, both as pickles with their length in four bytes before them. It ends
when its input ends, so it never outlives the crawl that started it, however that one died.

A thread takes the pages in ahead of reading: the crawl sends none while it stores a batch, and a pipe holds some twenty.
"""

import pickle
import signal
import struct
import sys
from queue import SimpleQueue
from threading import Thread
from typing import Final

from tubancrawl.garbage import collect_rarely
from tubancrawl.parsing import read_page

LENGTH: Final = struct.Struct("!I")


def main() -> None:
    """Read pages until there are no more."""
    # Ctrl-C goes to the whole group; the crawl still wants the pages it has in flight.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collect_rarely()
    pages, items = SimpleQueue[bytes](), sys.stdout.buffer
    Thread(target=_take_in, args=(pages,), daemon=True).start()
    while page := pages.get():
        item = pickle.dumps(read_page(**pickle.loads(page)), protocol=5)  # noqa: S301 - it comes from the crawl that started us
        items.write(LENGTH.pack(len(item)))
        items.write(item)
        items.flush()


def _take_in(pages: SimpleQueue[bytes]) -> None:
    """Queue each page, then b"". The crawl bounds how many it sends before they are answered (SCRAPER_SLOT_MAX_ACTIVE_SIZE)."""
    while len(head := sys.stdin.buffer.read(LENGTH.size)) == LENGTH.size:
        pages.put(sys.stdin.buffer.read(LENGTH.unpack(head)[0]))
    pages.put(b"")


if __name__ == "__main__":
    main()
