"""Bytes become a tree: which charset, and why; one parse; whether the page is whole. Knows nothing of articles.

The charset is found in the order of the WHATWG standard (byte order mark, HTTP header, `<meta>` or XML declaration in the
first 1,024 bytes). What is undeclared is UTF-8 where the bytes allow it and windows-1252 where they do not: a fixed rule, for
a library's guess would change stored versions with its next release.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Final
from urllib.parse import urljoin

from lxml import etree
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom

from tubancrawl.parsing.queries import HEADINGS

MAX_HTML: Final = 16 * 1024 * 1024
"""Bytes of HTML that are parsed; the site's pages have about 40 KB, and what is a thousand times larger is no page to read."""

# The encodings of the WHATWG standard, by the names Python gives them. Python knows more (rot-13, idna, unicode_escape), and
# a page that declares one of those must not choose how it is decoded.
MAX_ELEMENTS: Final = 20_000
"""Elements of a page that is read as an article; the site's pages have about a thousand."""
MAX_ATTRIBUTES: Final = 2_000
_LONG_TAG: Final = 50_000  # bytes without a `>`
_DECLARING: Final = ("base", "title", "meta", "link")
FRAMES: Final = (
    *("html", "body", "div", "section", "main", "article", "header", "footer", "nav", "aside"),
    *("table", "ul", "form", "center", "font", "iframe"),
)
"""What a template builds its frame of. Pictures, captions, links and lines come and go with what the publisher writes."""
HOLDERS: Final = ("div", "section", "article", "main", "td", "span", "h1", "h2")
"""What may be named as the element around an article's text, or as the mark of a template."""

