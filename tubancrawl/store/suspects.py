"""Whether a reading is too unlike the article that it would replace to be believed at once. Pure."""

from collections.abc import Mapping
from typing import Any, Final

_SHRUNK: Final = 0.4  # of the text that was there: real cuts take a paragraph, broken pages most of it
_SITE_NAMES: Final = frozenset({"tubankab", "pemkab tuban", "kabupaten tuban", "pemerintah kabupaten tuban", "tubankab.go.id"})


def why_suspect(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> str | None:
    """Return why the item of a reading is suspect after that of the version before it; None if it is not, or the first.

    `before`, `after`: the fields of a reading, as the table keeps them.
    """
    if before is None:
        return None
    old, new = (sum(map(len, fields["paragraphs"])) for fields in (before, after))
    if new < _SHRUNK * old:
        return f"shrank from {old} to {new} characters"
    name = (after["headline"] or "").casefold().strip()
    if name in _SITE_NAMES and name != (before["headline"] or "").casefold().strip():
        return f"the headline became the site's name, {after['headline']!r}"
    return None
