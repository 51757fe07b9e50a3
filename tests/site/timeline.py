"""The miniature's history: which days a crawl looks, what the newsroom did in between, and what stands at an address then.

EVENTS is the one table of scripted events. Whatever is not in it never changes; side lists, counters, tokens and cache busters
change at every request and are never content.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import cache
from typing import Final, Literal

from tests.site.model import WIB, Article, Block, house_byline
from tests.site.prose import generated
from tests.site.written import SEED_KEY, written

DATES: Final = (date(2018, 7, 20), date(2019, 3, 6), date(2021, 11, 13), date(2024, 1, 17), date(2025, 2, 27), date(2026, 9, 15))
"""The six days of a crawl."""
MAINTENANCE: Final = date(2021, 11, 14)
"""The day on which every address answers 200 with a maintenance page."""

Answer = Literal["ok", "moved", "missing", "gone", "soft_missing", "unpublished"]
Disqus = Literal["anchor", "universal", "count", "indonesian", "none"]
Era = Literal["e2018", "e2021", "e2024", "e2026"]

ERAS: Final[tuple[tuple[date, Era], ...]] = (
    (date(2017, 1, 1), "e2018"),
    (date(2021, 6, 1), "e2021"),
    (date(2023, 12, 31), "e2024"),
    (date(2026, 3, 1), "e2026"),
)
"""The template in force from a day on. Articles of 2017 keep the layout e2017 until e2018 ends."""

DISQUS: Final[tuple[tuple[date, Disqus], ...]] = (
    (date(2017, 1, 1), "anchor"),
    (date(2019, 1, 1), "universal"),
    (date(2021, 6, 1), "none"),
    (date(2023, 12, 31), "indonesian"),
    (date(2025, 1, 1), "count"),
    (date(2026, 3, 1), "none"),
)
"""The generation of the Disqus embed from a day on; "none" is a page without comments."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happens to one article. `change` edits it; `answer` is what its address answers from then on."""

    name: str
    key: str
    on: date
    says: str
    change: Callable[[Article], Article] | None = None
    answer: Answer | None = None


def _headline(text: str) -> Callable[[Article], Article]:
    return lambda article: replace(article, headline=text)


def _paragraph(index: int, text: str) -> Callable[[Article], Article]:
    return lambda article: replace(article, blocks=(*article.blocks[:index], Block(text), *article.blocks[index + 1 :]))


def _without_paragraph(index: int) -> Callable[[Article], Article]:
    return lambda article: replace(article, blocks=article.blocks[:index] + article.blocks[index + 1 :])


def _photo(**changes: str) -> Callable[[Article], Article]:
    return lambda article: replace(article, photos=(replace(article.photos[0], **changes), *article.photos[1:]))  # type: ignore[arg-type]  # strings only


_LAYANG, _BUKU, _GARAM, _SORE, _JEMBATAN, _CABAI, _LISTRIK, _PAVING, _SUMUR = (
    "festval-layang-layang-ramaikan-pantai-panyuran",
    "perpustakaan-keliling-sambangi-sekolah-pinggir-hutan",
    "petani-garam-palang-coba-alas-geomembran",
    "puskesmas-rengel-buka-layanan-sore-hari",
    "jembatan-gantung-dusun-kedungombo-dibuka-lagi",
    "harga-cabai-turun-pedagang-pasar-baru-lega",
    "jadwal-pemadaman-listrik-tiga-kecamatan-diumumkan",
    "karang-taruna-olah-sampah-plastik-jadi-paving",
    "sumur-bor-baru-akhiri-antrean-air-di-grabagan",
)
_SELEKSI, _LAYANAN, _BARISTA = (
    "pengumuman-seleksi-tenaga-pendamping-desa",
    "layanan-kependudukan-pindah-ke-gedung-baru",
    "pelatihan-barista-gratis-diserbu-pemuda-desa",
)
_PADAM_A: Final = "Pemadaman berlangsung mulai pukul 08.00 WIB sampai siang hari."
_PADAM_B: Final = "Pemadaman berlangsung mulai pukul 09.00 WIB sampai sore hari."
MOVED_SLUG: Final = "karang-taruna-soko-olah-sampah-plastik-menjadi-paving"
"""Where the paving article lives after its slug moved."""

_D18, _D19, _D21, _D24, _D25, _D26 = DATES

