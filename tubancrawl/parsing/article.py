"""The fields of an article, each by the first rule of its ranking that the page confirms, each naming that rule."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final

from lxml import etree

from tubancrawl import site
from tubancrawl.items import Photo
from tubancrawl.parsing.backdrops import drawn_boxes
from tubancrawl.parsing.blocks import Block, is_prose, read_blocks
from tubancrawl.parsing.body import paragraphs_of
from tubancrawl.parsing.headline import Headline, find_headline, is_short
from tubancrawl.parsing.layouts import find_body
from tubancrawl.parsing.main_block import find_main_block
from tubancrawl.parsing.masthead import Masthead
from tubancrawl.parsing.meta import Meta, read_meta
from tubancrawl.parsing.page import Page
from tubancrawl.parsing.photos import find_photos
from tubancrawl.parsing.queries import is_longer, length_of
from tubancrawl.parsing.shapes import MIN_PROSE
from tubancrawl.parsing.structured import Structured, text_of
from tubancrawl.parsing.words import heads_other, is_date_line, is_hashtags, is_meta, is_read_more, key, prints

_NEAR: Final = 12
"""Blocks between a picture or meta line and the headline, above it, at most: further up stand menus and sliders."""
_ABOVE: Final = 10  # lines between a picture and the headline below it, at most
_SHORT_CLAIM: Final = 8  # letters; a claim that short is no headline that could contradict the page's
_CATEGORY: Final = re.compile(r"/(?:categor(?:y|ies)|kategori|rubrik|kanal)/|[?&](?:cat|kategori)=", re.IGNORECASE)
_CLOSE: Final = 200  # characters of text that a wrapper may add to what it wraps


@dataclass(slots=True, kw_only=True)
class Draft:
    """What reading a page as an article gave, before the verdict on whether it is one."""

    headline: Headline | None
    paragraphs: list[str]
    photos: list[Photo]
    meta: Meta
    canonical: str | None
    body: etree._Element | None = None
    listed: int = 0
    """Links to other articles that stand in the body as teasers: headings, cards, "selengkapnya"."""
    sources: dict[str, str] = field(default_factory=dict)
    findings: list[str] = field(default_factory=list)

    @property
    def length(self) -> int:
        """Characters of body text."""
        return sum(map(len, self.paragraphs))


def read_draft(page: Page, told: Structured) -> Draft:
    """Read every field that the page proves; what it does not prove stays empty, with no guess."""
    known = find_body(page)
    draft = _read_draft(page, told, known)
    if known is None or draft.length >= MIN_PROSE or draft.headline is None or draft.headline.element is None:
        return draft
    if known[0] not in draft.headline.element.iterancestors():
        return draft
    beside = _read_draft(page, told, None)  # what is called the body holds title and date alone
    around = () if beside.body is None else beside.body.iterancestors()
    return beside if any(up is known[0].getparent() for up in around) else draft


def _read_draft(page: Page, told: Structured, found: tuple[etree._Element, str] | None) -> Draft:
    canonical = site.absolute_url(page.base, told.canonical) if told.canonical else None
    headline = find_headline(page, told, found[0] if found else None)
    if found is None:
        found = find_main_block(page, headline.element if headline else None)
        if found is not None and _is_doubtful(page, headline, found[0]):
            was, headline = headline, find_headline(page, told, found[0])
            if was is None and headline is not None and headline.element is not None:
                found = find_main_block(page, headline.element) or found
    sources = {"headline": headline.source} if headline else {}
    if canonical:
        sources["canonical"] = "link canonical"
    if found is None:
        empty = read_meta(_head_lines(headline), told, headline, page.root)
        return Draft(headline=headline, paragraphs=[], photos=[], meta=empty, canonical=canonical, sources=sources)
    body, rule = found
    region = _region(headline, body)
    text = headline.text if headline else None
    told = _fresh(told, text)
    own = frozenset(address for address in (page.url, site.absolute_url(page.url, page.url), canonical) if address)
    drawn = drawn_boxes(page, headline.element if headline else None, region)
    zone = _picture_zone(region, text)
    if headline is not None and not any(block.kind == "image" for block in zone):
        zone = [*_featured(page, headline), *zone]
    shown = find_photos(page.base, zone, told, text, own, drawn=drawn)
    kept = paragraphs_of(region, text, shown.captions)
    meta = read_meta(_around(region, kept, text, shown.captions), told, headline, page.root, body)
    sources |= {"paragraphs": rule} | ({"photos": shown.source} if shown.source else {}) | meta.sources
    return Draft(
        headline=headline,
        paragraphs=[block.text for block in kept],
        photos=shown.photos,
        meta=meta,
        canonical=canonical,
        body=body,
        listed=_listed(region),
        sources=sources,
        findings=[*told.findings, *meta.findings],
    )


def _is_doubtful(page: Page, headline: Headline | None, body: etree._Element) -> bool:
    """Tell whether the headline has to be looked for again, now that the place of the body is known."""
    return headline is None or is_short(page.url, headline.text) or headline.element in Masthead(page, body)


def _fresh(told: Structured, headline: str | None) -> Structured:
    """Return the claims without a JSON-LD article of another headline: a template's sample, or the front page's first story."""
    claim = text_of((told.article or {}).get("headline"))
    if (
        headline is None
        or claim is None
        or len(key(claim)) < _SHORT_CLAIM
        or key(headline) in key(claim)
        or key(claim)[:40] in key(headline)
    ):
        return told
    return replace(told, article=None, findings=[*told.findings, f"json-ld: headline {claim[:80]!r} is not the page's"])


def _region(headline: Headline | None, body: etree._Element) -> list[Block]:
    """Return the blocks of the part of the page that holds headline and body, up to the comments."""
    top, keep = body, list(body.iterancestors())
    if headline is not None and headline.element is not None:
        around = [headline.element, *headline.element.iterancestors()]
        keep += around
        mine = {body, *body.iterancestors()}
        top = next((up for up in around if up in mine and up is not headline.element), body)
    else:
        parent = body.getparent()
        top = body if parent is None or parent.tag == "html" else parent
    return read_blocks(*_widened(top), body=body, keep=keep)


def _listed(region: Sequence[Block]) -> int:
    """Count the other articles that the body names as a listing does: by a heading that is a link, or by a link to read more."""
    count, begun = 0, False
    for block in region:
        if not block.inside or block.role:
            continue
        if begun and heads_other(block.text):
            break
        begun = begun or (is_prose(block) and not block.card)
        count += block.is_linked and bool(block.text) and (block.kind == "heading" or is_read_more(block.text))
    return count


def _widened(top: etree._Element) -> tuple[etree._Element, int]:
    """Return `top` or an element closely around it, with its length: a lead picture or a date tile may stand just outside."""
    size = whole = length_of(top)
    for up in islice(top.iterancestors(), 3):
        if up.tag in {"body", "html"} or any(is_longer(other, _CLOSE) for other in top.itersiblings("*")):
            break
        if (length := length_of(up)) - size > _CLOSE:
            break
        top, whole = up, length
    return top, whole


def _head_lines(headline: Headline | None) -> list[Block]:
    """Return the few lines below a headline that has no body: they tell whether an article was meant to stand there."""
    if headline is None or headline.element is None:
        return []
    parent = headline.element.getparent()
    return [] if parent is None else [block for block in read_blocks(parent, keep=[headline.element])[:_NEAR] if block.text]


def _index_of(region: Sequence[Block], headline: str | None) -> int | None:
    wanted = key(headline or "")
    return next((number for number, block in enumerate(region) if block.text and prints(block.text, wanted)), None)


def _picture_zone(region: list[Block], headline: str | None) -> list[Block]:
    """Return the blocks whose images may be the article's: from a little above the headline to the end of the body."""
    at = _index_of(region, headline)
    first_inside = next((number for number, block in enumerate(region) if block.inside), 0)
    start = min(at if at is not None else first_inside, first_inside)
    above = start
    while (
        above > 0
        and start - above < (_ABOVE if at is not None else _NEAR)
        and (region[above - 1].kind == "image" or region[above - 1].role == "caption" or _is_small(region[above - 1]))
    ):
        above -= 1
    zone: list[Block] = []
    last_inside = max((number for number, block in enumerate(region) if block.inside), default=first_inside)
    follows = True
    for number, block in enumerate(region[above:], above):
        follows = follows and not (number > last_inside and block.text)
        if number > first_inside and block.text and heads_other(block.text):
            break
        is_next = number > last_inside and follows and _is_alone(block.element)
        if number > first_inside and not (block.inside or is_next) and block.kind == "image" and not _in_gallery(block.element):
            continue
        zone.append(block)
    return zone


