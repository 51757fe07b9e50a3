"""Which error is which HTTP status, and what it is called: one table for pages, API, feeds, exports, Memento."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from tubancrawl.errors import (
    ArchiveDamaged,
    BadCursor,
    BadRequest,
    BadSearch,
    BadUrl,
    NotAnArchive,
    NotFound,
    TookTooLong,
    TooMuch,
    UnreadableDate,
    UnreadableRecord,
)

_UNREADABLE_QUESTION: Final = "The question cannot be read"
_NO_ARCHIVE: Final = "The archive cannot be read now"
_KINDS: Final[tuple[tuple[type[Exception], int, str], ...]] = (
    (RequestValidationError, 400, _UNREADABLE_QUESTION),
    (BadRequest, 400, _UNREADABLE_QUESTION),
    (BadSearch, 400, _UNREADABLE_QUESTION),
    (BadCursor, 400, "The cursor is not of this list"),
    (BadUrl, 400, "The address cannot be read"),
    (UnreadableDate, 400, "The time cannot be read"),
    (NotFound, 404, "Not in the archive"),
    (TooMuch, 413, "Too much at once"),
    (NotAnArchive, 503, _NO_ARCHIVE),
    (ArchiveDamaged, 503, _NO_ARCHIVE),
    (TookTooLong, 503, "The question took too long"),
    (UnreadableRecord, 503, "A record cannot be read"),
)
_OURS: Final = "The reading room made a mistake. What happened is in its log."


@dataclass(frozen=True, slots=True)
class Failure:
    """What an error is to whoever asked: 4xx if it is the asker's, 5xx if it is ours; `detail` says what to do."""

    status: int
    title: str
    detail: str


def failure_of(error: Exception) -> Failure:
    """Return the failure that an error is; of one that nobody expected it says nothing but that."""
    if isinstance(error, HTTPException):
        return Failure(error.status_code, HTTPStatus(error.status_code).phrase, str(error.detail))
    for kind, status, title in _KINDS:
        if isinstance(error, kind):
            return Failure(status, title, _fields(error) if isinstance(error, RequestValidationError) else str(error))
    return Failure(500, HTTPStatus(500).phrase, _OURS)


def _fields(error: RequestValidationError) -> str:
    """Return what is wrong, by field. What was sent is left out: it may be long, and need not be text."""
    return "; ".join(
        f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg'].removeprefix('Value error, ')}" for one in error.errors()
    )
