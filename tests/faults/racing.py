"""Starts many writers of one archive at the same moment, again and again, and prints how many held it each time.

python -m tests.faults.racing FOLDER ROUNDS WRITERS [DATABASE_URL]
"""

import os
import sys
from pathlib import Path

from tubancrawl.errors import ArchiveLocked
from tubancrawl.store.lock import ArchiveLock

HELD, REFUSED, BROKE = 0, 5, 1


def race(folder: Path, writers: int, database: str | None) -> list[int]:
    """Return each writer's status: all wait for one byte, and whoever gets the lock keeps it until all have tried."""
    ready, go = os.pipe()
    tried, told = os.pipe()
    over, end = os.pipe()
    children = []
    for _ in range(writers):
        child = os.fork()
        if child == 0:
            status, held = BROKE, list[ArchiveLock]()
            try:
                os.read(ready, 1)
                held.append(ArchiveLock(folder, database))
                status = HELD
            except ArchiveLocked:
                status = REFUSED
            finally:
                os.write(told, b"x")
                os.read(over, 1)
                os._exit(status)
        children.append(child)
    os.write(go, b"x" * writers)
    for _ in range(writers):
        os.read(tried, 1)
    os.write(end, b"x" * writers)
    statuses = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    for end_of_pipe in (ready, go, tried, told, over, end):
        os.close(end_of_pipe)
    return statuses


def main() -> int:
    folder, rounds, writers, *database = sys.argv[1:]
    Path(folder).mkdir(exist_ok=True)
    for _ in range(int(rounds)):
        statuses = race(Path(folder), int(writers), database[0] if database else None)
        sys.stdout.write(f"{statuses.count(HELD)} held, {statuses.count(REFUSED)} refused, {statuses.count(BROKE)} broke\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
