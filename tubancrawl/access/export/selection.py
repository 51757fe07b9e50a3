"""What is to be exported, asked for in one way by the command and by the web: a list of articles, or what a search finds."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any, Self

from tubancrawl.store.database import ReadingSession
from tubancrawl.store.filters import EVERY_ARTICLE, ArticleFilters
from tubancrawl.store.reader import Scope, count_articles, iter_changed_since, iter_export, iter_hits_in_full
from tubancrawl.store.search import Wanted, iter_hits


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The articles that fit the filters, newest first; or those that a search finds, in its order.

    `current` takes the last version of each, of a search the version that was found; `all` takes every version of these articles.
    """

    filters: ArticleFilters = EVERY_ARTICLE
    wanted: Wanted | None = None
    """The search, its own filters included; of `filters` it lacks only `changed_since`."""
    versions: Scope = "current"
    limit: int | None = None
    """Articles at most."""

    @classmethod
    def asked_for(
        cls, filters: ArticleFilters, *, search: str | None, versions: Scope = "current", limit: int | None = None, **how: Any
    ) -> Self:
        """Return the selection of a list; of a search where anything of one is asked: `how` are fields of Wanted.

        Raises BadSearch as Wanted does.
        """
        if search is None and all(value == Wanted.__dataclass_fields__[name].default for name, value in how.items()):
            return cls(filters=filters, versions=versions, limit=limit)
        shared = {name: value for name, value in asdict(filters).items() if name != "changed_since"}
        return cls(filters=filters, wanted=Wanted(text=search or "", **shared, **how), versions=versions, limit=limit)

    def articles(self, session: ReadingSession) -> Iterator[dict[str, Any]]:
        """Yield them in full, in the shape of `show --json`; the versions of one article next to each other."""
        if self.wanted is None:
            return iter_export(session, self.filters, versions=self.versions, limit=self.limit)
        return iter_hits_in_full(session, self._hits(session, self.wanted), versions=self.versions)

    def count(self, session: ReadingSession, *, stop: int) -> int:
        """Return how many articles there are, and `stop` for that many or more."""
        if self.wanted is None:
            return min(count_articles(session, self.filters, stop=stop), self.limit or stop)
        return sum(1 for _ in islice(self._hits(session, self.wanted), stop))

    def asked(self) -> dict[str, str]:
        """Return what was asked for, as text by name."""
        told = self.filters.asked() if self.wanted is None else {**self.filters.asked(), **_searched(self.wanted)}
        return told if self.limit is None else {**told, "limit": str(self.limit)}

    def _hits(self, session: ReadingSession, wanted: Wanted) -> Iterator[tuple[int, int]]:
        hits = iter_hits(session, wanted)
        if self.filters.changed_since is not None:
            hits = iter_changed_since(session, hits, self.filters.changed_since)
        return islice(hits, self.limit)


def _searched(wanted: Wanted) -> dict[str, str]:
    fields = Wanted.__dataclass_fields__
    told = {name: str(value) for name, value in asdict(wanted).items() if value != fields[name].default}
    return {"search": told.pop("text", ""), **told}
