"""Takes the dateline, `Tubankab - ` or `TUBAN, Medium.com – `, off the first paragraph.

Only known shapes: a known newsroom, office or domain, a known place or one in capitals, or both together, followed by a
separator and the start of a sentence. Any other dash is the writer's.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from pipelines.bylines import split_byline
from pipelines.captions import caption_line
from pipelines.fields import Fields, as_held, note_finding, note_source, repeats_headline, text_list
from pipelines.footers import without_counter
from pipelines.furniture import footer_kind, is_bare_count
from pipelines.labelled import signed_above
from pipelines.places import is_denied_by, is_known, is_medium, is_place, is_proved_by, is_source, may_be_medium, may_be_village
from pipelines.step import Step
from tubancrawl.items import Dateline
from tubancrawl.printed_dates import find_dates
from tubancrawl.text import plain

_LONGEST = 60  # characters before the separator, a second separator included; site conventions stay below 40

_SENTENCE = 60  # characters that must follow a place and a colon, which more often introduces a list
_STOP = re.compile(r"[.!?][”\"’)]?(?:\s|$)")
_SEPARATOR = re.compile(r"\s?([-‒–—―−─~|]{1,2}|:(?!//))\s?")
_STARTS_A_SENTENCE = re.compile(r"[\"“‘'(\[]{0,3}[^\W_a-z]")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_TWO_PART = re.compile(r"(?P<a>[^,(]{2,40}?)(?:\s?,\s?(?P<b>[^,(]{2,40})|\s?\((?P<c>[^()]{2,40})\))")
_ENCLOSED = re.compile(r"[(\[][^()\[\]]{1,60}[)\]]")
_INITIALS = re.compile(r"[A-Z]{2,20}")
_DAY = re.compile(
    r"[,\s]\s?(?P<day>\(?(?:(?:senin|selasa|rabu|kamis|jum[’'`]?at|sabtu|minggu|ahad),?\s)?"
    r"\(?(?P<date>\d{1,2}[\s/.-][\w\s/.-]{1,16}?)\){0,2})$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitDateline:
    """A first paragraph split: `body` is what follows; without a dateline it is the text as given and the rest None.

    `day` is the day that stands behind the place as printed: "Tuban, (22/1) – ".
    """

    source: str | None
    place: str | None
    separator: str | None
    body: str
    day: str | None = None


def split_dateline(text: str, *, article: str = "", places: Collection[str] = ()) -> SplitDateline:
    """Return a first paragraph split into dateline and body.

    `article` is the whole text, which may prove that a name is a place's; `places` are names that are proved already.
    """
    split = SplitDateline(source=None, place=None, separator=None, body=text)
    line = plain(text[: _LONGEST * 4])
    for found in _SEPARATOR.finditer(line, 0, _LONGEST):
        head, mark = line[: found.start()].strip(" *_").rstrip(", "), found[1]
        named, day = _named(head), None
        if named is None and (dated := _DAY.search(head)) is not None and _is_day(dated):
            day, head = dated["day"], head[: dated.start()].rstrip(", ")
            named = _named(head)
        is_apart = found.end() < len(line) and line[found.end() - 1].isspace()
        if named is None and is_apart and ((head in places and may_be_village(head)) or is_proved_by(article or text, head)):
            named = None, head
        if named is None:
            continue
        # Only the first characters were made plain for the search; the body is cut from the whole.
        rest = plain(text)[found.end() :]
        if named[1] and named[1] not in places and is_denied_by(rest, named[1]):
            continue
        if _opens_body(rest, head, found[0], is_source_alone=named[1] is None):
            # "TUBAN | DN – " is a dateline at its first separator and a longer one at its second: the longest stands.
            split = SplitDateline(source=named[0], place=named[1], separator=mark, body=rest, day=day)
    return split


class DatelinePipeline(Step):
    """Takes the dateline off the first of `paragraphs` into `dateline`; an item that has one already is left alone."""

    def apply(self, fields: Fields) -> None:
        """Split the item's first paragraph."""
        paragraphs = text_list(fields, "paragraphs")
        if not paragraphs or fields.get("dateline") or not fields.can_hold("dateline"):
            return
        # Where the byline was taken off, a labelled line that is still above is none.
        signed = 0 if fields.get("byline") else signed_above(paragraphs)
        split = split_dateline(
            paragraphs[signed], article="\n".join(paragraphs[signed:]), places=text_list(fields, "proved_places") or ()
        )
        if split.separator is not None and (split.body or len(paragraphs) > signed + 1):
            if split.day:
                note_finding(fields, f"the dateline prints a day: {split.day}")
            fields["dateline"] = as_held(fields, Dateline(source=split.source, place=split.place))
            body = [split.body] if split.body and not repeats_headline(fields, split.body) else []
            fields["paragraphs"] = [*paragraphs[:signed], *body, *paragraphs[signed + 1 :]]
            note_source(fields, "dateline", "first paragraph")


