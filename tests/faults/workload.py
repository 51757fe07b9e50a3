"""A crawl in small, to be killed: records, reads, settles, flushes, seals and closes, and says what it was told is safe.

    python -m tests.faults.workload first|second|recover ARCHIVE REPORT

Started again on the same archive it does what is still missing, as a crawl does. Exit status: 0 done, 1 refused or damaged,
5 held by another, 70 an error that nobody foresaw.
"""

import contextlib
import itertools
import sys
import traceback
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import select

from tests.faults.report import Report
from tests.faults.script import BEGINNING, FIRST, SECOND, WARC_BYTES, Step
from tubancrawl import reprocess, site
from tubancrawl.capture.recorder import Recorder
from tubancrawl.errors import ArchiveLocked, TubancrawlError
from tubancrawl.items import Item
from tubancrawl.parsing import READER_VERSION
from tubancrawl.store.database import reading
from tubancrawl.store.frontier import Frontier
from tubancrawl.store.models import Capture

PARTS: Final[dict[str, tuple[Step, ...]]] = {"first": FIRST, "second": SECOND, "recover": ()}
_FLUSH_EVERY: Final = 2
_UNFORESEEN: Final = 70


def run(archive: Path, report: Report, part: str, database: str | None = None) -> int:
    """Do a part of the script and return the exit status. After an error nothing is tried but to close."""
    report.say(part=part, acked=[], status=None, message=None)
    try:
        clock = _clock(BEGINNING + timedelta(days=part == "second"))
        recorder = Recorder.open(
            archive, database, how="crawl", mode="due", clock=clock, max_warc_bytes=WARC_BYTES, reader_version=READER_VERSION
        )
        try:
            _crawl(recorder, report, PARTS[part], clock)
            recorder.finish(finished_at=clock(), verdict="trusted", reasons=(), figures={"steps": len(PARTS[part])})
        except BaseException as error:
            report.say(error=repr(error))
            # What follows a failure may not promise anything more: the report keeps what it then claims.
            with contextlib.suppress(TubancrawlError):
                before = _stored(recorder)
                recorder.flush()
                report.say(stored_after=_stored(recorder) - before)
            raise
        finally:
            recorder.close()
    except (TubancrawlError, OSError) as error:
        status, message = 5 if isinstance(error, ArchiveLocked) else 1, f"{type(error).__name__}: {error}"
    except Exception:  # noqa: BLE001  # what nobody foresaw is the finding of a sweep
        status, message = _UNFORESEEN, traceback.format_exc()
    else:
        status, message = 0, ""
    report.say(status=status, message=message)
    return status


def _crawl(recorder: Recorder, report: Report, steps: tuple[Step, ...], clock: Callable[[], datetime]) -> None:
    reprocess.adopt(recorder)
    frontier = Frontier(recorder.engine, recorder.crawl_id, mode="due", clock=clock, commit=recorder.commit)
    frontier.open(site.ENTRY_POINTS)
    known = recorder.known(step.record_id for step in steps)
    safe, ready, late = sorted(known), list[str](), list[Item]()
    report.say(acked=safe)
    todo = [step for step in steps if step.record_id not in known]
    for batch in (todo[at : at + _FLUSH_EVERY] for at in range(0, len(todo), _FLUSH_EVERY)):
        frontier.lease(_FLUSH_EVERY)
        came_late, late = late, []
        for step in batch:
            message = recorder.record(step.exchange(), awaits_item=step.read)
            if step.read:
                item = reprocess.read_stored(step.exchange(), message)
                if step.late:
                    late.append(item)
                    continue
                recorder.settle(item)
            ready.append(step.record_id)
        for item in came_late:
            recorder.settle(item)
            ready.append(str(item.record_id))
        report.say(waiting=ready)
        recorder.flush()
        safe += ready
        ready = []
        report.say(acked=safe)
    for item in late:
        recorder.settle(item)
        ready.append(str(item.record_id))
    recorder.flush()
    report.say(acked=[*safe, *ready])


def _stored(recorder: Recorder) -> int:
    with reading(recorder.engine) as session:
        return len(session.scalars(select(Capture.id)).all())


def _clock(begin: datetime) -> Callable[[], datetime]:
    ticks: Iterator[int] = itertools.count()
    return lambda: begin + timedelta(milliseconds=100 * next(ticks))


def main() -> int:
    part, archive, report = sys.argv[1:]
    path = Path(report)
    status = run(Path(archive), Report(path), part)
    if message := Report.read(path)["message"]:
        sys.stderr.write(f"workload: {message}\n")
    return status


if __name__ == "__main__":
    sys.exit(main())
