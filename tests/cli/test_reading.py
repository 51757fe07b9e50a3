"""The commands as a user meets them: their output and their exit status; and that a process of its own gives the same."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import astuple
from pathlib import Path
from typing import Any

import pytest

from tests.commands import Done, run_here

BIN = Path(sys.executable).parent
SEED = "bimtek-dan-gelar-budaya-kinerja-amin-perlu-ada-perubahan-kultur-birokrasi"
BACK_AND_FORTH = "jadwal-pemadaman-listrik-tiga-kecamatan-diumumkan"
LOST_AND_BACK = "sumur-bor-baru-akhiri-antrean-air-di-grabagan"
GONE = "pengumuman-seleksi-tenaga-pendamping-desa"

Run = Callable[..., Done]


@pytest.fixture
def run(history_archive: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    def run(*words: str, archive: Path = history_archive, **env: str) -> Done:
        with monkeypatch.context() as patch:
            for name, value in env.items():
                patch.setenv(name, value)
            return run_here(archive, words)

    return run


def objects(done: Done) -> list[dict[str, Any]]:
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_the_seed_article_is_read_word_for_word(run: Run) -> None:
    [article] = objects(run("show", SEED, "--json"))
    lines = [line for line in Path("tests/seed_article.txt").read_text(encoding="utf-8").splitlines() if line.strip()]
    caption, headline, *body, _disqus = (" ".join(line.split()) for line in lines)
    body[0] = body[0].removeprefix("Tubankab - ")
    body[-1] = body[-1].removesuffix("(tauviqurrahman/hei).")
    assert article["headline"] == headline
    assert article["paragraphs"] == body
    assert len(body) == 12
    assert article["photos"][0]["caption"] == caption.removeprefix("foto : ").removesuffix(" (tauviq)")
    assert article["photos"][0]["credit"] == "tauviq"
    assert article["byline"] == {"raw": "(tauviqurrahman/hei).", "reporters": ["tauviqurrahman"], "editor": "hei"}
    assert {"text": "Rabu (18/07)", "start": "2018-07-18", "end": None, "weekday_ok": True} in article["event_dates"]
    assert "disqus" not in json.dumps(article).lower()


def test_an_article_has_the_promised_fields(run: Run) -> None:
    [article] = objects(run("show", f"http://www.tubankab.go.id/entries/{SEED}?utm_source=wa", "--json"))
    assert set(article) == {
        *("url", "urls", "state", "version", "versions", "first_captured_at", "last_captured_at", "headline", "published_at"),
        *("dateline", "paragraphs", "photos", "byline", "categories", "tags", "posted_by", "event_dates", "content_sha256"),
        *("sources", "findings"),
    }


def test_a_text_that_went_back_and_forth_has_three_versions_made_by_the_publisher(run: Run) -> None:
    [history] = objects(run("history", BACK_AND_FORTH, "--json"))
    assert [version["number"] for version in history["versions"]] == [1, 2, 3]
    digests = [version["content_sha256"] for version in history["versions"]]
    assert digests[0] == digests[2] != digests[1]
    assert [version["changes"] for version in history["versions"]] == [
        [],
        [{"field": "paragraphs", "kind": "changed", "cause": "publisher"}],
        [{"field": "paragraphs", "kind": "changed", "cause": "publisher"}],
    ]
    assert {capture["outcome"] for capture in history["captures"]} == {"ok", "soft_missing"}


def test_an_article_that_was_lost_and_came_back_has_one_version_and_an_absence(run: Run) -> None:
    [history] = objects(run("history", LOST_AND_BACK, "--json"))
    assert (history["state"], len(history["versions"])) == ("live", 1)
    [absence] = history["absences"]
    days = {name: absence[name][:10] for name in ("last_seen_at", "first_missed_at", "last_missed_at", "seen_again_at")}
    assert days == {
        "last_seen_at": "2019-03-06",
        "first_missed_at": "2021-11-13",
        "last_missed_at": "2021-11-13",
        "seen_again_at": "2024-01-17",
    }
    assert (absence["state"], absence["misses"]) == ("missing", 1)
    [address] = history["addresses"]
    assert (address["first_seen_at"][:10], address["last_seen_at"][:10]) == ("2018-07-20", "2026-09-15")


def test_people_are_told_when_an_article_was_not_there(run: Run) -> None:
    page = run("history", LOST_AND_BACK).stdout
    assert "NOT THERE" in page
    assert "missing    1       2019-03-06 13:00  2021-11-13 13:00  2021-11-13 13:00  2024-01-17 13:00" in page
    for command in ("show", "history"):
        assert "gone: last seen 2021-11-13 13:00, first missed 2024-01-17 13:00 WIB, 3 misses since" in run(command, GONE).stdout


def test_a_redesign_is_no_version(run: Run) -> None:
    [history] = objects(run("history", SEED, "--json"))
    assert len(history["versions"]) == 1
    assert len([capture for capture in history["captures"] if capture["version"] == 1]) > 3


def test_a_diff_names_who_changed_what(run: Run) -> None:
    [diff] = objects(run("diff", BACK_AND_FORTH, "--json"))
    assert [change["cause"] for change in diff["changes"]] == ["publisher"]
    assert "paragraph 2 changed by publisher" in run("diff", BACK_AND_FORTH).stdout


def test_a_diff_says_which_words_came_and_went(run: Run) -> None:
    [diff] = objects(run("diff", BACK_AND_FORTH, "--from", "1", "--to", "2", "--json"))
    [change] = diff["changes"]
    assert (diff["from"], diff["to"], change["field"], change["kind"]) == (1, 2, "paragraph", "changed")
    assert {segment["op"] for segment in change["segments"]} == {"equal", "delete", "insert"}


def test_a_diff_is_coloured_where_colour_is_asked_for_and_marked_elsewhere(run: Run) -> None:
    coloured, marked = run("diff", BACK_AND_FORTH, FORCE_COLOR="1").stdout, run("diff", BACK_AND_FORTH).stdout
    assert "\x1b[" in coloured
    assert "\x1b[" not in marked
    assert "[-" in marked
    assert "{+" in marked


def test_a_list_is_newest_first_and_can_be_narrowed(run: Run) -> None:
    rows = objects(run("list", "--json"))
    published = [row["published_at"] for row in rows]
    assert published == sorted(published, reverse=True)
    narrowed = objects(run("list", "--since", "2018-07-01", "--until", "2018-07-31", "--json"))
    assert 0 < len(narrowed) < len(rows)
    assert {row["published_at"][:7] for row in narrowed} == {"2018-07"}
    assert [row["state"] for row in objects(run("list", "--state", "gone", "--json"))] == ["gone"]
    assert len(objects(run("list", "--limit", "3", "--json"))) == 3


def test_an_export_has_every_article_once_or_every_version_of_it(run: Run, tmp_path: Path) -> None:
    current = objects(run("export", "jsonl"))
    target = tmp_path / "all.jsonl"
    done = run("export", "jsonl", "--versions", "all", "--output", str(target))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    every = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert len({article["url"] for article in current}) == len(current)
    assert len(every) == sum(article["versions"] for article in current)


def test_a_version_and_a_moment_can_be_asked_for(run: Run) -> None:
    [first] = objects(run("show", BACK_AND_FORTH, "--version", "1", "--json"))
    [then] = objects(run("show", BACK_AND_FORTH, "--at", "2018-12-31", "--json"))
    assert (first["version"], first) == (1, then)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("show", f"https://tubankab.go.id/entry/{SEED[:-9]}"), f"the nearest are {SEED}"),
        (("show", BACK_AND_FORTH, "--version", "999"), "999"),
        (("show", BACK_AND_FORTH, "--at", "2001-01-01"), "2018-07-20"),
        (("history", "no-such-article-at-all"), "no such article"),
        (("diff", SEED, "--from", "1", "--to", "7"), "7"),
        (("diff", SEED), "no version before 1"),
        (("inspect", "https://tubankab.go.id/entry/never-seen"), "no capture"),
    ],
    ids=["near-slug", "version-999", "before-the-first", "unknown", "diff-unknown-version", "diff-of-one", "inspect-unknown"],
)
def test_what_is_not_there_is_named_with_status_3(run: Run, words: tuple[str, ...], says: str) -> None:
    done = run(*words)
    assert (done.returncode, done.stdout) == (3, "")
    assert says in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "words",
    [("list", "--since", "yesterday"), ("show",), ("export", "xml"), ("list", "--limit", "0"), ("nonsense",)],
    ids=["bad-date", "no-argument", "bad-format", "zero", "no-such-command"],
)
def test_bad_usage_has_status_2_and_says_what_was_expected(run: Run, words: tuple[str, ...]) -> None:
    done = run(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Usage:" in done.stderr


def test_a_folder_that_is_no_archive_is_refused_and_left_alone(run: Run, tmp_path: Path) -> None:
    done = run("list", archive=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert str(tmp_path) in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_inspect_names_the_rule_of_each_field(run: Run) -> None:
    [told] = objects(run("inspect", SEED, "--json"))
    assert told["outcome"] == "ok"
    assert {"headline", "paragraphs", "byline", "dateline", "photos"} <= set(told["sources"])
    page = run("inspect", SEED)
    assert page.returncode == 0
    assert told["sources"]["headline"] in page.stdout


def test_status_tells_of_the_last_run_and_what_the_archive_holds(run: Run) -> None:
    [status] = objects(run("status", "--json"))
    assert status["crawls"][0]["verdict"] == "trusted"
    assert status["articles"]["gone"] == 1
    assert run("status").returncode == 0


@pytest.mark.parametrize(
    ("words", "status"),
    [(("show", SEED), 0), (("show", SEED, "--version", "999"), 3), (("list", "--limit", "0"), 2)],
    ids=["found", "not-there", "bad-usage"],
)
def test_a_process_says_and_returns_what_its_command_does(
    history_archive: Path, run: Run, words: tuple[str, ...], status: int
) -> None:
    command: list[str | Path] = [BIN / "tubancrawl", "--archive", history_archive, *words]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout, done.stderr) == (status, *astuple(run(*words))[1:])
    assert run(*words).returncode == status


def test_a_process_that_is_refused_ends_with_status_1(tmp_path: Path) -> None:
    done = subprocess.run([BIN / "tubancrawl", "--archive", tmp_path, "list"], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert str(tmp_path) in done.stderr


@pytest.mark.parametrize("command", ["list", "show", "history", "diff", "export", "import", "inspect", "status"])
def test_every_command_teaches_itself(run: Run, command: str) -> None:
    done = run(command, "--help")
    assert done.returncode == 0
    assert done.stdout.startswith("Usage: tubancrawl")
