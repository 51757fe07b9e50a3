"""`export`: articles for other programs."""

import sys
from pathlib import Path
from typing import Any

import click

from tubancrawl.access import export, wacz
from tubancrawl.access.export.selection import Selection
from tubancrawl.cli.archive import ArchiveOptions
from tubancrawl.cli.reading import filters
from tubancrawl.store.filters import Filters
from tubancrawl.store.reader import Scope

_FILES_ONLY = {"parquet": "a Parquet file", "wacz": "a WACZ"}


@click.command("export")
@click.argument("format_", metavar="FORMAT", type=click.Choice(sorted((*export.FORMATS, "wacz"))))
@filters
@click.option("--versions", type=click.Choice(("current", "all")), default="current", show_default=True, help="Which versions.")
@click.option("--output", "target", type=click.Path(dir_okay=False, path_type=Path), help="A file; else standard output.")
@click.pass_obj
def export_(
    archive: ArchiveOptions, /, format_: str, versions: Scope, target: Path | None, limit: int | None, **wanted: Any
) -> None:
    """Write articles as FORMAT.

    jsonl: one article a line, as `show --json` has it.

    csv: a row a version, for a spreadsheet; UTF-8 with a byte order mark, and no cell that would be run as a formula.

    parquet: a row a version with all its parts typed; needs --output. docs/api.md has the schema.

    atom: one feed with the whole text of each.

    wacz: the articles' captures as a web archive that other tools open; needs --output. With --versions current, what the last
    version of each rests on; with all, every capture of any of their addresses.
    """
    if target is None and format_ in _FILES_ONLY:
        raise click.UsageError(f"{_FILES_ONLY[format_]} is a file: name it with --output FILE.{format_}")
    selection = Selection(filters=Filters(**wanted), versions=versions, limit=limit)
    with archive.reading() as session:
        told = selection.articles(session)
        if target is None:
            sys.stdout.buffer.writelines(export.FORMATS[format_].chunks(told))
            return
        with export.whole_file(target) as file:
            if format_ == "wacz":
                wacz.write_wacz(session, archive.folder / "warc", file, told, versions=versions, asked=selection.asked())
            else:
                file.writelines(export.FORMATS[format_].chunks(told))
