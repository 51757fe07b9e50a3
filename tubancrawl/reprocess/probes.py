"""What the probes among stored records show: how the site answered, crawl by crawl, for an address that cannot exist."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Self

from tubancrawl import site
from tubancrawl.capture.exchange import Exchange
from tubancrawl.capture.message import Message
from tubancrawl.capture.warc import Index, Originals, read_at, read_group, warc_path
from tubancrawl.errors import UnreadableRecord
from tubancrawl.parsing.probe import Probe, read_probe
from tubancrawl.reprocess.stored import answer_of
from tubancrawl.store.captures import StoredCapture


def probe_of(stored: Exchange, message: Message | None = None) -> Probe | None:
    """Return what the answer to a probe shows of the site; None where it was answered as it should be."""
    answer = message or answer_of(stored)
    return read_probe(
        url=stored.url,
        status=answer.status,
        headers=answer.headers,
        body=answer.body,
        problems=answer.problems,
        record_id=stored.record_id,
    )


class Probes:
    """What probes show, by when they were asked; of those that show the same in a row the first. Small enough to send around."""

    def __init__(self, found: Iterable[tuple[datetime, Probe | None]]) -> None:
        self._found: list[tuple[datetime, Probe | None]] = []
        for asked_at, probe in sorted(found, key=lambda entry: entry[0]):
            if not self._found or self._found[-1][1] != probe:
                self._found.append((asked_at, probe))

    @classmethod
    def in_file(cls, index: Index, originals: Originals) -> Self:
        """Return those of one WARC file. A crawl begins with one, and its file with it."""
        groups = (group for group in index.groups if site.kind_of(group.url) == "probe" and group.kind != "failure")
        stored = (read_group(index.source, group, originals) for group in groups)
        return cls((one.started_at, probe_of(one)) for one in stored)

    @classmethod
    def in_archive(cls, warc: Path, captures: Iterable[StoredCapture]) -> Self:
        """Return those that lie below `warc` and were answered as if they were pages; one that cannot be read shows nothing."""
        return cls((one.captured_at, _probe_at(warc, one) if one.http_status == 200 else None) for one in captures)

    def at(self, moment: datetime) -> Probe | None:
        """Return the newest at or before a moment; before the first, that one: it was sent off first and answered later."""
        earlier = [probe for asked_at, probe in self._found if asked_at <= moment]
        return earlier[-1] if earlier else self._found[0][1] if self._found else None


def _probe_at(warc: Path, capture: StoredCapture) -> Probe | None:
    try:
        return probe_of(read_at(warc_path(warc, capture.warc), capture.warc_offset, capture.warc_length))
    except (UnreadableRecord, OSError):
        return None  # `verify` names it; here it only means that nothing is told apart by it
