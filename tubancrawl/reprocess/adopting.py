"""Records that lie in the archive and could not be read until now: a killed writer's, and revisits that came before originals."""

from tubancrawl import site
from tubancrawl.capture.recorder import Recorder
from tubancrawl.capture.warc import ORIGINAL_MISSING
from tubancrawl.errors import ArchiveDamaged
from tubancrawl.reprocess.probes import probe_of
from tubancrawl.reprocess.stored import read_stored
from tubancrawl.store.database import reading
from tubancrawl.store.places import places_of_evidence


def adopt(recorder: Recorder) -> int:
    """Read and store the complete records that a killed writer left on disk before its rows; return how many.

    Raises ArchiveDamaged when they cannot be read or stored.
    """
    adopted, probe = 0, None
    try:
        for stored in recorder.unknown_records():
            message = recorder.adopt(stored)
            if site.kind_of(stored.url) == "probe":
                probe = probe_of(stored, message)
            recorder.settle(read_stored(stored, message, probe))
            adopted += 1
    except OSError as error:
        named = error.filename or "a WARC file"
        raise ArchiveDamaged(f"{named}: cannot be read ({error.strerror}); repair the disk, then start again") from error
    recorder.flush()
    return adopted


def complete_revisits(recorder: Recorder) -> int:
    """Read again the revisits whose originals came after them, as files are imported in any order; return how many."""
    recorder.flush()
    completed = 0
    with reading(recorder.engine) as session:
        places = places_of_evidence(session, ORIGINAL_MISSING)
    for place in places:
        stored = recorder.read_at(place)
        if not stored.truncated:
            message = recorder.adopt(stored)
            recorder.settle(read_stored(stored, message))
            completed += 1
    recorder.flush()
    return completed
