"""Whatever is harmed is found and named, and with a second copy repaired to the last byte and row."""

import shutil
from pathlib import Path

import pytest

from tests.proof.lived import dump, live, warc_bytes
from tests.proof.mutants import MUTATIONS, harm
from tubancrawl.verification import KINDS, repair

CHUNK = len(MUTATIONS)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of 40 captures, so that a thousand copies of it can be harmed. Read only."""
    return live(tmp_path_factory.mktemp("small") / "archive")


def check(small: Path, folder: Path, seeds: range) -> int:
    """Harm a copy for each seed; return for how many that changed anything."""
    pristine, files = dump(small), warc_bytes(small)
    harmed = 0
    for seed in seeds:
        mine = folder / str(seed)
        shutil.copytree(small, mine)
        if (how := harm(mine, pristine, files, seed)) is None:
            shutil.rmtree(mine)
            continue
        harmed += 1
        repaired = repair(mine, small)
        assert repaired.before.problems, f"seed {seed}: not found: {how}"
        assert all(problem.kind in KINDS and problem.text for problem in repaired.before.problems)
        left = [str(problem) for problem in repaired.after.problems]
        assert left == [], f"seed {seed}: not repaired: {how}: {repaired.done}"
        assert warc_bytes(mine) == files, f"seed {seed}: {how}: {repaired.done}"
        assert dump(mine) == pristine, f"seed {seed}: {how}: {repaired.done}"
        assert repaired.copy.problems == []
        shutil.rmtree(mine)
    return harmed


def test_each_way_to_harm_an_archive_is_found_and_repaired(small: Path, tmp_path: Path) -> None:
    assert check(small, tmp_path, range(CHUNK)) >= CHUNK - 4


@pytest.mark.slow
@pytest.mark.parametrize("start", range(CHUNK, 55 * CHUNK, CHUNK))
def test_a_thousand_harmed_archives_are_found_and_repaired(small: Path, tmp_path: Path, start: int) -> None:
    check(small, tmp_path, range(start, start + CHUNK))
