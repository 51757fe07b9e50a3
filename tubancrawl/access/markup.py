"""XML written as text: every value escaped, and without the characters that XML 1.0 has no way to write."""

import re
from collections.abc import Mapping
from typing import Final
from xml.sax.saxutils import escape, quoteattr

_UNWRITABLE: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(name: str, content: str = "", /, attributes: Mapping[str, str | None] | None = None) -> str:
    """Return an element around `content`, which is markup already; an attribute that is None is left out."""
    given = "".join(f" {key}={quoteattr(clean(value))}" for key, value in (attributes or {}).items() if value is not None)
    return f"<{name}{given}>{content}</{name}>" if content else f"<{name}{given}/>"


def text(name: str, value: str, /, attributes: Mapping[str, str | None] | None = None) -> str:
    """Return an element that holds a text."""
    return element(name, escape(clean(value)), attributes)


def clean(value: str) -> str:
    """Return a text without what XML cannot hold."""
    return _UNWRITABLE.sub("", value)
