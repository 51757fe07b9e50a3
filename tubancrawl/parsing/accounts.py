"""Which account of the CMS published an article: by a label, a link to it, its icon, its place beside the date."""

import re
from collections.abc import Sequence
from itertools import islice, pairwise
from typing import Final

from lxml import etree

from tubancrawl.parsing.blocks import Block
from tubancrawl.parsing.line_parts import LINE_PARTS, badges_of, moment_of, parts_of
from tubancrawl.parsing.lines import INLINE
from tubancrawl.parsing.queries import length_of
from tubancrawl.parsing.signs import names_site
from tubancrawl.parsing.structured import Structured, text_of
from tubancrawl.parsing.topics import CATEGORY_LABEL, FOLDER, RUBRICS, TAG_LABEL, is_elsewhere, link_text
from tubancrawl.parsing.words import is_counter, is_date_part, is_furniture, is_meta, key, moment_in

_BY: Final = re.compile(
    r"(?:^|\b)(?:(?:di)?tulis oleh|written by|posted by|diposting(?:kan)? oleh|di(?:publikasi|publish|terbit"
    r"|unggah|buat)(?:kan)? oleh|published by|submitted by|uploaded by|created by|dikirim(?:kan)? oleh|dipos oleh|disusun oleh"
    r"|oleh|by|(?:penulis|author|admin|pengirim|kontributor|pewarta|reporter|wartawan|jurnalis|(?<!dan )teks|naskah"
    r"|posting)(?=\s*:)|penulis|author)\s*[:\-]?\s*",
    re.IGNORECASE,
)
_BY_STEMS: Final = (
    *("oleh", "by", "penulis", "author", "admin", "pengirim", "kontributor", "pewarta", "reporter", "wartawan", "jurnalis"),
    *("teks", "naskah", "posting"),
)
"""One of them stands in whatever `_BY` finds: to look for them takes a tenth of its time."""
_LOGIN_DIGITS: Final = r"\d{0,3}(?:\s*(?:[|•·,;()»]|$)|\s+[-–—]\s|\s+(?:\d|senin|selasa|rabu|kamis|jum|sabtu|minggu|ahad))"
"""What follows the first digit of `operator1` in a line: nothing that could make it a date's, as in `kominfo2 Mei 2019`."""
_NAME_END: Final = re.compile(
    r"\s*(?:[|•·,;/(»]|\s[-–—]\s|\b(?:on|pada|at|in|di|dalam|tanggal|tgl|hari|dibaca|dilihat|kategori|category|redaktur|editor|di(?:posting|publikasi|terbit|unggah)\w*"
    r"|senin|selasa|rabu|kamis|jum.?at|sabtu|minggu|ahad"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b|(?<!\w)\d|(?<=[^\W\d_])\d(?!" + _LOGIN_DIGITS + r")|$)",
    re.IGNORECASE,
)
_NAME: Final = re.compile(r"[^\W\d_][\w .'’&-]{0,40}", re.UNICODE)
_AUTHOR_PATH: Final = re.compile(r"/(?:authors?|users?|u|penulis|redaksi|profile|profil)/", re.IGNORECASE)
_ROLE: Final = re.compile(r"(?:admin(?:istrator)?|superadmin|operator|humas|redaksi)(?: [^\W\d_][\w.]*){0,3}", re.IGNORECASE)
_OFFICE: Final = re.compile(
    r"dis|din|bap|bpbd|bkd|bkp|bps|dprd|kec|kel|kominfo|kpu|pemkab|pkk|polres|ppid|prokopim|protokol|rsud|satpol|setda|tim",
    re.IGNORECASE,
)
"""How the names of offices begin, which have accounts too."""
_LOGIN_AT_END: Final = re.compile(r"[\d)BAT]\s+((?:admin|operator|humas)[\w.-]*|[a-z]+_[a-z_\d]+)$")
"""A name that only an account has, after the date or time that it shares a line with."""
_PASSED: Final = re.compile(r"\d+ (?:detik|menit|jam|hari|minggu|bulan|tahun)(?: yang)? lalu", re.IGNORECASE)
"""A date as seen from the day of the visit: it says no day, and what stands beside it is a meta list."""
_COMMENTS: Final = re.compile(r"(?:\d+\s*)?(?:komentar|comments?|views?|hits?|kali|dibaca|dilihat|\d+x?)", re.IGNORECASE)
_INITIAL_AT_END: Final = re.compile(r"\s[A-Z]$")
_META_LINE: Final = 80  # characters
_NEAR: Final = 3  # levels
_META_LIST: Final = 200  # characters
_BADGE: Final = re.compile(r"badge|label|pill|chip|\bbtn|\bbg-|cat|kategori|rubrik|tag", re.IGNORECASE)
_USER_ICON: Final = re.compile(r"(?:^|[\s-])(?:user|users|person|account|author|pencil|pen|edit)(?:$|[\s\d-])", re.IGNORECASE)
_NO_NAMES: Final = frozenset(
    {"oleh", "by", "tag", "tags", "share", "print", "kategori", "wib", "views", "komentar", "comments", "tuban"}
)


