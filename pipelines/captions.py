"""Reads captions as printed, `foto : … (tauviq)`, into text, credit and its kind, and takes caption lines off the body.

A line of the body is a caption only with a marker ("foto :", separator required), or where it repeats a photo's caption.
A marked line without a credit that reports what somebody said is a sentence.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from pipelines.fields import Fields, as_held, fields_of, is_split, note_finding, note_source, text_list
from pipelines.labelled import signed_above
from pipelines.names import credit_kind, ends_a_sentence, ends_in_title, is_agency, is_anonymous, is_common_word, is_position
from pipelines.signatures import continuation
from pipelines.step import Step
from tubancrawl.items import CreditKind, Photo
from tubancrawl.text import plain

LONGEST_CREDIT: int = 60
"""Characters of a line that is nothing but the credit of a photo: "(Foto: Rani)", "Foto/Humas"."""
LEADING: int = 3
"""A caption without credit is taken off the body only while fewer paragraphs than this were kept before it, bylines aside."""

# "Foto-foto itu" and "foto - foto itu" are plural nouns: a hyphen needs a space beside it and no second "foto" after it.
_MARKER = re.compile(
    r":?\s?(?:foto(?:\silustrasi)?|ket(?:erangan)?\.?\s?(?:foto|gambar)|teks foto|gambar|gbr\.?|photo"
    r"|caption(?:\sfoto)?)(?:\s\(?[1-9]\)?)?\s?"
    r"(?:[:–—](?!\d)|(?<=\s)-(?!\s?foto\b)|-(?=\s)(?!\s?foto\b))\s?",
    re.IGNORECASE,
)
_FIRST_LETTERS = frozenset({"fot", "ket", "tek", "gam", "gbr", "pho", "cap"})  # of a marker
_CREDIT = re.compile(r"[(\[]\s?([^()\[\]]{1,60})\s?[)\]]\s?[.,;]?$")
_LABEL = re.compile(
    r"(?:sumber\s)?(?:foto|photo|fotografer|[ck]redit|courtesy)(?:\s(?:by|oleh|of))?\s?[:/-]\s?|(?:dok|by)\s?:\s?"
    r"|(?:foto|photo|courtesy)\s(?:by|oleh|of)\s",
    re.IGNORECASE,
)
# "… lapak. Foto: Rudi", "… lapak | Foto: PKK", "… lapakFoto: rudi": with neither stop nor rule before, the capital tells a label.
_OPEN_CREDIT = re.compile(
    r"(?-i:(?<![^\W_])|(?<=[a-z])(?=[A-Z]))(?P<label>foto(?:grafer)?|photo|sumber(?:\sfoto)?|[ck]redit|courtesy|dok(?:umentasi)?)"
    r"(?:(?:\s(?:by|oleh|of))?\.?\s?[:/]|\s(?:by|oleh|of)\s)\s?(?P<name>[^():|]{2,40})$",
    re.IGNORECASE,
)
_UNLABELLED = re.compile(
    r"(?:[.!?”\"|•·–—]\s?|\s-\s)(?P<credit>(?:dokumentasi|dok\b\.?|©)\s?(?P<name>[^():|]{2,40})|ist(?:imewa)?)$", re.IGNORECASE
)
_SHOWN = frozenset({"pameran", "lomba", "galeri", "album", "sesi", "kontes", "kumpulan", "buku", "berupa", "dan", "judul"})
_HINTS = ("foto", "photo", "sumber", "redit", "courtesy", "dok", "©", "ist")  # one is in every such credit
_RULE = "|•·–—;/-"
_PRESS_CREDIT = re.compile(r"(?:^|(?<=[.!?”\"\w])\s)(ANTARA FOTO\s?/[^/()]{2,40}(?:/\w{1,8}){0,3})\.?$")
_PRESS_OFFICE = re.compile(
    r"(?:(?i:biro|bagian|bidang|bag\.)\s)?"
    r"(?i:humas|hms|prokopim|protokol|adpim|\w{0,8}kominfo\w{0,4}|mc|media center|infopublik|dok(?:umentasi)?"
    r"|dinas|bpbd|dis\w{2,10})"
    r"(?:\s(?:[A-Z][\w.]*|dan|&)){0,3}\.?"
)
"""An office that hands out pictures and nothing else: "Foto: Biro Adpim"."""
_BEHIND_RULE = re.compile(r"(?<=\w)\s?[/|]\s?(?P<name>[^/|():]{2,40})$")
_INITIAL = re.compile(r"\s[A-Z]\.$")
_OPEN_NAME = re.compile(r"[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){0,3}|[a-z]{3,20}")
_DIGITS = re.compile(r"\d")
_CODED = re.compile(r"cw\d{1,2}\s?/[^\d]+", re.IGNORECASE)
_LOWER_WORD = re.compile(r"[a-z][a-z'’-]{1,19}")
_LOWER_NAMES = re.compile(r"[a-z][a-z .'’-]{0,24}(?:\s?/\s?[a-z][a-z .'’-]{0,24}){1,3}")
_SAID = re.compile(
    r",\s(?:kata|ujar|tutur|jelas|ungkap|tambah|pesan|lanjut|imbuh|papar|terang|tegas|sebut|pinta|ucap|harap|tandas)(?:nya\b|\s[A-Z])"
)
"""How a sentence says whose words it reports, which no caption does: "Foto: siapa, di mana. Itu, pesannya, wajib ditulis."."""
_PART = re.compile(r"(?:^|(?<=[;.,)])\s?)(?:\(?[1-9]\s?[.)])\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """A caption read. `marker` is as printed, None where there is none; `credit` as printed without its label or None."""

    marker: str | None
    text: str
    credit: str | None
    credit_kind: CreditKind | None


def read_caption(printed: str) -> Caption:
    """Return what a caption says, with or without a marker before it.

    The credit is the last parenthesis at the very end: at most 40 characters, no digits but a code such as `cw1`, no position
    ("dua dari kiri"). After a finished sentence any such name is a credit. Without a stop before it only what cannot be a
    gloss is: ist, an office in lower case, a labelled name ("foto: …"), lower-case names with a slash, one lower-case word.
    """
    text = plain(printed)
    marker = None
    while (found := _MARKER.match(text)) is not None:
        marker = marker or found[0].strip()
        text = text[found.end() :]
    while (ornament := continuation(text[-LONGEST_CREDIT:])) is not None:
        text = text[: len(text) - len(ornament)].rstrip()
    body, credit = _split_credit(text, whole_is_credit=marker is not None)
    return Caption(marker=marker, text=body, credit=credit, credit_kind=credit_kind(credit) if credit else None)


def caption_line(line: str) -> Caption | None:
    """Return the caption that a line of the body is; None where it has no marker, is no credit alone, and so is a sentence."""
    first = line[:3]
    if first.isalpha() and first.isascii() and first.lower() not in _FIRST_LETTERS:
        return None
    opening = plain(line[:80])
    if _MARKER.match(opening):
        return read_caption(line)
    if len(line) > LONGEST_CREDIT or not opening.lstrip("(").casefold().startswith(("foto", "photo")):
        return None
    credit = read_caption(line)
    return credit if credit.credit and not credit.text else None


def caption_parts(text: str) -> list[str]:
    """Return the captions of the single pictures in "1. …; 2. …"; the whole text alone where it is not numbered from 1."""
    starts = list(_PART.finditer(text))
    if len(starts) < 2 or starts[0].start() != 0:
        return [text]
    ends = [start.start() for start in starts[1:]] + [len(text)]
    return [text[start.end() : end].strip().rstrip(";.,").strip() for start, end in zip(starts, ends, strict=True)]


def caption_texts(captions: Iterable[str], lines: Iterable[str]) -> set[str]:
    """Return what photos' `captions` and those of `lines` that are caption lines say, for `repeats_caption`."""
    marked = (caption for line in lines if (caption := caption_line(line)) is not None)
    return {_comparable(caption.text) for caption in (*map(read_caption, captions), *marked)} - {""}


