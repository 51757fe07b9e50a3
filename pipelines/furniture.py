"""What lines of page furniture look like. Every rule asks for the whole line: a sentence that only mentions sharing is body."""

import re
from typing import Final, Literal

from pipelines.names import listed
from tubancrawl.text import plain

FooterKind = Literal["disqus", "views", "related", "share", "tags", "more", "comments", "ads", "site", "ornament", "headline"]
"""What a line of furniture is. `more` is a link to the full text, `site` the site's frame (copyright, steps to other pages,
reading aids), `ornament` a line without a letter or digit, `headline` a repetition of the headline."""

LONGEST: Final = 220
"""Characters; the longest furniture line met is a related link of about 150."""


def _any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_NETWORK = (
    r"(?:facebook|twitter|whats\s?app|wa|telegram|line|instagram|linkedin|pinterest|e-?mail"
    r"|copy link|copy|salin tautan|x|print|cetak)\b"
)
_SHAPES: Final[dict[FooterKind, re.Pattern[str]]] = {
    "related": _any_of(
        r"\W{0,4}(?:baca|lihat|simak)\s(?:juga|lainnya|pula)\s?[:»>|–-].*",
        # "Baca juga buku itu." is a sentence: without a colon the line must not end as one does.
        r"\W{0,4}(?:baca|lihat|simak)\s(?:juga|lainnya|pula)(?:\s[^.!?]*)?",
        r"\W{0,4}(?:berita|artikel|pos|post|tulisan|warta|kabar|informasi)"
        r"\s(?:terkait|lain(?:nya)?|terbaru|terkini|terpopuler|populer|pilihan|serupa)\s?(?::.*)?",
        r"rekomendasi(?: untuk anda)?|(?:anda )?mungkin (?:anda )?(?:juga )?(?:suka|tertarik)|you (?:may|might) also like",
        r"(?:paling )?(?:banyak )?dibaca minggu ini|paling banyak dibaca|jangan lewatkan\s?:?|trending|most (?:read|popular)",
        r"\W{0,4}(?:related (?:posts?|articles?|news)|popular(?: posts?)?|terpopuler|terkini)\s?(?::.*)?",
        r"cek berita dan artikel yang lain di google news.*",
        r"simak berita selengkapnya.*",
        r"ikuti (?:berita|kami|update)\b.*google news.*",
    ),
    "share": _any_of(
        rf"(?:bagikan|share)(?:\s(?:this|ke|on|via|(?:artikel|berita|post|halaman) ini))?\s?:?(?:[\s,|/]{{0,3}}{_NETWORK})*",
        rf"{_NETWORK}(?:[\s,|/]{{1,3}}{_NETWORK})*|(?:like|tweet|pin it|subscribe)(?: us)?",
        r"(?:hubungi|chat|kontak|ikuti|follow|temukan|sapa)\s(?:kami|us|admin|redaksi)"
        rf"(?:\s(?:via|melalui|lewat|di|on|juga|media sosial))*(?:[\s,|/&:]{{1,3}}(?:dan\s)?{_NETWORK})*\s?[:.!]?",
        r"(?:gabung|join|ikuti|dapatkan|follow)\b[^.!?]{0,60}"
        r"\b(?:channel|saluran|kanal|grup)\s(?:whats\s?app|wa|telegram|youtube)\b[^.!?]{0,40}[.!]?",
        r"(?:url|tautan|link) (?:berhasil )?(?:di\s?copy|disalin)[.!]?",
        r"salin tautan|copy link",
    ),
    # A list item "Kategori: umum dan pelajar." ends as a sentence does; a template's line never.
    "tags": _any_of(r"(?:tags?|label|kategori|categor(?:y|ies)|topik)\s?:(?:[^.!?]|\.(?=\w))*", r"tags?"),
    "more": _any_of(
        r"(?:baca |berita |info )?selengkapnya\s?(?:(?:di|klik|baca|:|>|»)\s?){0,3}"
        r"(?:(?:https?://)?[\w-]{1,40}(?:\.[\w-]{1,40}){1,5}(?:/\S*)?)?",
        r"read more\W{0,3}",
    ),
    "comments": _any_of(
        r"tinggalkan (?:balasan|komentar)\b.{0,60}",
        r"batal(?:kan)? (?:mem)?balas(?:an)?|cancel reply",
        r"alamat (?:e-?mail|surel) anda tidak akan dipublikasikan\b.*|your email address will not be published\b.*",
        r"(?:ruas|kolom) yang wajib ditandai.{0,5}|required fields are marked.{0,5}",
        r"(?:posting|kirim|tulis(?:kan)?|poskan|tambahkan) komentar(?: anda)?\W{0,3}|leave a (?:reply|comment)\W{0,3}",
        r"(?:\d{1,5} )?(?:komentar|comments?)(?: \(?\d{1,5}\)?)?\s?[:*]?",
        r"(?:tidak|belum) ada komentar\.?|no comments?(?: yet)?\.?",
        r"(?:suka ini|like this|menyukai ini)\s?:?(?:\s(?:suka|like))?(?:\s(?:memuat|loading))?\W{0,3}|(?:memuat|loading)\W{1,3}",
    ),
    "ads": _any_of(
        r"[-–—=*\s]{0,6}(?:iklan|advertisements?|ads|sponsored|promoted)(?:\s?[-–—:|]?\s?scroll\b.{0,60})?[-–—=*\s]{0,6}",
        r"scroll (?:untuk|to) (?:me)?(?:lanjut|continue|resume)\w{0,4}\b[^.!?]{0,40}",
    ),
    "site": _any_of(
        r"(?:copyright|hak cipta|©)\s?(?:©|\(c\))?\s?\d{4}\b.{0,80}|all rights reserved\.?",
        r"\W{0,3}(?:(?:artikel |berita |pos )?(?:sebelum|selanjut|berikut)nya|navigasi (?:pos|artikel)|post navigation)\W{0,3}",
        r"halaman\s?:?\s?(?:selanjutnya|berikutnya|sebelumnya|\d{1,2}(?:\s\d{1,2}){0,9}(?: dari \d{1,2})?)",
        r"\W{0,3}(?:previous|next|older|newer)(?: (?:post|article)s?)?\W{0,3}",
        r"\W{0,3}(?:kembali(?: ke (?:atas|beranda|daftar berita))?|back to top|lewati ke konten|skip to content)\W{0,3}",
        r"(?:(?:estimasi|waktu|lama)\s){0,2}(?:mem)?baca\s?:?\s?\d{1,3} menit|\d{1,3} (?:menit (?:mem)?baca|min(?:ute)?s? read)",
        r"this (?:entry|post) was (?:posted|published|written|filed) (?:on|in|by)\b.*",
        r"you can (?:follow any responses|leave a response)\b.*",
        r"(?:ukuran (?:huruf|teks|font)|font size|perbesar huruf)\W{0,3}(?:\ba\b\W{0,3}){0,4}|a\W{1,3}a\W{0,3}(?:a\W{0,2})?",
        r"(?:dengarkan|listen to|unduh|download|print|cetak) (?:artikel|berita|halaman|pdf|this article)(?: ini)?",
    ),
}

