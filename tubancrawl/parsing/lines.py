"""Where a walk over the tree stands and what it has gathered, and the elements that it tells apart by their tags."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from tubancrawl.parsing.furniture import Role
from tubancrawl.parsing.queries import HEADINGS

INLINE: Final = frozenset(
    {
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins"),
        *("kbd", "label", "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u"),
        *("var", "wbr", "img", "picture", "source", "amp-img"),
    }
)
"""Elements that stand in a line of text, unless a style says otherwise."""
IMAGES: Final = frozenset({"img", "amp-img"})
NEVER_TEXT: Final = frozenset({"script", "style", "noscript", "template", "head", "svg", "nav", "select", "textarea"})
WHOLE: Final = frozenset({"p", "li", *HEADINGS})
"""Elements whose inline children are no boxes of their own, whatever they are called."""
SLANTED: Final = frozenset({"i", "em", "small", "cite"})
ICONS: Final = frozenset({"i", "span", "em", "b"})
"""Elements that are drawn by their class when they are empty. With an id they are targets of a table of contents."""
MOMENTS: Final = {"time": "datetime", "abbr": "title"}
"""Elements that tell machines the moment they print, and the attribute that holds it."""
_LIGATURES: Final = ("material-icons", "material-symbols")
"""Icon fonts that draw a word: `<i class="material-icons">person</i>` shows a head and no text."""


def icon_of(element: etree._Element) -> str:
    """Return what names the icon that an element without children is: its class, a drawn word with it; "" if it is none."""
    name, text = element.get("class") or "", (element.text or "").strip()
    if not text:
        return "" if element.get("id") else name  # a script fills what has an id
    return f"{name} {text}" if name.startswith(_LIGATURES) else ""


class Line:
    """Text gathered since the last `<br>` or block. A plain class: a page makes hundreds, and a dataclass makes them slower."""

    __slots__ = ("caption", "icon", "linked", "links", "moment", "pieces", "slanted")

    def __init__(self, icon: str = "") -> None:
        self.icon = icon
        self.moment = ""
        self.pieces: list[str] = []
        self.linked = self.slanted = self.caption = 0
        self.links: list[etree._Element] = []


@dataclass(slots=True)
class State:
    """Where the walk stands: what the nearest elements make of the text that follows."""

    owner: etree._Element
    role: Role
    inside: bool
    link: etree._Element | None
    slanted: bool
    by_line: bool
    rows: bool
    parts: bool = False
    """Inline children of the element are boxes of their own: it is a flex box or a meta list."""


Stack = list[tuple[etree._Element, State, Iterator[etree._Element], bool]]  # noqa: SLF001  (the type's only name)
"""The elements around the place where a walk stands, each with its state, the children to come, and whether it is a block."""