def repeats_caption(line: str, texts: set[str]) -> bool:
    """Tell whether a line says what one of the `caption_texts` says, with or without a credit."""
    return _comparable(read_caption(line).text) in texts


class CaptionPipeline(Step):
    """Reads `photos[].caption` into text, `credit` and `credit_kind`, and moves caption lines from `paragraphs` to their photo.

    A caption line goes to the first photo without a caption. Where there is none, its words are kept in a photo without a URL,
    with a finding: the page shows a caption whose picture was not found. An item that has a dateline or a byline keeps its
    `paragraphs`: what is left of a sentence may look like a caption.
    """

    def apply(self, fields: Fields) -> None:
        """Read the item's captions."""
        held = fields.get("photos")
        photos = list(held) if isinstance(held, (list, tuple)) else []
        known: dict[str, Fields] = {}
        for photo in photos:
            _read_photo(photo, known)
        paragraphs = text_list(fields, "paragraphs")
        if paragraphs and fields.can_hold("photos") and not is_split(fields):
            kept, lines = _without_captions(paragraphs, set(known))
            if lines:  # a sentence above a caption line may repeat it
                kept, lines = _without_captions(paragraphs, {*known, *(_comparable(line.text) for line in lines)})
            if len(kept) < len(paragraphs):
                fields["paragraphs"] = kept
                note_source(fields, "captions", "caption line of the body")
            added = [photo for line in lines if (photo := _give(fields, photos, known, line)) is not None]
            if added:
                fields["photos"] = photos


