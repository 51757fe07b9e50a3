"""What is to be exported, asked for in one way by command and web: named articles, a list, or what a search finds."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any, Final, Self

from tubancrawl import site
from tubancrawl.access.addresses import name_meant
from tubancrawl.errors import BadRequest
from tubancrawl.store.database import ReadingSession
from tubancrawl.store.filters import EVERY_ARTICLE, ArticleFilters
from tubancrawl.store.models import Article
from tubancrawl.store.reader import Scope, count_articles, find_article, iter_changed_since, iter_export, iter_hits_in_full
from tubancrawl.store.search import Wanted, iter_hits

_UNPLAIN: Final = re.compile(r"[^A-Za-z0-9.]+")
_LONGEST_STEM: Final = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The articles that fit the filters, newest first; those that a search finds, or those that are named, in that order.

    `current` takes the last version of each, of a search the version that was found; `all` takes every version of these articles.
    """

    filters: ArticleFilters = EVERY_ARTICLE
    wanted: Wanted | None = None
    """The search, its own filters included; of `filters` it lacks only `changed_since`."""
    versions: Scope = "current"
    limit: int | None = None
    """Articles at most."""
    names: tuple[str, ...] = ()
    """Slugs, addresses in any form, or names in the reading room's paths."""

    @classmethod
    def asked_for(
        cls,
        filters: ArticleFilters,
        *,
        names: Sequence[str] = (),
        search: str | None,
        versions: Scope = "current",
        limit: int | None = None,
        **how: Any,
    ) -> Self:
        """Return the selection of a list; of a search where anything of one is asked: `how` are fields of Wanted.

        Raises BadSearch as Wanted does, BadRequest for names with anything by which others would be chosen.
        """
        listed = search is None and all(value == Wanted.__dataclass_fields__[name].default for name, value in how.items())
        if names:
            if not listed or filters != EVERY_ARTICLE or limit is not None:
                raise BadRequest("expected articles by name, or filters and a search; found both")
            return cls(versions=versions, names=tuple(names))
        if listed:
            return cls(filters=filters, versions=versions, limit=limit)
        shared = {name: value for name, value in asdict(filters).items() if name != "changed_since"}
        return cls(filters=filters, wanted=Wanted(text=search or "", **shared, **how), versions=versions, limit=limit)

    def articles(self, session: ReadingSession) -> Iterator[dict[str, Any]]:
        """Yield them in full, in the shape of `show --json`; the versions of one article next to each other.

        Raises NotFound for a name that no article has.
        """
        if self.names:
            named = [(article.id, article.versions) for article in self._named(session)]
            return iter_hits_in_full(session, named, versions=self.versions)
        if self.wanted is None:
            return iter_export(session, self.filters, versions=self.versions, limit=self.limit)
        return iter_hits_in_full(session, self._hits(session, self.wanted), versions=self.versions)

    def count(self, session: ReadingSession, *, stop: int) -> int:
        """Return how many articles there are, and `stop` for that many or more."""
        if self.names:
            return len(self._named(session))
        if self.wanted is None:
            return min(count_articles(session, self.filters, stop=stop), self.limit or stop)
        return sum(1 for _ in islice(self._hits(session, self.wanted), stop))

    def asked(self, session: ReadingSession) -> dict[str, str]:
        """Return what was asked for, as text by name; an article that was named is told by its address, however it was named."""
        if self.names:
            return {"article": " ".join(article.url for article in self._named(session))}
        told = self.filters.asked() if self.wanted is None else {**self.filters.asked(), **_searched(self.wanted)}
        return told if self.limit is None else {**told, "limit": str(self.limit)}

    def file_stem(self, session: ReadingSession) -> str:
        """Return what a file of it may be called, without its ending, on any system."""
        if len(self.names) != 1:
            return "tubankab"
        slug = _UNPLAIN.sub("-", site.slug_of(self._named(session)[0].url)).strip("-")
        return slug[:_LONGEST_STEM] or "tubankab"

    def _named(self, session: ReadingSession) -> list[Article]:
        found = (find_article(session, name_meant(name)) for name in self.names)
        return list({article.id: article for article in found}.values())

    def _hits(self, session: ReadingSession, wanted: Wanted) -> Iterator[tuple[int, int]]:
        hits = iter_hits(session, wanted)
        if self.filters.changed_since is not None:
            hits = iter_changed_since(session, hits, self.filters.changed_since)
        return islice(hits, self.limit)


def _searched(wanted: Wanted) -> dict[str, str]:
    fields = Wanted.__dataclass_fields__
    told = {name: str(value) for name, value in asdict(wanted).items() if value != fields[name].default}
    return {"search": told.pop("text", ""), **told}
