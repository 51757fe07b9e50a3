"""`serve`: the reading room on this machine, or behind a reverse proxy for everybody."""

import logging
import re
import sys
from importlib.util import find_spec
from typing import Any

import click

from tubancrawl.cli.archive import ArchiveOptions
from tubancrawl.errors import TubancrawlError

_EXTRA = ("fastapi", "uvicorn", "jinja2", "babel")
_ORIGIN = re.compile(r"(https?)://([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*|\[[0-9A-Fa-f:.]+\])(?::(\d{1,5}))?/?")
_PORT = click.IntRange(0, 65_535)

_OPEN_TO_OTHERS = """\
Whoever reaches {host} can read all of this archive, and what goes over the line is not encrypted. Writing is not possible.
For the public, keep --host 127.0.0.1 and put a reverse proxy with TLS before both ports: docs/serving.md.\
"""


class Origin(click.ParamType[str]):
    """Scheme, host and perhaps port, as a browser shows them."""

    name = "origin"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the origin without a final slash."""
        found = _ORIGIN.fullmatch(value)
        if found is None or not 0 < int(found[3] or 1) < 65_536:
            self.fail(f"{value!r}: expected scheme and host without a path, such as https://archive.example.org", param, ctx)
        return f"{found[1]}://{found[2].lower()}{f':{found[3]}' if found[3] else ''}"


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; beyond this machine others can read.")
@click.option("--port", type=_PORT, default=8000, show_default=True, help="Port of the reading room; 0 takes a free one.")
@click.option("--original-port", type=_PORT, help="Port of the archived pages, an origin of their own; default: the next one.")
@click.option("--public-url", type=Origin(), help="How people call the reading room where a reverse proxy stands before it.")
@click.option("--original-url", type=Origin(), help="How the proxy calls the archived pages: another host name, or another port.")
@click.option(
    "--rate", type=click.FloatRange(0), default=50.0, show_default=True, help="Requests a second for each client; 0: any."
)
@click.option("--log-format", type=click.Choice(("text", "json")), default="text", show_default=True, help="Of the access log.")
@click.option("--quiet", is_flag=True, help="No access log.")
@click.pass_obj
def serve(archive: ArchiveOptions, /, *, rate: float, log_format: Any, quiet: bool, **where: Any) -> None:
    """Open the reading room: web pages, JSON API, feeds and Memento, over HTTP, until Ctrl-C.

    Needs no set-up and writes nothing; a crawl may be writing all the while. Archived pages are shown from a second port, so
    that nothing in them can reach the reading room. The access log and errors go to standard error.
    """
    if missing := [name for name in _EXTRA if find_spec(name) is None]:
        raise TubancrawlError(f"serve needs {', '.join(missing)}, not installed here: pip install 'tubancrawl[web]'")
    from tubancrawl.access import server  # noqa: PLC0415 - only where the extra is there
    from tubancrawl.access.guards import Guards  # noqa: PLC0415
    from tubancrawl.access.room import Room  # noqa: PLC0415

    addresses = server.Addresses(**_checked(where, everywhere=server.is_every_address(where["host"])))
    room = Room(archive.folder, archive.database)
    with room.reading():
        pass  # nobody should find out by the first page that there is no archive
    guards = Guards(rate=rate, burst=rate * 10, log_format=None if quiet else log_format)
    reading_room = server.ReadingRoom(room, addresses, guards)
    _log_to_stderr()
    if not server.is_loopback(addresses.host):
        click.echo(_OPEN_TO_OTHERS.format(host=addresses.host), err=True)

    def announce() -> None:
        behind = "" if addresses.public is None else f" (listening on {' and '.join(reading_room.listens_on)})"
        click.echo(f"Reading room: {reading_room.public}/{behind}")
        click.echo(f"Archived pages: {reading_room.original}/")
        sys.stdout.flush()

    reading_room.serve(announce)


def _checked(where: dict[str, Any], *, everywhere: bool) -> dict[str, Any]:
    """Return where to listen, with the port that was left out. Raises UsageError for what cannot be two origins."""
    port, other = where["port"], where["original_port"]
    public, original = where["public_url"], where["original_url"]
    if other is None:
        other = port + 1 if port else 0
    if other > 65_535 or (port and port == other):
        raise click.UsageError("the archived pages need a port of their own: name another --original-port")
    if (public is None) != (original is None) or (public and public == original):
        raise click.UsageError("--public-url and --original-url go together, and must be two different origins")
    if everywhere and public is None:
        raise click.UsageError(
            f"{where['host']} is every address of this machine; say under which one people will ask, "
            f"as --public-url http://NAME:{port} --original-url http://NAME:{other}"
        )
    return {"host": where["host"], "port": port, "original_port": other, "public": public, "original": original}


def _log_to_stderr() -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    for name, level in (("tubancrawl", logging.INFO), ("uvicorn.error", logging.WARNING)):
        logger = logging.getLogger(name)
        logger.addHandler(handler)
        logger.setLevel(level)
        logger.propagate = False
