"""What users can say must be written down."""

import re
from pathlib import Path
from typing import get_args

import pytest

from tubancrawl import settings
from tubancrawl.cli import COMMANDS
from tubancrawl.items import ArticleItem, Outcome

OURS = {"ARCHIVE", "ARCHIVE_DB", "OPERATOR_CONTACT", "CONNECT_TO", "REPLAY_FROM", "REPLAY_AT", "WARC_MAX_BYTES", "READERS"}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_the_readme(command: str) -> None:
    assert re.search(rf"tubancrawl {command}\b", Path("README.md").read_text())


@pytest.mark.parametrize("name", sorted(OURS))
def test_every_setting_of_ours_is_documented(name: str) -> None:
    assert hasattr(settings, name)
    assert f"`{name}`" in Path("docs/settings.md").read_text()


@pytest.mark.parametrize("field", [name for name in ArticleItem.__slots__ if name not in {"record_id", "captured_at", "links"}])
def test_every_field_of_an_article_is_documented(field: str) -> None:
    assert f"`{field}" in Path("docs/fields.md").read_text()


@pytest.mark.parametrize("outcome", get_args(Outcome))
def test_every_outcome_is_documented(outcome: str) -> None:
    assert f"`{outcome}`" in Path("docs/fields.md").read_text()


@pytest.mark.parametrize("path", [*sorted(Path().glob("docs/**/*.md")), Path("README.md"), Path("CONTRIBUTING.md")], ids=str)
def test_no_link_in_the_documentation_is_broken(path: Path) -> None:
    targets = re.findall(r"\]\((?!https?://|#)([^)#]+)", path.read_text())
    assert [target for target in targets if not (path.parent / target).exists()] == []
