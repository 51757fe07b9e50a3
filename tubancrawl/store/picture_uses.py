"""Where a picture was used: every version of an article that showed it, with the caption and credit it then had. Reads only."""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from sqlalchemy import Row, Select, literal, or_, select, tuple_
from sqlalchemy.orm import Session

from tubancrawl import site
from tubancrawl.errors import BadUrl, NotFound
from tubancrawl.store.alike import Sameness, pictures_like
from tubancrawl.store.cursors import Place, cursor_after, listing_of, place_of
from tubancrawl.store.models import Article, Capture, Photo, Url, Version
from tubancrawl.store.rows import iter_rows
from tubancrawl.store.sightings import MAX_HOPS, Stretch, nearest, pictures_named, stretches_of

_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_FILE: Final = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A picture in one version of an article, or in versions in a row that say the same of it."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Uses:
    """A page of uses, by article; `next` is the cursor of the page after it, None on the last."""

    uses: list[Use]
    next: str | None

    def as_json(self) -> dict[str, Any]:
        """Return the shape that the API sends."""
        return {"uses": [asdict(use) for use in self.uses], "next": self.next}


def uses_of(session: Session, name: str, *, limit: int = 100, cursor: str | None = None) -> Uses:
    """Return where a picture was used, and what was said of it: versions in a row that say the same are one use.

    `name` is the SHA-256 of its bytes, or its address in any form. By the address of the article, then of the picture, then by
    version. A version counts if what was captured nearest to its time is the picture or looks like it; by an address of which
    nothing was ever captured, if it shows that address. Raises NotFound, and BadCursor for a cursor of another list.
    """
    wanted = _named(session, name)
    listing = listing_of("uses", {"name": wanted.name})
    last: Place | None = place_of(cursor, listing, str, str, int, int) if cursor is not None else None
    found: list[Use] = []
    for place, use in _iter_uses(session, wanted, last, at_a_time=2 * limit + 1):
        if found and _says_the_same(found[-1], use):
            found[-1] = replace(found[-1], last_version=use.version, last_captured_at=use.last_captured_at)
        elif len(found) == limit:
            assert last is not None
            return Uses(uses=found, next=cursor_after(listing, last))
        else:
            found.append(use)
        last = place
    return Uses(uses=found, next=None)


def _says_the_same(last: Use, use: Use) -> bool:
    said = [(one.url, one.photo_url, one.caption, one.credit, one.same) for one in (last, use)]
    return said[0] == said[1] and use.version == last.last_version + 1


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A picture: its digest or canonical address, its payloads, those that look like them, and addresses that show it besides.

    Those were asked for by name, or redirected to where it was captured.
    """

    name: str
    payloads: set[str]
    alike: set[str]
    urls: set[str]


def _named(session: Session, name: str) -> _Wanted:
    if _DIGEST.fullmatch(name.lower()):
        payloads = {name.lower()}
        if not pictures_named(session.connection(), payloads):
            raise NotFound(f"{name}: no picture with this digest in the archive")
        return _wanted(session, name.lower(), payloads, set())
    url = _address(name)
    if url is None:
        raise NotFound(f"{name!r}: expected the SHA-256 or the URL of a picture")
    payloads = {stretch.sha256 for stretch in stretches_of(session.connection(), [url])[url]}
    if not payloads and session.scalar(select(Photo.url).where(Photo.url == url).limit(1)) is None:
        raise NotFound(f"{url}: no article shows a picture of this address")
    return _wanted(session, url, payloads, {url})


def _wanted(session: Session, name: str, payloads: set[str], urls: set[str]) -> _Wanted:
    alike = _alike(session, payloads)
    return _Wanted(name, payloads, alike, urls | _led_from(session, payloads | alike))


def _led_from(session: Session, payloads: set[str]) -> set[str]:
    """Return the addresses whose redirect was what first named an address that held one of the payloads."""
    held = select(Url.discovered_from).join(Capture, Capture.url_id == Url.id)
    records = iter_rows(session.connection(), held.distinct(), Capture.__table__.c.payload_sha256, payloads)
    named_by = {row[0] for row in records if row[0] is not None}
    sources = select(Url.url, Url.discovered_from).join(Capture, Capture.url_id == Url.id).where(Capture.outcome == "moved")
    found: set[str] = set()
    for _ in range(MAX_HOPS):
        rows = list(iter_rows(session.connection(), sources, Capture.__table__.c.record_id, sorted(named_by)))
        found |= {row.url for row in rows}
        named_by = {row.discovered_from for row in rows if row.discovered_from is not None}
    return found


def _address(name: str) -> str | None:
    try:
        return site.photo_identity(site.canonical_url(name if "://" in name else f"{site.ROOT}/{name.lstrip('/')}"))
    except BadUrl:
        return None


def _alike(session: Session, payloads: set[str]) -> set[str]:
    hashes = {picture.phash for picture in pictures_named(session.connection(), payloads).values() if picture.phash is not None}
    return {payload for phash in hashes for payload in pictures_like(session, phash)} - payloads


def _iter_uses(session: Session, wanted: _Wanted, last: Place | None, *, at_a_time: int) -> Iterator[tuple[Place, Use]]:
    """Yield the uses after the place `last`, version by version, each with its place."""
    stretches: dict[str, list[Stretch]] = {}
    while rows := session.execute(_rows_after(wanted, last).limit(at_a_time)).all():
        stretches |= stretches_of(session.connection(), {row.photo_url for row in rows} - stretches.keys())
        for row in rows:
            last = (row.url, row.photo_url, row.number, row.position)
            shown = nearest(stretches[row.photo_url], row.first_captured_at, row.last_captured_at)
            if shown is None or shown.sha256 in wanted.payloads:
                yield last, _use(row, "same")
            elif shown.sha256 in wanted.alike:
                yield last, _use(row, "recompressed")
        if len(rows) < at_a_time:
            return


def _rows_after(wanted: _Wanted, last: Place | None) -> Select[*tuple[Any, ...]]:
    of_address = Photo.url.in_(sorted(wanted.urls))
    held = select(Url.url).join(Capture, Capture.url_id == Url.id)
    held = held.where(Capture.payload_sha256.in_(sorted(wanted.payloads | wanted.alike)))
    key = (Article.url, Photo.url, Version.number, Photo.position)
    query: Select[*tuple[Any, ...]] = (
        select(
            Article.url,
            Article.headline,
            Version.number,
            Version.first_captured_at,
            Version.last_captured_at,
            Photo.position,
            Photo.url.label("photo_url"),
            Photo.caption,
            Photo.credit,
        )
        .select_from(Photo)
        .join(Version, Version.id == Photo.version_id)
        .join(Article, Article.id == Version.article_id)
        .where(or_(of_address, Photo.url.in_(held)))
        .order_by(*key)
    )
    if last is None:
        return query
    return query.where(tuple_(*key) > tuple_(*(literal(value, part.type) for value, part in zip(last, key, strict=True))))


def _use(row: Row[*tuple[Any, ...]], same: Sameness) -> Use:
    return Use(
        url=row.url,
        headline=row.headline,
        version=row.number,
        last_version=row.number,
        photo_url=row.photo_url,
        caption=row.caption,
        credit=row.credit,
        first_captured_at=row.first_captured_at.isoformat(),
        last_captured_at=row.last_captured_at.isoformat(),
        same=same,
    )
