"""The addresses of the reading room's pages, and what each names. Permanent: a citation must still lead there in twenty years.

An article of the site, `/entry/<slug>`, is named by its slug. Any other address, and a slug that a path cannot hold as it is,
is named by the whole address behind a tilde, its punctuation written `_2F` as a URL writes `%2F`, which proxies like to rewrite.
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, Final
from urllib.parse import quote, unquote, urlencode, urlsplit

from tubancrawl import site
from tubancrawl.errors import BadUrl

_ENTRY: Final = f"{site.ROOT}/entry/"
_PLAIN = re.compile(r"[^~./\\%?#\x00-\x20\x7f][^/\\%?#\x00-\x1f\x7f]*")
_KEPT = re.compile(r"[^A-Za-z0-9.-]")
_ESCAPE = re.compile(r"_([0-9A-F]{2})")
_TIMESTAMP = re.compile(r"\d{14}", re.ASCII)


def article_name(url: str) -> str:
    """Return what an article is called in paths, before percent-encoding: `slug`, or `~` and its whole address."""
    slug = unquote(url.removeprefix(_ENTRY)) if url.startswith(_ENTRY) else ""
    if _PLAIN.fullmatch(slug) and _canonical(_ENTRY + slug) == url:
        return slug
    return _escaped(url.removeprefix("https://"))


def name_meant(name: str) -> str:
    """Return the slug or address that a name in a path means, as `store.reader.find_article` takes it."""
    if not name.startswith("~"):
        return name
    text = _unescaped(name)
    return text if text.startswith("http://") else f"https://{text}"


def article_path(url: str) -> str:
    """Return the page of an article's newest version."""
    return f"/articles/{quote(article_name(url), safe='~')}"


def version_path(url: str, number: int) -> str:
    """Return the page of one version, counted from 1."""
    return f"{article_path(url)}/versions/{number}"


def at_path(url: str, moment: datetime | str) -> str:
    """Return the page of the version that stood at a moment (aware, or ISO 8601): a Memento of the extracted article."""
    return f"{article_path(url)}/at/{timestamp(moment)}"


def history_path(url: str) -> str:
    """Return the page of an article's versions, absences and captures."""
    return f"{article_path(url)}/history"


def compare_path(url: str, one: int, other: int, *, side: bool = False) -> str:
    """Return the page that compares two versions; `side` by side, or in one text."""
    return f"{article_path(url)}/compare/{one}/{other}{'?view=side' if side else ''}"


def person_path(role: str, name: str) -> str:
    """Return the page of a reporter, editor or photographer."""
    return f"/people/{quote(role, safe='')}/{quote(name if _PLAIN.fullmatch(name) else _escaped(name), safe='~')}"


def person_meant(name: str) -> str:
    """Return the name of the person that a path means."""
    return _unescaped(name) if name.startswith("~") else name


def article_json_path(url: str, version: int | None = None) -> str:
    """Return where the API gives an article, or one version of it."""
    return with_query(f"/api/v1{article_path(url)}", {"version": version})


def article_export_path(url: str, form: str) -> str:
    """Return where an article with all its versions is written in a format of `tubancrawl export`."""
    return with_query(f"/export/{form}{article_path(url).removeprefix('/articles')}", {"versions": "all"})


def timemap_path(url: str) -> str:
    """Return the list of all captures of an address, as other archives read it (RFC 7089)."""
    return f"/timemap/link/{url}"


def picture_path(sha256: str) -> str:
    """Return the page of a picture: where it was used, and under which captions."""
    return f"/pictures/{quote(sha256, safe='')}"


def year_path(year: int) -> str:
    """Return the calendar of a year."""
    return f"/calendar/{year}"


def day_path(day: date | str) -> str:
    """Return the page of what changed on a day (WIB)."""
    return f"/calendar/{str(day).replace('-', '/')}"


def with_query(path: str, query: Mapping[str, Any]) -> str:
    """Return a path with those of the query's fields that hold something; a list becomes a field for each of its values."""
    kept = {name: value for name, value in query.items() if value not in (None, "", [])}
    return f"{path}?{urlencode(kept, doseq=True)}" if kept else path


def original_address(origin: str, moment: datetime | str, url: str) -> str:
    """Return where the archived bytes of an address, of the capture at a moment, are shown: on the second origin."""
    return f"{origin}/{timestamp(moment)}/{url}"


def record_address(origin: str, record_id: str) -> str:
    """Return where the second origin gives a WARC record, with the request that it answers."""
    return f"{origin}/warc/{record_id}"


def picture_address(origin: str, sha256: str) -> str:
    """Return where the second origin gives the bytes of a picture."""
    return f"{origin}/picture/{sha256}"


def timestamp(moment: datetime | str) -> str:
    """Return a moment as archives write it in addresses: fourteen digits, UTC."""
    aware = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    return aware.astimezone(UTC).strftime("%Y%m%d%H%M%S")


def moment_of(digits: str) -> datetime | None:
    """Return the last moment of the second that fourteen digits name, UTC; None for anything else, 30 February among it.

    The last, since captures are finer than seconds: the time of a capture, written in an address, must name that capture.
    """
    if not _TIMESTAMP.fullmatch(digits):
        return None
    try:
        return datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=UTC, microsecond=999_999)
    except ValueError:
        return None


def place_shown(url: str) -> str:
    """Return an address as people read it: without the scheme, decoded."""
    parts = urlsplit(url)
    return unquote(f"{parts.netloc}{parts.path}{'?' + parts.query if parts.query else ''}")


def _canonical(url: str) -> str | None:
    try:
        return site.canonical_url(url)
    except BadUrl:
        return None


def _escaped(text: str) -> str:
    return "~" + _KEPT.sub(lambda found: "".join(f"_{byte:02X}" for byte in found[0].encode()), text)


def _unescaped(name: str) -> str:
    return unquote(_ESCAPE.sub(r"%\1", name[1:].replace("%", "%25")), errors="replace")
