"""Ways to harm an archive, each seeded: bytes, records and files of warc/, rows and cells and bytes of the database."""

import gzip
import hashlib
import json
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from pysqlite3 import dbapi2

from tests.proof.lived import dump
from tubancrawl.capture.warc import Member, iter_members
from tubancrawl.store.database import open_database
from tubancrawl.store.soundness import iter_faults

Mutation = Callable[[Path, random.Random], str]
"""Harms an archive and tells how."""


def _file(archive: Path, chance: random.Random) -> Path:
    return chance.choice(sorted((archive / "warc").iterdir()))


def _records(path: Path) -> tuple[bytes, list[Member]]:
    return path.read_bytes(), list(iter_members(path))


def _joined(data: bytes, members: list[Member]) -> bytes:
    return b"".join(data[member.offset : member.offset + member.length] for member in members)


def flip_byte(archive: Path, chance: random.Random) -> str:
    path = _file(archive, chance)
    data = bytearray(path.read_bytes())
    place = chance.randrange(len(data))
    data[place] ^= 1 << chance.randrange(8)
    path.write_bytes(bytes(data))
    return f"a bit of {path.name} at {place}"


def hole(archive: Path, chance: random.Random) -> str:
    path = _file(archive, chance)
    data = bytearray(path.read_bytes())
    place = chance.randrange(max(1, len(data) - 64))
    data[place : place + 64] = bytes(len(data[place : place + 64]))
    path.write_bytes(bytes(data))
    return f"64 zeros in {path.name} at {place}"


def truncate(archive: Path, chance: random.Random) -> str:
    path = _file(archive, chance)
    data = path.read_bytes()
    place = chance.randrange(len(data))
    path.write_bytes(data[:place])
    return f"{path.name} cut at {place}"


def truncate_at_a_record(archive: Path, chance: random.Random) -> str:
    path = _file(archive, chance)
    data, members = _records(path)
    place = chance.choice(members).offset
    path.write_bytes(data[:place])
    return f"{path.name} cut before a record at {place}"


def drop_record(archive: Path, chance: random.Random) -> str:
    path = _file(archive, chance)
    data, members = _records(path)
    gone = members.pop(chance.randrange(len(members)))
    path.write_bytes(_joined(data, members))
    return f"the record of {path.name} at {gone.offset} dropped"


def double_record(archive: Path, chance: random.Random) -> str:
    path = _file(archive, chance)
    data, members = _records(path)
    again = chance.choice(members)
    members.insert(chance.randrange(len(members) + 1), again)
    path.write_bytes(_joined(data, members))
    return f"the record of {path.name} at {again.offset} doubled"


def swap_records(archive: Path, chance: random.Random) -> str:
    path = _file(archive, chance)
    data, members = _records(path)
    one, other = chance.sample(range(len(members)), 2)
    members[one], members[other] = members[other], members[one]
    path.write_bytes(_joined(data, members))
    return f"records {one} and {other} of {path.name} swapped"


def forge_record(archive: Path, chance: random.Random) -> str:
    """Change a word of an answer and put its digests right, as somebody would who knows how."""
    path = chance.choice([one for one in sorted((archive / "warc").iterdir()) if b"response" in _unpacked(one)])
    data, members = _records(path)
    parts = [data[member.offset : member.offset + member.length] for member in members]
    answers = [place for place, part in enumerate(parts) if b"WARC-Type: response" in gzip.decompress(part)]
    place = chance.choice(answers)
    head, _, rest = gzip.decompress(parts[place]).partition(b"\r\n\r\n")
    block = rest[:-4]
    http, _, body = block.partition(b"\r\n\r\n")
    body = bytes([*body[:-1], body[-1] ^ 1]) if body else body
    http = http if body else http.replace(b"HTTP/1.1", b"HTTP/1.0")
    block = http + b"\r\n\r\n" + body
    for name, covered in ((b"Block", block), (b"Payload", body)):
        digest = hashlib.sha256(covered).hexdigest().encode()
        head = re.sub(rb"(WARC-" + name + rb"-Digest: sha256:)[0-9a-f]+", rb"\g<1>" + digest, head)
    parts[place] = gzip.compress(head + b"\r\n\r\n" + block + b"\r\n\r\n")
    path.write_bytes(b"".join(parts))
    return f"record {place} of {path.name} forged"


