"""What differs between two fetches of a page that nobody edited: twelve kinds of noise, for any layout of the miniature.

The layouts draw some themselves at every request (counters, tokens, side lists, cache busters); here those are drawn again or,
where a layout has none, added. Each is pure: the same page and the same chance give the same page.
"""

import random
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

Noise = Callable[[str, random.Random], str]

_BODY: Final = re.compile(r"(<body[^>]*>)")
_END: Final = "</body>"
_GAP: Final = re.compile(r"(?<=\w) (?=\w)")
_SPELLINGS: Final = {
    "“": ("“", "&ldquo;", "&#8220;", "&#x201C;"),
    "”": ("”", "&rdquo;", "&#8221;", "&#x201d;"),
    "’": ("’", "&rsquo;", "&#8217;"),
    "–": ("–", "&ndash;", "&#8211;"),
    "&ldquo;": ("“", "&#8220;"),
    "&rdquo;": ("”", "&#8221;"),
}


def views(page: str, chance: random.Random) -> str:
    return page.replace(_END, f'<p class="statistik">Dilihat {chance.randint(10, 99_999):,} kali</p>{_END}')


def token(page: str, chance: random.Random) -> str:
    return page.replace("</head>", f'<meta name="csrf" content="{_hex(chance, 40)}"></head>', 1)


def related(page: str, chance: random.Random) -> str:
    titles = chance.sample(("Jalan Desa Diperbaiki", "Panen Raya di Palang", "Pasar Murah Dibuka", "Lomba Layang-Layang"), 3)
    listed = "".join(f'<li><a href="/entry/{title.lower().replace(" ", "-")}">{title}</a></li>' for title in titles)
    return page.replace(_END, f'<div class="terkait"><h4>Berita Terkait</h4><ul>{listed}</ul></div>{_END}')


def relative_times(page: str, chance: random.Random) -> str:
    lines = "".join(
        f'<a href="/entry/a-{n}">Berita {n}</a> <small>{chance.randint(1, 59)} menit yang lalu</small> ' for n in range(3)
    )
    return page.replace(_END, f'<div class="terkini">{lines}</div>{_END}')


def cache_busters(page: str, chance: random.Random) -> str:
    return re.sub(r"(\.(?:css|js|jpg))(?:\?[0-9a-f]{10})?(?=[\"'])", lambda found: f"{found[1]}?{_hex(chance, 10)}", page)


def thumbnail_sizes(page: str, chance: random.Random) -> str:
    return re.sub(
        r"/thumbs/\d+x\d+", lambda _: f"/thumbs/{chance.choice((320, 600, 800, 1200))}x{chance.choice((200, 400))}", page
    )


def advertisements(page: str, chance: random.Random) -> str:
    inner = f'<ins class="adsbygoogle" data-ad-slot="{chance.randint(1, 9**9)}"></ins>'
    slot = f'<div class="iklan" id="iklan-{_hex(chance, 8)}">{inner}</div>'
    return _BODY.sub(lambda found: found[1] + slot, page).replace(_END, slot + _END)


def white_space(page: str, chance: random.Random) -> str:
    def spaced(found: re.Match[str]) -> str:
        return _GAP.sub(lambda _: " " if chance.random() < 0.9 else chance.choice(("  ", "\n", " \t")), found[0])

    page = re.sub(r">\s*\n\s*<", lambda _: ">" + chance.choice(("\n", "\r\n\t", "\n\n  ", " \n")) + "<", page)
    return re.sub(r">[^<]+<", spaced, page)


def entities(page: str, chance: random.Random) -> str:
    return re.sub("|".join(_SPELLINGS), lambda found: chance.choice(_SPELLINGS[found[0]]), page)


def comments(page: str, chance: random.Random) -> str:
    return page.replace(_END, f'<div class="komentar"><h3>{chance.randint(0, 40)} Komentar</h3></div>{_END}')


def clock(page: str, chance: random.Random) -> str:
    now = datetime(2018, 7, 20, 13, 0) + timedelta(seconds=chance.randint(0, 90_000))  # noqa: DTZ001 - printed, never compared
    return _BODY.sub(lambda found: f'{found[1]}<div class="jam">Jumat, {now:%d/%m/%Y %H:%M:%S} WIB</div>', page)


def random_ids(page: str, chance: random.Random) -> str:
    return re.sub(r"<(div|p|figure)(?= class)", lambda found: f'<{found[1]} id="el-{_hex(chance, 6)}"', page)


NOISES: Final[tuple[Noise, ...]] = (
    views,
    token,
    related,
    relative_times,
    cache_busters,
    thumbnail_sizes,
    advertisements,
    white_space,
    entities,
    comments,
    clock,
    random_ids,
)


def noisy(page: str, chance: random.Random) -> str:
    """Return the page with all twelve."""
    for noise in NOISES:
        page = noise(page, chance)
    return page


def _hex(chance: random.Random, length: int) -> str:
    return f"{chance.getrandbits(length * 4):0{length}x}"
