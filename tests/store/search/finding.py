"""What tests ask of the search."""

from typing import Any

from tests.store.making import Archive
from tubancrawl import site
from tubancrawl.store.database import reading
from tubancrawl.store.search import Found, Hit, Wanted, search


def find(archive: Archive, text: str = "", *, limit: int = 20, cursor: str | None = None, **wanted: Any) -> Found:
    archive.writer.flush()
    with reading(archive.engine) as session:
        return search(session, Wanted(text=text, **wanted), limit=limit, cursor=cursor)


def slugs(archive: Archive, text: str = "", **wanted: Any) -> list[str]:
    found = find(archive, text, **wanted)
    assert found.total == len(found.hits)
    assert not found.total_is_floor
    return [site.slug_of(hit.url) for hit in found.hits]


def marked(hit: Hit) -> list[str]:
    return [piece.text for piece in hit.snippet if piece.marked]


def shown(hit: Hit) -> str:
    return "".join(piece.text for piece in hit.snippet)
