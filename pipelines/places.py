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
# Offices that only their own short name tells from a place or a word.
_OFFICE_ALONE = re.compile(
    r"(?:dinsos\w*|dinkes|disdik\w*|dishub\w*|dispora\w*|disnak\w*|disper\w*|dispar|dispar[bp]\w*|disbud\w*|diskop\w*|diskan\w*"
    r"|dispend\w*|dispus\w*|disdag\w*|disduk\w*|dpmptsp\w*|dpmd|dpupr\w*|dinpu\w*|dlhk?|bappeda\w*|bapenda|bpkad"
    r"|bpkp?d|bkpsdm|bakesbangpol"
    r"|satpol pp|prokopim|setda|setwan)",
    re.IGNORECASE,
)
_MEDIUM_WORD = (
    "info|kabar|blok|seputar|suara|swara|warta|radar|news|media|portal|times|pos|post|hits|today|update|online|berita|lensa|jejak"
    "|kanal|tribun|jurnal|lintas|terkini|harian|koran|memo|duta|center"
)
_IN_MEDIUM = (
    "|".join(sorted((name for name in PLACES if len(name) > 3), key=len, reverse=True)) + "|wali|ronggolawe|pantura|nusantara"
)
# "TUBANKAB", "Jatimprov": the name of a region's site without its domain.
_SITE = re.compile(r"[a-z]{3,20}(?:kab|prov)", re.IGNORECASE)
# "InfoTuban", "Kabar Tuban", "Portal Bumi Wali", "RADARTUBAN", "TubanNews": a word of the trade joined to a place.
_MEDIUM = re.compile(
    rf"(?:(?:{_MEDIUM_WORD})\s?){{1,2}}(?:bumi\s?)?(?:{_IN_MEDIUM})(?:\s?(?:{_MEDIUM_WORD}))?"
    rf"|(?:{_IN_MEDIUM})\s?(?:{_MEDIUM_WORD})"
    rf"|(?-i:(?=(?:[A-Z][a-z]+)*(?:{_MEDIUM_WORD.title()})(?![a-z]))(?:[A-Z][a-z]+){{2,4}})"
    rf"|(?-i:(?:{_MEDIUM_WORD.title()})[A-Z]{{2,5}})",  # "InfoSM"
    re.IGNORECASE,
)
_REGIONS: Final = frozenset({"kota", "barat", "timur", "utara", "selatan", "tengah"})
"""Words behind the name of a place that make it a part of it: "Tuban Kota"."""
_NAME = re.compile(r"[^\W\d_a-z][\w'’-]*(?:\s[^\W\d_a-z][\w'’-]*){0,3}")
_VILLAGE = re.compile(r"[A-Z][a-z]{2,20}(?:\s[A-Z][a-z]{2,20}){0,2}")
_REGION = re.compile(
    r"(?:desa|kelurahan|kel\.|kecamatan|kec\.|dusun|kabupaten|kab\.|kota)\s(?P<name>[A-Z][a-z]{2,20})", re.IGNORECASE
)
_NO_VILLAGE: Final = listed(
    "wisata, digital, siaga, mandiri, maju, tangguh, cerdas, pintar, layak, sehat, budaya, adat, binaan, bersinar, sadar,"
    "antikorupsi, terpadu, cantik, devisa, energi, berdaya, tertinggal, pahlawan, santri, lama, tua, pusaka, ramah, hijau,"
    "bersih, sejahtera, kreatif, inklusi, inklusif, tanggap, wali, kita, ini, itu, setempat, kami, dan"
)
_CLAUSE = re.compile(r"[^.,:;!?()\[\]/|”\"]{1,300}")
_SMALL_WORD = re.compile(r"(?<![^\W_])[a-z]{2,}")
_DOMAIN = re.compile(r"[^\W_][\w-]{1,30}(?:\.[\w-]{2,20}){0,2}\.(?:com|id|net|co|org|info|news|tv|go\.id|co\.id)", re.IGNORECASE)
_WORDS_IN_CAPITALS = re.compile(r"[A-Z][A-Z'-]+(?:\s[A-Z][A-Z'-]+){1,3}")
_CAPITALS = re.compile(r"(?:(?:KOTA|KAB\.?|KEC\.?|DESA|PULAU)\s)?[A-Z][A-Z'-]{3,}")
_NO_PLACE: Final = listed(
    "pengumuman, breaking, news, berita, foto, video, opini, advertorial, adv, humas, pemkab, pemkot, pemprov,"
    "pemerintah, kabupaten, provinsi, dinas, badan, bagian, kecamatan, desa, polri, polres, polsek, polda, kodim,"
    "koramil, dprd, umkm, bpbd, pkk, asn, pns, tni, bumd, bumdes, kpu, bawaslu, pilkada, pemilu, covid, apbd, apbn,"
    "perpres, perda, rsud, bpjs, hut, bupati, wakil, wabup, gubernur, presiden, ketua, kepala, sekda, camat, lurah,"
    "kades, catatan, update, profil, sosok, info, artikel, pantun, puisi, cerpen, rilis, press, release, siaran, pers,"
    "baznas, nasa, disclaimer, ralat, penting, perhatian"
)
_HEADWORDS: Final = _NO_PLACE | listed(
    "undangan, himbauan, imbauan, lowongan, jadwal, agenda, infografis, galeri, headline, terkini, terbaru, kabar,"
    "warta, liputan, laporan, khusus, utama, edaran, surat, kerja, karya, peraturan, putra, putri, hari, jadi,"
    "rapat, lomba, upacara, apel, pelatihan, sosialisasi, festival, gelar, kirab, pawai, pasar, murah, peringatan,"
    "hasil, pemenang, pelantikan, pembukaan, penutupan, kunjungan, bantuan, vaksinasi, program, tim, forum,"
    "kegiatan, paripurna, wisata, budaya, olahraga, pendidikan, kesehatan, ekonomi, pemerintahan, pembangunan,"
    "sosial, pertanian, hukum, politik, kriminal, umum, merdeka, selamat, ucapan, dirgahayu, duka, cita, tahun,"
    "idul, fitri, adha, maulid, nabi, natal, ramadan, ramadhan, dan, di, ke, dari, untuk, yang, dengan, para, ini,"
    "itu, dalam, pada, oleh, atau, tidak, akan, raih, buka, resmikan"
)
"""Words that a headline set in capitals begins with, and no place."""


