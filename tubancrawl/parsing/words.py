"""What short printed lines of the genre mean: share bars, counters, labels, headings that end an article. Knows no markup."""

import re
from functools import lru_cache
from typing import Final

from tubancrawl.printed_dates import read_moment
from tubancrawl.printed_dates.spans import has_digit

_REMEMBERED: Final = 2_048
"""Texts whose meaning is kept: several rules ask the same of a block, and a template prints the same lines on every page."""
_LONGEST: Final = 300
"""Characters of a text that is remembered: a hostile page must not fill the memory of a crawl."""
_LINE: Final = 60
_FIRST: Final = 24  # characters
_HEADING: Final = 80  # characters of a heading that ends an article
_NOT_WORD: Final = re.compile(r"[\W_]+")


def key(text: str) -> str:
    """Return what two prints of the same words share: letters and digits, case-folded."""
    return _short_key(text) if len(text) <= _LONGEST else _NOT_WORD.sub("", text).casefold()


def prints(text: str, wanted: str) -> bool:
    """Tell whether `text` has the key `wanted`. Most texts tell by their first words that they have not."""
    return wanted.startswith(key(text[:_FIRST])) and key(text) == wanted


@lru_cache(maxsize=_REMEMBERED)
def _short_key(text: str) -> str:
    return _NOT_WORD.sub("", text).casefold()


