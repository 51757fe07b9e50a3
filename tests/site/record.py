"""Records the miniature at each date of its timeline, through the real spider over loopback, with the clock set to that date.

    python -m tests.site.record FOLDER

makes FOLDER/<date>.warc.gz for each date. What is recorded is synthetic but for the seed article; the responses' bytes, headers
and times are as a crawl of that date would have kept them.
"""

import shutil
import sys
import tempfile
from datetime import UTC, date, datetime, time
from pathlib import Path

import time_machine

from tests.crawling import crawl
from tests.site.server import serve
from tests.site.timeline import DATES, MAINTENANCE


def record(archive: Path, day: date) -> tuple[Path, str]:
    """Crawl into an archive that knows the days before, as a scheduled crawl does; return the new WARC file and the verdict."""
    before = set(archive.glob("warc/*"))
    with serve(at=day) as site, time_machine.travel(datetime.combine(day, time(6), UTC), tick=True):
        crawled = crawl(archive, mode="all", CONNECT_TO=f"tubankab.go.id={site.url}")
    [warc] = set(archive.glob("warc/*")) - before
    return warc, crawled.verdict


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as archive:
        for day in sorted([*DATES, MAINTENANCE]):
            warc, verdict = record(Path(archive), day)
            target = folder / f"{day}.warc.gz"
            shutil.copyfile(warc, target)
            print(f"{target}: {verdict}, {target.stat().st_size / 1000:.0f} kB")  # noqa: T201  # a script that reports


if __name__ == "__main__":
    main(Path(sys.argv[1]))
