"""Unicode and white space made comparable, and the digests that are taken of the result. Knows nothing of pages."""

import hashlib
import json
import re
import unicodedata
from typing import Any

# Characters that print nothing: soft hyphen, zero-width space and joiners, direction marks, word joiner, BOM. CKEditor and
# copied text leave them in the middle of words, where two equal texts then differ.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")

# C0 and C1 controls but tab, newline, return, form feed, and U+0085, which Python's \s takes as white space; and lone
# surrogates, which no UTF-8 file and no database can hold.
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]")

_SPACE = re.compile(r"\s+")


def plain(text: str) -> str:
    """Return `text` in NFC, without invisible and control characters, each run of white space one plain space.

    Idempotent. Wording and punctuation stay as printed, typographic quotes included: they are the publisher's.
    """
    if "  " not in text and text.isprintable() and unicodedata.is_normalized("NFC", text):
        return text.strip()
    # Printable: no control, no invisible character. Most text is, once its white space is plain. Only U+000B would be a space.
    joined = " ".join(text.split())
    if joined.isprintable() and unicodedata.is_normalized("NFC", joined) and "\x0b" not in text:
        return joined
    seen = unicodedata.normalize("NFC", _CONTROL.sub("", _INVISIBLE.sub("", text)))
    return _SPACE.sub(" ", seen).strip()


def terminal_safe(text: str) -> str:
    """Return `text` without anything a terminal would obey: C0 and C1 controls but newline and tab, and direction marks."""
    return "".join(c for c in text if c in "\n\t" or (unicodedata.category(c) not in {"Cc", "Cf"}))


def sha256(data: bytes) -> str:
    """Return the digest in lower-case hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def digest_of(value: Any) -> str:
    """Return the SHA-256 of `value` as JSON with sorted keys and no spaces: equal content gives an equal digest anywhere."""
    return sha256(json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode())
