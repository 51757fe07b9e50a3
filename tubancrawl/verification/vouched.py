"""What a WARC file should be, by whichever chain of events can still be believed: here's, or the copy's."""

from dataclasses import dataclass, field
from pathlib import Path

from tubancrawl.capture.recorder import DATABASE_NAME
from tubancrawl.capture.warc import OPEN_SUFFIX
from tubancrawl.errors import NotAnArchive
from tubancrawl.holdings import Holdings
from tubancrawl.store.chain import Chain
from tubancrawl.store.database import explained_reading, open_database
from tubancrawl.store.dump import Row, iter_table
from tubancrawl.store.journal import SEALED, chain_digest


@dataclass(slots=True)
class Vouched:
    """File name -> the digest that it was sealed with."""

    digests: dict[str, str] = field(default_factory=dict)
    open: dict[str, int] = field(default_factory=dict)
    """Files, named with `.open`, that a run has begun and not sealed -> how many bytes of them are known."""
    whole: bool = False
    """True: a file that is in neither is none of the archive's."""


def vouched_for(archive: Path, copy: Path) -> Vouched:
    """Return what the longer of the two chains that hold says, and of later files what the next event bears out."""
    chain = Holdings.of(archive / "warc").chain()
    told = max(_told_by_rows(archive), _told_by_rows(copy), key=lambda told: told[0])
    last, vouched = told
    vouched.whole = last > 0 and all(link.entry.number <= last for link in chain.links)
    vouched.digests = {**_borne_out(Holdings.of(copy / "warc").chain()), **_borne_out(chain), **vouched.digests}
    return vouched


def _told_by_rows(archive: Path) -> tuple[int, Vouched]:
    """Return how many events a database has, if they are one unbroken chain, and what they say; nothing if not."""
    try:
        engine = open_database(archive / DATABASE_NAME, read_only=True)
    except NotAnArchive:
        return 0, Vouched()
    try:
        with explained_reading("event"), engine.connect() as connection:
            rows = list(iter_table(connection, "event"))
            if not _holds(rows):
                return 0, Vouched()
            digests = {row["detail"]["warc"]: row["detail"]["sha256"] for row in rows if row["kind"] == SEALED}
            files = {row["name"]: row["settled_bytes"] for row in iter_table(connection, "warc_file")}
            still_open = {f"{name}{OPEN_SUFFIX}": size for name, size in files.items() if name not in digests}
            return len(rows), Vouched(digests, still_open)
    except (NotAnArchive, AttributeError, KeyError, TypeError, ValueError):
        return 0, Vouched()  # rows that are none vouch for nothing
    finally:
        engine.dispose()


def _holds(rows: list[Row]) -> bool:
    before: str | None = None
    for number, row in enumerate(rows, 1):
        if row["id"] != number or row["chain_sha256"] != chain_digest(before, row["at"], row["kind"], row["detail"]):
            return False
        before = row["chain_sha256"]
    return True


def _borne_out(chain: Chain) -> dict[str, str]:
    """Return the digests of the sealed files that the event after the seal continues; nothing of the last one."""
    following = {link.entry.number - 1: link.entry.before for link in chain.links}
    return {
        str(link.entry.detail["warc"]): link.sha256 or str(link.entry.detail["sha256"])
        for link in chain.links
        if link.entry.kind == SEALED
        and (link.sha256 or "sha256" in link.entry.detail)
        and following.get(link.entry.number) == link.chain_sha256
    }
