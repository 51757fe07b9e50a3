"""`photos`: the pictures of an article, or one picture wherever it was used."""

from collections.abc import Sequence
from dataclasses import asdict

import click

from tubancrawl import site
from tubancrawl.cli import output
from tubancrawl.cli.archive import ArchiveOptions
from tubancrawl.store import reader
from tubancrawl.store.pictures import PictureSight, Use, Uses, names_picture, pictures_of, uses_of


@click.command("photos")
@click.argument("name", metavar="URL|SHA256")
@click.option("--version", type=click.IntRange(1), help="Of an article: this version instead of the newest.")
@click.option(
    "--json", "as_json", is_flag=True, help="One JSON object a line: a picture with its `uses`; by its digest, one use."
)
@click.option("--limit", type=click.IntRange(1), default=100, show_default=True, help="At most this many uses of a picture.")
@click.option("--cursor", metavar="TEXT", help="Of a picture: go on where a page of its uses ended; it is printed below each.")
@click.pass_obj
def photos(archive: ArchiveOptions, name: str, version: int | None, *, as_json: bool, limit: int, cursor: str | None) -> None:
    """Show the pictures of an article (its URL or slug): what was captured of each, and where else it was used.

    With the SHA-256 or the URL of a picture: every article that used it, and what caption and credit it had there. A picture
    that was only compressed or sized anew counts as the same and is marked `recompressed`.
    """
    with archive.reading() as session:
        if names_picture(name):
            _print_page(uses_of(session, name, limit=limit, cursor=cursor), as_json=as_json)
            return
        if cursor is not None:
            raise click.UsageError("--cursor goes on with the uses of one picture; name it by its SHA-256 or URL")
        article = reader.article_json(session, reader.find_article(session, name), version=version)
        sights = pictures_of(session, article)
        uses = [uses_of(session, sight.url, limit=limit) if sight.url else Uses(uses=[], next=None) for sight in sights]
    if as_json:
        for sight, used in zip(sights, uses, strict=True):
            output.print_json({**asdict(sight), **used.as_json()})
        return
    output.print_fields({"url": article["url"], "version": f"{article['version']} of {article['versions']}"})
    for sight, used in zip(sights, uses, strict=True):
        _print_sight(sight, [use for use in used.uses if use.url != article["url"]], more=used.next is not None)


def _print_sight(sight: PictureSight, elsewhere: Sequence[Use], *, more: bool) -> None:
    floor = "at least " if more else ""
    output.console().print()
    output.print_fields(
        {
            "picture": sight.url,
            "state": sight.state,
            "captured": sight.captured_at and f"{output.local_time(sight.captured_at)} WIB",
            "sha256": sight.sha256,
            "type": sight.media_type,
            "size": sight.width and f"{sight.width} × {sight.height} pixels, {sight.size} bytes",
            "problem": sight.problem,
            "caption": sight.caption,
            "credit": sight.credit,
            "used elsewhere": f"{floor}{len({use.url for use in elsewhere})} articles" if elsewhere or more else "no",
        }
    )
    if elsewhere:
        _print_uses(elsewhere)


def _print_page(page: Uses, *, as_json: bool) -> None:
    if as_json:
        for use in page.uses:
            output.print_json(asdict(use))
    else:
        _print_uses(page.uses)
    if page.next is not None:
        click.echo(f"more: --cursor {page.next}", err=as_json)


def _print_uses(uses: Sequence[Use]) -> None:
    output.print_table(
        ("FROM (WIB)", "TO (WIB)", "VERSIONS", "SAME", "CAPTION", "CREDIT", "HEADLINE", "SLUG"),
        (
            (
                output.local_time(use.first_captured_at),
                output.local_time(use.last_captured_at),
                str(use.version) if use.version == use.last_version else f"{use.version}-{use.last_version}",
                use.same,
                use.caption,
                use.credit,
                use.headline,
                site.slug_of(use.url),
            )
            for use in uses
        ),
    )
