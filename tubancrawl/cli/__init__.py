"""The `tubancrawl` command. Each command parses, calls one function, prints; only here are errors turned into exit codes."""

import io
import os
import sys
from importlib import import_module
from pathlib import Path

import click

from tubancrawl import errors
from tubancrawl.cli.archive import ArchiveOptions
from tubancrawl.text import terminal_safe

# In the order in which they are asked: the most special first.
EXIT_CODES: tuple[tuple[type[BaseException], int], ...] = (
    (errors.NotFound, 3),
    (errors.BadSearch, 2),
    (errors.BadCursor, 2),
    (errors.BadRequest, 2),
    (errors.ArchiveLocked, 5),
    (errors.TubancrawlError, 1),
    (OSError, 1),
)


# Each command is loaded when it is asked for: those that only read the archive start without Scrapy's half second.
COMMANDS = {
    "list": "reading:list_",
    "show": "reading:show",
    "history": "reading:history",
    "diff": "comparing:diff_",
    "blame": "comparing:blame",
    "search": "searching:search_",
    "photos": "photos:photos",
    "export": "exporting:export_",
    "status": "reading:status",
    "inspect": "inspecting:inspect",
    "import": "keeping:import_",
    "reprocess": "rereading:reprocess_",
    "verify": "proving:verify",
    "rebuild": "proving:rebuild",
    "serve": "serving:serve",
}


class Commands(click.Group):
    """The commands of COMMANDS."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the signature is click's
        """Name them in the order in which a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - the signature is click's
        """Load one."""
        if cmd_name not in COMMANDS:
            return None
        module, _, function = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(f"tubancrawl.cli.{module}"), function)
        return command


EXIT_STATUS = (
    "Exit status: 0 done, 1 failed, 2 bad usage, 3 nothing by that name, 4 verify found something, "
    "5 the archive is held by another writer."
)


@click.group(cls=Commands, epilog=EXIT_STATUS, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.option(
    "--archive",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="TUBANCRAWL_ARCHIVE",
    default=Path("archive"),
    show_default=True,
    help="The archive folder; also TUBANCRAWL_ARCHIVE.",
)
@click.option(
    "--archive-db",
    envvar="TUBANCRAWL_ARCHIVE_DB",
    metavar="URL",
    help="Rows kept elsewhere, as postgresql://…; also TUBANCRAWL_ARCHIVE_DB.",
)
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.version_option(package_name="tubancrawl")
@click.pass_context
def cli(ctx: click.Context, archive: Path, archive_db: str | None, *, debug: bool) -> None:
    """Read and keep an archive of the news pages of tubankab.go.id.

    A crawl fills it (`scrapy crawl tubankab`); these commands list, show, compare and export what it holds. Articles are
    named by their URL in any form, or by its last part, the slug.
    """
    ctx.obj = ArchiveOptions(archive, archive_db)
    ctx.meta["debug"] = debug


def main() -> None:
    """Run the command line; the console script's entry point."""
    try:
        status = cli.main(standalone_mode=False)
    except click.exceptions.Exit as stop:
        status = stop.exit_code
    except click.Abort:
        status = 130
    except click.ClickException as error:
        # What was typed may come from a page, by way of a script.
        shown = io.StringIO()
        error.show(shown)
        click.echo(terminal_safe(shown.getvalue()), err=True, nl=False)
        status = error.exit_code
    except BrokenPipeError:
        # The reader of our output (head, less) has gone; what is left to write has nobody to go to.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    except tuple(kind for kind, _ in EXIT_CODES) as error:
        if "--debug" in sys.argv:
            raise
        click.echo(terminal_safe(f"tubancrawl: {error}"), err=True)
        status = next(code for kind, code in EXIT_CODES if isinstance(error, kind))
    sys.exit(status or 0)
