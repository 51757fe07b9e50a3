"""Which names at the start of a text the page proves to be places: its masthead or footer says `Kabupaten Sendang Mulyo`."""

import re
from typing import Final

from tubancrawl.parsing.page import Page

_WORD: Final = r"[^\W\d_a-z][\w'’-]{1,20}"
_OPENING: Final = re.compile(rf"\(?(?P<name>{_WORD}(?: {_WORD}){{0,2}})(?: ?[,(][^,()]{{2,30}}\)?)?\)? ?[-–—―|] ")
_BEFORE: Final = (
    r"kabupaten|kab\.?|pemkab|(?<!wali )kota|pemkot|provinsi|kecamatan|kec\.?|desa|pemdes|kelurahan|polres|kodim|dusun|pulau"
)
"""What stands before the name of a place, in the name of a site or an office too."""
_BETWEEN: Final = rb"(?:\s|&nbsp;|<[^<>]{0,200}>)+"


def proved_places(page: Page, paragraphs: list[str]) -> list[str]:
    """Return the name before a dash at the start of the text, if the page calls it a place anywhere; else nothing."""
    opening = next(filter(None, (_OPENING.match(text) for text in paragraphs[:2])), None)
    if opening is None:
        return []
    name = opening["name"]
    spelt = _BETWEEN.join(re.escape(word.encode()) for word in name.split())
    said = re.search(rb"\b(?:%s)%s%s\b" % (_BEFORE.encode(), _BETWEEN, spelt), page.source, re.IGNORECASE)
    return [name] if said else []
