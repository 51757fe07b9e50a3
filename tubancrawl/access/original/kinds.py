"""What a browser may take archived bytes for: the archived Content-Type within a short list, pictures by their bytes."""

import re
from dataclasses import dataclass
from typing import Final, Literal

from tubancrawl.parsing.media_types import media_type_of

Kind = Literal["page", "style", "text", "bytes", "download"]

_PAGES: Final = frozenset({"text/html", "application/xhtml+xml"})
_FONTS: Final = frozenset({"font/woff2", "font/woff", "font/ttf", "font/otf", "application/font-woff", "application/font-woff2"})
_MEDIA: Final = frozenset({"audio/mpeg", "audio/mp4", "audio/ogg", "video/mp4", "video/webm", "video/ogg"})
_TEXTS: Final = re.compile(r"text/.+|application/(?:.+\+)?(?:json|xml)|application/(?:x-)?javascript")
_OPENS_A_PAGE: Final = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|body)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shown:
    """How bytes are handed on, and under which type."""

    kind: Kind
    media_type: str

    @property
    def is_font(self) -> bool:
        """True for what a browser asks for with CORS whatever the page."""
        return self.media_type in _FONTS


def kind_of(body: bytes, declared_type: str) -> Shown:
    """Tell how to show a body whose Content-Type said `declared_type`, in lower case; what is on no list is a download."""
    media_type = declared_type.partition(";")[0].strip()
    if media_type in _PAGES or (not media_type and _OPENS_A_PAGE.match(body)):
        return Shown("page", "text/html; charset=utf-8")
    if (picture := media_type_of(body)) is not None:
        return Shown("bytes", picture)
    if media_type in _FONTS | _MEDIA:
        return Shown("bytes", media_type)
    if media_type == "text/css":
        return Shown("style", "text/css; charset=utf-8")
    if _TEXTS.fullmatch(media_type):
        return Shown("text", "text/plain; charset=utf-8")
    return Shown("download", "application/octet-stream")
