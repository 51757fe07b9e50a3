"""Articles as Schema.org has them."""

import json
from typing import Any

import pytest

from tests.api.hostile import HOSTILE
from tubancrawl.access.jsonld import as_script, news_article

PAGE = "http://room.test/articles/panen/versions/2"


def article(**changes: Any) -> dict[str, Any]:
    known: dict[str, Any] = {
        "url": "https://tubankab.go.id/entry/panen",
        "version": 2,
        "first_captured_at": "2026-03-01T06:00:00+00:00",
        "headline": "Panen raya",
        "published_at": "2026-02-27T14:13:00+07:00",
        "paragraphs": ["Satu.", "Dua."],
        "photos": [{"url": "https://tubankab.go.id/files/a.jpg", "caption": "Panen", "credit": "tauviq"}],
        "byline": {"raw": "(a/b)", "reporters": ["a", "c"], "editor": "b"},
        "categories": ["Pertanian"],
        "tags": [],
    }
    return {**known, **changes}


def test_it_says_what_the_page_printed_and_where_it_is_kept() -> None:
    told = news_article(article(), PAGE)
    assert told["@type"] == "NewsArticle"
    assert told["datePublished"] == "2026-02-27T14:13:00+07:00"
    assert told["author"] == [{"@type": "Person", "name": "a"}, {"@type": "Person", "name": "c"}]
    assert told["isBasedOn"] == "https://tubankab.go.id/entry/panen"
    assert told["archivedAt"] == PAGE
    assert told["image"][0]["contentUrl"] == "https://tubankab.go.id/files/a.jpg"


def test_what_is_not_printed_is_not_said() -> None:
    told = news_article(article(published_at=None, byline=None, photos=[], headline=None), PAGE)
    assert not {"datePublished", "dateModified", "author", "editor", "image", "headline", "keywords"} & set(told)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_ends_the_script_that_it_stands_in(text: str) -> None:
    told = news_article(article(headline=text, paragraphs=[text], categories=[text]), PAGE)
    written = as_script(told)
    assert not {"<", ">", "&", "\u2028", "\u2029"} & set(written)
    assert json.loads(written) == told
