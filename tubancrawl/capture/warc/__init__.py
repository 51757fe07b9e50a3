"""Reads and writes WARC 1.1. Knows nothing of Scrapy, of articles or of the database.

    warc/tubancrawl-20261103T040229Z-00000.warc.gz        sealed
    warc/tubancrawl-20261103T060000Z-00000.warc.gz.open   being written; the same name without `.open` is how rows know it

Each record is one gzip member. An exchange is a response and its request; a revisit where the answer repeats what is kept; or,
when nothing came back, a metadata record with `fetchError` and the request. warcio writes; the reader is our own, because no
kept reader finds a torn tail.
"""

from tubancrawl.capture.warc.build import body_digest, info_of_run, warcinfo_member
from tubancrawl.capture.warc.cdxj import cdxj_line
from tubancrawl.capture.warc.events import EventRecord, event_of, is_event
from tubancrawl.capture.warc.fields import WarcDate, digest_of_bytes
from tubancrawl.capture.warc.groups import Group, Index, index_groups
from tubancrawl.capture.warc.members import Member, iter_members
from tubancrawl.capture.warc.originals import Originals
from tubancrawl.capture.warc.records import Record, WholeFileGzip, iter_records
from tubancrawl.capture.warc.revisit import Reference, Revisit
from tubancrawl.capture.warc.source import Source, open_sources, recordings
from tubancrawl.capture.warc.stored import ORIGINAL_MISSING, StoredExchange, broken_digests, iter_stored, read_at, read_group
from tubancrawl.capture.warc.writer import OPEN_SUFFIX, Place, WarcWriter, warc_path

__all__ = [
    "OPEN_SUFFIX",
    "ORIGINAL_MISSING",
    "EventRecord",
    "Group",
    "Index",
    "Member",
    "Originals",
    "Place",
    "Record",
    "Reference",
    "Revisit",
    "Source",
    "StoredExchange",
    "WarcDate",
    "WarcWriter",
    "WholeFileGzip",
    "body_digest",
    "broken_digests",
    "cdxj_line",
    "digest_of_bytes",
    "event_of",
    "index_groups",
    "info_of_run",
    "is_event",
    "iter_members",
    "iter_records",
    "iter_stored",
    "open_sources",
    "read_at",
    "read_group",
    "recordings",
    "warc_path",
    "warcinfo_member",
]
