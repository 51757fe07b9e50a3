"""What a page says of itself for machines: JSON-LD, OpenGraph, meta elements, canonical link. All of it unconfirmed."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from tubancrawl.parsing.page import Page
from tubancrawl.text import plain

ARTICLE_TYPES: Final = frozenset({"NewsArticle", "Article", "BlogPosting", "ReportageNewsArticle", "Report"})
_MAX_NODES: Final = 2_000  # of a JSON-LD graph; real ones have about 20


@dataclass(slots=True)
class Structured:
    """The claims of one page: `og` holds meta elements by lower-case property, name or itemprop, several values in order."""

    og: dict[str, list[str]] = field(default_factory=dict)
    article: Mapping[str, Any] | None = None
    """The JSON-LD node of an article, if there is one."""
    canonical: str | None = None
    findings: list[str] = field(default_factory=list)

    def first(self, *names: str) -> str | None:
        """Return the first non-empty value among these meta elements."""
        return next((value for name in names for value in self.og.get(name, ()) if value), None)


def read_structured(page: Page) -> Structured:
    """Collect the claims. JSON-LD that does not parse is a finding; so is more than one article in it."""
    told = Structured()
    for element in page.declared["link"]:
        if told.canonical is None and "canonical" in (element.get("rel") or "").lower().split():
            told.canonical = (element.get("href") or "").strip() or None
    for element in page.declared["meta"]:
        name = element.get("property") or element.get("name") or element.get("itemprop")
        value = element.get("content")
        if name and value:
            told.og.setdefault(name.strip().lower(), []).append(sound(value))
    if b"ld+json" in page.source:
        told.article = _article_node(page, told.findings)
    return told


def sound(text: str) -> str:
    """Return `text` plain and without lone surrogates, which JSON can spell and no database can store."""
    return plain(text if text.isascii() else text.encode("utf-8", "ignore").decode())


def text_of(value: Any) -> str | None:
    """Return the text that a JSON-LD value stands for: itself, its name or url, or the first of several."""
    if isinstance(value, list):
        return next((found for found in map(text_of, value[:50]) if found), None)
    if isinstance(value, dict):
        return text_of(value.get("name") or value.get("url") or value.get("@id"))
    return (sound(value) or None) if isinstance(value, str) else None


def texts_of(value: Any) -> list[str]:
    """Return every text of a JSON-LD value that may be one text, a comma list or a list."""
    if isinstance(value, str):
        return [part for part in map(sound, value.split(",")) if part]
    if isinstance(value, list):
        return [found for found in map(text_of, value[:50]) if found]
    return []


def _article_node(page: Page, findings: list[str]) -> Mapping[str, Any] | None:
    found: list[Mapping[str, Any]] = []
    for script in page.root.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            data = json.loads("".join(map(str, script.itertext())).strip(), strict=False)
        except (ValueError, RecursionError):
            findings.append("json-ld: does not parse")
            continue
        found.extend(node for node in _nodes(data) if ARTICLE_TYPES & set(_types(node)))
    if len(found) > 1:
        findings.append(f"json-ld: {len(found)} articles")
    return found[0] if found else None


def _types(node: Mapping[str, Any]) -> list[str]:
    kind = node.get("@type")
    return [one for one in (kind if isinstance(kind, list) else [kind]) if isinstance(one, str)]


def _nodes(data: Any) -> Iterator[Mapping[str, Any]]:
    """Yield the objects of a graph: the top, lists, `@graph` and `mainEntity`, breadth first."""
    queue, seen = [data], 0
    while queue and seen < _MAX_NODES:
        node, seen = queue.pop(0), seen + 1
        if isinstance(node, list):
            queue.extend(node)
        elif isinstance(node, dict):
            yield node
            queue.extend(node[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in node)
