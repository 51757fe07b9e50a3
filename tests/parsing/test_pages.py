"""Every page of fixtures/pages is read as its papers say, field by field."""

import hashlib
import json
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.parsing.reading import read
from tubancrawl.items import ArticleItem, Item

PAGES = Path(__file__).parents[2] / "fixtures" / "pages"
CASES = [
    (folder.name, field) for folder in sorted(PAGES.iterdir()) for field in json.loads((folder / "expected.json").read_text())
]


def papers(name: str, sheet: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((PAGES / name / f"{sheet}.json").read_text())
    return loaded


@cache
def item_of(name: str) -> Item:
    meta = papers(name, "meta")
    body = (PAGES / name / "page.html").read_bytes()
    captured_at = datetime.fromisoformat(meta["captured_at"])
    return read(body, url=meta["url"], status=meta["status"], content_type=meta["content_type"], captured_at=captured_at)


def shown(item: Item, field: str) -> object:
    if field == "photos":
        assert isinstance(item, ArticleItem)
        return [{"url": photo.url, "caption": photo.caption} for photo in item.photos]
    return getattr(item, field)


@pytest.mark.parametrize(("name", "field"), CASES, ids=[f"{name}::{field}" for name, field in CASES])
def test_a_page_is_read_as_its_papers_say(name: str, field: str) -> None:
    assert shown(item_of(name), field) == papers(name, "expected")[field]


@pytest.mark.parametrize("name", sorted(folder.name for folder in PAGES.iterdir()))
def test_a_page_has_papers_that_fit_its_bytes(name: str) -> None:
    meta = papers(name, "meta")
    assert meta["origin"] == "synthetic" or (meta["origin"] == "captured" and meta["record_id"].startswith("urn:"))
    assert meta["why"]
    assert hashlib.sha256((PAGES / name / "page.html").read_bytes()).hexdigest() == meta["sha256"]


@pytest.mark.parametrize("name", sorted({name for name, field in CASES if field == "headline"}))
def test_every_field_that_was_found_names_its_rule(name: str) -> None:
    item = item_of(name)
    assert isinstance(item, ArticleItem)
    found = {
        field
        for field in ("headline", "published_at", "paragraphs", "photos", "posted_by", "categories", "tags")
        if getattr(item, field)
    }
    assert found <= set(item.sources)
