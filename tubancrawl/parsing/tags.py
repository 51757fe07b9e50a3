"""Which tags an article has, as its page prints them or, failing that, claims them."""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import islice, pairwise, takewhile
from typing import Final

from lxml import etree

from tubancrawl.parsing.blocks import Block
from tubancrawl.parsing.furniture import DROPPED
from tubancrawl.parsing.line_parts import parts_of
from tubancrawl.parsing.queries import is_longer
from tubancrawl.parsing.structured import Structured, texts_of
from tubancrawl.parsing.topics import CATEGORY_PATH, LABELS, TAG_LABEL, TAG_PATH, Named, distinct, link_text
from tubancrawl.parsing.words import is_furniture, is_hashtags, key

_CHIPS: Final = re.compile(r"\b(?:chips?|pills?|hashtags?|keywords?|tags?|label)\b", re.IGNORECASE)
_ICON: Final = re.compile(r"(?:^|[\s-])(?:tags|hashtag|local_offer)(?:$|[\s\d-])", re.IGNORECASE)

_CATEGORY_PATH: Final = re.compile(
    r"(?:^|/)(?:categor(?:y|ies)|kategori|rubrik|kanal)/|[?&](?:cat|kategori|category)=", re.IGNORECASE
)
"""An address that is a category's whatever it is called beside it; `CATEGORY_PATH` fits those of some tags too."""
_CLIMB: Final = 3  # levels around the body after which its tags may stand
_LONGEST: Final = 150  # characters of an article's tags; a cloud of the site's has more
_LABELLED: Final = 5  # letters of a label before tags: `Label`


def find_tags(around: Sequence[Block], told: Structured, categories: Sequence[str], body: etree._Element | None) -> Named | None:
    """Return the tags and their rule; None where no rule gives one. What links to a category of the article is none."""
    printed = [part for block in around for part in _linked_tags(block, categories)]
    rules: tuple[tuple[str, Callable[[], list[str]]], ...] = (
        ("tag links", lambda: printed),
        ("tag list", lambda: [part for block in around for part in _listed_tags(block)]),
        ("tag list", lambda: _after_label(around)),
        ("tag links", lambda: _below(body)),
        ("article:tag", lambda: told.og.get("article:tag", [])),
        ("json-ld", lambda: texts_of(told.article.get("keywords")) if told.article is not None else []),
    )
    for source, names_of in rules:
        if names := distinct(name for name in names_of() if key(name) not in LABELS):
            return source, names
    return None


def _linked_tags(block: Block, categories: Sequence[str]) -> list[str]:
    linked = [
        link_text(link).lstrip("#")
        for link in block.links
        if ({"tag"} == set((link.get("rel") or "").split()) - {"nofollow"} and not _is_category(link, categories))
        or TAG_PATH.search(link.get("href") or "")
    ]
    if linked := [name for name in linked if name]:
        return linked
    labelled = TAG_LABEL.match(block.text)
    if block.links and (block.role == "tags" or _ICON.search(block.icon) or (labelled and ":" in labelled[0])):
        return [link_text(link).lstrip("#") for link in block.links if not _leads_to_category(link)]
    return []


def _leads_to_category(link: etree._Element) -> bool:
    return bool(_CATEGORY_PATH.search(link.get("href") or ""))


def _below(body: etree._Element | None) -> list[str]:
    """Return the tag links of a box that holds nothing else, right after the body or after a box around it."""
    for up in () if body is None else (body, *islice(body.iterancestors(), _CLIMB)):
        box = None if up.tag in {"body", "html"} else next(up.itersiblings("*"), None)
        if box is None or box.tag in DROPPED or is_longer(box, _LONGEST):
            continue
        links = list(box.iter("a"))
        if not links or not all(TAG_PATH.search(link.get("href") or "") for link in links):
            continue
        names = [link_text(link).lstrip("#") for link in links]
        if len(key("".join(map(str, box.itertext())))) <= len(key("".join(names))) + _LABELLED:
            return names
    return []


def _after_label(around: Sequence[Block]) -> list[str]:
    """Return the list in the line after one that says no more than `Tags`: `<dt>Tags</dt><dd>banjir, jalan</dd>`."""
    for number, (label, block) in enumerate(pairwise(around), 1):
        if TAG_LABEL.fullmatch(label.text) and len(block.text) <= 120 and block.kind == "text" and not is_furniture(block.text):
            if block.element.tag == "li":
                return [item.text.lstrip("#") for item in _same_list(block, around[number:])]
            return [link_text(link) for link in block.links] or _parts(block)
    return []


def _same_list(first: Block, following: Sequence[Block]) -> Iterable[Block]:
    box = first.element.getparent()
    return takewhile(lambda item: item.element.getparent() is box, following)


def _parts(block: Block) -> list[str]:
    parts = parts_of(block)
    return list(parts) if len(parts) > 1 else block.text.split(",")


def _is_category(link: etree._Element, categories: Sequence[str]) -> bool:
    return link_text(link) in categories and bool(CATEGORY_PATH.search(link.get("href") or ""))


def _listed_tags(block: Block) -> list[str]:
    """Return tags that are no links: boxes side by side, or a list with commas or hash signs."""
    parts = parts_of(block) if ":" in block.text else ()
    for part, following in pairwise([*parts, ""]):
        if part is not parts[0] and (label := TAG_LABEL.match(part)) is not None and ":" in label[0]:
            return (part[label.end() :] or following).split(",")
    labelled = TAG_LABEL.match(block.text)
    is_labelled = block.role == "tags" or bool(labelled and ":" in labelled[0]) or bool(_ICON.search(block.icon))
    is_listed = is_labelled or bool(_CHIPS.search(block.element.get("class") or "")) or is_hashtags(block.text)
    if not is_listed or any(map(_leads_to_category, block.links)):
        return []
    boxes = [link_text(child).strip("# ") for child in block.element.iter("span", "a", "li", "b") if len(child) == 0]
    boxes = [text for text in boxes if text and not TAG_LABEL.fullmatch(text)]
    if len(boxes) > 1 and len(key("".join(boxes))) >= 0.8 * len(key(TAG_LABEL.sub("", block.text))):
        return boxes
    if not is_labelled and not is_hashtags(block.text):
        return []
    rest = TAG_LABEL.sub("", block.text) if labelled else block.text
    if "#" in rest and "," not in rest:
        return [part.strip() for part in rest.split("#")]
    return [part.strip(" #") for part in rest.split(",")] if len(rest) <= 300 else []
