"""How often long work looks for objects that only hold each other."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

# Objects that are made between two looks. At Python's 700 a tenth of a crawl's time went into looking through what is imported
# and what waits to be stored; what Scrapy and SQLAlchemy leave in circles is little.
_BETWEEN_LOOKS: Final = 50_000


def collect_rarely() -> None:
    """Look every 50,000 objects from now on, and not through those that are there."""
    gc.freeze()
    gc.set_threshold(_BETWEEN_LOOKS)


@contextmanager
def rarely_collected() -> Iterator[None]:
    """Do so for a time. Decorates what works through many pages in a process that may go on to something else."""
    before = gc.get_threshold()
    collect_rarely()
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
