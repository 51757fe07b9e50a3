"""The captures and readings of one article -> its versions, and what changed between two readings.

Pure, and blind to the order in which captures arrived: only capture times count. Whether the article is there: absence.py; who
changed it: causes.py.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from tubancrawl.items import Outcome
from tubancrawl.site import photo_identity
from tubancrawl.text import digest_of

_PICTURE: Final = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|bmp)$", re.IGNORECASE)
_SIZE: Final = re.compile(r"(?<=/)\d{2,4}x\d{2,4}[a-z]?/|-\d{2,4}x\d{2,4}(?=\.\w+$)")

Cause = Literal["publisher", "template", "reader", "bad capture"]
"""Who made a change; docs/history.md."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """One capture of any of an article's addresses, as history sees it."""

    captured_at: datetime
    record_id: str
    outcome: Outcome
    digest: str | None = None
    """Content digest of its current reading; None for a capture without one."""
    reading_id: int | None = None
    url_id: int = 0
    """The address that the page is kept under."""
    asked_id: int = 0
    """The address that was asked for."""
    leads_to: int | None = None
    """Of a redirect to an address of the same article: that address. It says nothing of whether the article is there."""
    astray: bool = False
    """True for a redirect to the front page or a listing: what a site does with an address that it lost."""
    of_site: bool = False
    """True where the answer speaks of the whole site, as a maintenance page does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A version: neighbouring captures with the same content. `reading_id` is that of the first."""

    number: int
    first_captured_at: datetime
    last_captured_at: datetime
    reading_id: int
    digest: str
    record_ids: tuple[str, ...]


def in_order(sights: Iterable[Sight]) -> list[Sight]:
    """Return the sights by capture time; of two at the same moment the smaller record id comes first, whoever sorts."""
    return sorted(sights, key=lambda sight: (sight.captured_at, sight.record_id))


def versions_of(sights: Iterable[Sight]) -> list[Run]:
    """Return the maximal runs of equal content. A 304 extends the run that it falls in, and is of none before the first."""
    groups: list[list[Sight]] = []
    for sight in in_order(sights):
        if sight.digest is not None and (not groups or groups[-1][0].digest != sight.digest):
            groups.append([sight])
        elif groups and (sight.digest is not None or sight.outcome == "not_modified"):
            groups[-1].append(sight)
    return [_run(number, group) for number, group in enumerate(groups, 1)]


def _run(number: int, group: list[Sight]) -> Run:
    first = group[0]
    assert first.reading_id is not None
    assert first.digest is not None
    return Run(
        number=number,
        first_captured_at=first.captured_at,
        last_captured_at=group[-1].captured_at,
        reading_id=first.reading_id,
        digest=first.digest,
        record_ids=tuple(sight.record_id for sight in group),
    )


def content_of(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the publisher says, of a reading's item: the part whose change makes a new version.

    Not content: tags and the CMS user (the template's), event dates and sources (ours), the printed time of day, how a byline
    is printed, thumbnail sizes and cache busters.
    """
    byline = item["byline"]
    published_at = item["published_at"]
    return {
        "headline": item["headline"],
        "paragraphs": item["paragraphs"],
        "photos": [
            {"url": photo["url"] and picture_of(photo["url"]), "caption": photo["caption"], "credit": photo["credit"]}
            for photo in item["photos"]
        ],
        "byline": byline and {"reporters": byline["reporters"], "editor": byline["editor"]},
        "dateline": item["dateline"],
        "published_at": published_at and published_at[:10],
        "categories": item["categories"],
    }


def picture_of(url: str) -> str:
    """Return what of a picture's address says which picture it is: no thumbnail's size, no cache buster.

    The site's own thumbnails are known for sure (`site.photo_identity`); of other addresses that end as a picture's file does,
    the query goes, and a size in the path or at the end of the name (`/600x400/a.jpg`, `a-300x200.jpg`).
    """
    known = photo_identity(url)
    plain = known.partition("?")[0]
    if not _PICTURE.search(plain):
        return known
    return _SIZE.sub("", plain)


def content_digest(item: Mapping[str, Any]) -> str:
    """Return the digest by which two readings are the same version."""
    return digest_of(content_of(item))


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any], *, cause: Cause = "publisher") -> list[dict[str, str]]:
    """Return the fields of the content that differ between two readings' items, as `history --json` shows them.

    The cause is the caller's to prove: `reader` if two readers made different things of the same bytes.
    """
    old, new = content_of(before), content_of(after)
    return [
        {"field": field, "kind": _kind_of_change(old[field], new[field]), "cause": cause}
        for field in old
        if old[field] != new[field]
    ]


def _kind_of_change(old: object, new: object) -> str:
    if not old:
        return "added"
    return "changed" if new else "removed"
