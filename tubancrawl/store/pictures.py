"""The pictures of articles: what was captured of each, whether two are the same, and where else one was used. Reads only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from tubancrawl import site
from tubancrawl.store.alike import Sameness, sameness
from tubancrawl.store.models import Article, Photo, Url, Version
from tubancrawl.store.picture_uses import Use, Uses, names_picture, uses_of
from tubancrawl.store.shapes import iso
from tubancrawl.store.sightings import Stretch, nearest, stretches_of

__all__ = [
    "PictureSight",
    "Sameness",
    "State",
    "Use",
    "Uses",
    "names_picture",
    "photo_history",
    "pictures_of",
    "same_picture",
    "uses_of",
]

Span = tuple[datetime, datetime]
State = Literal["captured", "not asked yet", "not there", "elsewhere", "not shown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureSight:
    """A picture of one version of an article. Everything but `url` and `state` is None where it was never captured.

    `state`: captured; not asked yet; not there (asked, and no picture came); elsewhere (on another host, which is never asked);
    not shown (the page prints a caption and shows no picture).
    """

    url: str | None
    caption: str | None
    credit: str | None
    state: State
    sha256: str | None = None
    media_type: str | None = None
    size: int | None = None
    """Bytes."""
    width: int | None = None
    height: int | None = None
    phash: str | None = None
    problem: str | None = None
    """Why the captured bytes were not understood."""
    captured_at: str | None = None
    """The first capture of these bytes at this address; ISO 8601."""


def pictures_of(session: Session, article: Mapping[str, Any]) -> list[PictureSight]:
    """Return the pictures of one version, in the order of the page. `article` is in the shape of `show --json`.

    Each is the one captured nearest to the time of the version, for the address may have had another since.
    """
    span = (datetime.fromisoformat(article["first_captured_at"]), datetime.fromisoformat(article["last_captured_at"]))
    named = [(photo, photo["url"] and site.photo_identity(photo["url"])) for photo in article["photos"]]
    urls = {url for _, url in named if url}
    stretches = stretches_of(session.connection(), urls)
    asked = set(session.scalars(select(Url.url).where(Url.url.in_(urls), Url.last_outcome.is_not(None)))) if urls else set()
    return [_sight(photo, url, nearest(stretches.get(url or "", []), *span), asked) for photo, url in named]


def same_picture(session: Session, url_a: str, span_a: Span, url_b: str, span_b: Span) -> Sameness | None:
    """Tell whether two addresses showed the same picture, each at its time: the very bytes, the same compressed anew, or another.

    A span is the first and the last moment of a version; the picture captured nearest to it counts, as in `pictures_of`.

    None where one was never captured, or nobody could decode one of two that differ in bytes.
    """
    one_url, other_url = site.photo_identity(url_a), site.photo_identity(url_b)
    stretches = stretches_of(session.connection(), {one_url, other_url})
    one, other = nearest(stretches[one_url], *span_a), nearest(stretches[other_url], *span_b)
    return sameness(one.picture, other.picture) if one and other else None


def photo_history(session: Session, article: Article) -> list[dict[str, Any]]:
    """Return what was captured at the addresses of an article's pictures, by address and time.

    `same_as_before` compares with what the address had before: null for the first, and where that cannot be told. More than one
    entry of an address is a change that no version of the text shows: one that is `other` is a swap. `version` is the one that
    showed the address then; null where none did.
    """
    versions = _photos_by_version(session, article)
    urls = dict.fromkeys(url for _, _, shown in versions for url in shown)
    told = []
    for stretches in stretches_of(session.connection(), urls).values():
        for before, stretch in zip([None, *stretches], stretches, strict=False):
            told.append(
                {
                    "url": stretch.url,
                    "sha256": stretch.sha256,
                    "first_captured_at": iso(stretch.first_captured_at),
                    "last_captured_at": iso(stretch.last_captured_at),
                    "same_as_before": before and sameness(before.picture, stretch.picture),
                    "version": _version_showing(versions, stretch),
                }
            )
    return told


_Shown = tuple[int, datetime, list[str]]
"""Number of a version, its beginning, and the addresses of its pictures in their order."""


def _photos_by_version(session: Session, article: Article) -> list[_Shown]:
    query = select(Version.number, Version.first_captured_at, Photo.url).outerjoin(Photo, Photo.version_id == Version.id)
    found: dict[int, _Shown] = {}
    for number, began, url in session.execute(
        query.where(Version.article_id == article.id).order_by(Version.number, Photo.position)
    ):
        shown = found.setdefault(number, (number, began, []))[2]
        if url is not None:
            shown.append(url)
    return list(found.values())


def _version_showing(versions: list[_Shown], stretch: Stretch) -> int | None:
    stood = [version for version in versions if version[1] <= stretch.first_captured_at]
    return stood[-1][0] if stood and stretch.url in stood[-1][2] else None


def _sight(photo: Mapping[str, Any], url: str | None, stretch: Stretch | None, asked: set[str]) -> PictureSight:
    said: dict[str, Any] = {"url": url, "caption": photo["caption"], "credit": photo["credit"]}
    if stretch is None:
        return PictureSight(**said, state=_why_not(url, asked))
    picture = stretch.picture
    return PictureSight(
        **said,
        state="captured",
        sha256=stretch.sha256,
        media_type=picture.media_type,
        size=picture.size,
        width=picture.width,
        height=picture.height,
        phash=picture.phash,
        problem=picture.problem,
        captured_at=iso(stretch.first_captured_at),
    )


def _why_not(url: str | None, asked: set[str]) -> State:
    if url is None:
        return "not shown"
    if not site.is_site(url):
        return "elsewhere"
    return "not there" if url in asked else "not asked yet"
