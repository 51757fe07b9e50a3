"""Articles and their versions, in the shapes that `show`, `list`, `history` and `export` print. Reads only."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Final, Literal
from urllib.parse import unquote

from rapidfuzz import fuzz, process
from sqlalchemy import Select, Text, cast, func, select
from sqlalchemy.orm import Session

from tubancrawl import site
from tubancrawl.errors import BadUrl, NotFound
from tubancrawl.messages import Message, message
from tubancrawl.store.accounts import Story, story_of
from tubancrawl.store.filters import EVERY_ARTICLE, ArticleFilters, chosen, cursor_of
from tubancrawl.store.models import Article, Capture, Reading, Url, Version
from tubancrawl.store.pictures import photo_history
from tubancrawl.store.rows import iter_chunks
from tubancrawl.store.shapes import capture_json, iso, iter_full

Scope = Literal["current", "all"]

_LONGEST_SLUG: Final = 300
"""Characters of a name that nearest slugs are looked for by: a stranger's name must not take a second to be compared."""


def list_articles(
    session: Session, filters: ArticleFilters = EVERY_ARTICLE, *, limit: int | None = None
) -> Iterator[dict[str, Any]]:
    """Yield the articles that fit and have a version, newest first, one dict each."""
    query = chosen(session.connection(), filters, limit=limit)
    for article in session.scalars(query.execution_options(yield_per=500)):
        yield _listed(article)


def page_of_articles(session: Session, filters: ArticleFilters, *, limit: int, cursor: str | None = None) -> dict[str, Any]:
    """Return {"articles": what `list_articles` yields, at most `limit`, "next": the cursor of the rest or None}.

    Raises BadCursor.
    """
    query = chosen(session.connection(), filters, limit=limit + 1, cursor=cursor)
    articles = session.scalars(query).all()
    more = len(articles) > limit
    return {
        "articles": [_listed(article) for article in articles[:limit]],
        "next": cursor_of(filters, articles[limit - 1]) if more else None,
    }


def count_articles(session: Session, filters: ArticleFilters, *, stop: int) -> int:
    """Return how many articles fit; counting ends at `stop`."""
    found = chosen(session.connection(), filters, limit=stop).subquery()
    return session.scalar(select(func.count()).select_from(found)) or 0


def _listed(article: Article) -> dict[str, Any]:
    return {
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
        raise NotFound(_never_read(name, row.last_outcome))
    slugs = {_last_part(known): known for known in session.scalars(select(Article.url).where(Article.versions > 0))}
    like = process.extract(_last_part(name)[:_LONGEST_SLUG], slugs.keys(), scorer=fuzz.ratio, limit=3, score_cutoff=50)
    near = [slug for slug, *_ in like]
    hint = f"; the nearest are {', '.join(near)}" if near else ""
    raise NotFound(f"{name}: no such article in the archive{hint}", nearest=[slugs[slug] for slug in near])


def _never_read(name: str, outcome: str | None) -> Message:
    if outcome is None:
        return message("%(name)s: known, but never read as an article; not asked yet", name=name)
    return message("%(name)s: known, but never read as an article; last answered %(outcome)s", name=name, outcome=outcome)


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
    session: Session, filters: ArticleFilters = EVERY_ARTICLE, *, versions: Scope = "current", limit: int | None = None
) -> Iterator[dict[str, Any]]:
    """Yield articles in full, newest first, as `article_json` gives them: the last version of each, or all, oldest first.

    Holds 100 articles in memory at a time.
    """
    query = chosen(session.connection(), filters, limit=limit)
    for chunk in iter_chunks(session.scalars(query.execution_options(yield_per=100)), 100):
        of_them = _versions_of(chunk)
        if versions == "current":
            of_them = of_them.where(Version.number == Article.versions)
        yield from iter_full(session, chunk, session.scalars(of_them).all())


def iter_hits_in_full(
    session: Session, hits: Iterable[tuple[int, int]], *, versions: Scope = "current"
) -> Iterator[dict[str, Any]]:
    """Yield what a search found, in full and in its order; `hits` are article and version numbers, an article once.

    `current`: the version that was hit; `all`: every version of each article with a hit. Holds 100 articles in memory at a time.
    """
    for chunk in iter_chunks(hits, 100):
        articles = articles_by_id(session, (article_id for article_id, _ in chunk))
        found = session.scalars(_versions_of(articles.values())).all()
        kept = [version for version in found if versions == "all" or (version.article_id, version.number) in set(chunk)]
        yield from iter_full(session, [articles[article_id] for article_id, _ in chunk], kept)


def iter_changed_since(session: Session, hits: Iterable[tuple[int, int]], moment: datetime) -> Iterator[tuple[int, int]]:
    """Yield those hits (article and version number) whose article has a version that began at the moment or later."""
    for chunk in iter_chunks(hits, 100):
        began = select(Version.article_id).where(Version.first_captured_at >= moment)
        changed = set(session.scalars(began.where(Version.article_id.in_([article_id for article_id, _ in chunk]))))
        yield from (hit for hit in chunk if hit[0] in changed)


def articles_by_id(session: Session, article_ids: Iterable[int]) -> dict[int, Article]:
    """Return articles by their numbers, whatever their number."""
    found: dict[int, Article] = {}
    for chunk in iter_chunks(article_ids):
        found |= {article.id: article for article in session.scalars(select(Article).where(Article.id.in_(chunk)))}
    return found


def _versions_of(articles: Iterable[Article]) -> Select[Version]:
    query = select(Version).join(Article, Article.id == Version.article_id)
    wanted = query.where(Version.article_id.in_([article.id for article in articles]))
    return wanted.order_by(Version.article_id, Version.number)


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
        "photos": photo_history(session, article),
        "captures": _captures(session, article, story),
    }


def stored_letters(session: Session, article: Article) -> int:
    """Return how many characters all versions of an article take as they are stored: what reading them costs, in a word."""
    stored = func.length(cast(Reading.item, Text))
    query = select(func.sum(stored)).join(Version, Version.reading_id == Reading.id).where(Version.article_id == article.id)
    return int(session.scalar(query) or 0)


def version_texts(session: Session, article: Article, numbers: Iterable[int]) -> list[dict[str, Any]]:
    """Return versions in full, in the order of `numbers`, for comparison. Raises NotFound for a number that it has not."""
    wanted = list(numbers)
    rows = session.scalars(select(Version).where(Version.article_id == article.id, Version.number.in_(set(wanted)))).all()
    told = {version["version"]: version for version in iter_full(session, [article], rows)}
    missing = next((number for number in wanted if number not in told), None)
    if missing is not None:
        raise NotFound(_no_version(article, missing, None))
    return [told[number] for number in wanted]


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