PROOFS: Final = "Desa|Kelurahan|Kecamatan|Dusun|Kabupaten|(?<![Ww]ali )Kota|Pulau|Pemkab|Pemkot|Polres|Polsek|Kab\\.|Kec\\."
"""What stands before the name of a place and of nothing else, as a pattern."""


def is_place(text: str, *, capitals: bool = True) -> bool:
    """Tell whether `text` is a place: a known one in any case, or a word in capitals that is no office and no headword.

    So are up to four such words; of what is no known place a text may still deny it (`is_denied_by`). `capitals=False` asks
    for a known one.
    """
    if is_known(text):
        return True
    region = _REGION.fullmatch(text)
    if region is not None:
        return text[0].isupper() and region["name"].casefold() not in _NO_VILLAGE and region["name"][0].isupper()
    if not capitals or not text.isupper():
        return False
    words = text.casefold().split()
    if any(word in _HEADWORDS or not _has_vowel(word) for word in words):
        return False
    return _CAPITALS.fullmatch(text) is not None or _WORDS_IN_CAPITALS.fullmatch(text) is not None


def is_known(text: str) -> bool:
    """Tell whether `text` is a known place or a part of one ("Tuban Kota"), in any case but one that no name is written in."""
    name = text.casefold()
    if name in PLACES:
        return True
    place, _, part = name.rpartition(" ")
    return part in _REGIONS and place in PLACES and text.rsplit(maxsplit=1)[-1][0].isupper()


def is_denied_by(body: str, name: str) -> bool:
    """Tell whether the first words of a text write a word of `name` small, as no place is: "TANAM POHON - Warga tanam seribu …".

    Only words that no other step takes off: the text must say the same when it is read again.
    """
    words = set(name.casefold().split())
    if len(words) < 2 or not words.isdisjoint(PLACES):
        return False
    clause = _CLAUSE.match(body)
    return clause is not None and any(word in words for word in _SMALL_WORD.findall(clause[0]))


def is_source(text: str) -> bool:
    """Tell whether `text` is a newsroom, an office or a medium: a known one, an office with a name (KIM …), or a domain."""
    if text.casefold() in SOURCES or is_medium(text) or _OFFICE_ALONE.fullmatch(text) or _is_office(text):
        return True
    office = _OFFICE_OF_PLACE.fullmatch(text)
    return office is not None and office["place"].casefold() in PLACES


def is_medium(text: str) -> bool:
    """Tell whether `text` is a medium by its own words: a domain, a word of the trade joined to a place ("InfoTuban")."""
    return bool(_DOMAIN.fullmatch(text) or _SITE.fullmatch(text) or _MEDIUM.fullmatch(text))


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
    if not may_be_village(name):
        return False
    found = re.search(rf"\b(?:{PROOFS})\s{name}\b", text)
    return found is not None


def may_be_village(name: str) -> bool:
    """Tell whether `name` is spelt as that of a village or town: one to three words with capitals, no kind of village."""
    return _VILLAGE.fullmatch(name) is not None and name.split(maxsplit=1)[0].casefold() not in _NO_VILLAGE


def _is_office(text: str) -> bool:
    return _OFFICE.fullmatch(text) is not None and all(word[0].isupper() for word in text.split())


def _has_vowel(word: str) -> bool:
    return any(letter in "aeiou" for letter in word)
