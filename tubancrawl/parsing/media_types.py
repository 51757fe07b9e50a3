"""Which kind of picture some bytes are. By the bytes alone: what a server calls them is a claim, and what we show is ours."""

from typing import Final

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_AVIF: Final = (b"ftypavif", b"ftypavis")


def media_type_of(data: bytes) -> str | None:
    """Return the media type of a picture that every browser draws and that can hold no script; None for all else.

    JPEG, PNG, GIF, WebP and AVIF. SVG is none of them: it is a document that runs scripts.
    """
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data.startswith(_PNG):
        return "image/png"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "image/webp"
    return "image/avif" if data[4:12] in _AVIF else None
