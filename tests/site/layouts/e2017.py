"""The layout of 2017: title in capitals, a list of date, poster, categories and counter, then the body; pictures have no caption.

Date in English months without a zone, categories each with a trailing comma, the counter a bare number.
"""

from tests.site import furniture as f
from tests.site.furniture import View, attr, h
from tests.site.model import ROOT, Article


def article(view: View, item: Article) -> str:
    """Return the whole page of an article."""
    kinds = " ".join(f'<a href="{f.category_path(name)}">{h(name)}</a>,' for name in item.categories)
    pictures = "\n".join(
        f'<div class="gambar"><a href="/files/{photo.file}"><img src="{view.thumb(photo.file)}" alt="" width="600" /></a></div>'
        for photo in item.photos
    )
    body = "\n".join(f.elements(item.printed_blocks(), say=f.entities, paragraph="<p>{}&nbsp;</p>"))
    after = "\n".join(f"<p>{h(line)}</p>" for line in item.after)
    return frame(
        view,
        item.headline,
        f"""<div id="isi-utama">
<h2 class="judul">{h(item.headline)}</h2>
<ul class="info">
\t<li>{f.printed_english(item.published)}</li>
\t<li>{h(item.posted_by)}</li>
\t<li>{kinds}</li>
\t<li>{view.counter(item)}</li>
</ul>
{pictures}
<div class="isi-berita">
{body}
<p>&nbsp;</p>
{after}</div>
<div class="bagikan">{f.share(item)}</div>
{f.disqus(view, item)}
</div>""",
        head=f'<link rel="canonical" href="{ROOT}{item.path}" />',
    )


def frame(view: View, title: str, content: str, head: str = "") -> str:
    """Return a page of this theme around `content`."""
    side = "\n".join(
        f'<tr><td><a href="{other.path}"><img src="{view.thumb(file, "90x60c")}" alt="" /></a></td><td><a href="{other.path}">'
        f"{h(f.name_of(other))}</a><br /><small>{f.printed_english(other.published)} | {view.counter(other)}</small></td></tr>"
        for other in view.some(14, "side")
        for file in [photo.file for photo in other.photos][:1]
    )
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<meta name="generator" content="Bolt" />
<title>{h(title)} - Website Resmi {f.SITE_NAME}</title>
{head}
<link rel="stylesheet" type="text/css" href="/theme/lama/style.css" />
<style type="text/css">{f.style("lama", 90)}</style>
</head><body>
<table id="bungkus" width="980" align="center"><tr><td colspan="2"><div id="kepala">
<a href="/"><img src="/files/2018-04/logo-tuban.jpg" alt="logo" /></a></div>
<ul id="menu">{f.menu(view, item="m", link="l")}</ul></td></tr>
<tr><td width="680" valign="top">
{content}
</td><td valign="top"><h4>Cari</h4><form action="/search"><input name="q" />
<input type="hidden" name="_token" value="{view.hex(32, "csrf")}" /></form>
<h4>Berita Lainnya</h4><table class="samping">{side}</table>
<h4>Awan Tag</h4><div class="awan">{f.tag_cloud(view)}</div></td></tr></table>
<div id="kaki">&copy; {f.SITE_NAME} &middot; Jl. Contoh No. 1 Tuban &middot;
pengunjung hari ini: {attr(str(view.nonce * 3 + 211))}</div>
</body></html>
"""
