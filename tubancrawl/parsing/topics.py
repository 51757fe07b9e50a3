"""In which categories an article stands, as its page prints them or, failing that, claims them."""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import Final

from lxml import etree

from tubancrawl.parsing.blocks import Block
from tubancrawl.parsing.line_parts import LINE_PARTS, badges_of, moment_of, parts_of
from tubancrawl.parsing.queries import HEADINGS, breadcrumbs
from tubancrawl.parsing.signs import names_site
from tubancrawl.parsing.structured import Structured, sound, texts_of
from tubancrawl.parsing.words import is_counter, is_date_part, is_furniture, is_generic, is_measure, is_meta, key, moment_in

Named = tuple[str, list[str]]
"""A rule and the names it gave."""

CATEGORY_PATH: Final = re.compile(
    r"(?:^|/)(?:categor(?:y|ies)|kategori|rubrik|kanal|cat|kat|topics?|section|taxonomy)(?:[-/=]|$)|[?&](?:cat|kat|kategori|category)=",
    re.IGNORECASE,
)
TAG_PATH: Final = re.compile(r"(?:^|/)(?:tags?|label)/|[?&]tag=", re.IGNORECASE)
_HOMES: Final = frozenset(
    {"home", "beranda", "muka", "depan", "halamandepan", "halamanutama", "utama", "index", "frontpage", "portal"}
)
CATEGORY_LABEL: Final = re.compile(r"^(?:kategori|category|categories|rubrik|posted in|filed under|in|di)\s*:\s*", re.IGNORECASE)
TAG_LABEL: Final = re.compile(r"^(?:tags?|label|topik|kata kunci|keywords?)\s*:?\s*", re.IGNORECASE)
LABELS: Final = frozenset(
    {
        "kategori",
        "category",
        "categories",
        "rubrik",
        "kanal",
        "tag",
        "tags",
        "label",
        "topik",
        "katakunci",
        "uncategorized",
        "takberkategori",
    }
)
RUBRICS: Final = frozenset(
    {
        *(
            "umum",
            "pemerintahan",
            "kegiatanpemerintahan",
            "pembangunan",
            "kesehatan",
            "pendidikan",
            "ekonomi",
            "sosial",
            "budaya",
        ),
        *(
            "sosialbudaya",
            "pariwisata",
            "wisata",
            "pertanian",
            "peternakan",
            "perikanan",
            "olahraga",
            "politik",
            "hukum",
            "lingkungan",
        ),
        *("infrastruktur", "teknologi", "kegiatan", "agama", "keagamaan", "keamanan", "umkm", "kebencanaan", "transportasi"),
        *(
            "perhubungan",
            "kebudayaan",
            "feature",
            "infografis",
            "artikel",
            "opini",
            "nasional",
            "nusantara",
            "daerah",
            "siaranpers",
        ),
        *(
            "peristiwa",
            "layanan",
            "inovasi",
            "ketenagakerjaan",
            "kependudukan",
            "pengumuman",
            "berita",
            "beritadesa",
            "kabardesa",
        ),
    }
)
"""Names of sections that offices use (as `key` gives them): what a meta list prints without a label is no account then."""
FOLDER: Final = re.compile(r"(?:^|[\s-])(?:folder|bookmark|category|kategori)(?:$|[\s\d-])", re.IGNORECASE)
"""The icon of a category."""
_OTHER_PATH: Final = re.compile(
    r"/(?:author|user|penulis|editor|tags?|label)/"
    r"|share|facebook|twitter|wa\.me|whatsapp|comment|komentar|print|cetak|^(?:mailto|javascript|tel):",
    re.IGNORECASE,
)
_COUNTED: Final = re.compile(r"kali|x|orang|pembaca|pengunjung|kunjungan|pengguna|views?|hits?|reads?", re.IGNORECASE)
"""What the number of a counter counts, where it stands in an element of its own."""
_PART: Final = 40  # characters of a labelled part of a line
_MOST: Final = 5  # categories of one article; a longer list is the site's menu
_KICKERS: Final = frozenset({"span", "small", "p", "a", "div", "h4", "h5", "h6", "b", "strong", "em"})
_PATH_LINE: Final = re.compile(r"^(?:beranda|home|muka|depan)\b", re.IGNORECASE)
_LABELLED: Final = re.compile(
    r"\b(?:kategori|category|rubrik)\s*:\s*([^:]{2,60}?)\s*(?:\b(?:dibaca|dilihat|views?|hits?)\b.*)?$", re.IGNORECASE
)


