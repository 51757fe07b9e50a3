"""The articles that the timeline edits, moves and loses, and the odd ones that a real site has. Synthetic, but for the seed.

The seed's text (seed.txt) is the only real one: it stands word for word, no-break spaces included. Bodies are in texts/.
"""

from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Final

from tests.site.model import WIB, Article, Block, Byline, Dateline, EventDate, Photo, house_byline, slug_from
from tests.site.prose import story

SEED_KEY: Final = "bimtek-dan-gelar-budaya-kinerja-amin-perlu-ada-perubahan-kultur-birokrasi"
SEED_PATH: Final = Path(__file__).with_name("seed.txt")
TEXTS_PATH: Final = Path(__file__).with_name("texts")
LONG_HEADLINE: Final = (
    "Dinas Perpustakaan dan Kearsipan Dampingi Pengelola Taman Bacaan Masyarakat Menata Koleksi Buku Anak "
    "Sumbangan Warga dan Perantau dari Berbagai Kota"
)
NO_TITLE_KEY: Final = "slug-5f3c1a9b0d7e46288c91ab04de77f610"

_HOUSE: Final = Dateline(printed="Tubankab - ", source="Tubankab")


@cache
def written() -> tuple[Article, ...]:
    """Return the written articles as they were first published."""
    return (_seed(), *_edited(), *_odd())


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=WIB)


def _paragraphs(key: str) -> tuple[Block, ...]:
    """texts/<key>.txt: paragraphs with an empty line between; a line break inside one is a space."""
    text = TEXTS_PATH.joinpath(f"{key}.txt").read_text(encoding="utf-8")
    return tuple(Block(part.replace("\n", " ")) for part in text.strip().split("\n\n"))


def _seed() -> Article:
    caption, headline, *body, _disqus = SEED_PATH.read_text(encoding="utf-8").rstrip("\n").split("\n\n")
    raw, marker, credit = "(tauviqurrahman/hei).", "foto : ", " (tauviq)"
    body[0] = body[0].removeprefix(_HOUSE.printed)
    body[-1] = body[-1].removesuffix(raw)
    return Article(
        key=SEED_KEY,
        id=612,
        slug=SEED_KEY,
        headline=headline,
        published=_at("2018-07-18T15:42"),
        posted_by="Heri S",
        categories=("Kegiatan Pemerintahan",),
        tags=("birokrasi", "budaya kinerja"),
        dateline=_HOUSE,
        byline=Byline(raw=raw, reporters=("tauviqurrahman",), editor="hei"),
        photos=(
            Photo(
                file="2018-07/bimtek-budaya-kinerja.jpg",
                caption=caption.removeprefix(marker).removesuffix(credit),
                credit="tauviq",
                credit_kind="person",
                marker=marker,
            ),
        ),
        blocks=tuple(Block(text) for text in body),
        event_dates=(EventDate(text="Rabu (18/07)", start="2018-07-18", weekday_ok=True),),
    )


def _news(
    number: int,
    headline: str,
    published: str,
    *,
    caption: str,
    byline: Byline | None,
    dates: tuple[EventDate, ...],
    category: str,
    credit: str | None = "nuril",
) -> Article:
    slug = slug_from(headline)
    moment = _at(published)
    photo = Photo(
        file=f"{moment:%Y-%m}/{slug[:36].strip('-')}.jpg",
        caption=caption,
        credit=credit,
        credit_kind="person" if credit else None,
        marker="Foto : " if number % 2 else "foto : ",
    )
    return Article(
        key=slug,
        id=number,
        slug=slug,
        headline=headline,
        published=moment,
        posted_by="Yolency" if number % 2 else "Heri S",
        categories=(category,),
        tags=(category.lower(), "tuban"),
        dateline=_HOUSE,
        byline=byline,
        photos=(photo,),
        blocks=_paragraphs(slug),
        event_dates=dates,
    )


