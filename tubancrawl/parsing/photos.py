"""The article's photos and their captions, among the images of its part of the page."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from lxml import etree

from tubancrawl import site
from tubancrawl.items import Photo
from tubancrawl.parsing.blocks import Block, is_prose
from tubancrawl.parsing.picture_address import FILE, address_of, link_around, picture_url, whole_of
from tubancrawl.parsing.picture_size import larger_of
from tubancrawl.parsing.queries import length_of
from tubancrawl.parsing.structured import Structured, sound, text_of
from tubancrawl.parsing.topics import link_text
from tubancrawl.parsing.words import is_date_line, is_furniture, is_meta, key, prints

MAX_CAPTION: Final = 400  # characters
_NEAR_HEADLINE: Final = 6  # blocks
MIN_SIDE: Final = 80  # pixels; smaller pictures are icons and tracking pixels
_ORNAMENT: Final = re.compile(
    r"(?:^|[\W_])(?:logo\w*|icons?|ikon|avatar\d*|favicon|emoji\w*|sprite|spacer|pixel|blank|placeholder|blur|dummy|loading|loader|banner\w*|iklan"
    r"|ads?|button|whatsapp|facebook|twitter|instagram|telegram|youtube|default\w*|no-?image|no_image|gravatar|badge|user\d*|(?:img|rounded)-circle|profile"
    r"|counter|captcha|bullet|menu\w*|\w*Button|qr-?code|share|watermark|og-image|header|footer|bg|background|kop|letterhead)(?:$|[\W_])",
    re.IGNORECASE,
)
_PEOPLE: Final = re.compile(
    r"/(?:iklan|ads|banners?|avatars?|users?|authors?|profile[-_]?photos?|emoji|icons?)/|gravatar|//(?:[\w-]+\.)*(?:facebook|fbcdn|twitter|addthis|histats)\.\w+/",
    re.IGNORECASE,
)
_UPLOAD: Final = re.compile(
    r"/(?:files|thumbs|uploads?|storage|media|foto\w*|gambar|images?_?(?:berita|news|post)\w*|berita|news|post\w*|artikel)/",
    re.IGNORECASE,
)
_BUTTON: Final = re.compile(
    r"(?:klik|click|lihat|perbesar|zoom|buka|tampilkan|unduh|download|gambar \d|image \d|permalink)\b", re.IGNORECASE
)
_CREDIT: Final = re.compile(r"credit|kredit|source|sumber|copyright|photographer|fotografer", re.IGNORECASE)
_CREDIT_LABEL: Final = re.compile(r"^(?:foto(?:grafer)?|photo|sumber|[ck]redit|dok)\s?(?:by|oleh|foto)?\s?:\s?", re.IGNORECASE)
_CREDITED: Final = re.compile(
    r"\((?:(?:foto|photo|dok(?:umentasi|umen)?)\b[\s.:/][^()]{2,40}|ist(?:imewa)?)\)\.?$", re.IGNORECASE
)
"""How a line ends that names whose picture it describes."""
_JOINT: Final = " (Foto: "
"""Between a caption and a credit that stands apart from it."""
_CENTRED: Final = re.compile(r"text-align\s*:\s*center|text-center|has-text-align-center|aligncenter", re.IGNORECASE)
_LABEL: Final = re.compile(r"(?:foto|photo|caption|ket(?:erangan)?\.? ?(?:foto|gambar))\s*:?", re.IGNORECASE)
"""A line that only says that the next one is a caption."""
_MARKED: Final = re.compile(
    r"^:?\s*(?:foto|ket(?:erangan)?\.?\s*(?:foto|gambar)?|photo|gambar|caption|dok\w*\.?)\s*[:\-–—/]", re.IGNORECASE
)


@dataclass(slots=True)
class Shown:
    """The photos found, the rule, and the blocks that are captions and so no paragraphs (by `id`)."""

    photos: list[Photo]
    source: str | None
    captions: set[int]


def find_photos(
    url: str,
    region: Sequence[Block],
    told: Structured,
    headline: str | None,
    own: frozenset[str],
    *,
    drawn: Iterable[tuple[etree._Element, str]] = (),
) -> Shown:
    """Pair the images of `region` with their captions. `own` are the addresses the page has: links to them lead nowhere else.

    `url` is what relative addresses start from. `drawn`: boxes with a background picture, for a region without a photo.
    """
    captions = _pair(region, headline or "")
    photos: dict[str, Photo] = {}
    claim = _claim(told)
    for block in region:
        if block.kind != "image" or block.role == "author":
            continue
        shown = address_of(block.element, url)
        if shown is None or not _is_photo(block.element, shown, url, own, captioned=id(block) in captions):
            continue
        link = link_around(block.element)
        address = whole_of(shown, (link, claim), url) or _larger(shown, link, url) or shown
        caption = captions.get(id(block))
        said = _with_credit(caption) if caption is not None else _said(block.element, address, headline or "")
        kept = photos.setdefault(address, Photo(url=address, caption=said))
        kept.caption = kept.caption or said
    used = {id(caption) for caption in captions.values()}
    joined = {caption.element: caption.text for caption in captions.values() if _JOINT in caption.text}
    used |= {id(block) for block in region if joined and f"{block.text}{_JOINT}" in joined.get(block.element, "")}
    if photos:
        return Shown(list(photos.values()), "region images", used)
    if (lead := _drawn(url, drawn, own)) is not None:
        return Shown([lead], "background picture", used)
    claimed = _claimed(url, claim)
    return Shown([claimed] if claimed else [], "og:image" if claimed else None, used)


def _is_photo(image: etree._Element, address: str, base: str, own: frozenset[str], *, captioned: bool) -> bool:
    for side in ("width", "height"):
        value = (image.get(side) or "").strip().removesuffix("px")
        if value.isdigit() and int(value) < MIN_SIDE:
            return False
    if address.endswith(".svg") or _leads_away(image, address, base, own):
        return False
    if _PEOPLE.search(address):
        return False
    name = address.rpartition("/")[2]
    names = f"{image.get('class') or ''} {image.get('id') or ''}"
    return captioned or not (_ORNAMENT.search(name) or _ORNAMENT.search(names))


def _leads_away(image: etree._Element, address: str, base: str, own: frozenset[str]) -> bool:
    """Tell whether the image is a link to another page: a teaser's or an advertisement's, not the article's."""
    link = next((up for up in image.iterancestors("a")), None)
    href, rel = ("", "") if link is None else ((link.get("href") or "").strip(), link.get("rel") or "")
    if not href or href.startswith(("#", "javascript:")) or "attachment" in href or "attachment" in rel:
        return False
    target = site.absolute_url(base, href)
    if target is None or FILE.search(target.partition("?")[0]):
        return False
    if any(target.startswith(f"{mine}/") for mine in own):  # Plone has a page about the picture below the article's
        return False
    return target not in own and target != address and larger_of(address, target) is larger_of(target, address) is None


