"""What cannot be meant, or is not there: a page that says so with the right status, whoever asks for it."""

import string

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.types import ASGIApp

from tests.web.asking import ask, text_of, tree_of

PATH = "/articles/jadwal-pemadaman-listrik-tiga-kecamatan-diumumkan"
BAD = {
    f"{PATH}/versions/999": (404, "There is no version 999 of this article; it has 1 to 3."),
    f"{PATH}/versions/0": (400, "Expected a number, from 1 on."),
    f"{PATH}/versions/１": (400, "Expected a number, from 1 on."),
    f"{PATH}/versions/99999999999999999999": (400, "Expected a number, from 1 on."),
    f"{PATH}/at/20170101000000": (404, "This article was not captured yet at that time."),
    f"{PATH}/at/20190230000000": (400, "Expected fourteen digits of a time that exists"),
    f"{PATH}/at/tomorrow": (400, "Expected fourteen digits of a time that exists"),
    f"{PATH}/at": (400, "Expected a day to look at"),
    f"{PATH}/at?day=2019-02-30": (400, "Expected a day that exists"),
    f"{PATH}/compare/1/x": (400, "Expected a number, from 1 on."),
    f"{PATH}/compare/1/4": (404, "There is no version 4 of this article; it has 1 to 3."),
    f"{PATH}/compare?from=x": (400, "Expected a number, from 1 on."),
    f"{PATH}/history?captures=0": (400, "Expected a number, from 1 on."),
    "/people?role=poet": (400, "Expected reporter, editor or photographer."),
    "/people/poet/budi": (400, "Expected reporter, editor or photographer."),
    "/people/reporter/nobody%20at%20all": (404, "No article in the archive names “nobody at all” so."),
    "/people?page=-1": (400, "Expected a number, from 1 on."),
    "/pictures/x": (400, "Expected the SHA-256 digest of a picture"),
    f"/pictures/{'a' * 64}": (404, "The archive holds no picture of this digest."),
    "/changes?after=x": (400, "the cursor is none of this list"),
    "/changes?since=2019-02-30": (400, "Expected a day that exists"),
    "/calendar/1990": (404, "Nothing was captured in that year."),
    "/calendar/x": (400, "Expected a number, from 1 on."),
    "/calendar/2019/02/30": (400, "Expected a day that exists"),
    "/calendar/99999999999999999999/1/1": (400, "Expected a day that exists"),
    "/search?q=padi&after=x": (400, "cursor"),
    "/search?q=padi&field=colour": (400, "field"),
    "/search?as_of=0000-00-00": (400, "Expected a day that exists"),
    "/static/..%2fpages.py": (404, ""),
}


@pytest.mark.parametrize(("path", "told"), BAD.items(), ids=BAD)
def test_a_bad_request_is_answered_with_what_was_expected(pages: ASGIApp, path: str, told: tuple[int, str]) -> None:
    answer = ask(pages, path, accept_language="en")
    assert answer.status_code == told[0]
    assert told[1] in (text_of(answer) if told[1] else "")


def test_an_unknown_article_offers_the_nearest(pages: ASGIApp) -> None:
    answer = ask(pages, "/articles/jadwal-pemadaman-listrik-tiga-kecamatan", accept_language="en")
    assert answer.status_code == 404
    assert "No article in the archive is called “jadwal-pemadaman-listrik-tiga-kecamatan”." in text_of(answer)
    assert PATH in tree_of(answer).xpath("//main//li/a/@href")


def test_a_page_past_the_end_of_a_list_is_empty_and_no_error(pages: ASGIApp) -> None:
    assert ask(pages, f"{PATH}/history?captures=99").status_code == 200


@given(st.text(string.printable, min_size=1, max_size=30))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_name_of_an_article_or_person_is_too_much(pages: ASGIApp, name: str) -> None:
    quoted = "".join(f"%{byte:02x}" for byte in name.encode())
    for path in (
        f"/articles/{quoted}",
        f"/articles/~{quoted}",
        f"/people/editor/{quoted}",
        f"/people?before={quoted}&role={quoted}",
    ):
        answer = ask(pages, path)
        # A path that ends with a slash is led to the one that does not.
        assert answer.status_code in {200, 400, 404} or answer.headers["location"].startswith("http://127.0.0.1:8000/")


def test_a_strange_path_comes_back_in_no_link(pages: ASGIApp) -> None:
    for path in ("/articles//evil.example", "/articles/%2f%2fevil.example", "/articles/javascript:alert(1)"):
        tree = tree_of(ask(pages, path))
        assert [link for link in tree.xpath("//@href") if "evil.example" in link or link.startswith("javascript")] == []
