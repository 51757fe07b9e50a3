"""What must be true of an archive whatever was done to it. I1 to I9 as docs/reliability.md numbers them.

Reads the files and the rows by itself (`sqlite3`, `zlib`): a fault of the program's readers must not hide one of its writers.
"""

import hashlib
import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests.faults import model
from tests.faults.script import BY_RECORD, Step
from tests.faults.warc_walk import Broken, Walked, payload_of, walk
from tubancrawl.verification import verify

_COUNTED = ("capture", "reading", "version", "event", "url", "warc_file", "crawl")


@dataclass(frozen=True, slots=True)
class State:
    """An archive as it lies on disk."""

    archive: Path
    records: dict[str, Walked]
    rows: sqlite3.Connection


def check(archive: Path, *, acked: Collection[str], before: Mapping[str, int], complete: Collection[Step] = ()) -> list[str]:
    """Return every violation, in words; [] is good. The archive must be closed, and recovered if it was killed.

    `acked` are the record ids whose flush had returned, `before` the counts that were there earlier, `complete` the steps whose
    captures must all be there, and no others.
    """
    try:
        records = dict(_walk_all(archive / "warc"))
    except Broken as broken:
        return [f"I9 {broken}"]
    with closing(sqlite3.connect(f"file:{archive / 'archive.db'}?mode=ro", uri=True)) as rows:
        state = State(archive, records, rows)
        found = [text for one in CHECKS for text in one(state)]
        found += _acked(state, acked) + _counts_fell(state, before)
        if complete:
            found += _incomplete(state, complete)
    return found


def counts(archive: Path) -> dict[str, int]:
    """Return how many rows each table of facts has."""
    if not (archive / "archive.db").exists():
        return {}
    with closing(sqlite3.connect(f"file:{archive / 'archive.db'}?mode=ro", uri=True)) as rows:
        return {table: rows.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in _COUNTED}


def _walk_all(folder: Path) -> Iterator[tuple[str, Walked]]:
    seen: Counter[str] = Counter()
    for path in sorted(folder.iterdir()):
        if path.suffix == ".open":
            raise Broken(f"{path.name}: still open after the run that wrote it was closed")
        for record in walk(path):
            seen[record.record_id] += 1
            if seen[record.record_id] > 1:
                raise Broken(f"{path.name}: record {record.record_id} for the second time at offset {record.offset}")
            yield record.record_id, record


def _acked(state: State, acked: Collection[str]) -> list[str]:
    known = {row[0] for row in state.rows.execute("SELECT record_id FROM capture")}
    lost = [record_id for record_id in acked if record_id not in known or record_id not in state.records]
    return [f"I1 {record_id} ({BY_RECORD[record_id].url}) was promised and is lost" for record_id in lost]


def captures_lie_where_rows_say(state: State) -> Iterator[str]:
    """I2: the row's place holds the record, and its bytes have the row's digests and are those that the server sent."""
    columns = "record_id, url, captured_at, warc, warc_offset, warc_length, payload_sha256"
    for record_id, url, at, warc, offset, length, digest in state.rows.execute(f"SELECT {columns} FROM capture"):
        record, step = state.records.get(record_id), BY_RECORD[record_id]
        if record is None:
            yield f"I2 {record_id}: a row without a record"
            continue
        if (record.file, record.offset, record.url) != (warc, offset, url) or not record.length <= length:
            yield f"I2 {record_id}: row says {warc} {offset} {length}, it lies in {record.file} {record.offset} {record.length}"
        payload = payload_of(step.response)
        if record.kind == "response" and record.block != step.response:
            yield f"I2 {record_id}: the record's bytes are not those that were sent"
        if digest != (hashlib.sha256(payload).hexdigest() if payload else None):
            yield f"I2 {record_id}: payload digest {digest} is not that of the bytes sent"
        if at != model.micros(step.at):
            yield f"I10 {record_id}: captured at {at}, expected {model.micros(step.at)}"


def nothing_lies_unknown(state: State) -> Iterator[str]:
    """I1: each answer that is in a WARC file is in the database too."""
    known = {row[0] for row in state.rows.execute("SELECT record_id FROM capture")}
    yield from (f"I1 {record_id}: lies in WARC without a row" for record_id in BY_RECORD.keys() & state.records.keys() - known)