def find_account(around: Sequence[Block], told: Structured) -> tuple[str, str] | None:
    """Return rule and name; None where no rule gives one. `around`: the lines near the text, nearest to the headline first."""
    for number, block in enumerate(around):
        following = around[number + 1] if number + 1 < len(around) else None
        name = _as_set(_labelled_name(block.text, following), block) or _labelled_part(block) or _linked_name(block)
        if name is not None:
            return "meta line", name
    for block in around:
        if block.role == "author" or _has_user_icon(block):
            text = _BY.sub("", _without_badge(block), count=1)
            name = _a_name(text[: _end_of_name(text)])
            if name is not None:
                return "meta line", name
    if (name := _listed_name(around) or _name_before_date(around) or _name_among_counters(around)) is not None:
        return "meta list", name
    author = text_of(told.article.get("author")) if told.article is not None else None
    claimed = told.first("author", "article:author")
    for value, source in ((author, "json-ld"), (claimed if _is_printed(claimed, around) else None, "meta author")):
        publisher = {key(told.first("og:site_name") or "")}
        if value and not value.startswith("http") and key(value) not in publisher and _a_name(value):
            return source, value
    return None


def _without_badge(block: Block) -> str:
    """Return a line without the badge that ends it: `admin` of `admin <span class="badge">Lingkungan Hidup</span>`."""
    named = (link_text(part) for part in badges_of(block))
    return block.text.removesuffix(next((said for said in named if said != block.text and block.text.endswith(said)), ""))


def _is_printed(name: str | None, around: Sequence[Block]) -> bool:
    """Tell whether a name that only the head claims stands beside the text: many templates name their maker there."""
    wanted = key(name or "")
    return bool(wanted) and any(wanted in key(block.text) for block in around)


def _as_set(name: str | None, block: Block) -> str | None:
    """Return a name without what follows it in another element and is glued to it in the text: `RudiMonday`."""
    for part in block.element.iter("a", "span", "b", "strong", "em", "i") if name else ():
        said = link_text(part)
        if name and len(said) > 2 and name.startswith(said) and name[len(said) : len(said) + 1].isalpha():
            return said
    return name


def _name_before_date(around: Sequence[Block]) -> str | None:
    """Return the name that begins a dated line, set apart by markup alone: `<b>Risma</b> Sunday, 22 June 2025`."""
    for block in around:
        if len(block.text) > 100 or block.kind == "heading" or moment_in(block.text) is None:
            continue
        first = next((child for child in block.element.iterchildren() if isinstance(child.tag, str)), None)
        if first is None or (block.element.text or "").strip() or len(block.element) < 2:
            continue
        said = link_text(first)
        if said and block.text.startswith(said) and _may_be_account(said) and not names_site(said):
            return _a_name(said)
    return None


def _name_among_counters(around: Sequence[Block]) -> str | None:
    """Return the one linked name in a line that else holds counters and buttons: `prokopim 0 Comments 1678 Views`."""
    for block in around:
        if len(block.text) > 120 or len(block.links) < 2 or block.role in {"tags", "categories", "crumbs"}:
            continue
        named = [
            text for link in block.links if (text := link_text(link)) and _may_be_account(text) and not _COMMENTS.fullmatch(text)
        ]
        rest = block.text.replace(named[0], "", 1) if len(named) == 1 else "x"
        if all(part.isdigit() or _COMMENTS.fullmatch(part) for part in rest.split()):
            return _a_name(named[0])
    return None


def _labelled_name(text: str, following: Block | None) -> str | None:
    if len(text) > 160 or not _may_label(text) or "powered by" in text.lower():
        return None
    for part in [text, *LINE_PARTS.split(text)]:
        label = _BY.search(part)
        if label is None or (label.start() > 0 and not LINE_PARTS.search(part) and len(part) > 120):
            continue
        rest = part[label.end() :]
        if not rest:
            named = following is not None and following.kind == "text" and _BY.fullmatch(part)
            return _a_name(following.text.lstrip(": ")) if named and following is not None else None
        return _a_name(rest[: _end_of_name(rest)])
    return None


def _labelled_part(block: Block) -> str | None:
    """Return the name after a label that is an element of its own: `…WIB<span>Oleh <b>Tim Ekonomi</b></span>…`."""
    may_hold = len(block.text) <= _META_LIST and len(block.element) > 0 and _may_label(block.text)
    parts = parts_of(block) if may_hold else ()
    return next((_a_name(name) for label, name in pairwise(parts) if _BY.fullmatch(label)), None)


