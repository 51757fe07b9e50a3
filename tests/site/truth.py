"""What a right reading of the miniature says, in the JSON shape of `show --json`. Derived from the articles, never from HTML."""

from datetime import date
from typing import Any

from tests.site import pages, timeline
from tests.site.model import ROOT, Article, Byline, Photo
from tests.site.timeline import Answer

CONTENT_FIELDS = ("headline", "published_at", "dateline", "paragraphs", "photos", "byline", "categories")
"""The fields in which a difference is a new version."""


def expected(slug: str, at: date) -> dict[str, Any] | None:
    """Return the article that a slug (present, former, or id) names on that day; None if its address shows no article.

    Keys: url, headline, published_at, dateline, paragraphs, photos, byline, categories, tags, posted_by, event_dates.
    Values that the page does not print are None or empty: tags only where the layout prints them.
    """
    key = timeline.key_of(slug, at)
    if key is None or at == timeline.MAINTENANCE or timeline.answer_at(key, at) != "ok":
        return None
    article = timeline.article_at(key, at)
    return {
        "url": f"{ROOT}{article.path}",
        "headline": plain(article.headline) or None,
        "published_at": article.published.isoformat(),
        "dateline": {"source": article.dateline.source, "place": article.dateline.place} if article.dateline else None,
        "paragraphs": [plain(block.text) for block in article.blocks],
        "photos": [_photo(photo) for photo in article.photos],
        "byline": _byline(article.byline),
        "categories": list(article.categories),
        "tags": list(article.tags) if _prints_tags(article, at) else [],
        "posted_by": article.posted_by,
        "event_dates": [
            {"text": plain(event.text), "start": event.start, "end": event.end, "weekday_ok": event.weekday_ok}
            for event in article.event_dates
        ],
    }


def everything(at: date) -> list[dict[str, Any]]:
    """Return every article that the site lists on that day, newest first."""
    found = (expected(article.slug, at) for article in timeline.visible_at(at))
    return [article for article in found if article is not None]


def answer(slug: str, at: date) -> Answer:
    """Return what kind of answer /entry/<slug> gives on that day; "moved" for a former slug."""
    if at == timeline.MAINTENANCE:
        return "soft_missing"
    key = timeline.key_of(slug, at)
    if key is None:
        return "missing"
    state = timeline.answer_at(key, at)
    article = timeline.article_at(key, at)
    return "moved" if state == "ok" and slug not in (article.slug, str(article.id)) else state


def expected_versions(slug: str) -> list[tuple[date, ...]]:
    """Return the article's versions, oldest first, each as the crawl dates on which it was seen.

    A version is a maximal run of crawls with equal content; a date without an article belongs to no version and ends none.
    """
    versions: list[tuple[date, ...]] = []
    last: list[Any] | None = None
    for at in timeline.DATES:
        article = expected(slug, at)
        if article is None:
            continue
        content = [article[field] for field in CONTENT_FIELDS]
        if content == last:
            versions[-1] += (at,)
        else:
            versions.append((at,))
        last = content
    return versions


def plain(text: str) -> str:
    """Return the text with plain single spaces: what a reading is compared by."""
    return " ".join(text.split())


def _prints_tags(article: Article, at: date) -> bool:
    return pages.layout_name(article, at) in {"e2024", "e2026"}


def _photo(photo: Photo) -> dict[str, str | None]:
    return {
        "url": f"{ROOT}/files/{photo.file}",
        "caption": plain(photo.caption) if photo.caption else None,
        "credit": photo.credit,
        "credit_kind": photo.credit_kind,
    }


def _byline(byline: Byline | None) -> dict[str, Any] | None:
    return {"raw": byline.raw, "reporters": list(byline.reporters), "editor": byline.editor} if byline else None
