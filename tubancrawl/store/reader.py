"""Articles and their versions, in the shapes that `show`, `list`, `history` and `export` print. Reads only."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Final, Literal
from urllib.parse import unquote

from rapidfuzz import fuzz, process
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from tubancrawl import site
from tubancrawl.errors import BadUrl, NotFound
from tubancrawl.store.accounts import Story, story_of
from tubancrawl.store.models import Article, Capture, Url, Version
from tubancrawl.store.pictures import photo_history
from tubancrawl.store.rows import iter_chunks
from tubancrawl.store.shapes import capture_json, iso, iter_full

Scope = Literal["current", "all"]

_LONGEST_SLUG: Final = 300
"""Characters of a name that nearest slugs are looked for by: a stranger's name must not take a second to be compared."""


def list_articles(
    session: Session,
    *,
    since: str | None = None,
    until: str | None = None,
    state: str | None = None,
    changed_since: datetime | None = None,
    limit: int | None = None,
) -> Iterator[dict[str, Any]]:
    """Yield the articles that have a version, newest first, one dict each.

    `since` and `until` (inclusive) are dates as the site prints them, ISO 8601; an article without a printed date has that of its
    first capture. `changed_since`: a version, the first included, began at that time or later.
    """
    query = _articles(since=since, until=until, state=state, changed_since=changed_since, limit=limit)
    for article in session.scalars(query.execution_options(yield_per=500)):
        yield {
            "url": article.url,
            "state": article.state,
            "headline": article.headline,
            "published_at": article.published_at,
            "first_captured_at": iso(article.first_captured_at),
            "last_captured_at": iso(article.last_captured_at),
            "versions": article.versions,
        }


def find_article(session: Session, name: str) -> Article:
    """Return the article by any form of its address, or by its slug.

    Raises NotFound, with the nearest slugs as a hint, or with what did answer at an address that was never an article.
    """
    url = _url_named(name)
    row = session.scalar(select(Url).where(Url.url == url)) if url is not None else None
    article = session.get(Article, row.article_id) if row is not None and row.article_id is not None else None
    if article is not None and article.versions:
        return article
    if row is not None:
        seen = f"last answered {row.last_outcome}" if row.last_outcome else "not asked yet"
        raise NotFound(f"{name}: known, but never read as an article; {seen}")
    slugs = {_last_part(known): known for known in session.scalars(select(Article.url).where(Article.versions > 0))}
    like = process.extract(_last_part(name)[:_LONGEST_SLUG], slugs.keys(), scorer=fuzz.ratio, limit=3, score_cutoff=50)
    near = [slug for slug, *_ in like]
    hint = f"; the nearest are {', '.join(near)}" if near else ""
    raise NotFound(f"{name}: no such article in the archive{hint}", nearest=[slugs[slug] for slug in near])


def _last_part(name: str) -> str:
    return unquote(name.rstrip("/").rpartition("/")[2])


def _url_named(name: str) -> str | None:
    """Return the canonical URL that `name` means: a URL, one without its scheme, a path, or a slug; None if it can mean none."""
    if "://" in name:
        full = name
    elif name.startswith("/"):
        full = site.ROOT + name
    elif name.startswith((site.HOST, f"www.{site.HOST}")):
        full = f"https://{name}"
    else:
        full = f"{site.ROOT}/entry/{name}"
    try:
        return site.canonical_url(full)
    except BadUrl:
        return None


def article_json(session: Session, article: Article, *, version: int | None = None, at: datetime | None = None) -> dict[str, Any]:
    """Return one version of an article: the one by number, the one that was current `at` a time, or the last.

    Raises NotFound for a number that it has not, or a time before its first capture.
    """
    versions = select(Version).where(Version.article_id == article.id).order_by(Version.number.desc()).limit(1)
    if version is not None:
        versions = versions.where(Version.number == version)
    if at is not None:
        versions = versions.where(Version.first_captured_at <= at)
    chosen = session.scalar(versions)
    if chosen is None:
        raise NotFound(_no_version(article, version, at))
    return next(iter_full(session, [article], [chosen]))


