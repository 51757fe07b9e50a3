"""What is known of the site: its hosts, the shapes of its addresses, and the one form in which each address is kept.

Learnt from public copies of the site's pages and from the source of its CMS, Bolt 3: a record is `/entry/<slug>`, also under
the plural `/entries/<slug>`; listings are `/entries?page=N` or `?page_entries=N`; categories and tags have their own pagers.
"""

import re
from functools import lru_cache
from typing import Final
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urljoin, urlsplit

from w3lib.url import safe_url_string

from tubancrawl.errors import BadUrl
from tubancrawl.items import UrlKind

HOST: Final = "tubankab.go.id"
ROOT: Final = f"https://{HOST}"

ENTRY_POINTS: Final = (
    f"{ROOT}/",
    f"{ROOT}/entries",
    f"{ROOT}/sitemap.xml",
    f"{ROOT}/rss/feed.xml",
)
"""Where a crawl begins. Sitemap and feed exist only if Bolt's extensions are installed: a 404 there is no fault."""

_SHAPES: Final[tuple[tuple[re.Pattern[str], UrlKind], ...]] = (
    (re.compile(r"/(?:index\.php)?"), "front"),
    (re.compile(r"/robots\.txt"), "robots"),
    (re.compile(r"/(?:entry|entries)/tubancrawl-probe-[0-9a-f]{16}"), "probe"),
    (re.compile(r"/(?:entry|entries)/[^/]+"), "article"),
    (re.compile(r"/(?:entries|(?:category|categories|tag|tags)/[^/]+|search)"), "listing"),
    (re.compile(r"/(?:[\w-]*sitemap[\w-]*)\.xml(?:\.gz)?|/sitemap"), "sitemap"),
    (re.compile(r"/(?:[^/]+/)?(?:rss|atom|json)/feed\.(?:xml|json)|/(?:feed|rss|atom)(?:\.xml)?"), "feed"),
    (re.compile(r"/(?:files|thumbs)/.+\.(?:jpe?g|png|gif|webp|avif)", re.IGNORECASE), "photo"),
    (re.compile(r"/pages?/[^/]+"), "page"),
)
# `?p=41`, `?hal=berita&id=93`: a record of a CMS without readable addresses, as the offices' sub-sites have them.
_RECORD_KEY = re.compile(
    r"p|a?id|(?:news|berita|artikel|post|content|n|id)_?id|id_?(?:berita|artikel|news|post)|berita|artikel|read|baca"
)
_THUMB_PREFIX = re.compile(r"/thumbs/\d+(?:x|×|%C3%97)\d+[crbf]?/", re.IGNORECASE)
_PAGER = re.compile(r"page(?:_\w[\w-]*)?")
# `;jsessionid=…`: the CMS makes no address with one, and each would be another address of the same page.
_PATH_PARAMETER = re.compile(r";[^/]*")
_CONTROL = re.compile(r"[\x00-\x20\x7f]")
# Nearly every address that a page names is in its canonical form already, and to prove that is what takes the time.
_PLAIN = re.compile(rf"{re.escape(ROOT)}(?!/entries/)(?:/[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)+")
_PLAIN_FILE = re.compile(rf"({re.escape(ROOT)}/(?:files|thumbs)(?:/[A-Za-z0-9_-]+)+\.(?:jpe?g|png|gif|webp))\?[A-Za-z0-9=&_.-]*")
_LONGEST = 500  # characters of an address that is remembered: a hostile page must not fill the memory of a crawl
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|igshid|_ga|share|ref", re.IGNORECASE)


def probe_url(digits: str) -> str:
    """Return the address of an article that cannot exist; `digits` are 16 of hexadecimal."""
    return f"{ROOT}/entry/tubancrawl-probe-{digits}"


def is_site(url: str) -> bool:
    """Tell whether `url` is of the news site itself; the offices' sub-sites are not."""
    return url.startswith(f"{ROOT}/") or (urlsplit(url).hostname or "") in {HOST, f"www.{HOST}"}


