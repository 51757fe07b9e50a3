"""Exchanges of other WARC files taken into the archive. What cannot be trusted is left out, and its reason is named."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

from tubancrawl import site
from tubancrawl.capture.message import read_exchange
from tubancrawl.capture.recorder import Recorder
from tubancrawl.capture.warc import Group, Index, Originals, StoredExchange, read_group
from tubancrawl.errors import BadUrl, UnreadableRecord
from tubancrawl.items import Item
from tubancrawl.reprocess.probes import Probes
from tubancrawl.reprocess.stored import MAX_BODY_BYTES, read_stored
from tubancrawl.store.captures import KnownCapture, known_captures
from tubancrawl.store.database import reading
from tubancrawl.text import sha256

_FIRST: Final = datetime(1990, 12, 20, tzinfo=UTC)
"""The first web page went up then: a record of before is dated by a broken clock."""
_AHEAD: Final = timedelta(days=1)
"""A clock may be wrong by a time zone. A record of later than that would be the newest capture for years."""
_NAMED: Final = 3


class Skipped(StrEnum):
    """Why an exchange added nothing, without there being anything wrong with it."""

    KNOWN = "already known"
    FOREIGN = "of other sites"


class _LeftOut(Exception):
    """An exchange that must not be taken; says why."""


def import_indexed(
    recorder: Recorder, index: Index, originals: Originals, *, now: datetime | None = None
) -> Iterator[Item | Skipped]:
    """Copy each exchange of an indexed WARC file into the archive and read it; yield what was read of it.

    Raises UnreadableRecord at the first damaged byte, after the good records before it were taken, or at the end if exchanges
    were left out: those whose address is none, whose date cannot be, or whose record id the archive has for other bytes.
    """
    recorder.flush()
    with reading(recorder.engine) as session:
        known = known_captures(session, [group.record_id for group in index.groups])
    left_out: list[str] = []
    latest = (now or datetime.now(UTC)) + _AHEAD
    for group in index.groups:
        originals.note(index.source, group)
    probes = Probes.in_file(index, originals)
    for group in index.groups:
        try:
            if not _is_of_tuban(site.canonical_url(group.url)):
                yield Skipped.FOREIGN
                continue
            _expect_possible_date(group, latest)
            stored = read_group(index.source, group, originals)
            if group.record_id in known:
                _expect_same(stored, known[group.record_id])
                yield Skipped.KNOWN
                continue
            message = recorder.copy(stored, awaits_item=True)
        except (BadUrl, _LeftOut) as error:
            left_out.append(str(error))
            continue
        known[group.record_id] = KnownCapture(stored.url, stored.started_at, sha256(message.payload) if message.payload else None)
        item = read_stored(stored, message, probes.at(stored.started_at))
        recorder.settle(item)
        yield item
    if index.damage:
        raise index.damage
    if left_out:
        more = f"; and {len(left_out) - _NAMED} more" if len(left_out) > _NAMED else ""
        raise UnreadableRecord(
            f"{index.source.name}: {len(left_out)} exchanges left out: {'; '.join(left_out[:_NAMED])}{more}; the rest was taken"
        )


def _is_of_tuban(url: str) -> bool:
    """Tell whether an address is of the site or of an office's sub-site; the shape of other hosts' addresses says nothing."""
    host = urlsplit(url).hostname or ""
    return host == site.HOST or host.endswith(f".{site.HOST}")


def _expect_possible_date(group: Group, latest: datetime) -> None:
    if not _FIRST <= group.captured_at <= latest:
        raise _LeftOut(
            f"{group.record_id}: WARC-Date {group.captured_at.isoformat()}: expected from {_FIRST.date()} to {latest.date()}"
        )


def _expect_same(stored: StoredExchange, known: KnownCapture) -> None:
    payload = read_exchange(stored, max_body=MAX_BODY_BYTES).payload
    found = KnownCapture(stored.url, stored.started_at, sha256(payload) if payload else None)
    if stored.kind == "revisit":  # its payload depends on whether its original was found
        found = found._replace(payload_sha256=known.payload_sha256)
    if found != known:
        raise _LeftOut(
            f"{stored.record_id}: the archive has other bytes by this id: {known.url} of {known.captured_at.isoformat()}, "
            f"found {found.url} of {found.captured_at.isoformat()}"
        )
