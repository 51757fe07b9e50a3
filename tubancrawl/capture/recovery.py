"""Puts the files of a run that was killed in order, before a new one begins. May itself be killed anywhere, and run again.

warc/NAME.open                whole records are kept, and the file is sealed as warc/NAME
quarantine/NAME.OFFSET.tail   the torn end, byte for byte, that began at OFFSET
quarantine/NAME.OFFSET.txt    why it was cut off
"""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from tubancrawl.capture.warc import OPEN_SUFFIX, iter_members
from tubancrawl.capture.warc.writer import sync_folder
from tubancrawl.errors import ArchiveDamaged


def seal_left_open(warc: Path, quarantine: Path, settled_bytes: Callable[[str], int]) -> list[str]:
    """Repair and seal every `.open` file below `warc`; return a sentence for each that had a torn end.

    `settled_bytes` tells how much of a file the database vouches for; the walk begins there. Raises ArchiveDamaged when a
    file is shorter than that: what was promised is gone, and only a person can say how. And when the disk fails over the repair.
    """
    try:
        return _seal_each(warc, quarantine, settled_bytes)
    except OSError as error:
        raise ArchiveDamaged(
            f"{warc}: what a killed run left could not be put in order ({error.filename or 'fsync'}: {error.strerror}); "
            "free space or repair the disk, then start again"
        ) from error


def _seal_each(warc: Path, quarantine: Path, settled_bytes: Callable[[str], int]) -> list[str]:
    torn: list[str] = []
    for path in sorted(warc.glob(f"*{OPEN_SUFFIX}")):
        name = path.name.removesuffix(OPEN_SUFFIX)
        settled, size = settled_bytes(name), path.stat().st_size
        if size < settled:
            raise ArchiveDamaged(
                f"{path}: expected at least {settled} bytes, which the database knows, found {size}; restore the file"
            )
        good = settled
        for member in iter_members(path, settled):
            if not member.complete:
                torn.append(_quarantine(path, quarantine / f"{name}.{member.offset}", member.offset, member.error))
                break
            good = member.offset + member.length
        if good == 0:
            path.unlink()  # nothing was ever in it, or all of it is in quarantine
        else:
            _sync(path)
            path.rename(warc / name)
        sync_folder(warc)
    return torn


def _quarantine(path: Path, target: Path, offset: int, error: str) -> str:
    """Copy what follows `offset` away with the reason beside it, and only then cut it off."""
    target.parent.mkdir(exist_ok=True)
    tail = target.with_name(target.name + ".tail")
    reason = f"{path.name}: {error} at offset {offset}; {path.stat().st_size - offset} bytes are now in quarantine/{tail.name}"
    with path.open("rb") as source, tail.open("wb") as copy:
        source.seek(offset)
        shutil.copyfileobj(source, copy)
    note = target.with_name(target.name + ".txt")
    note.write_text(reason + "\n", encoding="utf-8")
    _sync(tail)
    _sync(note)
    sync_folder(target.parent)
    sync_folder(target.parent.parent)
    os.truncate(path, offset)
    return reason


def _sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
