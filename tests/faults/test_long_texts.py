"""No text of a hundred thousand characters keeps a rule busy: whatever is super-linear gets only short texts.

A rule that walks its text twice as long for twice the length needs milliseconds here, one that is quadratic a minute and more:
the bound lies between, so that a busy machine does not matter. Processor time counts, not the clock.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

import pipelines
from pipelines.validation import RefusedItem
from tubancrawl import printed_dates, site
from tubancrawl.items import ArticleItem, Byline, Photo
from tubancrawl.parsing import read_page
from tubancrawl.text import plain

LENGTH = 100_000
SECONDS = 5.0
AT = datetime(2026, 11, 3, tzinfo=UTC)
PIECES = [" ", "a", "1/", "(Aa", "- ", "Rabu (18/07) ", "foto : ", "Tubankab - ", "dibaca 1 kali ", "https://a/?b=1&amp;"]
GOOD = "Tubankab - Pemerintah Kabupaten Tuban menyalurkan bantuan benih padi kepada kelompok tani di Kecamatan Bancar. " * 3
_PAGE = "<html><head><title>Bantuan</title></head><body><div class='content'>{slot}</div></body></html>"
_BEGIN = "<h1>Bantuan benih</h1><p>Selasa, 03 November 2026</p>"

SLOTS = {
    "headline": "<h1>{x}</h1><p>Selasa, 03 November 2026</p><p>{g}</p><p>{g}</p><p>Warga. (uji/coba)</p>",
    "meta line": "<h1>Bantuan benih</h1><p>{x}</p><p>{g}</p><p>{g}</p><p>Warga. (uji/coba)</p>",
    "first paragraph": _BEGIN + "<p>{x}</p><p>{g}</p><p>{g}</p>",
    "paragraph": _BEGIN + "<p>{g}</p><p>{x}</p><p>{g}</p>",
    "last paragraph": _BEGIN + "<p>{g}</p><p>{g}</p><p>{x}</p>",
    "byline": _BEGIN + "<p>{g}</p><p>{g} ({x})</p>",
    "caption": _BEGIN + "<figure><img src='/files/a.jpg' alt='{x}'><figcaption>{x}</figcaption></figure><p>{g}</p><p>{g}</p>",
    "classes": _BEGIN + "<p class='{x}' id='{x}'>Selasa</p><div class='{x}'><p>{g}</p><p>{g}</p></div>",
    "addresses": _BEGIN + "<a href='{x}'>{x}</a><img src='{x}' srcset='{x}'><p>{g}</p><p>{g}</p>",
    "alone": "<p>{x}</p>",
    "tags": _BEGIN
    + "<p>{g}</p><p>{g}</p><div>Tags: <a href='/tag/a'>{x}</a></div><span class='author'>{x}</span><time>{x}</time>",
    "claims": (
        "</div><title>{x}</title><meta property='og:title' content='{x}'><meta name='author' content='{x}'>"
        "<meta property='article:published_time' content='{x}'><link rel='canonical' href='{x}'>" + _BEGIN + "<p>{g}</p><div>"
    ),
    "script": "<script type='application/ld+json'>{x}</script>" + _BEGIN + "<p>{g}</p><p>{g}</p>",
    "comment": "<!--{x}-->" + _BEGIN + "<p>{g}</p><style>{x}</style>",
}


def hard(piece: str) -> str:
    """A long text that ends in what nothing expects, so that a rule which hoped for more has to go back."""
    return piece * (LENGTH // len(piece)) + "\x01!"


def spends(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


@pytest.mark.parametrize("slot", SLOTS.values(), ids=SLOTS)
def test_a_page_with_a_long_text_anywhere_is_read_in_linear_time(slot: str) -> None:
    for piece in PIECES:
        body = _PAGE.replace("{slot}", slot.replace("{x}", hard(piece)).replace("{g}", GOOD)).encode()

        def work(body: bytes = body) -> None:
            item = read_page(
                url="https://tubankab.go.id/entry/bantuan-benih",
                status=200,
                headers=[(b"Content-Type", b"text/html; charset=utf-8")],
                body=body,
                problems=[],
                captured_at=AT,
                record_id="urn:uuid:synthetic",
            )
            processed(item)

        assert spends(work) < SECONDS, piece


def processed(item: object) -> None:
    try:
        pipelines.process(item)
    except RefusedItem:
        return  # an item that holds such a text may well break an invariant


def article(**fields: object) -> ArticleItem:
    known: dict[str, object] = {
        "url": "https://tubankab.go.id/entry/x",
        "record_id": "urn:uuid:synthetic",
        "captured_at": AT,
        "headline": "Bantuan",
        "paragraphs": [GOOD, GOOD],
        "published_at": "2026-11-03",
    }
    return ArticleItem(**{**known, **fields})  # type: ignore[arg-type]


ITEMS: dict[str, Callable[[str], ArticleItem]] = {
    "headline": lambda x: article(headline=x),
    "only paragraph": lambda x: article(paragraphs=[x]),
    "first paragraph": lambda x: article(paragraphs=[x, GOOD]),
    "last paragraph": lambda x: article(paragraphs=[GOOD, x]),
    "end of the last": lambda x: article(paragraphs=[GOOD, GOOD + x]),
    "parentheses at the end": lambda x: article(paragraphs=[GOOD, f"{GOOD} ({x})"]),
    "after the dateline": lambda x: article(paragraphs=[f"Tubankab - {x}", GOOD]),
    "caption": lambda x: article(photos=[Photo(url="https://tubankab.go.id/files/a.jpg", caption=x, credit=x)]),
    "published at": lambda x: article(published_at=x),
    "labels": lambda x: article(categories=[x], tags=[x], posted_by=x),
    "byline": lambda x: article(byline=Byline(raw=x, reporters=[x], editor=x)),
}


@pytest.mark.parametrize("make", ITEMS.values(), ids=ITEMS)
def test_the_pipelines_take_a_long_text_in_linear_time(make: Callable[[str], ArticleItem]) -> None:
    for piece in PIECES:
        item = make(hard(piece))
        assert spends(lambda item=item: processed(item)) < SECONDS, piece  # type: ignore[misc]


FUNCTIONS: dict[str, Callable[[str], object]] = {
    "plain": plain,
    "absolute_url": lambda x: site.absolute_url("https://tubankab.go.id/", x),
    "kind_of": site.kind_of,
    "photo_identity": site.photo_identity,
    "read_moment": printed_dates.read_moment,
    "find_dates": lambda x: printed_dates.find_dates(x, published=AT.date()),
}


@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)
def test_what_reads_one_text_takes_a_long_one_in_linear_time(function: Callable[[str], object]) -> None:
    for piece in PIECES:
        assert spends(lambda piece=piece: function(hard(piece))) < SECONDS, piece  # type: ignore[misc]
