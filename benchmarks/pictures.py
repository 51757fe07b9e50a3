"""How well perceptual hashes tell pictures apart, and how fast look-alikes are found: `python -m benchmarks.pictures`.

Scenes are synthetic: shades whose power falls with frequency as in photographs, with shapes before them. Each is compressed,
sized, cropped and retouched; and compared with other scenes, and with the next picture of the same scene (things moved).
"""

import io
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import imagehash
import numpy as np
from PIL import Image, ImageDraw, ImageEnhance
from sqlalchemy import insert

from tubancrawl.parsing.pictures import picture_of
from tubancrawl.store.alike import ALIKE, distance, pictures_like
from tubancrawl.store.database import open_database, reading
from tubancrawl.store.models import Picture
from tubancrawl.store.picture_rows import band_columns

SCENES = 300
STORED = 100_000
Draw = Image.Image


def scene(seed: int, moved: int = 0) -> Draw:
    """Return a picture of 1200x800; `moved`: the same place, with another person or thing at another spot."""
    noise = np.random.default_rng(seed)
    fy, fx = np.fft.fftfreq(200)[:, None], np.fft.fftfreq(300)[None, :]
    falling = 1 / np.maximum(np.hypot(fy, fx), 1 / 300) ** 1.2
    shades = np.stack([np.fft.ifft2(np.fft.fft2(noise.normal(size=(200, 300))) * falling).real for _ in range(2)])
    light, hue = ((plane - plane.min()) / np.ptp(plane) for plane in shades)
    rgb = np.stack([light, 0.7 * light + 0.3 * hue, light * (1 - 0.4 * hue)], axis=2)
    image = Image.fromarray((255 * rgb).astype(np.uint8)).resize((1200, 800), Image.Resampling.BICUBIC)
    for chooser, count in ((random.Random(seed), 6), (random.Random(f"{seed} {moved}"), 3)):
        draw = ImageDraw.Draw(image)
        for _ in range(count):
            x, y, w, h = chooser.randrange(1100), chooser.randrange(700), chooser.randrange(60, 260), chooser.randrange(60, 320)
            shape = draw.ellipse if chooser.random() < 0.5 else draw.rectangle
            shape((x, y, x + w, y + h), fill=tuple(chooser.randrange(256) for _ in range(3)))
    return image


def saved(image: Draw, kind: str = "JPEG", **how: int) -> bytes:
    out = io.BytesIO()
    image.convert("RGB").save(out, kind, **how)
    return out.getvalue()


def cropped(image: Draw, share: float) -> Draw:
    dx, dy = int(image.width * share / 2), int(image.height * share / 2)
    return image.crop((dx, dy, image.width - dx, image.height - dy))


def retouched(image: Draw) -> Draw:
    """Paint something over: a watermark in a corner and a small thing taken out."""
    copy = image.copy()
    draw = ImageDraw.Draw(copy)
    draw.rectangle((1000, 740, 1180, 780), fill=(250, 250, 250))
    draw.rectangle((560, 300, 640, 400), fill=copy.getpixel((555, 295)))
    return copy


SAME: dict[str, Callable[[Draw], bytes]] = {
    "JPEG quality 85": lambda image: saved(image, quality=85),
    "JPEG quality 30": lambda image: saved(image, quality=30),
    "WebP quality 60": lambda image: saved(image, "WEBP", quality=60),
    "half size": lambda image: saved(image.resize((600, 400)), quality=80),
    "thumbnail 300x200": lambda image: saved(image.resize((300, 200)), quality=70),
    "brighter by 15 %": lambda image: saved(ImageEnhance.Brightness(image).enhance(1.15), quality=80),
    "contrast +20 %": lambda image: saved(ImageEnhance.Contrast(image).enhance(1.2), quality=80),
    "watermark, retouched": lambda image: saved(retouched(image), quality=80),
    "cropped 2 %": lambda image: saved(cropped(image, 0.02), quality=80),
    "cropped 5 %": lambda image: saved(cropped(image, 0.05), quality=80),
    "cropped 10 %": lambda image: saved(cropped(image, 0.1), quality=80),
}


def ours(data: bytes) -> str:
    found = picture_of(data).phash
    assert found is not None
    return found


def dhash(data: bytes) -> str:
    return str(imagehash.dhash(Image.open(io.BytesIO(data))))


def distances(hashed: Callable[[bytes], str]) -> Iterator[tuple[str, bool, list[int]]]:
    """Yield each kind of pair, whether it counts as one picture, and the bits in which its pairs differ."""
    images = [scene(seed) for seed in range(SCENES)]
    first = [hashed(saved(image, quality=92)) for image in images]
    for name, change in SAME.items():
        yield name, True, [distance(one, hashed(change(image))) for one, image in zip(first, images, strict=True)]
    yield (
        "next picture, same scene",
        False,
        [distance(one, hashed(saved(scene(seed, 1), quality=92))) for seed, one in enumerate(first)],
    )
    yield "another scene", False, [distance(one, other) for number, one in enumerate(first) for other in first[:number]]


def told_apart() -> None:
    for name, hashed in (("phash (ours)", ours), ("dhash", dhash)):
        print(f"\n{name}: share of pairs told wrongly, by the bits that still count as the same")
        print(f"{'':28}{'median':>8}{'max':>5}{'min':>5}" + "".join(f"{bits:>8}" for bits in range(2, 13, 2)))
        for kind, same, found in distances(hashed):
            wrong = [sum((bits <= limit) != same for bits in found) / len(found) for limit in range(2, 13, 2)]
            shown = "".join(f"{100 * share:7.2f}%" for share in wrong)
            print(f"{kind:28}{median(found):>8}{max(found):>5}{min(found):>5}{shown}")


def looked_up() -> None:
    chooser = random.Random(1)
    rows = []
    for number in range(STORED):
        phash = f"{chooser.getrandbits(64):016x}"
        plain = {"media_type": "image/jpeg", "size": 1, "width": 1, "height": 1, "problem": None, "hasher": "synthetic"}
        rows.append({"payload_sha256": f"{number:064x}", "phash": phash, **band_columns(phash), **plain})
    with tempfile.TemporaryDirectory() as folder:
        engine = open_database(Path(folder) / "archive.db")
        with engine.begin() as connection:
            connection.execute(insert(Picture), rows)
        times = []
        with reading(engine) as session:
            for row in rows[::500]:
                begun = time.perf_counter()
                pictures_like(session, str(row["phash"]))
                times.append(1000 * (time.perf_counter() - begun))
        engine.dispose()
    times.sort()
    print(
        f"\n{STORED} pictures, look-alikes within {ALIKE} bits: "
        f"p50 {median(times):.1f} ms, p99 {times[-2]:.1f} ms, max {times[-1]:.1f} ms"
    )


def main() -> None:
    print(f"{datetime.now(UTC):%Y-%m-%d}, {SCENES} synthetic scenes")
    told_apart()
    looked_up()


if __name__ == "__main__":
    main()
