"""Articles with their captures as one WACZ file, which other archives' tools open. docs/wacz.md says what is in it."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from tubancrawl.capture.wacz import WaczWriter
from tubancrawl.capture.warc import Record, WarcDate, cdxj_line, info_of_run, iter_records, warc_path, warcinfo_member
from tubancrawl.errors import NotFound, UnreadableRecord
from tubancrawl.store.database import ReadingSession
from tubancrawl.store.packing import PackedArticle, PackedCapture, iter_packed, original_of
from tubancrawl.store.reader import Scope
from tubancrawl.text import digest_of

_WARC_NAME = "data.warc.gz"


def write_wacz(
    session: ReadingSession,
    warc: Path,
    stream: BinaryIO,
    told: Iterable[dict[str, Any]],
    *,
    versions: Scope,
    asked: Mapping[str, str],
) -> None:
    """Write articles with their captures; `warc` is the archive's folder of that name, `stream` can be sought in.

    `told` are versions in full, those of one article next to each other, and `asked` is what they were chosen by, to be said in
    the file. The same articles and captures give the same bytes. Raises NotFound if there are none, UnreadableRecord or OSError
    if the bytes of a capture are not what the archive says.
    """
    package = _Package(session, warc)
    for article in iter_packed(session, told, versions=versions):
        package.take(article)
    if not package.captures:
        raise NotFound("no article with captures fits these filters; nothing was written")
    with WaczWriter(stream) as wacz:
        wacz.add(f"archive/{_WARC_NAME}", package.warc_members(_described(versions, asked)))
        wacz.add("indexes/index.cdx", (f"{line}\n".encode() for line in sorted(package.lines)))
        wacz.add("pages/pages.jsonl", _pages(package.pages))
        wacz.finish(
            created=package.captures[-1].captured_at,
            software=f"tubancrawl/{version('tubancrawl')}",
            facts={
                "title": f"tubankab.go.id: {package.articles} article{'s' if package.articles > 1 else ''}",
                "description": _described(versions, asked),
            },
        )


@dataclass(slots=True)
class _Package:
    session: ReadingSession
    warc: Path
    captures: list[PackedCapture] = field(default_factory=list)
    pages: list[dict[str, str]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    articles: int = 0

    def take(self, article: PackedArticle) -> None:
        self.captures += article.captures
        self.articles += 1
        shown = {capture.captured_at: capture for capture in article.captures if capture.outcome == "ok"}
        for told in article.versions:
            capture = shown[datetime.fromisoformat(told["first_captured_at"])]
            self.pages.append(
                {
                    "id": capture.record_id.rpartition(":")[2],
                    "url": capture.url,
                    "ts": WarcDate.text(capture.captured_at),
                    "title": told["headline"] or "",
                }
            )

    def warc_members(self, description: str) -> Iterator[bytes]:
        """Yield the file's gzip members and note their index lines."""
        self.captures.sort()
        info = {**info_of_run("export", "wacz", {}), "description": description, "isPartOf": "tubankab.go.id"}
        identity = UUID(digest_of([description, [capture.record_id for capture in self.captures]])[:32], version=4)
        opening = warcinfo_member(_WARC_NAME, info, f"urn:uuid:{identity}", self.captures[-1].captured_at)
        yield opening
        offset = len(opening)
        for record in self._records():
            line = cdxj_line(record, filename=_WARC_NAME, offset=offset, length=record.length)
            if line is not None:
                self.lines.append(line)
            offset += record.length
            yield record.member

    def _records(self) -> Iterator[Record]:
        """Yield the records of each capture, and after a revisit those of its original unless they come anyhow."""
        coming = {capture.record_id for capture in self.captures}
        for capture in self.captures:
            records = list(_records_of(self.warc, capture))
            yield from records
            for record in records:
                original = self._original(record)
                if original is not None and original.record_id not in coming:
                    coming.add(original.record_id)
                    yield from _records_of(self.warc, original)

    def _original(self, record: Record) -> PackedCapture | None:
        if record.get("WARC-Type") != "revisit":
            return None
        stated = record.get("WARC-Refers-To-Date")
        return original_of(
            self.session,
            record.get("WARC-Refers-To").strip("<>"),
            record.get("WARC-Refers-To-Target-URI").strip("<>") or record.get("WARC-Target-URI").strip("<>"),
            WarcDate.moment(stated) if stated else None,
        )


def _records_of(warc: Path, capture: PackedCapture) -> Iterator[Record]:
    """Yield the records of a capture with their bytes. Raises UnreadableRecord unless they are those that the archive says."""
    path = warc_path(warc, capture.warc)
    with path.open("rb") as file:
        file.seek(capture.warc_offset)
        data = file.read(capture.warc_length)
    found = [
        (record, data[record.offset - capture.warc_offset :][: record.length])
        for record in iter_records(BytesIO(data), path.name, capture.warc_offset)
    ]
    if capture.record_id not in [record.get("WARC-Record-ID").strip("<>") for record, _ in found]:
        raise UnreadableRecord(
            f"{path.name}: offset {capture.warc_offset}: expected record {capture.record_id}, found another; "
            "run `tubancrawl verify`"
        )
    for record, member in found:
        yield Record(record.offset, record.length, record.fields, record.raw, record.block, member)


def _described(versions: Scope, asked: Mapping[str, str]) -> str:
    chosen = ", ".join(f"{name} {value}" for name, value in sorted(asked.items())) or "all articles"
    these = "the versions found" if "search" in asked else "their current versions"
    return f"{chosen}; {'every capture of them' if versions == 'all' else f'the captures of {these}'}"


def _pages(pages: Iterable[Mapping[str, str]]) -> Iterator[bytes]:
    header = {"format": "json-pages-1.0", "id": "pages", "title": "Articles"}
    for line in (header, *pages):
        yield (json.dumps(line, ensure_ascii=False) + "\n").encode()
