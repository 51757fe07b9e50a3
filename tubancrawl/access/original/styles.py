"""Style sheets whose addresses lead into the second origin. What is not found is stopped by the page's policy all the same."""

import re
from collections.abc import Callable
from typing import Final

_ADDRESS: Final = re.compile(
    r"""url\(\s*(?P<quote>["']?)(?P<url>[^"'()\\]*)(?P=quote)\s*\)|@import\s+(?P<mark>["'])(?P<name>[^"'\\]*)(?P=mark)""",
    re.IGNORECASE,
)
_NOTHING: Final = "about:invalid"


def with_addresses(css: str, lead: Callable[[str], str | None]) -> str:
    """Return the style sheet with each address replaced by what `lead` makes of it, or by one that shows nothing."""

    def replaced(found: re.Match[str]) -> str:
        named = found["url"] if found["name"] is None else found["name"]
        if named.lower().startswith("data:"):
            return found[0]
        target = (lead(named) or _NOTHING).replace('"', "%22").replace("\\", "%5C").replace("\n", "%0A")
        return f'url("{target}")' if found["name"] is None else f'@import "{target}"'

    return _ADDRESS.sub(replaced, css)
