"""Which parts of a page are furniture, by what its markup calls them. Names only; no text is read here.

The words were collected from public templates of the genre (PopojiCMS, Lokomedia, CodeIgniter, Laravel, WordPress, Joomla,
Drupal, Bolt). They say what a node is *for*; whether it may be dropped is decided where the body is known, since a template
may call the column that holds the article `content-sidebar-wrap`.
"""

import re
from functools import lru_cache
from typing import Final, Literal

from lxml import etree

Role = Literal["", "skip", "meta", "tags", "categories", "crumbs", "caption", "author"]
"""What a node is for: "" is content; "skip" is furniture that says nothing of the article."""

DROPPED: Final = frozenset(
    {
        *("script", "style", "noscript", "template", "head", "iframe", "object", "embed", "svg", "math", "audio", "video"),
        *("canvas", "form", "button", "select", "input", "textarea", "nav", "aside", "dialog", "menu", "map", "progress"),
        *("details", "amp-ad", "amp-embed", "amp-sidebar"),
    }
)
"""Elements whose text is never of the article, whatever they are called."""

_WORDS: Final[tuple[tuple[Role, frozenset[str]], ...]] = (
    (
        "skip",
        frozenset(
            {
                *("share", "shares", "sharing", "shared", "sharethis", "sharedaddy", "addtoany", "addthis", "a2a", "sharer"),
                *("social", "socials", "sosmed", "socmed", "medsos", "bagikan", "berbagi", "whatsapp", "telegram", "jssocials"),
                *("related", "relateds", "terkait", "relasi", "recommended", "recommendation", "rekomendasi", "yarpp", "lainnya"),
                *("popular", "populer", "terpopuler", "trending", "terkini", "terbaru", "terlaris", "bacajuga", "relatedposts"),
                *("sidebar", "sidebars", "comment", "comments", "komentar", "respond", "disqus", "dsq", "reply", "replies"),
                *("ads", "advert", "adsense", "adsbygoogle", "advertisement", "iklan", "sponsor", "sponsored", "banner"),
                *("newsletter", "subscribe", "pagination", "pager", "pagenavi", "navigation", "navbar", "prevnext"),
                *("toolbar", "modal", "popup", "cookie", "cookies", "offcanvas", "rating", "ratings", "polling", "reactions"),
                *("copyright", "searchform", "captcha", "recaptcha", "tooltip", "marquee", "ticker", "runningtext"),
                *("bio", "avatar", "gravatar", "feedback", "emoji", "likes", "topbar", "megamenu", "preloader"),
            }
        ),
    ),
    ("crumbs", frozenset({"breadcrumb", "breadcrumbs", "crumbs", "crumb", "rootline"})),
    ("tags", frozenset({"tags", "tagcloud", "taglist", "keywords", "tagging", "tagar"})),
    ("categories", frozenset({"categories", "category", "kategori", "cat", "cats", "rubrik"})),
    (
        "caption",
        frozenset(
            {
                *("caption", "captions", "figcaption", "ket", "keterangan", "imgcaption", "imagecaption", "captiontext"),
                *("credit", "kredit"),
            }
        ),
    ),
    (
        "meta",
        frozenset(
            {
                *("meta", "metas", "metadata", "metainfo", "byline", "dateline", "tanggal", "date", "datetime", "published"),
                *("timestamp", "waktu", "hits", "viewer", "dibaca", "dilihat", "counter", "postdate"),
                *("submitted", "info", "infos"),
            }
        ),
    ),
    ("author", frozenset({"author", "authors", "penulis", "vcard"})),
)
_PICTURE: Final = frozenset({"img", "image", "photo", "foto", "gambar", "picture", "pic"})
_SAYS: Final = frozenset({"desc", "description", "deskripsi", "text", "teks", "note", "legend", "info", "judul"})
"""Words that together name a caption: `img-desc`, `teks-foto`."""
_EXACT: Final[dict[str, Role]] = {
    "tag": "tags",
    "tag-links": "tags",
    "post-tag": "tags",
    "prev": "skip",
    "next": "skip",
    "previous": "skip",
    "nav-links": "skip",
    "nav-previous": "skip",
    "nav-next": "skip",
    "post-nav": "skip",
    "post-navi": "skip",
    "posts-nav": "skip",
    "widget": "skip",
    "site-footer": "skip",
    "site-header": "skip",
    "page-footer": "skip",
    "main-footer": "skip",
    "main-header": "skip",
    "footer": "skip",
    "sr-only": "skip",
    "visually-hidden": "skip",
    "screen-reader-text": "skip",
    "assistive-text": "skip",
    "hidden-print": "",
    "no-print": "skip",
    "author-box": "skip",
    "author-bio": "skip",
    "author-info": "skip",
    "author-card": "skip",
    "post-author-box": "skip",
    "about-author": "skip",
    "penulis-box": "skip",
    "read-more": "skip",
    "readmore": "skip",
    "read-also": "skip",
    "baca-juga": "skip",
    "jp-relatedposts": "skip",
    "twitter-tweet": "skip",
    "instagram-media": "skip",
    "fb-post": "skip",
    "ad": "skip",
    "ads": "skip",
}
_ARIA: Final[dict[str, Role]] = {
    "navigation": "skip",
    "search": "skip",
    "complementary": "skip",
    "contentinfo": "skip",
    "banner": "skip",
    "alert": "skip",
    "dialog": "skip",
    "menu": "skip",
    "menubar": "skip",
    "toolbar": "skip",
}
# `has-text-color`, `no-sidebar`, `elementor-widget-…`: the word says how the node looks or what stands beside it.
_ABOUT = re.compile(r"^(?:has|no|with|without|is|js|wp-block|elementor|et|vc|fl|not|border|bg|text|justify|items|col|row)(?=-)")
_ELEMENTOR = re.compile(r"elementor-widget-(?:share|post-navigation|post-comments|posts|author-box|nav|archive)")
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?:left|top|right|text-indent)\s*:\s*-\d{3,}"
    r"|font-size\s*:\s*0(?:px|em|%)?\s*(?:;|$)|opacity\s*:\s*0\s*(?:;|$)|(?:height"
    r"|width)\s*:\s*[01](?:px)?\s*;.*overflow\s*:\s*hidden|overflow\s*:\s*hidden.*(?:height"
    r"|width)\s*:\s*[01](?:px)?\s*(?:;|$)",
    re.IGNORECASE,
)
_SHOWN_WIDER = re.compile(r"(?:sm|md|lg|xl|2xl):(?:block|flex|inline|inline-block|grid|table)|d-(?:sm|md|lg|xl)-(?!none)\w+")
_LONGEST: Final = 500  # characters that are remembered: a hostile page must not fill the memory of a crawl
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def role_of(element: etree._Element) -> Role:
    """Return what `element` is for, by its tag and attributes."""
    return role_by(*marks_of(element)) if element.attrib else _TAG_ROLES.get(element.tag, "")


