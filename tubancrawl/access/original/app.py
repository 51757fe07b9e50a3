"""The second origin as an ASGI application of its own: archived pages, pictures and WARC records, and nothing that trusts them.

/<YYYYMMDDhhmmss>/<original URL>      the capture nearest to that time, made readable
/raw/<YYYYMMDDhhmmss>/<original URL>  its exact payload as a file
/warc/<record id>                     its records as they lie in the WARC file
/picture/<sha256 of the payload>      a picture of an article
"""

from contextlib import suppress
from typing import Final
from urllib.parse import unquote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from tubancrawl.access.addresses import timestamp
from tubancrawl.access.original import answers
from tubancrawl.access.original.addresses import moment_of, original_url, path_to
from tubancrawl.access.original.held import held_by, record_bytes
from tubancrawl.access.original.notices import notice
from tubancrawl.access.pictures import picture_payload
from tubancrawl.access.room import Room
from tubancrawl.access.statuses import failure_of
from tubancrawl.errors import TubancrawlError, UnreadableRecord
from tubancrawl.site import canonical_url
from tubancrawl.store.captures import StoredCapture
from tubancrawl.store.nearest import capture_by_record, nearest_capture

_FOR_EVER: Final = {"cache-control": "public, max-age=31536000, immutable"}
_GZIP: Final = b"\x1f\x8b"
_BYTES: Final = (UnreadableRecord, OSError)
"""What is wrong with the bytes: here the archive is a gateway to them, and the answer is 502."""


def create_original_app(room: Room, reading_room: str) -> ASGIApp:
    """Return the application; `reading_room` is the origin of the other one, to which its notices and Link headers lead."""
    routed = Starlette(
        routes=[
            Route("/", _front),
            Route("/robots.txt", _robots),
            Route("/raw/{when:int}/{url:path}", _raw),
            Route("/warc/{record_id:path}", _warc),
            Route("/picture/{sha256}", _picture),
            Route("/{when:int}/{url:path}", _original),
        ],
        exception_handlers={**dict.fromkeys((TubancrawlError, OSError), _failed), HTTPException: _unknown},
    )
    routed.state.room = room
    routed.state.reading_room = reading_room

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        # The path as it was sent: a decoded one has lost which of its characters were escaped in the original address.
        await routed({**scope, "path": scope["raw_path"].decode("latin-1"), "root_path": ""}, receive, send)

    return app


def _front(request: Request) -> Response:
    text = "Archived pages are shown here, apart from the reading room and with nothing in them running."
    return notice(200, text, links=((request.app.state.reading_room + "/", "The reading room"),))


def _robots(_: Request) -> Response:
    # Search engines should find the site's own pages, not copies of them under another name.
    return PlainTextResponse("User-agent: *\nDisallow: /\n")


def _original(request: Request) -> Response:
    capture, exact = _wanted(request)
    room, reading_room = request.app.state.room, request.app.state.reading_room
    if not exact:
        headers = {"cache-control": "no-store", "link": answers.links(capture.url, reading_room)}
        return RedirectResponse(path_to(capture.captured_at, capture.url), 302, headers)
    return answers.answer_with(held_by(room, capture), _memento(capture, reading_room))


def _raw(request: Request) -> Response:
    capture, exact = _wanted(request)
    if not exact:
        return RedirectResponse("/raw" + path_to(capture.captured_at, capture.url), 302, {"cache-control": "no-store"})
    return answers.as_file(held_by(request.app.state.room, capture), _memento(capture, request.app.state.reading_room))


def _wanted(request: Request) -> tuple[StoredCapture, bool]:
    """Return the capture nearest to what the path names, and whether the path names exactly that time."""
    digits, _, rest = request.scope["path"].removeprefix("/raw").removeprefix("/").partition("/")
    url = original_url(f"{rest}?{request.url.query}" if request.url.query else rest)
    moment = moment_of(digits)
    canonical_url(url)
    with request.app.state.room.reading() as session:
        capture = nearest_capture(session, url, moment)
    return capture, timestamp(capture.captured_at) == digits


def _memento(capture: StoredCapture, reading_room: str) -> dict[str, str]:
    return answers.memento_headers(capture.url, capture.captured_at, reading_room)


def _warc(request: Request) -> Response:
    name = unquote(request.path_params["record_id"])
    record_id = name if ":" in name else f"urn:uuid:{name}"
    with request.app.state.room.reading() as session:
        capture = capture_by_record(session, record_id)
    data = record_bytes(request.app.state.room, capture)
    suffix = "warc.gz" if data.startswith(_GZIP) else "warc"
    disposition = f'attachment; filename="{timestamp(capture.captured_at)}-{_uuid(record_id)}.{suffix}"'
    return Response(data, 200, {**_FOR_EVER, "content-disposition": disposition}, media_type="application/warc")


def _uuid(record_id: str) -> str:
    return "".join(c for c in record_id.rpartition(":")[2] if c.isascii() and (c.isalnum() or c == "-"))[:40]


def _picture(request: Request) -> Response:
    room = request.app.state.room
    with room.reading() as session:
        body, media_type = picture_payload(session, room.warc, request.path_params["sha256"])
    return Response(body, 200, _FOR_EVER, media_type=media_type)


def _failed(request: Request, error: Exception) -> Response:
    """Say what went wrong where somebody can do something about it."""
    failure = failure_of(error)
    status = 502 if isinstance(error, _BYTES) else failure.status
    room: str = request.app.state.reading_room
    detail: str = request.app.state.room.without_place(failure.detail)
    if status == 502:
        found = error.strerror if isinstance(error, OSError) else detail
        detail = f"The archived bytes cannot be shown: {found}. Whoever keeps the archive can run `tubancrawl verify`."
    links = [(f"{room}/", "The reading room")]
    if status == 404 and "url" in request.path_params:
        with suppress(TubancrawlError):
            url = canonical_url(original_url(request.path_params["url"]))
            links.insert(0, (f"{room}/timemap/link/{url}", f"All captures of {url}"))
    headers = {"retry-after": "30"} if status == 503 else {}
    return notice(status, detail, links=tuple(links), headers=headers)


def _unknown(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    detail = "Expected /<YYYYMMDDhhmmss>/<original URL>, such as /20180718021500/https://tubankab.go.id/."
    return notice(status, detail, links=((f"{request.app.state.reading_room}/", "The reading room"),))
