"""Commands that read the archive: list, show, history, status."""

from datetime import UTC, datetime
from typing import Any

import click
from rich.text import Text

from tubancrawl import site
from tubancrawl.cli import output
from tubancrawl.cli.archive import ArchiveOptions, Day, Moment
from tubancrawl.store import reader
from tubancrawl.store.filters import ArticleFilters
from tubancrawl.store.status import status_json
from tubancrawl.text import terminal_safe

as_json = click.option("--json", "as_json", is_flag=True, help="JSON for programs; one object a line.")
STATES = ("live", "moved", "missing", "gone", "unknown")


def filters(command: Any) -> Any:
    """Add the filters that list and export share, and how many are wanted."""
    for option in (
        click.option("--limit", type=click.IntRange(1), help="At most this many."),
        click.option("--reporter", help="Only articles with this reporter, as `show` names them."),
        click.option("--category", help="Only articles of this category, as printed."),
        click.option("--changed-since", type=Moment(), help="Only articles with a version that began after this."),
        click.option("--state", type=click.Choice(STATES), help="Only articles in this state."),
        click.option("--until", type=Day(), help="Published up to this day; where no date is printed, first captured."),
        click.option("--since", type=Day(), help="Published from this day on."),
    ):
        command = option(command)
    return command


@click.command("list")
@filters
@as_json
@click.pass_obj
def list_(archive: ArchiveOptions, /, *, as_json: bool, limit: int | None, **wanted: Any) -> None:
    """List articles, newest first."""
    with archive.reading() as session:
        rows = reader.list_articles(session, ArticleFilters(**wanted), limit=limit)
        if as_json:
            for row in rows:
                output.print_json(row)
            return
        output.print_table(
            ("PUBLISHED", "STATE", "VERSIONS", "HEADLINE", "SLUG"),
            ((_day(r["published_at"]), r["state"], r["versions"], r["headline"], site.slug_of(r["url"])) for r in rows),
        )


def _day(published_at: str | None) -> str:
    return published_at[:10] if published_at else "-"


@click.command()
@click.argument("url")
@click.option("--version", type=click.IntRange(1), help="This version instead of the newest.")
@click.option("--at", type=Moment(), help="The version that stood at this time.")
@as_json
@click.pass_obj
def show(archive: ArchiveOptions, url: str, version: int | None, at: datetime | None, *, as_json: bool) -> None:
    """Show one article. URL in any of its forms, or a slug."""
    with archive.reading() as session:
        found = reader.find_article(session, url)
        article = reader.article_json(session, found, version=version, at=at)
        told = None if as_json else reader.history_json(session, found)
    if told is None:
        output.print_json(article)
        return
    byline = article["byline"] or {}
    first, last = (output.local_time(article[name]) for name in ("first_captured_at", "last_captured_at"))
    output.print_fields(
        {
            "url": article["url"],
            "state": _state(told),
            "version": f"{article['version']} of {article['versions']}",
            "captured": f"{first} – {last} WIB",
            "published": article["published_at"],
            "reporters": ", ".join(byline.get("reporters", [])) or None,
            "editor": byline.get("editor"),
            "categories": ", ".join(article["categories"]) or None,
        }
    )
    screen = output.console()
    screen.print()
    screen.print(Text(terminal_safe(article["headline"] or "(no headline)"), style="bold"))
    for photo in article["photos"]:
        credit = f" ({photo['credit']})" if photo["credit"] else ""
        screen.print(Text(terminal_safe(f"[photo] {photo['caption'] or ''}{credit} {photo['url'] or ''}"), style="italic"))
    for paragraph in article["paragraphs"]:
        screen.print()
        screen.print(output.safe(paragraph))
    for finding in (*article["findings"], *told["versions"][article["version"] - 1]["findings"]):
        screen.print(Text(terminal_safe(f"finding: {finding}"), style="yellow"))


