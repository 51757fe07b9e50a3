"""The option of commands that can read pages in several processes."""

import os

import click

workers_option = click.option(
    "--workers",
    type=click.IntRange(1),
    default=lambda: len(os.sched_getaffinity(0)),
    show_default="one a core",
    help="Processes that read.",
)
