"""What commands print: JSON for programs, tables and colours for people. Everything from a page is made safe for a terminal."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from tubancrawl.access.redline import Change
from tubancrawl.cli.archive import WIB
from tubancrawl.text import json_line, terminal_safe

STYLES = {"equal": "", "delete": "red strike", "insert": "green underline"}
MARKS = {"equal": ("", ""), "delete": ("[-", "-]"), "insert": ("{+", "+}")}

# Columns of a table that no terminal bounds: a pipe or a file.
WIDE = 200

# Runs of unchanged words longer than this many characters are shortened in the middle.
KEPT_CONTEXT = 160


def console() -> Console:
    """Return the console for this moment's standard output; colours only on a terminal, or where FORCE_COLOR asks for them."""
    return Console(highlight=False, soft_wrap=True, width=None if sys.stdout.isatty() else WIDE)


def print_json(value: Any) -> None:
    """Print one JSON object on one line, UTF-8."""
    click.echo(json_line(value))


def local_time(value: str | None) -> str:
    """Return an ISO 8601 moment as people of Tuban read it: minutes, WIB."""
    return datetime.fromisoformat(value).astimezone(WIB).strftime("%Y-%m-%d %H:%M") if value else "-"


def safe(value: Any) -> Text:
    """Return a value as text that no terminal obeys and no markup changes."""
    return Text("-" if value is None else terminal_safe(str(value)))


def print_table(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Print rows under headings, as wide as the text needs on a pipe, fitted on a terminal."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*(safe(cell) for cell in row))
    console().print(table)


def print_fields(fields: Mapping[str, Any]) -> None:
    """Print names and values, one a line."""
    screen = console()
    for name, value in fields.items():
        screen.print(Text.assemble((f"{name:<18} ", "bold"), safe(value)))


def print_change(change: Change) -> None:
    """Print one difference: on a terminal in colour, elsewhere with [-gone-] and {+come+}."""
    screen = console()
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
