"""How changes look: in colour on a terminal, elsewhere with [-gone-] and {+come+}."""

from itertools import groupby

from rich.text import Text

from tubancrawl.access.redline import Change
from tubancrawl.cli import output
from tubancrawl.text import terminal_safe

STYLES = {"equal": "", "delete": "red strike", "insert": "green underline"}
MARKS = {"equal": ("", ""), "delete": ("[-", "-]"), "insert": ("{+", "+}")}

# Runs of unchanged words longer than this many characters are shortened in the middle.
KEPT_CONTEXT = 160


def print_change(change: Change) -> None:
    """Print one difference: on a terminal in colour, elsewhere with [-gone-] and {+come+}."""
    screen = output.console()
    cause = f" by {change.cause}" if change.cause else ""
    types = ", ".join(kind.replace("_", " ") for kind in change.types)
    heading = Text(f"{change.field}{_place(change)} {change.kind}{cause}", style="bold")
    screen.print(heading.append(f"  ({types}; +{change.added} -{change.removed} words)", style="not bold dim"))
    line = Text("  ")
    for op, segments in groupby(change.segments, key=lambda segment: segment.op):
        opening, closing = ("", "") if screen.color_system else MARKS[op]
        text = "".join(segment.text for segment in segments)
        line.append(f"{opening}{terminal_safe(_shortened(op, text))}{closing}", style=STYLES[op])
    screen.print(line)


def _place(change: Change) -> str:
    """Return where a change is: one place, or from where to where."""
    if change.kind in {"moved", "split", "merged"}:
        old, new = ("+".join(map(str, places)) for places in (change.old_places, change.new_places))
        return f" {old} -> {new}"
    return f" {change.place}" if change.place else ""


def _shortened(op: str, text: str) -> str:
    if op != "equal" or len(text) <= KEPT_CONTEXT:
        return text
    return f"{text[: KEPT_CONTEXT // 2]} … {text[-KEPT_CONTEXT // 2 :]}"
