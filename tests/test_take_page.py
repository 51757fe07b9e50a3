"""A stored capture becomes a test page with its papers."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.parsing.reading import read
from tubancrawl.items import ArticleItem

SEED = "bimtek-dan-gelar-budaya-kinerja-amin-perlu-ada-perubahan-kultur-birokrasi"


def take(archive: Path, into: Path, capture: str, *words: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "fixtures/take_page.py", capture, "--archive", str(archive), "--into", str(into), *words]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def test_a_capture_becomes_a_page_that_today_is_read_as_its_papers_say(history_archive: Path, tmp_path: Path) -> None:
    done = take(history_archive, tmp_path, f"http://www.tubankab.go.id/entries/{SEED}", "--name", "seed", "--why", "Real text.")
    assert done.returncode == 0, done.stderr
    assert "Look at the page" in done.stdout
    meta, expected = (json.loads((tmp_path / "seed" / f"{name}.json").read_text()) for name in ("meta", "expected"))
    body = (tmp_path / "seed" / "page.html").read_bytes()
    assert (meta["origin"], meta["why"], meta["status"]) == ("captured", "Real text.", 200)
    assert meta["sha256"] == hashlib.sha256(body).hexdigest()
    assert meta["record_id"].startswith("urn:uuid:")
    item = read(body, url=meta["url"], content_type=meta["content_type"])
    assert isinstance(item, ArticleItem)
    assert {name: expected[name] for name in ("headline", "paragraphs", "tags")} == {
        name: getattr(item, name) for name in ("headline", "paragraphs", "tags")
    }
    again = take(history_archive, tmp_path, meta["record_id"], "--name", "by-id")
    assert again.returncode == 0
    assert (tmp_path / "by-id" / "page.html").read_bytes() == body


@pytest.mark.parametrize(("capture", "says"), [("never-seen", "no capture"), (SEED, "of that name already")])
def test_what_cannot_be_taken_is_said(history_archive: Path, tmp_path: Path, capture: str, says: str) -> None:
    (tmp_path / SEED[:80]).mkdir()
    done = take(history_archive, tmp_path, capture)
    assert done.returncode == 1
    assert says in done.stderr
    assert "Traceback" not in done.stderr
