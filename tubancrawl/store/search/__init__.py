"""Full text over every version of every article, on SQLite and PostgreSQL by the same rules; docs/search.md.

words -> passages -> documents      what of an article is searched, and as which words
index, fts                          the index, written in the transaction of the versions
query -> matching -> finding        what a reader typed, as the database's own query, and what that gives
judging -> snippets, facets         which version it is, where in it, and how results spread
"""

from tubancrawl.store.search.passages import FIELDS
from tubancrawl.store.search.searching import iter_hits, search
from tubancrawl.store.search.wanted import Found, Hit, Piece, Wanted

__all__ = ["FIELDS", "Found", "Hit", "Piece", "Wanted", "iter_hits", "search"]
