"""The layout of 2021: picture and caption are the first two paragraphs of the body, its paragraphs are parted by two line breaks,
its boxes are tables in tables.
"""

from tests.site import furniture as f
from tests.site.furniture import View, attr, entities, h
from tests.site.model import ROOT, Article, Block


def article(view: View, item: Article) -> str:
    """Return the whole page of an article."""
    kinds = ", ".join(f'<a href="{f.category_path(name)}">{h(name)}</a>' for name in item.categories)
    pictures = "\n".join(
        f'<p style="text-align:center"><img alt="" src="{view.thumb(photo.file, "800x500b")}" style="width:100%" /></p>'
        + (f"\n<p>{entities(photo.printed)}</p>" if photo.printed else "")
        for photo in item.photos
    )
    broken = f.hidden_links() if item.hidden_links else ""
    related = "".join(f'<li><a href="{other.path}">{h(f.name_of(other))}</a></li>' for other in view.some(6, "related"))
    content = f"""<div class="post">
<div class="post-title"><h1>{h(item.headline)}</h1></div>
<div class="post-info"><span class="tanggal">{f.printed_indonesian(item.published)}</span>
 | <span class="oleh">{h(item.posted_by)}</span>
 | <span class="kategori">{kinds}</span> | Dibaca {view.counter(item)} kali</div>
<div class="post-body">
{pictures}
{_body(item.printed_blocks())}
{"<br /><br />".join(h(line) for line in item.after)}
</div>
<div class="post-share">Bagikan: {f.share(item)}</div>
{f.disqus(view, item)}{broken}
<h4>Berita Terkait</h4>
<ul class="terkait">{related}</ul>
</div>"""
    return frame(view, item.headline, content, head=f'<link rel="canonical" href="{ROOT}{item.path}" />')


def _body(blocks: tuple[Block, ...]) -> str:
    out: list[str] = []
    for kind, texts in f.runs(blocks):
        if kind == "p":
            out.append('<p style="text-align:justify">' + "<br />\n<br />\n".join(entities(text) for text in texts) + "</p>")
        else:
            out.extend(f.elements([Block(text, kind) for text in texts], say=entities))
    return "\n<p>&nbsp;</p>\n".join(out)


def frame(view: View, title: str, content: str, head: str = "") -> str:
    """Return a page of this theme around `content`."""
    cards = "\n".join(
        f'<div class="kartu"><a href="{other.path}">'
        f'<img src="{view.thumb(file, "120x80c")}" alt="{attr(f.name_of(other))}" /></a>'
        f'<h5><a href="{other.path}">{h(f.name_of(other))}</a></h5><p>{h(f.excerpt(other, 110))}</p>'
        f"<span>{f.printed_indonesian(other.published)} &middot; {view.counter(other)} x Dibaca</span></div>"
        for other in view.some(16, "side")
        for file in [photo.file for photo in other.photos][:1]
    )
    return f"""<!DOCTYPE html>
<html lang="id-ID"><head><meta charset="utf-8" />
<title>{h(title)} - {f.SITE_NAME}</title>
<meta name="generator" content="Bolt" />
{head}
<link rel="stylesheet" href="/theme/baru/gaya.css" />
<style>{f.style("baru", 80)}</style></head>
<body class="halaman"><header class="atas"><a href="/">{f.SITE_NAME}</a>
<ul class="menu-utama">{f.menu(view, item="menu-item", link="menu-link", children="sub-menu")}</ul>
<form action="/search" method="get">
<input type="hidden" name="_csrf" value="{view.hex(40, "csrf")}" /><input type="text" name="q" /></form></header>
<section class="tengah"><div class="kolom-kiri">
{content}
</div><aside class="kolom-kanan"><h4>Terpopuler</h4>
{cards}
<h4>Tag</h4><div class="awan-tag">{f.tag_cloud(view)}</div></aside></section>
<footer>Hak cipta {f.SITE_NAME}. Pengunjung: {view.nonce + 90210}</footer>
</body></html>
"""
