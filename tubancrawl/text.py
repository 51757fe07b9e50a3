"""Unicode and white space made comparable, and the digests and sketches that are taken of the result. Knows nothing of pages."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final

# Characters that print nothing: soft hyphen, zero-width space and joiners, direction marks, word joiner, BOM. CKEditor and
# copied text leave them in the middle of words, where two equal texts then differ.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")

# C0 and C1 controls but tab, newline, return, form feed, and U+0085, which Python's \s takes as white space; and lone
# surrogates, which no UTF-8 file and no database can hold.
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]")

_OBEYED_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})

# What JSON leaves as it is, and a terminal or a reader of lines does not: DEL, C1, direction marks, Unicode line ends.
_OBEYED = re.compile("[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")

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
    """Return `text` without what a terminal would obey: controls but newline and tab, direction marks, Unicode line ends."""
    if text.isprintable():
        return text
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in _OBEYED_CATEGORIES)


def json_line(value: Any) -> str:
    """Return `value` as JSON on one line: UTF-8 as it is, but for what a terminal obeys or a program takes for a line's end."""
    return _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))


def sha256(data: bytes) -> str:
    """Return the digest in lower-case hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def digest_of(value: Any) -> str:
    """Return the SHA-256 of `value` as JSON with sorted keys and no spaces: equal content gives an equal digest anywhere."""
    return sha256(json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode())


_KEPT: Final = 32
"""Words that a sketch keeps at most: the standard error of a likeness is then 0.09 where it is 0.5, and 0.05 where it is 0.9."""
_WIDTH: Final = 6  # hexadecimal digits a word
_LONGEST: Final = 300  # characters of a word that are remembered


def sketch_of(words: Iterable[str]) -> str:
    """Return a sketch of a set of words: the smallest of their digests, cut short and joined. Empty for no words."""
    found = {(_mark if len(word) <= _LONGEST else _mark.__wrapped__)(word) for word in words}
    return "".join(sorted(found)[:_KEPT])


def likeness(one: str, other: str) -> float:
    """Return the share of words that two sets have in common, by their sketches: 1.0 for equal sets, or for two empty ones.

    Exact for sets of up to 32 words, an estimate for larger ones (bottom-k MinHash).
    """
    a, b = _marks(one), _marks(other)
    union = sorted(a | b)
    if max(len(a), len(b)) >= _KEPT:
        union = union[:_KEPT]
    return len((a & b).intersection(union)) / len(union) if union else 1.0


def _marks(sketch: str) -> set[str]:
    return {sketch[at : at + _WIDTH] for at in range(0, len(sketch), _WIDTH)}


@lru_cache(maxsize=4096)
def _mark(word: str) -> str:
    return sha256(word.encode())[:_WIDTH]
