"""The known layouts, newest first, and the names that the genre gives to the element that holds an article's body.

To meet a redesign of the site: add a Layout on top, a page to fixtures/pages/, and run `tubancrawl reprocess`.
A selector states how many nodes it expects by its kind: body and headline are exactly one, or the layout does not fit.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from lxml import etree

from tubancrawl.parsing.cards import is_linked
from tubancrawl.parsing.furniture import role_of
from tubancrawl.parsing.page import HOLDERS, Page
from tubancrawl.parsing.queries import HEADINGS, length_of
from tubancrawl.parsing.words import is_date_line
from tubancrawl.text import plain

MIN_BODY: Final = 60
"""Characters below which an element is no article's body; the shortest notices of the genre are one sentence."""


_LONGEST: Final = 500  # characters of classes that are remembered: a hostile page must not fill the memory of a crawl
_LINE: Final = 120  # characters of a meta line, which templates call a description too
_WHOLE: Final = 500
"""Characters of a text that is no side box's, whatever the box around it is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One template era, known by a node that only its articles have, `mark`, a class or an id.

    `body` is the class of the node around the text, exactly one of which holds text; None where that is the mark's parent.
    """

    name: str
    mark: str
    body: str | None


LAYOUTS: Final = (
    Layout(name="phpmu-tigo", mark="head-article-wrapper", body="column9"),
    Layout(name="datagoe", mark="judul-single-konten", body="mt-0"),
    Layout(name="swarakalibata", mark="article-title", body=None),
    Layout(name="blog-details", mark="blog_details", body="blog_details"),
    Layout(name="about-prea", mark="about-prea", body="about-prea"),
)

BODY_NAMES: Final = (
    "entry-content",
    "post-content",
    "article-content",
    "article-body",
    "post-body",
    "td-post-content",
    "single-content",
    "post_content",
    "post-entry",
    "wp-block-post-content",
    "elementor-widget-theme-post-content",
    "field--name-body",
    "field-name-body",
    "com-content-article__body",
    "item-page",
    "itemFullText",
    "blog-content",
    "news-content",
    "berita-content",
    "detail-berita",
    "isi-berita",
    "isi_berita",
    "isi-artikel",
    "isi",
    "konten-berita",
    "content-berita",
    "detail-content",
    "content-detail",
    "article__content",
    "article__body",
    "read__content",
    "detail__body-text",
    "entry-body",
    "entry__content",
    "gh-content",
    "prose-article",
    "prose",
    "story-body",
    "post-text",
    "post-description",
    "article-text",
    "blog-details",
    "blog-detail",
    "news-details",
    "news-detail",
    "single-post",
    "single-blog",
    "description",
    "entry",
    "konten",
)
"""Class names and ids of the element around the text, the surest first. A name that several texts share proves nothing."""


_WANTED: Final = frozenset(
    {*BODY_NAMES, *(layout.mark for layout in LAYOUTS), *(layout.body for layout in LAYOUTS if layout.body)}
)


def find_body(page: Page) -> tuple[etree._Element, str] | None:
    """Return the element that holds the article's body and the rule that found it; None when no known layout fits."""
    named = _named_nodes(page)
    for nodes, source in _candidates(page, named):
        chosen = _sole([node for node in nodes if holds_text(node)])
        if chosen is not None:
            return _with_intro(chosen), source
    return None


def _with_intro(body: etree._Element) -> etree._Element:
    """Return `body`, or its parent where that adds the first paragraph, which some templates set in a box of its own."""
    before, parent = body.getprevious(), body.getparent()
    if before is None or parent is None or not isinstance(before.tag, str):
        return body
    named = f"{before.get('class') or ''} {before.get('id') or ''}".lower()
    return parent if "intro" in named and length_of(before) >= MIN_BODY else body


