"""Everything that the captures of one article say together: its versions and who made them, where it was and when. Reads only."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from tubancrawl.store.absence import Absence, Presence, presence_of
from tubancrawl.store.causes import Account, Read, Seen, Stretch, accounts_of
from tubancrawl.store.company import Company
from tubancrawl.store.history import Run, Sight, versions_of
from tubancrawl.store.models import Capture, Reading
from tubancrawl.store.rows import iter_rows
from tubancrawl.store.shapes import iso
from tubancrawl.store.sights import addresses_of, sights_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """The story of one article: `runs` and `accounts` are its versions in order, `sights` its captures."""

    sights: Sequence[Sight]
    runs: Sequence[Run]
    accounts: Sequence[Account]
    headlines: Sequence[str | None]
    presence: Presence
    addresses: dict[int, str]

    def absences_json(self) -> list[dict[str, Any]]:
        """Return the times at which the article was not there, oldest first."""
        return [_absence(absence) for absence in self.presence.absences]

    def addresses_json(self) -> list[dict[str, Any]]:
        """Return its addresses and when it was seen there, in that order; last those that only ever led to another."""
        seen = self.presence.seen
        named = [(seen.get(url_id), url) for url_id, url in self.addresses.items()]
        timed = sorted((times, url) for times, url in named if times is not None)
        return [
            *({"url": url, "first_seen_at": iso(first), "last_seen_at": iso(last)} for (first, last), url in timed),
            *(
                {"url": url, "first_seen_at": None, "last_seen_at": None}
                for url in sorted(url for times, url in named if times is None)
            ),
        ]


def story_of(connection: Connection, article_id: int) -> Story:
    """Return the story of an article, by what the archive holds now."""
    return stories_of(connection, [article_id])[article_id]


def stories_of(connection: Connection, article_ids: Collection[int]) -> dict[int, Story]:
    """Return the stories of articles by number: of several at once, for hardly more queries than of one."""
    addresses = addresses_of(connection, article_ids)
    sights = sights_of(connection, addresses)
    runs = {article_id: versions_of(sights[article_id]) for article_id in addresses}
    ends = {article_id: _ends(sights[article_id], runs[article_id]) for article_id in addresses}
    seen = _seen(connection, {record for pairs in ends.values() for pair in pairs for record in pair})
    stories = {}
    for article_id, pairs in ends.items():
        stretches = [
            Stretch(first=seen[first], last=seen[last], captures=len(run.record_ids))
            for run, (first, last) in zip(runs[article_id], pairs, strict=True)
        ]
        stories[article_id] = Story(
            sights=sights[article_id],
            runs=runs[article_id],
            accounts=accounts_of(stretches, Company(connection, article_id).changed_too),
            headlines=[stretch.first.current.item["headline"] for stretch in stretches],
            presence=presence_of(sights[article_id]),
            addresses=addresses[article_id],
        )
    return stories


def _ends(sights: Sequence[Sight], runs: Sequence[Run]) -> list[tuple[str, str]]:
    """Return the first and the last record of each version that were read."""
    read = {sight.record_id for sight in sights if sight.digest is not None}
    ends = []
    for run in runs:
        records = [record for record in run.record_ids if record in read]
        ends.append((records[0], records[-1]))
    return ends


def _seen(connection: Connection, record_ids: set[str]) -> dict[str, Seen]:
    query = select(
        Capture.record_id,
        Capture.payload_sha256,
        Capture.captured_at,
        Reading.reader_version,
        Reading.item,
        Reading.block_sha256,
        Reading.skeleton,
    ).join(Reading, Reading.capture_id == Capture.id)
    facts: dict[str, tuple[str | None, datetime]] = {}
    readings: dict[str, dict[int, Read]] = {}
    for record_id, payload, captured_at, reader, item, block, skeleton in iter_rows(
        connection, query, Capture.__table__.c.record_id, sorted(record_ids)
    ):
        facts[record_id] = payload, captured_at
        readings.setdefault(record_id, {})[reader] = Read(item=item, block_sha256=block, skeleton=skeleton)
    return {
        record_id: Seen(payload_sha256=payload, captured_at=captured_at, readings=readings[record_id])
        for record_id, (payload, captured_at) in facts.items()
    }


def _absence(absence: Absence) -> dict[str, Any]:
    return {
        "state": absence.state,
        "last_seen_at": iso(absence.last_seen_at),
        "first_missed_at": iso(absence.first_missed_at),
        "misses": absence.misses,
        "last_missed_at": iso(absence.last_missed_at),
        "seen_again_at": iso(absence.seen_again_at),
    }
