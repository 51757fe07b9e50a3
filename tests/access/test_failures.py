"""Whatever a part raises, readers get a page and programs a problem, with what to do and nothing of ours in it. Synthetic."""

from pathlib import Path

import pytest
from fastapi import HTTPException

from tests.asgi import ask
from tubancrawl import errors
from tubancrawl.access.app import create_app
from tubancrawl.access.room import Room
from tubancrawl.store.database import open_database

SECRET = "geheim"
RAISED = {
    "a bad address": (errors.BadUrl("x: expected http"), 400),
    "a bad search": (errors.BadSearch("a quotation mark is left open"), 400),
    "a bad cursor": (errors.BadCursor("this cursor is of another list"), 400),
    "a bad time": (errors.UnreadableDate("Accept-Datetime: expected a date"), 400),
    "a bad question": (errors.BadRequest("unknown parameter x"), 400),
    "too much": (errors.TooMuch("more than 1000 articles fit"), 413),
    "nothing there": (errors.NotFound("x: no such article"), 404),
    "no archive": (errors.NotAnArchive("no such file"), 503),
    "damage": (errors.ArchiveDamaged("disk I/O error"), 503),
    "too slow": (errors.TookTooLong("the question took too long"), 503),
    "a broken record": (errors.UnreadableRecord("x.warc.gz: offset 7: expected a record"), 503),
    "a mistake of ours": (RuntimeError(SECRET), 500),
    "a disk": (OSError(SECRET), 500),
}


@pytest.mark.parametrize("path", ["/page", "/api/v1/thing"])
@pytest.mark.parametrize("raised", RAISED)
def test_what_is_raised_becomes_an_answer(tmp_path: Path, path: str, raised: str) -> None:
    error, status = RAISED[raised]
    app = create_app(Room(tmp_path))

    def fail() -> None:
        raise error

    app.add_api_route(path, fail)
    answer = ask(app, path)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == ("application/problem+json" if "api" in path else "text/html; charset=utf-8")
    assert ("Retry-After" in answer.headers) == (status == 503)
    assert (str(error) in answer.text) == (status != 500)
    assert SECRET not in answer.text
    assert "Traceback" not in answer.text


def test_each_kind_of_refusal_has_a_title_of_its_own_and_others_the_phrase_of_their_status(tmp_path: Path) -> None:
    app = create_app(Room(tmp_path))
    raised = iter([error for error, _ in RAISED.values()])

    def fail() -> None:
        raise next(raised)

    app.add_api_route("/api/v1/thing", fail)
    titles = {name: ask(app, "/api/v1/thing").json()["title"] for name in RAISED}
    assert titles["a bad address"] == "The address cannot be read"
    assert titles["a bad time"] == "The time cannot be read"
    assert titles["a bad cursor"] == "The cursor is not of this list"
    assert titles["too slow"] == "The question took too long"
    assert titles["a mistake of ours"] == titles["a disk"] == "Internal Server Error"


@pytest.mark.parametrize("path", ["/no/such/page", "/api/v1/no-such-thing", "/feeds/no.such", "/%00", "/..%2f..%2fetc/passwd"])
def test_an_unknown_path_is_not_found(tmp_path: Path, path: str) -> None:
    assert ask(create_app(Room(tmp_path)), path).status_code == 404


def test_what_a_part_refuses_keeps_its_headers(tmp_path: Path) -> None:
    app = create_app(Room(tmp_path))

    def fail() -> None:
        raise HTTPException(416, "beyond the end", {"Content-Range": "bytes */7"})

    app.add_api_route("/api/v1/part", fail)
    answer = ask(app, "/api/v1/part")
    assert (answer.status_code, answer.headers["Content-Range"]) == (416, "bytes */7")


@pytest.mark.parametrize("path", ["/", "/changes", "/articles/x", "/people", "/coverage", "/calendar/2018"])
def test_without_an_archive_every_page_says_so_and_where_it_lies_is_not_told(tmp_path: Path, path: str) -> None:
    answer = ask(create_app(Room(tmp_path / "none")), path)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert "tubancrawl import" in answer.text
    assert str(tmp_path) not in answer.text


def test_an_empty_archive_is_a_page(tmp_path: Path) -> None:
    open_database(tmp_path / "archive.db").dispose()
    assert ask(create_app(Room(tmp_path)), "/").status_code == 200
