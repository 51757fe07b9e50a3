"""Takes the byline, `(tauviqurrahman/hei).`, off the last paragraph: who wrote, who edited.

Looks only at the end of the last paragraph, and at labelled lines below it ("Penulis: … Editor: …").
"""

import re
from dataclasses import dataclass

from pipelines.fields import Fields, as_held, note_finding, note_source, repeats_headline, text_list
from pipelines.footers import without_counter
from pipelines.furniture import footer_kind
from pipelines.labelled import signed_above, trailing_label
from pipelines.signatures import Confidence, Signature, Style, bare, continuation, enclosed, mark
from pipelines.step import Step
from tubancrawl.items import Byline
from tubancrawl.text import plain

_TAIL = 170  # characters of the end that are looked at
_BELOW = 12  # lines at the end among which a byline may stand
_HEADING = 110  # characters: the longest headline that a list of other articles shows
_TEASER = re.compile(r"\b(?:tubankab|infopublik)\s?[-–—]\s", re.IGNORECASE)
_SHORTCODE = re.compile(r"\s*(?:\{[^{}]{1,60}\}|\[[^\[\]]{1,60}\])\s*")  # what a plugin of the CMS did not fill in
_ADVERTISING = re.compile(r"\(\s?(?:adv|advertorial|advetorial|iklan|pariwara)\s?[)/]", re.IGNORECASE)


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

    def apply(self, fields: Fields) -> None:
        """Split the item's last paragraphs."""
        paragraphs = text_list(fields, "paragraphs")
        if not paragraphs or fields.get("byline") or not fields.can_hold("byline"):
            return
        kept, found = _at_the_end(paragraphs)
        where, below = "last paragraph", list[str]()
        if kept and not found and (signed := signed_above(kept)):
            where, found, kept = "above the text", [split_byline(line) for line in kept[:signed]], kept[signed:]
        if not any(split.byline and split.byline.reporters for split in found):
            marks = len(found)
            kept, found, below = _above_furniture(fields, kept, found)
            where = "above the last lines" if len(found) > marks else where
        if found and kept and repeats_headline(fields, kept[-1]):
            kept = kept[:-1]
        if kept != paragraphs:
            fields["paragraphs"] = kept
        if found:
            byline = _joined([split.byline for split in found if split.byline is not None])
            fields["byline"] = as_held(fields, byline)
            note_source(fields, "byline", f"{where}: {found[0].style}, {found[0].confidence}")
            if advertising := _ADVERTISING.search(byline.raw):
                note_finding(fields, f"marked as advertising: {advertising[0]}")
        if below:
            note_finding(fields, f"lines below the byline were left out: {' | '.join(below)}")


def _at_the_end(paragraphs: list[str]) -> tuple[list[str], list[SplitByline]]:
    """Return the paragraphs without the byline at their end, and its parts from the last sentence down; none if there is none."""
    kept = list(paragraphs)
    found: list[SplitByline] = []
    # A line that is nothing but labels, a mark or an ornament stands below the byline or below another such line.
    below = True
    while kept and below:
        split = split_byline(kept[-1])
        if split.byline is not None and without_counter(split.body)[1]:
            break  # a name behind a view counter signs nothing
        below = not split.body and split.style in {None, "labelled", "mark"}
        # A signed line of furniture leaves nothing either.
        kept[-1:] = [split.body] if split.body and not (split.byline and _says_nothing(split.body)) else []
        if split.byline is not None:
            found.insert(0, split)
    return kept, found


def _above_furniture(fields: Fields, kept: list[str], found: list[SplitByline]) -> tuple[list[str], list[SplitByline], list[str]]:
    """Look for the byline above lines that no rule knows as furniture; the third part is those lines, to be left out.

    Only for names with a slash after a finished sentence that is not all there is above, and only where the very next line is no
    sentence: there the article has ended. The lines below go if none is a sentence but in teasers ("Judul Tubankab - …"); else
    all stay.
    """
    for position in range(len(kept) - 2, max(len(kept) - _BELOW, 0) - 1, -1):
        end = kept[position][-6:].rstrip(" .\u00a0")
        if not end.endswith((")", "]")) or "/" not in kept[position][-60:] or not _is_furniture(kept[position + 1]):
            continue
        split = split_byline(kept[position])
        signed = split.byline is not None and split.style in {"paren_slash", "bracket_slash"}
        if signed and not without_counter(split.body)[1]:
            rest = kept[position + 1 :]
            says_nothing = _says_nothing(split.body) or repeats_headline(fields, split.body)
            before = kept[:position] if says_nothing else [*kept[:position], split.body]
            if not before:
                break
            if all(_is_furniture(line) for line in rest):
                return before, [split, *found], rest
            if split.body:
                return [*before, *rest], [split, *found], []
    return kept, found, []


def _says_nothing(body: str) -> bool:
    """Tell whether what stands before a byline is furniture: a button, a counter, an ornament."""
    return footer_kind(body) is not None or not any(map(str.isalpha, body))


def _is_furniture(line: str) -> bool:
    """Tell whether a line below a byline is no sentence of the article: a heading, a link, a teaser of another article."""
    if _TEASER.search(line[:200]):
        return True
    return len(line) <= _HEADING and (line.rstrip(" »›…?\u00a0")[-1:].isalnum() or _SHORTCODE.fullmatch(line) is not None)


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