def versions_are_the_models(state: State) -> Iterator[str]:
    """I3 and I4: the versions are what the reference model makes of the captures, as often as the rows say."""
    rows = state.rows.execute(
        "SELECT u.url, v.number, v.first_captured_at, v.last_captured_at, json_extract(r.item, '$.headline'), v.content_sha256, "
        "a.versions FROM version v JOIN article a ON a.id = v.article_id JOIN reading r ON r.id = v.reading_id "
        "JOIN url u ON u.id = r.url_id ORDER BY u.url, v.number"
    ).fetchall()
    got = [model.ModelVersion(url=row[0], number=row[1], first=row[2], last=row[3], headline=row[4]) for row in rows]
    wanted = model.versions(_captured(state))
    yield from (f"I4 version missing: {version}" for version in wanted if version not in got)
    yield from (f"I4 version too much: {version}" for version in got if version not in wanted)
    digests = {(row[0], row[1]): row[5] for row in rows}
    yield from (
        f"I3 {url}: version {number} equals the one before"
        for (url, number), d in digests.items()
        if digests.get((url, number - 1)) == d
    )
    last = {row[0]: (row[1], row[6]) for row in rows}
    yield from (
        f"I4 {url}: {stated} versions stated, {number} there" for url, (number, stated) in last.items() if number != stated
    )


def outcomes_are_the_scripts(state: State) -> Iterator[str]:
    """I4: what each capture was taken for."""
    wanted = model.outcomes(BY_RECORD.values())
    for record_id, outcome in state.rows.execute("SELECT record_id, outcome FROM capture"):
        if outcome != wanted[record_id] and outcome != "unreadable":
            yield f"I4 {record_id}: outcome {outcome}, expected {wanted[record_id]}"


def no_address_vanishes(state: State) -> Iterator[str]:
    """I5: every address asked or named is known, and is due, leased, or was visited."""
    columns = "url, due_at, lease_crawl_id, visited_crawl_id"
    rows = {url: moments for url, *moments in state.rows.execute(f"SELECT {columns} FROM url")}
    for url in sorted(model.addresses(_captured(state))):
        if url not in rows:
            yield f"I5 {url} was discovered and is unknown"
        elif rows[url] == [None, None, None]:
            yield f"I5 {url} is neither due nor leased nor visited"


def sealed_files_are_unchanged(state: State) -> Iterator[str]:
    """I6: each file has a row that seals it, and the digest that the row states."""
    rows = dict(state.rows.execute("SELECT name, sha256 FROM warc_file WHERE sealed_at IS NOT NULL").fetchall())
    for path in (state.archive / "warc").iterdir():
        if rows.get(path.name) != hashlib.sha256(path.read_bytes()).hexdigest():
            yield f"I6 {path.name}: sealed as {rows.get(path.name)}, it is another"
    yield from (f"I6 {name}: sealed and gone" for name in rows if not (state.archive / "warc" / name).exists())


def the_database_is_whole(state: State) -> Iterator[str]:
    """I8."""
    yield from (f"I8 {row[0]}" for row in state.rows.execute("PRAGMA integrity_check") if row[0] != "ok")
    yield from (f"I8 foreign key {row}" for row in state.rows.execute("PRAGMA foreign_key_check"))
    for (detail,) in state.rows.execute("SELECT detail FROM event"):
        json.loads(detail)


def the_archive_proves_itself(state: State) -> Iterator[str]:
    """Last, and the program's own word: every capture read again, and the database made again and compared row by row."""
    for problem in verify(state.archive, deep=True):
        yield f"verify: {problem}"


CHECKS: list[Callable[[State], Iterator[str]]] = [
    captures_lie_where_rows_say,
    nothing_lies_unknown,
    versions_are_the_models,
    outcomes_are_the_scripts,
    no_address_vanishes,
    sealed_files_are_unchanged,
    the_database_is_whole,
    the_archive_proves_itself,
]
"""All that is asked of an archive by itself."""


def _captured(state: State) -> list[Step]:
    return [BY_RECORD[row[0]] for row in state.rows.execute("SELECT record_id FROM capture WHERE outcome <> 'unreadable'")]


def _counts_fell(state: State, before: Mapping[str, int]) -> list[str]:
    now = counts(state.archive)
    return [f"I7 {table} fell from {count} to {now[table]} rows" for table, count in before.items() if now[table] < count]


def _incomplete(state: State, steps: Collection[Step]) -> list[str]:
    rows = {row[0] for row in state.rows.execute("SELECT record_id FROM capture WHERE outcome <> 'unreadable'")}
    wanted = {step.record_id for step in steps}
    return [f"I1 {record_id}: still not there when all was done again" for record_id in wanted - rows]
