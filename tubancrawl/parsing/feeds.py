"""Sitemaps and feeds: XML or JSON that lists addresses. A document that is broken or abusive is a finding, never just empty."""

import json
import zlib
from typing import Any, Final

from lxml import etree

from tubancrawl import site
from tubancrawl.items import Link, UrlKind

MAX_ENTRIES: Final = 50_000
"""Addresses kept of one document: the sitemap protocol's own limit."""
MAX_XML: Final = 64 * 1024 * 1024  # bytes after gunzip; the sitemap protocol's limit is 50 MiB
_KEPT: Final[frozenset[UrlKind]] = frozenset({"article", "listing", "photo", "sitemap"})
_HREF_IN = frozenset({"loc", "link", "guid", "id", "url", "enclosure"})


def looks_like_xml(body: bytes) -> bool:
    """Tell whether a body begins as a feed or sitemap does, whatever its Content-Type says."""
    head = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    return (
        any(mark in head for mark in (b"<urlset", b"<sitemapindex", b"<rss", b"<feed", b"<rdf:RDF"))
        and b"<html" not in head.lower()
    )


def read_xml(url: str, body: bytes) -> tuple[list[Link], list[str]]:
    """Return the links of a sitemap, sitemap index, RSS or Atom document, and what was wrong with it.

    No entity is expanded and nothing is fetched (platform: a bomb costs libxml2 nothing but leaves the text empty, silently).
    """
    findings: list[str] = []
    if body.startswith(b"\x1f\x8b"):
        body = _gunzip(body, findings)
    if len(body) > MAX_XML:
        findings.append(f"xml: larger than {MAX_XML} bytes, the rest left out")
        body = body[:MAX_XML]
    if b"<!ENTITY" in body[:65_536]:
        findings.append("xml: declares entities, none expanded")
    root = _tree(body, findings)
    if root is None:
        return [], [*findings, "xml: no element"]
    links = _links(url, root, findings)
    if not links:
        findings.append(f"xml: no link of the site in <{_local(root)}>")
    return links, findings


def _gunzip(body: bytes, findings: list[str]) -> bytes:
    inflate = zlib.decompressobj(wbits=31)
    try:
        plain = inflate.decompress(body, MAX_XML + 1)
    except zlib.error as error:
        findings.append(f"gzip: {error}")
        return b""
    if not inflate.eof and len(plain) <= MAX_XML:
        findings.append("gzip: cut")
    return plain


def _tree(body: bytes, findings: list[str]) -> etree._Element | None:
    def parser(*, recover: bool) -> etree.XMLParser:
        return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=recover)

    try:
        return etree.fromstring(body, parser(recover=False))
    except (etree.XMLSyntaxError, ValueError) as error:
        findings.append(f"xml: {error}"[:200])
    try:
        return etree.fromstring(body, parser(recover=True))
    except (etree.XMLSyntaxError, ValueError):  # nothing to save; the first error is the finding
        return None


def _links(url: str, root: etree._Element, findings: list[str]) -> list[Link]:
    found: dict[str, Link] = {}
    own = site.absolute_url(url, url)
    for element in root.iter("{*}*"):
        name = _local(element)
        if name not in _HREF_IN:
            continue
        if any(child.tag is etree.Entity for child in element):
            findings.append(f"xml: entity in <{name}>")
            continue
        address = site.absolute_url(url, (element.get("href") or element.get("url") or element.text or "").strip())
        if address is None or not site.is_site(address) or address == own:
            continue
        kind = site.kind_of(address)
        parent = element.getparent()
        if parent is not None and _local(parent) == "sitemap":
            kind = "sitemap"
        if kind in _KEPT:
            found.setdefault(address, Link(url=address, kind=kind))
        if len(found) >= MAX_ENTRIES:
            findings.append(f"xml: more than {MAX_ENTRIES} links, the rest left out")
            break
    return list(found.values())


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def read_json(url: str, text: str) -> tuple[list[Link], list[str]]:
    """Return the links of a JSON feed (`items[].url`), and what was wrong with it."""
    try:
        data: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        return [], [f"json: {error}"[:200]]
    items = data.get("items") if isinstance(data, dict) else None
    if not isinstance(items, list):
        return [], ["json: no items"]
    found: dict[str, Link] = {}
    for entry in items[:MAX_ENTRIES]:
        href = (entry.get("url") or entry.get("id")) if isinstance(entry, dict) else None
        address = site.absolute_url(url, href) if isinstance(href, str) else None
        if address is not None and site.is_site(address) and site.kind_of(address) in _KEPT:
            found.setdefault(address, Link(url=address, kind=site.kind_of(address)))
    return list(found.values()), [] if found else ["json: no link of the site"]
