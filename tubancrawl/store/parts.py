"""Whether a field of the content says the same in another print or another place, or only more: what templates do. Pure."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from tubancrawl.text import digest_of

_TYPED: Final = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "`": "'", "–": "-", "—": "-", "…": "..."})


_WORD: Final = re.compile(r"\w+")


def is_same_print(old: Any, new: Any) -> bool:
    """Tell whether two values differ at most in capitals, in the shape of quotation marks and dashes, and in white space."""
    return old is not None and new is not None and digest_of(_folded(old)) == digest_of(_folded(new))


def only_appears(name: str, small: Any, big: Any) -> bool:
    """Tell whether the field `name` says in `big` what it says in `small`, and more: nothing of it is other than it was."""
    if not small:
        return True
    if not big:
        return False
    if name == "photos":
        return _photos_appear(small, big)
    if name == "categories":
        return set(_folded(small)) <= set(_folded(big))
    if isinstance(small, Mapping):
        return all(_appears(small[part], big[part]) for part in small)
    return is_same_print(small, big)


def only_moved(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Tell whether the paragraphs of two items differ at most in words that stand in another field of the other item.

    So it is where a caption, a dateline or a signature is set apart in one template and part of the text in the other.
    """
    old_text, new_text = _words(old["paragraphs"]), _words(new["paragraphs"])
    old_rest, new_rest = _words(_beside(old)), _words(_beside(new))
    return old_text - new_text <= new_rest - old_rest and new_text - old_text <= old_rest - new_rest


def _beside(item: Mapping[str, Any]) -> list[str]:
    """Return what an item says beside its paragraphs and its headline."""
    byline, dateline = item["byline"] or {}, item["dateline"] or {}
    said = [byline.get("raw"), dateline.get("source"), dateline.get("place")]
    said += [photo[part] for photo in item["photos"] for part in ("caption", "credit")]
    return [text for text in (*said, *item["categories"], *item["tags"]) if text]


def _words(texts: Sequence[str]) -> Counter[str]:
    return Counter(word for text in texts for word in _WORD.findall(text.casefold()))


def _appears(small: Any, big: Any) -> bool:
    if not small:
        return True
    if isinstance(small, list):
        return bool(big) and set(_folded(small)) <= set(_folded(big))
    return is_same_print(small, big)


def _photos_appear(small: Sequence[Mapping[str, Any]], big: Sequence[Mapping[str, Any]]) -> bool:
    rest = list(big)
    for photo in small:
        like = next((other for other in rest if _photo_appears(photo, other)), None)
        if like is None:
            return False
        rest.remove(like)
    return True


def _photo_appears(small: Mapping[str, Any], big: Mapping[str, Any]) -> bool:
    """Tell whether `big` may be the same picture with more said of it. Another theme keeps copies under another path."""
    if not all(_appears(small[part], big[part]) for part in ("caption", "credit")):
        return False
    return small["url"] is None or (big["url"] is not None and _file_of(small["url"]) == _file_of(big["url"]))


def _file_of(url: str) -> str:
    return url.rpartition("/")[2].casefold()


def _folded(value: Any) -> Any:
    if isinstance(value, str):
        return "".join(value.translate(_TYPED).casefold().split())
    if isinstance(value, Mapping):
        return {name: _folded(part) for name, part in value.items()}
    return [_folded(part) for part in value] if isinstance(value, list) else value
