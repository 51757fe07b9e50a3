"""Paragraphs of Indonesian news in sentences, which joined with spaces are the paragraph again. Pure."""

import re
from typing import Final

_END: Final = re.compile(r"(?P<stop>[.!?…]+)[\"”’')\]]*\s+")
_LAST_WORD: Final = re.compile(r"[\w./-]+\Z")
_DEGREE: Final = re.compile(r"[A-Z][A-Za-z]{0,5}(?:\.[A-Za-z]{1,6})+\.?,?")
_LONGEST_WORD: Final = 40

_ABBREVIATIONS: Final = frozenset(
    word
    for words in (
        "drs dra dr prof ir ust kh h hj hm ny tn sdr sdri bpk alm almh rm r",
        "no nr jl jln gg gd lt blok rt rw kec kab kel ds dsn prov km",
        "tgl pkl th hal hlm vol ed lih cq u.p a.n s.d d.a a/n rp tlp telp hp pt cv ud fa",
        "jend letjen mayjen brigjen kol letkol kapt lettu letda akp akbp kbp iptu ipda aiptu aipda bripka serka serda sertu",
        "s.pd m.pd s.sos m.si s.h m.h s.e m.m s.t m.t s.kom m.kom s.ag m.ag s.ip m.ap s.stp s.km m.kes sp.a sp.og",
    )
    for word in words.split()
)
"""Words whose full stop ends no sentence, case-folded, without that stop. Not `dll`, `dsb`, `dkk`: these do end sentences."""

_DEGREES: Final = frozenset(word for word in _ABBREVIATIONS if re.fullmatch(r"s\.\w+|m\.\w+|sp\.\w+", word))


def sentences(paragraph: str) -> list[str]:
    """Return the sentences of a paragraph, in order; white space between them is left out."""
    found: list[str] = []
    start = 0
    for end in _END.finditer(paragraph):
        if _ends(paragraph, start, end):
            found.append(paragraph[start : end.end()].strip())
            start = end.end()
    rest = paragraph[start:].strip()
    return [*found, rest] if rest else found


def _ends(text: str, start: int, end: re.Match[str]) -> bool:
    """Tell whether a sentence that begins at `start` ends with these marks."""
    follows = text[end.end() : end.end() + _LONGEST_WORD]
    begins = follows.lstrip("“\"‘'([„")
    if not begins or begins[0].islower():
        return False
    if end["stop"] != ".":
        return True
    before = _LAST_WORD.search(text, max(start, end.start() - _LONGEST_WORD), end.start())
    if before is None:
        return True
    return not _is_abbreviation(before[0], begins, first=before.start() == start)


def _is_abbreviation(word: str, follows: str, *, first: bool) -> bool:
    """Tell whether the full stop behind a word is part of it; `first`: the word stands alone where a sentence begins."""
    if word.isdigit():
        return first  # "1. Warga membawa kartu keluarga."
    if word.casefold() in _DEGREES:
        # "…, S.Pd. Kegiatan ini …" ends there; "…, S.Pd. M.Si." goes on.
        return _DEGREE.match(follows) is not None
    is_initial = len(word) == 1 and word.isupper()
    return is_initial or word.casefold() in _ABBREVIATIONS