_SHARE_LINE: Final = re.compile(
    (
        r"(?:(?:share|bagikan|sebarkan|berbagi|cetak|print|email|e-mail|kirim|simpan|pdf|facebook|fb|twitter"
        r"|tweet|x|whatsapp|wa|telegram|line|copy|salin|pinterest|linkedin|instagram|tiktok|youtube|threads|like"
        r"|suka|ke|via|to|on|di|this|ini|it|artikel|berita|post|and|dan|url|link|tautan|media|sosial|teman"
        r"|berhasil|dicopy|disalin)[\s:/|,.!•·-]*)+"
    ),
    re.IGNORECASE,
)
_FURNITURE: Final = re.compile(
    (
        r"(?:(?:loading|memuat|tutup|close|kembali(?: ke .{1,30})?|back|menu|home|beranda|top|ke atas|scroll .*"
        r"|lihat semua|selengkapnya|baca selengkapnya|read more|continue reading|lanjutkan membaca|sebelumnya"
        r"|selanjutnya|previous|next|prev|older|newer|(?:previous|next|prev) (?:post|article|story|entry)s?"
        r"|(?:berita|artikel|post|pos) (?:sebelumnya|selanjutnya|berikutnya)|berikutnya|advertisement"
        r"|advertisements|iklan|sponsored|ukuran (?:huruf|font).*|font size.*|a-?\s*a\+?|text size.*"
        r"|(?:suka|like)\s+(?:memuat|loading)|print friendly.{0,30}|rating\s*:?\s*[\d.,]+\s*/\s*\d+.{0,20}"
        r"|prev(?:ious)?\s+next|selengkapnya (?:baca |klik |lihat )?di ?sini|klik (?:pada )?(?:gambar|foto)\b.{0,60}"
        r"|(?:diterbitkan|dipublikasikan|published|posted|dimuat) (?:di|in) [\w ,&]{3,40}"
        r"|(?:tonton|saksikan|lihat) (?:juga )?(?:video|tayangan)\b.{0,60}"
        r"|dengarkan(?: berita| artikel)?|follow us.*|ikuti kami.*|subscribe.*|berlangganan.*|rate this.*"
        r"|beri rating.*|featured|headline|unggulan|hot news|breaking news|(?:\d+ )?menit (?:baca|membaca)"
        r"|\d+ min(?:ute)?s? read)[\s:»«›‹→←…!.]*|(?:cek|baca|ikuti|simak|temukan) berita.{0,60}(?:google news"
        r"|whatsapp channel|saluran whatsapp).*|url berhasil (?:dicopy|disalin).*"
        r"|(?:silah?kan )?(?:harap )?aktifkan javascript .*(?:komentar|disqus).*|copyright .*|©.{0,20}\d{4}.*"
        r"|sumber\s*:\s*(?:https?://)?(?:www\.)?[\w.-]+\.(?:id|com|net|org)(?:/\S*)?"
        r"|(?:hubungi|kontak|chat)(?: kami)? (?:via|lewat|melalui|di)? ?(?:whatsapp|wa|telegram).{0,40}"
        r"|(?:gabung|ikuti|join|follow|dapatkan)\b.{0,60}(?:whatsapp|telegram|saluran|channel|google news).{0,40}"
        r"|[«‹←].{3,150}\|.{3,150}[»›→]|(?:ini|lihat) (?:adalah )?iklan.{0,20}|scroll (?:untuk|ke).{0,40}"
        r"|(?:seluruh|semua) (?:isi|berita|konten|materi)\b.{0,80}(?:dikutip|dilindungi|hak cipta).*"
        r"|(?:kutipan diperbolehkan|dilarang (?:mengutip|menyalin|memperbanyak|keras)).*"
        r"|\{/?[a-z][^{}]{0,80}\}|hak cipta .*|all rights reserved.*|(?:this entry was posted in|bookmark the permalink|edit this"
        r"|filed under).*|(?:alamat email anda tidak akan dipublikasikan"
        r"|your email address will not be published).*)"
    ),
    re.IGNORECASE,
)
_READING_TIME: Final = re.compile(
    r"(?:(?:estimasi|perkiraan|waktu|lama) )*(?:mem)?baca\s*:?\s*(?:sekitar |± ?)?\d+ menit|\d+ menit (?:mem)?baca(?:an)?"
    r"|(?:estimated )?(?:reading|read) time\s*:?.{0,20}|(?:less than (?:a|1)|\d+) min(?:ute)?s?(?: of)? read(?:ing)?"
    r"|less than a minute",
    re.IGNORECASE,
)
_POSTED: Final = re.compile(
    r"\W{0,3}(?:this (?:entry|post|article) (?:was|is) (?:posted|published|written|filed)\b"
    r"|(?:entri|tulisan|artikel|pos|posting(?:an)?|kiriman|catatan) ini"
    r" (?:di)?(?:tulis|pos|poskan|posting|kirim|publikasi|terbit|muat)"
    r"(?:kan)?\b(?=.{0,120}\b(?:kategori|permalink|arsip|respon|tanggapan|oleh admin|tandai)))",
    re.IGNORECASE,
)
"""How the line begins below an article in which a theme of WordPress tells date and category in a sentence."""
_RESPONSES: Final = re.compile(
    r"(?:you can (?:follow (?:any|all) (?:responses|comments)|leave a (?:response|comment)|skip to the end and leave)"
    r"|both comments and pings are|responses are currently closed|comments are closed"
    r"|(?:anda|kamu) (?:bisa|dapat) (?:(?:meng)?ikuti (?:semua )?"
    r"(?:aliran )?(?:respon|tanggapan|komentar)|(?:men)?inggalkan (?:respon|tanggapan|komentar)))\b.{0,260}",
    re.IGNORECASE,
)
_LETTERHEAD: Final = re.compile(
    r"PEMERINTAH (?:KABUPATEN|KOTA|PROVINSI|DESA) [A-Z ,.&()'-]{2,120}?\W*(?:J[Ll]\.?|JALAN|Jalan|Telp|Telepon|Kode Pos)\b"
)
"""How the paper of an office begins, at the head of a page made to be printed: its name and address."""
_INVITED: Final = 600  # characters
_INVITES: Final = re.compile(
    r"(?:dapatkan|ikuti|gabung|bergabung(?:lah)?|simak|jangan lewatkan|langganan|berlangganan|cek|temukan|ingin|mau)\b"
    r"(?=.*\b(?:whatsapp|telegram|google news|newsletter|saluran|channel)\b)(?=.*\b(?:klik|tautan|link|tekan)\b)",
    re.IGNORECASE,
)
"""A template's invitation to its channels, which takes a few sentences."""
_READ_MORE: Final = re.compile(
    r"(?:baca |lihat )?(?:selengkapnya|selanjutnya|detail)|read more|continue reading.*|lanjutkan membaca.*|lebih lanjut"
    r"|baca (?:berita|artikel)"
    r"(?:\W.*)?",
    re.IGNORECASE,
)
_ENDS: Final = re.compile(
    (
        r"(?:\(?\d+\)?\s*)?(?:komentar|comments?|tanggapan|leave a (?:reply|comment)|tinggalkan (?:balasan"
        r"|komentar)|tulis komentar|kirim komentar|beri(?:kan)? komentar|posting komentar|post a comment"
        r"|add comment|facebook comments?|(?:no|tidak ada|belum ada) (?:comments?|komentar)|komentar (?:facebook|anda|pembaca"
        r"|\(\d+\))|comments? \(\d+\)|silakan (?:tulis|beri).{0,20}komentar|join the conversation|diskusi"
        r"|discussion)\s*(?:\(?\d*\)?)[\s:.!]*(?:yet)?[.!]?"
    ),
    re.IGNORECASE,
)
_LISTS: Final = re.compile(
    "|".join(
        (
            (
                r"(?:\W*)(?:(?:berita|artikel|post|postingan|pos|informasi|konten|kabar|news|posts?|articles?"
                r"|stories|warta|butir|tulisan|infografis|foto|video|rubrik|related|popular|recent|latest|most|baca|lihat|you"
                r"|anda|kegiatan|topik|more"
                r"|what'?s)\s*(?:dan artikel )?)(?:terkait|lainnya|lain|terbaru|terkini|terpopuler|populer"
                r"|pilihan|rekomendasi|serupa|sebelumnya|selanjutnya|related|popular|recent|posts?|articles?|news"
                r"|stories|juga|may (?:also )?like|mungkin (?:juga )?suka|might (?:also )?like|sejenis|read|hot"
                r"|untuk anda|for you)(?: (?:news|posts?|articles?|lainnya|berita|artikel|this|anda"
                r"|terkait))?[\s:»…]*"
            ),
            (
                r"(?:\W*)(?:terkait|terpopuler|populer|terkini|rekomendasi(?: untuk anda)?|trending"
                r"|jangan lewatkan|terbaru|related|recommended)[\s:]*"
            ),
        )
    ),
    re.IGNORECASE,
)
_COUNTER: Final = re.compile(
    (
        r"(?:(?:telah )?(?:dibaca|dilihat|hits?|views?|viewed|read|pengunjung|pembaca|tayang(?:an)?|pageviews?"
        r"|klik)\s*:?\s*)?(?:sebanyak )?[\d.,]+\s*[kKmM]?\s*(?:x|kali|views?|hits?|times|pembaca|orang|pengunjung"
        r"|dibaca|dilihat|klik)*\s*(?:dibaca|dilihat|views?|hits?|kali)?[.\s]*|\d+ (?:likes?|suka|shares?|comments?|komentar)"
        r"|(?:dibaca|dilihat|hits?"
        r"|views?)\s*:?\s*|visited [\d.,]+ times?(?:, [\d.,]+ visits? today)?"
        r"|[\d.,]+ (?:total )?views?\W+[\d.,]+ views? today|total views?\s*:?\s*[\d.,]+(?:\W+views? today\s*:?\s*[\d.,]+)?"
    ),
    re.IGNORECASE,
)
_LABEL: Final = re.compile(
    (
        r"(?:kategori|category|categories|rubrik|tags?|topik|label|last updated?|terakhir (?:diperbarui|diubah)"
        r"|diperbarui|updated?|dipublikasi(?:kan)?(?: (?:pada|oleh|tanggal))?|published(?: (?:on|by|at|in|date))?"
        r"|post(?:ed|ing)(?: (?:on|by|in|oleh|pada))?|tanggal(?: (?:posting|publikasi|terbit))?|diposting(?: (?:oleh|pada))?"
        r"|diterbitkan(?: (?:oleh|pada))?|diunggah(?: (?:oleh|pada))?|terbit|tayang|rilis|dirilis|dicetak|diakses"
        r"|dikirim(?: (?:oleh|pada))?|written by|submitted by|created|dibuat"
        r"|publish(?:er)?|uploaded by|administrator|superadmin|admin|pada|on|by|jam|pukul|waktu)\b"
    ),
    re.IGNORECASE,
)
_DATE_WORDS: Final = re.compile(
    (
        r"\b(?:senin|selasa|rabu|kamis|jum'?[ae]t|jum’at|sabtu|minggu|ahad|pon|wage|kliwon|legi|pa?hing|monday|tuesday|wednesday|thursday"
        r"|friday|saturday|sunday|mon|tue|wed|thu|fri|sat|sun|sen|sel|rab|kam|jum|sab|min|jan(?:uari|uary)?"
        r"|[fp]eb(?:ruari|ruary)?|mar(?:et|ch)?|apr(?:il)?|mei|may|jun[ie]?|jul[iy]?|agu(?:stus)?|aug(?:ust)?"
        r"|sept?(?:ember)?|o[ck]t(?:ober)?|no[vp](?:ember)?|de[cs](?:ember)?|wib|wita|wit|am|pm|jam|pukul|st|nd"
        r"|rd|th|yang lalu|ago|hari ini|kemarin|tadi|baru saja|today|yesterday|just now|hari|days?"
        r"|hours?|minggu|jam|menit|minutes?|bulan|months?|tahun|years?|detik"
        r"|seconds?|weeks?)\b"
    ),
    re.IGNORECASE,
)
_DATE_PUNCTUATION: Final = re.compile(r"[\d\s.,:;()/+'’-]+")
_AUTHOR: Final = re.compile(
    (
        r"(?:\b(?:(?:penulis|pewarta|reporter|wartawan|kontributor|teks|naskah|foto dan teks)(?=\s*:)|dikirim oleh|oleh|by"
        r"|ditulis oleh|written by|posted by|diposting(?:kan)? oleh|dipublikasikan oleh"
        r"|published by|diterbitkan oleh|diunggah oleh|submitted by|uploaded by|author|user"
        r"|redaksi)(?!_)\s*:?\s*)(?P<name>.*)"
    ),
    re.IGNORECASE,
)
_SEPARATORS: Final = re.compile(r"\s*[|•·»/\\]\s*|\s+[-–—]\s+|\s{2,}")