def _may_label(text: str) -> bool:
    return not text.isascii() or any(map(text.lower().__contains__, _BY_STEMS))


def _end_of_name(text: str) -> int:
    ends = _NAME_END.search(text)
    return ends.start() if ends else len(text)


def _a_name(text: str) -> str | None:
    """Return `text` if it can be an account's name: a few words of letters."""
    name = text.strip(" :,.|-–•·»/")
    if _INITIAL_AT_END.search(name) and text[text.find(name) + len(name) :].startswith("."):
        name += "."
    if not name or key(name) in _NO_NAMES or not _NAME.fullmatch(name) or len(name.split()) > 6 or is_furniture(name):
        return None
    return name


def _linked_name(block: Block) -> str | None:
    for link in block.links:
        if "author" in (link.get("rel") or "").split() or _AUTHOR_PATH.search(link.get("href") or ""):
            return _a_name(_BY.sub("", link_text(link), count=1))
    return None


def _has_user_icon(block: Block) -> bool:
    return bool(_USER_ICON.search(block.icon))


def _listed_name(around: Sequence[Block]) -> str | None:
    """Return the name in a meta list that labels nothing: date, account, category with a trailing comma, counter."""
    for number, block in enumerate(around):
        if len(block.text) > 120 or not (block.moment or _PASSED.fullmatch(block.text) or moment_of(block)):
            continue
        if (login := _LOGIN_AT_END.search(block.text)) is not None:
            return login[1]
        parts: Sequence[str] = parts_of(block)
        if len(parts) == 1:
            parts = block.text.split(", ")
        led = {link_text(link) for link in block.links if is_elsewhere(link)}
        names = [part for part in parts if _may_be_account(part) and part not in led]
        if len(parts) > 1 and len(names) == 1:
            return _a_name(names[0])
        names = [
            other.text
            for other in (*_list_of(block, around, number), *_beside(block, around, number))
            if _may_be_account(other.text)
            and not other.role.startswith(("cat", "tag"))
            and not FOLDER.search(other.icon)
            and not any(is_elsewhere(link) and link_text(link) == other.text for link in other.links)
        ]
        if names:
            return _a_name(names[0])
    return None


def _is_rubric(text: str) -> bool:
    """Tell whether one word in capitals beside a date is a rubric's, `SOSOK`: what else is set so is an office or a login."""
    return text.isupper() and text.isalpha() and len(text) > 3 and not (_ROLE.fullmatch(text) or _OFFICE.match(text))


def _list_of(block: Block, around: Sequence[Block], number: int) -> list[Block]:
    """Return the other items of a block's list: short boxes of one kind, side by side, that are no badges."""
    near = around[max(0, number - 4) : number + 5]
    for levels in (0, 1, 2):  # the lines of one box; boxes side by side; each box in a wrapper with its icon
        parent = _up(block.element, levels)
        if parent is None or length_of(parent) > _META_LIST:
            return []
        items = [
            other
            for other in near
            if other is not block
            and _up(other.element, levels) is parent
            and (other.element.tag == block.element.tag or {other.element.tag, block.element.tag} <= INLINE)
            and not _BADGE.search(other.element.get("class") or "")
        ]
        if items:
            return items
    return []


def _beside(block: Block, around: Sequence[Block], number: int) -> list[Block]:
    """Return the lines before and after a block that stand with it in a box which holds hardly more."""
    near = (other for other in around[max(0, number - 1) : number + 2] if other is not block and other.kind == "text")
    return [other for other in near if _share_line(block.element, other.element)]


def _share_line(element: etree._Element, other: etree._Element) -> bool:
    """Tell whether two elements stand in one box that holds little more than them: a name, a date, a time of reading."""
    around = {other, *islice(other.iterancestors(), _NEAR)}
    box = next((up for up in islice(element.iterancestors(), _NEAR) if up in around), None)
    return box is not None and length_of(box) <= _META_LINE


def _up(element: etree._Element, levels: int) -> etree._Element | None:
    return element if levels == 0 else next(islice(element.iterancestors(), levels - 1, None), None)


def _may_be_account(text: str) -> bool:
    return (
        not text.endswith(",")
        and moment_in(text) is None
        and not is_counter(text)
        and (_ROLE.fullmatch(text) is not None or not is_meta(text))
        and not is_furniture(text)
        and not CATEGORY_LABEL.match(text)
        and not TAG_LABEL.match(text)
        and not is_date_part(text)
        and key(text) not in RUBRICS
        and not _is_rubric(text)
        and _a_name(text) is not None
    )
