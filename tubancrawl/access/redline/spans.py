"""What stands where in an Indonesian text: quotations, printed days, times of day, numbers and proper names. Pure."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from tubancrawl.access.redline.words import TOKEN, is_word, word_list
from tubancrawl.printed_dates import MONTHS, WEEKDAYS
from tubancrawl.printed_dates.spans import spans as date_spans

Span = tuple[int, int]

_QUOTE: Final = re.compile(r"“[^“”]*”?|„[^“”]*[“”]?|\"[^\"]*\"|(?<!\w)‘[^‘]*?’(?!\w)|(?<!\w)'[^']*'(?!\w)")

_MONTH = "|".join(sorted((name.capitalize() for name in MONTHS if len(name) > 3 or name == "mei"), key=len, reverse=True))
_WEEKDAY = "|".join(sorted((name.capitalize() for name in WEEKDAYS), key=len, reverse=True)).replace("'", "['’‘]")
_MORE_DATES: Final = re.compile(
    rf"\b(?:{_MONTH})(?:\s+(?:19|20)\d\d)?\b|\b(?:{_WEEKDAY})\b"
    r"|\b(?:tahun|tahun anggaran|TA\.?)\s+(?:19|20)\d\d(?:/(?:19|20)\d\d)?\b"
    r"|\(\d{1,2}/\d{1,2}(?:/\d{2,4})?\)|\btanggal\s+\d{1,2}\b",
    re.IGNORECASE,
)

_CLOCK = r"\d{1,2}(?:[.:]\d{2}){1,2}"
_TIME: Final = re.compile(
    rf"\b(?:pukul|pkl\.?|jam)\s+\d{{1,2}}(?:[.:]\d{{2}})?(?:\s*(?:-|–|s/d|sampai|hingga)\s*(?:pukul\s+)?{_CLOCK})?(?:\s*WI(?:B|TA|T)\b)?"
    rf"|\b{_CLOCK}(?:\s*(?:-|–|s/d|sampai|hingga)\s*{_CLOCK})?\s*WI(?:B|TA|T)\b",
    re.IGNORECASE,
)

_NUMBER_WORDS: Final = word_list(
    "nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas belas puluh ratus ribu juta miliar milyar triliun "
    "seratus seribu sejuta semiliar setengah separuh sepertiga seperempat puluhan belasan ratusan ribuan jutaan miliaran"
)
_ROMAN: Final = re.compile(r"(?=[IVXLC])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")

# Capitalised by custom, and nobody's name: offices, kinds of places, forms of address, units.
_NO_NAMES: Final = word_list(
    "bupati wakil gubernur presiden menteri kepala dinas badan camat lurah kades sekretaris sekda ketua anggota direktur kabag "
    "kasi kabid plt pj bapak ibu bpk saudara pak bu kabupaten kecamatan desa kelurahan dusun provinsi kota jalan jl no nomor rt "
    "rw pemerintah pemkab kantor gedung wib wita wit rp km kg ha cm allah tahun tanggal hari bulan peraturan undang-undang pasal "
    "ayat selain namun sementara"
)
_STOPS: Final = frozenset('.!?:“”"‘„(')


def quotes(text: str) -> list[Span]:
    """Return where the text quotes somebody, marks included; a quotation that is not closed lasts to the end."""
    return [found.span() for found in _QUOTE.finditer(text)]


def dates(text: str) -> list[Span]:
    """Return where the text names days, months and years."""
    return [(span.start, span.end) for span in date_spans(text)] + [found.span() for found in _MORE_DATES.finditer(text)]


def times(text: str) -> list[Span]:
    """Return where the text names a time of day by the clock."""
    return [found.span() for found in _TIME.finditer(text)]


def is_number(word: str) -> bool:
    """Tell whether a word is a number: in digits, in Roman capitals, or written out."""
    return word[0].isdigit() or word.casefold() in _NUMBER_WORDS or _ROMAN.fullmatch(word) is not None


def names_in(texts: Iterable[str]) -> frozenset[str]:
    """Return the words that running texts print as proper names, case-folded: capital inside a sentence, never small."""
    capital: set[str] = set()
    small: set[str] = set()
    for text in texts:
        for word, begins in _words(text):
            if word[0].islower():
                small.add(word)
            elif not begins and word[0].isupper():
                capital.add(word.casefold())
    return frozenset(word for word in capital - small - _NO_NAMES if not is_number(word.upper()) and word not in _DAYS)


_DAYS: Final = frozenset((*MONTHS, *WEEKDAYS))


def _words(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the words of a text, and whether each may have its capital from where it stands, as in a title."""
    cores = TOKEN.findall(text)
    words = [core for core in cores if is_word(core)]
    titled = sum(not word[0].islower() for word in words) > 0.7 * len(words)
    begins = True
    for core in cores:
        if is_word(core):
            yield core, begins or titled
            begins = False
        elif core in _STOPS:
            begins = True
