"""Who made the articles: reporters, editors and photographers, by the names that the pages give them. Reads only.

A name is what was printed, one case for the initials in parentheses (docs/pipelines.md). Two people who sign alike are one name
here, and one person who signs in two ways is two: the archive does not guess.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

from sqlalchemy import Select, func, select, tuple_
from sqlalchemy.orm import Session

from tubancrawl.store.models import Article, Credit, Version

Role = Literal["reporter", "editor", "photographer"]
ROLES: Final[tuple[Role, ...]] = get_args(Role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A name, and the articles of which any version credits it in one role. `first` and `last`: days, as lists are ordered by."""

    role: Role
    name: str
    articles: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """An article that credits a person; `since` and `until`: its first and last version that do."""

    url: str
    headline: str | None
    state: str
    dated: str | None
    versions: int
    since: int
    until: int


def people(session: Session, role: Role) -> list[Person]:
    """Return everybody who is credited in a role, those with most articles first."""
    query = _credited(role).with_only_columns(
        Credit.name, func.count(Article.id.distinct()), func.min(Article.dated), func.max(Article.dated)
    )
    rows = session.execute(query.group_by(Credit.name).order_by(func.count(Article.id.distinct()).desc(), Credit.name))
    return [Person(role=role, name=name, articles=count, first=first, last=last) for name, count, first, last in rows]


def works_of(session: Session, role: Role, name: str, *, limit: int, before: tuple[str, str] | None = None) -> Sequence[Work]:
    """Return the articles that credit a name, newest first; `before`: only what follows this `dated` and `url`."""
    query = (
        _credited(role)
        .with_only_columns(
            Article.url,
            Article.headline,
            Article.state,
            Article.dated,
            Article.versions,
            func.min(Version.number),
            func.max(Version.number),
        )
        .where(Credit.name == name)
        .group_by(Article.id)
        .order_by(Article.dated.desc(), Article.url.desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(tuple_(Article.dated, Article.url) < before)
    return [
        Work(url=url, headline=headline, state=state, dated=dated, versions=versions, since=since, until=until)
        for url, headline, state, dated, versions, since, until in session.execute(query)
    ]


def _credited(role: Role) -> Select[Credit]:
    versions = select(Credit).join(Version, Version.id == Credit.version_id).join(Article, Article.id == Version.article_id)
    return versions.where(Credit.role == role)
