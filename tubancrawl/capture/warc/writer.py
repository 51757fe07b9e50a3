"""Appends exchanges to WARC files and says where each went. What `sync` has returned for is on disk; nothing else is promised."""

import hashlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

from tubancrawl.capture.exchange import Exchange
from tubancrawl.capture.incoming import MAX_HEAD_BYTES
from tubancrawl.capture.warc.build import (
    body_digest,
    event_record,
    failure_record,
    member,
    request_record,
    response_record,
    revisit_record,
    warcinfo_record,
)
from tubancrawl.capture.warc.revisit import Revisit
from tubancrawl.errors import ArchiveDamaged

if TYPE_CHECKING:
    from tubancrawl.capture.warc.stored import StoredExchange

_T = TypeVar("_T")

OPEN_SUFFIX = ".open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a record group lies: `length` bytes from `offset` in the file `warc`, named as it is once sealed."""

    record_id: str
    warc: str
    offset: int
    length: int


def warc_path(folder: Path, name: str) -> Path:
    """Return where the file that rows call `name` is now: sealed, or with `.open` while it is written."""
    sealed = folder / name
    return sealed if sealed.exists() else folder / (name + OPEN_SUFFIX)


class WarcWriter:
    """Appends to one file at a time below `folder`, a new one for each run and whenever `max_bytes` is passed.

    The exchange that would follow then has `on_full` called first, which has to seal; by itself it is `seal`.

    After any failed write or fsync the writer is poisoned: every later call raises ArchiveDamaged, because what the disk
    then holds is not known (Linux may drop the pages of a failed fsync). `info` becomes the warcinfo record of each file.
    """

    def __init__(
        self,
        folder: Path,
        *,
        prefix: str,
        max_bytes: int,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
        info: Mapping[str, str],
        on_full: Callable[[], object] | None = None,
    ) -> None:
        self._folder = folder
        self._prefix = prefix
        self._max_bytes = max_bytes
        self._clock = clock
        self._new_id = new_id
        self._info = dict(info)
        self._on_full = on_full or self.seal
        self._file: int | None = None
        self._name = ""
        self._size = 0
        self._sha256 = hashlib.sha256()
        self._synced_size = 0
        self._on_disk: dict[str, int] = {}
        self._poison: str | None = None

    def append(
        self, exchange: Exchange, *, payload_digest: str | None = None, revisit: Revisit | None = None, with_request: bool = True
    ) -> Place:
        """Write an exchange's records in one write. Durable only after `sync`. Raises ArchiveDamaged.

        `payload_digest` is `body_digest` of the answer, if the caller has it. With `revisit` the body is left out. `with_request`
        False leaves out what was sent: for a revisit, where the archive has the same request already.
        """
        members = []
        if revisit is not None:
            members.append(member(revisit_record(exchange, revisit)))
        elif exchange.response:
            coded = b"\ncontent-encoding:" in exchange.response[:MAX_HEAD_BYTES].lower()
            record = response_record(exchange, payload_digest or body_digest(exchange.response))
            members.append(member(record, coded=coded))
        else:
            members.append(member(failure_record(exchange)))
        if exchange.request and with_request:
            members.append(member(request_record(exchange, record_id=self._new_id())))
        return self._write(exchange.record_id, b"".join(members))

    def copy(self, stored: "StoredExchange") -> Place:
        """Write another file's record group byte for byte: ids, dates and digests stay. Durable only after `sync`."""
        members = (record.member or member(record.raw) for record in stored.records)
        return self._write(stored.record_id, b"".join(members))

    def sync(self) -> dict[str, int]:
        """Force what was appended to disk; return each file of this run -> its bytes on disk.

        Raises ArchiveDamaged when the disk refuses, and never tries again.
        """
        self._refuse_if_poisoned()
        if self._file is not None and self._synced_size != self._size:
            self._guarded("fsync", os.fsync)
            self._synced_size = self._on_disk[self._name] = self._size
        return dict(self._on_disk)

    @property
    def name(self) -> str | None:
        """The file that is being written; None between two."""
        return self._name if self._file is not None else None

    def append_event(self, number: int, told: bytes, *, moment: datetime) -> None:
        """Write what the archive did, as JSON. It never fills a file: it speaks of what lies before it. Durable after `sync`."""
        self._refuse_if_poisoned()
        if self._file is None:
            self._begin()
        self._append_bytes(member(event_record(number, told, record_id=self._new_id(), moment=moment)))

    def seal(self) -> str:
        """Sync and close the file being written and take `.open` off its name; a later append begins a new one.

        Return the SHA-256 of the whole file, in hexadecimal; "" where none was being written.
        """
        if self._file is None:
            return ""
        self.sync()
        self._guarded("close", os.close)
        self._file = None
        path = self._folder / (self._name + OPEN_SUFFIX)
        try:
            path.rename(self._folder / self._name)
            sync_folder(self._folder)
        except OSError as error:
            self._damaged("rename", error)
        return self._sha256.hexdigest()

    def close(self) -> None:
        """Seal, or after a failure just let go of the file, which keeps its `.open` for the next start to look at."""
        if self._poison is None:
            self.seal()
        elif self._file is not None:
            os.close(self._file)
            self._file = None

    def _write(self, record_id: str, members: bytes) -> Place:
        self._refuse_if_poisoned()
        if self._file is not None and self._size >= self._max_bytes:
            self._on_full()
        if self._file is None:
            self._begin()
        offset = self._size
        self._append_bytes(members)
        return Place(record_id=record_id, warc=self._name, offset=offset, length=len(members))

    def _append_bytes(self, members: bytes) -> None:
        written = self._guarded("write", lambda file: os.write(file, members))
        if written != len(members):
            self._damaged("write", OSError(f"{written} of {len(members)} bytes were written: the disk is full"))
        self._size += written
        self._sha256.update(members)

    def _begin(self) -> None:
        """Create the next file, its warcinfo first. Names never repeat: an existing one is stepped over."""
        stamp = self._clock().strftime("%Y%m%dT%H%M%SZ")
        number = 0
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            while True:
                self._name = f"{self._prefix}-{stamp}-{number:05d}.warc.gz"
                path = self._folder / (self._name + OPEN_SUFFIX)
                if not path.exists() and not (self._folder / self._name).exists():
                    break
                number += 1
            self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o644)
            sync_folder(self._folder)
        except OSError as error:
            self._damaged("create", error)
        self._size = self._synced_size = 0
        self._sha256 = hashlib.sha256()
        self._append_bytes(member(warcinfo_record(self._name, self._info, self._new_id(), self._clock())))

    def _guarded(self, what: str, step: Callable[[int], _T]) -> _T:
        assert self._file is not None
        try:
            return step(self._file)
        except OSError as error:
            self._damaged(what, error)

    def _damaged(self, what: str, error: OSError) -> NoReturn:
        self._poison = f"{self._folder / (self._name + OPEN_SUFFIX)}: {what} failed ({error.strerror or error})"
        raise ArchiveDamaged(f"{self._poison}. Nothing more is written; the next start checks the file again.") from error

    def _refuse_if_poisoned(self) -> None:
        if self._poison is not None:
            raise ArchiveDamaged(f"{self._poison} before; nothing more is written in this run.")


def sync_folder(folder: Path) -> None:
    """Force a folder's names to disk, so that a file created or renamed in it is found after a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
