"""Pictures made for tests, and the pages that show them. Synthetic."""

import io
import random
import struct
import zlib

from PIL import Image, ImageDraw


def drawn(seed: int, size: tuple[int, int] = (640, 480)) -> Image.Image:
    """Return a picture of its own for each seed: shades and twelve shapes."""
    chooser = random.Random(seed)
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    draw = ImageDraw.Draw(image)
    for _ in range(12):
        x, y = chooser.randrange(size[0]), chooser.randrange(size[1])
        width, height = chooser.randrange(40, size[0] // 2), chooser.randrange(40, size[1] // 2)
        draw.ellipse((x - width, y - height, x + width, y + height), fill=tuple(chooser.randrange(256) for _ in range(3)))
    return image


def encoded(image: Image.Image, kind: str = "JPEG", **how: int) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def png_bomb(side: int = 50_000) -> bytes:
    """Return a PNG of a few kilobytes that says it has `side` by `side` pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 4_000_000)) + chunk(b"IEND", b"")
