"""The shapes in which writers sign at the end of a text: `(reporter/editor)`, `[ono]`, `RLS/Nal`, `(ADV)`, `(bersambung)`.

A parenthesis inside a sentence is a gloss: a signature stands after a finished sentence, or after "…," and a word of saying.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from pipelines.labelled import read_labelled
from pipelines.names import ends_a_sentence, ends_in_title, is_agency, is_anonymous, is_common_word, is_position, looks_like_name
from tubancrawl.items import Byline

Style = Literal[
    "paren_slash", "paren_single", "bracket_slash", "bracket_single", "agency_slash", "agency", "bare_slash", "labelled", "mark"
]
"""The shape of a byline. `agency…` holds role codes (hms, red) or an office; `mark` says how the text came about: (ADV), (*)."""

Confidence = Literal["high", "medium"]
"""Medium for a single name and for names without parentheses: only their place tells them from a gloss."""

EDITORS: Final = frozenset({"hei"})
"""Editors' codes so well known that the sentence before them need not be finished: `hei` edited from 2017 to 2025."""

_ENCLOSED = re.compile(r"(?P<open>[(\[])\s?(?P<inner>[^()\[\]]{1,60}?)\s?[)\]]\s?[.,]{0,2}$")
_MARK = re.compile(
    r"\(?\s?(?:redaksi|red\.?|adv|advertorial|advetorial|iklan|pariwara|rilis|rls|\*{1,5}|(?:\*/|adv/|red/)?\*{1,3})\s?\)|\*{1,10}(?:/\w{2,4})?",
    re.IGNORECASE,
)
_CONTINUES = re.compile(r"\(?\s?(?:bersambung|habis|selesai|tamat)\s?\)", re.IGNORECASE)
_ORNAMENTS = ("*", "#", "•", "=", "_", "~", "-", "–", "—", "/")
_CLOSERS = (".", "!", "?", "…", "”", '"', ")", "]")
_ORNAMENT = re.compile(r"(?:\s?[*#•=_~/–—-]){1,12}$")
_SAYS = re.compile(
    r"\b(?:ujar|kata|tutur|jelas|terang|ungkap|tambah|imbuh|tutup|pungkas|tegas|papar|harap|ajak|sebut|lanjut|ucap|urai|beber|cetus|tandas|pesan"
    r"|tukas|kilah|cerita|aku|akhir|simpul|pinta|himbau|imbau|tanda[sk]|seru|puji|kenang|rinci|singgung|celetuk)(?:nya)?"
    r"(?:\s(?:pria|perempuan|ibu|bapak|pak|bu|dia|ia|[A-Z][\w.'’-]{0,20})\b\.?){0,5}$"
)
_BARE = re.compile(r"(?:^|(?<=[.!?”\"])\s?)(?P<a>[A-Z]{2,5})\s?/\s?(?P<b>[A-Z][A-Za-z]{1,9})\.?$")
# "Fulan, M.Si": titles end many last sentences, and the stop after them is often left out.
_TITLE_AT_END = re.compile(r",\s?(?:[A-Z][A-Za-z]{0,4}\.?){1,4}$")
_DIGIT = re.compile(r"\d")
# Between the names: a slash, now and then a bar or a backslash. Labels beside names: "(rani/foto: rudi/wid)".
_SLASH = re.compile(r"[/|\\]")
_AND = re.compile(r"\s?(?:&|,|\bdan\b)\s?")
_PART_LABEL = re.compile(
    r"(?:(?P<reporter>teks|naskah|penulis|reporter|pewarta|rep)|(?P<other>foto(?:grafer)?|ft|sumber)|(?P<editor>editor|ed|redaktur))"
    r"\s?[:.]\s?",
    re.IGNORECASE,
)
_EDITED = re.compile(r"(?P<name>[a-z][a-z.'’ -]{1,24}?)(?:\s?[,;-]\s?|\s)(?P<editor>[a-z]{2,4})")
_BARE_EDITED = re.compile(
    r"(?:^|(?<=[.!?])[\s*]{0,4}|(?<=[.!?]”)[\s*]{0,4})(?P<a>[A-Za-z][a-z'’]{1,15}(?:\s[a-z]{1,10}\.?)?)\s?/\s?(?P<b>[a-z]{2,4})\.?$"
)
_ADVERTISED = frozenset({"adv", "advertorial", "iklan"})
_DATED = re.compile(r"\(\d[\d/ -]{2,12}\)$")
_LOWER_NAME = re.compile(r"[a-z][a-z.'’-]{1,20}(?:\s[a-z][a-z.'’-]{0,20})?")
_SHORT_NAME = re.compile(r"[A-Z]{2,3}|[A-Z][a-z'’-]{2,15}")
_FULL_NAME = re.compile(r"[A-Z][a-z'’-]{2,15}(?:\s[A-Z][a-z'’-]{2,15}){1,2}")
_MEDIA = frozenset({"surya", "antara", "tribun", "radar", "infopublik", "inews", "kompas", "detik"})


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature at the end of a text, and the text before it."""

    before: str
    byline: Byline
    style: Style
    confidence: Confidence


def continuation(tail: str) -> str | None:
    """Return the end of `tail` that is a continuation mark or a row of ornaments; None if there is none."""
    ornament = _ORNAMENT.search(tail) if tail.endswith(_ORNAMENTS) else None
    if ornament is not None and tail[: ornament.start()].rstrip().endswith(_CLOSERS):
        return ornament[0]
    opened = tail.rfind("(", -24)
    if opened < 0 or not _CONTINUES.fullmatch(tail[opened:].rstrip(".")):
        return None
    before = tail[:opened].rstrip()
    return tail[opened:] if not before or ends_a_sentence(before) or before.endswith(")") else None


def mark(tail: str) -> Signature | None:
    """Return the mark at the end of `tail` that says how the text came about: (ADV), (*), (Redaksi); None if there is none."""
    opened = tail.rfind("(", -16)
    if opened < 0 or not _MARK.fullmatch(tail[opened:].rstrip(".")):
        return None
    before = tail[:opened].rstrip()
    if not before.endswith((")", "]")) and not _is_finished(before):
        return None
    return Signature(before, Byline(raw=tail[opened:]), "mark", "high")


def enclosed(tail: str) -> Signature | None:
    """Return the names in parentheses or brackets at the end of `tail`; None if there are none, or a gloss."""
    found = _ENCLOSED.search(tail, max(tail.rfind("("), tail.rfind("["), 0))
    if found is None or is_position(found["inner"]):
        return None
    before, inner, raw = tail[: found.start()].rstrip(), found["inner"].strip(), found[0]
    labelled = read_labelled(inner)
    if labelled is not None:
        return Signature(before, Byline(raw=raw, reporters=labelled.reporters, editor=labelled.editor), "labelled", "high")
    if _SLASH.search(inner):
        return _slashed(before, inner, raw)
    return _one_name(before, inner, raw)


def bare(tail: str) -> Signature | None:
    """Return two codes with a slash and no parentheses at the end of `tail`: `RLS/Nal`, `LAN / MAN`."""
    found = _BARE.search(tail) if "/" in tail[-20:] else None
    if found is None and "/" in tail[-8:]:
        found = _BARE_EDITED.search(tail, max(0, len(tail) - 40))
        found = found if found is not None and found["b"] in EDITORS else None
    if found is None:
        return None
    byline = Byline(raw=found[0].strip(), reporters=[found["a"].strip().casefold()], editor=found["b"].casefold())
    return Signature(tail[: found.start()].rstrip(), byline, "bare_slash", "medium")


def _is_finished(before: str) -> bool:
    """Tell whether what stands before a signature is a finished sentence, a saying, or another mark."""
    if not before or ends_a_sentence(before) or _SAYS.search(before[-120:]):
        return True
    return before.endswith(")") and (mark(before) is not None or continuation(before) is not None)


def _slashed(before: str, inner: str, raw: str) -> Signature | None:
    lower = inner.islower()
    after_title = lower and _TITLE_AT_END.search(before[-24:]) is not None
    after_date = lower and _DATED.search(before[-16:]) is not None
    signed = _of_names(inner)
    if signed is None:
        return None
    if not (_is_finished(before) or after_title or after_date) and signed.last not in EDITORS:
        return None
    byline = Byline(raw=raw, reporters=list(signed.reporters), editor=signed.editor)
    if raw.startswith("["):
        return Signature(before, byline, "bracket_slash", "high")
    return Signature(before, byline, "agency_slash" if signed.only_agencies else "paren_slash", "high")


@dataclass(frozen=True, slots=True)
class _Names:
    """What names between slashes say; `last` is the last as printed, in lower case."""

    reporters: tuple[str, ...]
    editor: str | None
    last: str
    only_agencies: bool


@lru_cache(maxsize=4096)
def _of_names(inner: str) -> _Names | None:
    """Return what the names between slashes say, the last unlabelled one the editor; None if one of them can be no name."""
    printed = [part.strip() for part in _SLASH.split(inner)]
    names: list[str] = []
    editor: str | None = None
    others = 0
    for part in printed:
        label = _PART_LABEL.match(part)
        name = part[label.end() :] if label else part
        singles = [single for single in _AND.split(name) if single.strip("*")] or [name] * name.isalpha()
        if not all(looks_like_name(single) for single in singles):
            return None
        if label and label["other"]:
            others += 1
        elif label and label["editor"]:
            editor = name.casefold()
        else:
            names += [single.casefold() for single in singles]
    names = [name for name in names if name not in _ADVERTISED] or names
    if (
        not names
        or len(names) + others > 5
        or all(is_common_word(name) for name in names)
        or all(len(name) == 1 for name in names)
    ):
        return None
    last = printed[-1].casefold()
    only_agencies = all(is_agency(name) for name in printed if name)
    # "(rudi/)", "(*/rudi)", "(rudi/foto: rani)" name no editor.
    if editor is not None or not last or _PART_LABEL.match(last) or (len(names) == 1 and "*" in inner):
        return _Names(tuple(names), editor, last, only_agencies)
    # "(Surya/Nama Nama)": the house of a medium puts itself first and its reporter's full name last, and names no editor.
    if len(names[-1].split()) > 1 and names[0] in _MEDIA and not is_agency(names[-1]):
        return _Names(tuple(names[1:]), None, last, only_agencies)
    return _Names(tuple(names[:-1]), names[-1], last, only_agencies)


def _one_name(before: str, inner: str, raw: str) -> Signature | None:
    """Return one name after a finished sentence: in lower case, initials, a single name, an office."""
    edited = _EDITED.fullmatch(inner)
    if edited is not None and edited["editor"] in EDITORS:
        byline = Byline(raw=raw, reporters=_AND.split(edited["name"]), editor=edited["editor"])
        return Signature(before, byline, "paren_slash", "high")
    known_word = is_common_word(inner) or is_anonymous(inner)
    if known_word or not _is_finished(before) or (ends_in_title(before) and not inner.islower()):
        return None
    byline = Byline(raw=raw, reporters=[inner.casefold()])
    if is_agency(inner):
        return None if len(inner) > 30 or _DIGIT.search(inner) else Signature(before, byline, "agency", "medium")
    is_full = _FULL_NAME.fullmatch(inner) is not None and ends_a_sentence(before)
    if not (is_full or _LOWER_NAME.fullmatch(inner) or _SHORT_NAME.fullmatch(inner)):
        return None
    return Signature(before, byline, "bracket_single" if raw.startswith("[") else "paren_single", "medium")