def _split_credit(text: str, *, whole_is_credit: bool) -> tuple[str, str | None]:
    """Return the text before the credit, and the credit; `whole_is_credit` where "foto: Antara/Nama" may be all there is."""
    press = _PRESS_CREDIT.search(text[-90:]) if "ANTARA" in text else None
    if press is not None:
        return text[: len(text) - len(text[-90:]) + press.start()].rstrip(), press[1]
    found = _CREDIT.search(text[-70:]) if text.rstrip(" .,;").endswith((")", "]")) else None
    if found is not None:
        before = text[: len(text) - len(text[-70:]) + found.start()].rstrip()
        inner = found[1].strip()
        label = _LABEL.match(inner)
        credit = inner[label.end() :].strip() if label else inner
        if _is_credit(before, credit, labelled=label is not None):
            return before, credit
        return text, None
    unenclosed = _open_credit(text)
    if unenclosed is not None:
        return unenclosed
    if whole_is_credit and _is_whole_credit(text):
        return "", text.rstrip(".")
    return text, None


def _open_credit(text: str) -> tuple[str, str] | None:
    """Return the text before a credit without parentheses at the end, `… | Foto: PKK Tuban`, and the credit."""
    tail = text[-70:]
    kept_by = _BEHIND_RULE.search(_without_stop(tail))
    if kept_by is not None and _is_press_office(kept_by["name"]):
        return text[: len(text) - len(tail) + kept_by.start()].rstrip(), kept_by["name"]
    lower = tail.lower()
    if not any(hint in lower for hint in _HINTS):
        return None
    labelled = _OPEN_CREDIT.search(tail)
    if labelled is not None and _is_open_name(name := _without_stop(labelled["name"])):
        before = text[: len(text) - len(tail) + labelled.start()].rstrip()
        if not before or before.endswith((*'.!?”"', *_RULE)):
            return before.rstrip(_RULE + " "), name
        glued = tail[: labelled.start()][-1:].isalpha()
        word = before[before.rfind(" ") + 1 :]
        said_in_passing = not labelled["label"][0].isupper() or not word[:1].islower() or word in _SHOWN
        if before and (glued or not said_in_passing):
            return before, name
    found = _UNLABELLED.search(_without_stop(tail))
    if found is None or not (found["name"] is None or _is_kept_by(found["credit"], found["name"].strip())):
        return None
    return text[: len(text) - len(tail) + found.start("credit")].rstrip(_RULE + " "), found["credit"].strip()


def _is_kept_by(credit: str, name: str) -> bool:
    """Tell whether "Dok. Humas", "© Rani Hartawan" names who keeps a picture; "Dokumentasi kegiatan" does not."""
    if is_agency(name) or is_anonymous(name) or name.casefold() == "pribadi":
        return len(name.split()) <= 5
    return credit[:4].casefold() != "doku" and credit[-len(name) - 1] in ". ©" and _OPEN_NAME.fullmatch(name) is not None


def _without_stop(text: str) -> str:
    """Return the text without the stop at its end; the stop of an initial ("SONNY W.") stays."""
    text = text.strip()
    return text if _INITIAL.search(text[-3:]) else text.removesuffix(".").rstrip()


def _is_credit(before: str, credit: str, *, labelled: bool) -> bool:
    if not 1 < len(credit) <= 40 or is_position(credit) or not any(letter.isalpha() for letter in credit):
        return False
    if _DIGITS.search(credit) and not _CODED.fullmatch(credit):
        return False
    if labelled or is_anonymous(credit):
        return True
    if all(is_common_word(part.strip()) for part in credit.split("/")):
        return False
    if not before or (ends_a_sentence(before) and not ends_in_title(before)):
        return len(credit.split()) <= 5
    return _is_no_gloss(credit)


