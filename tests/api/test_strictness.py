"""What an operation does not know is refused by name; a misspelt filter never gives everything."""

from typing import Any
from urllib.parse import quote

import pytest
from starlette.types import ASGIApp

from tests.api.asking import Asker, expect_problem
from tests.api.test_openapi import ASKED, EDITED
from tests.web.asking import ask as page_of
from tests.web.asking import room_of, tree_of
from tests.web.kinds import KINDS

OWN_QUERY = [path for path in ASKED if "{url}" not in path]


def filled(path: str) -> str:
    return path.replace("{slug}", EDITED).replace("{format}", "jsonl")


def parameters(ask: Asker, path: str) -> list[dict[str, Any]]:
    told = ask.json("/openapi.json")["paths"][path]["get"].get("parameters", [])
    return [one for one in told if one["in"] == "query"]


@pytest.mark.parametrize("path", OWN_QUERY)
def test_an_unknown_parameter_is_named_with_those_that_the_operation_knows(ask: Asker, path: str) -> None:
    detail = expect_problem(ask(f"{filled(path)}?reporer=wulan"), 400)["detail"]
    assert "'reporer'" in detail
    known = sorted(one["name"] for one in parameters(ask, path))
    assert detail.endswith(f"knows {', '.join(known)}" if known else "knows none")


@pytest.mark.parametrize("path", OWN_QUERY)
def test_a_parameter_is_given_once_unless_it_is_a_list(ask: Asker, path: str) -> None:
    for one in parameters(ask, path):
        kinds = {one["schema"].get("type"), *(part.get("type") for part in one["schema"].get("anyOf", ()))}
        if "array" in kinds:
            assert ask(f"{filled(path)}?{one['name']}=new&{one['name']}=gone").status_code == 200
        else:
            refused = expect_problem(ask(f"{filled(path)}?{one['name']}=1&{one['name']}=1"), 400)
            assert refused["detail"] == f"expected only once: parameter '{one['name']}'"


@pytest.mark.parametrize("name", ["", "Since", "a" * 5000, "\u202e", "a\0b", "a\r\nb"])
def test_any_name_is_refused_and_told_briefly(ask: Asker, name: str) -> None:
    told = expect_problem(ask(f"/api/v1/articles?{quote(name)}=1&since=2018-07-18"), 400)
    assert "unknown parameter" in told["detail"]
    assert len(told["detail"]) < 300


def test_several_are_all_named(ask: Asker) -> None:
    assert "parameters 'page', 'order'" in expect_problem(ask("/api/v1/articles?page=2&order=asc&page=3"), 400)["detail"]


def test_the_query_of_an_original_address_is_part_of_it(ask: Asker) -> None:
    told = expect_problem(ask("/timegate/https://example.org/x?tiada=1&tiada=2"), 404)
    assert told["detail"].startswith("https://example.org/x?tiada=1&tiada=2:")


def test_a_preflight_asks_for_nothing(ask: Asker) -> None:
    assert ask("/api/v1/articles?reporer=wulan", "OPTIONS").status_code == 204


@pytest.fixture(scope="module")
def pages(history_archive: Any) -> ASGIApp:
    return room_of(history_archive)


@pytest.mark.parametrize("path", [path for path in KINDS.values() if "?" not in path])
def test_a_page_answers_whatever_is_hung_on_its_link(pages: ASGIApp, path: str) -> None:
    noisy = page_of(pages, f"{path}?utm_source=surat&fbclid=x&fbclid=y")
    assert noisy.status_code == page_of(pages, path).status_code


def test_what_pages_link_to_for_programs_is_what_the_operations_know(ask: Asker, pages: ASGIApp) -> None:
    searched = ("/search?q=listrik&scope=all&as_of=2020-01-01&exact=yes&sort=newest&since=2018-01-01", "/changes?reporter=wulan")
    found = {
        link
        for path in (*KINDS.values(), *searched)
        for link in tree_of(page_of(pages, path)).xpath("//@href")
        if link.startswith(("/api/", "/feeds/", "/export/", "/timemap/"))
    }
    assert {link.split("/")[1] for link in found} == {"api", "feeds", "export", "timemap"}
    assert {link: status for link in found if (status := ask(link, "HEAD").status_code) != 200} == {}
