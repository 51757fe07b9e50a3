"""The Nu HTML checker, the referee of markup, on every kind of page in both languages."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from starlette.types import ASGIApp

from tests.services import missing
from tests.web.asking import ask
from tests.web.kinds import kinds_of


@pytest.fixture(scope="module")
def checker() -> list[str]:
    jar, java = os.environ.get("TUBANCRAWL_VNU", ""), shutil.which("java")
    if java is None or not Path(jar).is_file():
        missing("the Nu HTML checker", "install Java, and name vnu.jar in TUBANCRAWL_VNU; .ci/run does")
    return [str(java), "-jar", jar, "--format", "json", "--exit-zero-always"]


def test_every_kind_of_page_is_valid(checker: list[str], pages: ASGIApp, history_archive: Path, tmp_path: Path) -> None:
    for number, path in enumerate(kinds_of(history_archive).values()):
        for language in ("id", "en"):
            (tmp_path / f"{number}-{language}.html").write_bytes(ask(pages, path, accept_language=language).content)
    told = subprocess.run([*checker, str(tmp_path)], capture_output=True, check=True, timeout=120).stderr
    assert [message for message in json.loads(told)["messages"] if message["type"] == "error"] == []
