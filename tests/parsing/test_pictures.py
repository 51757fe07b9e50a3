"""What the bytes of a picture are: by the bytes, never by more than they may cost, and the same answer every time."""

import io
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from PIL import Image

from tests.pictures import drawn, encoded, png_bomb
from tubancrawl.items import Item, PageItem, Picture
from tubancrawl.parsing import read_page
from tubancrawl.parsing.media_types import media_type_of
from tubancrawl.parsing.pictures import picture_of
from tubancrawl.store.alike import ALIKE, distance

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def read(path: str, body: bytes, content_type: bytes) -> Item:
    return read_page(
        url=f"https://tubankab.go.id{path}",
        status=200,
        headers=[(b"Content-Type", content_type)],
        body=body,
        problems=(),
        captured_at=datetime(2026, 3, 1, tzinfo=UTC),
        record_id="urn:uuid:synthetic",
    )


def bits(one: Picture, other: Picture) -> int:
    assert one.phash is not None
    assert other.phash is not None
    return distance(one.phash, other.phash)


@pytest.mark.parametrize(
    ("kind", "media_type"),
    [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("GIF", "image/gif"), ("WEBP", "image/webp"), ("AVIF", "image/avif")],
)
def test_each_type_is_known_by_its_bytes_and_measured(kind: str, media_type: str) -> None:
    found = picture_of(encoded(drawn(1), kind))
    assert (found.media_type, found.width, found.height, found.problem) == (media_type, 640, 480, None)
    assert bits(found, picture_of(encoded(drawn(1)))) <= ALIKE


@pytest.mark.parametrize("seed", range(8))
def test_compressed_and_sized_anew_is_the_same_and_another_is_not(seed: int) -> None:
    first = picture_of(encoded(drawn(seed), quality=92))
    for data in (
        encoded(drawn(seed), quality=30),
        encoded(drawn(seed).resize((320, 240))),
        encoded(drawn(seed), "WEBP", quality=50),
    ):
        assert bits(first, picture_of(data)) <= ALIKE
    assert bits(first, picture_of(encoded(drawn(seed + 100)))) > 3 * ALIKE


@pytest.mark.parametrize(
    ("data", "media_type", "problem"),
    [
        (png_bomb(), "image/png", "more than 40000000 pixels"),
        (png_bomb(9_000), "image/png", "more than 40000000 pixels"),
        (encoded(drawn(1))[:5_000], "image/jpeg", "not decoded: OSError"),
        (encoded(drawn(1), "PNG")[:3_000], "image/png", "not decoded: OSError"),
        (b"\xff\xd8\xff" + b"\0" * 2_000, "image/jpeg", "not decoded: UnidentifiedImageError"),
        (b"\x89PNG\r\n\x1a\n", "image/png", "not decoded: UnidentifiedImageError"),
        (encoded(Image.new("RGB", (300, 200), "navy")), "image/jpeg", "too plain to be told from others by what it shows"),
        (SVG, None, "none of the types that are shown: JPEG, PNG, GIF, WebP, AVIF"),
        (b"%PDF-1.7", None, "none of the types that are shown: JPEG, PNG, GIF, WebP, AVIF"),
        (b"", None, "none of the types that are shown: JPEG, PNG, GIF, WebP, AVIF"),
    ],
    ids=["bomb", "smaller bomb", "cut JPEG", "cut PNG", "no JPEG", "no PNG", "plain", "SVG", "PDF", "nothing"],
)
def test_what_cannot_be_decoded_says_why_and_harms_nobody(data: bytes, media_type: str | None, problem: str) -> None:
    found = picture_of(data)
    assert (found.media_type, found.phash, found.problem) == (media_type, None, problem)
    assert picture_of(data) == found


def test_of_an_animation_the_first_frame_counts() -> None:
    frames = [drawn(1), drawn(2), drawn(3)]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    found = picture_of(out.getvalue())
    assert bits(found, picture_of(encoded(drawn(1)))) <= ALIKE
    assert bits(found, picture_of(encoded(drawn(2)))) > ALIKE


def test_a_picture_turned_by_its_camera_is_the_one_that_is_seen() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    out = io.BytesIO()
    drawn(1).transpose(Image.Transpose.ROTATE_90).save(out, "JPEG", exif=exif, quality=90)
    assert bits(picture_of(out.getvalue()), picture_of(encoded(drawn(1), quality=90))) <= ALIKE


@pytest.mark.parametrize("content_type", [b"image/jpeg", b"text/html", b"application/octet-stream", b"image/svg+xml", b""])
def test_the_header_says_nothing_of_the_type(content_type: bytes) -> None:
    for path in ("/files/2026-03/panen.jpg", "/unggahan/panen"):
        item = read(path, encoded(drawn(1), "PNG"), content_type)
        assert isinstance(item, PageItem)
        assert item.outcome == "ok"
        assert item.picture is not None
        assert item.picture.media_type == "image/png"


def test_svg_is_never_a_picture_that_is_shown() -> None:
    assert media_type_of(SVG) is None
    item = read("/files/2026-03/peta.png", SVG, b"image/png")
    assert isinstance(item, PageItem)
    assert item.picture is None or item.picture.media_type is None


def test_pages_are_read_without_the_libraries_of_pictures() -> None:
    code = (
        "import sys, tubancrawl.reprocess; from tubancrawl.parsing import read_page; from datetime import datetime, UTC\n"
        "read_page(url='https://tubankab.go.id/', status=200, headers=[], body=b'<html><p>x</p></html>', problems=(), "
        "captured_at=datetime.now(UTC), record_id=None)\n"
        "sys.exit(any(name in sys.modules for name in ('numpy', 'PIL', 'imagehash')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
