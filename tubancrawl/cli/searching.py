"""The command that searches the archive."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

import click
from rich.text import Text

from tubancrawl import site
from tubancrawl.cli import output
from tubancrawl.cli.archive import ArchiveOptions, Day, Moment
from tubancrawl.cli.reading import STATES, as_json
from tubancrawl.store.search import FIELDS, Found, Hit, Piece, Wanted, search
from tubancrawl.text import terminal_safe

MARKS = ("[", "]")


@click.command("search")
@click.argument("query", nargs=-1)
@click.option(
    "--in",
    "scope",
    type=click.Choice(["current", "removed", "all"]),
    default="current",
    show_default=True,
    help="The last versions; text that the site no longer shows; or all versions.",
)
@click.option("--as-of", type=Moment(), help="Only the versions that stood at this time.")
@click.option("--field", type=click.Choice(FIELDS), help="Only in this field.")
@click.option("--exact", is_flag=True, help="The words as typed, not other forms of their stems.")
@click.option("--since", type=Day(), help="Published from this day on.")
@click.option("--until", type=Day(), help="Published up to this day; where no date is printed, first captured.")
@click.option("--state", type=click.Choice(STATES), help="Only articles in this state.")
@click.option("--category", metavar="NAME", help="Only of this category.")
@click.option("--reporter", metavar="NAME", help="Only by this reporter.")
@click.option("--photographer", metavar="NAME", help="Only with a picture by this photographer or agency.")
@click.option("--editor", metavar="NAME", help="Only edited by this editor.")
@click.option("--sort", type=click.Choice(["relevance", "newest"]), default="relevance", show_default=True, help="The order.")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="At most this many.")
@click.option("--cursor", metavar="TEXT", help="Go on where a page ended; it is printed below each.")
@as_json
@click.pass_obj
def search_(
    archive: ArchiveOptions,
    /,
    *,
    query: tuple[str, ...],
    limit: int,
    cursor: str | None,
    as_json: bool,
    as_of: datetime | None,
    **filters: Any,
) -> None:
    r"""Search every version of every article.

    All words of QUERY must occur, in whatever form: `memanen` finds `panen`. A phrase in "quotation marks" is found as it is;
    -word leaves out what has the word; headline:word looks in one field (headline, body, caption, byline, reporter,
    photographer, editor, category). Everything else is text. Nothing found is no error. Without words the filters alone find.

    \b
      tubancrawl search panen raya
      tubancrawl search --in removed '"anggaran fiktif"'
      tubancrawl search --as-of 2018-07-18 'headline:bupati -rapat'
    """
    wanted = Wanted(text=" ".join(query), as_of=as_of, **filters)
    with archive.reading() as session:
        found = search(session, wanted, limit=limit, cursor=cursor)
    if as_json:
        for hit in found.hits:
            output.print_json(asdict(hit))
        return
    _print(found)


def _print(found: Found) -> None:
    screen = output.console()
    for hit in found.hits:
        screen.print(Text.assemble((terminal_safe(hit.headline or "(no headline)"), "bold"), "  ", _about(hit)))
        screen.print(
            Text.assemble(f"  {hit.field}: ", *(_piece(piece, colours=bool(screen.color_system)) for piece in hit.snippet))
        )
    floor = "at least " if found.total_is_floor else ""
    screen.print(Text(f"{floor}{found.total} found, {len(found.hits)} shown", style="dim"))
    for note in found.notes:
        screen.print(Text(terminal_safe(str(note)), style="dim"))
    if found.next is not None:
        screen.print(Text(f"more: --cursor {found.next}", style="dim"))


def _about(hit: Hit) -> Text:
    told = [(hit.published_at or "-")[:10], f"version {hit.version} of {hit.versions}", hit.state, site.slug_of(hit.url)]
    return Text.assemble((terminal_safe(", ".join(told)), "dim"), *([(" removed", "red")] if hit.removed else []))


def _piece(piece: Piece, *, colours: bool) -> tuple[str, str]:
    opening, closing = MARKS if piece.marked and not colours else ("", "")
    return f"{opening}{terminal_safe(piece.text)}{closing}", "bold yellow" if piece.marked else ""
