"""A process that does nothing but read pages: `python -m tubancrawl.parsing.worker`.

Standard input brings pages, standard output takes items, both as pickles with their length in four bytes before them. It ends
when its input ends, so it never outlives the crawl that started it, however that one died.
"""

import pickle
import signal
import struct
import sys
from typing import Final

from tubancrawl.parsing import read_page

LENGTH: Final = struct.Struct("!I")


def main() -> None:
    """Read pages until there are no more."""
    # Ctrl-C goes to the whole group; the crawl still wants the pages it has in flight.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    pages, items = sys.stdin.buffer, sys.stdout.buffer
    while head := pages.read(LENGTH.size):
        page = pickle.loads(pages.read(LENGTH.unpack(head)[0]))  # noqa: S301 - it comes from the crawl that started us
        item = pickle.dumps(read_page(**page), protocol=5)
        items.write(LENGTH.pack(len(item)))
        items.write(item)
        items.flush()


if __name__ == "__main__":
    main()
