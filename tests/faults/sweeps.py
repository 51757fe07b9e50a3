"""Which points a sweep tries, and what is asked of the archive after each.

A point is a base (an archive as it was before), a part of the script that runs on it, and one injection. After each the archive
is recovered without a flag and checked, then the part is run again to its end and checked against the whole truth.
"""

import random
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.faults import invariants, tracing
from tests.faults.script import FIRST, SECOND, Step
from tests.faults.tracing import Injection

KILL_CALLS: Final = (
    "write,writev,pwrite64,pwritev,fsync,fdatasync,openat,rename,renameat,renameat2,ftruncate,truncate,fallocate,unlink,unlinkat,"
    "mkdir,mkdirat,copy_file_range,sendfile,flock,close"
)
ERRORS: Final = (
    ("write", "ENOSPC"),
    ("write", "EIO"),
    ("write", "EDQUOT"),
    ("pwrite64", "ENOSPC"),
    ("pwrite64", "EIO"),
    ("fsync", "EIO"),
    ("fdatasync", "EIO"),
    ("openat", "EMFILE"),
    ("openat", "ENOSPC"),
    ("mkdir", "ENOSPC"),
    ("rename", "EIO"),
    ("ftruncate", "EIO"),
    ("truncate", "EIO"),
    ("pread64", "EIO"),
    ("mmap", "ENOMEM"),
)
_RECOVERY_SECONDS: Final = 5.0
_ERRORS_PER_CALL: Final = 14
"""Calls that a run makes more often than this fail at every second, third, … of them."""


@dataclass(frozen=True, slots=True)
class Base:
    """An archive to begin from. `acked` had been promised in it, `whole` are the captures that it has when all is done."""

    name: str
    part: str
    whole: tuple[Step, ...]
    acked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to try."""

    base: Base
    part: str
    injection: Injection

    def __str__(self) -> str:
        return f"{self.base.name}/{self.part}/{self.injection}"


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a point: `reached` is False when the run was over before it."""

    point: Point
    reached: bool
    violations: tuple[str, ...]
    message: str = ""
    status: int = 0


@dataclass(slots=True)
class Bench:
    """A folder with the bases, made once, and room for the runs of one process."""

    folder: Path
    bases: list[Base] = field(default_factory=list)

    def make_bases(self, recoveries: int, seed: int) -> None:
        """Make the empty base, one with the first part done, and `recoveries` that a kill left."""
        chance = random.Random(seed)
        (self.folder / "bases" / "empty").mkdir(parents=True)
        self.bases = [Base("empty", "first", FIRST)]
        done = self._copy(self.bases[0], self.folder / "bases" / "first-done")
        ended = tracing.run("first", done, self.folder / "report")
        assert ended.status == 0, ended
        self.bases.append(Base("first-done", "second", (*FIRST, *SECOND), tuple(ended.report["acked"])))
        points = [point for base in self.bases for point in self.kill_points(base, base.part)]
        for point in chance.sample(points, min(2 * recoveries, len(points))):
            if len(self.bases) == 2 + recoveries:
                break
            name = f"killed-{point.base.name}-{point.injection.call}-{point.injection.when}"
            left = self._copy(point.base, self.folder / "bases" / name)
            ended = tracing.run(point.part, left, self.folder / "report", point.injection)
            if ended.killed and any((left / "warc").glob("*")):
                acked = {*point.base.acked, *ended.report.get("acked", ())}
                self.bases.append(Base(name, point.part, point.base.whole, tuple(sorted(acked))))

    def kill_points(self, base: Base, part: str) -> list[Point]:
        """Return every point at which a run of `part` on `base` can be killed."""
        return list(self._points(base, part, KILL_CALLS, [(call, "kill", False) for call in KILL_CALLS.split(",")]))

    def error_points(self, base: Base, part: str) -> list[Point]:
        """Return every point at which a call of it can fail, once and for ever."""
        faults = [(call, fault, onward) for call, fault in ERRORS for onward in (False, True)]
        return list(self._points(base, part, ",".join(dict.fromkeys(call for call, _ in ERRORS)), faults))

    def _points(self, base: Base, part: str, calls: str, faults: Sequence[tuple[str, str, bool]]) -> Iterator[Point]:
        archive = self._copy(base, self.folder / "counted")
        counted = tracing.count_calls(part, archive, self.folder / "report", calls, self.folder / "log")
        for call, fault, onward in faults:
            step = 1 if fault == "kill" else 1 + counted[call] // _ERRORS_PER_CALL
            for when in range(1, counted[call] + 1, step):
                yield Point(base, part, Injection(call, when, fault, onward=onward))

    def _copy(self, base: Base, target: Path) -> Path:
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(self.folder / "bases" / base.name, target)
        return target

    def try_point(self, point: Point, room: Path) -> Result:
        """Run a point in `room` and say what it broke."""
        archive, report = self._copy(point.base, room / "archive"), room / "report"
        before = invariants.counts(archive) if point.base.name == "first-done" else {}
        ended = tracing.run(point.part, archive, report, point.injection)
        acked = {*point.base.acked, *ended.report.get("acked", ())}
        violations = _ending(point.injection, ended)
        message = str(ended.report.get("message") or "")
        again = tracing.run("recover", archive, report)
        if again.status != 0 or again.seconds > _RECOVERY_SECONDS:
            violations.append(f"recovery ended with {again.status} after {again.seconds:.1f} s: {again.report.get('message')}")
        else:
            violations += invariants.check(archive, acked=acked, before=before)
            before = {**before, **invariants.counts(archive)}
            rest = tracing.run(point.base.part, archive, report)
            if rest.status != 0:
                violations.append(f"the run after recovery ended with {rest.status}: {rest.report.get('message')}")
            else:
                acked.update(rest.report["acked"])
                violations += invariants.check(archive, acked=acked, before=before, complete=point.base.whole)
        reached = bool(ended.killed if point.injection.fault == "kill" else ended.hit)
        return Result(point, reached, tuple(violations), message, ended.status)


def _ending(injection: Injection, ended: tracing.Ended) -> list[str]:
    """Say what is wrong with how the disturbed run itself ended."""
    if injection.fault == "kill":
        return [] if ended.killed or ended.status == 0 else [f"ended with {ended.status}: {ended.report.get('message')}"]
    found = []
    if ended.status not in {0, 1}:
        found.append(f"ended with {ended.status}: {ended.report.get('message')}")
    # SQLite keeps to itself a failed sync of its folder and of the checkpoint at close: the synced WAL file still has it all.
    if ended.status == 0 and injection.call in {"fsync", "fdatasync"} and any("/warc" in line for line in ended.hit):
        found.append(f"F06: a failed fsync went unnoticed: {ended.hit[0]}")
    if ended.status == 1 and not ended.report.get("message"):
        found.append("ended without a reason")
    if ended.report.get("stored_after") and "cannot be read" not in ended.report["error"]:
        found.append(f"F06: stored {ended.report['stored_after']} captures after {ended.report['error']}")
    return found
