"""Places and media that a dateline may name. Adding one here teaches it to the dateline pipeline."""

import re
from typing import Final

from pipelines.names import listed
from tubancrawl.printed_dates import month_number, weekday_number

PLACES: Final = listed(
    # The 20 districts (kecamatan) of Tuban.
    "tuban, bancar, bangilan, grabagan, jatirogo, jenu, kenduruan, kerek, merakurak, montong, palang, parengan, plumpang,"
    "rengel, semanding, senori, singgahan, soko, tambakboyo, widang,"
    # The regencies and cities of East Java.
    "bangkalan, banyuwangi, batu, blitar, bojonegoro, bondowoso, gresik, jember, jombang, kediri, lamongan, lumajang,"
    "madiun, magetan, malang, mojokerto, nganjuk, ngawi, pacitan, pamekasan, pasuruan, ponorogo, probolinggo, sampang,"
    "sidoarjo, situbondo, sumenep, surabaya, trenggalek, tulungagung, kota batu, kota malang, kota kediri, kota madiun,"
    # Neighbours, and cities that ministries and agencies write from.
    "rembang, blora, cepu, pati, kudus, jepara, semarang, solo, surakarta, yogyakarta, jogja, bandung, bogor, bekasi,"
    "depok, tangerang, jakarta, denpasar, makassar, medan, palembang, balikpapan, samarinda, banjarmasin, pontianak,"
    "manado, batam, padang, pekanbaru, lampung, mataram, kupang, ambon, makkah, mekkah, madinah, jatim, jawa timur,"
    "indonesia"
)
"""In lower case."""

SOURCES: Final = listed(
    "tubankab, pemkab tuban, infopublik, bangsaonline, bloktuban, kabartuban, kotatuban, kabar tuban, blok tuban, kota "
    "tuban, seputartuban, berita baru, beritabaru, beritajatim, antara, surya, radar tuban, radar bojonegoro, jawa pos,"
    "inews, detik, kompas, tempo, netizenku, dn, mc kab tuban, mc kabupaten tuban, diskominfo, kominfo, humas, humas "
    "pemkab, dispersip, prokopim, media center"
)
"""The newsroom, its offices and media that syndicate, in lower case. A domain name needs no entry."""

_OFFICE = re.compile(
    r"(?:kim|mc|dprd|humas|polres|polsek|kodim|koramil|diskominfo|dinas|pkm|puskesmas|kecamatan|rsud|bpbd|radar)\s[\w. ]{2,28}",
    re.IGNORECASE,
)
# Offices that are a source only with the name of a known place behind them.
_OFFICE_OF_PLACE = re.compile(
    r"(?:dinsos\w*|dinkes|disdik\w*|dishub|dispora\w*|disnak\w*|disper\w*|dispar\w*|disbud\w*|diskop\w*|disdukcapil|dpmptsp"
    r"|dpupr|dlh|bappeda\w*|bapenda|bpkad|bkpsdm|inspektorat|setda|satpol pp|satlantas|kpu|bawaslu|kejari|kemenag|baznas|pmi"
    r"|pdam|pemdes|pemcam|kominfo|sman|smkn|smpn|mtsn|man|(?:tp |tim )?pkk|lapas|bps|bpn|bnn\w?)(?:\s\d)?"
    r"\s(?:(?:kabupaten|kab\.?|kota)\s)?(?P<place>[\w ]{3,20})",
    re.IGNORECASE,
)
_MEDIUM_WORD = (
    "info|kabar|blok|seputar|suara|swara|warta|radar|news|media|portal|times|pos|post|hits|today|update|online|berita|lensa|jejak"
    "|kanal|tribun|jurnal|lintas|terkini|harian|koran|memo|duta|center"
)
_IN_MEDIUM = (
    "|".join(sorted((name for name in PLACES if len(name) > 3), key=len, reverse=True)) + "|wali|ronggolawe|pantura|nusantara"
)
# "InfoTuban", "Kabar Tuban", "Portal Bumi Wali", "RADARTUBAN", "TubanNews": a word of the trade joined to a place.
_MEDIUM = re.compile(
    rf"(?:(?:{_MEDIUM_WORD})\s?){{1,2}}(?:bumi\s?)?(?:{_IN_MEDIUM})(?:\s?(?:{_MEDIUM_WORD}))?"
    rf"|(?:{_IN_MEDIUM})\s?(?:{_MEDIUM_WORD})"
    rf"|(?-i:(?=(?:[A-Z][a-z]+)*(?:{_MEDIUM_WORD.title()})(?![a-z]))(?:[A-Z][a-z]+){{2,4}})",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_a-z][\w'’-]*(?:\s[^\W\d_a-z][\w'’-]*){0,3}")
