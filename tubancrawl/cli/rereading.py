"""`reprocess`: stored captures read again with today's reader."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click
from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress

from tubancrawl import reprocess
from tubancrawl.access.redline import Change, field_change, redline
from tubancrawl.cli import output
from tubancrawl.cli.archive import ArchiveOptions
from tubancrawl.cli.redlines import print_change
from tubancrawl.cli.workers import workers_option
from tubancrawl.errors import UnreadableRecord

# What the fields of an item are called in a diff.
_IN_A_DIFF = {"photos": "photo", "paragraphs": "paragraph"}


@click.command("reprocess")
@click.option("--dry-run", is_flag=True, help="Only tell what would change; writes nothing, takes no lock.")
@click.option("--samples", type=click.IntRange(0), default=3, show_default=True, help="Examples shown of each changed field.")
@workers_option
@click.option("--json", "as_json", is_flag=True, help="The figures and samples as one JSON object.")
@click.pass_obj
def reprocess_(archive: ArchiveOptions, *, dry_run: bool, samples: int, workers: int, as_json: bool) -> None:
    """Read stored captures again with today's reader, without a request.

    Only captures that no reader of its version has read are taken. Their new readings are added to the old ones and versions are
    recomputed with the original times: a better reader never looks like a publisher's edit. Stop it whenever you like; run again,
    it goes on. Captures whose bytes are missing or damaged are named (status 1) and left as they were.
    """
    run = reprocess.preview_reading if dry_run else reprocess.read_again
    with archive.explained(), _bar() as on_progress:
        report = run(
            archive.folder,
            archive.database,
            workers=workers,
            samples=samples,
            on_progress=on_progress,
        )
    if as_json:
        output.print_json({"dry_run": dry_run, **report.as_json(), "samples": dict(_told_samples(report))})
    else:
        _print(report, dry_run=dry_run)
    if report.damage:
        named = "\n  ".join(report.damage[:10])
        rest = f"\n  and {len(report.damage) - 10} more" if len(report.damage) > 10 else ""
        raise UnreadableRecord(
            f"{len(report.damage)} captures could not be read and stay as they were; `tubancrawl verify` looks closer:\n  "
            f"{named}{rest}"
        )


@contextmanager
def _bar() -> Iterator[Callable[[int, int], None]]:
    columns = (*Progress.get_default_columns(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("captures", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _told_samples(report: reprocess.Report) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    for name, samples in sorted(report.samples.items()):
        yield (
            name,
            [
                {
                    "url": sample.url,
                    "record_id": sample.record_id,
                    "captured_at": sample.captured_at.isoformat(),
                    "changes": [change.as_json() for change in _redlines(name, sample)],
                }
                for sample in samples
            ],
        )


def _redlines(name: str, sample: reprocess.Sample) -> list[Change]:
    """Return how a field differs: as `diff` shows it, or by its JSON where `diff` shows nothing (tags, event dates)."""
    wanted = _IN_A_DIFF.get(name, name)
    shown = [change for change in redline(sample.old, sample.new).changes if change.field == wanted]
    if shown:
        return shown
    old, new = (json.dumps(side.get(name), ensure_ascii=False) for side in (sample.old, sample.new))
    change = field_change(name, old, new)
    return [change] if change is not None else []


def _print(report: reprocess.Report, *, dry_run: bool) -> None:
    would = "would " if dry_run else ""
    output.print_fields(
        {
            "reader": report.reader_version,
            "captures read": report.captures,
            f"{would}change": f"{report.articles['']} articles as they show now, {report.readings['']} readings in all",
            "become readable": report.became_readable,
            "versions": f"{report.versions_before} before, {report.versions_after} after",
        }
    )
    if report.outcomes:
        output.console().print()
        output.print_table(
            ("CAPTURES", "OUTCOME BEFORE", "AFTER"),
            ((count, before, after) for (before, after), count in sorted(report.outcomes.items())),
        )
    if report.readings:
        output.console().print()
        output.print_table(
            ("FIELD", "ARTICLES", "READINGS"),
            ((name, report.articles[name], count) for name, count in sorted(report.readings.items()) if name),
        )
    for name, samples in sorted(report.samples.items()):
        for sample in samples:
            output.console().print()
            output.print_fields({"sample": sample.url, "captured (WIB)": output.local_time(sample.captured_at.isoformat())})
            for change in _redlines(name, sample):
                print_change(change)
