"""Commands that add to the archive: import."""

import sys
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress

from tubancrawl import reprocess
from tubancrawl.capture.recorder import Recorder
from tubancrawl.capture.warc import Originals, Source, index_groups, open_sources
from tubancrawl.cli import output
from tubancrawl.cli.archive import ArchiveOptions
from tubancrawl.errors import UnreadableRecord
from tubancrawl.items import ArticleItem, Item
from tubancrawl.parsing import READER_VERSION


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="The figures as JSON.")
@click.pass_obj
def import_(archive: ArchiveOptions, paths: tuple[Path, ...], *, as_json: bool) -> None:
    """Take WARC and WACZ files, or folders of them, into the archive and read them.

    No network is used. What the archive already holds is not added again. A damaged file is taken up to its first bad byte
    and named; the rest go on.
    """
    figures: Counter[str] = Counter()
    damage: list[str] = []
    recorder = Recorder.open(archive.folder, archive.database, how="import", mode="all", reader_version=READER_VERSION)
    try:
        hint = reprocess.hint(recorder)
        columns = (*Progress.get_default_columns(), MofNCompleteColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
            _import_files(recorder, [source for path in paths for source in open_sources(path)], bar, figures, damage)
        recorder.finish(
            finished_at=datetime.now(UTC), verdict="bad" if damage else "trusted", reasons=tuple(damage), figures=dict(figures)
        )
    finally:
        recorder.close()
    _report(figures, as_json=as_json)
    if hint:
        click.echo(f"note: {hint}", err=True)
    if damage:
        raise UnreadableRecord("\n".join(damage))


def _import_files(recorder: Recorder, sources: list[Source], bar: Progress, figures: Counter[str], damage: list[str]) -> None:
    originals = Originals()
    for source in sources:
        index = index_groups(source)
        figures["files"] += 1
        try:
            items = reprocess.import_indexed(recorder, index, originals)
            for item in bar.track(items, total=len(index.groups), description=source.name):
                figures.update(_counted(item))
        except UnreadableRecord as error:
            damage.append(str(error))
        finally:
            index.source.close()
            source.close()


def _counted(item: Item | None) -> Iterable[str]:
    if item is None:
        return ("known",)
    return ("new", f"outcome {item.outcome}", *(("articles",) if isinstance(item, ArticleItem) else ()))


def _report(figures: Counter[str], *, as_json: bool) -> None:
    if as_json:
        output.print_json(dict(figures))
        return
    output.print_fields(
        {
            "files": figures["files"],
            "captures added": figures["new"],
            "already known": figures["known"],
            "article pages": figures["articles"],
            **{name: count for name, count in sorted(figures.items()) if name.startswith("outcome ")},
        }
    )
