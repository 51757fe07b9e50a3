"""What of an article can be searched: its text as passages, by field. A phrase never reaches from one passage into the next."""

from collections.abc import Mapping
from typing import Any, Final

FIELDS: Final = ("headline", "body", "caption", "byline", "reporter", "photographer", "editor", "category")

Passages = Mapping[str, list[str]]
"""Field -> its passages in the order of the page: paragraphs, captions, names."""


def passages_of(item: Mapping[str, Any]) -> Passages:
    """Return the passages of a reading's item. Empty ones are left out, and every field is there."""
    byline = item["byline"] or {}
    photos = item["photos"]
    found = {
        "headline": [item["headline"]],
        "body": item["paragraphs"],
        "caption": [photo["caption"] for photo in photos],
        "byline": [byline.get("raw")],
        "reporter": byline.get("reporters", []),
        "photographer": [photo["credit"] for photo in photos if photo["credit_kind"] in {"person", "agency"}],
        "editor": [byline.get("editor")],
        "category": item["categories"],
    }
    return {field: [text for text in texts if text] for field, texts in found.items()}


def together(versions: list[Passages]) -> Passages:
    """Return the passages of several versions, each once, those of the last version first."""
    newest_first = list(reversed(versions))
    return {field: list(dict.fromkeys(text for one in newest_first for text in one[field])) for field in FIELDS}


def without(passages: Passages, other: Passages) -> Passages:
    """Return those passages whose text the same field of `other` does not have."""
    return {field: [text for text in texts if text not in set(other[field])] for field, texts in passages.items()}


def same_text(one: Passages, other: Passages) -> bool:
    """Tell whether two versions hold the same passages, in whatever order."""
    return all(set(one[field]) == set(other[field]) for field in FIELDS)