def _is_no_gloss(credit: str) -> bool:
    """Tell whether a parenthesis can be nothing but a credit even where no finished sentence stands before it."""
    if is_agency(credit):
        return credit[0].islower() or credit.casefold().startswith("dok") or "/" in credit or "." in credit
    return _LOWER_WORD.fullmatch(credit) is not None or _LOWER_NAMES.fullmatch(credit) is not None


def _is_open_name(text: str) -> bool:
    return is_anonymous(text) or (is_agency(text) and len(text.split()) <= 5) or _OPEN_NAME.fullmatch(text) is not None


def _is_press_office(text: str) -> bool:
    return _PRESS_OFFICE.fullmatch(text) is not None and credit_kind(text) == "agency"


def _is_whole_credit(text: str) -> bool:
    if _is_press_office(text):
        return True
    if is_anonymous(text) or _LOWER_NAMES.fullmatch(text) is not None:
        return True
    is_short = len(text) <= 40 and len(text.split()) <= 4
    return is_short and is_agency(text.partition("/")[0]) and ("/" in text or text.casefold().startswith(("dok.", "dok ")))


def _read_photo(photo: object, known: dict[str, Fields]) -> None:
    """Read the caption of one photo in place, and enter it into `known` under its comparable text."""
    fields = fields_of(photo)
    printed = fields.get("caption") if fields is not None else None
    if fields is None or not isinstance(printed, str):
        return
    # With a credit it was read before: a name at its end now belongs to the caption.
    if fields.get("credit") or not fields.can_hold("credit"):
        known[_comparable(printed)] = fields
        return
    caption = read_caption(printed)
    _fill(fields, caption)
    known[_comparable(caption.text)] = fields


def _fill(fields: Fields, caption: Caption) -> None:
    """Give a photo what a caption says; only the fields that its type has."""
    for name, value in (("caption", caption.text or None), ("credit", caption.credit), ("credit_kind", caption.credit_kind)):
        if name in fields or (value is not None and fields.can_hold(name)):
            fields[name] = value


def _without_captions(paragraphs: list[str], known: set[str]) -> tuple[list[str], list[Caption]]:
    """Return the paragraphs that are no captions, and the captions; an unmarked paragraph is one if it repeats a caption."""
    kept: list[str] = []
    lines: list[Caption] = []
    leading = LEADING + signed_above(paragraphs)
    texts = {text for text in known if text}
    openings = tuple({_first_word(text) for text in texts} - {""})
    for paragraph in paragraphs:
        line = caption_line(paragraph)
        if line is None and openings and plain(paragraph[:40]).casefold().startswith(openings):
            line = read_caption(paragraph)
            if _comparable(line.text) not in texts:
                line = None
        elif line is not None and not line.credit and (len(kept) >= leading or _SAID.search(line.text)):
            line = None
        if line is None:
            kept.append(paragraph)
        else:
            lines.append(line)
            texts.add(_comparable(line.text))
            openings += (_first_word(line.text),) if line.text else ()
    return kept, lines


def _first_word(text: str) -> str:
    return next(iter(text[:40].split(maxsplit=1)), "").casefold()[:20]


def _comparable(text: str) -> str:
    return plain(text).casefold().rstrip(" .")


def _give(fields: Fields, photos: list[object], known: dict[str, Fields], line: Caption) -> object | None:
    """Give a caption line to its photo; return the photo that had to be added for it, None if one was there."""
    if not line.text and not line.credit:
        return None
    same = known.get(_comparable(line.text))
    if same is not None:
        if line.credit and not same.get("credit"):
            _fill(same, replace(line, text=str(same.get("caption") or line.text)))
        return None
    for photo in photos:
        bare = fields_of(photo)
        if bare is not None and not bare.get("caption"):
            _fill(bare, line)
            known[_comparable(line.text)] = bare
            return None
    note_finding(fields, f"a caption whose picture was not found: {(line.text or line.credit or '')[:60]}")
    added = as_held(fields, Photo(caption=line.text or None, credit=line.credit, credit_kind=line.credit_kind))
    photos.append(added)
    known[_comparable(line.text)] = Fields(added)
    return added
