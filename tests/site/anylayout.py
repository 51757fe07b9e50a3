"""Layouts that nobody drew by hand: each seed is another way to set the same article. Synthetic.

What varies: the headline's element; form and place of the meta list, form of its date; how pictures, captions and paragraphs are
set and where; side columns; class names, style sheet, title.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from tests.site import furniture as f
from tests.site.furniture import attr, h
from tests.site.model import ROOT, Article, Photo, slug_from
from tests.site.timeline import all_articles

_SITE: Final = f.SITE_NAME
_MENU: Final = ("Profil", "Layanan", "Potensi", "Kontak", "Galeri Foto", "Agenda", "Unduhan", "Peta Situs", "Pengaduan")
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")


@dataclass(frozen=True, slots=True)
class Layout:
    """One way to set an article; `name` begins its class names."""

    name: str
    heading: str
    meta: str
    meta_place: str
    date: str
    photo: str
    photo_place: str
    paragraph: str
    side: str
    wrap: str
    sheet: str
    title: str


def layout(seed: int) -> Layout:
    chance = random.Random(seed)
    return Layout(
        name=f"{chance.choice(('grid', 'wrap', 'box', 'pg', 'site'))}{chance.choice('abcdefgh')}",
        heading=chance.choice(("h1", "h1", "h2", "h3")),
        meta=chance.choice(("list", "line", "spans", "icons", "terms")),
        meta_place=chance.choice(("below", "above", "after")),
        date=chance.choice(("indonesian", "english", "numbers", "short")),
        photo=chance.choice(("figure", "small", "italic", "in the text", "table")),
        photo_place=chance.choice(("first", "below the headline", "below the meta list")),
        paragraph=chance.choice(("p", "p", "br", "div", "boxes")),
        side=chance.choice(("left", "right", "none")),
        wrap=chance.choice(("main", "div", "section", "article")),
        sheet=f"/assets/{chance.getrandbits(24):06x}/main.css",
        title=chance.choice(("{} | " + _SITE, "{} - Tubankab", _SITE + " - {}", "{}")),
    )


def page(how: Layout, article: Article, nonce: int = 0) -> str:
    """Return the article's page; another `nonce` draws another side list and other counters."""
    chance = random.Random(nonce)
    others = chance.sample([other for other in all_articles() if other.headline and other.photos and other.key != article.key], 8)
    meta = _META[how.meta](how, article, chance.randint(10, 9999))
    photos = "".join(_PHOTO[how.photo](how, photo, f"{chance.getrandbits(40):010x}") for photo in article.photos)
    text = f'<div class="{how.name}-teks">{photos if how.photo == "in the text" else ""}{_text(how, article)}</div>'
    shown = "" if how.photo == "in the text" else photos
    related = "".join(f'<li><a href="{other.path}">{h(other.headline)}</a></li>' for other in others[:4])
    parts = [
        shown if how.photo_place == "first" else "",
        meta if how.meta_place == "above" else "",
        f'<{how.heading} class="{how.name}-judul">{h(article.headline)}</{how.heading}>',
        shown if how.photo_place == "below the headline" else "",
        meta if how.meta_place == "below" else "",
        shown if how.photo_place == "below the meta list" else "",
        text,
        meta if how.meta_place == "after" else "",
        f'<div class="{how.name}-share">Bagikan: {f.share(article)}</div>',
        f'<div class="{how.name}-rel"><h4>Berita Terkait</h4><ul>{related}</ul></div>',
    ]
    main = f'<{how.wrap} class="{how.name}-m">' + "\n".join(filter(None, parts)) + f"</{how.wrap}>"
    side = _side(how, others[4:]) if how.side != "none" else ""
    columns = f"{side}{main}" if how.side == "left" else f"{main}{side}"
    menu = "".join(f'<li><a href="/page/{slug_from(name)}">{name}</a></li>' for name in _MENU)
    return f"""<!DOCTYPE html><html lang="id"><head><meta charset="utf-8"><title>{h(how.title.format(article.headline))}</title>
<link rel="canonical" href="{ROOT}{article.path}"><link rel="stylesheet" href="{how.sheet}"></head><body class="{how.name}-b">
<header class="{how.name}-h"><a href="/">{_SITE}</a><ul>{menu}</ul></header><div class="{how.name}">{columns}</div>
<footer class="{how.name}-f"><p>Hak cipta {_SITE}</p></footer></body></html>"""


