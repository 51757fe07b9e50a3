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
_CALLED: Final = re.compile(rb"(?<![a-z])(?:%s)%s\Z" % (_BEFORE.encode(), _BETWEEN))
_ENDS_GAP: Final = frozenset(b" \t\n\r\f\v;>")
"""How what stands between the two ends. Most names on a page stand in addresses, behind another byte."""
_MOST: Final = 500  # places of a page where the name's first word is looked at
_REACH: Final = 260
"""Bytes before a name in which the word that calls it a place begins, with a tag between them."""


def proved_places(page: Page, paragraphs: list[str]) -> list[str]:
    """Return the name before a dash at the start of the text, if the page calls it a place anywhere; else nothing."""
    opening = next(filter(None, (_OPENING.match(text) for text in paragraphs[:2])), None)
    if opening is None:
        return []
    name = opening["name"]
    words = [word.lower().encode() for word in name.split()]
    spelt = re.compile(rb"%s(?![a-z])" % _BETWEEN.join(map(re.escape, words)))
    source = page.source.lower()
    at = -1
    for _ in range(_MOST):
        at = source.find(words[0], at + 1)
        if at < 0:
            break
        if source[at - 1] in _ENDS_GAP and spelt.match(source, at) and _CALLED.search(source, max(0, at - _REACH), at):
            return [name]
    return []
