"""What other programs read out of an export."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from pyarrow import parquet

from tests.api.asking import Asker
from tests.api.hostile import HOSTILE
from tubancrawl.access.export import FORMATS, whole_file
from tubancrawl.access.export.parquet import schema_of_articles
from tubancrawl.access.export.spreadsheet import COLUMNS
from tubancrawl.cli import cli

OBEYED = tuple("=+-@\t\r＝＋－＠")


def test_no_cell_of_a_spreadsheet_is_a_formula_and_each_gives_its_text_back(ask_hostile: Asker) -> None:
    found = ask_hostile("/export/csv?versions=all").content
    assert found.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(found.decode("utf-8-sig"), newline="")))
    assert tuple(rows[0]) == COLUMNS
    cells = [cell for row in rows for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(OBEYED)]
    assert {row["editor"].removeprefix("'") if row["editor"][:1] == "'" else row["editor"] for row in rows} == set(HOSTILE)
    assert len(rows) == 2 * len(HOSTILE)


def test_parquet_has_every_value_of_the_json_with_its_type(ask_hostile: Asker) -> None:
    table = parquet.read_table(io.BytesIO(ask_hostile("/export/parquet?versions=all").content))
    assert table.schema.equals(schema_of_articles())
    lines = [json.loads(line) for line in ask_hostile("/export/jsonl?versions=all").text.split("\n") if line]
    for row, told in zip(table.to_pylist(), lines, strict=True):
        for name in ("headline", "paragraphs", "photos", "byline", "categories", "url", "urls", "published_at"):
            assert row[name] == told[name]
        assert row["first_captured_at"].isoformat() == told["first_captured_at"]
        assert dict(row["sources"]) == told["sources"]


@pytest.mark.parametrize("format_", [*FORMATS, "wacz"])
def test_what_is_interrupted_leaves_the_old_file_and_no_half_of_a_new_one(
    history_archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format_: str
) -> None:
    target = tmp_path / "export"
    target.write_bytes(b"old")
    written: list[int] = []

    def stop(*_: object) -> None:
        written.append(1)
        raise KeyboardInterrupt

    monkeypatch.setattr("tubancrawl.access.export.files.os.fsync", stop)
    done = CliRunner().invoke(
        cli, ["--archive", str(history_archive), "export", format_, "--limit", "2", "--output", str(target)]
    )
    assert written
    assert done.exit_code != 0
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_is_there_only_when_it_is_whole(tmp_path: Path) -> None:
    with whole_file(tmp_path / "a") as stream:
        stream.write(b"x")
        assert not (tmp_path / "a").exists()
    assert (tmp_path / "a").read_bytes() == b"x"


@pytest.mark.parametrize("format_", ["parquet", "wacz"])
def test_what_is_a_file_asks_for_its_name(history_archive: Path, format_: str) -> None:
    done = CliRunner().invoke(cli, ["--archive", str(history_archive), "export", format_])
    assert done.exit_code == 2
    assert "--output" in done.output
