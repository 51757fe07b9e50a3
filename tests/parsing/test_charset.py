"""Which characters the bytes of a page are."""

import pytest

from tests.parsing.reading import article_page, read, read_article
from tubancrawl.parsing.page import decode

QUOTED = "“Kami berharap warga Montong ikut serta dalam lomba itu – semuanya,” kata Suwito kepada para guru."


@pytest.mark.parametrize(
    ("body", "content_type", "charset", "why"),
    [
        (b"\xef\xbb\xbfabc\xc2\xa0", "text/html; charset=iso-8859-1", "utf-8", "byte order mark"),
        ("abc é".encode("utf-16"), "text/html; charset=utf-8", "utf-16-le", "byte order mark"),
        (b"abc", "text/html; charset=utf-8", "utf-8", "header"),
        (b'<meta charset="koi8-r">abc\xc1', "text/html", "koi8-r", "page"),
        (b'<?xml version="1.0" encoding="iso-8859-15"?>\xa4', "text/html", "iso8859-15", "page"),
        ("é".encode(), "text/html", "utf-8", "undeclared"),
        (b"\x93kutip\x94", "text/html", "cp1252", "undeclared"),
        (b"\x93kutip\x94", "text/html; charset=utf-8", "cp1252", "bytes"),
        ("“kutip”".encode(), "text/html; charset=iso-8859-1", "utf-8", "bytes"),
        (b"+ADw-script+AD4-", "text/html; charset=utf-7", "utf-8", "undeclared"),
        (b"abc", "text/html; charset=rot-13", "utf-8", "undeclared"),
    ],
)
def test_the_charset_is_found_in_the_order_of_the_standard(body: bytes, content_type: str, charset: str, why: str) -> None:
    text = decode(body, content_type)
    assert (text.charset, text.why) == (charset, why)


def test_a_contradicted_declaration_is_a_finding() -> None:
    body = article_page(f"<p>{QUOTED}</p><p>{QUOTED}</p>", head='<meta charset="utf-8">')
    item = read_article(body, content_type="text/html; charset=iso-8859-1")
    assert item.paragraphs == [QUOTED, QUOTED]
    assert "charset: header says cp1252, page says utf-8" in item.findings
    assert "charset: header says cp1252, the bytes are utf-8" in item.findings


def test_damaged_bytes_are_flagged_and_the_rest_is_read() -> None:
    body = article_page(f"<p>{QUOTED}</p><p>{QUOTED}</p>").encode().replace(b"guru", b"gur\xff", 1)
    assert any("U+FFFD" in finding for finding in read(body).findings)


def test_nul_bytes_are_dropped_and_flagged() -> None:
    item = read_article(article_page(f"<p>{QUOTED}</p>").replace("Suwito", "Su\x00wito"))
    assert item.paragraphs == [QUOTED]
    assert "charset: 1 x NUL" in item.findings


def test_lone_surrogates_of_json_do_not_reach_the_item() -> None:
    claim = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "x", "keywords": "lom\\ud800ba"}</script>'
    item = read_article(article_page(f"<p>{QUOTED}</p>", head=claim))
    assert item.tags == ["lomba"]