def link_text(link: etree._Element) -> str:
    """Return what a link prints, without a comma after it."""
    return sound("".join(map(str, link.itertext()))).strip(" ,")


def find_categories(
    around: Sequence[Block],
    told: Structured,
    headline: str | None,
    account: str | None,
    *,
    heading: etree._Element | None,
    root: etree._Element,
) -> Named | None:
    """Return the categories and their rule; None where none does. Never the front page's name, the headline, the account."""
    rules: tuple[tuple[str, Callable[[], list[str]]], ...] = (
        (
            "meta list",
            lambda: [part for block in around if block.role != "crumbs" for part in _category_texts(block)],
        ),
        ("after its label", lambda: _after_label(around)),
        ("beside the date", lambda: _beside_date(around, account)),
        ("article:section", lambda: told.og.get("article:section", [])),
        ("json-ld", lambda: texts_of(told.article.get("articleSection")) if told.article is not None else []),
        ("above the headline", lambda: _kicker(heading, account)),
        ("breadcrumb", lambda: _crumb_category(root, headline)),
    )
    taken = {*_HOMES, *LABELS, key(headline or ""), key(account or "")}
    for source, names_of in rules:
        names = distinct(name for name in names_of() if key(name) not in taken and not is_measure(name))
        if 0 < len(names) <= _MOST:
            return source, names
    return None


def _after_label(around: Sequence[Block]) -> list[str]:
    """Return what stands in the box after a box that holds nothing but `Kategori :`."""
    for block in around:
        for part, name in pairwise(parts_of(block)):
            if len(part) > 3 and CATEGORY_LABEL.fullmatch(f"{part.rstrip(' :')}: "):
                return name.split(",")
    for label, block in pairwise(around):
        if CATEGORY_LABEL.fullmatch(f"{label.text.rstrip(' :')}: ") and len(label.text) > 3 and len(block.text) <= 80:
            return [link_text(link) for link in block.links] or block.text.split(",")
    return []


def _beside_date(around: Sequence[Block], account: str | None) -> list[str]:
    """Return what a dated meta line, or the list it stands in, prints beside date and account: links, or a part without label."""
    dated = next((block for block in around if len(block.text) <= 160 and moment_of(block) is not None), None)
    if dated is None:
        return []
    box = dated.element.getparent()
    near = [
        dated,
        *(block for block in around if block is not dated and block.element.getparent() is box and len(block.text) <= 60),
    ]
    near = [block for block in near if not _PATH_LINE.search(block.text)]
    linked = [
        text
        for block in near
        for link in block.links
        if is_elsewhere(link) and _may_name(text := link_text(link), account) and (block is dated or _is_all(text, block))
    ]
    if linked:
        return linked
    badges = [said for block in near for said in map(link_text, badges_of(block)) if _may_name(said, account)]
    if len(named := distinct(badges)) == 1:
        return named
    printed = parts_of(dated)
    parts = [part for part in (printed if len(printed) > 1 else dated.text.split(", ")) if _may_name(part, account)]
    parts = parts if account is not None else [part for part in parts if key(part) in RUBRICS]
    if len(parts) == 1:
        return parts
    return [block.text for block in near[1:] if key(block.text) in RUBRICS][:1]


def is_elsewhere(link: etree._Element) -> bool:
    """Tell whether a link of a meta line can lead to a category: not here, to an account, a tag, a share button."""
    href = (link.get("href") or "").strip()
    return href[:1] not in {"", "#"} and not _OTHER_PATH.search(href)


def _is_all(name: str, block: Block) -> bool:
    """Tell whether a line is a linked name and nothing else: `Editor: Nama` and `Halaman 1 2` name no category."""
    return CATEGORY_LABEL.sub("", block.text).strip(" ,") == name


