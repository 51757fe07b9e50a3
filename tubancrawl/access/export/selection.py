"""What is to be exported, asked for in one way by the command and by the web."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tubancrawl.store.database import ReadingSession
from tubancrawl.store.filters import EVERY_ARTICLE, Filters
from tubancrawl.store.reader import Scope, count_articles, iter_export


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The articles that fit the filters, newest first: the last version of each, or all its versions."""

    filters: Filters = EVERY_ARTICLE
    versions: Scope = "current"
    limit: int | None = None
    """Articles at most."""

    def articles(self, session: ReadingSession) -> Iterator[dict[str, Any]]:
        """Yield them in full, in the shape of `show --json`; those of one article next to each other."""
        return iter_export(session, self.filters, versions=self.versions, limit=self.limit)

    def count(self, session: ReadingSession, *, stop: int) -> int:
        """Return how many articles there are, and `stop` for that many or more."""
        return min(count_articles(session, self.filters, stop=stop), self.limit or stop)

    def asked(self) -> dict[str, str]:
        """Return what was asked for, as text by name."""
        told = self.filters.asked()
        return told if self.limit is None else {**told, "limit": str(self.limit)}
