"""The sort-friendly form of an address that CDXJ indexes are sorted by, as the Internet Archive's tools make it."""

import re
from typing import Final
from urllib.parse import quote_from_bytes, unquote_to_bytes

_URL: Final = re.compile(r"(https?)://([^/?#]*)([^?#]*)(?:\?([^#]*))?", re.IGNORECASE)
_WWW: Final = re.compile(r"www\d*\.")
_PORTS: Final = {"http": "80", "https": "443"}
_KEPT: Final = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in "#%")
# Session numbers that servers of old put into every link.
_SESSION: Final = re.compile(
    r"(?:(?:jsessionid|phpsessid|sid)=[0-9a-z]{32}|aspsessionid[a-z]{8}=[a-z]{24}|cfid=[^&]+&cftoken=[^&]+)(?:&|$)", re.IGNORECASE
)


def surt(url: str) -> str:
    """Return the key of an http(s) URL: `id,go,tubankab)/entry/panen-raya`; what is no such URL is its own key.

    The scheme, `www.`, a default port, the fragment, upper case, escapes and the order of query arguments make no difference.
    """
    found = _URL.match(url.strip())
    if found is None:
        return url
    scheme, authority, path, query = found.groups()
    host, colon, port = authority.rpartition("@")[2].lower().partition(":")
    host = _WWW.sub("", _escaped(host).replace("..", ".").strip("."), count=1) if _WWW.match(host) else _escaped(host).strip(".")
    shown_port = f":{port}" if colon and port and port != _PORTS[scheme.lower()] else ""
    key = f"{','.join(reversed(host.split('.')))}{shown_port}){_path(path)}"
    return f"{key}?{arguments}" if (arguments := _query(query or "")) else key


def _path(path: str) -> str:
    kept: list[str] = []
    parts = _unescaped(path).decode("utf-8", "surrogateescape").split("/")[1:]
    for part in parts[:-1]:
        if part == ".." and kept:
            kept.pop()
        elif part not in {"", "."}:
            kept.append(part)
    last = parts[-1] if parts else ""
    if last == ".." and kept:
        kept.pop()
    elif last not in {"", "."}:
        kept.append(last)
    return _escaped("/" + "/".join(kept)).lower()


def _query(query: str) -> str:
    arguments = _SESSION.sub("", _escaped(query)).lower().removesuffix("&") if _SESSION.search(query) else _escaped(query).lower()
    return "&".join(sorted(arguments.split("&"), key=lambda argument: argument.split("=", 1)))


def _escaped(text: str) -> str:
    """Return `text` with every escape undone and those made that must be."""
    return quote_from_bytes(_unescaped(text), safe=_KEPT)


def _unescaped(text: str) -> bytes:
    data = text.encode("utf-8", "surrogateescape")
    while (plain := unquote_to_bytes(data)) != data:
        data = plain
    return data
