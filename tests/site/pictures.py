"""Draws the miniature's photographs: real JPEG files, the same bytes for the same name and size."""

import hashlib
import io
from functools import lru_cache

from PIL import Image, ImageDraw


@lru_cache(maxsize=256)
def jpeg(name: str, width: int = 1200, height: int = 800) -> bytes:
    """Return a picture that differs from every other name's: a sky, a ground and some houses."""
    seed = hashlib.sha256(name.encode()).digest()
    image = Image.new("RGB", (width, height), (90 + seed[0] % 100, 140 + seed[1] % 80, 200 + seed[2] % 50))
    draw = ImageDraw.Draw(image)
    ground = height * (50 + seed[3] % 20) // 100
    draw.rectangle((0, ground, width, height), fill=(60 + seed[4] % 60, 110 + seed[5] % 70, 40))
    for n in range(6):
        left = width * n // 6 + seed[6 + n] % 20
        top = ground - height * (10 + seed[12 + n] % 25) // 100
        draw.rectangle((left, top, left + width // 8, ground + 4), fill=(seed[18 + n], seed[24 + n % 6], 90))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=70)
    return out.getvalue()