@lru_cache(maxsize=1024)
def _named(head: str) -> tuple[str | None, str | None] | None:
    """Return the source and the place that `head` names; None if it is no dateline."""
    inner = head[1:-1].strip() if head.startswith("(") and head.endswith(")") else head
    if is_source(inner):
        return inner, None
    if is_place(inner):
        return None, inner
    place, separator, source = head.partition(found[0]) if (found := _SEPARATOR.search(head)) else (head, "", "")
    is_medium = (_INITIALS.fullmatch(source) and not is_place(source, capitals=False)) or is_source(source)
    if separator and is_place(place) and is_medium:
        return source, place
    if head.count(",") == 2:
        first, last = (part.strip() for part in head.rsplit(",", 1))
        region = first.split(",")[1].strip()
        known = is_place(first.split(",")[0].strip()) and is_place(region, capitals=False)
        return (last, first) if known and is_source(last) else None
    pair = _TWO_PART.fullmatch(head)
    return _named_by_two(pair["a"].strip(), (pair["b"] or pair["c"]).strip(), in_parentheses=pair["b"] is None) if pair else None


def _named_by_two(first: str, second: str, *, in_parentheses: bool) -> tuple[str | None, str | None] | None:
    if is_place(first) and is_source(second):
        return second, first
    if is_place(first) and is_place(second) and not in_parentheses:
        return None, f"{first}, {second}"
    if is_place(first, capitals=False) and may_be_medium(second):
        return second, first
    if is_medium(second) and may_be_medium(first):
        return second, first  # a medium proves a place that nobody listed
    return (first, second) if is_source(first) and is_place(second, capitals=is_medium(first)) else None


def _is_day(found: re.Match[str]) -> bool:
    """Tell whether what stands behind a place is a day: `(22/1)`, `Senin (22/1)`, `5 Mei 2021`."""
    whole = found["date"] if re.search(r"[a-z]", found["date"], re.IGNORECASE) else f"Senin ({found['date']})"
    return any(dated.text.endswith(found["date"].rstrip()) or dated.text == whole for dated in find_dates(whole))


def _opens_body(rest: str, head: str, separator: str, *, is_source_alone: bool) -> bool:
    """Tell whether what follows the separator is a body: a sentence, no list of places, no caption, no furniture."""
    if separator.strip() == ":" and not head.endswith(")"):
        is_apart = separator[-1].isspace() and (is_known(head) or is_source_alone)
        if not is_apart or len(rest) < _SENTENCE or not _STOP.search(rest):
            return False
    enclosed = _ENCLOSED.match(rest)
    if not rest or (enclosed is not None and not split_byline(enclosed[0]).body):
        return True
    if not _STARTS_A_SENTENCE.match(rest) or (rest.isupper() and len(rest.split()) > 1):
        return False
    if caption_line(rest) is not None or footer_kind(rest) is not None or is_bare_count(rest) or without_counter(rest)[1]:
        return False
    if not separator[-1].isspace() and not is_source_alone and separator.strip() == "-":
        return False
    # "Tuban - Bojonegoro ditempuh sejam": a road, not a dateline.
    word = _FIRST_WORD.match(rest)
    return is_source_alone or word is None or word[0].casefold() == head.casefold() or not is_place(word[0], capitals=False)