_AMOUNT = r"(?P<{0}>\d[\d.,]{{0,12}})\s?(?P<u{0}>[kmrj]|rb|jt|ribu|juta)?\b"
_VIEWS = _any_of(
    r"(?:(?:telah|sudah|berita ini|artikel ini|post|total|jumlah)\s){0,2}"
    r"(?:(?:di)?baca|dilihat|ditonton|views?|hits?|pembaca|pengunjung)\s?:?\s?"
    rf"(?:sebanyak\s|oleh\s)?{_AMOUNT.format('a')}\s?(?:x|kali|pembaca|orang|views?|hits?)?\.?",
    rf"{_AMOUNT.format('b')}\s?(?:x|kali)?\s?(?:di(?:baca|lihat|tonton)|views?|hits|pembaca|pengunjung)(?: kali)?\.?",
    r"(?P<c>\d{1,6})x (?:dilihat|dibaca)",
)
_THOUSAND, _MILLION = 1_000, 1_000_000
_SCALE: Final = {"k": _THOUSAND, "r": _THOUSAND, "rb": _THOUSAND, "ribu": _THOUSAND} | {
    "m": _MILLION,
    "j": _MILLION,
    "jt": _MILLION,
    "juta": _MILLION,
}
_BARE_COUNT = re.compile(r"\d{1,3}(?:[.,]\d{3})*|\d{1,7}|\d{1,4}(?:[.,]\d)?\s?[KkMm]")

