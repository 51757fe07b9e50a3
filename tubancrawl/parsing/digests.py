"""What a page is made of, in two short texts by which store.causes tells who changed it: its words, and its template.

Both are of the page as sent, before a pipeline takes anything off. Together they cost about 40 µs a page.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from tubancrawl.parsing.page import FRAMES, Page
from tubancrawl.parsing.shapes import is_caption_line
from tubancrawl.parsing.words import is_counter
from tubancrawl.text import sha256, sketch_of

_LONGEST: Final = 200  # characters of a class that are remembered: a hostile page must not fill the memory of a crawl
_TOP: Final = 4  # lines among which captions may stand
_SHORT: Final = 60
"""Characters; a view counter has fewer."""

_NUMBER: Final = re.compile(r"(?<![0-9a-f])[0-9a-f]*\d[0-9a-f]*")
_BUSTER: Final = re.compile(r"[0-9a-f]{7,}")


def block_digest(paragraphs: Sequence[str]) -> str:
    """Return the digest of the words of a body, as `Draft.paragraphs` has them.

    Equal wherever the printed words are: however they are set, parted into paragraphs, spelt in entities or spaced. View
    counters among them do not count, nor does a caption above the text, which one template in two sets apart.
    """
    words = "".join(
        [
            text
            for number, text in enumerate(paragraphs)
            if not (number < _TOP and is_caption_line(text)) and (len(text) >= _SHORT or not is_counter(text))
        ]
    )
    return sha256(words.replace(" ", "").encode())


def skeleton_of(page: Page) -> str:
    """Return the sketch of a page's style sheets, a bar, and that of its boxes: `text.likeness` compares each.

    A box is known by its tag and its class, or else its id, whatever numbers are in them. Counters, lists of other articles and
    what is active in a menu leave both sketches as they are, or nearly so; another template leaves hardly anything.
    """
    boxes = {(element.tag, classes or name or "") for element, classes, name in page.boxes if element.tag in FRAMES}
    return f"{sketch_of(_sheets(page))}|{sketch_of(_folded(tag, name) for tag, name in boxes)}"


def _sheets(page: Page) -> Iterable[str]:
    for element in page.declared["link"]:
        if "stylesheet" in (element.get("rel") or ""):
            yield _BUSTER.sub("", (element.get("href") or "").partition("?")[0])


def _folded(tag: str, name: str) -> str:
    return (_fold if len(name) <= _LONGEST else _fold.__wrapped__)(tag, name)


@lru_cache(maxsize=4096)
def _fold(tag: str, name: str) -> str:
    return f"{tag}.{_NUMBER.sub('#', ' '.join(name.split()))}"
