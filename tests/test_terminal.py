"""What a page says never reaches a terminal as a command, nor a log as a line of its own: in any field, by any command."""

import contextlib
import io
import json
import logging
import re
from pathlib import Path

import pytest
from rich.console import Console

from tests.commands import Done, run_here
from tests.store.making import Archive, day, link
from tubancrawl.cli import output
from tubancrawl.items import Byline, Photo
from tubancrawl.spiders.logs import make_safe
from tubancrawl.store.database import open_database

ESCAPES = {
    "clear the screen": "\x1b[2J\x1b[H",
    "colour": "\x1b[31mred\x1b[0m",
    "set the title": "\x1b]0;pwned\x07",
    "title, 7-bit end": "\x1b]2;pwned\x1b\\",
    "write the clipboard": "\x1b]52;c;cm0gLXJmIC8=\x07",
    "hyperlink": "\x1b]8;;https://evil.example\x07click\x1b]8;;\x07",
    "device status": "\x1b[6n",
    "device attributes": "\x1b[c",
    "DCS": '\x1bP$q"p\x1b\\',
    "APC": "\x1b_Gi=31;AAAA\x1b\\",
    "PM": "\x1b^secret\x1b\\",
    "iTerm file": "\x1b]1337;File=name=eA==:AAAA\x07",
    "8-bit CSI": "\x9b2J",
    "8-bit OSC": "\x9d0;pwned\x9c",
    "8-bit DCS": "\x90x\x9c",
    "bell": "\x07",
    "backspaces": "abc\x08\x08\x08xyz",
    "return": "good\rbad",
    "vertical tab and form feed": "a\x0bb\x0cc",
    "next line": "a\x85b",
    "NUL": "a\x00b",
    "delete": "a\x7fb",
    "shift out": "\x0eqqq\x0f",
    "right to left": "\u202egnp.exe\u202c",
    "isolates": "\u2066a\u2069",
    "marks": "\u200ea\u200f",
    "zero width": "a\u200bb\u200dc",
    "BOM": "\ufeffa",
    "line separators": "a\u2028b\u2029c",
    "rich markup": "[red]x[/red] [link=https://evil.example]y[/link]",
}
"""Thirty, each put in every field and, of those fields, through every command: far more than sixty ways."""

BAD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
# Our own colours on a terminal, and nothing else.
OURS = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles of which every field, as the store has it, is an escape: as if parsing had let it through."""
    folder = tmp_path_factory.mktemp("escapes") / "archive"
    folder.mkdir()
    engine = open_database(folder / "archive.db")
    filled = Archive(engine)
    filled.begin(mode="due")
    for number, text in enumerate(ESCAPES.values()):
        for moment, words in ((day(0), "Petani memanen padi."), (day(1), f"Petani menanam {text} jagung.")):
            filled.read(
                f"/entry/x{number}",
                moment,
                headline=f"Panen {text}",
                paragraphs=[words, text],
                photos=[Photo(url=f"https://tubankab.go.id/files/{number}.jpg", caption=text, credit=text, credit_kind="person")],
                byline=Byline(raw=text, reporters=[text], editor=text),
                categories=[text],
                tags=[text],
                posted_by=text,
                findings=[f"finding {text}"],
                evidence=[f"evidence {text}"],
                sources={"headline": text},
            )
    filled.answer("/entries", day(2), "ok", links=[link("/entry/x1")], findings=[f"odd {text}" for text in ESCAPES.values()])
    filled.writer.flush()
    filled.writer.finish_crawl(
        filled.crawl_id, finished_at=day(3), verdict="bad", reasons=list(ESCAPES.values()), figures={"x": 1}
    )
    engine.dispose()
    return folder


COMMANDS = {
    "list": ["list"],
    "list --json": ["list", "--json"],
    "status": ["status"],
    "status --json": ["status", "--json"],
    "export jsonl": ["export", "jsonl", "--versions", "all"],
    **{
        f"{command} {number}": [command, f"x{number}"]
        for command in ("show", "history", "diff")
        for number in range(len(ESCAPES))
    },
    **{f"diff --json {number}": ["diff", f"x{number}", "--json"] for number in range(0, len(ESCAPES), 5)},
    **{f"show --json {number}": ["show", f"x{number}", "--json"] for number in range(0, len(ESCAPES), 5)},
    **{f"error {name}": ["show", f"tidak-ada-{text}"] for name, text in ESCAPES.items() if "\x00" not in text},
    **{f"usage {name}": ["list", "--since", f"2018{text}"] for name, text in ESCAPES.items() if "\x00" not in text},
    **{f"option {name}": ["list", f"--x{text}"] for name, text in ESCAPES.items() if "\x00" not in text},
}


@pytest.mark.parametrize("coloured", [False, True], ids=["pipe", "terminal"])
@pytest.mark.parametrize("command", ["list", "status", "export", "show", "history", "diff", "error", "usage", "option"])
def test_no_command_prints_what_a_terminal_obeys(
    archive: Path, command: str, monkeypatch: pytest.MonkeyPatch, *, coloured: bool
) -> None:
    if coloured:
        monkeypatch.setattr(output, "console", lambda: Console(force_terminal=True, color_system="standard", width=120))
    chosen = [words for name, words in COMMANDS.items() if name.startswith(command)]
    assert chosen
    for words in chosen:
        done = run_here(archive, words)
        for text in (done.stdout, done.stderr):
            assert not BAD.search(OURS.sub("", text) if coloured else text), (words, text)


def test_what_programs_read_is_still_what_the_page_said(archive: Path) -> None:
    [told] = run_here(archive, ["show", "x12", "--json"]).stdout.splitlines()
    assert json.loads(told)["headline"] == f"Panen {ESCAPES['8-bit CSI']}"


def test_rich_markup_is_text(archive: Path) -> None:
    done: Done = run_here(archive, ["show", f"x{list(ESCAPES).index('rich markup')}"])
    assert "[red]x[/red]" in done.stdout


@pytest.mark.parametrize("text", ESCAPES.values(), ids=ESCAPES)
def test_no_log_line_is_forged_or_obeyed(text: str) -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(make_safe)
    logger = logging.getLogger("tubancrawl.synthetic")
    logger.addHandler(handler)
    logger.propagate = False
    with contextlib.closing(handler):
        logger.warning("%s: %s", f"https://tubankab.go.id/{text}\nERROR forged", ValueError(f"{text}\nERROR forged"))
        logger.warning("%(url)s took %(seconds).1f s", {"url": text, "seconds": 1.5})
        logger.warning(text)
    logger.removeHandler(handler)
    lines = stream.getvalue().split("\n")
    assert len(lines) == 4
    assert not BAD.search(stream.getvalue())
