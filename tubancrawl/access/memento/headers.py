"""The addresses and headers of RFC 7089: what is an original's TimeGate, its TimeMap, and the memento of a time.

The reading room and the second origin both use them: whoever answers with a memento adds `memento_headers`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from urllib.parse import quote

from tubancrawl.access.addresses import timestamp
from tubancrawl.access.http_dates import http_date

LINK_TYPE: Final = "application/link-format"
_URL_CHARACTERS: Final = ":/?#[]@!$&'()*+,;=%~-._"

Form = Literal["link", "json"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """An original resource, and where its TimeGate and TimeMaps are; `room` is the reading room's origin.

    Of an article's text (`article` True) these are others than of the bytes at its address.
    """

    room: str
    url: str
    article: bool = False

    @property
    def address(self) -> str:
        """Return the original address as a header can hold it."""
        return url_for_header(self.url)

    @property
    def timegate(self) -> str:
        """Return the address of its TimeGate."""
        return f"{self.room}/timegate/{'article/' if self.article else ''}{self.address}"

    def timemap(self, form: Form = "link", page: int = 1) -> str:
        """Return the address of one page of its TimeMap, counted from 1."""
        numbered = f"{page}/" if page > 1 else ""
        return f"{self.room}/timemap/{'article/' if self.article else ''}{form}/{numbered}{self.address}"

    def links(self) -> list[str]:
        """Return the values of a Link header that every answer about it has."""
        return [link(self.address, "original"), link(self.timegate, "timegate"), self.timemap_link()]

    def timemap_link(self) -> str:
        """Return the value that names its TimeMap."""
        return link(self.timemap(), "timemap", type=LINK_TYPE)


def memento_headers(original: Original, at: datetime) -> dict[str, str]:
    """Return the headers of a memento of a time, aware; its fraction of a second is dropped, as Memento has none."""
    return {"memento-datetime": http_date(at), "link": ", ".join(original.links())}


def raw_memento(original_origin: str, url: str, at: datetime) -> str:
    """Return where the second origin has the capture of an address at a time."""
    return f"{original_origin}/{timestamp(at)}/{url_for_header(url)}"


def link(target: str, relation: str, **attributes: str) -> str:
    """Return one value of a Link header or of a TimeMap (RFC 8288)."""
    return "; ".join([f"<{target}>", f'rel="{relation}"', *(f'{name}="{value}"' for name, value in attributes.items())])


def merged(related: Iterable[tuple[str, str, datetime]]) -> list[str]:
    """Return links to mementos, each target once with all its relations; `related` are relation, target and time."""
    relations: dict[tuple[str, datetime], list[str]] = {}
    for relation, target, at in related:
        relations.setdefault((target, at), []).append(relation)
    return [
        link(target, " ".join([*filter(None, names), "memento"]), datetime=http_date(at))
        for (target, at), names in relations.items()
    ]


def url_for_header(url: str) -> str:
    """Return an address in characters that neither a header nor `<…>` takes for its own; `%` stays as it is."""
    return quote(url, safe=_URL_CHARACTERS)
