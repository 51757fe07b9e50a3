"""The head of a site's pages: what a menu parts from the body, so that a heading there names the site."""

from functools import cached_property
from typing import Final

from lxml import etree

from tubancrawl import site
from tubancrawl.parsing.page import Page

_MENU: Final = 8
"""Links to other pages between a heading and the body that make a menu; a related box or a bar of categories has fewer."""


class Masthead:
    """The elements that a menu parts from the body after them: a heading among them names the site, not the article.

    They are looked for when the first is asked about; of most pages none is. Without a body nothing is known of them.
    """

    def __init__(self, page: Page, body: etree._Element | None) -> None:
        self._page, self._body = page, body

    def __contains__(self, element: object) -> bool:
        return element in self._elements

    @cached_property
    def _elements(self) -> frozenset[etree._Element]:
        if self._body is None:
            return frozenset()
        elements = self._page.elements
        links = 0
        for number in range(elements.index(self._body) - 1, -1, -1):
            element = elements[number]
            if element.tag == "a" and _leads_on(element.get("href") or "", self._page.url):
                links += 1
                if links == _MENU:
                    return frozenset(elements[:number]).difference(self._body.iterancestors())
        return frozenset()


def _leads_on(href: str, url: str) -> bool:
    """Tell whether a link goes to another page of the site: a menu's, not a share bar's."""
    return bool(href) and href[0] != "#" and (":" not in href or site.is_site(site.absolute_url(url, href) or ""))
