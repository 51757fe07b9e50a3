"""A part of the tree as a list of blocks in reading order: paragraphs, headings, images, each with what its markup says.

A block ends where a browser would begin a new line box: at a block element, at `<br><br>`, at a `<br>` after a whole
sentence. Inline markup is joined as printed; a `<br>` inside a sentence is a space.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from lxml import etree

from tubancrawl.parsing.cards import HEADINGS, Cards
from tubancrawl.parsing.furniture import DROPPED, Role, role_of
from tubancrawl.parsing.queries import length_of
from tubancrawl.parsing.shapes import MIN_PROSE, ends_paragraph, is_block_by_style, is_data, is_flex, is_slanted, keeps_lines
from tubancrawl.parsing.words import is_date_line, is_furniture, is_meta
from tubancrawl.text import plain

INLINE: Final = frozenset(
    {
        *(
            "a",
            "abbr",
            "acronym",
            "b",
            "bdi",
            "bdo",
            "big",
            "cite",
            "code",
            "data",
            "del",
            "dfn",
            "em",
            "font",
            "i",
            "ins",
            "kbd",
        ),
        *("label", "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var"),
        *("wbr", "img", "picture", "source", "amp-img"),
    }
)
IMAGES: Final = frozenset({"img", "amp-img"})
_NEVER_TEXT = frozenset({"script", "style", "noscript", "template", "head", "svg", "nav", "select", "textarea"})
_SLANTED = frozenset({"i", "em", "small", "cite"})
_ICON_TAGS: Final = frozenset({"i", "span", "em", "b"})
_BREAKS = str.maketrans("\r\n\t\f", "    ")
_SOFT_ROLE_MAX: Final = 350  # characters; what a template calls "meta" or "category" and is longer than this holds the article


@dataclass(slots=True, kw_only=True)
class Block:
    """One line box of text, or one image (`text` is then empty)."""

    kind: Literal["text", "heading", "image"]
    element: etree._Element
    """The block element the text stands in, or the image."""
    text: str = ""
    role: Role = ""
    inside: bool = False
    """Whether it stands in the element that holds the body."""
    linked: int = 0
    """Characters of `text` inside links."""
    card: bool = False
    """It stands in a teaser: a small box that links to another article. Not looked at for short lines outside the body."""
    slanted: bool = False
    """All of it is italic or small: how captions are set."""
    links: list[etree._Element] = field(default_factory=list)
    moment: str = ""
    """The `datetime` of a `<time>` in it."""
    icon: str = ""
    """The class of the icon before it (`fa fa-user`): how templates label a meta line."""

    @property
    def is_linked(self) -> bool:
        """Whether it is little more than links."""
        return self.linked >= 0.75 * len(self.text)


def is_prose(block: Block) -> bool:
    """Tell whether a block is running text: a sentence's length, hardly linked, no furniture by name or words."""
    text = block.text
    return (
        block.kind == "text"
        and block.role in {"", "caption"}
        and len(text) >= MIN_PROSE
        and block.linked < 0.4 * len(text)
        and (len(text) >= 90 or text[-1:] in ".!?)”\"'…:;" or " - " in text[:50])
        and not is_furniture(text)
        and not is_meta(text)
        and not is_date_line(text)
    )


@dataclass(slots=True)
class _Line:
    icon: str = ""
    moment: str = ""
    pieces: list[str] = field(default_factory=list)
    linked: int = 0
    slanted: int = 0
    links: list[etree._Element] = field(default_factory=list)


@dataclass(slots=True)
class _State:
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


def read_blocks(
    region: etree._Element, *, body: etree._Element | None = None, keep: Iterable[etree._Element] = ()
) -> list[Block]:
    """Return the blocks of `region` in order. Nodes of `keep` are read whatever they are called: the body's ancestors."""
    return _Walk(body, frozenset(keep), length_of(region)).blocks_of(region)


