"""The long fault sweep: kills and fails a small crawl at every system call that matters, and checks the archive after each.

    python -m tests.faults                          all of it, with a table at the end; `make faults`
    python -m tests.faults --write docs/reliability.md
    python -m tests.faults --kinds error --sample 300
    python -m tests.faults --only first-done/second/pwrite64:12:kill     repeats one point

Exit status: 0 nothing was broken, 1 something was, 2 bad usage.
"""

import argparse
import multiprocessing
import os
import random
import re
import shutil
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress

from tests.faults import tracing
from tests.faults.sweeps import Bench, Point, Result
from tests.faults.table import Figures, table, write_tables

SEED = 20261103

_bench: Bench | None = None


def main() -> int:
    arguments = _arguments()
    if reason := tracing.works():
        sys.stderr.write(f"tests.faults: {reason}; apt-get install strace, and let it trace\n")
        return 2
    folder = Path(tempfile.mkdtemp(prefix="tubancrawl-faults-", dir=arguments.folder))
    begun = time.monotonic()
    try:
        tracing.warm_up(_made(folder / "warm"))
        bench = Bench(folder)
        bench.make_bases(arguments.recoveries, arguments.seed)
        results = _tried(bench, _chosen(bench, arguments), arguments.processes)
    finally:
        shutil.rmtree(folder)
    figures = Figures(results, time.monotonic() - begun, arguments.seed)
    say = Console(soft_wrap=True, markup=False, highlight=False).print
    say(table(figures))
    for result in results:
        for violation in result.violations:
            say(f"{violation}\n    again: python -m tests.faults --seed {arguments.seed} --only {result.point}")
    if arguments.messages:
        for message in sorted({re.sub(f"{folder}/\\d+/", "", result.message) for result in results}):
            say(message)
    if arguments.write:
        write_tables(arguments.write, figures)
    return 1 if figures.violations else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--kinds", choices=["kill", "error"], nargs="*", default=["kill", "error"], help="what to do to the run")
    parser.add_argument("--only", help="one point, as a failure names it")
    parser.add_argument("--sample", type=int, help="so many points, chosen by the seed")
    parser.add_argument("--seed", type=int, default=SEED, help="chooses the kills that recovery begins from, and the sample")
    parser.add_argument("--recoveries", type=int, default=10, help="kills that recovery begins from")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--folder", type=Path, default=Path("/dev/shm") if os.access("/dev/shm", os.W_OK) else None)
    parser.add_argument("--messages", action="store_true", help="print every message that a failed run ended with")
    parser.add_argument("--write", type=Path, help="put the table between the marks of this file")
    return parser.parse_args()


def _chosen(bench: Bench, arguments: argparse.Namespace) -> list[Point]:
    points: list[Point] = []
    for base in bench.bases:
        part = "recover" if base.name.startswith("killed-") else base.part
        if "kill" in arguments.kinds:
            points += bench.kill_points(base, part)
        if "error" in arguments.kinds and (part != "recover" or base is bench.bases[-1]):
            points += bench.error_points(base, part)
    if arguments.only:
        points = [point for point in points if str(point) == arguments.only]
        if not points:
            raise SystemExit(f"tests.faults: no point {arguments.only}; with another --seed recovery begins from other kills")
    if arguments.sample is not None:
        points = random.Random(arguments.seed).sample(points, min(arguments.sample, len(points)))
    return points


def _tried(bench: Bench, points: list[Point], processes: int) -> list[Result]:
    # Forked workers: each has imported everything, and runs one child at a time.
    context = multiprocessing.get_context("fork")
    console = Console(stderr=True)
    columns = (*Progress.get_default_columns(), MofNCompleteColumn())
    with (
        context.Pool(processes, _begin, (bench,)) as pool,
        Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar,
    ):
        return list(bar.track(pool.imap_unordered(_try, points, chunksize=4), total=len(points), description="faults"))


def _begin(bench: Bench) -> None:
    global _bench  # noqa: PLW0603  # what each worker has from its start
    _bench = bench


def _try(point: Point) -> Result:
    assert _bench is not None
    return _bench.try_point(point, _made(_bench.folder / str(os.getpid())))


def _made(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    return folder


if __name__ == "__main__":
    sys.exit(main())