def _larger(shown: str, link: str | None, base: str) -> str | None:
    target = picture_url(base, link) if link else None
    return larger_of(shown, target) if target else None


def _pair(region: Sequence[Block], headline: str) -> dict[int, Block]:
    """Return image block id -> the block that is its caption."""
    pairs = _in_rows(region)
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
        if _LABEL.fullmatch(block.text):
            continue
        if block.role == "caption" and len(block.text) <= MAX_CAPTION and not _is_other(block.text):
            if last is not None and id(last) not in pairs:
                pairs[id(last)] = block
            elif last is not None and _is_credit(block) and pairs[id(last)] is region[number - 1]:
                pairs[id(last)] = _joined(region[number - 1], block)
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


def _is_credit(block: Block) -> bool:
    return bool(_CREDIT.search(block.element.get("class") or "") or _CREDIT_LABEL.match(block.text))


def _joined(caption: Block, credit: Block) -> Block:
    """Return a caption with the credit in the line below it, in parentheses."""
    said = _CREDIT_LABEL.sub("", credit.text).strip("() ")
    return replace(caption, text=f"{caption.text}{_JOINT}{said})")


def _with_credit(caption: Block) -> str:
    """Return a caption; a credit at its end that only markup sets apart stands in parentheses, as others print it."""
    for part in caption.element.iter("cite", "span", "small", "em"):
        said = link_text(part)
        before = caption.text.removesuffix(said).rstrip()
        is_credit = part.tag == "cite" or _CREDIT.search(part.get("class") or "") is not None
        if is_credit and before != caption.text and (said := _CREDIT_LABEL.sub("", said)) and not re.search(r"[:()]", said):
            return f"{before} (Foto: {said})".lstrip()
    return caption.text