def absolute_url(base: str, href: str) -> str | None:
    """Return the http(s) address that `href` means on the page `base`, kept in one form; None if it means none."""
    if base.startswith(f"{ROOT}/"):
        whole = ROOT + href if href[:1] == "/" else href
        if _PLAIN.fullmatch(whole):
            return whole
        if (photo := _PLAIN_FILE.fullmatch(whole)) is not None:
            return photo[1]
    try:
        return canonical_url(urljoin(base, href.strip()))
    except (BadUrl, ValueError):
        return None


def canonical_url(url: str) -> str:
    """Return the one form in which `url` is kept.

    On the site: https, no `www.`, no fragment, no trailing slash, no `;sid=…`, `/entries/<slug>` as `/entry/<slug>`, no query
    but a listing's page (`page=1` is none) and a search's words. Elsewhere only fragment and tracking parameters go. Idempotent.

    Raises BadUrl for control characters, a scheme other than http and https, or no host.
    """
    if _PLAIN.fullmatch(url):
        return url
    if _CONTROL.search(url.strip(" ")):
        raise BadUrl(f"{url!r}: expected a URL without white space and control characters; percent-encode them")
    try:
        parts = urlsplit(safe_url_string(url.strip(" ")))
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError as error:
        raise BadUrl(f"{url!r}: {error}") from error
    if parts.scheme not in {"http", "https"} or not host:
        raise BadUrl(f"{url!r}: expected http:// or https:// and a host")
    if host in {HOST, f"www.{HOST}"} and port in {None, 80, 443}:
        path = _canonical_path(parts.path)
        return f"{ROOT}{path}{_canonical_query(path, parts)}"
    netloc = host if port in {None, 80 if parts.scheme == "http" else 443} else f"{host}:{port}"
    kept = _without_tracking(parts.query)
    return f"{parts.scheme}://{netloc}{parts.path or '/'}{'?' + urlencode(kept) if kept else ''}"


def _canonical_path(path: str) -> str:
    path = re.sub(r"/{2,}", "/", _PATH_PARAMETER.sub("", quote(unquote(path), safe="/:@!$&'()*+,;=~-._%"))) or "/"
    if len(path) > 1:
        path = path.rstrip("/")
    if path.startswith("/entries/"):
        path = "/entry/" + path.removeprefix("/entries/")
    return path


def _canonical_query(path: str, parts: SplitResult) -> str:
    kind = kind_of(f"{path}?{parts.query}" if parts.query else path)
    if kind == "listing":
        kept = sorted(
            (key, value)
            for key, value in parse_qsl(parts.query)
            if (_PAGER.fullmatch(key) and value.isdigit() and int(value) > 1) or (path == "/search" and key == "q")
        )
    elif kind == "other":
        kept = _without_tracking(parts.query)
    else:
        kept = []
    return "?" + urlencode(kept) if kept else ""


def _without_tracking(query: str) -> list[tuple[str, str]]:
    return [(key, value) for key, value in parse_qsl(query, keep_blank_values=True) if not _TRACKING.fullmatch(key)]


def kind_of(url: str) -> UrlKind:
    """Return what an address is for, by its shape alone; `other` for shapes that the site is not known to use."""
    return _kind(url) if len(url) <= _LONGEST else _kind.__wrapped__(url)


@lru_cache(maxsize=4096)
def _kind(url: str) -> UrlKind:
    parts = urlsplit(url)
    kind: UrlKind = next((kind for shape, kind in _SHAPES if shape.fullmatch(parts.path or "/")), "other")
    if kind == "front" and parts.query and any(_RECORD_KEY.fullmatch(name) for name, _ in parse_qsl(parts.query)):
        return "other"
    return kind


def photo_identity(url: str) -> str:
    """Return the address of the original picture behind `url`: a thumbnail is mapped back, the `?<10 hex>` cache buster goes."""
    if "/thumbs/" not in url and _PLAIN.fullmatch(url):
        return url
    parts = urlsplit(url)
    if kind_of(url) != "photo":
        return url
    return f"{parts.scheme}://{parts.netloc}{_THUMB_PREFIX.sub('/files/', parts.path)}"


def slug_of(url: str) -> str:
    """Return the last segment of the path: how people name an article."""
    return unquote(urlsplit(url).path.rstrip("/").rpartition("/")[2])
