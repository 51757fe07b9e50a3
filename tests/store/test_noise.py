"""What nobody edited makes no version; what somebody edited, be it one character, makes one. All pages synthetic."""

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import pipelines
from tests.scripting import drawn, moment
from tests.site.model import ROOT, Article, Block
from tests.site.noise import NOISES, Noise, noisy
from tests.site.timeline import all_articles
from tests.store.making import Archive, facts
from tubancrawl.items import ArticleItem, Item
from tubancrawl.parsing import read_page
from tubancrawl.store import reader
from tubancrawl.store.causes import Read, is_redesigned
from tubancrawl.store.database import open_database, reading
from tubancrawl.store.models import Version

LAYOUTS = ("2018", "2021", "2024", "2026")
FIRST_LAYOUT = {2021: 1, 2022: 1, 2023: 1, 2024: 2, 2025: 2, 2026: 3}
"""Year of an article -> the oldest layout that printed it; any year before: the first."""


def fifty() -> list[tuple[Article, str]]:
    """Return fifty articles that have all that can be edited, each with a layout that printed it."""
    whole = [
        article
        for article in all_articles()
        if article.headline and article.charset == "utf-8" and article.byline and article.photos and article.photos[0].credit
    ]
    layouts = [LAYOUTS[FIRST_LAYOUT.get(article.published.year, 0) :] for article in whole]
    return [(article, known[number % len(known)]) for number, (article, known) in enumerate(zip(whole, layouts, strict=True))][
        :50
    ]


def read(article: Article, html: str, hour: int) -> Item:
    return pipelines.process(
        read_page(
            url=ROOT + article.path,
            status=200,
            headers=[(b"Content-Type", b"text/html; charset=utf-8")],
            body=html.encode(),
            problems=[],
            captured_at=moment(hour / 24),
            record_id=f"urn:{article.id}:{hour}",
        )
    )


def fetch(archive: Archive, article: Article, layout: str, hour: int) -> None:
    """Fetch and store the article's page with the noise of that hour."""
    item = read(article, noisy(drawn(article, layout, hour), random.Random(f"{article.id} {hour}")), hour)
    assert item.record_id is not None
    archive.writer.capture(facts(article.path, item.captured_at, record_id=item.record_id), awaits_item=True)
    archive.writer.settle(item)


@pytest.fixture
def noisy_archive(tmp_path: Path) -> Archive:
    archive = Archive(open_database(tmp_path / "archive.db"))
    archive.begin(how="import")
    return archive


def swapped(text: str, chance: random.Random, *, of: str = "abcdefghijklmnoprstuvwy", by: str = "x") -> str:
    """Return the text with one of its characters `of` replaced by another."""
    at = chance.choice([place for place, char in enumerate(text) if char in of])
    return f"{text[:at]}{by}{text[at + 1 :]}"


def _block(article: Article, chance: random.Random, *, of: str, by: str) -> Article:
    place = chance.choice(
        [n for n, block in enumerate(article.blocks) if block.kind == "p" and any(map(block.text.__contains__, of))]
    )
    edited = Block(swapped(article.blocks[place].text, chance, of=of, by=by))
    return replace(article, blocks=(*article.blocks[:place], edited, *article.blocks[place + 1 :]))


def body(article: Article, chance: random.Random) -> Article:
    return _block(article, chance, of="abcdefghijklmnoprstuvwy", by="x")


def punctuation(article: Article, chance: random.Random) -> Article:
    return _block(article, chance, of=",", by=";")


def headline(article: Article, chance: random.Random) -> Article:
    return replace(article, headline=swapped(article.headline, chance, of="aeiou"))


def caption(article: Article, chance: random.Random) -> Article:
    photo = article.photos[0]
    return replace(article, photos=(replace(photo, caption=swapped(photo.caption or "", chance)), *article.photos[1:]))


def credit(article: Article, chance: random.Random) -> Article:
    photo = article.photos[0]
    return replace(article, photos=(replace(photo, credit=swapped(photo.credit or "", chance, of="aiu")), *article.photos[1:]))


def byline(article: Article, chance: random.Random) -> Article:
    assert article.byline is not None
    name = article.byline.reporters[0]
    at = article.byline.raw.casefold().index(name.casefold())
    raw = article.byline.raw
    return replace(
        article,
        byline=replace(
            article.byline, raw=raw[:at] + swapped(raw[at : at + len(name)], chance, of="aiuAIU", by="e") + raw[at + len(name) :]
        ),
    )


Edit = Callable[[Article, random.Random], Article]
EDITS: tuple[tuple[Edit, ...], ...] = ((body, caption, headline, byline), (body, credit, punctuation, headline))


@pytest.mark.parametrize("fetches", [4, pytest.param(20, marks=pytest.mark.sweep)], ids=["two hundred", "a thousand"])
def test_noisy_fetches_make_no_version_and_two_hundred_small_edits_two_hundred(noisy_archive: Archive, fetches: int) -> None:
    archive, chance = noisy_archive, random.Random("edits")
    articles = fifty()
    assert {layout for _, layout in articles} == set(LAYOUTS)
    for article, layout in articles:
        for hour in range(fetches):
            fetch(archive, article, layout, hour)
    archive.writer.flush()
    assert archive.count(Version) == len(articles) == 50
    missed = []
    for number, (article, layout) in enumerate(articles):
        edited = article
        for hour, edit in enumerate(EDITS[number % 2], fetches):
            edited = edit(edited, chance)
            fetch(archive, edited, layout, hour)
        archive.writer.flush()
        with reading(archive.engine) as session:
            told = reader.history_json(session, reader.find_article(session, article.slug))
        if len(told["versions"]) != 5 or any(c["cause"] != "publisher" for v in told["versions"] for c in v["changes"]):
            missed.append((article.slug, layout, [version["changes"] for version in told["versions"]]))
    assert missed == []
    assert archive.count(Version) == 250


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("noise", NOISES, ids=lambda noise: noise.__name__)
def test_noise_changes_neither_words_nor_template(noise: Noise, layout: str) -> None:
    article = next(article for article, _ in fifty() if article.published.year == 2018)
    page = drawn(article, layout)
    one, other = read(article, page, 0), read(article, noise(page, random.Random(noise.__name__)), 0)
    assert noise(page, random.Random(noise.__name__)) != page
    assert isinstance(one, ArticleItem)
    assert isinstance(other, ArticleItem)
    assert one.block_sha256 == other.block_sha256
    assert not is_redesigned(Read(item={}, skeleton=one.skeleton), Read(item={}, skeleton=other.skeleton))


@pytest.mark.parametrize("other", LAYOUTS[1:])
def test_another_layout_is_another_template_around_the_same_words(other: str) -> None:
    article = next(article for article, _ in fifty() if article.published.year == 2018)
    before, after = read(article, drawn(article, "2018"), 0), read(article, drawn(article, other), 0)
    assert isinstance(before, ArticleItem)
    assert isinstance(after, ArticleItem)
    assert before.block_sha256 == after.block_sha256
    assert is_redesigned(Read(item={}, skeleton=before.skeleton), Read(item={}, skeleton=after.skeleton))
