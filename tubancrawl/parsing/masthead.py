"""The head of a site's pages: what a menu parts from the body, so that a heading there names the site."""

from typing import Final

from lxml import etree

from tubancrawl import site
from tubancrawl.parsing.page import Page

_MENU: Final = 8
"""Links to other pages between a heading and the body that make a menu; a related box or a bar of categories has fewer."""


def mastheads(page: Page, body: etree._Element) -> frozenset[etree._Element]:
    """Return the elements that a menu parts from the body after them: a heading among them names the site, not the article."""
    elements = page.elements or list(page.root.iter("*"))
    links = 0
    for number in range(elements.index(body) - 1, -1, -1):
        element = elements[number]
        if element.tag == "a" and _leads_on(element.get("href") or "", page.url):
            links += 1
            if links == _MENU:
                return frozenset(elements[:number]).difference(body.iterancestors())
    return frozenset()


def _leads_on(href: str, url: str) -> bool:
    """Tell whether a link goes to another page of the site: a menu's, not a share bar's."""
    return bool(href) and href[0] != "#" and (":" not in href or site.is_site(site.absolute_url(url, href) or ""))
