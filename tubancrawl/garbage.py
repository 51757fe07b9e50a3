"""How often long work looks for objects that only hold each other."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

# Objects that are made between two looks. At Python's 700 a tenth of a crawl's time went into looking through what is imported
# and what waits to be stored; what Scrapy and SQLAlchemy leave in circles is little.
_BETWEEN_LOOKS: Final = 50_000


@contextmanager
def rarely_collected() -> Iterator[None]:
    """Look every 50,000 objects, not through those there at the start. Decorates what works through many pages."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(_BETWEEN_LOOKS)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
