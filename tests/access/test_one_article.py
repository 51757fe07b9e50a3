"""One article taken home: by name on the command line and over HTTP, on the same code path as whole lists. Synthetic."""

import csv
import io
import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.access.test_wacz import BACK_AND_FORTH, pages, tool
from tests.api.asking import SECOND_ORIGIN, Asker, expect_problem
from tests.exports import articles
from tests.web.asking import ask as page_of
from tests.web.asking import room_of, tree_of
from tubancrawl.access.addresses import article_export_path
from tubancrawl.access.app import create_app
from tubancrawl.access.room import Room
from tubancrawl.capture.warc import iter_stored
from tubancrawl.cli import cli
from tubancrawl.site import ROOT

URL = f"{ROOT}/entry/{BACK_AND_FORTH}"
OTHER = "pengumuman-seleksi-tenaga-pendamping-desa"


@pytest.fixture(scope="module")
def ask(history_archive: Path) -> Asker:
    return Asker(create_app(Room(history_archive), SECOND_ORIGIN))


def run(archive: Path, *words: str) -> Result:
    return CliRunner().invoke(cli, ["--archive", str(archive), *words])


@pytest.fixture(scope="module")
def package(history_archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("one") / "one.wacz"
    done = run(history_archive, "export", "wacz", BACK_AND_FORTH, "--versions", "all", "--output", str(target))
    assert done.exit_code == 0, done.output
    return target


def test_the_package_of_one_article_has_all_its_captures_and_no_other_article(
    history_archive: Path, package: Path, tmp_path: Path
) -> None:
    [told] = [json.loads(run(history_archive, "history", "--json", BACK_AND_FORTH).stdout)]
    stored = list(iter_stored(package))
    captured = {capture["record_id"] for capture in told["captures"]}
    assert captured <= {one.record_id for one in stored}
    assert {one.url for one in stored} == {URL}
    assert [one["url"] for one in pages(package)[1:]] == [URL] * len(told["versions"])
    assert run(tmp_path / "a", "import", str(package)).exit_code == 0
    kept = [article for article in articles(history_archive, times=True) if article["url"] == URL]
    assert articles(tmp_path / "a", times=True) == kept
    assert len(kept) == 3


def test_py_wacz_finds_it_valid(package: Path) -> None:
    program = tool("TUBANCRAWL_WACZ", ".venv-wacz/bin", "wacz")
    done = subprocess.run([program, "validate", "-f", package], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, "the passed WACZ is valid" in done.stdout) == (0, True), done.stdout + done.stderr


@pytest.mark.parametrize("name", [URL, URL.replace("https", "http"), f"~tubankab.go.id_2Fentry_2F{BACK_AND_FORTH}"])
def test_however_it_is_named_the_bytes_are_the_same(history_archive: Path, tmp_path: Path, package: Path, name: str) -> None:
    target = tmp_path / "x.wacz"
    assert run(history_archive, "export", "wacz", name, "--versions", "all", "--output", str(target)).exit_code == 0
    assert target.read_bytes() == package.read_bytes()


@pytest.mark.parametrize("name", [BACK_AND_FORTH, f"~tubankab.go.id_2Fentry_2F{BACK_AND_FORTH}"])
def test_the_web_gives_the_same_file_under_the_name_of_the_article(ask: Asker, package: Path, name: str) -> None:
    found = ask(f"/export/wacz/{name}?versions=all")
    assert found.content == package.read_bytes()
    assert found.headers["content-disposition"] == f'attachment; filename="{BACK_AND_FORTH[:80]}.wacz"'


@pytest.mark.parametrize("format_", ["jsonl", "csv", "atom", "parquet"])
def test_every_format_of_the_web_has_the_bytes_of_the_command(
    ask: Asker, history_archive: Path, tmp_path: Path, format_: str
) -> None:
    target = tmp_path / "x"
    assert run(history_archive, "export", format_, OTHER, "--output", str(target)).exit_code == 0
    assert ask(f"/export/{format_}/{OTHER}").content == target.read_bytes()


def test_articles_come_in_the_order_in_which_they_are_named_each_once(history_archive: Path) -> None:
    lines = run(history_archive, "export", "jsonl", OTHER, URL, OTHER).stdout.splitlines()
    assert [json.loads(line)["url"].rpartition("/")[2] for line in lines] == [OTHER, BACK_AND_FORTH]


def test_an_article_page_gives_it_in_every_format(ask: Asker, history_archive: Path, package: Path) -> None:
    page = tree_of(page_of(room_of(history_archive), f"/articles/{BACK_AND_FORTH}/versions/1"))
    links = {link.text: link.get("href") for link in page.xpath("//aside//a[starts-with(@href, '/export/')]")}
    assert set(links) == {"wacz", "jsonl", "csv", "parquet", "atom"}
    assert ask(links["wacz"]).content == package.read_bytes()
    rows = list(csv.DictReader(io.StringIO(ask(links["csv"]).content.decode("utf-8-sig"), newline="")))
    assert [(row["url"], row["version"]) for row in rows] == [(URL, "1"), (URL, "2"), (URL, "3")]


def test_every_article_can_be_named_as_its_page_names_it(ask: Asker, history_archive: Path) -> None:
    for told in articles(history_archive, times=True):
        if told["version"] == 1:
            [line] = ask(article_export_path(told["url"], "jsonl").partition("?")[0]).text.splitlines()
            assert json.loads(line)["url"] == told["url"]


@pytest.mark.parametrize(
    "words", [("--since", "2018-01-01"), ("--limit", "1"), ("--search", "panen"), ("--in", "removed")], ids=" ".join
)
def test_a_name_and_a_filter_are_not_both_meant(history_archive: Path, tmp_path: Path, words: tuple[str, ...]) -> None:
    done = run(history_archive, "export", "wacz", OTHER, *words, "--output", str(tmp_path / "x"))
    assert (done.exit_code, "found both" in done.output, list(tmp_path.iterdir())) == (2, True, [])


@pytest.mark.parametrize("format_", ["wacz", "jsonl"])
def test_a_name_that_no_article_has_is_missing_and_nothing_is_written(
    ask: Asker, history_archive: Path, tmp_path: Path, format_: str
) -> None:
    expect_problem(ask(f"/export/{format_}/tiada"), 404)
    program = [str(Path(".venv/bin/tubancrawl").absolute()), "--archive", str(history_archive), "export", format_]
    done = subprocess.run([*program, OTHER, "tiada", "--output", str(tmp_path / "x")], capture_output=True, check=False)
    assert (done.returncode, list(tmp_path.iterdir())) == (3, [])


@pytest.mark.parametrize(("name", "person"), [("photographer", "tauviq"), ("editor", "hei")])
def test_what_a_search_is_narrowed_by_narrows_its_export(
    ask: Asker, history_archive: Path, tmp_path: Path, name: str, person: str
) -> None:
    page = tree_of(page_of(room_of(history_archive), f"/search?{name}={person}"))
    [link] = page.xpath("//a[starts-with(@href, '/export/jsonl')]/@href")
    found = {json.loads(line)["url"] for line in ask(link).text.splitlines()}
    assert found == {hit["url"] for hit in ask.json("/api/v1/search", limit=100, **{name: person})["hits"]}
    assert 0 < len(found) < 100
    target = tmp_path / "x"
    run(history_archive, "export", "jsonl", "--search", "", f"--{name}", person, "--output", str(target))
    assert target.read_bytes() == ask(link).content
