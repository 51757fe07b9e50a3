"""In which categories an article stands and which tags it has, as its page prints them or, failing that, claims them."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from lxml import etree

from tubancrawl.parsing.blocks import Block
from tubancrawl.parsing.queries import breadcrumbs
from tubancrawl.parsing.structured import Structured, sound, texts_of
from tubancrawl.parsing.words import key
from tubancrawl.printed_dates import read_moment

Named = tuple[str, list[str]]
"""A rule and the names it gave."""

_CATEGORY_PATH: Final = re.compile(
    r"/(?:categor(?:y|ies)|kategori|rubrik|kanal|cat|topics?)(?:[-/=]|$)|[?&](?:cat|kategori|category)=", re.IGNORECASE
)
_TAG_PATH: Final = re.compile(r"/(?:tags?|label)/|[?&]tag=", re.IGNORECASE)
_HOMES: Final = frozenset({"home", "beranda", "depan", "halamandepan", "halamanutama", "utama", "index", "frontpage", "portal"})
CATEGORY_LABEL: Final = re.compile(r"^(?:kategori|category|categories|rubrik|posted in|filed under|in|di)\s*:\s*", re.IGNORECASE)
TAG_LABEL: Final = re.compile(r"^(?:tags?|label|topik|kata kunci|keywords?)\s*:?\s*", re.IGNORECASE)
LINE_PARTS: Final = re.compile(r"\s*[|•·»]\s*|\s+[-–—/]\s+")


def link_text(link: etree._Element) -> str:
    """Return what a link prints, without a comma after it."""
    return sound("".join(map(str, link.itertext()))).strip(" ,")


def find_categories(around: Sequence[Block], told: Structured, headline: str | None, root: etree._Element) -> Named | None:
    """Return the categories and their rule; None where no rule gives one. Never the front page's name or the headline."""
    rules = (
        ("meta list", [part for block in around if block.role not in {"crumbs", "tags"} for part in _category_texts(block)]),
        ("article:section", told.og.get("article:section", [])),
        ("json-ld", texts_of(told.article.get("articleSection")) if told.article is not None else []),
        ("breadcrumb", None),
    )
    for source, told_names in rules:
        found = told_names if told_names is not None else _crumb_category(root, headline)
        names = _distinct(name for name in found if key(name) not in _HOMES and key(name) != key(headline or ""))
        if names:
            return source, names
    return None


def _category_texts(block: Block) -> list[str]:  # noqa: PLR0911  (ranked rules, the first that fits)
    linked = [
        link_text(link)
        for link in block.links
        if "category" in (link.get("rel") or "").split() or _CATEGORY_PATH.search(link.get("href") or "")
    ]
    if linked:
        return linked
    text = block.text
    if len(text) > 100:
        return []
    if block.role == "categories" and not read_moment(text):
        if block.links:
            return [link_text(link) for link in block.links]
        return [part.strip() for part in CATEGORY_LABEL.sub("", text).split(",")]
    if CATEGORY_LABEL.match(text):
        return [part.strip() for part in CATEGORY_LABEL.sub("", text).split(",")]
    for part in LINE_PARTS.split(text):
        if (labelled := re.search(r"\b(?:kategori|category|rubrik)\s*:\s*([^:]{2,60})$", part, re.IGNORECASE)) is not None:
            return [labelled[1]]
    parts = [part for part in LINE_PARTS.split(text) if part.endswith(",") and len(part) > 2]
    if len(parts) == 1 and parts[0] != text and not read_moment(parts[0]):
        return parts[0].split(",")
    if text.endswith(",") and any(c.isalpha() for c in text) and block.element.tag in {"li", "span", "a", "div", "p"}:
        return [part.strip() for part in text.split(",")]
    return []


def _crumb_category(root: etree._Element, headline: str | None) -> list[str]:
    """Return the last level of the breadcrumb above the article, if its address is a category's."""
    for crumbs in breadcrumbs(root)[:5]:
        links = [link for link in crumbs.iter("a") if key(link_text(link)) not in _HOMES | {key(headline or "")}]
        if links and _CATEGORY_PATH.search(links[-1].get("href") or ""):
            return [link_text(links[-1])]
    return []


def find_tags(around: Sequence[Block], told: Structured) -> Named | None:
    """Return the tags and their rule; None where no rule gives one."""
    printed = [part for block in around for part in _tag_texts(block)]
    for source, found in (
        ("tag links", printed),
        ("article:tag", told.og.get("article:tag", [])),
        ("json-ld", texts_of(told.article.get("keywords")) if told.article is not None else []),
    ):
        if names := _distinct(found):
            return source, names
    return None


def _tag_texts(block: Block) -> list[str]:
    linked = [
        link_text(link).lstrip("#")
        for link in block.links
        if {"tag"} == set((link.get("rel") or "").split()) - {"nofollow"} or _TAG_PATH.search(link.get("href") or "")
    ]
    linked = [name for name in linked if name]
    if linked:
        return linked
    labelled = TAG_LABEL.match(block.text)
    if block.role == "tags" or (labelled and ":" in labelled[0]):
        if block.links:
            return [link_text(link).lstrip("#") for link in block.links]
        rest = TAG_LABEL.sub("", block.text) if labelled else block.text
        return [part.strip(" #") for part in rest.split(",")] if len(rest) <= 300 else []
    return []


def _distinct(names: Iterable[str]) -> list[str]:
    seen: dict[str, str] = {}
    for name in names:
        text = sound(name).strip(" ,")
        if text and len(text) <= 80:
            seen.setdefault(text.casefold(), text)
    return list(seen.values())
