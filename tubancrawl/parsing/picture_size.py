"""Which of two addresses is the larger copy of one picture, by the marks that a CMS sets into the address of a copy."""

import re
from typing import Final

_NAMED: Final = {
    **dict.fromkeys(("xs", "thumb", "thumbs", "thumbnail", "thumbnails", "tn", "mini", "kecil", "small", "s"), 1),
    **dict.fromkeys(("medium", "sedang", "m"), 2),
    **dict.fromkeys(("large", "besar", "big", "l"), 3),
    **dict.fromkeys(("xl",), 4),
}
"""How large a copy is that is called so, smallest first."""
_WORD: Final = "|".join(name for name in sorted(_NAMED, key=len, reverse=True) if len(name) > 2 or name == "tn")
_PIXELS: Final = re.compile(
    r"/(?:s|w)(?P<google>\d{1,5})(?:-[\w-]+)?/(?=[^/]+$)"  # Blogger: /s400/a.jpg, /w640-h480/a.jpg
    r"|=(?:s|w)(?P<end>\d{1,5})(?:-[\w-]+)?$"  # …/img/a/AVvX=s400
    r"|-(?P<wide>\d{2,4})x\d{2,4}(?=\.\w{3,4}$)"  # WordPress: a-1024x683.jpg
)
_CALLED: Final = re.compile(
    rf"(?<=/)(?P<folder>{_WORD})/|(?<=/)(?P<before>{_WORD})[_-](?=[^/]+$)|[_-](?P<after>{_WORD})(?=\.\w{{3,4}}$)"
    r"|_(?-i:(?P<k2>XS|S|M|L|XL))(?=\.\w{3,4}$)",  # K2 of Joomla: 0ab3_XL.jpg
    re.IGNORECASE,
)
_PAGE: Final = re.compile(r"(/s\d{2,5})-h(?=/[^/]+$)")  # Blogger shows a page about the picture there
_WHOLE: Final = (9, 0)


def larger_of(shown: str, linked: str) -> str | None:
    """Return `linked` if its address is that of a larger copy of the picture at `shown`, or of the picture itself; else None.

    Both are absolute. What `shown` is a copy of must be told by its address: a plain file stays, whatever is named besides it.
    """
    linked = _PAGE.sub(r"\1", linked)
    size, name = _measured(shown)
    other, same = _measured(linked)
    return linked if size < other and name == same else None


def _measured(address: str) -> tuple[tuple[int, int], str]:
    """Return how large a copy an address says it is, and its address without that mark."""
    path = address.partition("?")[0]
    if (found := _PIXELS.search(path)) is not None:
        pixels = int(found["google"] or found["end"] or found["wide"] or 0)
        return (0, pixels) if pixels else _WHOLE, path[: found.start()] + "/" * path[found.start()].count("/") + path[
            found.end() :
        ]
    size = _WHOLE
    while (found := _CALLED.search(path)) is not None:  # `/medium/medium_a.jpg` has two
        named = next(filter(None, found.groupdict().values()))
        size, path = min(size, (_NAMED[named.lower()], 0)), path[: found.start()] + path[found.end() :]
    return size, path
