"""What is printed about an article around its text: when it was published, by which account; categories and tags: topics.py."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from itertools import islice
from typing import Final

from lxml import etree

from tubancrawl.parsing.blocks import Block
from tubancrawl.parsing.queries import length_of
from tubancrawl.parsing.structured import Structured, text_of
from tubancrawl.parsing.topics import CATEGORY_LABEL, LINE_PARTS, TAG_LABEL, find_categories, find_tags, link_text
from tubancrawl.parsing.words import is_counter, is_date_part, is_furniture, is_meta, key
from tubancrawl.printed_dates import read_moment

_CLAIMS: Final = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "publishdate",
    "date",
    "dc.date.issued",
    "pubdate",
)
WIB: Final = timezone(timedelta(hours=7))
_UPDATED: Final = re.compile(r"\b(?:updated?|modified|diperbar(?:ui|harui)|diubah|pembaruan|terakhir)\b", re.IGNORECASE)
_BY: Final = re.compile(
    r"(?:^|\b)(?:(?:di)?tulis oleh|written by|posted by|diposting(?:kan)? oleh|di(?:publikasi|publish|terbit"
    r"|unggah|buat)(?:kan)? oleh|published by|submitted by|uploaded by|created by|oleh|by|penulis|author|pengirim"
    r"|kontributor|dipos oleh)\s*[:\-]?\s*",
    re.IGNORECASE,
)
_NAME_END: Final = re.compile(
    r"\s*(?:[|•·,;/(»]|\s[-–—]\s|\b(?:on|pada|at|in|di|tanggal|tgl|hari|dibaca|dilihat|kategori|category|redaktur|editor)\b|\d|$)",
    re.IGNORECASE,
)
_NAME: Final = re.compile(r"[^\W\d_][\w .'’&-]{0,40}", re.UNICODE)
_AUTHOR_PATH: Final = re.compile(r"/(?:author|user|penulis|profile|profil)/", re.IGNORECASE)
_ROLES: Final = frozenset({"admin", "administrator", "superadmin", "operator", "humas", "redaksi"})
_META_LIST: Final = 200  # characters
_BADGE: Final = re.compile(r"badge|label|pill|chip|\bbtn|\bbg-|cat|kategori|rubrik|tag", re.IGNORECASE)
_USER_ICON: Final = re.compile(r"(?:^|[\s-])(?:user|users|person|account|author|pencil|pen|edit)(?:$|[\s\d-])", re.IGNORECASE)
_NO_NAMES: Final = frozenset(
    {"oleh", "by", "tag", "tags", "share", "print", "kategori", "wib", "views", "komentar", "comments", "tuban"}
)


@dataclass(slots=True)
class Meta:
    """What the lines around the text say; `sources` names the rule of each field that was found."""

    published_at: str | None = None
    posted_by: str | None = None
    categories: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    prints_date: bool = False
    """Whether a full date stands near the headline, whichever rule gave `published_at`."""
    sources: dict[str, str] = field(default_factory=dict)
    findings: list[str] = field(default_factory=list)


def read_meta(around: Sequence[Block], told: Structured, headline: str | None, root: etree._Element) -> Meta:
    """Read the fields from `around`: the blocks near the text that are not the text, the nearest to the headline first."""
    meta = Meta()
    _publish(meta, around, told)
    _post(meta, around, told)
    if (found := find_categories(around, told, headline, root)) is not None:
        meta.sources["categories"], meta.categories = found
    if (found := find_tags(around, told)) is not None:
        meta.sources["tags"], meta.tags = found
    return meta


def _publish(meta: Meta, around: Sequence[Block], told: Structured) -> None:
    printed = _printed_moment(around)
    meta.prints_date = printed is not None
    claimed = _claimed_moments(told, around)
    for moment, source in claimed:
        if printed is None or _same_day(moment, printed):
            if printed is not None and "T" in printed:
                break
            meta.published_at, meta.sources["published_at"] = _in_wib(moment, printed), source
            return
    if printed is not None:
        meta.published_at, meta.sources["published_at"] = printed, "meta line"
        for moment, source in claimed:
            if not _same_day(moment, printed):
                meta.findings.append(f"published_at: {source} says {moment}, the page prints {printed}")


def _printed_moment(around: Sequence[Block]) -> str | None:
    lines = [block for block in around if len(block.text) <= 200 and not _UPDATED.search(block.text)]
    for number, block in enumerate(lines):
        if (found := read_moment(block.text)) is None:
            continue
        if "T" not in found and number + 1 < len(lines):
            return read_moment(f"{block.text} {lines[number + 1].text}") or found
        return found
    for size in (2, 3):  # a date set as a tile: day, month and year are elements of their own
        for number in range(len(lines) - size + 1):
            window = lines[number : number + size]
            if all(len(block.text) <= 20 for block in window):
                found = read_moment(" ".join(block.text for block in window))
                if found is not None:
                    return found
    return None


def _claimed_moments(told: Structured, around: Sequence[Block]) -> list[tuple[str, str]]:
    """Return the moments that the page tells machines, well formed ones only."""
    found = []
    if told.article is not None:
        found.append((text_of(told.article.get("datePublished")), "json-ld"))
    found.extend((told.first(name), name) for name in _CLAIMS)
    for block in around:
        day = read_moment(block.text) if block.moment else None
        if day is not None and _same_day(block.moment, day):
            found.append((block.moment, "time element"))
    return [(value, source) for value, source in found if value and _moment(value) is not None]


def _moment(value: str) -> datetime | None:
    try:
        return datetime.fromisoformat(value.strip().replace(" +", "+"))
    except ValueError:
        return None


def _same_day(claimed: str, printed: str) -> bool:
    """Tell whether a claim names the printed day, in its own zone or in the site's (many templates print WIB and claim UTC)."""
    moment = _moment(claimed)
    if moment is None:
        return False
    days = {moment.date()} | ({moment.astimezone(WIB).date()} if moment.tzinfo else set())
    return printed[:10] in {day.isoformat() for day in days}


