"""Takes page furniture off the body: comment footers, view counters, related links, share, tag and comment-form lines.

Line patterns are the fallback for flattened text; parsing drops what it can by node. A sentence that only mentions Disqus,
sharing or reading is body: every rule asks for the whole line, or for a whole phrase glued to the end of a finished sentence.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from pipelines.captions import caption_texts, repeats_caption
from pipelines.fields import Fields, fields_of, is_split, note_source, same_line, text_list
from pipelines.furniture import LONGEST, FooterKind, footer_kind, is_bare_count, is_disqus, may_be_disqus
from pipelines.step import Step
from tubancrawl.text import plain

_FINISHED = re.compile(r"[.!?…)\]”\"’']\s*$")
_GLUED = re.compile(
    r"(?:please enable javascript to view the )?(?:blog )?comments powered by disqus(?P<stop>\.?)$"
    r"|view the discussion thread\.?$",
    re.IGNORECASE,
)
_GLUED_OPENING = re.compile(r"\b(?:please|untuk|sil(?:ah|a)kan|mohon|harap|tolong|akti[fv]kan|nyalakan|enable)\b", re.IGNORECASE)
_COUNTER = re.compile(
    r"(?<=\w)[\s|,;·•–-]{1,4}(?:hits?|views?|dibaca|dilihat|pembaca)\s?:?\s?\d[\d.,]{0,10}\s?(?:x|kali|pembaca|orang)?\.?$",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?:pewarta|penulis|reporter|wartawan|kontributor|editor|redaktur|oleh|author)\s?:", re.IGNORECASE)
_ENDS_A_SENTENCE = re.compile(r"[.!?:;,…)\]”\"’']$")
_CAPTION_LIKE = re.compile(r"\s*:?\s*(?:foto|ket)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Swept:
    """Paragraphs without furniture, and what was taken off them, in their order."""

    kept: list[str]
    dropped: list[tuple[FooterKind, str]]


def strip_footer(text: str) -> tuple[str, str]:
    """Return a paragraph without the comment footer that flattening glued to its end, and that footer ("" if none).

    The footer must follow a finished sentence, a byline or a quotation; or be the bare link text, without a full stop.
    """
    start = len(text)
    while (begin := _glued_at(text, start)) is not None:
        start = begin
    return (text, "") if start == len(text) else (text[:start].rstrip(), text[start:])


def sweep(
    paragraphs: Iterable[str], *, headline: str | None = None, captions: Collection[str] = (), in_meta: bool = True
) -> Swept:
    """Return the paragraphs that are body, and what was dropped.

    A line equal to `headline` but for case is dropped, and so is a bare number before the first sentence: the site's meta list
    prints its view counter so; `in_meta` is False where no meta list is left to stand above the paragraphs. `captions` are known
    captions: neither they nor caption lines count as sentences.
    """
    swept = Swept([], [])
    known: set[str] | None = None
    looked_at = 0
    opening = plain(headline)[:1].casefold() if headline else None
    lines = list(paragraphs)
    disqus = may_be_disqus("\n".join(lines))
    for paragraph in lines:
        text, footer = strip_footer(paragraph) if disqus else (paragraph, "")
        if footer:
            swept.dropped.append(("disqus", footer))
        if len(text) <= LONGEST:
            while ":" in text[:14] and (split := without_counter(text))[1]:
                text, counter = split
                swept.dropped.append(("views", counter))
                text, hidden = strip_footer(text)
                if hidden:
                    swept.dropped.append(("disqus", hidden))
            kind = footer_kind(text, disqus=disqus)
        else:
            kind = footer_kind(text) if disqus else None
        if kind is None and headline and text[:1].casefold() == opening and same_line(text, headline):
            kind = "headline"
        elif kind is None and in_meta and is_bare_count(text):
            known = caption_texts(captions, lines) if known is None else known
            in_meta = not _has_sentence(swept.kept[looked_at:], known)
            looked_at = len(swept.kept)
            kind = "views" if in_meta else None
        if kind is None:
            swept.kept.append(text)
        elif text or not footer:
            swept.dropped.append((kind, text))
    return swept


class FooterPipeline(Step):
    """Drops page furniture from `paragraphs`; `sources["footers"]` says of which kinds."""

    def apply(self, fields: Fields) -> None:
        """Drop furniture from the item's `paragraphs`."""
        paragraphs = text_list(fields, "paragraphs")
        if not paragraphs:
            return
        headline = fields.get("headline")
        swept = sweep(
            paragraphs,
            headline=headline if isinstance(headline, str) else None,
            captions=list(_captions(fields)),
            in_meta=not is_split(fields),
        )
        if swept.dropped:
            fields["paragraphs"] = swept.kept
        if kinds := sorted({kind for kind, line in swept.dropped if line.strip()}):
            note_source(fields, "footers", ", ".join(kinds))


def _glued_at(text: str, end: int) -> int | None:
    """Return where the last glued footer of `text[:end]` begins; None if there is none."""
    begin = max(0, end - LONGEST)
    tail = text[begin:end].rstrip()
    if not may_be_disqus(tail):
        return None
    found = _GLUED.search(tail)
    if found and (_FINISHED.search(tail[: found.start()]) or begin + found.start() == 0 or found["stop"] == ""):
        return begin + found.start()
    for opening in _GLUED_OPENING.finditer(tail):
        before = tail[: opening.start()]
        if before and _FINISHED.search(before) and is_disqus(tail[opening.start() :]):
            return begin + opening.start()
    return None


def without_counter(text: str) -> tuple[str, str]:
    """Return "Pewarta: Rani Hits: 336" without the counters behind the label's name, and the counters ("" if none)."""
    name = text
    while _LABEL.match(name) and (found := _COUNTER.search(name)) is not None:
        name = name[: found.start()]
    return name, text[len(name) :]


def _has_sentence(paragraphs: list[str], captions: set[str]) -> bool:
    return any(_is_sentence(plain(paragraph)) and not repeats_caption(paragraph, captions) for paragraph in paragraphs)


def _is_sentence(line: str) -> bool:
    return bool(_ENDS_A_SENTENCE.search(line)) and not line.endswith(",") and not _CAPTION_LIKE.match(line)


def _captions(fields: Fields) -> Iterator[str]:
    for photo in fields.get("photos") or ():
        parts = fields_of(photo)
        caption = parts.get("caption") if parts is not None else None
        if isinstance(caption, str):
            yield caption
