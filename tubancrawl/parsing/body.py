"""Which blocks of the article's element are its paragraphs. What surrounds them (meta list, cards, share bars) is left out."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from lxml import etree

from tubancrawl.parsing.blocks import Block, is_prose
from tubancrawl.parsing.shapes import is_caption_line
from tubancrawl.parsing.teaser_lists import listed
from tubancrawl.parsing.words import (
    ends_article,
    heads_list,
    is_counter,
    is_date_line,
    is_furniture,
    is_hashtags,
    is_meta,
    key,
    moment_in,
    prints,
)

_READ_ALSO: Final = ("baca juga", "bacajuga", "baca lainnya", "baca selengkapnya", "simak juga", "lihat juga")
_LEADS_ON: Final = re.compile(
    r"\W{0,4}(?:baca(?: (?:juga|pula|berita|artikel)(?: (?:lainnya|juga|ini))?)?|(?:read|see) (?:also|more)|also read"
    r"|lihat(?: juga)?|simak(?: juga)?|(?:pilihan|rekomendasi) redaksi|berita pilihan)\s*[:»>–-]+\s*"
    r"|also read\s+|\s*(?:>>+|[»›])\s*",
    re.IGNORECASE,
)
"""How a paragraph begins that is only the link to another article, in the middle of the text."""
_TOP: Final = 3  # paragraphs
_BADGE: Final = 80  # characters
_BYLINE_END: Final = re.compile(r"\(\s?(?:[^\W\d]|[ .'’/-]){2,40}\s?\)\.?$")
_NAME: Final = r"(?:[^\W\d_]|[ .'’*-]){2,40}"
_SIGNED: Final = re.compile(rf"[(\[]{_NAME}/{_NAME}[)\]]\.?$")
"""How a text ends that names its writer and its editor; nothing after it is of the article but what is set as the text is."""
_ADVERT: Final = re.compile(r"\W*(?:advertisements?|advertorial|iklan|sponsored|sponsor|pariwara)\W*", re.IGNORECASE)
_GROUP: Final = frozenset({"li", "td", "dd", "dt", "th"})
_LABEL: Final = re.compile(
    r"(?:tags?|kata kunci|keywords?|kategori|categor(?:y|ies)|topik|label|share|bagikan)(?P<colon>\s*:)?\s+", re.IGNORECASE
)


def paragraphs_of(region: Sequence[Block], headline: str | None, captions: set[int]) -> list[Block]:
    """Return the paragraphs in reading order: text, list items, sub-headings, quotes.

    Captions set as such are left out; lines that only their words make a caption, dateline, byline or Disqus footer stay,
    for the pipelines take those off.
    """
    wanted = key(headline or "")
    inside = [block for block in region if block.inside and block.kind != "image" and id(block) not in captions]
    started = _after_headline(inside, headline)
    homes = {_home(block) for block in started if is_prose(block)}
    between = _between_prose(started)
    others = _adverts(started) | listed(started)
    kept: list[Block] = []
    skipping = False
    signed: etree._Element | None = None
    for number, block in enumerate(started):
        text = block.text
        if ends_article(text) and kept:
            break
        if heads_list(text) and (block.kind == "heading" or not _is_read_also(text)):
            if signed is not None:
                break
            skipping = True
            continue
        if signed is not None and block.kind == "heading" and block.linked and block.is_linked:
            break
        if signed is not None and not _is_of(block, signed) and not any(_is_of(after, signed) for after in started[number:]):
            continue
        if skipping and not _resumes(block, started[number - 1], kept):
            continue
        skipping = False
        if (
            block.role
            or (block.icon and len(text) < 60 and block.kind != "heading")
            or is_furniture(text)
            or is_hashtags(text)
            or (headline and prints(text, wanted) and not any(map(is_prose, kept)))
        ):
            continue
        if _is_labelled(block) or _leads_on(block) or id(block) in others:
            continue
        if _is_link_list(block, number, started) or block.card or not (_belongs(block, homes) or id(block) in between):
            continue
        kept.append(block)
        if ")" in text[-2:] and _SIGNED.search(text) and _is_home_of_most(_home(block), kept):
            signed = _home(block)
    return _trimmed(kept)


def _resumes(block: Block, before: Block, kept: Sequence[Block]) -> bool:
    """Tell whether the text goes on after a list of other articles: prose where the text stood, and no linked title's teaser."""
    if not is_prose(block) or block.card or (before.kind == "heading" and before.linked and _home(before) is _home(block)):
        return False
    return any(_home(block) is _home(other) for other in kept)


def _is_of(block: Block, home: etree._Element) -> bool:
    """Tell whether a block is prose that is set as the paragraphs in `home` are."""
    return is_prose(block) and not block.card and (_home(block) is home or _is_set_as(_home(block), home))


def _is_home_of_most(home: etree._Element, kept: Sequence[Block]) -> bool:
    """Tell whether most of the text so far stands in `home`: a caption that names its writer ends no article."""
    prose = [_home(block) for block in kept if is_prose(block)]
    return sum(other is home or _is_set_as(other, home) for other in prose) > len(prose) // 2 and len(prose) > 1


def _adverts(blocks: Sequence[Block]) -> set[int]:
    """Return the blocks (by `id`) of boxes that a label calls an advertisement and that hold one text at most."""
    found: set[int] = set()
    for label in blocks:
        if not _ADVERT.fullmatch(label.text):
            continue
        for box in (label.element, label.element.getparent()):
            inside = [block for block in blocks if block.element is box or block.element.getparent() is box]
            if sum(map(is_prose, inside)) == 1:
                found.update(map(id, inside))
    return found


