"""Where a redirect led is kept as evidence; one to the front page is no move of the article."""

from datetime import UTC, datetime

import pytest

from tests.parsing.reading import ENTRY, read
from tubancrawl.items import Item
from tubancrawl.parsing import read_page


def redirected(location: str | None, *, url: str = ENTRY, status: int = 302) -> Item:
    headers = [(b"Location", location.encode())] if location is not None else []
    return read_page(
        url=url,
        status=status,
        headers=headers,
        body=b"",
        problems=(),
        captured_at=datetime(2018, 7, 20, tzinfo=UTC),
        record_id=None,
    )


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    ("location", "what"),
    [
        ("/", "a front"),
        ("https://tubankab.go.id/index.php", "a front"),
        ("http://www.tubankab.go.id/", "a front"),
        ("/entries", "a listing"),
        ("/category/berita", "a listing"),
        ("/entries?page=2", "a listing"),
        ("/page/profil", "a page"),
        ("https://elsewhere.example/berita", "another site"),
    ],
)
def test_an_article_that_sends_elsewhere_has_not_moved(location: str, what: str, status: int) -> None:
    item = redirected(location, status=status)
    assert item.outcome == "moved"
    assert item.evidence[0] == f"HTTP status {status}"
    assert item.evidence[1].startswith("led to http")
    assert item.evidence[2:] == [f"no move of the article: that is {what}"]


@pytest.mark.parametrize("location", ["/entry/judul-baru", "https://tubankab.go.id/entries/judul-baru", "/berita/84"])
def test_an_article_that_sends_to_another_address_of_one_has_moved(location: str) -> None:
    assert [line for line in redirected(location).evidence if line.startswith("no move")] == []


def test_other_pages_move_where_they_like() -> None:
    item = redirected("/", url="https://tubankab.go.id/entries?page=900")
    assert item.evidence[1:] == ["led to https://tubankab.go.id/"]


@pytest.mark.parametrize("location", [None, "http://[::1", "javascript:alert(1)"])
def test_a_redirect_without_a_target_led_nowhere(location: str | None) -> None:
    assert redirected(location).evidence[1].startswith("led nowhere")


def test_a_page_that_does_nothing_but_send_to_the_front_is_no_move_either() -> None:
    item = read('<meta http-equiv="refresh" content="0; url=/">')
    assert (item.outcome, item.evidence[-1]) == ("moved", "no move of the article: that is a front")