def _may_name(text: str, account: str | None) -> bool:
    """Tell whether a text can name a category: a word or a few, no date, counter, label or account."""
    return (
        2 < len(text) <= 40
        and len(text.split()) <= 4
        and any(c.isalpha() for c in text)
        and not any(c.isdigit() for c in text)
        and (account is None or key(text) not in key(account))
        and not _COUNTED.fullmatch(text)
        and not (is_date_part(text) or is_counter(text) or is_meta(text) or is_furniture(text) or is_generic(text))
        and not re.search(r"[:>»/|\\.]", text)
    )


def _kicker(heading: etree._Element | None, account: str | None) -> list[str]:
    """Return the short line right above the headline, in its box or right above that: `Ekonomi`. An h1 to h3 is none."""
    for level in () if heading is None else (heading, heading.getparent()):
        before = None if level is None else next(level.itersiblings("*", preceding=True), None)
        if before is None or before.tag not in _KICKERS or len(before) > 1 or (before.tail or "").strip():
            continue
        if any(child.tag in HEADINGS for child in before):  # a masthead
            continue
        text = link_text(before)
        if text == text.upper() and len(text) > 4 and key(text) not in RUBRICS:
            continue
        if (
            _may_name(text, account)
            and not (account and key(account) in key(text))
            and not names_site(text)
            and not is_generic(text)
        ):
            return [text]
    return []


def _labelled_part(text: str) -> str | None:
    for part in LINE_PARTS.split(text):
        if (labelled := _LABELLED.search(part)) is not None and not TAG_LABEL.match(labelled[1]):
            return labelled[1]
        if len(part) < len(text) and len(part) <= _PART and (label := CATEGORY_LABEL.match(part)) is not None:
            return part[label.end() :]
    return None


def _category_texts(block: Block) -> list[str]:  # noqa: PLR0911  (ranked rules, the first that fits)
    is_tags = block.role == "tags"  # some templates keep both lists in one box
    linked = [
        link_text(link)
        for link in block.links
        if "category" in (link.get("rel") or "").split() or (not is_tags and CATEGORY_PATH.search(link.get("href") or ""))
    ]
    if linked or is_tags:
        return linked
    text = block.text
    if len(text) > 200:
        return []
    if (labelled := _labelled_part(text)) is not None:
        return labelled.split(",")
    if len(text) > 100:
        return []
    if FOLDER.search(block.icon) and not moment_in(text):
        links = [link_text(link) for link in block.links if not TAG_PATH.search(link.get("href") or "")]
        return links if block.links else text.split(",")
    if block.role == "categories" and not moment_in(text):
        if block.links:
            return [link_text(link) for link in block.links]
        return [part.strip() for part in CATEGORY_LABEL.sub("", text).split(",")]
    if CATEGORY_LABEL.match(text):
        return [part.strip() for part in CATEGORY_LABEL.sub("", text).split(",")]
    if "," not in text:
        return []
    parts = [part for part in parts_of(block) if part.endswith(",") and len(part) > 2]
    if len(parts) == 1 and parts[0] != text and not moment_in(parts[0]):
        return parts[0].split(",")
    is_box = block.element.tag in {"li", "span", "a", "div", "p"}
    if text.endswith(",") and is_box and any(c.isalpha() for c in text) and moment_in(text) is None:
        return [part.strip() for part in text.split(",")]
    return []


def _crumb_category(root: etree._Element, headline: str | None) -> list[str]:
    """Return the last level of the breadcrumb above the article, if its address is a category's."""
    for crumbs in breadcrumbs(root)[:5]:
        links = [link for link in crumbs.iter("a") if key(link_text(link)) not in _HOMES | {key(headline or "")}]
        if links and CATEGORY_PATH.search(links[-1].get("href") or ""):
            return [link_text(links[-1])]
    return []


def distinct(names: Iterable[str]) -> list[str]:
    """Return `names` without commas and marks around them, each once in any spelling, the first; nothing longer than a name."""
    seen: dict[str, str] = {}
    for name in names:
        text = sound(name).strip(" ,|•·»")
        if text and len(text) <= 80:
            seen.setdefault(text.casefold(), text)
    return list(seen.values())
