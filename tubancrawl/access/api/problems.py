"""Errors for programs: problem+json (RFC 9457), readable by scripts of any origin as the answers are."""

from collections.abc import Sequence
from typing import Any, Final

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.responses import Response

from tubancrawl.errors import BadCursor, BadRequest, BadSearch, BadUrl, NotFound, TubancrawlError
from tubancrawl.text import json_line

MEDIA_TYPE: Final = "application/problem+json"
ANY_ORIGIN: Final = {"access-control-allow-origin": "*", "access-control-expose-headers": "ETag, Last-Modified, Link"}

_STATUS: Final[tuple[tuple[type[Exception], int, str], ...]] = (
    (RequestValidationError, 400, "The question cannot be read"),
    (BadCursor, 400, "The cursor is not of this list"),
    (BadRequest, 400, "The question cannot be read"),
    (BadSearch, 400, "The question cannot be read"),
    (BadUrl, 400, "The address cannot be read"),
    (NotFound, 404, "Not in the archive"),
)


class Problem(BaseModel):
    """What went wrong (RFC 9457). The `type` is always about:blank: the status says what kind of problem it is."""

    type: str = Field("about:blank", description="Always about:blank: the status says it")
    title: str = Field(description="The kind of problem, in a few words", examples=["Not in the archive"])
    status: int = Field(description="The HTTP status again", examples=[404])
    detail: str = Field(description="What was expected, what was found and what to do")
    instance: str = Field(description="The path that was asked for", examples=["/api/v1/articles/tiada"])


def problem(request: Request, status: int, title: str, detail: str) -> Response:
    """Return a problem with the request: 4xx if it is the caller's, 5xx if it is ours."""
    told = {"type": "about:blank", "title": title, "status": status, "detail": detail, "instance": request.url.path}
    headers = {**ANY_ORIGIN, "cache-control": "no-store"}
    body = b"" if request.method == "HEAD" else json_line(told).encode()
    return Response(body, status, headers, media_type=MEDIA_TYPE)


def problem_of(request: Request, error: TubancrawlError | RequestValidationError) -> Response | None:
    """Return the problem that an error is; None for one that is not the caller's."""
    for kind, status, title in _STATUS:
        if isinstance(error, kind):
            detail = _fields(error.errors()) if isinstance(error, RequestValidationError) else str(error)
            return problem(request, status, title, detail)
    return None


def _fields(errors: Sequence[Any]) -> str:
    """Return what is wrong, by field. What was sent is left out: it may be long, and need not be text."""
    return "; ".join(f"{'.'.join(map(str, error['loc'][1:]))}: {error['msg'].removeprefix('Value error, ')}" for error in errors)


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the documentation of the errors that an endpoint answers with: these, and those of any."""
    told: dict[int | str, str] = {
        400: "A parameter is unknown, repeated, missing or cannot be read, or the cursor is not of this list",
        404: "Nothing in the archive by that name, number or time",
        413: "More than the web gives at once; the command line has no such bound",
        429: "Too many requests; `Retry-After` says when to ask again",
        503: "The archive cannot be read now, or the question took too long",
        "default": "Any other failure",
    }
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    chosen: tuple[int | str, ...] = (400, *statuses, 429, 503, "default")
    return {status: {"description": told[status], "model": Problem, "content": content} for status in chosen}
