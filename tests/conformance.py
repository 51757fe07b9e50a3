"""Every WARC file that a test wrote, and did not damage itself, is read by two other readers: they must agree with us."""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from fastwarc.warc import ArchiveIterator as FastIterator
from warcio.archiveiterator import ArchiveIterator

from tubancrawl.capture.warc import iter_records

_agreed: set[str] = set()
"""Digests of the files in which the others found what we do; many archives of the tests are copies."""


def of_written_files(folder: Path) -> list[str]:
    """Return the disagreements about the sealed files below `folder`."""
    found = []
    for path, digest in _written_whole(folder):
        if digest not in _agreed:
            said = disagreements(path)
            found += said
            if not said:
                _agreed.add(digest)
    return found


def _written_whole(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield the sealed files, with SHA-256, whose bytes are those that the archive sealed: no test has damaged them."""
    for database in folder.rglob("archive.db"):
        for name, digest in _seals(database):
            path = database.parent / "warc" / name
            if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == digest:
                yield path, digest


def _seals(database: Path) -> list[tuple[str, str]]:
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            return connection.execute("SELECT name, sha256 FROM warc_file WHERE sha256 IS NOT NULL").fetchall()
    except sqlite3.DatabaseError:
        return []  # a test about damaged databases; such a file proves nothing of its WARCs


def disagreements(path: Path) -> list[str]:
    """Return what warcio and fastwarc say against the file, and where they find other records than we do; [] is good."""
    with path.open("rb") as file:
        ours = [record.get("WARC-Record-ID") for record in iter_records(file, path.name)]
    warcio, said = _by_warcio(path)
    fastwarc, also = _by_fastwarc(path)
    found = [*said, *also]
    found += [f"{path.name}: warcio finds {len(warcio)} records, we {len(ours)}"] if warcio != ours else []
    found += [f"{path.name}: fastwarc finds {len(fastwarc)} records, we {len(ours)}"] if fastwarc != ours else []
    return found


def _by_warcio(path: Path) -> tuple[list[str], list[str]]:
    ids, broken = [], []
    with path.open("rb") as file:
        for record in ArchiveIterator(file, check_digests=True):
            ids.append(record.rec_headers.get_header("WARC-Record-ID"))
            while record.raw_stream.read(1 << 20):
                pass
            if record.digest_checker.passed is False:
                broken.append(f"{path.name}: warcio: {ids[-1]}: {record.digest_checker.problems}")
    return ids, broken


def _by_fastwarc(path: Path) -> tuple[list[str], list[str]]:
    ids, broken = [], []
    with path.open("rb") as file:
        for record in FastIterator(file, parse_http=False):
            ids.append(record.headers["WARC-Record-ID"])
            if record.headers.get("WARC-Block-Digest") and not record.verify_block_digest():
                broken.append(f"{path.name}: fastwarc: {ids[-1]}: block digest")
            is_http = (record.headers.get("Content-Type") or "").startswith("application/http")
            if is_http and record.headers.get("WARC-Payload-Digest") and record.headers["WARC-Type"] == "response":
                try:
                    record.parse_http()
                except OSError:
                    continue  # an HTTP head that is larger than fastwarc reads
                broken += [] if record.verify_payload_digest() else [f"{path.name}: fastwarc: {ids[-1]}: payload digest"]
    return ids, broken