def is_furniture(text: str) -> bool:
    """Tell whether a short line is a button, a share bar or a notice of the template."""
    if len(text) > 200:
        return len(text) <= _INVITED and bool(
            _INVITES.match(text) or _RESPONSES.fullmatch(text) or _POSTED.match(text) or _LETTERHEAD.match(text)
        )
    return _is_furniture(text.strip(" -–—*•|[]()"))


@lru_cache(maxsize=_REMEMBERED)
def _is_furniture(text: str) -> bool:
    return (
        bool(_SHARE_LINE.fullmatch(text) or _FURNITURE.fullmatch(text) or _READING_TIME.fullmatch(text))
        or bool(_RESPONSES.fullmatch(text))
        or bool(_POSTED.match(text) or _LETTERHEAD.match(text))
        or is_counter(text)
    )


def is_measure(text: str) -> bool:
    """Tell whether a short line counts views, or the minutes that reading takes: `1.203`, `2 minutes read`."""
    return is_counter(text) or bool(len(text) < _LINE and _READING_TIME.fullmatch(text))


def tells_when_posted(text: str) -> bool:
    """Tell whether a line is the sentence of old WordPress themes about date and category: `This entry was posted on …`."""
    return len(text) <= _INVITED and bool(_POSTED.match(text))


def is_read_more(text: str) -> bool:
    """Tell whether a line is the link of a teaser to the whole article."""
    return len(text) < 40 and bool(_READ_MORE.fullmatch(text))


