import shutil
from pathlib import Path

import pytest

from tests.proof.lived import live

THIRD = Path("fixtures/layouts/third.warc.gz")


@pytest.fixture(scope="session")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of about 90 captures in five runs and an import. Read only."""
    return live(tmp_path_factory.mktemp("lived") / "archive", imported=[THIRD])


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same without the import, about 40 captures: so that many copies of it can be harmed. Read only."""
    return live(tmp_path_factory.mktemp("small") / "archive")


@pytest.fixture
def mine(small: Path, tmp_path: Path) -> Path:
    """A copy of the small one that a test may change."""
    return Path(shutil.copytree(small, tmp_path / "mine"))
