"""What surrounds an article on every page and is never content: menus, side lists, tag cloud, share widgets, comments, counters.

Everything volatile is drawn from the number of the request, so two requests differ and the same request number is the same page.
"""

import hashlib
import html
import itertools
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from tests.site.model import ROOT, WIB, Article, Block, BlockKind, slug_from
from tests.site.prose import MONTHS, WEEKDAYS
from tests.site.timeline import Disqus

SITE_NAME: Final = "Pemerintah Kabupaten Tuban"
ENGLISH_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip

MENUS: Final[dict[str, tuple[str, ...]]] = {
    "Profil": (
        "Sejarah Tuban",
        "Visi dan Misi",
        "Lambang Daerah",
        "Letak Geografis",
        "Sekretariat Daerah",
        "Daftar Kecamatan",
        "Tokoh Daerah",
    ),
    "Layanan": (
        "Izin Usaha",
        "Kependudukan",
        "Pengaduan",
        "Kesehatan Gratis",
        "Beasiswa",
        "Pajak Daerah",
        "Nomor Penting",
        "Bantuan Hukum",
    ),
    "Transparansi": ("Anggaran", "Laporan Kinerja", "Rencana Kerja", "Pengadaan", "Aset Daerah", "Standar Pelayanan", "Regulasi"),
    "Potensi": (
        "Wisata Pantai",
        "Wisata Goa",
        "Batik Gedog",
        "Kuliner",
        "Pertanian Terpadu",
        "Perikanan",
        "Industri",
        "Peternakan",
    ),
    "Media": ("Galeri Foto", "Galeri Video", "Majalah", "Unduhan", "Pengumuman", "Agenda", "Siaran Pers"),
}
"""Menu -> its static pages, each under /page/<slug>."""

SUBSITES: Final = ("diskominfo", "dispersip", "dishub", "pkmmontong", "selaras", "apmd", "toss", "cctv")


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One request: what is asked for, on which day, as the how-manieth; and what the site shows that day, newest first."""

    at: date
    path: str
    nonce: int
    visible: tuple[Article, ...]
    disqus: Disqus
    put: Mapping[str, bytes | None] = field(default_factory=dict)
    """Files that lie where others did, and None where one was taken away."""

    def some(self, count: int, salt: str) -> list[Article]:
        """Return articles picked anew at every request."""
        rng = random.Random(f"{self.nonce} {salt}")
        return rng.sample(self.visible, min(count, len(self.visible)))

    def hex(self, length: int, salt: str) -> str:
        """Return a token that changes at every request."""
        return hashlib.md5(f"{self.nonce} {salt}".encode(), usedforsecurity=False).hexdigest()[:length]

    def thumb(self, file: str, size: str = "600x400c") -> str:
        """Return a thumbnail's address with a cache buster that changes at every request."""
        return f"/thumbs/{size}/{file}?{self.hex(10, file)}"

    def counter(self, article: Article) -> int:
        """Return the view counter: it rises with every request."""
        return article.id % 400 + 17 + self.nonce


def h(text: str) -> str:
    """Escape for HTML; quotation marks and no-break spaces stay characters."""
    return html.escape(text, quote=False)


def entities(text: str) -> str:
    """Escape for HTML with the entities that CKEditor writes."""
    out = html.escape(text, quote=False)
    for char, name in (("“", "&ldquo;"), ("”", "&rdquo;"), ("’", "&rsquo;"), ("\u00a0", "&nbsp;"), ("–", "&ndash;")):
        out = out.replace(char, name)
    return out


def attr(text: str) -> str:
    """Escape for an attribute."""
    return html.escape(text, quote=True)


def runs(blocks: Sequence[Block]) -> Iterator[tuple[BlockKind, list[str]]]:
    """Yield the blocks with neighbours of one kind together: a list, or the paragraphs between two other things."""
    for kind, group in itertools.groupby(blocks, key=lambda block: block.kind):
        yield kind, [block.text for block in group]


