"""Archives that are empty, hostile or large: each page is still a page."""

import hashlib
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from sqlalchemy import Engine
from starlette.types import ASGIApp

from tests.store.making import Archive, day
from tests.web.asking import ask, room_of, text_of, tree_of
from tubancrawl.items import Byline, EventDate, Photo
from tubancrawl.store.database import open_database

EVIL = """"'><script>x</script><img src=x onerror=x>{{7*7}}{% raw %}%(x)s&lt;]]>\u202e javascript:x </title></script>"""


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    made = open_database(tmp_path / "archive.db")
    yield made
    made.dispose()


@pytest.fixture
def pages(engine: Engine, tmp_path: Path) -> ASGIApp:
    return room_of(tmp_path)


@pytest.mark.parametrize("path", ["/", "/changes", "/people", "/coverage", "/about", "/search", "/search?q=padi", "/calendar"])
def test_an_empty_archive_has_every_page(pages: ASGIApp, path: str) -> None:
    assert ask(pages, path).status_code == (307 if path == "/calendar" else 200)


def test_an_empty_archive_says_that_it_is_empty(pages: ASGIApp) -> None:
    assert "The archive is empty" in text_of(ask(pages, "/", accept_language="en"))
    assert ask(pages, "/articles/padi").status_code == 404
    assert ask(pages, "/calendar/2026").status_code == 404


def test_nothing_of_an_article_becomes_markup(engine: Engine, pages: ASGIApp) -> None:
    archive = Archive(engine)
    archive.begin()
    for number in (1, 2):
        archive.read(
            "/entry/evil",
            day(number),
            headline=f"{EVIL}{number}",
            paragraphs=[EVIL, f"{EVIL} {number}."],
            photos=[Photo(url=f"https://tubankab.go.id/files/{number}.jpg", caption=EVIL, credit=EVIL, credit_kind="person")],
            byline=Byline(raw=EVIL, reporters=[EVIL], editor=EVIL),
            categories=[EVIL],
            posted_by=EVIL,
            event_dates=[EventDate(text=EVIL, start="2026-03-01", end=None, weekday_ok=False)],
            sources={"headline": EVIL},
            findings=[EVIL],
        )
    archive.writer.flush()
    name = "/articles/evil"
    first = tree_of(ask(pages, name))
    people = [link for link in first.xpath("//main//a/@href") if link.startswith("/people/")]
    category = [link for link in first.xpath("//main//a/@href") if link.startswith("/search")]
    assert len(people) == 3
    assert len(category) == 1
    seen = ("/", "/changes", name, f"{name}/history", f"{name}/compare/1/2", f"{name}/compare/1/2?view=side", "/people")
    for path in (*seen, *people, *category, "/search?q=script&scope=all", f"/calendar/{day(1):%Y/%m/%d}"):
        answer = ask(pages, path)
        assert answer.status_code == 200, path
        tree = tree_of(answer)
        data = tree.xpath("//script[@type='application/ld+json']")
        assert tree.xpath("//script") == data, path
        assert all(isinstance(json.loads(block.text), dict) for block in data), path
        assert tree.xpath("//img[@onerror]|//b") == [], path
        assert not [link for link in tree.xpath("//@href|//@src|//@action") if link.strip().lower().startswith("javascript")]
        assert "{{7*7}}" in tree.text_content() or path == "/search?q=script&scope=all", path


def test_a_text_without_end_is_shown_in_parts(engine: Engine, pages: ASGIApp) -> None:
    archive = Archive(engine)
    archive.begin()
    paragraphs = [" ".join(words_of(number, 400)) + f" {number} padi." for number in range(40)]
    archive.read("/entry/panjang", day(1), paragraphs=paragraphs)
    archive.read("/entry/panjang", day(2), paragraphs=[text.replace("padi", "tebu") for text in paragraphs])
    archive.read("/entry/tanda", day(1), paragraphs=[f"{'&' * 30_000} {paragraphs[7]}", *paragraphs])
    archive.writer.flush()
    for path in ("/articles/tanda", "/articles/panjang", "/articles/panjang/versions/1", "/articles/panjang/compare/1/2"):
        parts = list(iter_parts(pages, path))
        assert [len(part.content) for part in parts if len(part.content) > 100_000] == []
        shown = {word for part in parts for word in text_of(part).split() if word.isdigit()}
        assert {str(number) for number in range(40)} <= shown


def test_an_article_of_sixty_versions_has_its_sentences_marked(engine: Engine, pages: ASGIApp) -> None:
    archive = Archive(engine)
    archive.begin()
    paragraphs = [f"Kalimat {number} tetap. Yang ini berubah." for number in range(30)]
    for number in range(60):
        paragraphs[number % 30] = f"Kalimat {number % 30} tetap. Yang ini menjadi {number}."
        archive.read("/entry/sering", day(number), paragraphs=list(paragraphs))
    archive.writer.flush()
    parts = [tree_of(part) for part in iter_parts(pages, "/articles/sering")]
    marks = [text for part in parts for text in part.xpath("//sup[@class='since']/a/text()")]
    gone = [text for part in parts for text in part.xpath("//details[@class='gone']//del/text()")]
    assert marks == [str(number) for number in range(31, 61)]
    assert sorted(int(text.split()[-1].rstrip(".")) for text in gone if "menjadi" in text) == [*range(30)]


def test_a_page_says_when_following_its_sentences_is_too_much_work(engine: Engine, pages: ASGIApp) -> None:
    archive = Archive(engine)
    archive.begin()
    for number in range(12):
        paragraphs = [f"{' '.join(words_of(1000 * number + line, 12))}." for line in range(120)]
        archive.read("/entry/lain", day(number), paragraphs=paragraphs)
    archive.writer.flush()
    newest = tree_of(ask(pages, "/articles/lain", accept_language="en"))
    assert newest.xpath("//sup[@class='since']") == []
    [told] = [text for text in newest.xpath("//main//p/text()") if "is not marked here" in text]
    assert "tubancrawl blame" in told
    assert "is not marked here" not in tree_of(ask(pages, "/articles/lain/versions/1", accept_language="en")).text_content()


def words_of(number: int, count: int) -> list[str]:
    """Return words that no other number has."""
    digest = hashlib.shake_128(str(number).encode()).hexdigest(count * 4)
    return [digest[place : place + 8].translate(str.maketrans("0123456789", "ghijklmnop")) for place in range(0, len(digest), 8)]


def iter_parts(pages: ASGIApp, path: str) -> Iterator[httpx.Response]:
    part = ""
    while True:
        answer = ask(pages, path + part)
        yield answer
        following = tree_of(answer).xpath("//a[@rel='next']/@href")
        if not following:
            return
        part = following[0]


def test_a_history_of_many_captures_is_paged(engine: Engine, pages: ASGIApp) -> None:
    archive = Archive(engine)
    archive.begin()
    for number in range(250):
        archive.read("/entry/sering", day(0) + timedelta(hours=number), paragraphs=[f"Teks {number // 2}."])
    archive.writer.flush()
    first = ask(pages, "/articles/sering/history")
    assert len(first.content) < 100_000
    assert len(tree_of(first).xpath("//h2[@id='captures']/following-sibling::div[1]//tbody/tr")) == 50
    last = tree_of(ask(pages, "/articles/sering/history?captures=5"))
    assert len(last.xpath("//h2[@id='captures']/following-sibling::div[1]//tbody/tr")) == 50