def _in_rows(region: Sequence[Block]) -> dict[int, Block]:
    """Return the captions of a row of pictures above a row of as many lines, alone in a box: `[a] [b]` / `[line a] [line b]`."""
    pairs: dict[int, Block] = {}
    start = 0
    for is_image, run in groupby([block.kind == "image" for block in region]):
        size = len(list(run))
        lines = region[start + size : start + 2 * size]
        images = region[start : start + size]
        start += size
        if not is_image or not 1 < size == len(lines) or not all(0 < len(line.text) <= MAX_CAPTION for line in lines):
            continue
        around = {lines[-1].element, *lines[-1].element.iterancestors()}
        box = next((up for up in images[0].element.iterancestors() if up in around), None)
        if box is not None and length_of(box) <= sum(len(line.text) for line in lines) + 5 * size:
            pairs |= {id(image): line for image, line in zip(images, lines, strict=True)}
    return pairs


def _is_other(text: str) -> bool:
    return is_furniture(text) or is_date_line(text) or is_meta(text)


def _reads_as_caption(image: Block, block: Block, region: Sequence[Block], number: int, headline: str) -> bool:
    """Tell whether a line below an image is set as its caption."""
    if block.kind != "text" or len(block.text) > MAX_CAPTION or block.is_linked or number == 0:
        return False
    is_line = block.role in {"", "caption"} or (block.role == "meta" and _MARKED.match(block.text))
    before = number - 2 if _is_other(region[number - 1].text) else number - 1  # a line that ends at the picture comes after it
    if not is_line or before < 0 or region[before] is not image or _is_other(block.text):
        return False
    if (
        block.slanted
        or block.role == "meta"
        or _CREDITED.search(block.text)
        or (_MARKED.match(block.text) and _is_outside(block, region[number + 1 :], headline))
    ):
        return True
    others = [other for other in region if other is not block and other.inside and is_prose(other)]
    if others and _shares_box(image.element, block) and not any(_stands_like(other, block) for other in others):
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


def _stands_like(other: Block, block: Block) -> bool:
    """Tell whether another line is set as this one: paragraphs side by side, of which the first holds the picture."""
    same = other.element.tag == block.element.tag and other.element.getparent() is block.element.getparent()
    return same and next(block.element.iter("img"), None) is not None and next(other.element.iter("img"), None) is None


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
            if not text or "<" in text or FILE.search(text) or is_furniture(text) or _BUTTON.match(text):
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


def _drawn(url: str, drawn: Iterable[tuple[etree._Element, str]], own: frozenset[str]) -> Photo | None:
    """Return the first background picture that is an upload, in a box that is no ornament and no teaser's."""
    for box, said in drawn:
        address = picture_url(url, said)
        if address is not None and _UPLOAD.search(address) and _is_photo(box, address, url, own, captioned=False):
            return Photo(url=address)
    return None


def _claim(told: Structured) -> str | None:
    """Return the address of the picture that the head names, as it says it."""
    return told.first("og:image", "og:image:url", "twitter:image") or (
        text_of(told.article.get("image")) if told.article else None
    )


def _claimed(url: str, claim: str | None) -> Photo | None:
    """Return the picture that only the head names, if it is an upload and no template's default."""
    address = picture_url(url, claim) if claim else None
    if address is None or not _UPLOAD.search(address) or _ORNAMENT.search(address.rpartition("/")[2]):
        return None
    return Photo(url=address)
