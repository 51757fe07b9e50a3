"""docs/api.md names whatever can be asked for and whatever comes back."""

import json
from pathlib import Path

import pytest

from tests.api.test_openapi import ASKED
from tubancrawl.access.export import FORMATS
from tubancrawl.access.export.parquet import schema_of_articles
from tubancrawl.access.export.spreadsheet import COLUMNS
from tubancrawl.store.mementos import OUTCOMES

DOCUMENT = Path("docs/api.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted({*ASKED, *FORMATS, *OUTCOMES, *COLUMNS, *schema_of_articles().names}))
def test_it_is_documented(name: str) -> None:
    assert f"`{name}`" in DOCUMENT


def test_the_metadata_of_datasette_describes_the_views_that_are_documented() -> None:
    described = json.loads(Path("docs/datasette.json").read_text(encoding="utf-8"))["databases"]["archive"]["tables"]
    assert described
    assert all(f"`{view}`" in DOCUMENT for view in described)
