"""Redesigns between layouts that nobody has seen: no version of an unchanged text, and the publisher's edits stay theirs."""

from dataclasses import replace
from typing import Any

import pytest

import pipelines
from tests.scripting import moment
from tests.site.anylayout import Layout, layout, page
from tests.site.model import ROOT, Article, Block
from tests.site.timeline import all_articles
from tubancrawl.items import ArticleItem
from tubancrawl.parsing import read_page
from tubancrawl.store.causes import Read, Seen, causes_between, is_redesigned
from tubancrawl.store.history import content_of
from tubancrawl.store.unit import unit_of

WHOLE = [
    article
    for article in all_articles()
    if article.headline and article.byline and article.photos and article.photos[0].credit and len(set(article.categories)) == 1
]
MARKED = [article for article in WHOLE if all(photo.marker for photo in article.photos)]
UNMARKED = [article for article in WHOLE if not article.photos[0].marker and article.photos[0].credit != "ist"]


def read(how: Layout, article: Article, nonce: int) -> Read:
    item = pipelines.process(
        read_page(
            url=ROOT + article.path,
            status=200,
            headers=[(b"Content-Type", b"text/html; charset=utf-8")],
            body=page(how, article, nonce).encode(),
            problems=[],
            captured_at=moment(0),
            record_id="urn:synthetic",
        )
    )
    assert isinstance(item, ArticleItem), (item.evidence, how)
    reading = unit_of(None, item).reading
    assert reading is not None
    return Read(item=reading.item, block_sha256=reading.block_sha256, skeleton=reading.skeleton)


def seen(reading: Read) -> Seen:
    return Seen(payload_sha256=None, readings={1: reading})


def without_paragraph(article: Article) -> Article:
    return replace(article, blocks=article.blocks[:1] + article.blocks[2:])


def with_another_word(article: Article) -> Article:
    return replace(article, blocks=(Block(article.blocks[0].text.replace("a", "o", 1)), *article.blocks[1:]))


def with_another_caption(article: Article) -> Article:
    photo = article.photos[0]
    return replace(article, photos=(replace(photo, caption=f"{photo.caption} Lagi."), *article.photos[1:]))


def with_another_headline(article: Article) -> Article:
    return replace(article, headline=f"{article.headline} Lagi")


@pytest.mark.parametrize("seed", range(30))
def test_a_redesign_of_the_same_text_makes_no_version(seed: int) -> None:
    before, after = layout(seed), layout(seed + 1000)
    for article in MARKED[seed % 10 :: 20]:
        old, new = read(before, article, seed), read(after, article, seed + 1)
        assert content_of(new.item) == content_of(old.item), (before, after)
        assert is_redesigned(old, new)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize(
    ("edit", "field"),
    [
        (without_paragraph, "paragraphs"),
        (with_another_word, "paragraphs"),
        (with_another_caption, "photos"),
        (with_another_headline, "headline"),
    ],
    ids=["paragraph", "word", "caption", "headline"],
)
def test_what_is_edited_on_the_day_of_a_redesign_and_nothing_else_is_the_publishers(seed: int, edit: Any, field: str) -> None:
    article = MARKED[seed]
    old, new = read(layout(seed), article, 1), read(layout(seed + 1000), edit(article), 2)
    assert causes_between(seen(old), seen(new)) == {field: "publisher"}


@pytest.mark.parametrize("seed", range(12))
def test_a_picture_that_is_taken_off_is_no_redesign(seed: int) -> None:
    article = MARKED[seed]
    old, new = read(layout(seed), article, 1), read(layout(seed), replace(article, photos=()), 2)
    assert causes_between(seen(old), seen(new)) == {"photos": "publisher"}


@pytest.mark.parametrize("number", range(4))
def test_a_caption_that_nothing_but_its_place_in_another_layout_marks_is_no_edit(number: int) -> None:
    """Where pictures stand in the text and their captions are plain paragraphs without a known credit, these are read as text."""
    article, plain = UNMARKED[number % 2], replace(layout(number), photo="in the text")
    old, new = read(plain, article, 1), read(replace(layout(number + 1000), photo="figure"), article, 2)
    assert content_of(old.item) != content_of(new.item)
    assert set(causes_between(seen(old), seen(new)).values()) == {"template"}
    assert set(causes_between(seen(new), seen(old)).values()) == {"template"}
