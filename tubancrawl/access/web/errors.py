"""Errors for people."""

from html import escape

from fastapi import Request
from fastapi.responses import HTMLResponse


def error_page(request: Request, status: int, title: str, detail: str) -> HTMLResponse:  # noqa: ARG001 - problems need it, and both are called alike
    """Return a page that says what went wrong; title and detail are text."""
    page = f"<!DOCTYPE html><title>{escape(title)}</title><h1>{escape(title)}</h1><p>{escape(detail)}</p>"
    return HTMLResponse(page, status)
