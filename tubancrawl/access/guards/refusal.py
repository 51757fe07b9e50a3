"""How a guard says no: briefly, in the form in which the path answers otherwise."""

import json
from http import HTTPStatus
from typing import Final

from starlette.types import Scope, Send

_FOR_PROGRAMS: Final = ("/api/", "/timemap/", "/timegate/", "/feeds/", "/export/", "/openapi.json")


def is_for_programs(path: str) -> bool:
    """Tell whether what answers under this path is read by programs, whose errors are problem+json (RFC 9457)."""
    return path.startswith(_FOR_PROGRAMS)


async def refuse(scope: Scope, send: Send, status: int, detail: str, **headers: str) -> None:
    """Answer with a status and the reason, and close the connection: what else the client has sent is not read.

    Header names are given with `_` for `-`.
    """
    title = HTTPStatus(status).phrase
    if is_for_programs(scope["path"]):
        kind = "application/problem+json"
        told = {"type": "about:blank", "title": title, "status": status, "detail": detail, "instance": scope["path"]}
        body = json.dumps(told).encode()
        headers["access_control_allow_origin"] = "*"
    else:
        kind = "text/plain; charset=utf-8"
        body = f"{status} {title}\n\n{detail}\n".encode()
    named = {
        "content_type": kind,
        "content_length": str(len(body)),
        "cache_control": "no-store",
        "connection": "close",
        **headers,
    }
    listed = [(name.replace("_", "-").encode(), value.encode("latin-1")) for name, value in named.items()]
    await send({"type": "http.response.start", "status": status, "headers": listed})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})
