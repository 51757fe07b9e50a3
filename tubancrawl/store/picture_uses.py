"""Where a picture was used: every version of an article that showed it, with the caption and credit it then had. Reads only."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from tubancrawl import site
from tubancrawl.errors import BadUrl, NotFound
from tubancrawl.store.alike import Sameness, pictures_like
from tubancrawl.store.models import Article, Capture, Photo, Url, Version
from tubancrawl.store.rows import iter_chunks, iter_rows
from tubancrawl.store.sightings import nearest, pictures_named, stretches_of

_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_FILE: Final = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A picture in one version of an article, or, from `caption_history`, in versions in a row that say the same of it."""

    url: str
    """The article's."""
    headline: str | None
    """Of the article's last version."""
    version: int
    last_version: int
    """Equal to `version` for a use in one version."""
    photo_url: str
    caption: str | None
    credit: str | None
    first_captured_at: str
    """Of the version; ISO 8601, as `last_captured_at`."""
    last_captured_at: str
    same: Sameness
    """The very bytes (or, where they were never captured, the same address), or the same picture compressed anew."""


def names_picture(name: str) -> bool:
    """Tell whether a name is, by its shape, that of a picture: a SHA-256, or an address that ends as pictures' do."""
    return _DIGEST.fullmatch(name.lower()) is not None or _FILE.search(_address(name) or "") is not None


def uses_of(session: Session, name: str) -> list[Use]:
    """Return every use of a picture, by time. `name` is the SHA-256 of its bytes, or its address in any form.

    A version counts if what was captured nearest to its time is the picture or looks like it; by an address of which nothing was
    ever captured, if it shows that address. Raises NotFound.
    """
    payloads, urls = _named(session, name)
    alike = _alike(session, payloads)
    urls |= _addresses(session, {*payloads, *alike})
    stretches = stretches_of(session.connection(), urls)
    uses = []
    for use, version in _uses_at(session, urls):
        shown = nearest(stretches[use.photo_url], version.first_captured_at, version.last_captured_at)
        if shown is None or shown.sha256 in payloads:
            uses.append(use)
        elif shown.sha256 in alike:
            uses.append(replace(use, same="recompressed"))
    return sorted(uses, key=lambda use: (use.first_captured_at, use.url, use.version, use.photo_url))


def caption_history(session: Session, name: str) -> list[Use]:
    """Return what was said of a picture, use by use: versions in a row that say the same are one. Raises NotFound."""
    return list(_joined(sorted(uses_of(session, name), key=lambda use: (use.url, use.photo_url, use.version))))


def _joined(uses: Iterable[Use]) -> Iterator[Use]:
    last: Use | None = None
    for use in uses:
        if last is not None and _says_the_same(last, use):
            last = replace(last, last_version=use.version, last_captured_at=use.last_captured_at)
            continue
        if last is not None:
            yield last
        last = use
    if last is not None:
        yield last


def _says_the_same(last: Use, use: Use) -> bool:
    said = [(one.url, one.photo_url, one.caption, one.credit, one.same) for one in (last, use)]
    return said[0] == said[1] and use.version == last.last_version + 1


def _named(session: Session, name: str) -> tuple[set[str], set[str]]:
    if _DIGEST.fullmatch(name.lower()):
        payloads = {name.lower()}
        if not pictures_named(session.connection(), payloads):
            raise NotFound(f"{name}: no picture with this digest in the archive")
        return payloads, set()
    url = _address(name)
    if url is None:
        raise NotFound(f"{name!r}: expected the SHA-256 or the URL of a picture")
    payloads = {stretch.sha256 for stretch in stretches_of(session.connection(), [url])[url]}
    if not payloads and session.scalar(select(Photo.url).where(Photo.url == url).limit(1)) is None:
        raise NotFound(f"{url}: no article shows a picture of this address")
    return payloads, {url}


def _address(name: str) -> str | None:
    try:
        return site.photo_identity(site.canonical_url(name if "://" in name else f"{site.ROOT}/{name.lstrip('/')}"))
    except BadUrl:
        return None


def _alike(session: Session, payloads: set[str]) -> set[str]:
    hashes = {picture.phash for picture in pictures_named(session.connection(), payloads).values() if picture.phash is not None}
    return {payload for phash in hashes for payload in pictures_like(session, phash)} - payloads


def _addresses(session: Session, payloads: set[str]) -> set[str]:
    query = select(Url.url).join(Capture, Capture.url_id == Url.id)
    return {row[0] for row in iter_rows(session.connection(), query, Capture.__table__.c.payload_sha256, payloads)}


def _uses_at(session: Session, urls: Iterable[str]) -> Iterator[tuple[Use, Version]]:
    query = (
        select(Article.url, Article.headline, Version, Photo.url, Photo.caption, Photo.credit)
        .select_from(Photo)
        .join(Version, Version.id == Photo.version_id)
        .join(Article, Article.id == Version.article_id)
    )
    for chunk in iter_chunks(urls):
        for url, headline, version, address, caption, credit in session.execute(query.where(Photo.url.in_(chunk))):
            use = Use(
                url=url,
                headline=headline,
                version=version.number,
                last_version=version.number,
                photo_url=str(address),
                caption=caption,
                credit=credit,
                first_captured_at=version.first_captured_at.isoformat(),
                last_captured_at=version.last_captured_at.isoformat(),
                same="same",
            )
            yield use, version
