"""Errors for programs: problem+json (RFC 9457), readable by scripts of any origin as the answers are."""

from typing import Any, Final

from fastapi import Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from tubancrawl.access.statuses import Failure
from tubancrawl.text import json_line

MEDIA_TYPE: Final = "application/problem+json"
ANY_ORIGIN: Final = {"access-control-allow-origin": "*", "access-control-expose-headers": "ETag, Last-Modified, Link"}


class Problem(BaseModel):
    """What went wrong (RFC 9457). The `type` is always about:blank: the status says what kind of problem it is."""

    type: str = Field("about:blank", description="Always about:blank: the status says it")
    title: str = Field(description="The kind of problem, in a few words", examples=["Not in the archive"])
    status: int = Field(description="The HTTP status again", examples=[404])
    detail: str = Field(description="What was expected, what was found and what to do")
    instance: str = Field(description="The path that was asked for", examples=["/api/v1/articles/tiada"])


def problem(request: Request, failure: Failure) -> Response:
    """Return a failure as problem+json."""
    told = {
        "type": "about:blank",
        "title": failure.title,
        "status": failure.status,
        "detail": failure.detail,
        "instance": request.url.path,
    }
    headers = {**ANY_ORIGIN, "cache-control": "no-store"}
    body = b"" if request.method == "HEAD" else json_line(told).encode()
    return Response(body, failure.status, headers, media_type=MEDIA_TYPE)


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
