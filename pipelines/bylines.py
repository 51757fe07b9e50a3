"""Takes the byline, `(tauviqurrahman/hei).`, off the last paragraph: who wrote, who edited.

Looks only at the end of the last paragraph, and at labelled lines below it ("Penulis: … Editor: …").
"""

import re
from dataclasses import dataclass

from itemadapter import ItemAdapter

from pipelines.fields import as_held, can_hold, note_finding, note_source, text_list
from pipelines.furniture import footer_kind
from pipelines.labelled import trailing_label
from pipelines.signatures import Confidence, Signature, Style, bare, continuation, enclosed, mark
from pipelines.step import Step
from tubancrawl.items import Byline
from tubancrawl.text import plain

_TAIL = 170  # characters of the end that are looked at
_ADVERTISING = re.compile(r"\(\s?(?:adv|advertorial|advetorial|iklan|pariwara)\s?\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitByline:
    """The end of an article split.

    `body` is the text before, its punctuation as printed; `byline`, `style` and `confidence` are None where there is no byline.
    `continued` where "(bersambung)" or "(habis)" was taken off.
    """

    body: str
    byline: Byline | None = None
    style: Style | None = None
    confidence: Confidence | None = None
    continued: bool = False


def split_byline(text: str) -> SplitByline:
    """Return the last paragraph of an article split into body and byline; `body` is `text` as given where nothing was taken.

    Names in parentheses are case-folded; the last of several is the editor, unless it is a full name. Marks such as (ADV), (*)
    and (Redaksi) name nobody: they are kept in `raw`, without reporters. A row of asterisks is an ornament and only goes.
    """
    body = whole = plain(text)
    signed: Signature | None = None
    raws: list[str] = []
    continued = False
    while True:
        tail = body[-_TAIL:]
        if (taken := continuation(tail)) is not None:
            continued = continued or "(" in taken
            body = body[: len(body) - len(taken)].rstrip()
            continue
        found = mark(tail)
        if found is None and (signed is None or signed.style == "mark"):
            found = enclosed(tail) or bare(tail) or _labelled(tail)
        if found is None:
            break
        raws.insert(0, found.byline.raw)
        body = body[: len(body) - len(tail) + len(found.before)]
        signed = found if signed is None or signed.style == "mark" else signed
    if signed is None:
        return SplitByline(body=text if body == whole else body, continued=continued)
    byline = Byline(raw=" ".join(raws), reporters=signed.byline.reporters, editor=signed.byline.editor)
    return SplitByline(body=body, byline=byline, style=signed.style, confidence=signed.confidence, continued=continued)


class BylinePipeline(Step):
    """Takes the byline off the end of `paragraphs` into `byline`; an item that has one already is left alone.

    Lines at the end that hold only labels or marks ("Penulis: …", "Editor: …", "(ADV)") are read together with the last sentence.
    A paragraph that held nothing else goes.
    """

    def apply(self, fields: ItemAdapter) -> None:
        """Split the item's last paragraphs."""
        paragraphs = text_list(fields, "paragraphs")
        if not paragraphs or fields.get("byline") or not can_hold(fields, "byline"):
            return
        kept = list(paragraphs)
        found: list[SplitByline] = []
        # A line that is nothing but labels, a mark or an ornament stands below the byline or below another such line.
        below = True
        while kept and below:
            split = split_byline(kept[-1])
            below = not split.body and split.style in {None, "labelled", "mark"}
            # A signed line of furniture leaves nothing either.
            kept[-1:] = [split.body] if split.body and not (split.byline and footer_kind(split.body)) else []
            if split.byline is not None:
                found.insert(0, split)
        if kept != paragraphs:
            fields["paragraphs"] = kept
        if found:
            byline = _joined([split.byline for split in found if split.byline is not None])
            fields["byline"] = as_held(fields, byline)
            note_source(fields, "byline", f"last paragraph: {found[0].style}, {found[0].confidence}")
            if advertising := _ADVERTISING.search(byline.raw):
                note_finding(fields, f"marked as advertising: {advertising[0]}")


def _joined(parts: list[Byline]) -> Byline:
    """Return one byline of the last sentence's and of the lines below it; the first name of an editor stands."""
    return Byline(
        raw=" ".join(part.raw for part in parts),
        reporters=list(dict.fromkeys(name for part in parts for name in part.reporters)),
        editor=next((part.editor for part in parts if part.editor), None),
    )


def _labelled(tail: str) -> Signature | None:
    found = trailing_label(tail)
    return Signature(found[0], found[1], "labelled", "high") if found is not None else None
