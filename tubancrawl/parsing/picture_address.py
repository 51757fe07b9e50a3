"""The address of the original behind a picture: what an `<img>` really loads, at its full size."""

import re
from itertools import islice
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from lxml import etree

from tubancrawl import site

FILE: Final = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|bmp)$", re.IGNORECASE)
_LAZY: Final = ("data-src", "data-lazy-src", "data-original", "data-lazy", "data-image", "data-orig-file", "data-large-file")
_SIZE_IN_NAME: Final = re.compile(r"-\d{2,4}x\d{2,4}(?=\.\w{3,4}$)")
_RESIZED: Final = re.compile(r"-\d{2,4}x\d{2,4}\.\w{3,4}(?:\?|$)|/styles/")
"""Marks of a smaller copy that WordPress or Drupal made of an upload."""


def address_of(image: etree._Element, base: str) -> str | None:
    """Return the original picture behind an `<img>`: lazy attribute, widest of srcset, src, in this order; cache busters go."""
    for name in ("data-orig-file", "data-srcset", "data-lazy-srcset", "srcset"):
        value = image.get(name)
        if value and (widest := _widest(value)):
            whole = (image.get("src") or "").strip()
            is_cut = _RESIZED.search(widest) and _file_of(whole) == _file_of(widest) and not _RESIZED.search(whole)
            return picture_url(base, whole if is_cut else widest)
    for name in (*_LAZY, "src"):
        value = (image.get(name) or "").strip()
        if value and not value.startswith("data:"):
            return picture_url(base, value)
    return None


def linked_original(image: etree._Element, base: str) -> str | None:
    """Return the picture that a link around `image` leads to, if it is the same file in full size: `a.jpg` of `a-500x333.jpg`."""
    link = next((up for up in islice(image.iterancestors(), 3) if up.tag == "a"), None)
    href = "" if link is None else (link.get("href") or "").strip()
    shown = (image.get("src") or "").strip()
    is_same = href and _RESIZED.search(shown) and not _RESIZED.search(href) and _file_of(href) == _file_of(shown)
    return picture_url(base, href) if is_same else None


def _file_of(address: str) -> str:
    """Return the name of the file at an address, without the size that a CMS adds to it."""
    name = address.partition("?")[0].rpartition("/")[2]
    return _SIZE_IN_NAME.sub("", name) if FILE.search(name) else ""


def picture_url(base: str, href: str) -> str | None:
    """Return the identity of a picture: absolute, thumbnails mapped back, no query behind a file name."""
    address = site.absolute_url(base, href)
    if address is None:
        return None
    if (inner := _proxied(address)) is not None:
        return picture_url(address, inner)
    path, _, _ = address.partition("?")
    return site.photo_identity(path if FILE.search(path) else address)


def _proxied(address: str) -> str | None:
    """Return the picture that a resizer's address names: `/_next/image?url=…`, `timthumb.php?src=…`."""
    if "?" not in address:
        return None
    split = urlsplit(address)
    asked = dict(parse_qsl(split.query))
    inner = asked.get("url") or asked.get("src") or asked.get("image")
    return inner if inner and FILE.search(inner.partition("?")[0]) and not FILE.search(split.path) else None


def _widest(srcset: str) -> str | None:
    """Return the widest candidate. Those for dense screens (`2x`) are the same picture, which `src` or `data-src` names."""
    best, size = None, 0.0
    for candidate in re.split(r",\s+|,(?=https?:|/)", srcset)[:50]:
        parts = candidate.split()
        if not parts or parts[0].startswith("data:") or (len(parts) > 1 and parts[1].endswith("x")):
            continue
        width = float(parts[1][:-1]) if len(parts) > 1 and re.fullmatch(r"\d+(?:\.\d+)?w", parts[1]) else 0.5
        if width > size:
            best, size = parts[0], width
    return best