def _day(how: Layout, day: datetime) -> str:
    if how.date == "numbers":
        return f"{day:%d/%m/%Y %H:%M} WIB"
    if how.date == "short":
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}, {day:%H.%M} WIB"
    return f.printed_english(day) if how.date == "english" else f.printed_indonesian(day)


def _kinds(article: Article) -> str:
    return ", ".join(f'<a href="{f.category_path(name)}">{h(name)}</a>' for name in article.categories)


_META: Final[dict[str, Callable[[Layout, Article, int], str]]] = {
    "list": lambda how, a, views: (
        f'<ul class="{how.name}-meta"><li>{_day(how, a.published)}</li><li>{h(a.posted_by)}</li>'
        f"<li>{_kinds(a)}</li><li>{views}</li></ul>"
    ),
    "line": lambda how, a, views: (
        f'<div class="{how.name}-info">{_day(how, a.published)} | Oleh {h(a.posted_by)} | Kategori: '
        f"{_kinds(a)} | Dibaca {views} kali</div>"
    ),
    "spans": lambda how, a, views: (
        f'<div class="{how.name}-det"><span>{_day(how, a.published)}</span> '
        f'<span>Diposting oleh {h(a.posted_by)}</span> <span class="cat">{_kinds(a)}</span> <span>{views} views</span></div>'
    ),
    "icons": lambda how, a, views: (
        f'<p class="{how.name}-i"><i class="fa fa-calendar"></i> {_day(how, a.published)} '
        f'<i class="fa fa-user"></i> {h(a.posted_by)} <i class="fa fa-folder"></i> {_kinds(a)} '
        f'<i class="fa fa-eye"></i> {views}</p>'
    ),
    "terms": lambda how, a, views: (
        f'<dl class="{how.name}-dl"><dt>Tanggal</dt><dd>{_day(how, a.published)}</dd><dt>Penulis</dt>'
        f"<dd>{h(a.posted_by)}</dd><dt>Kategori</dt><dd>{_kinds(a)}</dd><dt>Dilihat</dt><dd>{views}</dd></dl>"
    ),
}


def _image(photo: Photo, buster: str) -> str:
    return f'<img src="/thumbs/{600 + 100 * (int(buster, 16) % 3)}x400c/{photo.file}?{buster}" alt="">'


_PHOTO: Final[dict[str, Callable[[Layout, Photo, str], str]]] = {
    "figure": lambda how, p, b: f"<figure>{_image(p, b)}<figcaption>{h(p.printed)}</figcaption></figure>",
    "small": lambda how, p, b: f'<div class="{how.name}-img">{_image(p, b)}<small>{h(p.printed)}</small></div>',
    "italic": lambda how, p, b: f'<div class="{how.name}-gbr">{_image(p, b)}<p><em>{h(p.printed)}</em></p></div>',
    "in the text": lambda how, p, b: f"<p>{_image(p, b)}</p><p>{h(p.printed)}</p>",
    "table": lambda how, p, b: f'<table class="foto"><tr><td>{_image(p, b)}</td></tr><tr><td>{h(p.printed)}</td></tr></table>',
}


def _text(how: Layout, article: Article) -> str:
    blocks = article.printed_blocks()
    if how.paragraph == "br" and all(block.kind == "p" for block in blocks):
        return "<p>" + "<br><br>".join(h(block.text) for block in blocks) + "</p>"
    paragraph = {"div": "<div>{}</div>", "boxes": '<div class="pp"><p>{}</p></div>'}.get(how.paragraph, "<p>{}</p>")
    return "\n".join(f.elements(blocks, paragraph=paragraph))


def _side(how: Layout, others: list[Article]) -> str:
    cards = "".join(
        f'<div class="{how.name}-card"><a href="{other.path}"><img src="/thumbs/90x60c/{other.photos[0].file}" '
        f'alt="{attr(other.headline)}"></a><h5><a href="{other.path}">{h(other.headline)}</a></h5>'
        f"<span>{_day(how, other.published)}</span><p>{h(f.excerpt(other, 90))}</p></div>"
        for other in others
    )
    return f'<aside class="{how.name}-side"><h4>Terpopuler</h4>{cards}</aside>'