def marks_of(element: etree._Element) -> tuple[str, str, str, str, str, bool, str]:
    """Return what says what an element is for: tag, class, id, ARIA role, style, whether it is hidden, itemprop."""
    get, tag = element.get, element.tag
    return (
        tag,
        get("class", ""),
        get("id", ""),
        get("role", ""),
        get("style", ""),
        get("hidden") is not None or (get("aria-hidden") == "true" and tag not in {"i", "span", "img"}),
        get("itemprop", ""),
    )


_TAG_ROLES: Final[dict[str, Role]] = {"figcaption": "caption", "footer": "meta", "address": "meta", "time": "meta"}
_ITEMPROPS: Final[dict[str, Role]] = {
    "datepublished": "meta",
    "datemodified": "skip",
    "author": "author",
    "keywords": "tags",
    "articlesection": "categories",
    "caption": "caption",
    "comment": "skip",
    "breadcrumb": "crumbs",
    "publisher": "skip",
}


def role_by(  # noqa: PLR0917  (the marks in the order of `marks_of`)
    tag: str, classes: str, name: str, aria: str, style: str, hidden: bool, itemprop: str
) -> Role:
    """Return what an element with these marks is for."""
    if len(classes) + len(name) + len(aria) + len(style) + len(itemprop) > _LONGEST:
        return _role.__wrapped__(tag, classes, name, aria, style, hidden, itemprop)
    return _role(tag, classes, name, aria, style, hidden, itemprop)


@lru_cache(maxsize=4096)
def _role(  # noqa: PLR0917  (as above)
    tag: str, classes: str, name: str, aria: str, style: str, hidden: bool, itemprop: str
) -> Role:
    if hidden or (style and _HIDDEN_STYLE.search(style)):
        return "skip"
    tokens = classes.split()
    if ("hidden" in tokens or "d-none" in tokens or "hide" in tokens) and not _SHOWN_WIDER.search(classes):
        return "skip"
    if aria in _ARIA:
        return _ARIA[aria]
    found = {(_token_role if len(token) <= _LONGEST else _token_role.__wrapped__)(token) for token in (*tokens, name) if token}
    for role, _ in _WORDS:
        if role in found:
            return role
    return _ITEMPROPS.get(itemprop.lower(), "") or _TAG_ROLES.get(tag, "")


@lru_cache(maxsize=4096)
def _token_role(token: str) -> Role:
    lowered = _CAMEL.sub("-", token).lower()
    if lowered in _EXACT:
        return _EXACT[lowered]
    if _ELEMENTOR.match(lowered):
        return "skip"
    if _ABOUT.match(lowered) or ":" in lowered:
        return ""
    words = set(re.split(r"[^a-z0-9]+", lowered))
    if not (_PICTURE.isdisjoint(words) or _SAYS.isdisjoint(words)):
        return "caption"
    return next((role for role, known in _WORDS if words & known), "")
