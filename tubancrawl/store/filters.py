"""Which articles are asked for: the filters that lists, exports and the API share, and the order of all their answers."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Connection, Select, and_, or_, select

from tubancrawl.store.categories import articles_in
from tubancrawl.store.cursors import cursor_after, listing_of, place_of
from tubancrawl.store.models import Article, Credit, Version


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleFilters:
    """What an article must fit; None asks for nothing."""

    since: str | None = None
    """First day, ISO 8601, as the site prints it; an article without a printed date has that of its first capture."""
    until: str | None = None
    """Last day, inclusive."""
    state: str | None = None
    changed_since: datetime | None = None
    """A version, the first included, began at that time or later."""
    category: str | None = None
    """One of the categories of the last version, as printed."""
    reporter: str | None = None
    """One of the reporters of the last version, as the reading gives the name."""

    def asked(self) -> dict[str, str]:
        """Return what is asked for, as text."""
        return {name: str(value) for name, value in asdict(self).items() if value is not None}

    @property
    def listing(self) -> str:
        """Return the name by which a cursor knows this list."""
        return listing_of("articles", asdict(self))


EVERY_ARTICLE: Final = ArticleFilters()


def chosen(
    connection: Connection, filters: ArticleFilters, *, limit: int | None = None, cursor: str | None = None
) -> Select[Article]:
    """Return the query for the articles that fit and have a version, newest first. Raises BadCursor."""
    newest_first = (Article.dated.desc(), Article.published_at.desc().nulls_last(), Article.url)
    query = select(Article).where(Article.versions > 0, *_conditions(connection, filters)).order_by(*newest_first)
    if cursor is not None:
        query = query.where(_after(*place_of(cursor, filters.listing, str, (str, type(None)), str)))
    return query.limit(limit)


def cursor_of(filters: ArticleFilters, article: Article) -> str:
    """Return the cursor with which the list goes on after an article."""
    return cursor_after(filters.listing, (article.dated, article.published_at, article.url))


def _conditions(connection: Connection, filters: ArticleFilters) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if filters.since is not None:
        found.append(Article.dated >= filters.since[:10])
    if filters.until is not None:
        found.append(Article.dated <= filters.until[:10])
    if filters.state is not None:
        found.append(Article.state == filters.state)
    if filters.changed_since is not None:
        changed = select(Version.id).where(Version.article_id == Article.id, Version.first_captured_at >= filters.changed_since)
        found.append(changed.exists())
    if filters.reporter is not None:
        last = select(Version.id).where(Version.article_id == Article.id, Version.number == Article.versions)
        named = last.join(Credit, Credit.version_id == Version.id)
        found.append(named.where(Credit.role == "reporter", Credit.name == filters.reporter).exists())
    if filters.category is not None:
        found.append(Article.id.in_(articles_in(connection, filters.category)))
    return found


def _after(dated: str, published_at: str | None, url: str) -> ColumnElement[bool]:
    """Return the condition that an article comes after a place in the order of `chosen`."""
    if published_at is None:
        later = and_(Article.published_at.is_(None), Article.url > url)
    else:
        later = or_(
            Article.published_at < published_at,
            Article.published_at.is_(None),
            and_(Article.published_at == published_at, Article.url > url),
        )
    return or_(Article.dated < dated, and_(Article.dated == dated, later))