def is_counter(text: str) -> bool:
    """Tell whether a line is a view counter: `Dibaca 12 kali`, `336`, `1K`, `12 View`."""
    return len(text) < 60 and bool(_COUNTER.fullmatch(text))


def ends_article(text: str) -> bool:
    """Tell whether a line is the heading of the comments: nothing after it is of the article."""
    return len(text) < _HEADING and bool(_ENDS.fullmatch(text))


def heads_list(text: str) -> bool:
    """Tell whether a line is the heading of a list of other articles."""
    return len(text) < 60 and bool(_LISTS.fullmatch(text))


def heads_other(text: str) -> bool:
    """Tell whether a line is the heading of the comments or of a list of other articles."""
    return len(text) < _HEADING and bool(_ENDS.fullmatch(text) or heads_list(text))


def is_meta(text: str) -> bool:
    """Tell whether a line holds nothing but a date, a counter, an account, a category's label: what a meta list prints."""
    return len(text) <= 140 and _is_meta(text)


def _has_digit(text: str) -> bool:
    return has_digit(text) if text.isascii() else any(c.isdigit() for c in text)


@lru_cache(maxsize=_REMEMBERED)
def _is_meta(text: str) -> bool:
    if not _has_digit(text) and not _LABEL.match(text) and not _AUTHOR.match(text):
        return False
    parts = [part for part in _SEPARATORS.split(text) if part]
    return all(_is_meta_part(part) or all(map(_is_meta_part, part.split(", "))) for part in parts)


