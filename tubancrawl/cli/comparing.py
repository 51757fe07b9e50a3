"""Commands that compare an article's versions: diff."""

import click

from tubancrawl.access.redline import causes_over, explain, redline
from tubancrawl.cli import output
from tubancrawl.cli.archive import ArchiveOptions
from tubancrawl.cli.reading import as_json
from tubancrawl.errors import NotFound
from tubancrawl.store import reader


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
