"""What the synthetic site answers in the fault sweeps: 36 exchanges in two parts, and what is true of them.

Record ids and times are fixed, so that a run that was killed can be started again and asked what it still lacks.
"""

import gzip
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from tubancrawl.capture.exchange import Exchange

ROOT: Final = "https://tubankab.go.id"
BEGINNING: Final = datetime(2026, 11, 3, 4, 0, 0, 125000, tzinfo=UTC)
WARC_BYTES: Final = 6_000
"""So small that a file is sealed every few exchanges."""

_WORDS = (
    "Pemerintah Kabupaten Tuban melalui Dinas Pertanian menyalurkan bantuan benih padi kepada kelompok tani di {place}. "
    "Bantuan nomor {number} itu diserahkan di balai desa dan disaksikan oleh para perangkat desa serta penyuluh pertanian. "
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One exchange and its truth."""

    path: str
    at: datetime
    response: bytes
    content: str | None = None
    """Names the article's content; None for an answer that makes no version."""
    outcome: str = "ok"
    links: tuple[str, ...] = ()
    late: bool = False
    """True where the page is read only after the next flush, as a slow reader does."""
    read: bool = True
    """False for what no parser sees, as robots.txt."""

    @property
    def url(self) -> str:
        return ROOT + self.path

    @property
    def record_id(self) -> str:
        return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{self.url} {self.at}')}"

    @property
    def request(self) -> bytes:
        return f"GET {self.path} HTTP/1.1\r\nHost: tubankab.go.id\r\n\r\n".encode()

    def exchange(self) -> Exchange:
        return Exchange(
            url=self.url,
            started_at=self.at,
            ip="192.0.2.80",
            request=self.request,
            response=self.response,
            truncated=None,
            error=None if self.response else "timeout: no whole answer within 30 s, 0 bytes received",
            record_id=self.record_id,
        )


def _answer(status: str, body: bytes, *headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", "Content-Type: text/html; charset=utf-8", *headers, f"Content-Length: {len(body)}", "", ""]
    return "\r\n".join(lines).encode() + body


def _article(name: str, edition: int) -> bytes:
    text = _WORDS.format(place=name.title(), number=100 + edition)
    return (
        f"<!DOCTYPE html><html><head><title>Bantuan benih {name}</title></head><body><div class='content'>"
        f"<h1>Bantuan benih {name} tahap {edition}</h1><p>Selasa, 03 November 2026</p>"
        f"<p>Tubankab - {text}</p><p>{text * 2}</p><p>Warga menyambut baik. (synthetic/uji)</p></div></body></html>"
    ).encode()


def _listing(names: Sequence[str]) -> bytes:
    rows = "".join(f"<article><h2><a href='/entry/{name}'>Bantuan benih {name}</a></h2></article>" for name in names)
    return f"<!DOCTYPE html><html><head><title>Berita</title></head><body>{rows}</body></html>".encode()


class _Script:
    def __init__(self, start: datetime) -> None:
        self.steps: list[Step] = []
        self._now = start

    def add(self, path: str, response: bytes, **truth: object) -> None:
        self._now += timedelta(seconds=7)
        self.steps.append(Step(path=path, at=self._now, response=response, **truth))  # type: ignore[arg-type]

    def article(self, name: str, edition: int, *, packed: bool = False, late: bool = False) -> None:
        body = _article(name, edition)
        response = _answer("200 OK", body)
        if packed:
            response = _answer("200 OK", gzip.compress(body, mtime=0), "Content-Encoding: gzip")
        self.add(f"/entry/{name}", response, content=f"{name} {edition}", late=late)

    def missing(self, name: str, status: str, outcome: str) -> None:
        body = f"<html><head><title>{status}</title></head><body><h1>{status}</h1></body></html>".encode()
        self.add(f"/entry/{name}", _answer(status, body), outcome=outcome)

    def listing(self, *names: str) -> None:
        self.add("/entries", _answer("200 OK", _listing(names)), links=tuple(f"/entry/{name}" for name in names))


def _first() -> list[Step]:
    script = _Script(BEGINNING)
    script.add("/robots.txt", _answer("404 Not Found", b"<h1>404</h1>"), outcome="missing", read=False)
    script.listing("jenu", "palang", "semanding", "plumpang", "merakurak", "kerek", "never-asked")
    script.article("jenu", 1)
    script.article("palang", 1, packed=True)
    script.article("semanding", 1, late=True)
    script.missing("plumpang", "404 Not Found", "missing")
    script.add("/entry/merakurak", b"", outcome="failed")
    script.add(
        "/entry/old-kerek",
        _answer("301 Moved Permanently", b"moved", "Location: /entry/kerek"),
        outcome="moved",
        links=("/entry/kerek",),
    )
    script.article("kerek", 1)
    script.article("jenu", 2)
    script.article("palang", 1)
    script.missing("widang", "410 Gone", "gone")
    script.add("/entry/merakurak", _answer("503 Service Unavailable", b"<h1>sibuk</h1>"), outcome="failed")
    script.article("merakurak", 1, late=True)
    script.article("jenu", 1)
    script.add("/entry/jenu", b"HTTP/1.1 304 Not Modified\r\n\r\n", outcome="not_modified")
    script.article("bancar", 1)
    script.article("tambakboyo", 1)
    return script.steps


def _second() -> list[Step]:
    script = _Script(BEGINNING + timedelta(days=1))
    script.listing("jenu", "palang", "montong", "soko")
    for number, name in enumerate(("jenu", "palang", "montong", "soko", "kerek", "bancar", "tambakboyo", "semanding")):
        script.article(name, 1 + number % 2, packed=number % 3 == 0, late=number == 4)
    script.missing("merakurak", "404 Not Found", "missing")
    script.article("plumpang", 1)
    script.add("/entry/soko", b"", outcome="failed")
    script.missing("widang", "410 Gone", "gone")
    script.article("palang", 3)
    script.article("palang", 3)
    return script.steps


FIRST: Final = tuple(_first())
SECOND: Final = tuple(_second())
BY_RECORD: Final = {step.record_id: step for step in (*FIRST, *SECOND)}