def _after_headline(inside: list[Block], headline: str | None) -> list[Block]:
    """Return what follows the headline, where the body's element holds it too, with a caption line that stands above it."""
    if headline:
        wanted = key(headline)
        for number, block in enumerate(inside[:60]):
            if prints(block.text, wanted) and block.role in {"", "meta"}:
                return [line for line in inside[:number] if is_caption_line(line.text)] + inside[number + 1 :]
    return inside


def _home(block: Block) -> etree._Element:
    """Return the element that paragraphs of one text share: the parent, or the element itself for text parted by `<br>`."""
    parent = block.element.getparent()
    return block.element if parent is None else parent


def _belongs(block: Block, homes: set[etree._Element]) -> bool:
    """Tell whether a block stands among the prose by its place, or is running text wherever it stands."""
    if not homes or is_prose(block):
        return True
    home = _home(block)
    if any(_is_set_as(home, other) for other in homes):
        return True
    return block.element in homes or any(up in homes for up in list(block.element.iterancestors())[:4])


def _between_prose(blocks: Sequence[Block]) -> set[int]:
    """Return the headings and list items (by `id`) among prose whose paragraphs have each a box of its own, side by side."""
    prose = [number for number, block in enumerate(blocks) if is_prose(block)]
    if not prose:
        return set()
    holders = Counter(_home(blocks[number]).getparent() for number in prose if _home(blocks[number]).tag not in _GROUP)
    between = [block for block in blocks[prose[0] : prose[-1]] if block.kind == "heading" or block.element.tag == "li"]
    return {id(block) for block in between if max(holders[_home(block)], holders[_home(block).getparent()]) > 1}


def _is_set_as(home: etree._Element, other: etree._Element) -> bool:
    """Tell whether two boxes stand side by side and are of one kind: each paragraph of a text may have its own."""
    return (home.tag, home.get("class")) == (other.tag, other.get("class")) and home.getparent() is other.getparent()


def _is_labelled(block: Block) -> bool:
    """Tell whether a block is a labelled list of tags, categories or share links."""
    label = _LABEL.match(block.text)
    if label is None:
        return False
    if label["colon"]:
        return bool(block.links) or len(block.text) < 60
    return bool(block.links) and block.linked >= 0.75 * (len(block.text) - label.end())


def _leads_on(block: Block) -> bool:
    """Tell whether a paragraph is a label and the link to another article, and nothing else. `Baca juga` the pipelines know."""
    label = _LEADS_ON.match(block.text) if len(block.links) == 1 and not _is_read_also(block.text) else None
    return label is not None and block.linked >= 0.9 * (len(block.text) - label.end())


def _is_read_also(text: str) -> bool:
    return text.lower().lstrip("*[( ").startswith(_READ_ALSO)


def _is_link_list(block: Block, number: int, blocks: Sequence[Block]) -> bool:
    """Tell whether a block is a link in a list of links, or a heading that links. A paragraph of one link in prose is text."""
    if not block.linked or not block.is_linked:
        return False
    if block.kind == "heading" or block.element.tag in _GROUP or len(block.links) > 1:
        return True
    if any(not {"tag", "category"}.isdisjoint((link.get("rel") or "").split()) for link in block.links):
        return True
    if _is_read_also(block.text) and block.element.tag != "p":
        return True
    if _is_read_also(block.text) or (len(block.text) < 25 and len(block.links) == 1 and block.element.tag != "p"):
        return not _is_read_also(block.text)
    around = [blocks[other] for other in (number - 1, number + 1) if 0 <= other < len(blocks)]
    return any(other.linked and other.is_linked for other in around) or block.element.tag != "p"


def _trimmed(kept: list[Block]) -> list[Block]:
    """Take meta lines off both ends: what stands before the first sentence and behind the last."""
    kept = [block for number, block in enumerate(kept) if number >= _TOP or not _is_dated_meta(block)]
    first = next((number for number, block in enumerate(kept) if is_prose(block) and not is_caption_line(block.text)), 0)
    head = [block for block in kept[:first] if is_caption_line(block.text) or not _is_head_line(block)]
    rest = kept[first:]
    while len(rest) > 1 and (is_meta(rest[-1].text) or is_counter(rest[-1].text) or _is_exit(rest[-1])):
        if not rest[-1].is_linked and _may_be_byline(rest[-1].text) and not _BYLINE_END.search(rest[-2].text):
            break
        rest.pop()
    return head + rest


def _is_dated_meta(block: Block) -> bool:
    """Tell whether a line near the top is a meta line, be it below a standfirst: `Teks: Rani | Terbit: 2 Mei 2021`."""
    return block.kind == "text" and (is_date_line(block.text) or (is_meta(block.text) and moment_in(block.text) is not None))


def _is_head_line(block: Block) -> bool:
    """Tell whether a line before the text is of a meta list: dated, or a badge with a few words that are no sentence."""
    if is_meta(block.text) or is_date_line(block.text):
        return True
    if block.kind != "text":
        return False
    if block.element.tag in {"dt", "dd"} or block.moment:
        return len(block.text) < _BADGE
    return len(block.text) < 30 and (block.is_linked or block.element.tag in {"li", "span", "div", "td"})


def _is_exit(block: Block) -> bool:
    """Tell whether a last line is only a link onwards: `All press releases`, `Kembali ke daftar`."""
    return block.is_linked and len(block.links) == 1 and len(block.text) < 40 and block.text[-1].isalnum()


def _may_be_byline(text: str) -> bool:
    """Tell whether a last line may name the writers: `Penulis: …`, `Oleh: …` below a text."""
    return any(c.isalpha() for c in text) and not any(c.isdigit() for c in text)
