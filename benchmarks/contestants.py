"""Who runs: each contestant is a command, timed from outside."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from benchmarks.usage import usage_of

BIN = Path(sys.executable).parent
ROOT = Path(__file__).parent.parent
ONE_PROCESS = "this crawl, in one process"

_ELAPSED = re.compile(r"'elapsed_time_seconds': ([\d.]+)")

_ANSWERS = re.compile(r"'downloader/response_status_count/200': (\d+)")


@dataclass(frozen=True)
class Result:
    """One run: `seconds` from the first page to the last, start-up left out; CPU and memory of the whole command."""

    pages: int
    seconds: float
    cpu_seconds: float
    peak_megabytes: float

    @property
    def pages_per_second(self) -> float:
        return self.pages / self.seconds

    @property
    def cpu_ms_per_page(self) -> float:
        return self.cpu_seconds / self.pages * 1000


@dataclass(frozen=True)
class Contestant:
    """A name for the table, and how to run it once."""

    name: str
    run: Callable[[], Result]


def contestants(site: Path, address: str, work: Path) -> list[Contestant]:
    """Return all of them, the floor first."""
    urls = (site / "urls.txt").read_text().split()
    local = work / "urls.txt"
    local.write_text("\n".join(url.replace("https://tubankab.go.id", address) for url in urls))
    recording = work / "archive" / "warc"

    def peer(spider: str, *feed: str) -> Result:
        return _scrapy(
            ["runspider", str(ROOT / "benchmarks" / f"{spider}.py"), "-a", f"urls={local}", *feed],
            len(urls),
            work / "scrapy.log",
            cwd=work,
        )

    def crawl(readers: int) -> Result:
        shutil.rmtree(work / "archive", ignore_errors=True)
        return _crawl(work / "archive", site, address, len(urls), readers)

    def take(workers: int) -> Result:
        shutil.rmtree(work / "imported", ignore_errors=True)
        return _import(recording, work / "imported", len(urls), workers)

    return [
        Contestant("bare Scrapy, yields nothing", lambda: peer("bare")),
        Contestant("Scrapy, fields to JSON Lines", lambda: peer("fields", "-O", f"{work / 'fields.jsonl'}")),
        Contestant(ONE_PROCESS, lambda: crawl(0)),
        Contestant("this crawl, with one reader process", lambda: crawl(1)),
        Contestant("import of its recording, in one process", lambda: take(1)),
        Contestant("import of its recording, two processes reading", lambda: take(2)),
    ]


def large_crawl(site: Path, address: str, work: Path) -> Contestant:
    """Return the crawl alone, of another site."""
    pages = len((site / "urls.txt").read_text().split())
    return Contestant(ONE_PROCESS, lambda: _crawl(work / "large-archive", site, address, pages, 0))


def _crawl(archive: Path, site: Path, address: str, pages: int, readers: int) -> Result:
    settings = {
        "ARCHIVE": archive,
        "CONNECT_TO": f"tubankab.go.id={address}",
        "DOWNLOAD_DELAY": 0,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
        "OPERATOR_CONTACT": "https://example.org/benchmark",
        "READERS": readers,
    }
    words = [word for name, value in settings.items() for word in ("-s", f"{name}={value}")]
    return _scrapy(["crawl", "tubankab", "-a", f"urls={site / 'urls.txt'}", *words], pages, archive.with_suffix(".log"), cwd=ROOT)


def _scrapy(words: list[str], pages: int, log: Path, *, cwd: Path) -> Result:
    """Run Scrapy: in ROOT with the project's settings, elsewhere with stock ones."""
    log.unlink(missing_ok=True)
    cpu, peak = _timed([str(BIN / "scrapy"), *words, "-L", "INFO", "--logfile", str(log)], cwd)
    text = log.read_text()
    elapsed, answers = _ELAPSED.search(text), _ANSWERS.search(text)
    if elapsed is None or answers is None or int(answers[1]) < pages:
        sys.exit(f"benchmarks: {' '.join(words)}: expected {pages} answers with status 200; see {log}")
    return Result(pages, float(elapsed[1]), cpu, peak)


def _import(recording: Path, archive: Path, pages: int, workers: int) -> Result:
    command = [str(BIN / "tubancrawl"), "--archive", str(archive)]
    cpu, peak = _timed([*command, "import", "--workers", str(workers), str(recording)], ROOT)
    told = json.loads(subprocess.run([*command, "status", "--json"], capture_output=True, check=True).stdout)
    began, ended = (datetime.fromisoformat(told["crawls"][0][name]) for name in ("started_at", "finished_at"))
    return Result(pages, (ended - began).total_seconds(), cpu, peak)


def _timed(command: list[str], cwd: Path) -> tuple[float, float]:
    """Run a command that has to succeed; return its CPU seconds and its peak memory in MB, as benchmarks.usage counts them."""
    used = usage_of(command, cwd=cwd, env={**os.environ, "PYTHONPATH": str(ROOT)})
    if used.status:
        sys.exit(f"benchmarks: {' '.join(command)} ended with {used.status}")
    return used.cpu_seconds, used.peak_megabytes
