"""Labelled bylines: `Penulis : Nama | Editor: Nama`, `Reporter : …`, `© RED/NAMA/EDITOR: NAMA`, `By humas …`.

Names keep their case, but behind ©, where they are printed in capitals.
"""

import re
from collections.abc import Sequence
from typing import Final

from tubancrawl.items import Byline
from tubancrawl.text import plain

_LONGEST: Final = 100  # characters of a byline above the text

_REPORTER: Final = (
    r"(?:ditulis|dilaporkan|diliput) oleh|penulis(?:\s?(?:/|&|dan)\s?editor)?"
    r"|tim liputan|by|rep|reporter|wartawan|kontributor|pewarta|jurnalis|laporan|oleh|naskah|peliput"
    r"|teks(?:\s?(?:/|&|dan)\s?foto)?"
)
_EDITOR: Final = "editor|penyunting|redaktur|red\\.pel|red|ed"
_OTHER: Final = "sumber|fotografer|foto|publisher|uploader|pengunggah"

_LABEL = re.compile(
    rf"(?<![^\W_])(?:(?P<reporter>{_REPORTER})|(?P<editor>{_EDITOR})|(?P<other>{_OTHER}))\s?[:=]\s?", re.IGNORECASE
)
_UNMARKED = re.compile(r"(?:laporan wartawan|by(?= humas))\s(?P<name>[^.:;!?]{2,60})\.?", re.IGNORECASE)
_PROPER = r"[A-Z][\w.'’-]*(?:\s[A-Z][\w.'’-]*){0,3}"
# Without a colon only names with capitals tell a byline from a sentence: "Reporter Rani – Fotografer Agus".
_BARE_LABELS = re.compile(
    rf"(?i:reporter|penulis|pewarta|wartawan|kontributor|jurnalis|ditulis oleh)\s(?P<name>{_PROPER})"
    rf"(?:\s?[-–—|/,]\s?(?:(?i:editor|redaktur)\s:?\s?(?P<editor>{_PROPER})|(?i:fotografer|foto)\s:?\s?{_PROPER})){{0,2}}"
)
_COPYRIGHT = re.compile(r"©\s?[^.!?”\"]{0,20}(?:\.\s?)?[^!?”\"]{2,60}$")
_NAME = re.compile(r"[^\W\d_][\w.'’ -]{0,38}(?:,\s?(?:Dr|[SMA](?:[A-Z]|\.\s?[A-Z]))[\w.]{0,8}){0,3}")
_BETWEEN = re.compile(r"\s?(?:[,;&|/]|\bdan\b)\s?", re.IGNORECASE)
_AND = re.compile(r"\sdan\s")
_EDGES = " |/,;-–—•()[]\t"
_FINISHED = re.compile(r"(?:^|[.!?”\"’')\]])\s?[–—|-]?\s?$")


def read_labelled(line: str) -> Byline | None:
    """Return the byline that a whole line in plain white space is; None where a label is followed by more than names."""
    found = trailing_label(line)
    return found[1] if found is not None and found[0] == "" else None


def signed_above(paragraphs: Sequence[str]) -> int:
    """Return how many labelled bylines stand above the first paragraph (`Laporan Wartawan …, Nama`)."""
    for number, line in enumerate(paragraphs[:-1]):
        labelled = read_labelled(plain(line)) if len(line) <= _LONGEST else None
        if labelled is None or not labelled.reporters:
            return number
    return len(paragraphs[:-1])


def trailing_label(text: str) -> tuple[str, Byline] | None:
    """Return what stands before the labelled byline at the end of `text`, and the byline; None if there is none.

    It begins at the first label after a finished sentence, and holds nothing but labels and names. Labels that name no writer
    (`Sumber: …`) count only where they begin the text.
    """
    if "©" in text:
        signed = _COPYRIGHT.search(text)
        if signed is not None and _FINISHED.search(text[: signed.start()].rstrip() + " "):
            return text[: signed.start()].rstrip(), _copyright(signed[0])
    unmarked = _UNMARKED.fullmatch(text)
    if unmarked is not None:
        return "", Byline(raw=text, reporters=[unmarked["name"].split(",")[-1].strip()])
    bare = _BARE_LABELS.fullmatch(text)
    if bare is not None:
        return "", Byline(raw=text, reporters=[bare["name"]], editor=bare["editor"])
    labels = list(_LABEL.finditer(text)) if ":" in text or "=" in text else []
    for position, label in enumerate(labels):
        before = text[: label.start()]
        if _FINISHED.search(before):
            byline = _of_labels(text, labels[position:])
            names_somebody = byline is not None and (byline.reporters or byline.editor)
            if byline is not None and (names_somebody or not before):
                return before.rstrip(" |–—-"), byline
    return None


def _of_labels(text: str, labels: list[re.Match[str]]) -> Byline | None:
    reporters: list[str] = []
    editor: str | None = None
    ends = [label.start() for label in labels[1:]] + [len(text)]
    for label, end in zip(labels, ends, strict=True):
        value = text[label.end() : end].strip(_EDGES)
        if label["other"]:
            if not 0 < len(value) <= 60 or ". " in value:
                return None
            continue
        names = _names(value)
        if not names:
            return None
        if label["editor"]:
            editor = editor or names[0]
        else:
            reporters += names
    return Byline(raw=text[labels[0].start() :].strip(), reporters=reporters, editor=editor)


def _names(value: str) -> list[str]:
    """Return the names that a label is followed by; empty if it is followed by anything else."""
    value = value if re.search(r"\b[A-Z]\.$", value) else value.rstrip(".")
    # A comma inside one name stands before its titles: "Nama, S.Sos".
    is_one = _NAME.fullmatch(value) and len(value.split()) <= 6
    names = (_AND if is_one else _BETWEEN).split(value)
    fits = all(_NAME.fullmatch(name) and len(name.split()) <= 6 for name in names)
    return names if fits and len(names) <= 5 else []


def _copyright(raw: str) -> Byline:
    """Return the byline of "© RED/R.NAMA/EDITOR: NAMA": codes of the house go, the rest are folded as in parentheses."""
    reporters: list[str] = []
    editor: str | None = None
    for part in raw.lstrip("© ").rstrip(". ").split("/"):
        label = _LABEL.match(part.strip())
        name = part.strip()[label.end() :].strip() if label else part.strip()
        if label and label["editor"]:
            editor = name.casefold()
        elif name and name.casefold() not in {"red", "redaksi"}:
            reporters.append(name.casefold())
    return Byline(raw=raw, reporters=reporters, editor=editor)