def _unpacked(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes())


def append_junk(archive: Path, chance: random.Random) -> str:
    path = _file(archive, chance)
    with path.open("ab") as file:
        file.write(chance.randbytes(chance.randrange(1, 400)))
    return f"junk behind {path.name}"


def drop_file(archive: Path, chance: random.Random) -> str:
    path = _file(archive, chance)
    path.unlink()
    return f"{path.name} dropped"


def double_file(archive: Path, chance: random.Random) -> str:
    path = _file(archive, chance)
    shutil.copy(path, path.with_name(f"tubancrawl-20380101T000000Z-{chance.randrange(10**5):05d}.warc.gz"))
    return f"{path.name} doubled under another name"


def swap_files(archive: Path, chance: random.Random) -> str:
    one, other = chance.sample(sorted((archive / "warc").iterdir()), 2)
    here, there = one.read_bytes(), other.read_bytes()
    one.write_bytes(there)
    other.write_bytes(here)
    return f"{one.name} and {other.name} swapped"


def reopen_file(archive: Path, chance: random.Random) -> str:
    path = _file(archive, chance)
    path.rename(path.with_name(path.name + ".open"))
    return f"{path.name} called .open"


TABLES: Final = ("crawl", "url", "capture", "reading", "article", "version", "photo", "credit", "event", "warc_file")
# Leases are a running crawl's own, and empty when it has ended.
_VOLATILE: Final = {("url", "lease_crawl_id")}


def _connect(archive: Path) -> Any:
    connection = dbapi2.connect(str(archive / "archive.db"), isolation_level=None)
    connection.execute("PRAGMA foreign_keys=OFF")
    return connection


def _row(connection: Any, table: str, chance: random.Random) -> tuple[str, list[Any]]:
    """Return a condition that picks one row, and its values."""
    keys = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[5]]
    rows = connection.execute(f"SELECT {', '.join(keys)} FROM {table} ORDER BY {', '.join(keys)}").fetchall()
    return " AND ".join(f"{key} = ?" for key in keys), list(chance.choice(rows))


def _table(connection: Any, chance: random.Random) -> str:
    return chance.choice([name for name in TABLES if connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] > 1])


def delete_row(archive: Path, chance: random.Random) -> str:
    connection = _connect(archive)
    table = _table(connection, chance)
    where, values = _row(connection, table, chance)
    connection.execute(f"DELETE FROM {table} WHERE {where}", values)
    connection.close()
    return f"row {values} of {table} deleted"


def double_row(archive: Path, chance: random.Random) -> str:
    """Insert a row again under another key; where another column has to be unique, it becomes so."""
    connection = _connect(archive)
    table = _table(connection, chance)
    where, values = _row(connection, table, chance)
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    row = dict(zip(columns, connection.execute(f"SELECT * FROM {table} WHERE {where}", values).fetchone(), strict=True))
    key = "id" if "id" in row else "position" if "position" in row else "name"
    row[key] = row[key] + "x" if isinstance(row[key], str) else 10_000
    for unique in ("record_id", "url"):
        if table in {"capture", "url"} and unique in row:
            row[unique] += "x"
    row |= {name: 10_000 for name in ("number", "reader_version") if name in row}
    marks = ", ".join("?" * len(row))
    connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values()))
    connection.close()
    return f"row {values} of {table} doubled"


def change_cell(archive: Path, chance: random.Random) -> str:
    connection = _connect(archive)
    table = _table(connection, chance)
    where, values = _row(connection, table, chance)
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if (table, row[1]) not in _VOLATILE]
    column = chance.choice(columns)
    (cell,) = connection.execute(f"SELECT {column} FROM {table} WHERE {where}", values).fetchone()
    connection.execute(f"UPDATE {table} SET {column} = ? WHERE {where}", [_changed(cell, chance), *values])
    connection.close()
    return f"{column} of row {values} of {table} changed"