def _named_nodes(page: Page) -> dict[str, list[etree._Element]]:
    """Return the nodes by the names we know, in one pass: measured, that is a tenth of an XPath for each name."""
    named: dict[str, list[etree._Element]] = {}
    has_property = b"articleBody" in page.source
    for element, classes, identity in page.boxes:
        if element.tag not in HOLDERS:
            continue
        if classes and (known := _known(classes) if len(classes) <= _LONGEST else _known.__wrapped__(classes)):
            for name in known:
                named.setdefault(name, []).append(element)
        if identity is not None and identity in _WANTED:
            named.setdefault(identity, []).append(element)
        if has_property and element.get("itemprop") == "articleBody":
            named.setdefault("itemprop", []).append(element)
    return named


@lru_cache(maxsize=4096)
def _known(classes: str) -> tuple[str, ...]:
    """Return the names we know among classes: a template repeats a few hundred combinations on all its pages."""
    return tuple(filter(_WANTED.__contains__, classes.split()))


def _candidates(page: Page, named: dict[str, list[etree._Element]]) -> Iterator[tuple[list[etree._Element], str]]:
    """Yield the nodes that may hold the body with the rule that names them, the surest rule first."""
    for layout in LAYOUTS:
        marks = named.get(layout.mark)
        if marks and layout.body:
            yield named.get(layout.body, []), f"layout:{layout.name}"
        elif marks and len(marks) == 1 and (parent := marks[0].getparent()) is not None:
            yield [parent], f"layout:{layout.name}"
    if "itemprop" in named:
        yield named["itemprop"], "layout:itemprop articleBody"
    for name in BODY_NAMES:
        if name in named:
            yield named[name], f"layout:.{name}"
    articles = [node for node in page.root.iter("article") if next(node.iter("h1", "h2"), None) is not None]
    if articles:
        yield articles, "layout:article"


def _sole(nodes: list[etree._Element]) -> etree._Element | None:
    """Return the one node that holds nearly all the text of `nodes`, the innermost of nested ones; None if several share it."""
    if len(nodes) < 2:
        return nodes[0] if nodes else None
    if len(nodes) > 20:
        return None
    sizes = {node: length_of(node) for node in nodes}
    largest = max(sizes.values())
    big = [node for node in nodes if sizes[node] > 0.5 * largest]
    inner = [node for node in big if not any(other is not node and node in other.iterancestors() for other in big)]
    return inner[0] if len(inner) == 1 else None


def holds_text(node: etree._Element) -> bool:
    """Tell whether a node can be a body: some text, not mostly links, no list of teasers, not inside furniture."""
    size = length_of(node)
    if size < MIN_BODY:
        return False
    linked = sum(length_of(link) for link in node.iter("a"))
    if linked > 0.5 * size or is_teaser_list(node) or _is_meta_line(node, size):
        return False
    return not any(
        ancestor.tag in {"aside", "nav", "footer"}
        or (role_of(ancestor) == "skip" and length_of(ancestor) < 4 * size and not (size >= _WHOLE and _is_column(ancestor)))
        for ancestor in node.iterancestors()
        if ancestor.tag not in {"body", "html"}
    )


def _is_meta_line(node: etree._Element, size: int) -> bool:
    """Tell whether what is called a description is the date, the account and the counter below a title."""
    return size < _LINE and next(node.iter(*HEADINGS), None) is None and is_date_line(plain("".join(map(str, node.itertext()))))


def _is_column(element: etree._Element) -> bool:
    """Tell whether what is called a widget holds an article with its heading: Blogger's main column is one."""
    return "widget" in (element.get("class") or "").lower().split() and next(element.iter("h1", "h2", "h3"), None) is not None


def is_teaser_list(node: etree._Element) -> bool:
    """Tell whether a node is a list of other articles: most headings are links, and little text is outside their cards."""
    linked = [heading for heading in node.iter(*HEADINGS) if is_linked(heading)]
    if len(linked) < 3:
        return False
    cards = {_card_of(heading, node) for heading in linked}
    return sum(length_of(card) for card in cards) > 0.5 * length_of(node)


def _card_of(heading: etree._Element, top: etree._Element) -> etree._Element:
    """Return the largest element around a heading that holds no other heading: its card."""
    card = heading
    for ancestor in heading.iterancestors():
        if ancestor is top or sum(1 for _ in ancestor.iter(*HEADINGS)) > 1:
            break
        card = ancestor
    return card
