"""Finds, by the database, the records of an archive that its revisits refer to."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from tubancrawl.capture.warc import Originals, Reference, warc_path
from tubancrawl.store.database import ReadingSession
from tubancrawl.store.places import place_of_original


def originals_of(session: Callable[[], AbstractContextManager[ReadingSession]], folder: Path) -> Originals:
    """Return what gives revisits their bodies, by a database that `session` opens and the WARC files below `folder`."""

    def find(reference: Reference) -> tuple[Path, int, int] | None:
        with session() as opened:
            place = place_of_original(opened, reference.record_id, reference.url, reference.captured_at)
        return (warc_path(folder, place.warc), place.offset, place.length) if place else None

    return Originals(find)
