"""What stands in the parentheses of the press: names of people, offices and media, and what only looks like a name."""

import re
from functools import lru_cache
from typing import Final

from tubancrawl.items import CreditKind

# The same few names sign most articles.
_remembered = lru_cache(maxsize=4096)


def listed(names: str) -> frozenset[str]:
    """Return the names of a list with commas."""
    return frozenset(name.strip() for name in names.split(","))


_AGENCY = re.compile(
    r"(?<![^\W_])(?:humas|hms|hmas|prokopim|protokol|\w{0,8}kominfo\w{0,4}|mc|media center|dok(?:umen(?:tasi)?)?"
    r"|antara|infopublik"
    r"|redaksi|red|rls|rilis|release|tim|pemkab|pemkot|pemprov"
    r"|pol(?:res|sek|da)\w{0,5}|kodim|koramil|dprd|bpbd|pkk|pmi|dinas|biro|kim|afp|reuters"
    r"|surya|\w{0,12}times|\w{0,12}news|tribun\w{0,12}|radar|jawa pos|detik\w{0,8}|kompas|tempo|okezone|merdeka"
    r"|pixabay|freepik|unsplash|pexels|shutterstock|canva"
    r"|\w{1,30}\.(?:com|id|net|co|tv|org|news))(?![^\W_])",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"(?<![^\W_])(?:dinsos\w*|dinkes|disdik\w*|dishub|dispora\w*|disnak\w*|disper\w*|dispu\w*|dispend\w*|dispar\w*|disbud\w*"
    r"|diskop\w*|dis\w{0,8}capil|dpmptsp|dpupr|pupr|dlh|bappeda\w*|bapenda|bpkad|bkpsdm|bkd|kejari|kemen\w{2,12}|kanwil"
    r"|satpol(?:\s?pp)?|satlantas|pemdes|pemcam|kecamatan|kelurahan|puskesmas|rsud|pdam|perumda|bumdes\w*|karang taruna|panitia"
    r"|pusdalops|tagana|basarnas|kpu|bawaslu|baznas|bps|promkes|setda|setwan|sekretariat|perhutani|pertamina|pln|unirow"
    r"|sd(?:n|it)?|smpn?|sman?|smkn?|(?-i:[Tt]im(?=[A-Z]))\w+)(?![^\W_])",
    re.IGNORECASE,
)
_SERVES = re.compile(
    r"(?:humas|hms|hmas|prokopim|protokol|\w{0,8}kominfo\w{0,4}|bpbd|pkk|pmi|pol(?:res|sek)\w{0,5})\b[^/]*", re.IGNORECASE
)
_CAMEL_CASE = re.compile(r"[A-Z][a-z]+(?:[A-Z][a-z]*)+")
_ANONYMOUS: Final = frozenset({"ist", "istimewa", "internet", "int", "net", "repro", "anonim", "google", "dok. ist", "dok.ist"})
_POSITION = re.compile(
    r"\b(?:kiri|kanan|tengah|depan|belakang|atas|bawah|duduk|berdiri|jongkok|baju|berbaju|berkaos|berkaus|berbatik"
    r"|berkerudung|berjilbab|berpeci"
    r"|bertopi|berkacamata|berdasi|memegang|pegang|memakai|mengenakan|pakai|membelakangi"
    r"|(?:dua|tiga|empat|lima|enam) dari|inset|insert)\b",
    re.IGNORECASE,
)

_COMMON: Final = listed(
    "dan, atau, terlampir, dan/atau, pria, wanita, laki-laki, perempuan, suami, istri, siswa, siswi, ayah, ibu, anak, daring,"
    "luring, online, offline, virtual, hybrid, hibrida, almarhum, alm, lansia, balita, stunting, bimtek, tamat, habis,"
    "selesai, bersambung, pensiunan, lama, baru, satu, dua, tiga, empat, lima, enam, tujuh, delapan, sembilan, sepuluh,"
    "ilustrasi, arsip, outcomes, outputs, sekda, bupati, wabup, camat, kades, lurah, kapolres, dandim, l, p, km, kg, jam,"
    "hari, bulan, tahun, ton, kwintal, ha, kk, jiwa, orang, rt, rw, umkm, apbd, apbn, sop, asn, pns, tni, polri, mou,"
    "pagi, siang, sore, malam, teks, foto, gambar, anak-anak, remaja, dewasa, pelajar, mahasiswa, guru, desa, kota,"
    "kecamatan, kelurahan, kabupaten, provinsi, pusat, daerah, negeri, swasta, formal, nonformal, masuk, keluar, nama,"
    "alamat, telepon, sms, email, barat, timur, utara, selatan, ya, tidak, ada, luar, dalam, sakit, sehat, positif, negatif,"
    "sembuh, meninggal, bapak, putra, putri, muslim, nonmuslim, kelompok, individu, tunai, nontunai, padi, jagung,"
    "nip, nik, ktp, kia, rab, rpjmd, rkpd, lkpj"
)
"""Lower-case words that end a sentence in parentheses and are nobody's name. Only needed where nothing else tells them apart."""

