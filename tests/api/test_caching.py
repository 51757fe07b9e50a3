"""What caches and scripts of other origins rely on."""

import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime

import pytest

from tests.api.asking import Asker

LISTS = ["/api/v1/articles", "/api/v1/captures", "/api/v1/changes", "/feeds/new.atom", "/feeds/changes.atom"]
ROOT = "https://tubankab.go.id/"
READ = [*LISTS, "/api/v1/search?q=bor", "/api/v1/status", f"/timemap/link/{ROOT}", f"/timemap/json/{ROOT}"]


@pytest.mark.parametrize("path", READ)
def test_who_has_the_answer_already_gets_304_without_it(ask: Asker, path: str) -> None:
    etag = ask(path).headers["etag"]
    again = ask(path, if_none_match=f'"other", W/{etag}')
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == etag
    assert again.headers["access-control-allow-origin"] == "*"
    assert ask(path, if_none_match='"other"').status_code == 200


def modified_of(ask: Asker, path: str) -> str:
    """Return the date of an answer; an archive that was made just now has one after a second."""
    for _ in range(30):
        if "last-modified" in (headers := ask(path).headers):
            return headers["last-modified"]
        time.sleep(0.1)
    pytest.fail(f"{path}: no Last-Modified three seconds after the archive was made")


@pytest.mark.parametrize("path", [*LISTS, "/export/jsonl?limit=1"])
def test_an_archive_that_did_not_change_since_is_not_told_again(ask: Asker, path: str) -> None:
    modified = modified_of(ask, path)
    assert ask(path, if_modified_since=modified).status_code == 304
    earlier = format_datetime(parsedate_to_datetime(modified) - timedelta(seconds=1), usegmt=True)
    assert ask(path, if_modified_since=earlier).status_code == 200
    assert ask(path, if_modified_since="yesterday").status_code == 200


def test_a_tag_that_differs_outweighs_a_date(ask: Asker) -> None:
    later = format_datetime(datetime.now(UTC), usegmt=True)
    assert ask("/api/v1/articles", if_none_match='"other"', if_modified_since=later).status_code == 200


def test_what_depends_on_the_clock_has_no_date(ask: Asker) -> None:
    assert "last-modified" not in ask("/api/v1/status").headers


@pytest.mark.parametrize("path", [*READ, "/export/csv?limit=2", f"/timegate/{ROOT}"])
def test_head_has_the_headers_of_get_and_nothing_else(ask: Asker, path: str) -> None:
    whole, head = ask(path), ask(path, "HEAD")
    assert head.content == b""
    assert head.status_code == whole.status_code
    assert dict(head.headers) == dict(whole.headers)


@pytest.mark.parametrize("path", [*READ, "/export/csv", f"/timegate/{ROOT}"])
def test_scripts_of_any_origin_may_read_and_nothing_else(ask: Asker, path: str) -> None:
    asked = ask(path, "OPTIONS", origin="https://example.org", access_control_request_method="GET")
    assert asked.status_code == 204
    assert asked.headers["access-control-allow-origin"] == "*"
    assert asked.headers["access-control-allow-methods"] == "GET, HEAD"
    assert "access-control-allow-credentials" not in asked.headers
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert ask(path, method).status_code == 405
