"""A stretch of a file as a file of its own: a member of a ZIP, a record group of a WARC."""

import io
import os
from typing import IO, BinaryIO, cast


class _Section(io.RawIOBase):
    def __init__(self, file: IO[bytes], start: int, length: int, *, owned: bool) -> None:
        self._file = file
        self._start = start
        self._length = length
        self._owned = owned
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # the stub wants any buffer; io passes this one
        wanted = min(len(buffer), max(0, self._length - self._at))
        data = os.pread(self._file.fileno(), wanted, self._start + self._at)
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        self._at = offset + {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._length}[whence]
        return self._at

    def tell(self) -> int:
        return self._at

    def close(self) -> None:
        if self._owned and not self.closed:
            self._file.close()
        super().close()


def section_of(file: IO[bytes], start: int, length: int, *, owned: bool) -> BinaryIO:
    """Return a reader of `length` bytes from `start` of an open file; several may share it. Closing closes it if `owned`."""
    return cast("BinaryIO", io.BufferedReader(_Section(file, start, length, owned=owned), 64 * 1024))
