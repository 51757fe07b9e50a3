"""The API tells what the commands tell, and the web exports the bytes that the command writes."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.api.asking import Asker
from tubancrawl.cli import cli

EDITED = "jadwal-pemadaman-listrik-tiga-kecamatan-diumumkan"
GONE = "pengumuman-seleksi-tenaga-pendamping-desa"

FILTERS: list[dict[str, str]] = [
    {},
    {"since": "2018-07-01", "until": "2018-07-31"},
    {"state": "gone"},
    {"changed_since": "2021-01-01T00:00:00+00:00"},
    {"category": "Pembangunan"},
    {"reporter": "wulan"},
    {"category": "Pembangunan", "since": "2019-01-01"},
]


def commanded(archive: Path, *words: str) -> bytes:
    done = CliRunner().invoke(cli, ["--archive", str(archive), *words], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout_bytes


def lines(archive: Path, *words: str) -> list[Any]:
    return [json.loads(line) for line in commanded(archive, *words).splitlines()]


def as_options(asked: dict[str, str]) -> list[str]:
    return [word for name, value in asked.items() for word in (f"--{name.replace('_', '-')}", value)]


@pytest.mark.parametrize("asked", FILTERS, ids=str)
def test_a_list_is_the_same_page_by_page(ask: Asker, history_archive: Path, asked: dict[str, str]) -> None:
    listed: list[Any] = []
    cursor = None
    while True:
        page = ask.json("/api/v1/articles", **asked, limit=7, cursor=cursor)
        listed += page["articles"]
        cursor = page["next"]
        if cursor is None:
            break
    assert listed == lines(history_archive, "list", "--json", *as_options(asked))
    assert listed


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (f"/api/v1/articles/{EDITED}", ("show", EDITED)),
        (f"/api/v1/articles/{EDITED}?version=1", ("show", EDITED, "--version", "1")),
        (f"/api/v1/articles/{EDITED}?at=2019-06-01", ("show", EDITED, "--at", "2019-06-01")),
        (f"/api/v1/articles/{GONE}/history", ("history", GONE)),
        (f"/api/v1/articles/{EDITED}/history", ("history", EDITED)),
        (f"/api/v1/articles/{EDITED}/diff", ("diff", EDITED)),
        (f"/api/v1/articles/{EDITED}/diff?from=3&to=1", ("diff", EDITED, "--from", "3", "--to", "1")),
    ],
)
def test_an_answer_is_the_line_that_the_command_prints(
    ask: Asker, history_archive: Path, path: str, words: tuple[str, ...]
) -> None:
    assert ask(path).content + b"\n" == commanded(history_archive, *words, "--json")


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"q": "kecamatan"}, ("kecamatan",)),
        ({"q": '"perlu ada perubahan"', "exact": "true"}, ('"perlu ada perubahan"', "--exact")),
        ({"q": "pendamping", "in_": "removed"}, ("pendamping", "--in", "removed")),
        (
            {"q": "listrik", "as_of": "2019-01-01"},
            ("listrik", "--as-of", "2019-01-01"),
        ),
        ({"since": "2018-07-18", "until": "2018-07-18"}, ("--since", "2018-07-18", "--until", "2018-07-18")),
    ],
    ids=str,
)
def test_a_search_finds_the_same_in_the_same_order(
    ask: Asker, history_archive: Path, asked: dict[str, str], words: tuple[str, ...]
) -> None:
    found = ask.json("/api/v1/search", **asked, limit=20)["hits"]
    assert found == lines(history_archive, "search", "--json", "--limit", "20", *words)
    assert found


def test_the_status_is_the_same_but_for_what_is_due_by_now(ask: Asker, history_archive: Path) -> None:
    told, [printed] = ask.json("/api/v1/status"), lines(history_archive, "status", "--json")
    for one in (told, printed):
        del one["due"]
    assert told == printed


@pytest.mark.parametrize("format_", ["jsonl", "csv", "atom", "parquet", "wacz"])
@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("versions=all&state=gone", ("--versions", "all", "--state", "gone")),
        ("limit=3&category=Pembangunan", ("--limit", "3", "--category", "Pembangunan")),
        ("q=listrik&in=all", ("--search", "listrik", "--in", "all")),
        ("in=removed&versions=all&limit=2", ("--in", "removed", "--versions", "all", "--limit", "2")),
    ],
    ids=["list", "filtered", "search", "search-all"],
)
def test_an_export_has_the_bytes_that_the_command_writes(
    ask: Asker, history_archive: Path, tmp_path: Path, format_: str, query: str, words: tuple[str, ...]
) -> None:
    target = tmp_path / "export"
    commanded(history_archive, "export", format_, "--output", str(target), *words)
    found = ask(f"/export/{format_}?{query}")
    assert found.status_code == 200
    assert found.content == target.read_bytes()
    assert found.content
