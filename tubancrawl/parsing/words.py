"""What short printed lines of the genre mean: share bars, counters, labels, headings that end an article. Knows no markup."""

import re
from functools import lru_cache
from typing import Final

from tubancrawl.printed_dates import read_moment

_REMEMBERED: Final = 2_048
"""Texts whose meaning is kept: several rules ask the same of a block, and a template prints the same lines on every page."""
_NOT_WORD: Final = re.compile(r"[\W_]+")


@lru_cache(maxsize=_REMEMBERED)
def key(text: str) -> str:
    """Return what two prints of the same words share: letters and digits, case-folded."""
    return _NOT_WORD.sub("", text).casefold()


_SHARE_LINE: Final = re.compile(
    (
        r"(?:(?:share|bagikan|sebarkan|berbagi|cetak|print|email|e-mail|kirim|simpan|pdf|facebook|fb|twitter"
        r"|tweet|x|whats"
        r"app|wa|telegram|line|copy|salin|pinterest|linkedin|instagram|tiktok|youtube|threads|like|suka|ke"
        r"|via|to|on|di|th"
        r"is|ini|it|artikel|berita|post|and|dan|url|link|tautan|media|sosial|teman|berhasil|dicopy"
        r"|disalin)[\s:/|,.!•·-"
        r"]*)+"
    ),
    re.IGNORECASE,
)
_FURNITURE: Final = re.compile(
    (
        r"(?:"
        r"(?:loading|memuat|tutup|close|kembali(?: ke .{1,30})?|back|menu|home|beranda|top|ke atas|scroll .*"
        r"|lihat semua|selengkapnya"
        r"|baca selengkapnya|read more|continue reading|lanjutkan membaca|sebelumnya|selanjutnya|previous"
        r"|next|prev|older|newer"
        r"|(?:previous|next|prev) (?:post|article|story|entry)s?|(?:berita|artikel|post|pos) (?:sebelumnya"
        r"|selanjutnya|berikutnya)"
        r"|berikutnya|advertisement|advertisements|iklan|sponsored|ukuran (?:huruf|font).*|font size.*"
        r"|a-?\s*a\+?|text size.*"
        r"|dengarkan(?: berita| artikel)?|follow us.*|ikuti kami.*|subscribe.*|berlangganan.*|rate this.*"
        r"|beri rating.*"
        r"|featured|headline|unggulan|hot news|breaking news|(?:\d+ )?menit (?:baca|membaca)"
        r"|\d+ min(?:ute)?s? read)[\s:»«›‹→←…!.]*"
        r"|(?:cek|baca|ikuti|simak|temukan) berita.{0,60}(?:google news|whatsapp channel|saluran whatsapp).*"
        r"|url berhasil (?:dicopy|disalin).*"
        r"|(?:silah?kan )?(?:harap )?aktifkan javascript .*(?:komentar|disqus).*"
        r"|copyright .*|©.{0,20}\d{4}.*|hak cipta .*|all rights reserved.*"
        r"|(?:this entry was posted in|bookmark the permalink|edit this|filed under).*"
        r"|(?:alamat email anda tidak akan dipublikasikan|your email address will not be published).*"
        r")"
    ),
    re.IGNORECASE,
)
_ENDS: Final = re.compile(
    (
        r"(?:\(?\d+\)?\s*)?(?:komentar|comments?|tanggapan|leave a (?:reply|comment)|tinggalkan (?:balasan"
        r"|komentar)|tulis"
        r" komentar|kirim komentar|beri(?:kan)? komentar|posting komentar|post a comment|add comment|(?:no"
        r"|tidak ada|belum"
        r" ada) (?:comments?|komentar)|komentar (?:facebook|anda|pembaca|\(\d+\))|comments? \(\d+\)"
        r"|silakan (?:tulis|beri)"
        r".{0,20}komentar|join the conversation|diskusi|discussion)\s*(?:\(?\d*\)?)[\s:.!]*(?:yet)?[.!]?"
    ),
    re.IGNORECASE,
)
_LISTS: Final = re.compile(
    "|".join(
        (
            (
                r"(?:\W*)(?:(?:berita|artikel|post|postingan|pos|informasi|konten|kabar|news|posts?|articles?|stories"
                r"|"
                r"related|popular|recent|latest|most|baca|lihat|you|anda|kegiatan|topik|more"
                r"|what'?s)\s*(?:dan artikel"
                r" )?)(?:terkait|lainnya|lain|terbaru|terkini|terpopuler|populer|pilihan|rekomendasi|serupa"
                r"|sebelumnya"
                r"|selanjutnya|related|popular|recent|posts?|articles?|news|stories|juga|may (?:also )?like|mungkin"
                r" (?:juga )?suka|might (?:also )?like|sejenis|read|hot|untuk anda|for you)(?: (?:news|posts?|article"
                r"s?|lainnya|berita|artikel|this|anda|terkait))?[\s:»…]*"
            ),
            (
                r"(?:\W*)(?:terkait|terpopuler|populer|terkini|rekomendasi(?: untuk anda)?|trending|jangan lewatkan"
                r"|te"
                r"rbaru|related|recommended)[\s:]*"
            ),
        )
    ),
    re.IGNORECASE,
)
_COUNTER: Final = re.compile(
    (
        r"(?:(?:telah )?(?:dibaca|dilihat|hits?|views?|viewed|read|pengunjung|pembaca|tayang(?:an)?"
        r"|pageviews?|klik)\s*:?\s*)?"
        r"(?:sebanyak )?[\d.,]+\s*[kKmM]?\s*(?:x|kali|views?|hits?|times|pembaca|orang|pengunjung|dibaca"
        r"|dilihat|klik)*\s*"
        r"(?:dibaca|dilihat|views?|hits?|kali)?[.\s]*"
        r"|(?:dibaca|dilihat|hits?|views?)\s*:?\s*"
    ),
    re.IGNORECASE,
)
_LABEL: Final = re.compile(
    (
        r"(?:kategori|category|categories|rubrik|tags?|topik|label|last updated?|terakhir (?:diperbarui"
        r"|diubah)|diperbarui"
        r"|updated|dipublikasikan(?: (?:pada|oleh|tanggal))?|published(?: (?:on|by|at|in|date))?"
        r"|posted(?: (?:on|by|in))?|"
        r"tanggal(?: (?:posting|publikasi|terbit))?|diposting(?: (?:oleh|pada))?|diterbitkan(?: (?:oleh"
        r"|pada))?|diunggah"
        r"(?: (?:oleh|pada))?|written by|submitted by|created|dibuat|publish(?:er)?|uploaded by|administrator"
        r"|superadmin|a"
        r"dmin|pada|on|by|jam|pukul|waktu)\b"
    ),
    re.IGNORECASE,
)
_DATE_WORDS: Final = re.compile(
    (
        r"\b(?:senin|selasa|rabu|kamis|jum'?[ae]t|jum’at|sabtu|minggu|ahad|monday|tuesday|wednesday|thursday"
        r"|friday|saturd"
        r"ay|sunday|mon|tue|wed|thu|fri|sat|sun|sen|sel|rab|kam|jum|sab|min|jan(?:uari|uary)?|[fp]eb(?:ruari"
        r"|ruary)?|mar"
        r"(?:et|ch)?|apr(?:il)?|mei|may|jun[ie]?|jul[iy]?|agu(?:stus)?|aug(?:ust)?|sept?(?:ember)?"
        r"|o[ck]t(?:ober)?|no[vp]"
        r"(?:ember)?|de[cs](?:ember)?|wib|wita|wit|am|pm|jam|pukul|st|nd|rd|th|yang lalu|ago|hari|days?"
        r"|hours?|minggu|jam|"
        r"menit|minutes?|bulan|months?|tahun|years?|detik|seconds?|weeks?)\b"
    ),
    re.IGNORECASE,
)
_AUTHOR: Final = re.compile(
    (
        r"(?:\b(?:oleh|by|ditulis oleh|written by|posted by|diposting(?:kan)? oleh|dipublikasikan oleh"
        r"|published by|diterbitkan oleh|"
        r"diunggah oleh|submitted by|uploaded by|author|user|redaksi)\s*:?\s*)(?P<name>.*)"
    ),
    re.IGNORECASE,
)
_SEPARATORS: Final = re.compile(r"\s*[|•·»/\\]\s*|\s+[-–—]\s+|\s{2,}")


