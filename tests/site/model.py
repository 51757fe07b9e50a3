"""What one article of the miniature says, apart from how any page prints it. Synthetic, but for the seed text.

Pages are drawn from these values, and so is the truth that tests compare with: neither is ever read back from HTML.
"""

import re
import unicodedata
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from typing import Final, Literal

HOST: Final = "tubankab.go.id"
ROOT: Final = f"https://{HOST}"
WIB: Final = timezone(timedelta(hours=7), "WIB")

BlockKind = Literal["p", "heading", "quote", "item", "numbered", "box"]
CreditKind = Literal["person", "agency", "anonymous"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A picture. Without a caption neither marker nor credit is printed."""

    file: str
    """Below /files/: "2018-07/bimtek.jpg"."""
    caption: str | None = None
    credit: str | None = None
    credit_kind: CreditKind | None = None
    marker: str = "foto : "
    before_credit: str = " "
    after_credit: str = ""

    @property
    def printed(self) -> str:
        """The whole line as the newsroom types it: "foto : … (tauviq)"; empty without a caption."""
        if self.caption is None:
            return ""
        credit = f"{self.before_credit}({self.credit}){self.after_credit}" if self.credit else ""
        return f"{self.marker}{self.caption}{credit}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """Who wrote and edited. `raw` is the print; `own_line` puts it in a paragraph of its own."""

    raw: str
    reporters: tuple[str, ...]
    editor: str | None = None
    before: str = ""
    own_line: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """`printed` is everything before the first sentence, its spaces and dash included."""

    printed: str
    source: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDate:
    """A date as the text prints it, and what it means (ISO 8601)."""

    text: str
    start: str
    end: str | None = None
    weekday_ok: bool | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of the body; neighbours of kind `item` or `numbered` stand in one list."""

    text: str
    kind: BlockKind = "p"


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article at one moment of the timeline. `key` never changes; the slug may."""

    key: str
    id: int
    slug: str
    headline: str
    published: datetime
    posted_by: str
    categories: tuple[str, ...]
    blocks: tuple[Block, ...]
    tags: tuple[str, ...] = ()
    dateline: Dateline | None = None
    byline: Byline | None = None
    photos: tuple[Photo, ...] = ()
    event_dates: tuple[EventDate, ...] = ()
    charset: str = "utf-8"
    variant: bool = False
    """True for an article that its editors set in the second template of an era."""
    after: tuple[str, ...] = ()
    """Lines of furniture that stand below the body as if they belonged to it."""
    hidden_links: bool = False
    """True once a break-in has left links to gambling pages in it."""
    changed: datetime | None = field(default=None)
    """When the newsroom last saved it; None if never since it was published."""

    @property
    def path(self) -> str:
        """The address in its canonical form."""
        return f"/entry/{self.slug}"

    def printed_blocks(self) -> tuple[Block, ...]:
        """The body as typed: dateline before the first paragraph, byline after the last."""
        blocks = list(self.blocks)
        if self.dateline:
            blocks[0] = replace(blocks[0], text=self.dateline.printed + blocks[0].text)
        if self.byline and self.byline.own_line:
            blocks.append(Block(self.byline.raw))
        elif self.byline:
            blocks[-1] = replace(blocks[-1], text=blocks[-1].text + self.byline.before + self.byline.raw)
        return tuple(blocks)


def slug_from(text: str) -> str:
    """Return the slug that Bolt makes of a title: ASCII, hyphens, cut at the 128 characters of its column."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_text).strip("-")[:128]


def house_byline(*names: str, before: str = "", after: str = ".") -> Byline:
    """Return "(a/b/hei)." for `a`, `b`, `hei`: the last name is the editor."""
    folded = tuple(name.casefold() for name in names)
    return Byline(raw=f"({'/'.join(names)}){after}", reporters=folded[:-1], editor=folded[-1], before=before)
