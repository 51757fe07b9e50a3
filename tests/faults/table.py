"""What a sweep found, as a table for people and as the generated part of docs/reliability.md."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rich.table import Table

from tests.faults.sweeps import Result

BEGIN: Final = "<!-- figures: written by `python -m tests.faults --write docs/reliability.md` -->"
END: Final = "<!-- end of figures -->"

_PARTS: Final = {"first": "a first crawl", "second": "a second crawl", "recover": "recovery from a kill"}


@dataclass(frozen=True, slots=True)
class Figures:
    """The results of a sweep that took `seconds`."""

    results: Sequence[Result]
    seconds: float
    seed: int

    @property
    def violations(self) -> int:
        return sum(len(result.violations) for result in self.results)

    def rows(self) -> list[tuple[str, str, int, int, int]]:
        """Return (fault, of what run, points, runs that ended at the fault, violations), and the sums of kills and of errors."""
        points: Counter[tuple[str, str]] = Counter()
        ended: Counter[tuple[str, str]] = Counter()
        broken: Counter[tuple[str, str]] = Counter()
        for result in self.results:
            injection = result.point.injection
            if not result.reached:
                continue
            what = "SIGKILL" if injection.fault == "kill" else injection.fault + (" for ever" if injection.onward else " once")
            own = (f"{what} at {injection.call}", _PARTS[result.point.part])
            total = ("SIGKILL, all" if injection.fault == "kill" else "errors, all", "")
            for key in (own, total):
                points[key] += 1
                ended[key] += result.status != 0
                broken[key] += len(result.violations)
        return [
            (*key, points[key], ended[key], broken[key]) for key in sorted(points, key=lambda key: (key[0].endswith("all"), key))
        ]


_HEADS: Final = ("fault", "during", "points", "ended there", "violations")


def table(figures: Figures) -> Table:
    """Return the rows for a terminal."""
    shown = Table(title=f"{len(figures.results)} points in {figures.seconds:.0f} s, seed {figures.seed}")
    for number, head in enumerate(_HEADS):
        shown.add_column(head, justify="right" if number > 1 else "left")
    for row in figures.rows():
        shown.add_row(*map(str, row))
    return shown


def write_tables(path: Path, figures: Figures) -> None:
    """Put the rows between the marks of a Markdown file; what stands around them is written by hand."""
    before, _, rest = path.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    lines = [
        BEGIN,
        "",
        f"Seed {figures.seed}, {sum(result.reached for result in figures.results)} points, {figures.violations} violations.",
        "",
        "| " + " | ".join(_HEADS) + " |",
        "| --- | --- | ---: | ---: | ---: |",
        *(f"| {' | '.join(map(str, row))} |" for row in figures.rows()),
        "",
        END,
    ]
    path.write_text(before + "\n".join(lines) + after, encoding="utf-8")