_VILLAGE = re.compile(r"[A-Z][a-z]{2,20}(?:\s[A-Z][a-z]{2,20})?")
_REGION = re.compile(
    r"(?:desa|kelurahan|kel\.|kecamatan|kec\.|dusun|kabupaten|kab\.|kota)\s(?P<name>[A-Z][a-z]{2,20})", re.IGNORECASE
)
_NO_VILLAGE: Final = listed(
    "wisata, digital, siaga, mandiri, maju, tangguh, cerdas, pintar, layak, sehat, budaya, adat, binaan, bersinar, sadar,"
    "antikorupsi, terpadu, cantik, devisa, energi, berdaya, tertinggal, pahlawan, santri, lama, tua, pusaka, ramah, hijau,"
    "bersih, sejahtera, kreatif, inklusi, inklusif, tanggap, wali, kita, ini, itu, setempat, kami, dan"
)
_DOMAIN = re.compile(r"[^\W_][\w-]{1,30}(?:\.[\w-]{2,20}){0,2}\.(?:com|id|net|co|org|info|news|tv|go\.id|co\.id)", re.IGNORECASE)
_CAPITALS = re.compile(r"(?:(?:KOTA|KAB\.?|KEC\.?|DESA|PULAU)\s)?[A-Z][A-Z'-]{3,}")
_NO_PLACE: Final = listed(
    "pengumuman, breaking, news, berita, foto, video, opini, advertorial, adv, humas, pemkab, pemkot, pemprov,"
    "pemerintah, kabupaten, provinsi, dinas, badan, bagian, kecamatan, desa, polri, polres, polsek, polda, kodim,"
    "koramil, dprd, umkm, bpbd, pkk, asn, pns, tni, bumd, bumdes, kpu, bawaslu, pilkada, pemilu, covid, apbd, apbn,"
    "perpres, perda, rsud, bpjs, hut, bupati, wakil, wabup, gubernur, presiden, ketua, kepala, sekda, camat, lurah,"
    "kades, catatan, update, profil, sosok, info, artikel, pantun, puisi, cerpen, rilis, press, release, siaran, pers,"
    "baznas, nasa, disclaimer, ralat, penting, perhatian"
)


def is_place(text: str, *, capitals: bool = True) -> bool:
    """Tell whether `text` is a place: a known one in any case, or a word in capitals that is no office and no headword.

    Two or three words in capitals are a place only with a known place among them: else they are a headline's. `capitals=False`
    asks for a known one.
    """
    if text.casefold() in PLACES:
        return True
    region = _REGION.fullmatch(text)
    if region is not None:
        return text[0].isupper() and region["name"].casefold() not in _NO_VILLAGE and region["name"][0].isupper()
    if not capitals or not text.isupper():
        return False
    words = text.casefold().split()
    if any(word in _NO_PLACE or not _has_vowel(word) for word in words):
        return False
    return _CAPITALS.fullmatch(text) is not None or (
        len(words) <= 3 and "," not in text and any(word in PLACES for word in words)
    )


def is_source(text: str) -> bool:
    """Tell whether `text` is a newsroom, an office or a medium: a known one, an office with a name (KIM …), or a domain."""
    name = text.casefold()
    if name in SOURCES or _DOMAIN.fullmatch(text) or _MEDIUM.fullmatch(text) or _is_office(text):
        return True
    office = _OFFICE_OF_PLACE.fullmatch(text)
    return office is not None and office["place"].casefold() in PLACES


def is_domain(text: str) -> bool:
    """Tell whether `text` is a domain name, as media print theirs behind a place: "Tuban (contohmedia.com) – "."""
    return _DOMAIN.fullmatch(text) is not None


def may_be_medium(text: str) -> bool:
    """Tell whether `text`, printed behind a known place, can be the name of a medium: up to four words with capitals.

    Weekdays, months, offices and headwords are none: "Tuban, Rabu - …", "Tuban, Bupati Rani - …".
    """
    words = text.casefold().split()
    if not _NAME.fullmatch(text) or weekday_number(words[0]) is not None or words[0] == "minggu":
        return False
    return not any(word in _NO_PLACE or month_number(word) for word in words)


def is_proved_by(text: str, name: str) -> bool:
    """Tell whether a text proves that `name` is a place: "Sugiharjo - … di Desa Sugiharjo …"."""
    if not _VILLAGE.fullmatch(name) or name.split(maxsplit=1)[0].casefold() in _NO_VILLAGE:
        return False
    found = re.search(rf"\b(?:Desa|Kelurahan|Kecamatan|Dusun|Kabupaten|Kota|Pulau)\s{name}\b", text)
    return found is not None


def _is_office(text: str) -> bool:
    return _OFFICE.fullmatch(text) is not None and all(word[0].isupper() for word in text.split())


def _has_vowel(word: str) -> bool:
    return any(letter in "aeiou" for letter in word)
