"""Commands that prove the archive, and make its database again: verify, rebuild."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, TaskID

from tubancrawl import rebuild as rebuilding
from tubancrawl.cli import output
from tubancrawl.cli.archive import ArchiveOptions
from tubancrawl.text import terminal_safe
from tubancrawl.verification import Report, examine, repair

FOUND_SOMETHING = 4


@click.command()
@click.option("--deep", is_flag=True, help="Read every capture again and rebuild the database elsewhere; compare cell by cell.")
@click.option(
    "--copy",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Repair what is damaged from this second copy of the archive folder; what is damaged in the copy is named too.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object: problems, notes, figures.")
@click.pass_obj
def verify(archive: ArchiveOptions, *, deep: bool, copy: Path | None, as_json: bool) -> None:
    """Prove the archive against itself, and name whatever is missing, altered, out of order, doubled or orphaned.

    Walks from the database to the WARC records, their digests, the readings, the versions and back, and along the chain of
    events. Changes nothing, and works while a crawl runs. Exit status 4 when anything was found. docs/proof.md tells what is
    proved, and what is not.

    With --copy it always looks deep, holds the archive's lock, and keeps what it replaces in quarantine/; exit status 4 then
    means that something is still wrong.
    """
    if copy is not None:
        _repair(archive, copy, as_json=as_json)
        return
    with _shown_progress() as progress:
        report = examine(archive.folder, archive.database, deep=deep, progress=progress.step)
    _print(report, as_json=as_json)
    if report.problems:
        raise click.exceptions.Exit(FOUND_SOMETHING)


def _repair(archive: ArchiveOptions, copy: Path, *, as_json: bool) -> None:
    if archive.database is not None:
        raise click.UsageError("--copy repairs the rows of archive.db; a database elsewhere has backups of its own")
    with _shown_progress() as progress:
        repaired = repair(archive.folder, copy, progress=progress.step)
    if as_json:
        output.print_json(repaired.as_json())
    else:
        for line in repaired.done:
            click.echo(terminal_safe(line))
        for problem in repaired.copy.problems:
            click.echo(terminal_safe(f"in the copy: {problem}"))
        _print(repaired.after, as_json=False)
    if repaired.after.problems:
        raise click.exceptions.Exit(FOUND_SOMETHING)


@click.command()
@click.option("--to", metavar="URL", help="An empty database to fill, as a path or postgresql://…; by itself the archive's own.")
@click.option("--replace", is_flag=True, help="Empty that database first.")
@click.option("--incomplete", is_flag=True, help="Leave out what the WARC files lack, instead of refusing.")
@click.option("--json", "as_json", is_flag=True, help="The figures as JSON.")
@click.pass_obj
def rebuild(archive: ArchiveOptions, *, to: str | None, replace: bool, incomplete: bool, as_json: bool) -> None:
    """Make the database again from the WARC files alone: equal row for row.

    A new file is made beside the old one and takes its place once it is whole; the old one is kept as
    archive.db.before-rebuild-TIME. Readings by older readers cannot be made again, and are counted.
    """
    with _shown_progress() as progress:
        rebuilt = rebuilding.rebuild(
            archive.folder,
            to=to or archive.database,
            replace=replace,
            incomplete=incomplete,
            progress=lambda pages: progress.step("pages", pages),
        )
    if as_json:
        output.print_json(rebuilt.as_json())
        return
    output.print_fields(
        {
            "events": rebuilt.events,
            "pages": rebuilt.pages,
            "adopted": f"{rebuilt.adopted} exchanges that no event names" if rebuilt.adopted else 0,
            "older readings": f"{rebuilt.read_by_others} pages that another reader read first",
            "lost events": f"those before {rebuilt.first_event}" if (rebuilt.first_event or 1) > 1 else 0,
            "missing": len(rebuilt.missing),
        }
    )


class _Steps:
    def __init__(self, bar: Progress) -> None:
        self._bar = bar
        self._tasks: dict[str, TaskID] = {}

    def step(self, what: str, count: int) -> None:
        if what not in self._tasks:
            self._tasks[what] = self._bar.add_task(what, total=None)
        self._bar.advance(self._tasks[what], count)


@contextmanager
def _shown_progress() -> Iterator[_Steps]:
    columns = (*Progress.get_default_columns(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        yield _Steps(bar)


def _print(report: Report, *, as_json: bool) -> None:
    if as_json:
        output.print_json(
            {
                "problems": [problem.as_json() for problem in report.problems],
                "notes": report.notes,
                "figures": report.figures,
                "last_event": report.last_event,
            }
        )
        return
    for problem in report.problems:
        click.echo(terminal_safe(str(problem)))
    for note in report.notes:
        click.echo(terminal_safe(f"note: {note}"))
    told = ", ".join(f"{count} {name}" for name, count in report.figures.items())
    click.echo(
        f"{len(report.problems)} problems in {told}" if report.problems else f"sound: {told}; last event {report.last_event}"
    )
