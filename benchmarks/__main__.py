"""The referee: this program and plain Scrapy on the same pages, from the same server, in one run.

    python -m benchmarks [--pages 2000] [--rounds 3] [--large 20000] [--write docs/speed.md]

Generates a site of pages of about 42 KB, serves it with nginx on loopback, and runs each contestant as the command that a user
would type, the rounds interleaved. Ratios are to the bare spider of the same run; absolute times say as much of the machine.
"""

import argparse
import gzip
import os
import platform
import shutil
import tempfile
from importlib.metadata import version
from pathlib import Path
from statistics import median

from benchmarks.contestants import ONE_PROCESS, Contestant, Result, contestants, large_crawl
from benchmarks.server import nginx
from tests.site import scale


def generated(folder: Path, pages: int) -> Path:
    """Write a site and, beside each page, the gzip that nginx serves of it."""
    scale.write(folder, pages)
    for path in [*folder.rglob("*.html"), *folder.rglob("*.xml")]:
        path.with_name(path.name + ".gz").write_bytes(gzip.compress(path.read_bytes(), 6, mtime=0))
    return folder


def rounds_of(entries: list[Contestant], rounds: int) -> dict[str, list[Result]]:
    """Run every contestant `rounds` times, interleaved, so that what the machine does meanwhile hits all alike."""
    results: dict[str, list[Result]] = {entry.name: [] for entry in entries}
    for number in range(1, rounds + 1):
        for entry in entries:
            result = entry.run()
            results[entry.name].append(result)
            print(f"round {number}  {entry.name:<44} {result.pages_per_second:7.0f} pages/s")
    return results


def table(results: dict[str, list[Result]]) -> str:
    """Return the medians as a Markdown table."""
    floor = median(result.pages_per_second for result in next(iter(results.values())))
    lines = ["| contestant | pages/s, of the bare spider's | CPU ms a page | peak memory, MB |", "| --- | --- | --- | --- |"]
    for name, runs in results.items():
        ratio = median(run.pages_per_second for run in runs) / floor
        cpu = median(run.cpu_ms_per_page for run in runs)
        memory = max(run.peak_megabytes for run in runs)
        lines.append(f"| {name} | {ratio:.2f} | {cpu:.2f} | {memory:.0f} |")
    return "\n".join(lines)


def report(pages: int, rounds: int, measured: str, memory: str) -> str:
    """Return docs/speed.md."""
    return f"""# What does it cost?

Made by `make bench`; do not edit. {pages} pages of about 42 KB from nginx on loopback, {rounds} interleaved rounds, medians;
{_machine()}.
Read the ratios; absolute times say as much of the machine as of the program.

{measured}

*This crawl* is everything: robots.txt, exact bytes to WARC with a shared fsync, reading, pipelines, versions, links and the
frontier in SQLite with synchronous=FULL; `DOWNLOAD_DELAY=0`, 16 requests at once. *Bare* is Scrapy with stock settings whose
callback yields nothing. *Fields* is Scrapy with selectors written for this one template, to JSON Lines. *Import* takes the
recording of the crawl into a new archive. CPU is of the whole command, start-up and reader processes included.

{memory}
"""


def _machine() -> str:
    return f"{os.cpu_count()} cores, Python {platform.python_version()}, Scrapy {version('scrapy')}, lxml {version('lxml')}"


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--large", type=int, default=20000, help="pages of the memory run; 0 leaves it out")
    parser.add_argument("--write", type=Path, help="write the report to this file as well")
    wanted = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="tubancrawl-bench-"))
    work.chmod(0o755)  # nginx reads as another user
    try:
        site = generated(work / "site", wanted.pages)
        with nginx(site, work / "nginx") as address:
            results = rounds_of(contestants(site, address, work), wanted.rounds)
        memory = _memory(work, wanted.large, results) if wanted.large else ""
        text = report(wanted.pages, wanted.rounds, table(results), memory)
    finally:
        shutil.rmtree(work)
    print(text)
    if wanted.write:
        wanted.write.write_text(text)


def _memory(work: Path, pages: int, results: dict[str, list[Result]]) -> str:
    site = generated(work / "large", pages)
    with nginx(site, work / "nginx-large") as address:
        large = large_crawl(site, address, work).run()
    runs = results[ONE_PROCESS]
    small = max(run.peak_megabytes for run in runs)
    return f"Memory of the crawl: {small:.0f} MB at {runs[0].pages} pages, {large.peak_megabytes:.0f} MB at {pages}."


if __name__ == "__main__":
    main()