class _Walk:
    def __init__(self, body: etree._Element | None, keep: frozenset[etree._Element], size: int) -> None:
        self.body, self.keep, self.size = body, keep, size
        self.blocks: list[Block] = []
        self.lines = [_Line()]
        self.cards = Cards()
        self.budget = 50 * size  # characters; measuring a deep nest of odd names again and again would be quadratic

    def blocks_of(self, region: etree._Element) -> list[Block]:
        start = _State(region, "", region is self.body, None, slanted=False, by_line=False, rows=False)
        stack: list[tuple[etree._Element, _State, Iterator[etree._Element], bool]] = []
        self._text(region.text, start)
        stack.append((region, start, iter(region), True))
        while stack:
            element, state, children, is_block = stack[-1]
            child = next(children, None)
            if child is None:
                stack.pop()
                if is_block:
                    self._flush(state)
                if stack:
                    self._text(element.tail, stack[-1][1])
                continue
            entered = self._enter(child, state)
            if entered is None:
                self._text(child.tail, state)
                continue
            inner, block = entered
            self._text(child.text, inner)
            stack.append((child, inner, iter(child), block))
        return self.blocks

    def _enter(self, element: etree._Element, state: _State) -> tuple[_State, bool] | None:  # noqa: PLR0911  (a ladder: each kind of element ends it)
        """Return the state inside `element` and whether it is a block; None when it is to be passed over."""
        tag: object = element.tag
        if not isinstance(tag, str):  # a comment's tag is a function
            return None
        if tag == "br":
            self.lines.append(_Line())
            return None
        if tag in IMAGES:
            self.blocks.append(Block(kind="image", element=element, role=state.role, inside=state.inside))
            return None
        role: Role = role_of(element)
        kept = element in self.keep or element is self.body
        if tag == "svg":
            self.lines.append(_Line(icon=element.get("class") or "svg"))
            return None
        if (tag in DROPPED or role == "skip") and not kept and not self._holds_most(element):
            if tag not in INLINE:
                self._flush(state)
            return None
        if kept or (role and role != "skip" and self._measure(element) > _SOFT_ROLE_MAX):
            role = ""
        role = role or state.role
        moment = element.get("datetime") or "" if tag == "time" else ""
        if tag in _ICON_TAGS and len(element) == 0 and not (element.text or "").strip() and element.get("class"):
            self.lines.append(_Line(icon=element.get("class") or ""))
            return None
        if tag in INLINE and not kept and not state.parts and not (element.attrib and is_block_by_style(element)):
            link = element if tag == "a" else state.link
            slanted = state.slanted or tag in _SLANTED or (bool(element.attrib) and is_slanted(element))
            self.lines[-1].moment = moment or self.lines[-1].moment
            return _State(state.owner, role, state.inside, link, slanted, state.by_line, state.rows), False
        if state.rows and tag in {"td", "th"}:
            self.lines[-1].pieces.append(" ")
            return _State(state.owner, role, state.inside, state.link, state.slanted, state.by_line, rows=True), False
        self._flush(state)
        self.lines[-1].moment = moment
        by_line = state.by_line or tag == "pre" or (bool(element.attrib) and keeps_lines(element))
        rows = state.rows or (tag == "table" and is_data(element))
        inside = state.inside or element is self.body
        link = element if tag == "a" else state.link
        slanted = state.slanted or tag in _SLANTED or (bool(element.attrib) and is_slanted(element))
        parts = tag not in {"p", "li", *HEADINGS} and (role == "meta" or (bool(element.attrib) and is_flex(element)))
        return _State(element, role, inside, link, slanted, by_line, rows, parts), True

    def _holds_most(self, element: etree._Element) -> bool:
        """Tell whether what looks like furniture holds most of the text: then its name means something else."""
        return self.size > 400 and element.tag not in _NEVER_TEXT and self._measure(element) > 0.6 * self.size

    def _measure(self, element: etree._Element) -> int:
        if self.budget <= 0:
            return 0
        size = length_of(element)
        self.budget -= size + 1
        return size

    def _text(self, text: str | None, state: _State) -> None:
        if not text:
            return
        if state.by_line and "\n" in text:
            for number, part in enumerate(text.split("\n")):
                if number:
                    self.lines.append(_Line())
                self._text(part, state)
            return
        line = self.lines[-1]
        line.pieces.append(text.translate(_BREAKS))
        if state.link is not None or state.slanted:
            size = len(text.strip())
            if state.link is not None:
                line.linked += size
                if not line.links or line.links[-1] is not state.link:
                    line.links.append(state.link)
            if state.slanted:
                line.slanted += size

    def _flush(self, state: _State) -> None:
        """End the current block: the lines gathered become one block for each paragraph among them."""
        lines, self.lines = self.lines, [_Line()]
        if len(lines) == 1 and not lines[0].pieces:
            return
        group: list[tuple[str, _Line]] = []
        icon = ""
        for line in lines:
            text = plain("".join(line.pieces))
            if not text and line.icon:
                icon = line.icon
                continue
            line.icon, icon = line.icon or icon, ""
            if not text or (group and (line.icon or ends_paragraph(group[-1][0], text, alone=state.owner.tag != "p"))):
                self._emit(group, state)
                group = []
            if text:
                group.append((text, line))
        self._emit(group, state)

    def _emit(self, group: list[tuple[str, _Line]], state: _State) -> None:
        if not group:
            return
        text = " ".join(text for text, _ in group) if len(group) > 1 else group[0][0]
        if not any(c.isalnum() or c == "*" for c in text):
            return
        linked = sum(line.linked for _, line in group)
        slanted = sum(line.slanted for _, line in group)
        kind: Literal["text", "heading"] = "heading" if state.owner.tag in HEADINGS else "text"
        links = [link for _, line in group for link in line.links]
        self.blocks.append(
            Block(
                kind=kind,
                element=state.owner,
                text=text,
                role=state.role,
                inside=state.inside,
                linked=linked,
                slanted=slanted >= 0.9 * len(text),
                links=links,
                card=(state.inside or len(text) >= MIN_PROSE) and self.cards.holds(state.owner, links),
                icon=group[0][1].icon,
                moment=next((line.moment for _, line in group if line.moment), ""),
            )
        )
