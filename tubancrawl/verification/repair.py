"""Repairs an archive from a second copy of its folder. What is damaged is kept in quarantine/ with the reason, never thrown away.

quarantine/NAME.TIME.damaged  NAME.TIME.txt     what lay in warc/ before, and why it was replaced
archive.db.before-repair-TIME                   the database before

WARC files first, each to the digest that a chain of events vouches for; then the database, from the copy's or by a rebuild.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Any

from tubancrawl.capture.recorder import DATABASE_NAME
from tubancrawl.capture.warc.writer import sync_folder
from tubancrawl.errors import ArchiveDamaged, NotAnArchive, UnreadableRecord
from tubancrawl.rebuild import rebuild
from tubancrawl.rebuild.in_place import put_in_place
from tubancrawl.store.lock import ArchiveLock
from tubancrawl.verification.mending import iter_mended
from tubancrawl.verification.problems import Problem
from tubancrawl.verification.verify import Progress, Report, examine, nothing
from tubancrawl.verification.vouched import Vouched, vouched_for

_BLOCK = 1 << 20


@dataclass(slots=True)
class Repaired:
    """What was done, what was wrong before and what still is; and what is wrong with the copy."""

    before: Report
    copy: Report
    """Not looked at deeply, unless its database is put in the place of ours."""
    done: list[str] = field(default_factory=list)
    after: Report = field(default_factory=Report)

    def as_json(self) -> dict[str, Any]:
        """Return it as `verify --copy --json` prints it."""
        return {
            "found": [problem.as_json() for problem in self.before.problems],
            "repaired": self.done,
            "problems": [problem.as_json() for problem in self.after.problems],
            "in_copy": [problem.as_json() for problem in self.copy.problems],
            "notes": self.after.notes,
            "figures": self.after.figures,
            "last_event": self.after.last_event,
        }


def repair(archive: Path, copy: Path, *, deep: bool = True, progress: Progress = nothing) -> Repaired:
    """Repair what is damaged here and good there. Raises ArchiveLocked, and NotAnArchive where `copy` is no archive's folder.

    The rows must be in the folder: a PostgreSQL database has backups of its own.
    """
    if not (copy / "warc").is_dir() or copy.resolve() == archive.resolve():
        raise NotAnArchive(f"{copy}: expected another folder with a copy of the archive: archive.db and warc/")
    with ArchiveLock(archive) as lock:
        repaired = Repaired(examine(archive, deep=deep, progress=progress), examine(copy, progress=progress))
        if not repaired.before.problems:
            repaired.after = repaired.before
            return repaired
        vouched = vouched_for(archive, copy)
        for name in sorted(_names(archive) | _names(copy) | vouched.digests.keys()):
            repaired.done += _mend_file(archive, copy, name, vouched)
        repaired.after = examine(archive, deep=deep, progress=progress)
        if repaired.after.problems:
            repaired.done += _mend_database(archive, copy, lock, repaired.after)
            repaired.after = examine(archive, deep=deep, progress=progress)
        return repaired


def _names(archive: Path) -> set[str]:
    return {path.name for path in (archive / "warc").glob("*")}


def _mend_file(archive: Path, copy: Path, name: str, vouched: Vouched) -> Iterator[str]:
    here, there = archive / "warc" / name, copy / "warc" / name
    digest = vouched.digests.get(name)
    if digest is not None:
        if _sha256(here) != digest:
            made = _made(archive, name, _iter_blocks(there))
            # A gzip header has bytes that no checksum covers: of two records that seem whole, either may be the good one.
            for one, other in ((here, there), (there, here)):
                if _sha256(made) != digest:
                    made = _made(archive, name, iter_mended(one, other))
            yield _put(archive, made, here, "its digest was not the one that the chain of events has", digest)
    elif name in vouched.open:
        # No digest of the whole is known yet, so each record has to hold by itself. What follows was never promised.
        settled = vouched.open[name]
        made = _made(archive, name, chain(iter_mended(here, there, settled), _iter_blocks(here, settled)))
        yield from [] if _sha256(made) == _sha256(here) else [_put(archive, made, here, "records of it were damaged")]
        made.unlink(missing_ok=True)
    elif vouched.whole and here.exists():
        _keep(archive, here, "no event of the archive knows this file")
        here.unlink()
        sync_folder(here.parent)
        yield f"warc/{name}: moved to quarantine/: no event of the archive knows this file"


def _made(archive: Path, name: str, blocks: Iterable[bytes]) -> Path:
    """Write a file beside the archive's, to disk; what could be had of it, if that is not all."""
    (archive / "quarantine").mkdir(exist_ok=True)
    made = archive / "quarantine" / f"{name}.repairing"
    with made.open("wb") as file:
        with suppress(UnreadableRecord):  # the digest shows it
            for block in blocks:
                file.write(block)
        file.flush()
        os.fsync(file.fileno())
    return made


def _put(archive: Path, made: Path, place: Path, why: str, digest: str | None = None) -> str:
    """Put a file in the place of a damaged one, atomically, and keep that; but never one with another digest than `digest`."""
    if digest is not None and _sha256(made) != digest:
        made.unlink()
        return f"warc/{place.name}: not repaired: {why}, and the copy's is not either"
    if place.exists():
        _keep(archive, place, why)
    made.replace(place)
    sync_folder(place.parent)
    return f"warc/{place.name}: repaired: {why}"


def _keep(archive: Path, place: Path, why: str) -> None:
    quarantine = archive / "quarantine"
    quarantine.mkdir(exist_ok=True)
    kept = quarantine / f"{place.name}.{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}.damaged"
    kept.hardlink_to(place)
    kept.with_suffix(".txt").write_text(f"{place.name}: {why}\n", encoding="utf-8")
    sync_folder(quarantine)


def _iter_blocks(path: Path, start: int = 0) -> Iterator[bytes]:
    if path.is_file():
        with path.open("rb") as file:
            file.seek(start)
            while block := file.read(_BLOCK):
                yield block


def _mend_database(archive: Path, copy: Path, lock: ArchiveLock, found: Report) -> Iterator[str]:
    why = f"{len(found.problems)} problems, the first: {found.problems[0]}"
    place = archive / DATABASE_NAME
    if (copy / DATABASE_NAME).exists() and not _would_be_wrong(archive, copy):
        new = place.with_name(place.name + ".repairing")
        new.write_bytes((copy / DATABASE_NAME).read_bytes())
        put_in_place(new, place, "before-repair")
        yield f"{DATABASE_NAME}: replaced by the copy's: {why}"
        return
    try:
        rebuild(archive, lock=lock)
    except ArchiveDamaged as error:
        yield f"{DATABASE_NAME}: not repaired: {error}"
    else:
        yield f"{DATABASE_NAME}: made again from the WARC files: {why}"


def _would_be_wrong(archive: Path, copy: Path) -> list[Problem]:
    """Return what is wrong with the copy's rows over the files here; they must be of the same moment."""
    if (copy / f"{DATABASE_NAME}-wal").exists() and (copy / f"{DATABASE_NAME}-wal").stat().st_size:
        return [Problem(kind="database-unreadable", text="a crawl is writing the copy")]
    return examine(archive, str(copy / DATABASE_NAME), deep=True).problems


def _sha256(path: Path) -> str | None:
    if not path.is_file():
        return None
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
