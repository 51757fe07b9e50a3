"""The article's photos and their captions, among the images of its part of the page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from lxml import etree

from tubancrawl import site
from tubancrawl.items import Photo
from tubancrawl.parsing.blocks import Block, is_prose
from tubancrawl.parsing.queries import length_of
from tubancrawl.parsing.structured import Structured, sound, text_of
from tubancrawl.parsing.words import is_date_line, is_furniture, is_meta, key, prints

MAX_CAPTION: Final = 400  # characters
_NEAR_HEADLINE: Final = 6  # blocks
MIN_SIDE: Final = 80  # pixels; smaller pictures are icons and tracking pixels
_LAZY: Final = ("data-src", "data-lazy-src", "data-original", "data-lazy", "data-image", "data-orig-file", "data-large-file")
_FILE: Final = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|bmp)$", re.IGNORECASE)
_ORNAMENT: Final = re.compile(
    r"(?:^|[\W_])(?:logo\w*|icons?|ikon|avatar\d*|favicon|emoji\w*|sprite|spacer|pixel|blank|placeholder|blur|dummy|loading|loader|banner\w*|iklan"
    r"|ads?|button|whatsapp|facebook|twitter|instagram|telegram|youtube|default\w*|no-?image|no_image|gravatar|badge|user|profile"
    r"|counter|captcha|qr-?code|share|watermark|og-image|header|footer|bg|background)(?:$|[\W_])",
    re.IGNORECASE,
)
_PEOPLE: Final = re.compile(r"/(?:avatars?|users?|authors?|profile[-_]?photos?|emoji|icons?)/|gravatar", re.IGNORECASE)
_UPLOAD: Final = re.compile(
    r"/(?:files|thumbs|uploads?|storage|media|foto\w*|gambar|images?_?(?:berita|news|post)\w*|berita|news|post\w*|artikel)/",
    re.IGNORECASE,
)
_BUTTON: Final = re.compile(
    r"(?:klik|click|lihat|perbesar|zoom|buka|tampilkan|unduh|download|gambar \d|image \d|permalink)\b", re.IGNORECASE
)
_CENTRED: Final = re.compile(r"text-align\s*:\s*center|text-center|has-text-align-center|aligncenter", re.IGNORECASE)
_MARKED: Final = re.compile(
    r"^:?\s*(?:foto|ket(?:erangan)?\.?\s*(?:foto|gambar)?|photo|gambar|caption|dok\w*\.?)\s*[:\-–—/]", re.IGNORECASE
)


@dataclass(slots=True)
class Shown:
    """The photos found, the rule, and the blocks that are captions and so no paragraphs (by `id`)."""

    photos: list[Photo]
    source: str | None
    captions: set[int]


def find_photos(url: str, region: Sequence[Block], told: Structured, headline: str | None, own: frozenset[str]) -> Shown:
    """Pair the images of `region` with their captions. `own` are the addresses the page has: links to them lead nowhere else."""
    captions = _pair(region, headline or "")
    photos: dict[str, Photo] = {}
    for block in region:
        if (
            block.kind != "image"
            or block.role == "author"
            or not _is_photo(block.element, url, own, captioned=id(block) in captions)
        ):
            continue
        address = address_of(block.element, url)
        if address is None:
            continue
        caption = captions.get(id(block))
        said = caption.text if caption is not None else _said(block.element, address, headline or "")
        kept = photos.setdefault(address, Photo(url=address, caption=said))
        kept.caption = kept.caption or said
    used = {id(caption) for caption in captions.values()}
    if photos:
        return Shown(list(photos.values()), "region images", used)
    claimed = _claimed(url, told)
    return Shown([claimed] if claimed else [], "og:image" if claimed else None, used)


def address_of(image: etree._Element, base: str) -> str | None:
    """Return the original picture behind an `<img>`: lazy attribute, widest of srcset, src, in this order; cache busters go."""
    for name in ("data-orig-file", "data-srcset", "data-lazy-srcset", "srcset"):
        value = image.get(name)
        if value and (widest := _widest(value)):
            return picture_url(base, widest)
    for name in (*_LAZY, "src"):
        value = (image.get(name) or "").strip()
        if value and not value.startswith("data:"):
            return picture_url(base, value)
    return None


def picture_url(base: str, href: str) -> str | None:
    """Return the identity of a picture: absolute, thumbnails mapped back, no query behind a file name."""
    address = site.absolute_url(base, href)
    if address is None:
        return None
    if (inner := _proxied(address)) is not None:
        return picture_url(address, inner)
    path, _, _ = address.partition("?")
    return site.photo_identity(path if _FILE.search(path) else address)


def _proxied(address: str) -> str | None:
    """Return the picture that a resizer's address names: `/_next/image?url=…`, `timthumb.php?src=…`."""
    split = urlsplit(address)
    asked = dict(parse_qsl(split.query)) if split.query else {}
    inner = asked.get("url") or asked.get("src") or asked.get("image")
    return inner if inner and _FILE.search(inner.partition("?")[0]) and not _FILE.search(split.path) else None


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


def _is_photo(image: etree._Element, base: str, own: frozenset[str], *, captioned: bool) -> bool:
    for side in ("width", "height"):
        value = (image.get(side) or "").strip().removesuffix("px")
        if value.isdigit() and int(value) < MIN_SIDE:
            return False
    address = address_of(image, base)
    if address is None or address.endswith(".svg") or _leads_away(image, base, own):
        return False
    if _PEOPLE.search(address):
        return False
    name = address.rpartition("/")[2]
    names = f"{image.get('class') or ''} {image.get('id') or ''}"
    return captioned or not (_ORNAMENT.search(name) or _ORNAMENT.search(names))


