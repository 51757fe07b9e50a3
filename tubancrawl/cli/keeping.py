"""Commands that add to the archive: import."""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import MofNCompleteColumn, Progress

from tubancrawl import reprocess
from tubancrawl.capture.recorder import Recorder
from tubancrawl.capture.warc import Index, index_groups, open_sources, recordings
from tubancrawl.cli import output
from tubancrawl.cli.archive import ArchiveOptions
from tubancrawl.cli.workers import workers_option
from tubancrawl.errors import UnreadableRecord
from tubancrawl.garbage import rarely_collected
from tubancrawl.items import ArticleItem, Item
from tubancrawl.parsing import READER_VERSION
from tubancrawl.text import terminal_safe


@click.command("import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@workers_option
@click.option("--json", "as_json", is_flag=True, help="The figures as JSON.")
@click.pass_obj
def import_(archive: ArchiveOptions, /, *, paths: tuple[Path, ...], workers: int, as_json: bool) -> None:
    """Take WARC and WACZ files, or folders of them, into the archive and read them.

    No network is used. What the archive already holds is not added again, and exchanges of other sites are left out. A damaged
    WARC file is taken up to its first bad byte and named; a WACZ that is not what it says is refused whole; the rest go on.
    """
    figures: Counter[str] = Counter()
    with archive.explained():
        damage, hint = _import(archive, paths, workers, figures)
    _report(figures, as_json=as_json)
    if hint:
        click.echo(f"note: {hint}", err=True)
    if damage:
        raise UnreadableRecord("\n".join(damage))


@rarely_collected()
def _import(
    archive: ArchiveOptions, paths: tuple[Path, ...], workers: int, figures: Counter[str]
) -> tuple[list[str], str | None]:
    """Take every file; return what was wrong, and a hint if there is one."""
    damage: list[str] = []
    recorder = Recorder.open(archive.folder, archive.database, how="import", mode="all", reader_version=READER_VERSION)
    try:
        hint = reprocess.hint(recorder)
        originals = recorder.originals()
        # What a killed run left on disk has to be known first: the same record would be copied a second time.
        figures["adopted"] = reprocess.adopt(recorder)
        columns = (*Progress.get_default_columns(), MofNCompleteColumn())
        bar = Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty())
        with bar, reprocess.Pool(workers) as pool:
            take = partial(reprocess.import_indexed, recorder, originals=originals, pool=pool)
            for file in (file for path in paths for file in recordings(path)):
                damage += _import_file(take, file, bar, figures)
        figures["completed"] = reprocess.complete_revisits(recorder)
        figures["second looks"] = reprocess.settle_second_looks(recorder)
        recorder.finish(
            finished_at=datetime.now(UTC), verdict="bad" if damage else "trusted", reasons=tuple(damage), figures=dict(figures)
        )
    finally:
        recorder.close()
    return damage, hint


def _import_file(
    take: Callable[[Index], Iterator[Item | reprocess.Skipped]], file: Path, bar: Progress, figures: Counter[str]
) -> list[str]:
    """Take one file; return what was wrong with it."""
    damage: list[str] = []
    try:
        sources = list(open_sources(file))
    except UnreadableRecord as error:
        return [str(error)]
    for source in sources:
        index = index_groups(source)
        figures["files"] += 1
        try:
            for item in bar.track(take(index), total=len(index.groups), description=escape(terminal_safe(source.name))):
                figures.update(_counted(item))
        except UnreadableRecord as error:
            damage.append(str(error))
        finally:
            index.source.close()
            source.close()
    return damage


def _counted(item: Item | reprocess.Skipped) -> Iterable[str]:
    if isinstance(item, reprocess.Skipped):
        return ("known" if item is reprocess.Skipped.KNOWN else "foreign",)
    return ("new", f"outcome {item.outcome}", *(("articles",) if isinstance(item, ArticleItem) else ()))


def _report(figures: Counter[str], *, as_json: bool) -> None:
    if as_json:
        output.print_json(dict(figures))
        return
    output.print_fields(
        {
            "files": figures["files"],
            "captures added": figures["new"],
            **({"found in warc/": figures["adopted"]} if figures["adopted"] else {}),
            "already known": figures["known"],
            "of other sites": figures["foreign"],
            "article pages": figures["articles"],
            "revisits completed": figures["completed"],
            "judged by a second look": figures["second looks"],
            **{name: count for name, count in sorted(figures.items()) if name.startswith("outcome ")},
        }
    )
