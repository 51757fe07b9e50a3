"""`diff` and `blame` as a user meets them."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tubancrawl.cli import cli

BIN = Path(sys.executable).parent
BACK_AND_FORTH = "jadwal-pemadaman-listrik-tiga-kecamatan-diumumkan"
ONE_VERSION = "sumur-bor-baru-akhiri-antrean-air-di-grabagan"

Run = Callable[..., str]


@pytest.fixture
def run(history_archive: Path) -> Run:
    def run(*words: str, **env: str) -> str:
        done = CliRunner(env=env).invoke(cli, ["--archive", str(history_archive), *words], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.output

    return run


def told(printed: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(printed)
    return found


@pytest.mark.parametrize(
    ("slug", "field", "types"),
    [
        (BACK_AND_FORTH, "paragraph", ["time", "wording"]),
        ("festval-layang-layang-ramaikan-pantai-panyuran", "headline", ["headline", "wording"]),
        ("perpustakaan-keliling-sambangi-sekolah-pinggir-hutan", "photo", ["caption", "name"]),
        ("petani-garam-palang-coba-alas-geomembran", "photo", ["credit"]),
        ("puskesmas-rengel-buka-layanan-sore-hari", "byline", ["byline"]),
        ("jembatan-gantung-dusun-kedungombo-dibuka-lagi", "paragraph", ["paragraph_removed"]),
        ("harga-cabai-turun-pedagang-pasar-baru-lega", "paragraph", ["quote"]),
    ],
)
def test_each_scripted_edit_is_one_change_by_the_publisher_of_the_right_type(
    run: Run, slug: str, field: str, types: list[str]
) -> None:
    [change] = told(run("diff", slug, "--json"))["changes"]
    assert (change["field"], change["types"], change["cause"]) == (field, types, "publisher")


def test_the_first_and_the_last_of_three_versions_do_not_differ(run: Run) -> None:
    found = told(run("diff", BACK_AND_FORTH, "--from", "1", "--to", "3", "--json"))
    assert (found["changes"], found["size"], found["types"]) == ([], {"added": 0, "removed": 0}, {})


def test_people_are_told_what_a_change_is_about_and_how_large_it_is(run: Run) -> None:
    page = run("diff", BACK_AND_FORTH)
    assert "paragraph 2 changed by publisher  (time, wording; +2 -2 words)" in page
    assert "pukul [-09.00-]{+08.00+} WIB sampai [-sore-]{+siang+} hari." in page


def test_blame_tells_of_a_sentence_that_came_back(run: Run) -> None:
    found = told(run("blame", BACK_AND_FORTH, "--json"))
    assert [(version["number"], version["cause"]) for version in found["versions"]] == [
        (1, None),
        (2, "publisher"),
        (3, "publisher"),
    ]
    other = [s for p in found["paragraphs"] for s in p["sentences"] if (s["since"], s["until"]) != (1, None)]
    gone, back = sorted(other, key=lambda sentence: sentence["since"])
    assert (gone["since"], gone["until"], gone["earlier"], gone["replaces"]) == (2, 3, [], back["text"])
    assert (back["since"], back["until"], back["earlier"], back["replaces"]) == (
        3,
        None,
        [{"since": 1, "until": 2}],
        gone["text"],
    )


def test_the_blame_of_one_version_is_its_text(run: Run) -> None:
    found, article = told(run("blame", ONE_VERSION, "--json")), told(run("show", ONE_VERSION, "--json"))
    assert [" ".join(s["text"] for s in p["sentences"]) for p in found["paragraphs"]] == article["paragraphs"]
    assert {(s["since"], s["until"]) for p in found["paragraphs"] for s in p["sentences"]} == {(1, None)}


def test_people_see_gone_sentences_marked_and_when_each_stood(run: Run) -> None:
    page = run("blame", BACK_AND_FORTH)
    assert "v2 - v3      [-Pemadaman berlangsung mulai pukul 09.00 WIB sampai sore hari.-]" in page
    assert "v3, earlier v1 - v2 Pemadaman berlangsung mulai pukul 08.00 WIB" in page
    assert "\x1b[" in run("blame", BACK_AND_FORTH, FORCE_COLOR="1")


def test_the_blame_of_nothing_has_status_3(history_archive: Path) -> None:
    command = [str(BIN / "tubancrawl"), "--archive", str(history_archive), "blame", "no-such-article-at-all"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", env=os.environ, check=False)
    assert (done.returncode, done.stdout) == (3, "")
    assert "no such article" in done.stderr


def test_blame_teaches_itself(run: Run) -> None:
    assert "the version that brought it in" in run("blame", "--help")