_WEB_CODEC: Final = re.compile(
    r"utf-8|utf-16(-[lb]e)?|utf-32-[lb]e|cp\d{3,4}|iso8859-\d+|koi8-[ru]|mac-?\w+|big5hkscs|gb18030|euc_(jp|kr)|iso2022_jp|shift_jis"
)
_CLOSE: Final = re.compile(rb"</(?:html|body)\b", re.IGNORECASE)
_MUST_CLOSE: Final = (
    *(
        b"div",
        b"article",
        b"section",
        b"main",
        b"ul",
        b"table",
        b"script",
        b"footer",
        b"a",
        b"title",
        b"style",
        b"nav",
        b"header",
    ),
    *(b"aside", b"form", b"h1", b"h2", b"h3"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A body as characters. `why` names the source of the charset; `findings` whatever contradicted it."""

    text: str
    charset: str
    why: str
    findings: tuple[str, ...] = ()
    source: bytes | None = None
    """The body itself, where it is `text` in UTF-8 already."""


@dataclass(kw_only=True)
class Page:
    """One parsed HTML page. `source` is its UTF-8 text, `cut` says how it was cut short, None for a whole page."""

    url: str
    source: bytes
    root: etree._Element
    cut: str | None
    findings: list[str] = field(default_factory=list)
    elements: Sequence[etree._Element] = ()
    """All elements in document order. While they are held, no walk over the tree has to make its own Python objects."""

    @cached_property
    def declared(self) -> Mapping[str, Sequence[etree._Element]]:
        """The elements by which a page says something of itself (`base`, `title`, `meta`, `link`), by tag, in document order."""
        found: dict[str, list[etree._Element]] = {tag: [] for tag in _DECLARING}
        for element in self.root.iter(*_DECLARING):
            found[element.tag].append(element)
        return found

    @cached_property
    def headings(self) -> Sequence[etree._Element]:
        """All headings in document order."""
        return list(self.root.iter(*HEADINGS))

    @cached_property
    def boxes(self) -> Sequence[tuple[etree._Element, str | None, str | None]]:
        """The elements that a page is framed of and those that may hold its body, each with class and id, in document order."""
        return [(element, element.get("class"), element.get("id")) for element in self.root.iter(*FRAMES, *HOLDERS)]

    @cached_property
    def base(self) -> str:
        """The address that relative ones start from: the page's own, or that of its first `<base href>`."""
        element = next(iter(self.declared["base"]), None)
        try:
            return self.url if element is None else urljoin(self.url, element.get("href") or "")
        except ValueError:
            return self.url

    @cached_property
    def title(self) -> str:
        """The text of `<title>`, with its white space as sent."""
        found = next(iter(self.declared["title"]), None)
        return "" if found is None else "".join(map(str, found.itertext()))


def content_type(headers: Sequence[tuple[bytes, bytes]]) -> str:
    """Return the value of the first Content-Type header in lower case; "" when none was sent."""
    return next((value.decode("latin-1").strip().lower() for name, value in headers if name.lower() == b"content-type"), "")


def decode(body: bytes, declared_type: str) -> Text:
    """Return the characters of `body`. Never raises; what does not decode becomes U+FFFD, with a finding."""
    bom_name, bom = read_bom(body)
    if bom_name and bom:
        return _decoded(body[len(bom) :], bom_name, "byte order mark", [])
    header, inside = http_content_type_encoding(declared_type), html_body_declared_encoding(body[:1024])
    if inside and inside.startswith("utf-16"):
        inside = "utf-8"  # WHATWG: a <meta> that could be read as ASCII cannot be UTF-16
    findings = []
    if header and inside and header != inside:
        findings.append(f"charset: header says {header}, page says {inside}")
    for name, why in ((header, "header"), (inside, "page")):
        if name and _WEB_CODEC.fullmatch(name):
            return _decoded(body, name, why, findings)
    undeclared = "utf-8" if _fits(body, "utf-8") else "cp1252"
    return _decoded(body, undeclared, "undeclared", findings)


def _decoded(body: bytes, name: str, why: str, findings: list[str]) -> Text:
    """Decode as `name`, unless the bytes prove that the declaration is wrong."""
    if body.isascii() and not name.startswith(("utf-16", "utf-32", "iso2022")):
        return _sound_text(body, "ascii", name, why, findings)
    if name == "utf-8":
        try:
            return _sound_text(body, "utf-8", name, why, findings)
        except UnicodeDecodeError:
            pass
    if name != "utf-8" and why != "byte order mark" and _fits(body, "utf-8") and not name.startswith("utf-"):
        # Bytes of a legacy charset form valid UTF-8 by chance about never; the declaration is a server's default.
        findings.append(f"charset: {why} says {name}, the bytes are utf-8")
        name, why = "utf-8", "bytes"
    elif name == "utf-8" and not _has_utf8_letter(body) and _fits(body, "cp1252"):
        findings.append(f"charset: {why} says utf-8, the bytes are cp1252")
        name, why = "cp1252", "bytes"
    text = body.decode(name, "replace")
    if "\ufffd" in text:
        findings.append(f"charset: {text.count(chr(0xFFFD))} x U+FFFD in a page read as {name}")
    return Text(text=_without_nul(text, findings), charset=name, why=why, findings=tuple(findings))


def _sound_text(body: bytes, codec: str, name: str, why: str, findings: list[str]) -> Text:
    """Decode a body in `codec`, ASCII or UTF-8. Raises UnicodeDecodeError where it does not fit wholly."""
    text = body.decode(codec)
    if "\ufffd" in text:
        findings.append(f"charset: {text.count(chr(0xFFFD))} x U+FFFD in a page read as {name}")
    if b"\x00" in body:
        return Text(text=_without_nul(text, findings), charset=name, why=why, findings=tuple(findings))
    return Text(text=text, charset=name, why=why, findings=tuple(findings), source=body)


def _fits(body: bytes, name: str) -> bool:
    try:
        body.decode(name)
    except UnicodeDecodeError:
        return False
    return True


def _has_utf8_letter(body: bytes) -> bool:
    """Tell whether any UTF-8 sequence of two or more bytes is whole: then the page is UTF-8 with damage, not cp1252."""
    return any(ord(c) > 127 for c in body.decode("utf-8", "ignore"))


def _without_nul(text: str, findings: list[str]) -> str:
    if "\x00" not in text:
        return text
    findings.append(f"charset: {text.count(chr(0))} x NUL")
    return text.replace("\x00", "")


def parse(url: str, text: Text) -> Page | None:
    """Return the tree of an HTML page; None when it holds no element at all, or a tag that no page has."""
    source = text.text.encode("utf-8", "replace") if text.source is None else text.source
    findings = list(text.findings)
    cut = _cut_end(source)
    if len(source) > MAX_HTML:
        cut = f"larger than {MAX_HTML} bytes"
        source = source[:MAX_HTML]
    if len(source) > _LONG_TAG and any(part.count(b"=") > MAX_ATTRIBUTES for part in source.split(b">") if len(part) > _LONG_TAG):
        return None  # libxml2 compares each attribute of a tag with all before it
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
    root = etree.fromstring(source, parser) if source and not source.isspace() else None
    if root is None:
        return None
    elements = list(islice(root.iter("*"), MAX_ELEMENTS + 1))
    if len(elements) > MAX_ELEMENTS:
        cut = f"more than {MAX_ELEMENTS} elements"
    if parser.error_log.filter_types(etree.ErrorTypes.ERR_RESOURCE_LIMIT):
        cut = "tree cut: nested too deep"
    return Page(url=url, source=source, root=root, cut=cut, findings=findings, elements=elements)


def _cut_end(source: bytes) -> str | None:
    """Say how the page ends short of its end, if it does. End tags that HTML lets a page omit prove nothing."""
    if b"</html>" in source[-4096:] or _CLOSE.search(source, max(0, len(source) - 4096)) or _CLOSE.search(source):
        return None
    tail = source[-4096:]
    if tail.rfind(b"<") > tail.rfind(b">"):
        return "the page ends inside a tag"
    if source.rfind(b"<!--") > source.rfind(b"-->"):
        return "the page ends inside a comment"
    lower = source.lower()
    if b"<head>" in lower and b"</head" not in lower and b"<body" not in lower:
        return "the page ends inside <head>"  # whoever writes the one tag that may be omitted writes the other
    for name in _MUST_CLOSE:
        opened = len(re.findall(rb"<%s[\s>]" % name, lower))
        if opened > lower.count(b"</%s" % name):
            return f"the page ends inside <{name.decode()}>"
    return None
