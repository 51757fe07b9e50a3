"""`inspect`: how a page is read, rule by rule. What an operator asks first after a redesign."""

from dataclasses import asdict, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from tubancrawl import reprocess, site
from tubancrawl.capture.kept import originals_of
from tubancrawl.capture.warc import iter_stored, read_at, warc_path
from tubancrawl.cli import output
from tubancrawl.cli.archive import ArchiveOptions
from tubancrawl.items import ArticleItem, Item
from tubancrawl.parsing import read_page
from tubancrawl.store.places import newest_place

PLUMBING = {"sources", "findings", "evidence", "links", "outcome", "record_id", "captured_at", "block_sha256", "skeleton"}


@click.command()
@click.argument("url_or_file")
@click.option("--url", "address", help="The address that an HTML file had; default: one of the site with the file's name.")
@click.option("--json", "as_json", is_flag=True, help="JSON for programs; one object a page.")
@click.pass_obj
def inspect(archive: ArchiveOptions, url_or_file: str, address: str | None, *, as_json: bool) -> None:
    """Show how a page is read: its verdict, and for each field its value and the rule that gave it.

    URL_OR_FILE is a URL or slug (its newest capture is read again), a WARC record id of the archive, a saved HTML page, or a
    WARC file, of which every page is shown.
    """
    path = Path(url_or_file)
    if not path.is_file():
        items = [_newest_capture(archive, url_or_file)]
    elif path.name.endswith((".warc", ".warc.gz", ".wacz")):
        items = [reprocess.read_stored(stored) for stored in iter_stored(path)]
    else:
        items = [_html_file(path, address or f"{site.ROOT}/entry/{path.stem}")]
    for item in items:
        output.print_json(_told(item)) if as_json else _print(item)


def _newest_capture(archive: ArchiveOptions, name: str) -> Item:
    with archive.reading() as session:
        place = newest_place(session, name)
    folder = archive.folder / "warc"
    stored = read_at(warc_path(folder, place.warc), place.offset, place.length, originals_of(archive.reading, folder))
    return reprocess.read_stored(stored)


def _html_file(path: Path, url: str) -> Item:
    item = read_page(
        url=url, status=200, headers=[], body=path.read_bytes(), problems=[], captured_at=datetime.now(UTC), record_id=None
    )
    return reprocess.through_pipelines(item)


def _told(item: Item) -> dict[str, Any]:
    told = asdict(item)
    told["captured_at"] = item.captured_at.isoformat()
    told["kind"] = "article" if isinstance(item, ArticleItem) else item.kind
    return told


def _print(item: Item) -> None:
    told = _told(item)
    output.print_fields({"url": item.url, "outcome": item.outcome, "kind": told["kind"], "links": len(item.links)})
    for line in item.evidence:
        output.print_fields({"evidence": line})
    if isinstance(item, ArticleItem):
        rows = [
            (field.name, item.sources.get(field.name), value)
            for field in fields(item)
            if field.name not in PLUMBING and (value := getattr(item, field.name)) not in (None, [])
        ]
        output.console().print()
        output.print_table(("FIELD", "RULE", "VALUE"), ((name, rule, _shown(value)) for name, rule, value in rows))
    for finding in item.findings:
        output.print_fields({"finding": finding})
    output.console().print()


def _shown(value: Any) -> str:
    return "\n".join(str(part) for part in value) if isinstance(value, list) else str(value)
