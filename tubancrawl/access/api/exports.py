"""Exports over HTTP: the bytes that `tubancrawl export` writes, for as many articles as a server may give to anybody."""

import tempfile
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, BinaryIO, Final, Literal

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response, StreamingResponse

from tubancrawl.access import export, wacz
from tubancrawl.access.api.answers import ReadingRoute, is_known, last_modified, readable
from tubancrawl.access.api.parameters import (
    AsOf,
    Editor,
    Exact,
    FieldAsked,
    FiltersAsked,
    Photographer,
    QueryText,
    ScopeAsked,
    Slug,
)
from tubancrawl.access.api.problems import ANY_ORIGIN, problems
from tubancrawl.access.export.selection import Selection
from tubancrawl.access.room import EXPORT_SECONDS, Room
from tubancrawl.errors import NotFound, TooMuch

router = APIRouter(route_class=ReadingRoute, tags=["exports"])

MOST_ARTICLES: Final = 1000
"""Articles in one answer. The command has no bound."""

_CHUNK: Final = 1 << 18
_TYPES: Final = {name: format_.media_type for name, format_ in export.FORMATS.items()} | {"wacz": export.WACZ_TYPE}
_FILE: Final = {
    200: {
        "description": "The file",
        "content": {media_type: {"schema": {"type": "string", "format": "binary"}} for media_type in _TYPES.values()},
    }
}

FormatAsked = Annotated[Literal["atom", "csv", "jsonl", "parquet", "wacz"], Path(description="How it is written; docs/api.md")]
VersionsAsked = Annotated[Literal["current", "all"], Query(description="The last version of each article, or all of them")]
SearchAsked = Annotated[QueryText | None, Query(description="What to look for, instead of a list; docs/search.md")]
LimitAsked = Annotated[int | None, Query(ge=1, le=MOST_ARTICLES, description="Articles at most, the newest first")]


@readable(
    router,
    "/export/{format}",
    summary="Articles as a file",
    responses={**_FILE, **problems(404, 413)},
    response_class=Response,
)
def export_articles(
    *,
    request: Request,
    format: FormatAsked,  # noqa: A002 - the name in the path
    filters: FiltersAsked,
    versions: VersionsAsked = "current",
    limit: LimitAsked = None,
    q: SearchAsked = None,
    scope: ScopeAsked = "current",
    as_of: AsOf = None,
    field: FieldAsked = None,
    exact: Exact = False,
    photographer: Photographer = None,
    editor: Editor = None,
) -> Response:
    """Write the articles that fit all the filters, or those that `q` finds, in one of the formats of `tubancrawl export`."""
    how: dict[str, Any] = {
        "scope": scope,
        "as_of": as_of,
        "field": field,
        "exact": exact,
        "photographer": photographer,
        "editor": editor,
    }
    selection = Selection.asked_for(filters, search=q, versions=versions, limit=limit, **how)
    return _sent(request, selection, format)


@readable(
    router,
    "/export/{format}/{slug}",
    summary="One article as a file",
    responses={**_FILE, **problems(404)},
    response_class=Response,
)
def export_article(
    request: Request,
    format: FormatAsked,  # noqa: A002 - the name in the path
    slug: Slug,
    versions: VersionsAsked = "current",
) -> Response:
    """Write one article, its last version or all, in one of the formats of `tubancrawl export`."""
    return _sent(request, Selection(names=(slug,), versions=versions), format)


def _sent(request: Request, selection: Selection, format_: str) -> Response:
    room: Room = request.app.state.room
    with room.reading() as session:
        found = selection.count(session, stop=MOST_ARTICLES + 1)
        stem = selection.file_stem(session)
        headers = {**ANY_ORIGIN, **last_modified(session), "content-disposition": f'attachment; filename="{stem}.{format_}"'}
    if found > MOST_ARTICLES:
        raise TooMuch(
            f"more than {MOST_ARTICLES} articles fit; ask for fewer by `since` and `until` or `limit`, "
            f"or take them all with `tubancrawl export {format_}`"
        )
    if format_ == "wacz" and not found:
        raise NotFound("no article fits these filters")
    return StreamingResponse(_chunks(request, room, selection, format_, headers), headers=headers, media_type=_TYPES[format_])


def _chunks(request: Request, room: Room, selection: Selection, format_: str, headers: Mapping[str, str]) -> Iterator[bytes]:
    if request.method == "HEAD" or is_known(request, None, headers.get("last-modified")):
        return iter(())  # nobody will read it
    return _package(room, selection) if format_ == "wacz" else _articles(room, selection, format_)


def _articles(room: Room, selection: Selection, format_: str) -> Iterator[bytes]:
    with room.reading(seconds=EXPORT_SECONDS) as session:
        yield from export.FORMATS[format_].chunks(selection.articles(session))


def _package(room: Room, selection: Selection) -> Iterator[bytes]:
    """Return the pieces of a WACZ, made whole before the answer begins: a capture that cannot be read is then an error."""
    # A ZIP is written with seeking; the file has no name, and is gone when nobody reads it any more.
    file = tempfile.TemporaryFile()  # noqa: SIM115 - it outlives this function
    try:
        with room.reading(seconds=EXPORT_SECONDS) as session:
            told = selection.articles(session)
            wacz.write_wacz(session, room.warc, file, told, versions=selection.versions, asked=selection.asked(session))
    except BaseException:
        file.close()
        raise
    return _read(file)


def _read(file: BinaryIO) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while chunk := file.read(_CHUNK):
            yield chunk