EVENTS: Final[tuple[Event, ...]] = (
    Event(name="headline-corrected", key=_LAYANG, on=_D19, says="“Festval” becomes “Festival”; the slug keeps the error",
          change=_headline("Festival Layang-Layang Ramaikan Pantai Panyuran")),
    Event(name="credit-added", key=_GARAM, on=_D19, says="the caption gains “(hanafi)”",
          change=_photo(credit="hanafi", credit_kind="person")),
    Event(name="byline-added", key=_SORE, on=_D19, says="the last paragraph gains “ (dewi ayu/hei).”",
          change=lambda article: replace(article, byline=house_byline("dewi ayu", "hei", before=" "))),
    Event(name="text-a-to-b", key=_LISTRIK, on=_D19, says="the hours of the power cut change", change=_paragraph(1, _PADAM_B)),
    Event(name="text-b-to-a", key=_LISTRIK, on=_D21, says="the first wording again", change=_paragraph(1, _PADAM_A)),
    Event(name="caption-corrected", key=_BUKU, on=_D21, says="the caption names Montong in the place of Kerek",
          change=_photo(caption="Siswa kelas empat memilih buku di mobil perpustakaan keliling, Kecamatan Montong.")),
    Event(name="slug-moved", key=_PAVING, on=_D21, says="301 from the old slug to the new one; the text stays",
          change=lambda article: replace(article, slug=MOVED_SLUG)),
    Event(name="lost", key=_SUMUR, on=_D21, says="404", answer="missing"),
    Event(name="back-with-same-text", key=_SUMUR, on=_D24, says="200 again, the text as before", answer="ok"),
    Event(name="gone", key=_SELEKSI, on=_D24, says="410 for ever", answer="gone"),
    Event(name="paragraph-vanishes", key=_JEMBATAN, on=_D24, says="the one about costs goes, on the day of a redesign",
          change=_without_paragraph(2)),
    Event(name="quote-changed-by-one-character", key=_CABAI, on=_D25, says="“… tiga puluh,” becomes “… tiga puluh!”",
          change=_paragraph(2, "“Dulu satu kilogram empat puluh ribu, sekarang tiga puluh!” sebutnya.")),
    Event(name="soft-missing", key=_LAYANAN, on=_D25, says="200 with “Halaman tidak ditemukan”", answer="soft_missing"),
    Event(name="soft-missing-over", key=_LAYANAN, on=_D26, says="the article again, the text as before", answer="ok"),
    Event(name="hacked", key=_BARISTA, on=_D25, says="hidden links to gambling pages; the text stays, so no version",
          change=lambda article: replace(article, hidden_links=True)),
)  # fmt: skip

SITE_WIDE: Final[tuple[tuple[str, str], ...]] = (
    ("redesign", "2021-06-01, 2023-12-31 and 2026-03-01: another template, the same texts; no version"),
    ("disqus-comes-and-goes", "old embed, universal code, none, Indonesian noscript, count links, none; no version"),
    ("counters", "every request: views, side lists, tokens, thumbnails' cache busters; no version"),
    ("maintenance", f"{MAINTENANCE}: every address answers 200 with the maintenance page; no version"),
    ("listing-grows", "every date: newer articles come first, older ones slide to later pages"),
    ("pagination-shift", "on demand: site.hold(key, until='/entries') publishes an article after the first page was read"),
)
"""Events that concern no single article, for --list."""


@cache
def all_articles() -> tuple[Article, ...]:
    """Return every article as first published, oldest first."""
    return tuple(sorted((*written(), *generated()), key=lambda article: article.published))


@cache
def scripted_keys() -> tuple[str, ...]:
    """Return the articles to which something happens, and the seed, to which nothing does."""
    return tuple(dict.fromkeys((SEED_KEY, *(event.key for event in EVENTS))))


@cache
def article_at(key: str, at: date) -> Article:
    """Return the article `key` as it stands on that day, whether or not its address answers. Raises KeyError for no such key."""
    article = _by_key()[key]
    for event in EVENTS:
        if event.key == key and event.on <= at and event.change:
            article = replace(event.change(article), changed=datetime.combine(event.on, time(7, 30), WIB))
    return article


def answer_at(key: str, at: date) -> Answer:
    """Return what the article's address answers on that day: its present address, for one that moved."""
    if _by_key()[key].published.date() > at:
        return "unpublished"
    answers = [event.answer for event in EVENTS if event.key == key and event.on <= at and event.answer]
    return answers[-1] if answers else "ok"


@cache
def visible_at(at: date) -> tuple[Article, ...]:
    """Return the articles that the site shows in its listings on that day, newest first."""
    shown = [article_at(article.key, at) for article in all_articles() if answer_at(article.key, at) == "ok"]
    return tuple(reversed(shown))


def key_of(slug: str, at: date) -> str | None:
    """Return which article an address names on that day: by present slug, by former slug, or by id."""
    for article in all_articles():
        if slug in (article.key, article_at(article.key, at).slug, str(article.id)):
            return article.key
    return None


@cache
def era_at(at: date) -> Era:
    """Return the template in force on that day."""
    return [era for start, era in ERAS if start <= at][-1]


@cache
def disqus_at(at: date) -> Disqus:
    """Return the generation of the comment embed on that day."""
    return [embed for start, embed in DISQUS if start <= at][-1]


@cache
def _by_key() -> dict[str, Article]:
    return {article.key: article for article in all_articles()}
