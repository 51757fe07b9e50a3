"""Whatever is asked, the answer is an answer or a problem, and never a mistake of ours."""

import base64
import json
from typing import Any
from urllib.parse import quote

import pytest

from tests.api.asking import Asker, expect_problem

EDITED = "jadwal-pemadaman-listrik-tiga-kecamatan-diumumkan"
ARTICLES = "/api/v1/articles"

BAD = {
    "a day that does not exist": f"{ARTICLES}?since=2018-02-30",
    "a word for a day": f"{ARTICLES}?until=yesterday",
    "a time that does not exist": f"{ARTICLES}?changed_since=2018-07-18T25:00:00Z",
    "a state that is none": f"{ARTICLES}?state=lost",
    "no articles": f"{ARTICLES}?limit=0",
    "too many articles": f"{ARTICLES}?limit=101",
    "a number that is none": f"{ARTICLES}?limit=many",
    "a number beyond all": f"{ARTICLES}/{EDITED}?version={10**30}",
    "version 0": f"{ARTICLES}/{EDITED}?version=0",
    "a NUL in a name": f"{ARTICLES}/a%00b",
    "a NUL in a filter": f"{ARTICLES}?category=a%00b",
    "a NUL in a search": "/api/v1/search?q=a%00b",
    "a search of 60 KB": f"/api/v1/search?q={'a' * 60_000}",
    "an unknown field": "/api/v1/search?q=a&field=secret",
    "an address of control characters": "/api/v1/captures?url=https%3A%2F%2Ftubankab.go.id%2F%0D%0AX",
    "an outcome that is none": "/api/v1/captures?outcome=lost",
    "a kind that is none": "/api/v1/changes?kind=lost",
    "a format that is none": "/export/xlsx",
    "an endless original": f"/timegate/https://tubankab.go.id/{'a' * 5000}",
}
MISSING = {
    "an unknown article": f"{ARTICLES}/tiada",
    "version 999": f"{ARTICLES}/{EDITED}?version=999",
    "a time before the first capture": f"{ARTICLES}/{EDITED}?at=1999-01-01",
    "the beginning of time": f"{ARTICLES}/{EDITED}?at=0001-01-01T00:00:00%2B23:59",
    "a comparison with version 999": f"{ARTICLES}/{EDITED}/diff?from=1&to=999",
    "a history of nothing": f"{ARTICLES}/tiada/history",
    "an article named by broken UTF-8": f"{ARTICLES}/%ff%fe",
    "an article named by half a surrogate": f"{ARTICLES}/%ed%a0%80",
    "an address never captured": "/timegate/https://tubankab.go.id/tiada",
    "a TimeMap of nothing": "/timemap/link/https://example.org/",
    "a page beyond the last": "/timemap/link/99/https://tubankab.go.id/",
    "a package of nothing": "/export/wacz?category=tiada",
}


@pytest.mark.parametrize("path", BAD.values(), ids=BAD)
def test_what_cannot_be_read_is_a_problem_of_the_asker(ask: Asker, path: str) -> None:
    expect_problem(ask(path), 400)


@pytest.mark.parametrize("path", MISSING.values(), ids=MISSING)
def test_what_is_not_there_is_said_to_be_missing(ask: Asker, path: str) -> None:
    expect_problem(ask(path), 404)


ODD_SEARCHES = [
    '"',
    '""',
    "-",
    "- -",
    "AND OR NOT",
    "headline:",
    ":",
    "*",
    "a*",
    "NEAR(a b)",
    "'; DROP TABLE article; --",
    "😀",
    "\u202e",
]


@pytest.mark.parametrize("words", ODD_SEARCHES)
def test_any_words_can_be_searched_for_everywhere(ask: Asker, words: str) -> None:
    for path in ("/api/v1/search", "/feeds/new.atom", "/feeds/changes.atom", "/export/csv"):
        assert ask(f"{path}?q={quote(words)}").status_code == 200


FORGED: list[Any] = ["https://example.org", None, 5, [], {}, "\ud800", "a\0b"]


def altered(cursor: str) -> list[str]:
    told = json.loads(base64.urlsafe_b64decode(cursor + "=="))
    written = [json.dumps(one).encode() for one in (*([*told[:-1], value] for value in FORGED), told[1:], {}, 7, None)]
    rewritten = [base64.urlsafe_b64encode(one).decode().rstrip("=") for one in written]
    return ["", "x", "=", cursor[:-1], cursor[1:], cursor + "A", cursor * 200, "é", "[" * 2000, *rewritten]


@pytest.mark.parametrize("path", [f"{ARTICLES}?limit=2", "/api/v1/captures?limit=2"])
def test_an_altered_cursor_is_refused(ask: Asker, path: str) -> None:
    cursor = ask(path).json()["next"]
    assert ask(f"{path}&cursor={cursor}").status_code == 200
    for other in altered(cursor):
        expect_problem(ask(f"{path}&cursor={quote(other)}"), 400)


def test_a_cursor_is_good_for_its_own_list_alone(ask: Asker) -> None:
    cursor = ask(f"{ARTICLES}?limit=2").json()["next"]
    for path in (f"{ARTICLES}?state=live", "/api/v1/captures?", "/api/v1/search?q=a"):
        expect_problem(ask(f"{path}&cursor={cursor}"), 400)


def test_an_archive_without_articles_has_empty_lists(ask_empty: Asker) -> None:
    assert ask_empty.json(ARTICLES) == {"articles": [], "next": None}
    assert ask_empty.json("/api/v1/captures") == {"captures": [], "next": None}
    assert ask_empty.json("/api/v1/changes") == {"changes": [], "next": None}
    assert ask_empty.json("/api/v1/search", q="a")["hits"] == []
    for path in ("/api/v1/status", "/feeds/new.atom", "/feeds/changes.atom", "/export/jsonl", "/export/parquet", "/export/atom"):
        assert ask_empty(path).status_code == 200


def test_more_than_the_web_gives_at_once_is_refused_with_advice(ask: Asker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tubancrawl.access.api.exports.MOST_ARTICLES", 5)
    told = expect_problem(ask("/export/csv"), 413)
    assert "tubancrawl export csv" in told["detail"]
    assert ask("/export/csv?limit=5").status_code == 200