def _in_wib(claimed: str, printed: str | None) -> str:
    """Return a claimed moment in WIB. Templates that claim UTC and mean WIB give themselves away by the printed day."""
    moment = _moment(claimed)
    assert moment is not None
    if len(claimed.strip()) <= 10:
        return moment.date().isoformat()
    local = moment.replace(tzinfo=WIB) if moment.tzinfo is None else moment.astimezone(WIB)
    if printed is not None and local.date().isoformat() != printed[:10]:
        local = moment.replace(tzinfo=WIB)
    return local.replace(microsecond=0).isoformat()


def _post(meta: Meta, around: Sequence[Block], told: Structured) -> None:
    for number, block in enumerate(around):
        following = around[number + 1].text if number + 1 < len(around) else ""
        name = _labelled_name(block.text, following) or _linked_name(block)
        if name is not None:
            meta.posted_by, meta.sources["posted_by"] = name, "meta line"
            return
    for block in around:
        if block.role == "author" or _has_user_icon(block):
            name = _a_name(_BY.sub("", block.text, count=1))
            if name is not None:
                meta.posted_by, meta.sources["posted_by"] = name, "meta line"
                return
    if (name := _listed_name(around)) is not None:
        meta.posted_by, meta.sources["posted_by"] = name, "meta list"
        return
    author = text_of(told.article.get("author")) if told.article is not None else None
    for value, source in ((author, "json-ld"), (told.first("author", "article:author"), "meta author")):
        publisher = {key(told.first("og:site_name") or "")}
        if value and not value.startswith("http") and key(value) not in publisher and _a_name(value):
            meta.posted_by, meta.sources["posted_by"] = value, source
            return


def _labelled_name(text: str, following: str) -> str | None:
    if len(text) > 160 or "powered by" in text.lower():
        return None
    for part in [text, *LINE_PARTS.split(text)]:
        label = _BY.search(part)
        if label is None or (label.start() > 0 and not LINE_PARTS.search(part) and len(part) > 120):
            continue
        rest = part[label.end() :]
        if not rest:
            return _a_name(following.lstrip(": ")) if _BY.fullmatch(part) else None
        return _a_name(rest[: _end_of_name(rest)])
    return None


def _end_of_name(text: str) -> int:
    ends = _NAME_END.search(text)
    return ends.start() if ends else len(text)


def _a_name(text: str) -> str | None:
    """Return `text` if it can be an account's name: a few words of letters."""
    name = text.strip(" :,.|-")
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
        if len(block.text) > 120 or read_moment(block.text) is None:
            continue
        parts = [part for part in LINE_PARTS.split(block.text) if part]
        if len(parts) == 1:
            parts = block.text.split(", ")
        names = [part for part in parts if _may_be_account(part)]
        if len(parts) > 1 and len(names) == 1:
            return _a_name(names[0])
        siblings = _list_of(block, around, number)
        names = [other.text for other in siblings if _may_be_account(other.text) and not other.role.startswith(("cat", "tag"))]
        if names:
            return _a_name(names[0])
    return None


def _list_of(block: Block, around: Sequence[Block], number: int) -> list[Block]:
    """Return the other items of a block's list: short boxes of one kind, side by side, that are no badges."""
    near = around[max(0, number - 4) : number + 5]
    for levels in (1, 2):  # the box itself, or a wrapper of box and icon
        parent = _up(block.element, levels)
        if parent is None or length_of(parent) > _META_LIST:
            return []
        items = [
            other
            for other in near
            if other is not block
            and _up(other.element, levels) is parent
            and other.element.tag == block.element.tag
            and not _BADGE.search(other.element.get("class") or "")
        ]
        if items:
            return items
    return []


def _up(element: etree._Element, levels: int) -> etree._Element | None:
    return next(islice(element.iterancestors(), levels - 1, None), None)


def _may_be_account(text: str) -> bool:
    return (
        not text.endswith(",")
        and read_moment(text) is None
        and not is_counter(text)
        and (text.lower() in _ROLES or not is_meta(text))
        and not is_furniture(text)
        and not CATEGORY_LABEL.match(text)
        and not TAG_LABEL.match(text)
        and not is_date_part(text)
        and _a_name(text) is not None
    )