def elements(
    blocks: Sequence[Block],
    *,
    say: Callable[[str], str] = h,
    paragraph: str = "<p>{}</p>",
    heading: str = "<h3>{}</h3>",
) -> list[str]:
    """Return the body as the usual elements: p, h3, blockquote, ul, ol, and a box as a table in a table."""
    out: list[str] = []
    for kind, texts in runs(blocks):
        said = [say(text) for text in texts]
        if kind in {"item", "numbered"}:
            tag = "ul" if kind == "item" else "ol"
            out.append(f"<{tag}>\n" + "\n".join(f"\t<li>{text}</li>" for text in said) + f"\n</{tag}>")
        elif kind == "quote":
            out.extend(f"<blockquote>\n<p>{text}</p>\n</blockquote>" for text in said)
        elif kind == "box":
            out.extend(box(text) for text in said)
        else:
            out.extend((heading if kind == "heading" else paragraph).format(text) for text in said)
    return out


def box(said: str) -> str:
    """Return a framed note as the editor makes one: a table in a table."""
    inner = f'<table border="0" cellpadding="4"><tbody><tr><td><p>{said}</p></td></tr></tbody></table>'
    return f'<table border="1" style="width:100%"><tbody><tr><td>{inner}</td></tr></tbody></table>'


def printed_english(moment: datetime) -> str:
    """ "02 August 2017 14:13": PHP's `d F Y H:i`, in WIB, zone not printed."""
    return f"{moment.day:02} {ENGLISH_MONTHS[moment.month - 1]} {moment.year} {moment:%H:%M}"


def printed_indonesian(moment: datetime) -> str:
    """ "Rabu, 18 Juli 2018 15:42 WIB"."""
    return f"{WEEKDAYS[moment.weekday()]}, {moment.day} {MONTHS[moment.month - 1]} {moment.year} {moment:%H:%M} WIB"


def category_path(category: str) -> str:
    """Return the listing of a category."""
    return f"/category/{slug_from(category)}"


def menu(view: View, *, item: str = "", link: str = "", children: str = "dropdown-menu") -> str:
    """Return the main menu: some ninety links. `item`, `link` and `children` are class attributes."""
    out = [
        f'<li class="{item}"><a class="{link}" href="/">Beranda</a></li>',
        f'<li class="{item}"><a class="{link}" href="/entries">Berita</a></li>',
    ]
    for name, pages in MENUS.items():
        inner = "\n".join(
            f'<li class="{item}-sub"><a class="{link}" href="/page/{slug_from(page)}" title="{page}">{page}</a></li>'
            for page in pages
        )
        out.append(
            f'<li class="{item} has-children"><a class="{link}" href="#">{name}</a>\n<ul class="{children}">\n{inner}\n</ul></li>'
        )
    offices = "\n".join(
        f'<li class="{item}-sub"><a href="https://{name}.tubankab.go.id/" rel="noopener">{name.title()}</a></li>'
        for name in SUBSITES
    )
    opened = f'<li class="{item} has-children"><a class="{link}" href="#">'
    out.append(f'{opened}Perangkat Daerah</a>\n<ul class="{children}">\n{offices}\n</ul></li>')
    kinds = "\n".join(f'<li class="{item}-sub"><a href="{category_path(name)}">{name}</a></li>' for name in categories(view))
    out.append(
        f'<li class="{item} has-children"><a class="{link}" href="#">Kategori</a>\n<ul class="{children}">\n{kinds}\n</ul></li>'
    )
    return "\n".join(out)


def categories(view: View) -> list[str]:
    """Return the categories in use that day, sorted."""
    return sorted({name for article in view.visible for name in article.categories})


def tags(view: View) -> list[str]:
    """Return the tags in use that day, sorted."""
    return sorted({name for article in view.visible for name in article.tags})


def name_of(article: Article) -> str:
    """Return what lists call an article: one without title is called by its slug."""
    return article.headline or article.slug