_NAME = re.compile(r"(?:[^\W\d_][\w.'’-]*|[A-Z]\.)(?:\s[^\W\d_][\w.'’-]*){0,3}")
_CODE = re.compile(r"cw\d{1,2}", re.IGNORECASE)
_ACADEMIC_STOP = re.compile(
    r"(?:^|[\s,.(])(?:Drs|Dra|Dr|dr|drg|drh|Ir|H|Hj|KH|Prof|Ny|Sdr|R|[A-Z]"
    r"|S\.?E|S\.?H|S\.?T|S\.?Pd|S\.?Sos|S\.?Kom|S\.?Ag|S\.?IP|S\.?STP|S\.?I\.?K"
    r"|M\.?H|M\.?M|M\.?T|M\.?Si|M\.?Pd|M\.?Kes|M\.?Hum|M\.?AP|A\.?Md|I|Sp\.?\w{1,3})\.$"
)
_FINISHED = re.compile(r"[.!?…]$|[.!?…,]\s?[”\"’']{1,2}$|[”\"]$")


@_remembered
def is_agency(name: str) -> bool:
    """Tell whether `name` is of an office or a medium: humas, prokopim, MC KOMINFO, dok. pribadi, ANTARA, a domain."""
    return _AGENCY.search(name) is not None


def is_anonymous(name: str) -> bool:
    """Tell whether `name` says that the source is not named: ist, istimewa, internet."""
    return name.strip(" .").casefold() in _ANONYMOUS


@_remembered
def is_position(text: str) -> bool:
    """Tell whether `text` says where in a picture somebody is: kiri, dua dari kanan, berbaju putih."""
    return _POSITION.search(text) is not None


def is_common_word(text: str) -> bool:
    """Tell whether `text` is a known word and so nobody's name."""
    return text.casefold() in _COMMON


@_remembered
def looks_like_name(text: str) -> bool:
    """Tell whether `text` can be a name: one to four words of letters, at most 30 characters, or a code such as `cw1`."""
    return len(text) <= 30 and (_NAME.fullmatch(text) is not None or _CODE.fullmatch(text) is not None)


def ends_a_sentence(text: str) -> bool:
    """Tell whether `text` ends with a stop or a closed quotation; the stop of a title ("S.H.") counts."""
    return _FINISHED.search(text[-4:]) is not None


def ends_in_title(text: str) -> bool:
    """Tell whether the last stop of `text` belongs to a title or an initial ("Fulan, S.H.") and may end no sentence."""
    return _ACADEMIC_STOP.search(text[-12:]) is not None


def _names_person(part: str) -> bool:
    return not (is_agency(part) or is_anonymous(part) or _OFFICE.search(part))


def _is_medium_beside_nobody(parts: list[str]) -> bool:
    """Tell whether all that is named is one word set as media set theirs: `SuaraPesisir/Istimewa`."""
    named = [part for part in parts if not is_anonymous(part)]
    return len(parts) > 1 and len(named) == 1 and _CAMEL_CASE.fullmatch(named[0]) is not None


@_remembered
def credit_kind(credit: str) -> CreditKind:
    """Return whose the credit is: anonymous if nobody is named; agency if a medium or a press office is; else a person.

    Behind a person's name an office only says where they serve: "Rani/ Satpol PP", "Nur/Prokopim" is a person, "Satpol PP" an
    agency. A medium is whose picture it is: "Antara/Rudi Hartawan".
    """
    parts = [part.strip() for part in credit.split("/") if part.strip()]
    if all(is_anonymous(part) for part in parts):
        return "anonymous"
    if _names_person(parts[0]):
        parts = [part for part in parts if not _SERVES.fullmatch(part)]
    if any(is_agency(part) for part in parts) or _is_medium_beside_nobody(parts):
        return "agency"
    return "agency" if all(is_anonymous(part) or _OFFICE.search(part) for part in parts) else "person"
