"""`photos`: the pictures of an article, or one picture wherever it was used."""

import re
from collections.abc import Sequence
from dataclasses import asdict
from typing import Final

import click

from tubancrawl import site
from tubancrawl.cli import output
from tubancrawl.cli.archive import ArchiveOptions
from tubancrawl.store import reader
from tubancrawl.store.picture_uses import Use, caption_history
from tubancrawl.store.pictures import PictureSight, pictures_of

_DIGEST: Final = re.compile(r"[0-9a-fA-F]{64}")


@click.command("photos")
@click.argument("name", metavar="URL|SHA256")
@click.option("--version", type=click.IntRange(1), help="Of an article: this version instead of the newest.")
@click.option(
    "--json", "as_json", is_flag=True, help="One JSON object a line: a picture with its `uses`; by its digest, one use."
)
@click.pass_obj
def photos(archive: ArchiveOptions, name: str, version: int | None, *, as_json: bool) -> None:
    """Show the pictures of an article (its URL or slug): what was captured of each, and where else it was used.

    With the SHA-256 or the URL of a picture: every article that used it, and what caption and credit it had there. A picture
    that was only compressed or sized anew counts as the same and is marked `recompressed`.
    """
    with archive.reading() as session:
        if _DIGEST.fullmatch(name) or site.kind_of(name) == "photo":
            _print_uses(caption_history(session, name), as_json=as_json)
            return
        article = reader.article_json(session, reader.find_article(session, name), version=version)
        sights = pictures_of(session, article)
        uses = [caption_history(session, sight.url) if sight.url else [] for sight in sights]
    if as_json:
        for sight, used in zip(sights, uses, strict=True):
            output.print_json({**asdict(sight), "uses": [asdict(use) for use in used]})
        return
    output.print_fields({"url": article["url"], "version": f"{article['version']} of {article['versions']}"})
    for sight, used in zip(sights, uses, strict=True):
        _print_sight(sight, [use for use in used if use.url != article["url"]])


def _print_sight(sight: PictureSight, elsewhere: Sequence[Use]) -> None:
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
            "used elsewhere": f"{len({use.url for use in elsewhere})} articles" if elsewhere else "no",
        }
    )
    if elsewhere:
        _print_uses(elsewhere, as_json=False)


def _print_uses(uses: Sequence[Use], *, as_json: bool) -> None:
    if as_json:
        for use in uses:
            output.print_json(asdict(use))
        return
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
