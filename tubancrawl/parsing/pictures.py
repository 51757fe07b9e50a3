"""What the bytes of a picture are: its type, its size, and a sketch of what it shows that survives being compressed again.

Decoding is bounded: only the one decoder of the type that the bytes have, only the first frame, never more than MAX_PIXELS.
"""

import warnings
from io import BytesIO
from typing import Final

import imagehash
import PIL
from PIL import Image, ImageOps

from tubancrawl.items import Picture
from tubancrawl.parsing.media_types import media_type_of

MAX_PIXELS: Final = 40_000_000
"""A camera's picture is below; decoded, so many take 160 MB."""

HASHER: Final = f"phash 1, Pillow {PIL.__version__}, ImageHash {imagehash.__version__}"
"""Stored with every sketch: the recipe below, and the libraries that decode and transform. Another may set a few other bits."""

_DECODERS: Final = {"image/jpeg": "JPEG", "image/png": "PNG", "image/gif": "GIF", "image/webp": "WEBP", "image/avif": "AVIF"}
_SKETCH: Final = 256  # pixels a side, at least, that a JPEG is decoded to: an eighth of the work for a large one
_SIDE: Final = 32  # pixels of the square that the hash is taken of, whatever shape the picture has
_PLAIN: Final = 12  # shades of 255 between the darkest and the brightest part: fewer, and noise decides the sketch


def picture_of(data: bytes) -> Picture:
    """Return what a picture is. Never raises: what cannot be decoded, or must not be, says why in `problem`."""
    media_type = media_type_of(data)
    width, height, phash, problem = None, None, None, None
    if media_type is None:
        problem = "none of the types that are shown: JPEG, PNG, GIF, WebP, AVIF"
    else:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                image = Image.open(BytesIO(data), formats=[_DECODERS[media_type]])
                width, height = image.size
                phash, problem = _sketch(image)
        except Image.DecompressionBombError:
            problem = f"more than {MAX_PIXELS} pixels"
        except Exception as error:  # noqa: BLE001  (decoders raise what they like; a picture must not stop a crawl)
            # The kind alone: messages name addresses in memory, and the same bytes must give the same words.
            problem = f"not decoded: {type(error).__name__}"
    return Picture(media_type=media_type, size=len(data), width=width, height=height, phash=phash, problem=problem, hasher=HASHER)


def _sketch(image: Image.Image) -> tuple[str | None, str | None]:
    """Return 16 hexadecimal digits, or why there are none."""
    if image.width * image.height > MAX_PIXELS:
        return None, f"more than {MAX_PIXELS} pixels"
    image.draft("L", (_SKETCH, _SKETCH))
    upright = ImageOps.exif_transpose(image)
    if upright.has_transparency_data:
        # What is transparent has any colour; a reader sees the white page behind it.
        drawn = upright.convert("RGBA")
        upright = Image.alpha_composite(Image.new("RGBA", drawn.size, "white"), drawn)
    small = upright.convert("L").resize((_SIDE, _SIDE), Image.Resampling.LANCZOS)
    shades = small.tobytes()
    if max(shades) - min(shades) < _PLAIN:
        return None, "too plain to be told from others by what it shows"
    return str(imagehash.phash(small)), None
