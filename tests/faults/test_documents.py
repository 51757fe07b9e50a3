"""A document that is made to hurt its reader ends as a finding or a bad outcome, never as an empty success or a fetch."""

import socket
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.capture.servers import RawServer, serving
from tests.faults.documents import HTML, XML, ZIPPED, Xml
from tubancrawl.items import ArticleItem, Item
from tubancrawl.parsing import read_page

SECRET = "rahasia-kabupaten-tuban"


def read(path: str, body: bytes, media: bytes) -> Item:
    return read_page(
        url=f"https://tubankab.go.id{path}",
        status=200,
        headers=[(b"Content-Type", media)],
        body=body,
        problems=[],
        captured_at=datetime(2026, 11, 3, tzinfo=UTC),
        record_id="urn:uuid:synthetic",
    )


def says_nothing(server: RawServer, connection: socket.socket, number: int) -> None:
    server.read_request(connection)


@pytest.mark.parametrize("document", XML.values(), ids=XML)
def test_abusive_xml_is_an_error_that_is_named_and_nothing_is_fetched(tmp_path: Path, document: Xml) -> None:
    secret = tmp_path / "secret"
    secret.write_text(SECRET)
    with serving(says_nothing) as server:
        item = read("/sitemap.xml", document(server.port, str(secret)).encode(), b"application/xml")
    assert server.connections == 0
    assert SECRET not in repr(item)
    assert (item.outcome, item.links) == ("failed", [])
    assert item.findings
    assert all(len(finding) < 300 for finding in item.findings)


@pytest.mark.parametrize("make", ZIPPED.values(), ids=ZIPPED)
def test_an_abusive_gzip_is_an_error_that_is_named(make: Callable[[], bytes]) -> None:
    item = read("/sitemap.xml.gz", make(), b"application/gzip")
    assert item.findings
    assert item.outcome == "failed" or len(item.links) == 1


@pytest.mark.parametrize("make", HTML.values(), ids=HTML)
def test_an_abusive_tree_is_read_in_bounds_or_named_and_never_an_empty_success(make: Callable[[], str]) -> None:
    item = read("/entry/bantuan-benih", make().encode(), b"text/html")
    if item.outcome == "ok":
        assert isinstance(item, ArticleItem)
        assert item.headline == "Bantuan benih"
        assert item.paragraphs[0].startswith("Tubankab - Pemerintah")
        assert sum(map(len, item.paragraphs)) < 17_000_000
    else:
        assert item.evidence
    assert len(item.links) <= 5_000


def test_a_page_that_ends_inside_a_comment_is_cut() -> None:
    item = read("/entry/bantuan-benih", HTML["a comment without an end"]().encode(), b"text/html")
    assert (item.outcome, item.evidence) == ("failed", ["the page ends inside a comment"])
