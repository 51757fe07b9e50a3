"""Stored captures read again by today's reader, without a request. Only what no reader of its version has read is taken.

And pictures without a hash of today's hasher, which has a version of its own.
An article's captures are stored in one transaction, so it may be stopped anywhere and goes on when it is run again.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tubancrawl.capture.recorder import Recorder
from tubancrawl.errors import NotAnArchive
from tubancrawl.garbage import rarely_collected
from tubancrawl.parsing import READER_VERSION
from tubancrawl.parsing.hasher import HASHER
from tubancrawl.reprocess.places import Unread, read_places
from tubancrawl.reprocess.pool import Pool
from tubancrawl.reprocess.probes import Probes
from tubancrawl.reprocess.report import Report
from tubancrawl.store.captures import iter_captures
from tubancrawl.store.database import ReadingSession, open_database, reading
from tubancrawl.store.rereading import LastReading, last_readings, unread_stretches, version_counts
from tubancrawl.store.status import older_readings
from tubancrawl.store.unit import Unit, unit_of

_STRETCH = 64
"""Captures sent to a process, and stored, at a time; more where one article has more."""

Progress = Callable[[int, int], None]
"""Told how many captures are done, and of how many."""


@rarely_collected()
def preview_reading(
    archive: Path, database: str | None, *, workers: int, samples: int, on_progress: Progress = lambda _done, _all: None
) -> Report:
    """Return what reading again would change. Writes nothing and takes no lock. Raises NotAnArchive."""
    report = Report(READER_VERSION, samples)
    engine = open_database(_database(archive, database), read_only=True)
    try:
        with reading(engine) as session:
            plan = unread_stretches(session, READER_VERSION, hasher=HASHER, size=_STRETCH)
            stretches = (last_readings(session, ids) for ids in plan)
            probes = _probes(archive, session)
            for before, after in _read(archive, stretches, probes, workers=workers, report=report, done=_told(on_progress, plan)):
                _count_versions(report, version_counts(session, before, after))
    finally:
        engine.dispose()
    return report


@rarely_collected()
def read_again(
    archive: Path, database: str | None, *, workers: int, samples: int, on_progress: Progress = lambda _done, _all: None
) -> Report:
    """Add this reader's readings, and recompute the versions that they touch, with the original times; return what changed.

    Raises NotAnArchive, ArchiveLocked, and ArchiveDamaged when nothing can be stored any more.
    """
    report = Report(READER_VERSION, samples)
    _expect_archive(archive, database)
    with Recorder.open(
        archive, database, how="reprocess", mode="all", reader_version=READER_VERSION, begins_run=False
    ) as recorder:
        with reading(recorder.engine) as session:
            plan = unread_stretches(session, READER_VERSION, hasher=HASHER, size=_STRETCH)
            probes = _probes(archive, session)

        def stretches() -> Iterator[list[LastReading]]:
            for ids in plan:
                with reading(recorder.engine) as session:
                    stretch = last_readings(session, ids)
                yield stretch

        for before, after in _read(archive, stretches(), probes, workers=workers, report=report, done=_told(on_progress, plan)):
            with reading(recorder.engine) as session:
                _count_versions(report, version_counts(session, before, after))
            recorder.add_readings(after.values())
        if report.captures:
            recorder.note("read again", {"reader_version": READER_VERSION, "captures": report.captures})
    return report


def hint(recorder: Recorder) -> str | None:
    """Return what to tell whoever adds to an archive that an older reader read; None where there is nothing to tell."""
    with reading(recorder.engine) as session:
        count = older_readings(session, READER_VERSION)
    return f"{count} captures were read by an older reader; `tubancrawl reprocess` reads them again" if count else None


def _read(
    archive: Path,
    stretches: Iterator[list[LastReading]],
    probes: Probes,
    *,
    workers: int,
    report: Report,
    done: Callable[[int], None],
) -> Iterator[tuple[list[LastReading], dict[str, Unit]]]:
    """Yield each stretch with its new readings by record id, once the report has counted them."""
    jobs = ((stretch, (archive / "warc", [one.capture for one in stretch], probes)) for stretch in stretches)
    with Pool(workers) as pool:
        for before, items in pool.in_order(read_places, jobs):
            after: dict[str, Unit] = {}
            for one, item in zip(before, items, strict=True):
                if isinstance(item, Unread):
                    report.damage.append(item.reason)
                    continue
                unit = after[one.capture.record_id] = unit_of(None, item)
                report.count(one, unit)
            yield before, after
            done(len(before))


def _probes(archive: Path, session: ReadingSession) -> Probes:
    return Probes.in_archive(archive / "warc", iter_captures(session, kind="probe"))


def _count_versions(report: Report, counts: tuple[int, int]) -> None:
    report.versions_before += counts[0]
    report.versions_after += counts[1]


def _told(on_progress: Progress, plan: Sequence[Sequence[int]]) -> Callable[[int], None]:
    total = sum(map(len, plan))
    done = 0
    on_progress(0, total)

    def add(count: int) -> None:
        nonlocal done
        done += count
        on_progress(done, total)

    return add


def _database(archive: Path, database: str | None) -> str | Path:
    return database or archive / "archive.db"


def _expect_archive(archive: Path, database: str | None) -> None:
    """Raise NotAnArchive where there is nothing to read again: opening for writing would make an archive."""
    if database is None and not (archive / "archive.db").is_file():
        raise NotAnArchive(f"{archive / 'archive.db'}: no such file; a crawl or `tubancrawl import` makes an archive")
