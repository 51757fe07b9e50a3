"""The second origin's own words: that something is not there, or cannot be shown."""

from html import escape
from http import HTTPStatus

from starlette.responses import HTMLResponse


def notice(
    status: int, detail: str, *, links: tuple[tuple[str, str], ...] = (), headers: dict[str, str] | None = None
) -> HTMLResponse:
    """Return a plain page with a status, a reason and links (address, text). All of it is text, whatever it holds."""
    title = HTTPStatus(status).phrase
    listed = "".join(f'<li><a href="{escape(address)}">{escape(text)}</a></li>' for address, text in links)
    body = (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        '<meta name="viewport" content="width=device-width"></head>'
        f"<body><h1>{title}</h1><p>{escape(detail)}</p>{f'<ul>{listed}</ul>' if listed else ''}</body></html>"
    )
    return HTMLResponse(body, status, {"cache-control": "no-store", **(headers or {})})
