"""A part of the tree as a list of blocks in reading order: paragraphs, headings, images, each with what its markup says.

A block ends where a browser would begin a new line box: at a block element, at `<br><br>`, at a `<br>` after a whole
sentence. Inline markup is joined as printed; a `<br>` inside a sentence is a space.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain, takewhile
from typing import Final, Literal

from lxml import etree

from tubancrawl.parsing.cards import Cards
from tubancrawl.parsing.furniture import DROPPED, Role
from tubancrawl.parsing.lines import ICONS, IMAGES, INLINE, MOMENTS, NEVER_TEXT, SLANTED, WHOLE, Line, Stack, State, icon_of
from tubancrawl.parsing.looks import look_of
from tubancrawl.parsing.queries import HEADINGS, is_longer, length_of
from tubancrawl.parsing.shapes import MIN_PROSE, begins_entry, ends_paragraph, is_data, is_told
from tubancrawl.parsing.words import is_date_line, is_furniture, is_meta
from tubancrawl.text import plain

_NEVER_BODY: Final = NEVER_TEXT | {"footer"}
_SHORT: Final = 160  # characters of a line whose pieces are kept
_SOFT_ROLE_MAX: Final = 350  # characters; what a template calls "meta" or "category" and is longer than this holds the article


@dataclass(slots=True)
class Block:
    """One line box of text, or one image (`text` is then empty). Made by position: by keyword that takes three times as long."""

    kind: Literal["text", "heading", "image"]
    element: etree._Element
    """The block element the text stands in, or the image."""
    text: str = ""
    role: Role = ""
    inside: bool = False
    """Whether it stands in the element that holds the body."""
    linked: int = 0
    """Characters of `text` inside links."""
    slanted: bool = False
    """All of it is italic or small: how captions are set."""
    links: list[etree._Element] = field(default_factory=list)
    icon: str = ""
    """The class of the icon before it (`fa fa-user`): how templates label a meta line."""
    moment: str = ""
    """The `datetime` of a `<time>` in it, or the `title` of an `<abbr>`."""
    cards: Cards | None = None
    """The boxes of its page, where `card` may be true."""
    pieces: list[str] | None = None
    """The runs of text of a short line that no tag divides, where there are several."""
    prose: bool | None = None
    """What `is_prose` says of it, once it was asked."""
    parts: tuple[str, ...] | None = None
    """What `line_parts.parts_of` says of it, once it was asked."""

    @property
    def is_linked(self) -> bool:
        """Whether it is little more than links."""
        return self.linked >= 0.75 * len(self.text)

    @property
    def card(self) -> bool:
        """Whether it stands in a teaser: a small box that links to another article. Never said of short lines elsewhere."""
        return self.cards is not None and self.cards.holds(self.element, self.links)


def is_prose(block: Block) -> bool:
    """Tell whether a block is running text: a sentence's length, hardly linked, no furniture by name or words."""
    if block.prose is None:
        block.prose = _is_prose(block)
    return block.prose


def _is_prose(block: Block) -> bool:
    text = block.text
    return (
        block.kind == "text"
        and block.role in {"", "caption"}
        and len(text) >= MIN_PROSE
        and block.linked < 0.4 * len(text)
        and (len(text) >= 90 or text[-1:] in ".!?)]”\"'…:;" or " - " in text[:50])
        and not is_furniture(text)
        and not is_meta(text)
        and not is_date_line(text)
    )


def read_blocks(
    region: etree._Element,
    size: int | None = None,
    *,
    body: etree._Element | None = None,
    keep: Iterable[etree._Element] = (),
    start: etree._Element | None = None,
) -> list[Block]:
    """Return the blocks of `region` in order, those from `start` on if that is given. `size`: its length, where it is known.

    Nodes of `keep` are read whatever they are called: the body's ancestors.
    """
    return _Walk(body, frozenset(keep), length_of(region) if size is None else size).blocks_of(region, start)