def iter_export(
    session: Session,
    *,
    versions: Scope = "current",
    since: str | None = None,
    until: str | None = None,
    state: str | None = None,
    changed_since: datetime | None = None,
    limit: int | None = None,
) -> Iterator[dict[str, Any]]:
    """Yield articles in full, newest first, as `article_json` gives them: the last version of each, or all, oldest first.

    The filters are those of `list_articles`. Holds 100 articles in memory at a time.
    """
    articles = session.scalars(
        _articles(since=since, until=until, state=state, changed_since=changed_since, limit=limit).execution_options(
            yield_per=100
        )
    )
    for chunk in iter_chunks(articles, 100):
        ids = [article.id for article in chunk]
        of_them = select(Version).join(Article, Article.id == Version.article_id).where(Version.article_id.in_(ids))
        if versions == "current":
            of_them = of_them.where(Version.number == Article.versions)
        yield from iter_full(session, chunk, session.scalars(of_them.order_by(Version.article_id, Version.number)).all())


def history_json(session: Session, article: Article) -> dict[str, Any]:
    """Return the versions of an article, what changed in each and who changed it, when it was not there, and all its captures.

    Everything in time order; docs/history.md says what a version, a cause, a state and an absence are.
    """
    story = story_of(session.connection(), article.id)
    versions = [
        {
            "number": run.number,
            "first_captured_at": iso(run.first_captured_at),
            "last_captured_at": iso(run.last_captured_at),
            "headline": headline,
            "content_sha256": run.digest,
            "changes": account.changes,
            "findings": account.findings,
        }
        for run, account, headline in zip(story.runs, story.accounts, story.headlines, strict=True)
    ]
    return {
        "url": article.url,
        "state": article.state,
        "versions": versions,
        "absences": story.absences_json(),
        "addresses": story.addresses_json(),
        "captures": _captures(session, article, story),
        "photos": photo_history(session, article),
    }


def version_texts(session: Session, article: Article, numbers: Iterable[int]) -> list[dict[str, Any]]:
    """Return versions in full, in the order of `numbers`, for comparison. Raises NotFound for a number that it has not."""
    return [article_json(session, article, version=number) for number in numbers]


def _articles(
    *, since: str | None, until: str | None, state: str | None, changed_since: datetime | None, limit: int | None
) -> Select[Article]:
    newest_first = (Article.dated.desc(), Article.published_at.desc().nulls_last(), Article.url)
    query = select(Article).where(Article.versions > 0).order_by(*newest_first)
    if since is not None:
        query = query.where(Article.dated >= since[:10])
    if until is not None:
        query = query.where(Article.dated <= until[:10])
    if state is not None:
        query = query.where(Article.state == state)
    if changed_since is not None:
        changed = select(Version.id).where(Version.article_id == Article.id, Version.first_captured_at >= changed_since)
        query = query.where(changed.exists())
    return query.limit(limit)


def _captures(session: Session, article: Article, story: Story) -> list[dict[str, Any]]:
    version_of = {record: run.number for run in story.runs for record in run.record_ids}
    rows = session.scalars(select(Capture).join(Url, Url.id == Capture.url_id).where(Url.article_id == article.id))
    by_record = {row.record_id: row for row in rows}
    in_order = [by_record[sight.record_id] for sight in story.sights]
    return [{"url": row.url, **capture_json(row), "version": version_of.get(row.record_id)} for row in in_order]


def _no_version(article: Article, version: int | None, at: datetime | None) -> str:
    if version is not None:
        return f"{article.url}: no version {version}; it has 1 to {article.versions}"
    first = iso(article.first_captured_at)
    return f"{article.url}: not captured yet at {iso(at)}; its first capture is of {first}"
