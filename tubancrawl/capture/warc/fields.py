"""The small values inside WARC headers: dates, digests, and text that may stand there at all."""

import base64
import hashlib
import re
from datetime import UTC, datetime

from tubancrawl.errors import UnreadableRecord

_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?Z")
# C0, DEL, C1 and the Unicode line ends: some reader or terminal takes each of them for the end of a line.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_DIGEST_LENGTHS = {"md5": 16, "sha1": 20, "sha256": 32, "sha512": 64}


class WarcDate:
    """WARC-Date on both ways."""

    @staticmethod
    def text(moment: datetime) -> str:
        """Return the WARC-Date of an aware datetime, in UTC with microseconds, as WARC 1.1 allows."""
        return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")

    @staticmethod
    def moment(text: str) -> datetime:
        """Return the aware UTC datetime of a WARC-Date; digits beyond microseconds are dropped. Raises UnreadableRecord."""
        found = _DATE.fullmatch(text.strip())
        try:
            if found:
                year, month, day, hour, minute, second = (int(part) for part in found.groups(default="0")[:6])
                return datetime(year, month, day, hour, minute, second, int((found[7] or "").ljust(6, "0")[:6]), tzinfo=UTC)
        except ValueError as error:
            raise UnreadableRecord(f"WARC-Date {text!r}: {error}") from error
        raise UnreadableRecord(f"expected a WARC-Date like 2018-07-18T02:30:00Z, found {text[:40]!r}")


def one_line(text: str) -> str:
    """Return `text` with control characters percent-encoded: warcio writes them as they are, and one could begin a header."""
    if text.isascii() and text.isprintable():
        return text
    return _CONTROL.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), _without_surrogates(text))


def _without_surrogates(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def digest_of_bytes(data: bytes) -> str:
    """Return "sha256:…" in hexadecimal: warcio, fastwarc and pywb all verify or carry it, and so does sha256sum."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def digest_holds(stated: str, data: bytes) -> bool | None:
    """Tell whether `data` has the digest that a record states, base32 or hexadecimal; None for an algorithm not known here."""
    algorithm, _, value = stated.strip().partition(":")
    name = algorithm.lower().replace("-", "")
    if name not in _DIGEST_LENGTHS:
        return None
    actual = hashlib.new(name, data, usedforsecurity=False)
    base32 = base64.b32encode(actual.digest()).decode().rstrip("=")
    return value.lower() == actual.hexdigest() or value.upper().rstrip("=") == base32
