"""Reading cannot change without a new READER_VERSION: archives would keep readings that nobody knows to be old."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests import corpus
from tests.corpus import Corpus


def test_the_reader_reads_as_its_version_did() -> None:
    before, now = corpus.noted(), corpus.today()
    changed = before.differences(now)
    assert not changed, f"{len(changed)} pages, such as {', '.join(changed[:5])}. {corpus.WHAT_TO_DO}"
    assert now.reader_version == before.reader_version, (
        "READER_VERSION was raised: run `make reader`, commit fixtures/reader.json"
    )
    assert set(now.items) == set(before.items), "pages came or went: run `make reader`, commit fixtures/reader.json"


def test_digests_are_noted_anew_only_with_a_new_version(tmp_path: Path) -> None:
    before = Corpus(3, {"pages/a": "1", "pages/b": "2"})
    otherwise = Corpus(3, {"pages/a": "1", "pages/b": "9", "pages/c": "3"})
    target = tmp_path / "reader.json"
    with pytest.raises(SystemExit, match="1 pages: pages/b") as refusal:
        corpus.note(otherwise, before, target)
    assert "raise READER_VERSION" in str(refusal.value)
    assert not target.exists()
    corpus.note(replace(otherwise, reader_version=4), before, target)
    assert '"pages/b": "9"' in target.read_text()


def test_a_page_that_is_added_needs_no_new_version(tmp_path: Path) -> None:
    before = Corpus(3, {"pages/a": "1"})
    corpus.note(Corpus(3, {"pages/a": "1", "pages/b": "2"}), before, tmp_path / "reader.json")
    assert "pages/b" in (tmp_path / "reader.json").read_text()
