"""Places and media that a dateline may name. Adding one here teaches it to the dateline pipeline."""

import re
from typing import Final

from pipelines.names import listed

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
    if not capitals or not text.isupper():
        return False
    words = text.casefold().split()
    if any(word in _NO_PLACE or not _has_vowel(word) for word in words):
        return False
    return _CAPITALS.fullmatch(text) is not None or (len(words) <= 3 and any(word in PLACES for word in words))


def is_source(text: str) -> bool:
    """Tell whether `text` is a newsroom, an office or a medium: a known one, an office with a name (KIM …), or a domain."""
    name = text.casefold()
    return name in SOURCES or _DOMAIN.fullmatch(text) is not None or _is_office(text)


def _is_office(text: str) -> bool:
    return _OFFICE.fullmatch(text) is not None and all(word[0].isupper() for word in text.split())


def _has_vowel(word: str) -> bool:
    return any(letter in "aeiou" for letter in word)
