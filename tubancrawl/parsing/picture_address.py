"""The address of the original behind a picture: what an `<img>` really loads, at its full size."""

import re
from collections.abc import Iterable
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
_PROCESSED: Final = re.compile(r"^csm_|_[0-9a-f]{6,10}(?=\.\w{3,4}$)")
"""What TYPO3 adds to the name of a copy: `csm_a_1f3b5c7d9e.jpg` of `a.jpg`."""
_RECODED: Final = re.compile(r"(?<=\.jpg|\.png|\.gif|jpeg)\.(?:webp|avif)$", re.IGNORECASE)
"""The second coding of `x.jpg.webp`, which a server made of `x.jpg`."""
_NESTED: Final = 6  # ancestors; the parser nests an <img> in each <source> before it
_SMALL: Final = r"thumb(?:nail)?s?|tn|small|kecil|mini"
_SMALL_NAME: Final = re.compile(rf"/(?:{_SMALL})[_-][^/]*$|[_-](?:{_SMALL})\.\w{{3,4}}$|/(?:{_SMALL})/", re.IGNORECASE)
_SIZE: Final = rf"{_SMALL}|medium|sedang|large|besar|big|full|original"
_SIZE_WORD: Final = re.compile(rf"^(?:{_SIZE})[_-]|[_-](?:{_SIZE})(?=\.\w{{3,4}}$)", re.IGNORECASE)


def address_of(image: etree._Element, base: str) -> str | None:
    """Return the original picture behind an `<img>`: lazy attribute, widest of srcset, src, in this order; cache busters go."""
    for name in ("data-orig-file", "data-srcset", "data-lazy-srcset", "srcset"):
        value = image.get(name)
        if value and (widest := _widest(value)):
            whole = (image.get("src") or "").strip()
            return picture_url(base, whole if _is_whole_of(widest, whole) else widest)
    for name in (*_LAZY, "src"):
        value = (image.get(name) or "").strip()
        if value and not value.startswith("data:"):
            return picture_url(base, value)
    return _source_of(image, base)


def _source_of(image: etree._Element, base: str) -> str | None:
    """Return the widest picture that a `<picture>` names for an `<img>` that names none itself."""
    box = next((up for up in islice(image.iterancestors(), _NESTED) if up.tag == "picture"), None)
    for source in () if box is None else box.iter("source"):
        if widest := _widest(source.get("srcset") or source.get("data-srcset") or ""):
            return picture_url(base, widest)
    return None


def whole_of(shown: str, named: Iterable[str | None], base: str) -> str | None:
    """Return the first of the `named` pictures that is the same file in full size: `a.jpg` of `a-500x333.jpg`, `thumbs/a.jpg`.

    `shown` is the address of the picture on the page. None where it is no copy by its name, or nothing names the whole one.
    """
    found = next((href for href in named if href and _is_whole_of(shown, href.strip())), None)
    return picture_url(base, found) if found else None


def link_around(image: etree._Element) -> str | None:
    """Return where a link close around `image` leads, as it says it."""
    link = next((up for up in islice(image.iterancestors(), _NESTED) if up.tag == "a"), None)
    return None if link is None else link.get("href")


def _is_whole_of(copy: str, other: str) -> bool:
    """Tell whether two addresses are of one file, of which by their names the first is a copy and the other is none."""
    return _is_copy(copy) and bool(file := _file_of(other)) and file == _file_of(copy) and not _is_copy(other)


def _is_copy(address: str) -> bool:
    path = address.partition("?")[0]
    return bool(_RESIZED.search(path) or _RECODED.search(path) or _SMALL_NAME.search(path) or "/csm_" in path)


def _file_of(address: str) -> str:
    """Return the name of the file at an address, without the size and the second coding that a CMS adds to it."""
    name = address.partition("?")[0].rpartition("/")[2]
    name = _PROCESSED.sub("", name) if name.startswith("csm_") else name
    return _SIZE_WORD.sub("", _SIZE_IN_NAME.sub("", _RECODED.sub("", name))) if FILE.search(name) else ""


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
