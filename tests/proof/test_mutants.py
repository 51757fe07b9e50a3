"""Whatever is harmed is found and named, and with a second copy repaired to the last byte and row."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest
from pysqlite3 import dbapi2

from tests.proof.lived import dump, warc_bytes
from tests.proof.mutants import MUTATIONS, harm
from tubancrawl.verification import KINDS, Problem, repair, verify

ROUND = len(MUTATIONS)
# One of each sort: bytes, a record made up with good digests, a lost file, a cell, half a database, no database.
REPAIRED = (0, 7, 9, 15, 21, 22)


def check(small: Path, folder: Path, seed: int, *, repaired: bool) -> bool:
    """Harm a copy; tell whether that changed anything. What did must be found and, if asked for, repaired."""
    pristine, files = dump(small), warc_bytes(small)
    mine = Path(shutil.copytree(small, folder / str(seed)))
    how = harm(mine, pristine, files, seed)
    if how is not None and not repaired:
        assert _named(found := verify(mine, deep=True)), f"seed {seed}: {how}: {found}"
    if how is not None and repaired:
        after = repair(mine, small)
        assert _named(after.before.problems), f"seed {seed}: {how}: {after.before.problems}"
        assert [str(problem) for problem in after.after.problems] == [], f"seed {seed}: {how}: {after.done}"
        assert (warc_bytes(mine) == files, dump(mine) == pristine) == (True, True), f"seed {seed}: {how}: {after.done}"
        assert after.copy.problems == []
    shutil.rmtree(mine)
    return how is not None


def _named(problems: list[Problem]) -> bool:
    """Tell whether something was found, and each thing says what it is, and where if not in the database as a whole."""
    whole = {"database-unreadable", "database-unsound", "row-unreadable"}
    named = [
        problem.kind in KINDS and bool(problem.kind in whole or problem.warc or problem.table or problem.record_id)
        for problem in problems
    ]
    return bool(named) and all(named)


def test_each_way_to_harm_an_archive_is_found(small: Path, tmp_path: Path) -> None:
    harmed = [seed for seed in range(ROUND) if check(small, tmp_path, seed, repaired=False)]
    assert len(harmed) >= ROUND - 3


@pytest.mark.parametrize("seed", REPAIRED, ids=[MUTATIONS[seed].__name__ for seed in REPAIRED])
def test_what_is_harmed_is_repaired_from_a_copy(small: Path, tmp_path: Path, seed: int) -> None:
    assert check(small, tmp_path, seed, repaired=True)


@pytest.mark.sweep
@pytest.mark.parametrize("start", range(ROUND, 55 * ROUND, ROUND))
def test_a_thousand_harmed_archives_are_found_and_repaired(small: Path, tmp_path: Path, start: int) -> None:
    for seed in range(start, start + ROUND):
        check(small, tmp_path, seed, repaired=True)


@pytest.mark.parametrize(
    ("table", "column", "value"), [("capture", "payload_sha256", b"67a8\xff"), ("event", "detail", b'{"c\xffawl":2}')]
)
def test_a_cell_that_is_no_text_is_named(small: Path, tmp_path: Path, table: str, column: str, value: bytes) -> None:
    mine = Path(shutil.copytree(small, tmp_path / "mine"))
    with closing(dbapi2.connect(mine / "archive.db")) as connection, connection:
        connection.execute(f"UPDATE {table} SET {column} = CAST(? AS TEXT) WHERE rowid = 1", (value,))
    assert _named(verify(mine, deep=True))