def _featured(page: Page, headline: Headline) -> list[Block]:
    """Return the picture that WordPress calls the article's own, where a theme sets it above all columns."""
    called = [image for image in page.root.iter("img") if "wp-post-image" in (image.get("class") or "").split()]
    if len(called) != 1 or headline.element is None:
        return []
    comes_first = page.elements.index(called[0]) < page.elements.index(headline.element)
    return [Block("image", called[0])] if comes_first else []


def _is_alone(image: etree._Element) -> bool:
    """Tell whether the box around an image, or around the link on it, holds no text: a teaser's picture stands with its title."""
    box = image.getparent()
    if box is not None and box.tag == "a":
        box = box.getparent()
    return box is not None and length_of(box) == 0


def _is_small(block: Block) -> bool:
    if block.kind == "heading":
        return block.role == "meta" or len(block.text) <= 12
    return len(block.text) < 300 and (bool(block.role) or not block.is_linked or _names_category(block))


def _names_category(block: Block) -> bool:
    """Tell whether a linked line is the category of a meta list and no menu's."""
    return len(block.text) < 60 and all(_CATEGORY.search(link.get("href") or "") for link in block.links)


def _in_gallery(image: etree._Element) -> bool:
    return any(
        up.tag == "figure" or "gal" in (up.get("class") or "").lower() or "gal" in (up.get("id") or "").lower()
        for up in list(image.iterancestors())[:4]
    )


def _around(region: list[Block], kept: list[Block], headline: str | None, captions: set[int]) -> list[Block]:
    """Return the lines that are not the text, best first: between headline and text, before the headline, after the text."""
    texts = {id(block) for block in kept}
    at = _index_of(region, headline)
    kept_at = [number for number, block in enumerate(region) if id(block) in texts]
    first = next((number for number in kept_at if at is None or number > at), kept_at[0] if kept_at else len(region))
    last = kept_at[-1] if kept_at else first
    start = at if at is not None and at < first else max(0, first - _NEAR)
    between = region[start + 1 if at == start else start : first]
    if len(between) > _NEAR:  # a side column set before the text: what is closest to the text is the article's
        between = between[: -_NEAR - 1 : -1]
    above = [] if at is None else region[max(0, start - _NEAR) : start]
    inner = [
        block
        for block in region[first:last]
        if id(block) not in texts
        and id(block) not in captions
        and (block.role or is_meta(block.text) or is_date_line(block.text) or is_hashtags(block.text))
    ]
    below: list[Block] = []
    for block in region[last + 1 :]:
        if block.text and heads_other(block.text):
            break
        below.append(block)
    lines = [*between, *above, *inner, *below[:40]]
    return [block for block in lines if block.text and len(block.text) <= 600 and id(block) not in captions]
