"""Rebuilds beside the old database, and only a new one that is whole takes its place.

archive.db.rebuilding                what is being made; thrown away where it stays behind
archive.db.before-rebuild-TIME       the old one, kept
"""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from tubancrawl.capture.recorder import DATABASE_NAME
from tubancrawl.capture.warc.writer import sync_folder
from tubancrawl.errors import ArchiveDamaged, NotAnArchive
from tubancrawl.garbage import rarely_collected
from tubancrawl.holdings import Holdings
from tubancrawl.rebuild.replay import Rebuilt, adopt_unnamed, replay
from tubancrawl.store.database import open_database
from tubancrawl.store.emptying import empty, fold_wal, is_empty
from tubancrawl.store.lock import ArchiveLock
from tubancrawl.store.soundness import iter_faults

_SHOWN = 3


@rarely_collected()
def rebuild(
    archive: Path,
    *,
    to: str | None = None,
    replace: bool = False,
    incomplete: bool = False,
    lock: ArchiveLock | None = None,
    progress: Callable[[int], None] = lambda _pages: None,
) -> Rebuilt:
    """Make the database again, in its place or, empty as it must be or with `replace`, in the one that `to` names.

    With `incomplete` what WARC files lack is left out; otherwise they must hold all that their events name. `lock`: the
    archive's, where the caller holds it already.

    Raises NotAnArchive where there are no WARC files, ArchiveLocked, and ArchiveDamaged; the old database then stays.
    """
    if lock is None:
        with ArchiveLock(archive, to) as taken:
            return rebuild(archive, to=to, replace=replace, incomplete=incomplete, lock=taken, progress=progress)
    holdings = Holdings.of(archive / "warc")
    if not holdings.sources:
        raise NotAnArchive(f"{archive}/warc: no WARC files; there is nothing to rebuild from")
    place = archive / DATABASE_NAME
    made: str | Path = to or place.with_name(place.name + ".rebuilding")
    if isinstance(made, Path):
        _throw_away(made)
    rebuilt = _fill(archive, made, holdings, lock, replace=replace, progress=progress)
    wrong = [*rebuilt.damage, *rebuilt.breaks, *(f"{record_id}: no file has it" for record_id in rebuilt.missing)]
    if wrong and not incomplete:
        raise ArchiveDamaged(
            f"{archive}/warc: {len(wrong)} things are missing or damaged: {'; '.join(wrong[:_SHOWN])}. "
            "Repair the files from a copy (`tubancrawl verify --copy DIR`), or take what is left with --incomplete"
        )
    if isinstance(made, Path):
        put_in_place(made, place, "before-rebuild")
    return rebuilt


def _fill(
    archive: Path, made: str | Path, holdings: Holdings, lock: ArchiveLock, *, replace: bool, progress: Callable[[int], None]
) -> Rebuilt:
    engine = open_database(made)
    try:
        if replace:
            empty(engine)
        if not is_empty(engine):
            raise NotAnArchive(f"{made}: it holds rows already; name an empty database, or say --replace")
        rebuilt = replay(holdings, engine, progress=progress)
    finally:
        engine.dispose()
    rebuilt.adopted = adopt_unnamed(archive, made, holdings, lock)
    engine = open_database(made)
    try:
        with engine.connect() as connection:
            if faults := list(iter_faults(connection)):
                raise ArchiveDamaged(f"{made}: the new database is not sound: {faults[0]}; is the disk?")
    finally:
        engine.dispose()
    return rebuilt


def put_in_place(new: Path, place: Path, why: str) -> Path | None:
    """Put a SQLite file in the place of another, atomically; return where the old one is kept, None where there was none."""
    fold_wal(new)
    with new.open("rb") as file:
        os.fsync(file.fileno())
    kept = None
    if place.exists():
        fold_wal(place)
        kept = place.with_name(f"{place.name}.{why}-{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}")
        kept.hardlink_to(place)
        for suffix in ("-wal", "-journal"):  # left where the old one is too damaged to be folded
            if (log := place.with_name(place.name + suffix)).exists():
                log.rename(kept.with_name(kept.name + suffix))
    place.with_name(place.name + "-shm").unlink(missing_ok=True)
    new.replace(place)
    sync_folder(place.parent)
    return kept


def _throw_away(path: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
