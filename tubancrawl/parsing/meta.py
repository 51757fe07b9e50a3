"""What is printed about an article around its text: when it was published, by which account; categories and tags: topics.py."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Final

from lxml import etree

from tubancrawl.parsing.accounts import find_account
from tubancrawl.parsing.blocks import Block
from tubancrawl.parsing.headline import Headline
from tubancrawl.parsing.line_parts import moment_of, parts_of
from tubancrawl.parsing.structured import Structured, text_of
from tubancrawl.parsing.tags import find_tags
from tubancrawl.parsing.topics import find_categories
from tubancrawl.parsing.words import moment_in, tells_when_posted

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
_NOT_PUBLISHED: Final = re.compile(
    r"\b(?:updated?|modified|diperbar(?:ui|harui)|diubah|disunting|pembaruan|terakhir|dicetak|printed|diakses|diunduh"
    r"|accessed)\b",
    re.IGNORECASE,
)
"""Words of a line whose date is another than that of publication."""
_LABELLED: Final = re.compile(
    r"[,;]?\s+(?=\(?(?:di|last )?(?:terbit|publi|tayang|post|unggah|rilis|perbar|updat|ubah|sunting|modif))", re.IGNORECASE
)
"""Where in a line a label begins that says what happened on the date behind it."""
_CLOCK: Final = re.compile(
    r"(?:pukul|pkl\.?|jam|waktu|time)?\s*:?\s*(?P<hour>[01]?\d|2[0-3])[.:](?P<minute>[0-5]\d)(?:[.:][0-5]\d)?\s*(?P<half>[ap]m)?\s*(?P<zone>wib)?",
    re.IGNORECASE,
)
_CLOCK_AT: Final = re.compile(r"\b(?P<hour>[01]\d|2[0-3])[.:](?P<minute>[0-5]\d)\b")
_RELATIVE: Final = re.compile(r"\b(?:kemarin|hari ini|tadi|barusan|baru saja|lalu|yesterday|today|just now|ago)\b", re.IGNORECASE)
_SHORT: Final = 120  # characters of a line that prints when and by whom, and no more
_NOON: Final = 12
_NEAR: Final = 4  # lines after a printed date in which its time may stand


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


def read_meta(
    around: Sequence[Block],
    told: Structured,
    headline: Headline | None,
    root: etree._Element,
    body: etree._Element | None = None,
) -> Meta:
    """Read the fields from `around`: the blocks near the text that are not the text, the nearest to the headline first."""
    title, heading = (None, None) if headline is None else (headline.text, headline.element)
    meta = Meta()
    _publish(meta, around, told)
    if (account := find_account(around, told)) is not None:
        meta.sources["posted_by"], meta.posted_by = account
    if (found := find_categories(around, told, title, meta.posted_by, heading=heading, root=root)) is not None:
        meta.sources["categories"], meta.categories = found
    if (found := find_tags(around, told, meta.categories, body)) is not None:
        meta.sources["tags"], meta.tags = found
    return meta


def _publish(meta: Meta, around: Sequence[Block], told: Structured) -> None:
    """Set what the page prints, a bare day where it prints no time; what it tells machines only where it prints no day."""
    printed = _printed_moment(around)
    meta.prints_date = printed is not None
    claimed = _claimed_moments(told, around)
    if printed is None:
        if claimed:
            meta.published_at, meta.sources["published_at"] = _in_wib(claimed[0][0]), claimed[0][1]
        return
    meta.published_at, meta.sources["published_at"] = printed, "meta line"
    for moment, source in claimed:
        if not _same_day(moment, printed):
            meta.findings.append(f"published_at: {source} says {moment}, the page prints {printed}")


def _printed_moment(around: Sequence[Block]) -> str | None:
    lines = [block for block in around if len(block.text) <= 200 or tells_when_posted(block.text)]
    for number, block in enumerate(lines):
        if _NOT_PUBLISHED.search(block.text):  # what another part of the line says stands: `Diperbarui: … | Tayang: …`
            said = [part for whole in parts_of(block) for part in _LABELLED.split(whole)]
            found = moment_in(" | ".join(part for part in said if not _NOT_PUBLISHED.search(part)))
        else:
            found = moment_of(block)
        if found is None:
            continue
        return found if "T" in found else _with_clock(found, lines, number)
    for size in (2, 3):  # a date set as a tile: day, month and year are elements of their own
        for number in range(len(lines) - size + 1):
            window = lines[number : number + size]
            if all(len(block.text) <= 20 and not _NOT_PUBLISHED.search(block.text) for block in window):
                found = moment_in(" ".join(block.text for block in window))
                if found is not None:
                    return found if "T" in found else _with_clock(found, lines, number + size - 1)
    return None


def _with_clock(day: str, lines: Sequence[Block], number: int) -> str:
    """Return `day` with the time that its line or one near it prints, alone or confirmed by a claim of that day."""
    for part in parts_of(lines[number])[1:]:
        clock = _CLOCK.fullmatch(part.strip(" |,-·•"))
        if clock and (clock["zone"] or ":" in part or not clock[0][0].isdigit()):
            return _at(day, clock)
    for place, block in enumerate(lines[number + 1 : number + 1 + _NEAR]):
        clock = _CLOCK.fullmatch(block.text.strip(" |,-·•"))
        if clock and (place == 0 or clock["zone"] or ":" in block.text or not clock[0][0].isdigit()):
            return _at(day, clock)
    for block in (*lines[number + 1 : number + 1 + _NEAR], *lines[:number][:_NEAR]):
        parts = parts_of(block) if len(block.text) <= _SHORT and _CLOCK_AT.search(block.text) and moment_of(block) is None else ()
        said = next((clock for part in parts if (clock := _CLOCK.fullmatch(part.strip(" |,-·•")))), None)
        if said is not None and not said[0][0].isdigit():  # `Oleh: Rani | Pukul: 14:13`
            return _at(day, said)
    for block in lines:
        moment = _moment(block.moment) if block.moment and len(block.moment) > 10 else None
        if moment is None or not _same_day(block.moment, day):
            continue
        printed = {(int(found["hour"]), int(found["minute"])) for found in _CLOCK_AT.finditer(block.text)}
        if (moment.hour, moment.minute) in printed:
            return f"{day}T{moment.hour:02}:{moment.minute:02}:00+07:00"
    return day


def _at(day: str, clock: re.Match[str]) -> str:
    """Return a day with the time of a clock, of twelve hours where it says `am` or `pm`."""
    hour, half = int(clock["hour"]), (clock["half"] or "").lower()
    if half and 1 <= hour <= _NOON:
        hour = hour % _NOON + (_NOON if half == "pm" else 0)
    return f"{day}T{hour:02}:{clock['minute']}:00+07:00"


def _claimed_moments(told: Structured, around: Sequence[Block]) -> list[tuple[str, str]]:
    """Return the moments that the page tells machines, well formed ones only."""
    found = []
    if told.article is not None:
        found.append((text_of(told.article.get("datePublished")), "json-ld"))
    found.extend((told.first(name), name) for name in _CLAIMS)
    timed = (block for block in around if block.moment and not _NOT_PUBLISHED.search(block.text))
    found.extend((block.moment, "time element") for block in timed if _is_said(block.moment, block.text))
    return [(value, source) for value, source in found if value and _moment(value) is not None]


def _is_said(claimed: str, text: str) -> bool:
    """Tell whether a line prints what its `<time>` claims: the day, or a day as seen from today, or the time alone."""
    if (day := moment_in(text)) is not None:
        return _same_day(claimed, day)
    moment = _moment(claimed)
    if moment is None or len(text) > _SHORT:
        return False
    moment = moment.astimezone(WIB) if moment.tzinfo else moment
    printed = {(int(found["hour"]), int(found["minute"])) for found in _CLOCK_AT.finditer(text)}
    return _RELATIVE.search(text) is not None or (moment.hour, moment.minute) in printed


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


def _in_wib(claimed: str) -> str:
    """Return a claimed moment in WIB, the zone of one that names none."""
    moment = _moment(claimed)
    assert moment is not None
    if len(claimed.strip()) <= 10:
        return moment.date().isoformat()
    local = moment.replace(tzinfo=WIB) if moment.tzinfo is None else moment.astimezone(WIB)
    return local.replace(microsecond=0).isoformat()
