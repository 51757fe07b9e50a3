"""Commands that compare an article's versions: diff, blame."""

from typing import Any

import click
from rich.text import Text

from tubancrawl.access.blame import blame_json
from tubancrawl.access.redline import causes_over, explain, redline
from tubancrawl.cli import output
from tubancrawl.cli.archive import ArchiveOptions
from tubancrawl.cli.reading import as_json
from tubancrawl.errors import NotFound
from tubancrawl.store import reader
from tubancrawl.text import terminal_safe


@click.command("diff")
@click.argument("url")
@click.option("--from", "old", type=click.IntRange(1), help="The older version; default: the one before the newer.")
@click.option("--to", "new", type=click.IntRange(1), help="The newer version; default: the last.")
@as_json
@click.pass_obj
def diff_(archive: ArchiveOptions, url: str, old: int | None, new: int | None, *, as_json: bool) -> None:
    """Compare two versions word by word, and say who changed what; by default the last two."""
    with archive.reading() as session:
        article = reader.find_article(session, url)
        newer = reader.article_json(session, article, version=new)
        if old is None and newer["version"] == 1:
            raise NotFound(
                f"{newer['url']}: expected two versions to compare, found no version before 1; see `tubancrawl history`"
            )
        older = reader.article_json(session, article, version=old or newer["version"] - 1)
        versions = reader.history_json(session, article)["versions"]
    found = explain(redline(older, newer), causes_over(versions, older["version"], newer["version"]))
    if as_json:
        output.print_json({"url": newer["url"], "from": older["version"], "to": newer["version"], **found.as_json()})
        return
    output.print_fields(
        {
            "url": newer["url"],
            "from": f"version {older['version']}, seen {output.local_time(older['first_captured_at'])} WIB",
            "to": f"version {newer['version']}, seen {output.local_time(newer['first_captured_at'])} WIB",
        }
    )
    for change in found.changes:
        output.console().print()
        output.print_change(change)


@click.command()
@click.argument("url")
@as_json
@click.pass_obj
def blame(archive: ArchiveOptions, url: str, *, as_json: bool) -> None:
    """Tell for each sentence the version that brought it in and, if it is gone, the one that first lacked it.

    Gone sentences stand where they stood. One that went away and came back counts from its coming back, and its earlier stay is
    noted. v2 - v4: version 2 brought it in, version 4 first lacked it.
    """
    with archive.reading() as session:
        article = reader.find_article(session, url)
        history = reader.history_json(session, article)
        texts = reader.version_texts(session, article, (version["number"] for version in history["versions"]))
    told = blame_json(history, texts)
    if as_json:
        output.print_json(told)
        return
    output.print_fields({"url": told["url"]})
    output.console().print()
    output.print_table(
        ("VERSION", "FROM (WIB)", "TEXT CHANGED BY"),
        ((v["number"], output.local_time(v["first_captured_at"]), v["cause"]) for v in told["versions"]),
    )
    for paragraph in told["paragraphs"]:
        output.console().print()
        for sentence in paragraph["sentences"]:
            _print_sentence(sentence)


def _print_sentence(sentence: dict[str, Any]) -> None:
    screen = output.console()
    op = "delete" if sentence["until"] else "equal"
    opening, closing = ("", "") if screen.color_system else output.MARKS[op]
    earlier = "".join(f", earlier {_stay(stay)}" for stay in sentence["earlier"])
    line = Text(f"{_stay(sentence) + earlier:<12} ", style="bold")
    screen.print(line.append(f"{opening}{terminal_safe(sentence['text'])}{closing}", style=f"not bold {output.STYLES[op]}"))


def _stay(stay: dict[str, Any]) -> str:
    """Return which versions have a sentence: from one on, or from one up to and without another."""
    return f"v{stay['since']}" if stay["until"] is None else f"v{stay['since']} - v{stay['until']}"
