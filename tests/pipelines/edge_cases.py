"""The synthetic edge cases of tests/edge_cases.jsonl, by kind."""

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).parents[1]


class Case(NamedTuple):
    text: str
    expected: dict[str, Any]  # Any: each kind of case has its own fields
    published: str | None


def cases(kind: str) -> list[Any]:
    """Return the cases of one kind as pytest parameters, their reason as id. Any: ParameterSet is not public."""
    rows = [json.loads(line) for line in (ROOT / "edge_cases.jsonl").read_text(encoding="utf-8").splitlines()]
    return [
        pytest.param(
            Case(row["text"], row["expected"], row.get("context", {}).get("published")),
            id=row["why"].removeprefix("Adversarial: ")[:60],
        )
        for row in rows
        if row["kind"] == kind
    ]
