import shutil
from pathlib import Path

import pytest

from tests.proof.lived import live

THIRD = Path("fixtures/layouts/third.warc.gz")


@pytest.fixture(scope="session")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of about 90 captures in five runs and an import. Read only."""
    return live(tmp_path_factory.mktemp("lived") / "archive", imported=[THIRD])


@pytest.fixture
def mine(lived: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may change."""
    return Path(shutil.copytree(lived, tmp_path / "mine"))
