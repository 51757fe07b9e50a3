"""The words of injected pages that sell gambling: a plague of government sites."""

import re
from typing import Final

SALES_TALK: Final = re.compile(
    "|".join(
        (
            r"slot gacor",
            r"gacor (?:hari|malam) ini",
            r"link alternatif",
            r"maxwin",
            r"rtp (?:live|slot)",
            r"live rtp",
            r"slot ?\d{2,4}\b",
            r"bonus new member",
            r"scatter hitam",
            r"gampang (?:menang|maxwin)",
            r"mudah menang",
            r"pragmatic play",
            r"pg ?soft",
            r"toto macau",
            r"(?:slot )?deposit (?:pulsa|dana|qris|\d+)",
            r"anti rungkad",
            r"server thailand",
            r"slot (?:demo|dana|qris|thailand)",
            r"daftar (?:sekarang|slot|akun)",
            r"sbobet",
            r"spaceman",
            r"mahjong ways",
            r"gates of olympus",
            r"starlight princess",
            r"winrate",
            r"situs resmi slot",
            r"agen (?:slot|togel) (?:resmi|terpercaya)",
            r"(?:situs|bandar) (?:slot|togel|judi) (?:online )?(?:resmi|terpercaya|terbaik|gacor)",
            r"rtp tertinggi",
            r"akun pro",
            r"\w{2,12}toto\b",
            r"link login",
            r"mix parlay",
            r"togel 4d",
            r"live casino",
        )
    ),
    re.IGNORECASE,
)
"""What pages that sell gambling say and news about gambling does not."""
SALES_STEMS: Final = (
    *("slot", "gacor", "link a", "maxwin", "rtp", "bonus new", "scatter h", "gampang m", "mudah m", "pragmatic", "pg", "toto m"),
    *("deposit", "rungkad", "server t", "daftar", "sbobet", "spaceman", "mahjong", "gates of", "starlight", "winrate", "togel"),
    *("judi", "akun pro", "toto", "link l", "parlay", "live casino"),
)
"""One of them stands in whatever `SALES_TALK` finds: to look for them takes a tenth of its time."""
