"""What the probes among stored records show: how the site answered, crawl by crawl, for an address that cannot exist."""

from datetime import datetime

from tubancrawl import site
from tubancrawl.capture.exchange import Exchange
from tubancrawl.capture.message import Message
from tubancrawl.capture.warc import Index, Originals, read_group
from tubancrawl.parsing.probe import Probe, read_probe
from tubancrawl.reprocess.stored import answer_of


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
    """The probes of one WARC file. A crawl begins with one, and its file with it."""

    def __init__(self, index: Index, originals: Originals) -> None:
        found = []
        for group in index.groups:
            if site.kind_of(group.url) == "probe" and group.kind != "failure":
                stored = read_group(index.source, group, originals)
                found.append((stored.started_at, probe_of(stored)))
        self._found = sorted(found, key=lambda entry: entry[0])

    def at(self, moment: datetime) -> Probe | None:
        """Return the newest at or before a moment; before the first, that one: it was sent off first and answered later."""
        earlier = [probe for asked_at, probe in self._found if asked_at <= moment]
        return earlier[-1] if earlier else self._found[0][1] if self._found else None