_GENERIC: Final = re.compile(
    r"(?:(?:detail|baca|read|single|halaman|lihat|isi|view|daftar|arsip)\s+)?(?:berita|artikel|article|news|post"
    r"|blog|informasi|konten|page)s?(?:\s+(?:details?|single|terkini|terbaru|daerah|utama|kami|page|lengkap"
    r"|kabupaten))?(?:\s+(?:tuban|kabupaten tuban))?",
    re.IGNORECASE,
)


def is_generic(text: str) -> bool:
    """Tell whether a title names a kind of page: `Detail Berita`, `Berita Terkini`."""
    return len(text) < 50 and bool(_GENERIC.fullmatch(text))


def is_date_part(text: str) -> bool:
    """Tell whether a text has no words but those of dates and times."""
    return not _DATE_PUNCTUATION.sub("", _DATE_WORDS.sub("", text))


def _is_meta_part(part: str) -> bool:
    if is_counter(part) or _SHARE_LINE.fullmatch(part):
        return True
    if (labelled := _AUTHOR.match(part)) and len(labelled["name"]) <= 60 and not labelled["name"].endswith("."):
        return True
    if _LABEL.match(part) and len(part) <= 80 and not part.endswith("."):
        return True
    return is_date_part(part)


def is_date_line(text: str) -> bool:
    """Tell whether a line prints a full date and is no sentence: `18/07/2018 14:13 - Heri S - 336 kali dibaca`."""
    return len(text) <= 100 and _is_date_line(text)


@lru_cache(maxsize=_REMEMBERED)
def _is_date_line(text: str) -> bool:
    return text[-1:] not in ".!?”" and _has_digit(text) and moment_in(text) is not None


_DOTTED: Final = re.compile(r"(?<![\d.,/])(\d{1,2})\.(\d{1,2})\.((?:19|20)\d\d)(?![\d.])")
_GLUED: Final = re.compile(r"(?<=\d)(?=[^\W\d_]{3})|(?<=[^\W\d_]{3})(?=\d)")
_TILE: Final = 24  # characters of a date set as boxes side by side, whose texts are glued: `13Apr2020`
_SHORT_YEAR: Final = re.compile(r"(?<![\d./-])(\d{1,2})[/-](\d{1,2}|[A-Za-z]{3,9})[/-](\d\d)(?![\d/.-])")
_MONTH_FIRST: Final = re.compile(r"(?<![\d./-])(0?[1-9]|1[0-2])([/-])(1[3-9]|2\d|3[01])\2((?:19|20)\d\d)(?![\d/.-])")
"""A date whose second number can be no month."""


_HASHTAGS: Final = re.compile(r"(?:#[^\W\d_][\w-]*[\s,]*)+")


def is_hashtags(text: str) -> bool:
    """Tell whether a line is a row of hashtags: `#banjir #tanggul`."""
    return text[:1] == "#" and bool(_HASHTAGS.fullmatch(text))


def moment_in(text: str) -> str | None:
    """Return the first full date of a meta line as ISO 8601, also as only meta lines print it: `16.06.2022`, `10/02/22`."""
    found = read_moment(text)
    if found is None and _has_digit(text):
        spelt = _GLUED.sub(" ", text) if len(text) <= _TILE else text
        spelt = _SHORT_YEAR.sub(r"\1/\2/20\3", _DOTTED.sub(r"\1/\2/\3", spelt))
        spelt = _MONTH_FIRST.sub(r"\3\2\1\2\4", spelt)
        found = read_moment(spelt) if spelt != text else None
    return found
