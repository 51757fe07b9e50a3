"""An archived page made readable: its links lead to captures of the same time, and what would run or send is taken out.

This is for the reader's comfort. That nothing runs and nothing is asked elsewhere is the policy's work (access.guards.headers),
whatever this overlooks; but `preconnect`, which no policy rules, is removed here, and so are frames: Chromium connects for
one before it asks the policy, and then sends nothing (version 156, measured).
"""

import re
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Final
from urllib.parse import urljoin

from lxml import etree, html

from tubancrawl.access.original.addresses import path_of_link
from tubancrawl.access.original.styles import with_addresses
from tubancrawl.parsing.page import Page

_REMOVED: Final = ("script", "iframe", "frame", "portal", "fencedframe", "template")
# libxml2 takes what follows an <embed> for its content; that of an <object> is what readers without it are shown.
_UNWRAPPED: Final = ("base", "object", "embed", "applet", "param")
_NOTHING: Final = "nothing"
"""The name of an element that is about to be taken out."""
_LINKS: Final = frozenset({"href", "src", "xlink:href", "poster", "background", "cite", "longdesc"})
_SOURCES: Final = frozenset({"srcset", "imagesrcset"})
_DROPPED: Final = frozenset(
    {
        *("action", "formaction", "formtarget", "target", "ping", "srcdoc", "manifest", "data", "codebase", "classid", "archive"),
        *("integrity", "crossorigin", "nonce", "is", "shadowrootmode", "usemap", "autofocus", "attributionsrc", "imagesizes"),
    }
)
_KEPT_RELATIONS: Final = frozenset({"stylesheet", "icon", "apple-touch-icon"})
_CANDIDATE: Final = re.compile(r"\s*,*\s*(?P<url>\S*[^\s,])(?P<size>\s+[^,]*)?(?:,|$)")
_DATA_PICTURE: Final = re.compile(r"\s*data:image/(?:png|jpe?g|gif|webp)[;,]", re.IGNORECASE)

Lead = Callable[[str], str | None]


def readable(page: Page, moment: datetime) -> bytes:
    """Return the page in UTF-8 with its links leading to captures nearest to `moment`. Changes the tree that it is given."""
    lead = partial(path_of_link, moment, _base_of(page))
    etree.strip_elements(page.root, *_REMOVED, with_tail=False)
    etree.strip_tags(page.root, *_UNWRAPPED, etree.Comment, etree.ProcessingInstruction)
    for element in list(page.root.iter("*")):
        if _is_order(element):
            element.tag = _NOTHING
        else:
            _redirect(element, lead)
    etree.strip_elements(page.root, _NOTHING, with_tail=False)
    written: bytes = html.tostring(page.root.getroottree(), encoding="utf-8", method="html")
    return written


def _base_of(page: Page) -> str:
    """Return the address that the page's links are relative to."""
    named = next((base.get("href") for base in page.root.iter("base") if base.get("href")), None)
    try:
        return urljoin(page.url, named.strip()) if named else page.url
    except ValueError:
        return page.url


def _is_order(element: etree._Element) -> bool:
    """Tell whether an element orders the browser about: `<meta http-equiv>`, and links of every kind but styles and icons."""
    name = element.tag
    if name == "meta":
        return "http-equiv" in element.attrib
    return name == "link" and not _KEPT_RELATIONS & set(element.get("rel", "").lower().split())


def _redirect(element: etree._Element, lead: Lead) -> None:
    for name, value in list(element.attrib.items()):
        written = _attribute(str(name).lower(), str(value), lead)
        if written is None:
            del element.attrib[name]
        elif written != value:
            element.set(name, written)
    if element.tag == "style" and element.text:
        element.text = with_addresses(element.text, lead)


def _attribute(name: str, value: str, lead: Lead) -> str | None:
    """Return the value that an attribute may have; None if it must go."""
    if name.startswith("on") or name in _DROPPED:
        return None
    if name in _LINKS:
        return value if _DATA_PICTURE.match(value) else lead(value)
    if name in _SOURCES:
        return _candidates(value, lead)
    return with_addresses(value, lead) if name == "style" else value


def _candidates(value: str, lead: Lead) -> str:
    """Return a `srcset` with its addresses led elsewhere; those that lead nowhere are left out."""
    found = ((lead(one["url"]), one["size"] or "") for one in _CANDIDATE.finditer(value))
    # In a srcset a comma ends a candidate, so one inside an address is written otherwise.
    return ", ".join(f"{target.replace(',', '%2C')}{size.rstrip()}" for target, size in found if target)