@lru_cache(maxsize=_REMEMBERED)
def is_furniture(text: str) -> bool:
    """Tell whether a short line is a button, a share bar or a notice of the template."""
    if len(text) > 160:
        return False
    return bool(_SHARE_LINE.fullmatch(text) or _FURNITURE.fullmatch(text)) or is_counter(text)


def is_counter(text: str) -> bool:
    """Tell whether a line is a view counter: `Dibaca 12 kali`, `336`, `1K`, `12 View`."""
    return len(text) < 60 and bool(_COUNTER.fullmatch(text))


@lru_cache(maxsize=_REMEMBERED)
def ends_article(text: str) -> bool:
    """Tell whether a line is the heading of the comments: nothing after it is of the article."""
    return len(text) < 80 and bool(_ENDS.fullmatch(text))


@lru_cache(maxsize=_REMEMBERED)
def heads_list(text: str) -> bool:
    """Tell whether a line is the heading of a list of other articles."""
    return len(text) < 60 and bool(_LISTS.fullmatch(text))


@lru_cache(maxsize=_REMEMBERED)
def is_meta(text: str) -> bool:
    """Tell whether a line holds nothing but a date, a counter, an account, a category's label: what a meta list prints."""
    if len(text) > 140:
        return False
    if not any(c.isdigit() for c in text) and not _LABEL.match(text) and not _AUTHOR.match(text):
        return False
    parts = [part for part in _SEPARATORS.split(text) if part]
    return all(_is_meta_part(part) or all(map(_is_meta_part, part.split(", "))) for part in parts)


def _is_meta_part(part: str) -> bool:
    if is_counter(part) or _SHARE_LINE.fullmatch(part):
        return True
    if (labelled := _AUTHOR.match(part)) and len(labelled["name"]) <= 60 and not labelled["name"].endswith("."):
        return True
    if _LABEL.match(part) and len(part) <= 80 and not part.endswith("."):
        return True
    rest = re.sub(r"[\d\s.,:;()/+'’-]+", "", _DATE_WORDS.sub("", part))
    return not rest


@lru_cache(maxsize=_REMEMBERED)
def is_date_line(text: str) -> bool:
    """Tell whether a line prints a full date and is no sentence: `18/07/2018 14:13 - Heri S - 336 kali dibaca`."""
    return len(text) <= 100 and text[-1:] not in ".!?”" and any(c.isdigit() for c in text) and read_moment(text) is not None
