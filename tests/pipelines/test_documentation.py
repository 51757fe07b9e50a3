"""docs/pipelines.md says what is true: its examples run, and it names every step."""

import re

import pytest

import pipelines
from pipelines.step import Step
from tests.pipelines.edge_cases import ROOT

PAGE = (ROOT.parent / "docs" / "pipelines.md").read_text(encoding="utf-8")


def test_the_documentation_runs_as_written() -> None:
    blocks = re.findall(r"```python\n(.*?)```", PAGE, flags=re.DOTALL)
    assert len(blocks) >= 2
    for block in blocks:
        exec(compile(block, "docs/pipelines.md", "exec"), {"__name__": "docs"})


@pytest.mark.parametrize("step", pipelines.ORDER, ids=lambda step: step.__name__)
def test_every_step_is_documented(step: type[Step]) -> None:
    assert f"`{step.__name__}`" in PAGE
