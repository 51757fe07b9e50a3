"""Which tags an article has, as its page prints them or, failing that, claims them."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from lxml import etree

from tubancrawl.parsing.blocks import Block
from tubancrawl.parsing.structured import Structured, texts_of
from tubancrawl.parsing.topics import CATEGORY_PATH, LABELS, LINE_PARTS, TAG_LABEL, TAG_PATH, Named, distinct, link_text
from tubancrawl.parsing.words import is_hashtags, key

_CHIPS: Final = re.compile(r"\b(?:chips?|pills?|hashtags?|keywords?|tags?|label)\b", re.IGNORECASE)


def find_tags(around: Sequence[Block], told: Structured, categories: Sequence[str]) -> Named | None:
    """Return the tags and their rule; None where no rule gives one. What links to a category of the article is none."""
    printed = [part for block in around for part in _linked_tags(block, categories)]
    rules: tuple[tuple[str, Callable[[], list[str]]], ...] = (
        ("tag links", lambda: printed),
        ("tag list", lambda: [part for block in around for part in _listed_tags(block)]),
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
    if block.links and (block.role == "tags" or (labelled and ":" in labelled[0])):
        return [link_text(link).lstrip("#") for link in block.links]
    return []


def _is_category(link: etree._Element, categories: Sequence[str]) -> bool:
    return link_text(link) in categories and bool(CATEGORY_PATH.search(link.get("href") or ""))


def _listed_tags(block: Block) -> list[str]:
    """Return tags that are no links: boxes side by side, or a list with commas or hash signs."""
    for part in LINE_PARTS.split(block.text)[1:]:
        if (label := TAG_LABEL.match(part)) is not None and ":" in label[0]:
            return part[label.end() :].split(",")
    labelled = TAG_LABEL.match(block.text)
    is_labelled = block.role == "tags" or bool(labelled and ":" in labelled[0])
    if not is_labelled and not _CHIPS.search(block.element.get("class") or "") and not is_hashtags(block.text):
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
