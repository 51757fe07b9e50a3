"""What pages are made of: a year's drawing, folds of a comparison, walks that are kept."""

import threading
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request

from tests.web.asking import room_of
from tubancrawl.access.redline import redline
from tubancrawl.access.web import held
from tubancrawl.access.web.folding import folded
from tubancrawl.access.web.paging import Paged
from tubancrawl.access.web.year import CELL, drawn
from tubancrawl.store.activity import Day
from tubancrawl.store.database import open_database


@given(st.integers(1, 9998), st.sets(st.integers(0, 364)))
def test_each_day_of_a_year_has_its_own_square(year: int, busy: set[int]) -> None:
    first = date(year, 1, 1)
    days = [Day(date=first + timedelta(days=offset), new=1, edited=0, gone=0) for offset in sorted(busy)]
    made = drawn(year, days)
    length = 366 if (date(year, 12, 31) - first).days == 365 else 365
    quiet = {tuple(map(int, corner.partition("h")[0].split())) for corner in made.empty.split("M")[1:]}
    places = quiet | {(square.x, square.y) for square in made.squares}
    assert len(quiet) + len(made.squares) == len(places) == length
    assert all(0 <= x <= 53 * CELL and 0 <= y <= 6 * CELL for x, y in places)
    assert made.new == len(busy)


@pytest.mark.parametrize(("articles", "heat"), [(1, 1), (2, 2), (3, 2), (4, 3), (10, 3), (11, 4), (500, 4)])
def test_a_fuller_day_is_hotter(articles: int, heat: int) -> None:
    made = drawn(2026, [Day(date=date(2026, 3, 1), new=articles, edited=0, gone=0)])
    assert [square.heat for square in made.squares] == [heat]


def article(paragraphs: list[str]) -> dict[str, Any]:
    return {"headline": "Judul", "photos": [], "paragraphs": paragraphs}


def test_what_stayed_the_same_is_folded_but_for_the_neighbours_of_a_change() -> None:
    old = [f"Paragraf {name} tentang pasar desa." for name in ("satu", "dua", "tiga", "empat", "lima", "enam")]
    new = [*old[:4], "Kalimat yang baru sama sekali.", *old[5:]]
    rows = redline(article(old), article(new)).paragraphs
    folds = folded(rows)
    assert tuple(row for fold in folds for row in fold.rows) == rows
    assert (len(folds[0].rows), folds[0].hidden) == (3, True)
    assert [row for fold in folds if fold.hidden for row in fold.rows if row.change is not None] == []


def test_a_list_is_paged_without_loss() -> None:
    pages = [Paged.of(range(7), str(number), 3) for number in (1, 2, 3, 4)]
    assert [list(page.rows) for page in pages] == [[0, 1, 2], [3, 4, 5], [6], []]
    assert {(page.pages, page.total) for page in pages} == {(3, 7)}


def test_many_readers_at_once_make_one_walk(tmp_path: Path) -> None:
    open_database(tmp_path / "archive.db").dispose()
    request = Request({"type": "http", "app": room_of(tmp_path)})
    walks: list[int] = []

    def walk(_: object) -> int:
        time.sleep(0.05)
        walks.append(1)
        return 41 + len(walks)

    answers: list[int] = []
    readers = [threading.Thread(target=lambda: answers.append(held.held_a_minute(request, "walk", walk))) for _ in range(8)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert (answers, walks) == ([42] * 8, [1])
