"""The lines of a CDXJ index: where in a WARC file the answer of an address at a moment lies."""

import base64
import hashlib
import json
import re

from tubancrawl.capture.framing import BadFraming, find_body
from tubancrawl.capture.message import final_head
from tubancrawl.capture.warc.fields import WarcDate
from tubancrawl.capture.warc.records import Record
from tubancrawl.capture.warc.surt import surt

_MEDIA_TYPE = re.compile(r"[^;\s]*")


def cdxj_line(record: Record, *, filename: str, offset: int, length: int) -> str | None:
    """Return the line of a response or revisit record, without a line end; None for a record that an index leaves out.

    `offset` and `length` are those of its gzip member in the file. Raises UnreadableRecord for a WARC-Date that is none.
    """
    kind = record.get("WARC-Type")
    if kind not in {"response", "revisit"}:
        return None
    url = record.get("WARC-Target-URI")
    status, media_type = _answer(record)
    facts = {
        "url": url,
        "mime": "warc/revisit" if kind == "revisit" else media_type,
        "status": status,
        "digest": record.get("WARC-Payload-Digest") or _digest(record),
        "length": str(length),
        "offset": str(offset),
        "filename": filename,
    }
    moment = WarcDate.moment(record.get("WARC-Date"))
    known = {name: value for name, value in facts.items() if value is not None}
    return f"{surt(url)} {moment:%Y%m%d%H%M%S} {json.dumps(known)}"


def _answer(record: Record) -> tuple[str | None, str | None]:
    try:
        head = final_head(record.block)
    except BadFraming:
        return None, None
    found = next((value.decode("latin-1") for name, value in head.headers if name.lower() == b"content-type"), None)
    media_type = _MEDIA_TYPE.match(found.strip()) if found else None
    return str(head.status), media_type[0] if media_type else None


def _digest(record: Record) -> str:
    """Return the digest that indexers take of a payload whose record states none: SHA-1 in base32."""
    body = record.block[find_body(record.block) or len(record.block) :]
    return f"sha1:{base64.b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode()}"