@click.command()
@click.argument("url")
@as_json
@click.pass_obj
def history(archive: ArchiveOptions, url: str, *, as_json: bool) -> None:
    """List an article's versions, what changed in each and who changed it, when it was not there, and its captures."""
    with archive.reading() as session:
        told = reader.history_json(session, reader.find_article(session, url))
    if as_json:
        output.print_json(told)
        return
    output.print_fields({"url": told["url"], "state": _state(told)})
    output.console().print()
    output.print_table(
        ("VERSION", "FROM (WIB)", "TO (WIB)", "CHANGED", "HEADLINE"),
        (
            (
                v["number"],
                output.local_time(v["first_captured_at"]),
                output.local_time(v["last_captured_at"]),
                _changes(v),
                v["headline"],
            )
            for v in told["versions"]
        ),
    )
    for number, finding in [(v["number"], finding) for v in told["versions"] for finding in v["findings"]]:
        output.print_fields({f"finding, version {number}": finding})
    output.console().print()
    _print_absences(told)
    _print_swaps(told)
    output.print_table(
        ("ADDRESS", "FIRST SEEN (WIB)", "LAST SEEN (WIB)"),
        ((a["url"], output.local_time(a["first_seen_at"]), output.local_time(a["last_seen_at"])) for a in told["addresses"]),
    )
    output.console().print()
    output.print_table(
        ("CAPTURED (WIB)", "OUTCOME", "HTTP", "VERSION", "RECORD"),
        (
            (output.local_time(c["captured_at"]), c["outcome"], c["http_status"], c["version"], c["record_id"])
            for c in told["captures"]
        ),
    )


def _print_absences(told: dict[str, Any]) -> None:
    if not told["absences"]:
        return
    times = ("last_seen_at", "first_missed_at", "last_missed_at", "seen_again_at")
    output.print_table(
        ("NOT THERE", "MISSES", "LAST SEEN (WIB)", "FIRST MISSED", "LAST MISSED", "SEEN AGAIN"),
        ((a["state"], a["misses"], *(output.local_time(a[name]) for name in times)) for a in told["absences"]),
    )
    output.console().print()


def _print_swaps(told: dict[str, Any]) -> None:
    swaps = [photo for photo in told["photos"] if photo["same_as_before"] == "other" and photo["version"] is not None]
    if not swaps:
        return
    output.print_table(
        ("PHOTO SWAPPED (WIB)", "VERSION", "SHA256 SINCE", "ADDRESS"),
        ((output.local_time(s["first_captured_at"]), s["version"], s["sha256"], s["url"]) for s in swaps),
    )
    output.console().print()


def _state(told: dict[str, Any]) -> str:
    """Return the state of a history's article; of one that is not there, since when."""
    state: str = told["state"]
    if state not in {"missing", "gone"}:
        return state
    absence = told["absences"][-1]
    missed, seen = (output.local_time(absence[name]) for name in ("first_missed_at", "last_seen_at"))
    return f"{state}: last seen {seen}, first missed {missed} WIB, {absence['misses']} misses since"


def _changes(version: dict[str, Any]) -> str:
    return "; ".join(f"{c['field']} {c['kind']} by {c['cause']}" for c in version["changes"]) or "first seen"


@click.command()
@as_json
@click.pass_obj
def status(archive: ArchiveOptions, *, as_json: bool) -> None:
    """Tell of the last crawls and their verdicts, findings, what the archive holds and what is due."""
    from tubancrawl.parsing import READER_VERSION  # noqa: PLC0415 - the other commands here start without the parsers

    with archive.reading() as session:
        told = status_json(session, now=datetime.now(UTC), reader_version=READER_VERSION)
    if as_json:
        output.print_json(told)
        return
    output.print_fields(
        {
            "articles": _counts(told["articles"]),
            "versions": told["versions"],
            "captures": _counts(told["captures"]),
            "older readings": f"{told['older_readings']} captures; `tubancrawl reprocess` reads them again"
            if told["older_readings"]
            else "none",
            "addresses": _counts(told["urls"]),
            "due now": _counts(told["due"]),
            "next due (WIB)": output.local_time(told["next_due_at"]),
        }
    )
    output.console().print()
    output.print_table(
        ("CRAWL", "HOW", "STARTED (WIB)", "ENDED (WIB)", "VERDICT", "REASONS"),
        (
            (
                c["id"],
                c["how"],
                output.local_time(c["started_at"]),
                output.local_time(c["finished_at"]),
                c["verdict"],
                "; ".join(c["reasons"]),
            )
            for c in told["crawls"]
        ),
    )
    if told["findings"]:
        output.console().print()
        output.print_table(("PAGES", "FINDING OF THE LAST CRAWL"), ((count, text) for text, count in told["findings"].items()))


def _counts(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.items()) or "none"