def _edited() -> tuple[Article, ...]:
    return (
        _news(
            601,
            "Festval Layang-Layang Ramaikan Pantai Panyuran",
            "2018-07-12T09:10",
            caption="Peserta menerbangkan layang-layang naga di Pantai Panyuran.",
            byline=house_byline("nuril", "hei", before=" "),
            dates=(EventDate(text="Rabu (11/07)", start="2018-07-11", weekday_ok=True),),
            category="Pariwisata dan Budaya",
        ),
        _news(
            588,
            "Perpustakaan Keliling Sambangi Sekolah Pinggir Hutan",
            "2018-06-21T10:25",
            caption="Siswa kelas empat memilih buku di mobil perpustakaan keliling, Kecamatan Kerek.",
            byline=house_byline("dewi ayu", "hei"),
            dates=(EventDate(text="Rabu (20/06)", start="2018-06-20", weekday_ok=True),),
            category="Pendidikan",
            credit="dewi",
        ),
        _news(
            598,
            "Petani Garam Palang Coba Alas Geomembran",
            "2018-07-10T13:05",
            caption="Petani memanen garam di atas alas geomembran.",
            byline=house_byline("hanafi s", "hei", before=" "),
            dates=(EventDate(text="Senin (09/07)", start="2018-07-09", weekday_ok=True),),
            category="Pertanian",
            credit=None,
        ),
        _news(
            609,
            "Puskesmas Rengel Buka Layanan Sore Hari",
            "2018-07-17T08:30",
            caption="Pasien menunggu giliran di loket layanan sore Puskesmas Rengel.",
            byline=None,
            dates=(EventDate(text="Senin (16/07)", start="2018-07-16", weekday_ok=True),),
            category="Kesehatan",
        ),
        _news(
            701,
            "Jembatan Gantung Dusun Kedungombo Dibuka Lagi",
            "2019-02-14T11:48",
            caption="Warga menuntun sepeda motor di atas jembatan gantung yang baru diperbaiki.",
            byline=house_byline("agung", "hei", before=" "),
            dates=(EventDate(text="Rabu (13/02)", start="2019-02-13", weekday_ok=True),),
            category="Pembangunan",
            credit="agung",
        ),
        _news(
            708,
            "Harga Cabai Turun, Pedagang Pasar Baru Lega",
            "2019-03-04T14:20",
            caption="Pedagang menata cabai rawit di Pasar Baru.",
            byline=house_byline("wulan", "hei"),
            dates=(EventDate(text="Minggu (03/03)", start="2019-03-03", weekday_ok=True),),
            category="Sosial",
            credit="wulan",
        ),
        _news(
            594,
            "Jadwal Pemadaman Listrik Tiga Kecamatan Diumumkan",
            "2018-07-05T07:55",
            caption="Petugas memangkas dahan yang menyentuh jaringan listrik.",
            byline=house_byline("bagas pratama", "hei", before=" "),
            dates=(EventDate(text="Sabtu (07/07)", start="2018-07-07", weekday_ok=True),),
            category="Kegiatan Pemerintahan",
            credit="bagas",
        ),
        _news(
            695,
            "Karang Taruna Olah Sampah Plastik Jadi Paving",
            "2019-01-24T10:02",
            caption="Basuki (kiri) menunjukkan paving dari sampah plastik.",
            byline=house_byline("sekar wangi", "wid", before=" "),
            dates=(EventDate(text="Rabu (23/01)", start="2019-01-23", weekday_ok=True),),
            category="Pembangunan",
            credit="sekar",
        ),
        _news(
            592,
            "Sumur Bor Baru Akhiri Antrean Air di Grabagan",
            "2018-07-02T09:33",
            caption="Warga menampung air dari sumur bor yang baru diresmikan.",
            byline=house_byline("rahmadan", "hei"),
            dates=(EventDate(text="Minggu (01/07)", start="2018-07-01", weekday_ok=True),),
            category="Pembangunan",
            credit="rahmadan",
        ),
    )


def _from_story(number: int, published: str, **changes: object) -> Article:
    article = story(number, _at(published))
    return replace(article, **changes)  # type: ignore[arg-type]  # field names are the caller's, checked at run time


def _titled(number: int, published: str, headline: str, **changes: object) -> Article:
    slug = slug_from(headline)
    return _from_story(number, published, headline=headline, slug=slug, key=slug, **changes)


def _odd() -> tuple[Article, ...]:
    """Numbers are chosen so that the topic (number modulo 8) goes with the headline."""
    return (
        _titled(2005, "2020-05-12T10:10", "Pengumuman Seleksi Tenaga Pendamping Desa"),
        _titled(2013, "2021-04-20T09:05", "Layanan Kependudukan Pindah ke Gedung Baru"),
        _from_story(2001, "2018-05-08T13:31", headline="", slug=NO_TITLE_KEY, key=NO_TITLE_KEY),
        _titled(
            2021,
            "2022-10-11T15:00",
            "DUKUNG SATU DATA, KECAMATAN RAPIKAN PROFIL DESA",
            dateline=None,
            byline=None,
            after=("Selengkapnya di : www.tubankab.go.id", "-"),
        ),
        _titled(2007, "2023-03-15T08:45", "Pelatihan Barista Gratis Diserbu Pemuda Desa"),
        _western(),
        _titled(2010, "2020-09-23T11:11", LONG_HEADLINE),
        _dated(),
        _gallery(),
    )


def _western() -> Article:
    """Served as windows-1252, and says so."""
    return _titled(
        2002,
        "2018-03-14T09:50",
        "Kafé Baca Pertama Dibuka di Alun-Alun",
        charset="windows-1252",
        byline=house_byline("nuril", "wid", before=" "),
    )


def _dated() -> Article:
    """Dates as they are printed when nobody edits: a range, an old spelling, a typographic apostrophe, a wrong weekday."""
    return _news(
        2008,
        "Pekan Olahraga Pelajar Berlangsung Dua Hari",
        "2019-08-12T16:40",
        caption="Kontingen memasuki lapangan pada pembukaan pekan olahraga pelajar.",
        byline=Byline(raw="(hanafi s/hei)", reporters=("hanafi s",), editor="hei", before=" "),
        dates=(
            EventDate(text="Sabtu-Minggu (10-11/08)", start="2019-08-10", end="2019-08-11", weekday_ok=True),
            EventDate(text="Jum’at (9/8/19)", start="2019-08-09", weekday_ok=True),
            EventDate(text="Selasa 16 Juli 2019", start="2019-07-16", weekday_ok=True),
            EventDate(text="Rabu, 13 Nopember 2019", start="2019-11-13", weekday_ok=True),
            EventDate(text="Selasa (18/07)", start="2019-07-18", weekday_ok=False),
        ),
        category="Olahraga",
    )


def _gallery() -> Article:
    article = _titled(2003, "2023-12-06T14:14", "Dua Wajah Pasar Ikan Setelah Ditata")
    photos = (
        Photo(
            file="2023-12/pasar-ikan-lapak.jpg",
            caption="Lapak ikan yang baru diberi keramik.",
            credit="agus",
            credit_kind="person",
            marker="Foto : ",
        ),
        Photo(
            file="2023-12/pasar-ikan-parkir.jpg",
            caption="Halaman parkir di sisi timur pasar.",
            credit="ist",
            credit_kind="anonymous",
            marker="Foto : ",
            after_credit=".",
        ),
    )
    return replace(article, photos=photos, categories=("Pembangunan",))