class _Walk:
    def __init__(self, body: etree._Element | None, keep: frozenset[etree._Element], size: int) -> None:
        self.body, self.keep, self.size = body, keep, size
        self.blocks: list[Block] = []
        self.lines = [Line()]
        self.cards = Cards(self.keep)
        self.budget = 50 * size  # characters; measuring a deep nest of odd names again and again would be quadratic

    def blocks_of(self, region: etree._Element, start: etree._Element | None) -> list[Block]:
        state = State(region, "", region is self.body, None, slanted=False, by_line=False, rows=False)
        stack: Stack = []
        if start is None:
            self._text(region.text, state)
            stack.append((region, state, iter(region), True))
        else:
            self._go_to(start, region, state, stack)
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
            if len(child):
                stack.append((child, inner, iter(child), block))
                continue
            if block:
                self._flush(inner)
            self._text(child.tail, state)
        return self.blocks

    def _go_to(self, start: etree._Element, region: etree._Element, state: State, stack: Stack) -> None:
        """Fill `stack` as it would stand when the walk comes to `start`, without what it had read by then."""
        path = [start, *takewhile(lambda up: up is not region, start.iterancestors())]
        if path[-1].getparent() is not region:
            return
        element, is_block = region, True
        for child in reversed(path[1:]):
            stack.append((element, state, child.itersiblings(), is_block))
            entered = self._enter(child, state)
            if entered is None:
                stack.clear()
                return
            element, (state, is_block) = child, entered
        stack.append((element, state, chain((start,), start.itersiblings()), is_block))

    def _enter(self, element: etree._Element, state: State) -> tuple[State, bool] | None:  # noqa: PLR0911  (a ladder: each kind of element ends it)
        """Return the state inside `element` and whether it is a block; None when it is to be passed over."""
        tag: object = element.tag
        if not isinstance(tag, str):  # a comment's tag is a function
            return None
        if tag == "br":
            self.lines.append(Line())
            return None
        if tag in IMAGES:
            self._image(element, state)
            return None
        look = look_of(element)
        role = "meta" if look.role == "skip" and self._is_inner_foot(element) else look.role
        if role == "skip" and tag == "a" and len(element) == 1 and element[0].tag in IMAGES:
            role = ""  # a lightbox is called popup or modal; what else links a picture is told by where it leads
        kept = element in self.keep or element is self.body
        if tag == "svg":
            self.lines.append(Line(icon=element.get("class") or "svg"))
            return None
        if (
            (tag in DROPPED or role == "skip" or (tag == "footer" and self._is_page_foot(element)))
            and not kept
            and not self._holds_most(element)
        ):
            if tag not in INLINE:
                self._flush(state)
            return None
        if kept or (role and role != "skip" and self._measure(element) > _SOFT_ROLE_MAX and tag != "footer"):
            role = ""
        role = role or state.role
        moment = element.get(MOMENTS[tag]) or "" if tag in MOMENTS else ""
        if tag in ICONS and len(element) == 0 and (icon := icon_of(element)):
            self.lines.append(Line(icon=icon))
            return None
        link = element if tag == "a" else state.link
        slanted = state.slanted or tag in SLANTED or look.slanted
        if tag in INLINE and not kept and not state.parts and not look.is_block:
            self.lines[-1].moment = moment or self.lines[-1].moment
            if link is state.link and slanted is state.slanted and role == state.role:
                return state, False
            return State(state.owner, role, state.inside, link, slanted, state.by_line, state.rows), False
        if state.rows and tag in {"td", "th"}:
            self.lines[-1].pieces.append(" ")
            return State(state.owner, role, state.inside, state.link, state.slanted, state.by_line, rows=True), False
        self._flush(state)
        self.lines[-1].moment = moment
        by_line = state.by_line or tag == "pre" or look.keeps_lines
        rows = state.rows or (tag == "table" and is_data(element))
        inside = state.inside or element is self.body
        parts = tag not in WHOLE and (role == "meta" or look.is_flex)
        return State(element, role, inside, link, slanted, by_line, rows, parts), True

    def _image(self, element: etree._Element, state: State) -> None:
        if self._is_meta_line():
            self._flush(state)
        self.blocks.append(Block("image", element, "", state.role, state.inside))

    def _is_meta_line(self) -> bool:
        """Tell whether the line so far is of a meta list: it has icons, or prints a date and no more."""
        if len(self.lines) == 1 and not self.lines[0].pieces:
            return False
        return any(line.icon for line in self.lines) or is_date_line(plain("".join(self.lines[-1].pieces)))

    def _is_page_foot(self, element: etree._Element) -> bool:
        """Tell whether a long `<footer>` is the page's: an article's own foot may print its tags."""
        return self._measure(element) > _SOFT_ROLE_MAX and next(element.iterancestors("article"), None) is None

    def _is_inner_foot(self, element: etree._Element) -> bool:
        """Tell whether a short box called a footer stands above a text: TYPO3 calls the line of date and account so."""
        if "footer" not in (element.get("class") or "").lower().split() or self._measure(element) > _SOFT_ROLE_MAX:
            return False
        return any(is_longer(beside, _SOFT_ROLE_MAX) for beside in element.itersiblings("*"))

    def _holds_most(self, element: etree._Element) -> bool:
        """Tell whether what looks like furniture holds most of the text: then its name means something else."""
        return self.size > 400 and element.tag not in _NEVER_BODY and self._measure(element) > 0.6 * self.size

    def _measure(self, element: etree._Element) -> int:
        if self.budget <= 0:
            return 0
        size = length_of(element)
        self.budget -= size + 1
        return size

    def _text(self, text: str | None, state: State) -> None:
        if not text:
            return
        if state.by_line and "\n" in text:
            for number, part in enumerate(text.split("\n")):
                if number:
                    self.lines.append(Line())
                self._text(part, state)
            return
        line = self.lines[-1]
        if not line.pieces and state.link is None and text.isspace():
            return
        line.pieces.append(text)
        if state.role == "caption":
            line.caption += len(text.strip())
        if state.link is not None or state.slanted:
            size = len(text.strip())
            if state.link is not None:
                line.linked += size
                if not line.links or line.links[-1] is not state.link:
                    line.links.append(state.link)
            if state.slanted:
                line.slanted += size

    def _flush(self, state: State) -> None:
        """End the current block: the lines gathered become one block for each paragraph among them."""
        lines = self.lines
        if len(lines) == 1:
            line = lines[0]
            if not line.pieces:
                line.moment = line.icon = ""
                return
            self.lines = [Line()]
            if text := plain("".join(line.pieces)):
                self._emit([(text, line)], state)
            return
        self.lines = [Line()]
        group: list[tuple[str, Line]] = []
        icon = ""
        for line in lines:
            text = plain("".join(line.pieces))
            if not text and line.icon:
                icon = line.icon
                continue
            line.icon, icon = line.icon or icon, ""
            if not text or (
                group
                and (
                    line.icon
                    or ends_paragraph(group[-1][0], text, alone=state.owner.tag != "p")
                    or (line.links and begins_entry(group[-1][0], text, line.linked))
                )
            ):
                self._emit(group, state)
                group = []
            if text:
                group.append((text, line))
        self._emit(group, state)

    def _emit(self, group: list[tuple[str, Line]], state: State) -> None:
        if not group:
            return
        text = " ".join(text for text, _ in group) if len(group) > 1 else group[0][0]
        if not text[0].isalnum() and not any(c.isalnum() or c == "*" for c in text):
            return
        first = group[0][1]
        role: Role = state.role
        if first.caption and not role and len(group) == 1 and first.caption >= 0.9 * len(text):
            role = "caption"  # an inline element around the whole line is called so
        linked, slanted, links, moment = first.linked, first.slanted, first.links, first.moment
        for _, line in group[1:]:
            linked += line.linked
            slanted += line.slanted
            links = links + line.links
            moment = moment or line.moment
        self.blocks.append(
            Block(
                "heading" if state.owner.tag in HEADINGS and not is_told(text) else "text",
                state.owner,
                text,
                role,
                state.inside,
                linked,
                slanted >= 0.9 * len(text),
                links,
                first.icon,
                moment,
                self.cards if state.inside or len(text) >= MIN_PROSE else None,
                first.pieces if len(group) == 1 and len(first.pieces) > 1 and len(text) <= _SHORT else None,
            )
        )