_DISQUS_LINE = _any_of(
    r"(?:(?:please enable javascript to view the )?(?:blog )?comments? powered by disqus\.?\s?){1,3}",
    r"view the discussion thread\.?",
    r"(?:(?:load|lihat|tampilkan|komentar|\d{1,5}) )*disqus(?: comments?)?[.:]?",
)
_DISQUS_CODE = _any_of(r"disqus_(?:shortname|config|thread|identifier|url|title)\b", r"\.disqus\.com/(?:embed|count)\.js")
_ASKS = _any_of(
    r"please|untuk\b|agar\b|demi\b|sil(?:ah|a)kan|mohon|harap|tolong|anda (?:perlu|harus)",
    r"(?:akti[fv]kan|nyalakan|hidupkan|enable)\b",
)
_SCRIPT = re.compile(r"java\s?script", re.IGNORECASE)
_COMMENT = re.compile(r"\b(?:komentar|comments?|diskusi|discussion|disqus)", re.IGNORECASE)
_ENABLE = re.compile(r"akti[fv]kan|nyalakan|hidupkan|enable", re.IGNORECASE)
_FIRST_WORDS: Final = listed(
    "baca, lihat, simak, berita, artikel, pos, tulis, related, popul, terpop, terkini, cek, ikuti, bagikan, share,"
    "facebook, twitter, whats, telegram, line, insta, linked, pinterest, e-mail, email, copy, salin, print, cetak, url,"
    "tautan, link, tag, label, kategori, categor, topik, info, selengkap, read, tinggal, batal, cancel, alamat, your, ruas,"
    "kolom, required, kirim, tambah, leave, komentar, comment, tidak, belum, telah, sudah, total, jumlah, dibaca, dilihat,"
    "ditonton, view, hit, pembaca, pengunjung, iklan, adver, ads, sponsor, promot, scroll, hubungi, chat, kontak, follow,"
    "temukan, sapa, gabung, join, dapatkan, suka, like, menyukai, memuat, loading, warta, kabar, rekomend, anda, mungkin,"
    "you, paling, jangan, trending, most, copyright, hak, all, previous, next, older, newer, sebelum, selanjut, berikut,"
    "navigasi, kembali, back, lewati, skip, estimasi, waktu, lama, membaca, ukuran, font, halaman, tweet, pin, subscribe,"
    "this, perbesar, dengar, listen, unduh, download"
)
"""How any line of the shapes above begins, but those that begin with a digit, a sign or a word of one or two letters."""

# Four letters and a set cost a tenth of a match; nearly every paragraph is told apart by them.
_FIRST_LETTERS: Final = frozenset(word[:4] for word in _FIRST_WORDS)
_LONGEST_OPENING: Final = 24
_OPENING = re.compile(rf"\W{{0,6}}(?:\d|wa\b|x\b|no\b|a\b|{'|'.join(sorted(_FIRST_WORDS))})")  # of a line in lower case
_WORD = re.compile(r"[^\W_]")
_STOPPED = re.compile(r"[.!?…)\]”\"’']\s*$")


def footer_kind(line: str, *, disqus: bool = True) -> FooterKind | None:
    """Return what kind of furniture a whole line is; None for a line of the body.

    `disqus` is False where `may_be_disqus` was already denied of a text that the line is part of.
    """
    if len(line) > LONGEST:
        return "disqus" if disqus and "isqus" in line and _DISQUS_CODE.search(line) and not _STOPPED.search(line[-40:]) else None
    first = line[:4].lower()
    in_letters = first.isalpha() and first.isascii()
    if not in_letters and not _WORD.search(line):
        return "ornament"
    if disqus and may_be_disqus(line) and is_disqus(plain(line)):
        return "disqus"
    # Words of three letters come with a fourth here, as in "tags" and "post".
    told_apart = in_letters and first not in _FIRST_LETTERS and first[:3] not in _FIRST_LETTERS
    if told_apart or not _OPENING.match(line[:_LONGEST_OPENING].lower()):
        return None
    text = plain(line)
    if view_count(text) is not None:
        return "views"
    return next((kind for kind, shape in _SHAPES.items() if shape.fullmatch(text)), None)


def view_count(line: str) -> int | None:
    """Return what a view counter shows ("Dibaca 1.204 kali" is 1204, "1,2K views" is 1200); None for any other line."""
    found = _VIEWS.fullmatch(plain(line))
    if found is None:
        return None
    number = found["a"] or found["b"] or found["c"]
    scale = _SCALE.get((found["ua"] or found["ub"] or "").casefold())
    if scale is None:
        return int(re.sub(r"\D", "", number))
    return round(float(re.sub(r"[.,](?=[.,\d]*[.,])|[.,]$", "", number).replace(",", ".")) * scale)


def is_bare_count(line: str) -> bool:
    """Tell whether a line is only a number, as the site's meta list prints its view counter: 336, 1.204, 1K."""
    return len(line) <= 12 and _BARE_COUNT.fullmatch(line.strip()) is not None


def may_be_disqus(text: str) -> bool:
    """Tell cheaply whether `text` has a word that every line of Disqus has."""
    return "isqus" in text or "cript" in text or "iscussion" in text or "ISQUS" in text or "CRIPT" in text or "DISC" in text


def is_disqus(text: str) -> bool:
    """Tell whether a whole line in plain white space is of Disqus: its link, its noscript sentence in any words, its code.

    Hand-made noscript sentences vary, so it is any one sentence that begins by asking and names JavaScript and comments.
    """
    if _DISQUS_LINE.fullmatch(text) or _DISQUS_CODE.search(text):
        return True
    if not _SCRIPT.search(text) or ". " in text:
        return False
    return bool(_ASKS.match(text) and _ENABLE.search(text) and _COMMENT.search(text))
