"""How the tests of parsing call the reader: one page as a plain answer with status 200."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from tubancrawl.items import ArticleItem, Item
from tubancrawl.parsing import read_page

ENTRY: Final = "https://tubankab.go.id/entry/camat-montong-buka-lomba"
HEADLINE: Final = "Camat Montong Buka Lomba"
SENTENCE: Final = "Camat Montong membuka lomba cerdas cermat yang diikuti dua puluh empat regu dari sekolah dasar."
HTML: Final = "text/html; charset=utf-8"


def read(
    body: str | bytes,
    *,
    url: str = ENTRY,
    status: int = 200,
    content_type: str | None = HTML,
    problems: Sequence[str] = (),
    captured_at: datetime = datetime(2018, 7, 20, tzinfo=UTC),
) -> Item:
    headers = [] if content_type is None else [(b"Content-Type", content_type.encode())]
    return read_page(
        url=url,
        status=status,
        headers=headers,
        body=body.encode() if isinstance(body, str) else body,
        problems=problems,
        captured_at=captured_at,
        record_id="urn:uuid:00000000-0000-4000-8000-000000000000",
    )


def read_article(body: str | bytes, *, url: str = ENTRY, content_type: str | None = HTML) -> ArticleItem:
    item = read(body, url=url, content_type=content_type)
    assert isinstance(item, ArticleItem), (item.outcome, item.evidence)
    return item


def article_page(content: str, *, head: str = "", before: str = "") -> str:
    """A whole page around `content`, with the headline and a menu."""
    return (
        f"<!DOCTYPE html><html><head><title>{HEADLINE} | Pemkab Tuban</title>{head}</head><body>"
        f'<nav><a href="/">Beranda</a> <a href="/entries">Berita</a></nav>{before}'
        f"<article><h1>{HEADLINE}</h1><ul class=meta><li>18 July 2018 14:13</li></ul>{content}</article>"
        "<footer><p>Pemerintah Kabupaten Tuban, Jalan Kartini Nomor 2 Tuban Jawa Timur.</p></footer></body></html>"
    )
