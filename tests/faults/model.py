"""The reference model: what an archive must say of the captures that it has. Written apart from the program, from docs alone.

An article is every address that a page was read at, joined with the addresses that redirect to it for good. Its versions are the
maximal runs of captures, in the order of capture times, that show the same content; a 304 lengthens the run it falls in.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.faults.script import BEGINNING, ROOT, Step

_EPOCH = BEGINNING.replace(year=1970, month=1, day=1, hour=0, minute=0, second=0, microsecond=0)


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class ModelVersion:
    """One version; times as SQLite keeps them, in microseconds since 1970."""

    url: str
    number: int
    first: int
    last: int
    headline: str


def versions(captured: Iterable[Step]) -> list[ModelVersion]:
    """Return the versions of every article among the captures, in order of address and number."""
    by_url: dict[str, list[Step]] = {}
    for step in sorted(captured, key=lambda step: step.at):
        by_url.setdefault(step.url, []).append(step)
    return sorted(version for url, steps in by_url.items() for version in _runs(url, steps))


def _runs(url: str, steps: list[Step]) -> list[ModelVersion]:
    runs: list[list[Step]] = []
    for step in steps:
        if step.content is not None and (not runs or runs[-1][0].content != step.content):
            runs.append([step])
        elif runs and (step.content is not None or step.outcome == "not_modified"):
            runs[-1].append(step)
    return [
        ModelVersion(
            url=url, number=number, first=micros(run[0].at), last=micros(run[-1].at), headline=_headline(run[0].content or "")
        )
        for number, run in enumerate(runs, 1)
    ]


def _headline(content: str) -> str:
    name, edition = content.split()
    return f"Bantuan benih {name} tahap {edition}"


def addresses(captured: Collection[Step]) -> set[str]:
    """Return every address that the archive must know of: asked, or named by an answer that it has."""
    return {step.url for step in captured} | {ROOT + link for step in captured for link in step.links}


def outcomes(captured: Iterable[Step]) -> dict[str, str]:
    """Return record id -> outcome."""
    return {step.record_id: step.outcome for step in captured}


def micros(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1)
