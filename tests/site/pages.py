"""Every HTML page that is no article, and which layout prints what: front page, listings, search, static pages, errors."""

from collections.abc import Sequence
from datetime import date
from types import ModuleType
from typing import Final
from urllib.parse import quote

from tests.site import furniture as f
from tests.site.furniture import View, h
from tests.site.layouts import e2017, e2018, e2021, e2024, e2026
from tests.site.model import Article, slug_from
from tests.site.timeline import era_at

PER_PAGE: Final = 10
LATEST: Final = 5
_LAYOUTS: Final[dict[str, ModuleType]] = {"e2018": e2018, "e2021": e2021, "e2024": e2024, "e2026": e2026}

MAINTENANCE_PAGE: Final = """<!DOCTYPE html>
<html lang="id"><head><meta charset="utf-8"><title>Situs sedang dalam perbaikan</title></head>
<body><h1>Mohon maaf</h1>
<p>Situs Pemerintah Kabupaten Tuban sedang dalam pemeliharaan. Silakan kembali beberapa saat lagi.</p></body></html>
"""


def layout_name(article: Article, at: date) -> str:
    """Return which layout prints the article on that day: those of 2017 were not moved to the theme of 2018."""
    era = era_at(at)
    return "e2017" if era == "e2018" and article.published.year == 2017 else era


def article_page(view: View, article: Article) -> str:
    """Return the article's page."""
    layout = e2017 if layout_name(article, view.at) == "e2017" else _LAYOUTS[era_at(view.at)]
    return str(layout.article(view, article))


def framed(view: View, title: str, content: str, head: str = "") -> str:
    """Return `content` inside the theme of the day."""
    return str(_LAYOUTS[era_at(view.at)].frame(view, title, content, head))


def front(view: View) -> str:
    """Return the front page with the five latest articles."""
    latest = "\n".join(_teaser(view, article) for article in view.visible[:LATEST])
    more = '<p><a href="/entries">Semua berita</a> <a href="/page/agenda">Agenda</a></p>'
    return framed(view, "Beranda", f'<div class="beranda"><h1>Selamat Datang</h1>\n{latest}\n{more}</div>')


def listing(view: View, title: str, shown: Sequence[Article], *, page: int, pager: str) -> str:
    """Return page `page` of a list, newest first. `pager` is the address up to the number: "/entries?page="."""
    start = (page - 1) * PER_PAGE
    items = "\n".join(_teaser(view, article) for article in shown[start : start + PER_PAGE]) or "<p>Tidak ada berita.</p>"
    last = max(1, -(-len(shown) // PER_PAGE))
    head = '<meta name="robots" content="noindex, follow">' if page > 1 else ""
    return framed(view, title, f'<div class="daftar"><h1>{h(title)}</h1>\n{items}\n{_pagination(page, last, pager)}</div>', head)


def _teaser(view: View, article: Article) -> str:
    picture = "".join(
        f'<a href="{article.path}"><img src="{view.thumb(photo.file, "300x200c")}" alt=""></a>' for photo in article.photos[:1]
    )
    return (
        f'<div class="cuplikan">{picture}<h3><a href="{article.path}">{h(f.name_of(article))}</a></h3>'
        f"<small>{f.printed_english(article.published)} | {view.counter(article)}</small><p>{h(f.excerpt(article))} "
        f'<a href="{article.path}">Selengkapnya</a></p></div>'
    )


def _pagination(page: int, last: int, pager: str) -> str:
    if last == 1:
        return ""
    pager = pager.replace("&", "&amp;")
    numbers = [
        f'<li class="active"><span>{n}</span></li>' if n == page else f'<li><a href="{pager}{n}">{n}</a></li>'
        for n in range(max(1, page - 3), min(last, page + 3) + 1)
    ]
    before = [f'<li><a href="{pager}{page - 1}" rel="prev">‹</a></li>'] if page > 1 else []
    after = [f'<li><a href="{pager}{page + 1}" rel="next">›</a></li>'] if page < last else []
    return '<ul class="pagination">\n' + "\n".join([*before, *numbers, *after]) + "\n</ul>"


def search(view: View, words: str, page: int) -> str:
    """Return the articles whose headline or text holds `words`."""
    needle = words.casefold()
    found = (
        [a for a in view.visible if needle in f"{a.headline} {' '.join(b.text for b in a.blocks)}".casefold()] if needle else []
    )
    return listing(view, f"Hasil pencarian: {words}", found, page=page, pager=f"/search?q={quote(words)}&page_search=")


def static_page(view: View, slug: str) -> str | None:
    """Return the page /page/<slug> of the menus; None if no menu leads there."""
    names = {slug_from(name): name for pages in f.MENUS.values() for name in pages}
    if slug not in names:
        return None
    text = f"<p>Halaman {names[slug]} memuat keterangan umum {f.SITE_NAME} dan diperbarui oleh admin.</p>" * 3
    return framed(view, names[slug], f'<div class="halaman"><h1>{names[slug]}</h1>{text}</div>')


def not_found(view: View) -> str:
    """Return the page that a wrong address gets."""
    return framed(view, "Halaman tidak ditemukan", "<h1>Halaman tidak ditemukan</h1><p>Alamat yang Anda tuju tidak tersedia.</p>")


def removed(view: View) -> str:
    """Return the page of an article that is gone for good."""
    return framed(view, "Konten dihapus", "<h1>Konten telah dihapus</h1><p>Konten ini telah dihapus oleh pengelola.</p>")