def excerpt(article: Article, length: int = 150) -> str:
    """Return the teaser that lists print."""
    return article.printed_blocks()[0].text[:length].rstrip() + "…"


def tag_cloud(view: View) -> str:
    """Return the cloud; sizes change at every request."""
    rng = random.Random(f"{view.nonce} cloud")
    return "\n".join(
        f'<a href="/tag/{slug_from(name)}" style="font-size:{rng.randint(10, 24)}px">{name}</a>' for name in tags(view)[:40]
    )


def share(article: Article) -> str:
    """Return share links to other hosts."""
    url = f"{ROOT}{article.path}"
    return "\n".join(
        f'<a class="share-{name}" href="https://{host}{url}" rel="nofollow">{name}</a>'
        for name, host in (
            ("facebook", "www.facebook.com/sharer.php?u="),
            ("twitter", "twitter.com/intent/tweet?url="),
            ("whatsapp", "wa.me/?text="),
            ("telegram", "t.me/share/url?url="),
        )
    )


def neighbours(view: View, article: Article) -> tuple[Article | None, Article | None]:
    """Return the next older and the next newer article on the site."""
    keys = [other.key for other in view.visible]
    if article.key not in keys:
        return None, None
    n = keys.index(article.key)
    return (view.visible[n + 1] if n + 1 < len(keys) else None), (view.visible[n - 1] if n else None)


def disqus(view: View, article: Article) -> str:
    """Return the comment embed of the day's generation."""
    embed = '<script>(function(){var d=document,s=d.createElement("script");s.src="https://contoh-tuban.disqus.com/embed.js";'
    config = f'var disqus_config=function(){{this.page.url="{ROOT}{article.path}";this.page.identifier="entry/{article.id}";}};'
    loader = f'{embed}s.setAttribute("data-timestamp",+new Date());{config}(d.head||d.body).appendChild(s);}})();</script>'
    english = 'Please enable JavaScript to view the <a href="https://disqus.com/?ref_noscript">comments powered by Disqus.</a>'
    if view.disqus == "anchor":
        return f"""<div id="disqus_thread"></div>
<script type="text/javascript">var disqus_shortname='contoh-tuban';var disqus_identifier='entry/{article.id}';</script>
{embed}(d.head||d.body).appendChild(s);}})();</script>
<noscript>{english}</noscript>
<a href="https://disqus.com" class="dsq-brlink">comments powered by <span class="logo-disqus">Disqus</span></a>"""
    if view.disqus == "universal":
        return f'<div id="disqus_thread"></div>\n{loader}\n<noscript>{english}</noscript>'
    if view.disqus == "indonesian":
        noscript = "<noscript>Silahkan aktifkan javascript untuk melihat komentar dari Disqus.</noscript>"
        return f'<div id="disqus_thread"></div>\n{loader}\n{noscript}'
    if view.disqus == "count":
        count = f'<a class="disqus-comment-count" href="{article.path}#disqus_thread">0 Komentar</a>'
        counting = '<script id="dsq-count-scr" src="https://contoh-tuban.disqus.com/count.js" async></script>'
        return f'{count}\n<div id="disqus_thread"></div>\n{loader}\n{counting}'
    return ""


def hidden_links() -> str:
    """Return what a break-in leaves: links to invented gambling pages that no reader sees."""
    links = " ".join(f'<a href="https://slot-{n}.example/gacor">slot gacor hari ini {n}</a>' for n in range(1, 41))
    return f'<div style="position:absolute;left:-9999px;top:-9999px;display:none">{links}</div>'


def style(prefix: str, rules: int) -> str:
    """Return an inline style sheet such as themes carry; it only makes pages as heavy as real ones."""
    return "\n".join(
        f".{prefix}-{n}{{margin:{n % 7}px {n % 5}px;padding:{n % 11}px;color:#{n * 7919:06x};line-height:1.{n % 10}}}"
        for n in range(rules)
    )


def wib(moment: datetime) -> str:
    """Return ISO 8601 with +07:00."""
    return moment.astimezone(WIB).isoformat()
