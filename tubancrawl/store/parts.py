"""Whether a field of the content says the same in another print, or only more of the same: what templates do. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from tubancrawl.text import digest_of

_TYPED: Final = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "`": "'", "–": "-", "—": "-", "…": "..."})


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