def _changed(cell: Any, chance: random.Random) -> Any:
    if cell is None:
        return chance.choice([1, "x"])
    if isinstance(cell, int):
        return cell + chance.choice([-1, 1, 1000])
    if cell[:1] in {"{", "["} and chance.random() < 0.5:
        value = json.loads(cell)
        return json.dumps({**value, "x": 1} if isinstance(value, dict) else [*value, "x"])
    place = chance.randrange(len(cell) + 1)
    return cell[:place] + "x" + cell[place:]


def swap_cells(archive: Path, chance: random.Random) -> str:
    """Give two rows of a table each other's values."""
    connection = _connect(archive)
    table = chance.choice(["capture", "url", "reading", "event", "version"])
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if not row[5]]
    ids = [row[0] for row in connection.execute(f"SELECT id FROM {table} ORDER BY id")]
    one, other = chance.sample(ids, 2)
    # A UNIQUE column would stand in the way of half a swap; each row keeps its own.
    kept = {"capture": {"record_id"}, "url": {"url"}, "reading": {"capture_id", "reader_version"}}.get(table, set())
    kept |= {"version": {"article_id", "number"}}.get(table, set())
    swapped = [name for name in columns if name not in kept and (table, name) not in _VOLATILE]
    rows = {
        key: connection.execute(f"SELECT {', '.join(swapped)} FROM {table} WHERE id = ?", [key]).fetchone()
        for key in (one, other)
    }
    setting = ", ".join(f"{name} = ?" for name in swapped)
    for key, source in ((one, other), (other, one)):
        connection.execute(f"UPDATE {table} SET {setting} WHERE id = ?", [*rows[source], key])
    connection.close()
    return f"rows {one} and {other} of {table} swapped"


def flip_database_byte(archive: Path, chance: random.Random) -> str:
    path = archive / "archive.db"
    data = bytearray(path.read_bytes())
    place = chance.randrange(len(data))
    data[place] ^= 1 << chance.randrange(8)
    path.write_bytes(bytes(data))
    return f"a bit of archive.db at {place}"


def drop_database(archive: Path, chance: random.Random) -> str:
    (archive / "archive.db").unlink()
    return "archive.db dropped"


def truncate_database(archive: Path, chance: random.Random) -> str:
    path = archive / "archive.db"
    place = chance.randrange(path.stat().st_size)
    path.write_bytes(path.read_bytes()[:place])
    return f"archive.db cut at {place}"


MUTATIONS: Final[tuple[Mutation, ...]] = (
    *(flip_byte, hole, truncate, truncate_at_a_record, drop_record, double_record, swap_records, forge_record, append_junk),
    *(drop_file, double_file, swap_files, reopen_file),
    *(delete_row, double_row, change_cell, change_cell, change_cell, swap_cells),
    *(flip_database_byte, flip_database_byte, truncate_database, drop_database),
)


def harm(archive: Path, pristine: list[str], files: dict[str, bytes], seed: int) -> str | None:
    """Harm an archive as `seed` says, and tell how; None where that changed nothing that it holds."""
    chance = random.Random(seed)
    try:
        told = MUTATIONS[seed % len(MUTATIONS)](archive, chance)
    except dbapi2.IntegrityError:
        return None  # the database would not take it
    if {path.name: path.read_bytes() for path in (archive / "warc").iterdir()} != files:
        return told
    return None if _same(archive, pristine) else told


def _same(archive: Path, pristine: list[str]) -> bool:
    """Tell whether a database still holds the same rows soundly: many of its bytes hold nothing."""
    try:
        engine = open_database(archive / "archive.db", read_only=True)
        try:
            with engine.connect() as connection:
                return not list(iter_faults(connection)) and dump(archive) == pristine
        finally:
            engine.dispose()
    except Exception:  # noqa: BLE001 - whatever keeps it from being read, it is not the same
        return False
