"""`export`: articles for other programs."""

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from tubancrawl.access import export, wacz
from tubancrawl.access.export.selection import Selection
from tubancrawl.cli.archive import ArchiveOptions, Moment
from tubancrawl.cli.reading import filters
from tubancrawl.errors import BadRequest, BadSearch
from tubancrawl.store.filters import ArticleFilters
from tubancrawl.store.reader import Scope
from tubancrawl.store.search import FIELDS

SCOPES = ("current", "removed", "all")
_FILES_ONLY = {"parquet": "a Parquet file", "wacz": "a WACZ"}


def _how_to_search(command: Any) -> Any:
    for option in (
        click.option("--editor", metavar="NAME", help="Search only what this editor edited."),
        click.option("--photographer", metavar="NAME", help="Search only what has a picture by this photographer or agency."),
        click.option("--exact", is_flag=True, help="The words of --search as written, and not their stems."),
        click.option("--field", type=click.Choice(FIELDS), help="Where the words of --search are looked for that name no field."),
        click.option("--as-of", type=Moment(), help="Search only the versions that stood at this time."),
        click.option(
            "--in",
            "scope",
            type=click.Choice(SCOPES),
            default="current",
            help="Search what is shown now, what was removed, or both.",
        ),
        click.option("--search", metavar="QUERY", help="What this finds, in its order, instead of a list."),
    ):
        command = option(command)
    return command


@click.command("export")
@click.argument("format_", metavar="FORMAT", type=click.Choice(sorted((*export.FORMATS, "wacz"))))
@click.argument("names", metavar="[ARTICLE]...", nargs=-1)
@filters
@click.option("--versions", type=click.Choice(("current", "all")), default="current", show_default=True, help="Which versions.")
@click.option("--output", "target", type=click.Path(dir_okay=False, path_type=Path), help="A file; else standard output.")
@_how_to_search
@click.pass_obj
def export_(archive: ArchiveOptions, /, format_: str, target: Path | None, **asked: Any) -> None:
    """Write articles as FORMAT.

    Each ARTICLE, by URL or slug; or those that fit the filters, newest first; or with --search those that are found.

    jsonl: one article a line, as `show --json` has it.

    csv: a row a version, for a spreadsheet; UTF-8 with a byte order mark, and no cell that would be run as a formula.

    parquet: a row a version with all its parts typed; needs --output. docs/api.md has the schema.

    atom: one feed with the whole text of each.

    wacz: the articles' captures as a web archive that other tools open; needs --output. With --versions current, what the last
    version of each rests on, or the version found; with all, every capture of any of their addresses.
    """
    if target is None and format_ in _FILES_ONLY:
        raise click.UsageError(f"{_FILES_ONLY[format_]} is a file: name it with --output FILE.{format_}")
    selection = _selection(**asked)
    with archive.reading() as session:
        told = selection.articles(session)
        if target is None:
            sys.stdout.buffer.writelines(export.FORMATS[format_].chunks(told))
            return
        with export.whole_file(target) as file:
            if format_ == "wacz":
                wacz.write_wacz(
                    session, archive.folder / "warc", file, told, versions=selection.versions, asked=selection.asked(session)
                )
            else:
                file.writelines(export.FORMATS[format_].chunks(told))


def _selection(
    *,
    names: tuple[str, ...],
    search: str | None,
    versions: Scope,
    limit: int | None,
    scope: str,
    as_of: datetime | None,
    field: str | None,
    exact: bool,
    photographer: str | None,
    editor: str | None,
    **wanted: Any,
) -> Selection:
    how = {"scope": scope, "as_of": as_of, "field": field, "exact": exact, "photographer": photographer, "editor": editor}
    try:
        return Selection.asked_for(ArticleFilters(**wanted), names=names, search=search, versions=versions, limit=limit, **how)
    except (BadRequest, BadSearch) as error:
        raise click.UsageError(str(error)) from error
