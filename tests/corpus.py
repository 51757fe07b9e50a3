"""What the reader makes of the pages in fixtures/, as digests: reading cannot change without somebody noticing.

`make reader` (`python -m tests.corpus`) notes today's digests in fixtures/reader.json; it refuses to where a page is read
otherwise than they say and READER_VERSION is still the one that they were noted with.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from scrapy.exceptions import DropItem

import pipelines
from tubancrawl.capture.warc import iter_stored
from tubancrawl.items import Item
from tubancrawl.parsing import READER_VERSION, read_page
from tubancrawl.reprocess import read_stored, refused
from tubancrawl.text import digest_of

FIXTURES = Path("fixtures")
NOTED = FIXTURES / "reader.json"

WHAT_TO_DO = (
    "Today's reader gives other items than the one that fixtures/reader.json was made with. If that was not meant, mend it. "
    "If it was, raise READER_VERSION in tubancrawl/parsing/__init__.py, so that archives know what to read again, then run "
    "`make reader` and commit fixtures/reader.json."
)


@dataclass(frozen=True)
class Corpus:
    """Digests of items by page, and the version of the reader that gave them."""

    reader_version: int
    items: dict[str, str]

    def differences(self, now: "Corpus") -> list[str]:
        """Name the pages of both that are read otherwise now."""
        return sorted(page for page, digest in self.items.items() if now.items.get(page, digest) != digest)


def today() -> Corpus:
    """Read all pages but the recorded history's, of which one in four: they repeat themselves."""
    return Corpus(READER_VERSION, {name: _digest(item) for name, item in sorted(_pages())})


def noted() -> Corpus:
    """Return what was noted last."""
    return Corpus(**json.loads(NOTED.read_text(encoding="utf-8")))


def note(corpus: Corpus, before: Corpus | None, target: Path = NOTED) -> None:
    """Write the digests down. Raises SystemExit if pages are read otherwise than `before` under the same version."""
    if before is not None and corpus.reader_version <= before.reader_version and (changed := before.differences(corpus)):
        raise SystemExit(f"{len(changed)} pages: {', '.join(changed[:5])}. {WHAT_TO_DO}")
    target.write_text(json.dumps(asdict(corpus), ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def _pages() -> Iterator[tuple[str, Item]]:
    for folder in (FIXTURES / "pages").iterdir():
        yield f"pages/{folder.name}", _page(folder)
    for kind, every in (("layouts", 1), ("history", 4)):
        for path in sorted((FIXTURES / kind).glob("*.warc.gz")):
            for stored in islice(iter_stored(path), 0, None, every):
                yield f"{kind}/{path.name.partition('.')[0]} {stored.url} {stored.started_at:%H%M%S%f}", read_stored(stored)


def _page(folder: Path) -> Item:
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    item = read_page(
        url=meta["url"],
        status=meta["status"],
        headers=[(b"Content-Type", meta["content_type"].encode())] if meta["content_type"] else [],
        body=(folder / "page.html").read_bytes(),
        problems=[],
        captured_at=datetime.fromisoformat(meta["captured_at"]),
        record_id=None,
    )
    try:
        return pipelines.process(item)
    except DropItem as refusal:
        return refused(item, str(refusal))


def _digest(item: Item) -> str:
    said = asdict(item)
    del said["record_id"], said["captured_at"]
    return digest_of(said)[:16]


if __name__ == "__main__":
    note(today(), noted() if NOTED.exists() else None)
    sys.stdout.write(f"{NOTED}: reader {READER_VERSION}\n")
