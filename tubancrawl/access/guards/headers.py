"""What every answer tells a browser to forbid."""

from collections.abc import Mapping
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_UNUSED: Final = (
    *("accelerometer", "autoplay", "bluetooth", "browsing-topics", "camera", "display-capture", "fullscreen", "geolocation"),
    *("gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer", "microphone", "midi", "payment", "picture-in-picture"),
    *("publickey-credentials-get", "screen-wake-lock", "serial", "storage-access", "usb", "web-share", "xr-spatial-tracking"),
)
COMMON: Final = {
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "x-permitted-cross-domain-policies": "none",
    "x-dns-prefetch-control": "off",
    "permissions-policy": ", ".join(f"{name}=()" for name in _UNUSED),
}


def of_reading_room(original_origin: str) -> dict[str, str]:
    """Return the headers of our own pages: no script, no style attribute, pictures from here and from the second origin alone."""
    policy = (
        "default-src 'none'; "
        "style-src 'self'; "
        f"img-src 'self' {original_origin}; "
        "font-src 'self'; "
        "form-action 'self'; "
        "base-uri 'none'; "
        "frame-ancestors 'none'"
    )
    return {
        **COMMON,
        "content-security-policy": policy,
        "cross-origin-resource-policy": "same-origin",
        "referrer-policy": "same-origin",
        "x-frame-options": "DENY",
    }


def of_second_origin() -> dict[str, str]:
    """Return the headers of what others wrote: a sandbox in which nothing runs, asks elsewhere, or is of any origin.

    Style attributes stay: archived pages carry them, and here they can do no more than look. Pictures may be `data:`, which asks
    nobody. The sandboxed page is of no origin, so its own pictures reach it only as cross-origin.
    """
    policy = (
        "sandbox; "
        "default-src 'none'; "
        "img-src 'self' data:; "
        "style-src 'self' 'unsafe-inline'; "
        "font-src 'self' data:; "
        "media-src 'self'; "
        "form-action 'none'; "
        "base-uri 'none'; "
        "frame-ancestors 'none'"
    )
    return {
        **COMMON,
        "content-security-policy": policy,
        "cross-origin-resource-policy": "cross-origin",
        "referrer-policy": "no-referrer",
        "x-frame-options": "DENY",
    }


class HeaderGuard:
    """Sets headers on each answer, in the place of those of the same name."""

    def __init__(self, app: ASGIApp, headers: Mapping[str, str]) -> None:
        self._app = app
        self._headers = [(name.encode(), value.encode()) for name, value in headers.items()]
        self._names = {name for name, _ in self._headers}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and the answer back with the headers."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = [(name, value) for name, value in message.get("headers", ()) if name.lower() not in self._names]
                message = {**message, "headers": [*kept, *self._headers]}
            await send(message)

        await self._app(scope, receive, send_with_headers)
