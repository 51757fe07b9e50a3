"""A gate on the quality of reading: 357 articles in nearly as many layouts of the genre, and 172 pages that are none.

The pages in fixtures/layouts are synthetic. Those who wrote them did not know the reader, and the first look at the fourth,
fifth and seventh file, and most of the sixth, was blind. A field marked `tolerant` is one on which people may differ; it is not
counted.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tubancrawl.capture.warc import iter_stored
from tubancrawl.items import ArticleItem, Item
from tubancrawl.reprocess import read_stored
from tubancrawl.site import photo_identity
from tubancrawl.text import plain

FOLDER = Path("fixtures/layouts")

# Of all fields of all articles, at least this share is right to the letter.
RIGHT = 0.96

Papers = dict[str, Any]


def papers(path: Path) -> list[Papers]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def differences(expected: Papers, found: ArticleItem) -> list[str]:
    """Name the counted fields in which an article is not read as its papers say."""
    wanted = expected["article"]
    optional = {plain(text) for text in expected["optional"]}
    paragraphs = [text for text in found.paragraphs if text in wanted["paragraphs"] or text not in optional]
    right = {
        "headline": found.headline == plain(wanted["headline"]),
        "published_at": _minute(found.published_at) == _minute(wanted["published_at"]),
        "dateline": (found.dateline and {"source": found.dateline.source, "place": found.dateline.place}) == wanted["dateline"],
        "paragraphs": paragraphs == [plain(text) for text in wanted["paragraphs"]],
        "photos": {_photo(p.url, p.caption, p.credit, p.credit_kind) for p in found.photos}
        == {_photo(p["url"], p["caption"], p["credit"], p["credit_kind"]) for p in wanted["photos"]},
        "byline": (found.byline and (found.byline.reporters, found.byline.editor))
        == (wanted["byline"] and (wanted["byline"]["reporters"], wanted["byline"]["editor"])),
        "categories": set(found.categories) == set(wanted["categories"]),
        "tags": set(found.tags) == set(wanted["tags"]),
        "posted_by": found.posted_by == wanted["posted_by"],
        "event_dates": {(d.start[:10], d.end) for d in found.event_dates}
        == {(d["start"][:10], d["end"]) for d in wanted["event_dates"]},
    }
    return [field for field, is_right in right.items() if not is_right and field not in expected["tolerant"]]


def _minute(moment: str | None) -> str | None:
    return moment and re.sub(r"(T\d\d:\d\d):\d\d", r"\1", moment)


def _photo(url: str | None, *words: str | None) -> tuple[str | None, ...]:
    original = url and photo_identity(re.sub(r"\?[0-9a-f]{10}$", "", url).replace("×", "x"))
    return (original, *(word and plain(word).casefold() for word in words))


@pytest.mark.parametrize("name", ["first", "second", "third", "fourth", "fifth", "sixth", "seventh"])
def test_pages_of_other_layouts_are_read_as_their_papers_say(name: str) -> None:
    read: dict[str, Item] = {stored.url: read_stored(stored) for stored in iter_stored(FOLDER / f"{name}.warc.gz")}
    expected = papers(FOLDER / f"{name}.jsonl")
    articles = [paper for paper in expected if paper["article"]]
    wrong: list[str] = []
    for paper in articles:
        found = read[paper["url"]]
        assert isinstance(found, ArticleItem), f"{paper['url']} ({paper['layout']}): {found.outcome}: {found.evidence}"
        wrong += [f"{paper['layout']}: {field}" for field in differences(paper, found)]
    fields = 10 * len(articles)
    assert (fields - len(wrong)) / fields >= RIGHT, wrong


@pytest.mark.parametrize("name", ["first", "second", "third", "fourth", "fifth", "sixth", "seventh"])
def test_no_page_without_an_article_is_read_as_one(name: str) -> None:
    none = {paper["url"] for paper in papers(FOLDER / f"{name}.jsonl") if paper["article"] is None}
    read = [read_stored(stored) for stored in iter_stored(FOLDER / f"{name}.warc.gz") if stored.url in none]
    assert len(read) == len(none)
    assert [item.url for item in read if isinstance(item, ArticleItem)] == []
