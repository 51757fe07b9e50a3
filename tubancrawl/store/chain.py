"""Which entries of the WARC files are the events of the archive, and whether they are one chain. Pure.

A run that was killed between its entry and its commit leaves an entry that nothing continues; the next run uses its number again.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from tubancrawl.store.journal import SEALED, Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An event as its row should be. `sha256` is that of the file which the entry itself sealed; None for any other."""

    entry: Entry
    sha256: str | None
    chain_sha256: str


@dataclass(slots=True)
class Chain:
    """The events in order. `breaks` says where one does not follow the other, by number; {} is good."""

    links: list[Link] = field(default_factory=list)
    breaks: dict[int, str] = field(default_factory=dict)
    left: list[Entry] = field(default_factory=list)
    """Entries that were never committed, or that do not belong here."""


def chain_of(entries: Iterable[Entry], *, sha256_of: Callable[[str], str | None], rows: Mapping[int, str] | None = None) -> Chain:
    """Choose the entries that continue each other, the last in the order given where nothing tells.

    `sha256_of` a WARC file is None if it is not there. `rows`: chain digests by number, of a database that should agree.
    """
    by_number: dict[int, list[Link]] = defaultdict(list)
    for entry in entries:
        by_number[entry.number].append(_link(entry, sha256_of))
    chain = Chain()
    before: Link | None = None
    for number in sorted(by_number):
        following = {link.entry.before for link in by_number.get(number + 1, ())}
        link = _best(by_number[number], None if before is None else before.chain_sha256, following, (rows or {}).get(number))
        if before is not None and number != before.entry.number + 1:
            chain.breaks[number] = f"event {before.entry.number} is the last before it"
        elif before is not None and link.entry.before != before.chain_sha256:
            chain.breaks[number] = f"event {before.entry.number} is not the one that it continues"
        elif not link.entry.batch_holds():
            chain.breaks[number] = "its pages are not those whose digest it has"
        chain.links.append(link)
        chain.left += [other.entry for other in by_number[number] if other is not link]
        before = link
    return chain


def _link(entry: Entry, sha256_of: Callable[[str], str | None]) -> Link:
    sealed_itself = entry.kind == SEALED and "sha256" not in entry.detail
    sha256 = sha256_of(str(entry.detail.get("warc"))) if sealed_itself else None
    return Link(entry=entry, sha256=sha256, chain_sha256=entry.chain_sha256(sha256=sha256))


def _best(links: list[Link], before: str | None, following: set[str | None], row: str | None) -> Link:
    def likely(place: int) -> tuple[bool, bool, bool, int]:
        link = links[place]
        return link.chain_sha256 == row, link.chain_sha256 in following, link.entry.before == before, place

    return links[max(range(len(links)), key=likely)]
