"""A page that the browser holds is not sent again."""

import re

import pytest
from starlette.types import ASGIApp

from tests.web.asking import ask

PATH = "/articles/jadwal-pemadaman-listrik-tiga-kecamatan-diumumkan"


@pytest.mark.parametrize("path", [PATH, f"{PATH}/versions/1", f"{PATH}/at/20190501000000", f"{PATH}/history"])
def test_a_page_that_did_not_change_is_answered_304(pages: ASGIApp, path: str) -> None:
    first = ask(pages, path)
    for held in (first.headers["etag"], f'"other", W/{first.headers["etag"]}', "*"):
        again = ask(pages, path, if_none_match=held)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
        assert again.headers["vary"] == first.headers["vary"]
    assert ask(pages, path, if_modified_since=first.headers["last-modified"]).status_code == 304


def test_the_other_language_is_another_page(pages: ASGIApp) -> None:
    indonesian = ask(pages, PATH, accept_language="id")
    english = ask(pages, PATH, accept_language="en", if_none_match=indonesian.headers["etag"])
    assert english.status_code == 200


def test_a_digest_decides_before_a_time(pages: ASGIApp) -> None:
    modified = ask(pages, PATH).headers["last-modified"]
    assert ask(pages, PATH, if_none_match='"other"', if_modified_since=modified).status_code == 200


@pytest.mark.parametrize(
    "since", ["yesterday", "Wed, 01 Jan 2020 00:00:00 GMT", "99999999999999999999", "Wed, 99 Jan 2020 00:00:00"]
)
def test_an_older_or_unreadable_time_gives_the_page(pages: ASGIApp, since: str) -> None:
    assert ask(pages, PATH, if_modified_since=since).status_code == 200


def test_a_page_tells_when_its_article_was_last_captured(pages: ASGIApp) -> None:
    for path in (PATH, f"{PATH}/versions/1"):
        assert re.fullmatch("Tue, 15 Sep 2026 06:00:0[0-9] GMT", ask(pages, path).headers["last-modified"])
