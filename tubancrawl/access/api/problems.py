"""Errors for programs: problem+json (RFC 9457)."""

from fastapi import Request
from fastapi.responses import JSONResponse


def problem(request: Request, status: int, title: str, detail: str) -> JSONResponse:  # noqa: ARG001 - pages need it, and both are called alike
    """Return a problem; the request is that which failed."""
    body = {"title": title, "status": status, "detail": detail}
    return JSONResponse(body, status, media_type="application/problem+json")
