"""An archive with a past: several runs, edits, robots refusals, errors, a killed writer, a page that nobody read. Synthetic."""

import multiprocessing
import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from click.testing import CliRunner
from sqlalchemy import Connection

from tests.capture.test_recorder import numbered, recording
from tests.crawling import crawl
from tests.static_site import Answer, serve_pages
from tubancrawl.capture.recorder import Recorder
from tubancrawl.cli import cli
from tubancrawl.parsing import READER_VERSION
from tubancrawl.store.database import open_database
from tubancrawl.store.dump import iter_lines

ROBOTS = Answer(b"User-agent: *\nDisallow: /entry/rahasia\n", headers={"Content-Type": "text/plain"})
SLUGS = ("panen-jagung", "pasar-baru", "jalan-desa", "sekolah-pantai")


def article(slug: str, *, more: str = "") -> Answer:
    headline = slug.replace("-", " ").title() + " Diresmikan Bupati"
    paragraphs = [
        f"Tubankab - Pemerintah Kabupaten Tuban meresmikan {slug.replace('-', ' ')} pada Rabu (18/07) di hadapan warga desa.",
        f"Bupati menyampaikan bahwa pembangunan itu selesai lebih cepat dari rencana semula berkat kerja bersama.{more}",
        "“Kami berharap warga ikut merawatnya,” ujarnya di hadapan para undangan yang hadir sejak pagi hari. (dewi ayu/hei)",
    ]
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return Answer(
        f"<!DOCTYPE html><html><head><title>{headline}</title></head><body><article><h1>{headline}</h1>"
        f"<ul class=meta><li>18 July 2018 09:00</li></ul><div class=body>{body}</div></article></body></html>".encode()
    )


def listing(*paths: str) -> Answer:
    return Answer(
        ("<html><body><ul>" + "".join(f'<li><a href="{path}">x</a></li>' for path in paths) + "</ul></body></html>").encode()
    )


def pages(*, edited: bool) -> dict[str, Answer]:
    paths = [f"/entry/{slug}" for slug in (*SLUGS, "rahasia", "hilang", "pindah", "rusak")]
    found = {f"/entry/{slug}": article(slug) for slug in SLUGS}
    if edited:
        found["/entry/panen-jagung"] = article("panen-jagung", more=" Jumlahnya dikoreksi.")
    return {
        "/": listing(*paths),
        "/robots.txt": ROBOTS,
        "/entry/pindah": Answer(status=301, headers={"Location": "/entry/pasar-baru"}),
        "/entry/rusak": Answer(b"error", status=500),
        **found,
    }


def live(archive: Path, *, imported: Sequence[Path] = ()) -> Path:
    """Make such an archive, and return it."""
    for edited in (False, True):
        with serve_pages(pages(edited=edited)) as site:
            crawl(archive, mode="all", CONNECT_TO=f"tubankab.go.id={site.url}")
    in_a_process(_record_and_die, archive)
    with serve_pages(pages(edited=True)) as site:
        crawl(archive, mode="all", CONNECT_TO=f"tubankab.go.id={site.url}")
    with recording(archive, reader_version=READER_VERSION) as recorder:
        recorder.record(numbered(9), awaits_item=True)
    for path in imported:
        run(archive, "import", str(path))
    return archive


def _record_and_die(archive: Path) -> None:
    recorder = Recorder.open(archive, how="crawl", mode="all", reader_version=READER_VERSION)
    for number in range(3):
        recorder.record(numbered(number, _response(article(SLUGS[number]))), awaits_item=False)
        if number == 0:
            recorder.flush()
    os.kill(os.getpid(), signal.SIGKILL)


def _response(answer: Answer) -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(answer.body)}\r\n\r\n"
    return head.encode() + answer.body


def in_a_process(what: object, *words: object) -> None:
    process = multiprocessing.get_context("fork").Process(target=what, args=words)  # type: ignore[arg-type]  # a function
    process.start()
    process.join(60)


def run(archive: Path, *words: str, status: int = 0) -> str:
    """Run a command of tubancrawl and return what it printed."""
    result = CliRunner().invoke(cli, ["--archive", str(archive), *words])
    assert result.exit_code == status, (result.output, result.exception)
    return result.stdout


def dump(archive: Path, database: str | Path | None = None) -> list[str]:
    """The logical dump of an archive's database."""
    with connected(database or archive / "archive.db") as connection:
        return list(iter_lines(connection))


@contextmanager
def connected(database: str | Path) -> Iterator[Connection]:
    engine = open_database(database, read_only=True)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def warc_bytes(archive: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((archive / "warc").iterdir())}