def _leads_away(image: etree._Element, base: str, own: frozenset[str]) -> bool:
    """Tell whether the image is a link to another page: a teaser's or an advertisement's, not the article's."""
    link = next((up for up in image.iterancestors("a")), None)
    href = "" if link is None else (link.get("href") or "").strip()
    if not href or href.startswith(("#", "javascript:")) or "attachment" in href:
        return False
    target = site.absolute_url(base, href)
    if target is None or _FILE.search(target.partition("?")[0]):
        return False
    return target not in own


def _pair(region: Sequence[Block], headline: str) -> dict[int, Block]:
    """Return image block id -> the block that is its caption."""
    pairs: dict[int, Block] = {}
    pending: Block | None = None
    last: Block | None = None
    taken = key(headline)
    for number, block in enumerate(region):
        if block.kind == "image":
            last = block
            if pending is not None and _same_box(pending, block):
                pairs[id(block)] = pending
            pending = None
            continue
        if block.role == "caption" and len(block.text) <= MAX_CAPTION and not _is_other(block.text):
            if last is not None and id(last) not in pairs:
                pairs[id(last)] = block
            else:
                pending = block
        elif (
            last is not None
            and id(last) not in pairs
            and not prints(block.text, taken)
            and _reads_as_caption(last, block, region, number, taken)
        ):
            pairs[id(last)] = block
        if block.role == "" and len(block.text) > 100:
            last = None
    return pairs


def _is_other(text: str) -> bool:
    return is_furniture(text) or is_date_line(text) or is_meta(text)


def _reads_as_caption(image: Block, block: Block, region: Sequence[Block], number: int, headline: str) -> bool:
    """Tell whether a line below an image is set as its caption."""
    if block.kind != "text" or len(block.text) > MAX_CAPTION or block.is_linked or number == 0:
        return False
    if block.role not in {"", "caption"} or region[number - 1] is not image or _is_other(block.text):
        return False
    if block.slanted or (_MARKED.match(block.text) and _is_outside(block, region[number + 1 :], headline)):
        return True
    if _shares_box(image.element, block) and any(other is not block and other.inside and is_prose(other) for other in region):
        return True
    if _is_centred(block.element) and len(block.text) <= 250:
        after = next((later for later in region[number + 1 :] if later.kind == "text"), None)
        return after is None or not _is_centred(after.element)
    return False


def _is_outside(block: Block, later: Sequence[Block], headline: str) -> bool:
    """Tell whether a line is no paragraph by its place: outside the body, or above the headline."""
    return not block.inside or any(prints(other.text, headline) for other in later[:_NEAR_HEADLINE] if other.text)


def _shares_box(image: etree._Element, block: Block) -> bool:
    """Tell whether image and line are alone in a box made for them: a figure, a wrapper div, a table, not a paragraph."""
    around = {block.element, *block.element.iterancestors()}
    box = next((up for up in image.iterancestors() if up in around), None)
    if box is None or box.tag in {"p", "body", "html", "article", "main", "section"}:
        return False
    return length_of(box) <= len(block.text) + 5


def _same_box(first: Block, image: Block) -> bool:
    parent = image.element.getparent()
    return any(up is first.element.getparent() for up in ([] if parent is None else [parent, *parent.iterancestors()])[:3])


def _is_centred(element: etree._Element) -> bool:
    return element.tag == "center" or bool(
        _CENTRED.search(f"{element.get('style') or ''} {element.get('class') or ''} text-{element.get('align') or ''}")
    )


def _said(image: etree._Element, address: str, headline: str) -> str | None:
    """Return the caption that only attributes hold: `data-caption`, a title of a few words, an alt that is a sentence of its own.

    A link around the picture may hold it too: that is what a lightbox shows.
    """
    link = next((up for up in list(image.iterancestors())[:2] if up.tag == "a"), None)
    is_caption = "caption" in (image.get("class") or "").split()  # Joomla sets the title of such an image below it
    for element in [image] if link is None else [image, link]:
        for name in ("data-caption", "data-image-caption", "title", "alt", "data-title", "data-sub-html"):
            text = sound(element.get(name) or "")
            if not text or "<" in text or _FILE.search(text) or is_furniture(text) or _BUTTON.match(text):
                continue
            if headline and (key(text) in key(headline) or key(headline) in key(text)):
                continue
            if key(text) == key(address.rpartition("/")[2].rpartition(".")[0]):
                continue
            words = len(text.split())
            if (
                _MARKED.match(text)
                or (name.startswith("data-") and words > 1)
                or (name == "title" and words >= (2 if is_caption else 4) and not (element.get("alt") or "").startswith(text))
                or (words >= 5 and text[-1] in ".)" and len(text) <= MAX_CAPTION)
            ):
                return text
    return None


def _claimed(url: str, told: Structured) -> Photo | None:
    """Return the picture that only the head names, if it is an upload and no template's default."""
    claim = told.first("og:image", "og:image:url", "twitter:image") or (
        text_of(told.article.get("image")) if told.article else None
    )
    address = picture_url(url, claim) if claim else None
    if address is None or not _UPLOAD.search(address) or _ORNAMENT.search(address.rpartition("/")[2]):
        return None
    return Photo(url=address)
