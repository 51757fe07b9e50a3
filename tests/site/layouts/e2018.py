"""The layout of 2018: Bootstrap's media objects. The picture and its caption stand before the title; more than twenty
`div.media-body` of menus and side lists stand before the content. Its second template sets title, picture and meta line as Bolt's
base-2014 does.
"""

from tests.site import furniture as f
from tests.site.furniture import View, attr, entities, h
from tests.site.model import ROOT, Article, Photo


def article(view: View, item: Article) -> str:
    """Return the whole page of an article."""
    content = _second(view, item) if item.variant else _first(view, item)
    return frame(view, item.headline, content, head=f'<link rel="canonical" href="{ROOT}{item.path}">')


def _first(view: View, item: Article) -> str:
    kinds = " ".join(f'<a href="{f.category_path(name)}">{h(name)}</a>,' for name in item.categories)
    figures = "\n".join(_figure(view, photo) for photo in item.photos)
    body = "\n".join(f.elements(item.printed_blocks(), paragraph='<p style="text-align:justify">{}</p>'))
    return f"""<div class="media konten"><div class="media-body">
{figures}
<h1 class="media-heading">{h(item.headline)}</h1>
<ul class="meta list-inline">
<li><i class="fa fa-clock-o"></i> {f.printed_english(item.published)}</li>
<li><i class="fa fa-user"></i> {h(item.posted_by)}</li>
<li><i class="fa fa-tag"></i> {kinds}</li>
<li><i class="fa fa-eye"></i> {view.counter(item)}</li>
</ul>
<div class="body">
{body}
<p>&nbsp;</p>
{_after(item)}</div>
{_foot(view, item)}
</div></div>"""


def _second(view: View, item: Article) -> str:
    kinds = ", ".join(f'<a href="{f.category_path(name)}">{h(name)}</a>' for name in item.categories)
    pictures = "\n".join(
        f'<div class="imageholder"><a href="/files/{photo.file}">'
        f'<img src="{view.thumb(photo.file)}" alt="{attr(photo.printed)}"></a>'
        + (f'<p class="imagecaption"><em>{h(photo.printed)}</em></p>' if photo.printed else "")
        + "</div>"
        for photo in item.photos
    )
    spanned = '<p><span style="font-size:14px">{}</span></p>'
    body = "\n".join(f.elements(item.printed_blocks(), say=_pasted, paragraph=spanned))
    return f"""<article class="konten"><h2><a href="{item.path}">{h(item.headline)}</a></h2>
{pictures}
{body}
{_after(item)}
<p class="meta">Ditulis oleh <em>{h(item.posted_by)}</em> pada {f.printed_english(item.published)} dalam {kinds}</p>
{_foot(view, item)}
</article>"""


def _pasted(text: str) -> str:
    """As copied from a word processor: a zero-width space that nobody sees."""
    return entities(text.replace(", ", ",\u200b ", 1))


def _figure(view: View, photo: Photo) -> str:
    caption = f"<figcaption>{h(photo.printed)}</figcaption>" if photo.printed else ""
    image = f'<img class="img-responsive" src="{view.thumb(photo.file)}" alt="{attr(photo.printed)}">'
    return f'<figure><a class="magnific" href="/files/{photo.file}">{image}</a>{caption}</figure>'


def _after(item: Article) -> str:
    return "\n".join(f"<p>{h(line)}</p>" for line in item.after)


def _foot(view: View, item: Article) -> str:
    older, newer = f.neighbours(view, item)
    pager = (f'<li class="previous"><a href="{older.path}">&larr; {entities(f.name_of(older))}</a></li>' if older else "") + (
        f'<li class="next"><a href="{newer.path}">{entities(f.name_of(newer))} &rarr;</a></li>' if newer else ""
    )
    broken = f.hidden_links() if item.hidden_links else ""
    return f'<div class="share">BAGIKAN : {f.share(item)}</div>\n{f.disqus(view, item)}\n<ul class="pager">{pager}</ul>{broken}'


def frame(view: View, title: str, content: str, head: str = "") -> str:
    """Return a page of this theme around `content`."""
    return f"""<!DOCTYPE html>
<html lang="id"><head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Bolt">
<meta name="csrf-token" content="{view.hex(32, "csrf")}">
<title>{h(title)} | {f.SITE_NAME}</title>
{head}
<link rel="alternate" type="application/rss+xml" href="/rss/feed.xml">
<link rel="sitemap" type="application/xml" href="/sitemap.xml">
<link rel="stylesheet" href="/theme/tuban/style.css?{view.hex(10, "css")}">
<style>{f.style("tema", 60)}</style>
</head><body>
<nav class="navbar navbar-default"><ul class="nav navbar-nav">
{f.menu(view, item="dropdown")}
</ul></nav>
<div class="container"><div class="row"><div class="col-md-3">
<h4>Terpopuler</h4>
{_media_list(view, "popular", 12)}
<h4>Terkini</h4>
{_media_list(view, "recent", 10)}
</div><div class="col-md-9" id="main">
{content}
</div></div>
<div class="well tags">{f.tag_cloud(view)}</div></div>
<footer><p>&copy; {view.at.year} {f.SITE_NAME}. Dimuat dalam 0,{view.nonce % 900 + 100} detik.</p></footer>
<script src="/theme/tuban/app.js"></script>
</body></html>
"""


def _media_list(view: View, salt: str, count: int) -> str:
    return "\n".join(
        f'<div class="media"><a class="pull-left" href="{other.path}">'
        f'<img class="media-object" src="{view.thumb(file, "64x64c")}" alt=""></a>'
        f'<div class="media-body"><h6 class="media-heading"><a href="{other.path}">{h(f.name_of(other))}</a></h6>'
        f"<p>{h(f.excerpt(other, 90))}</p><small>{view.counter(other)}</small></div></div>"
        for other in view.some(count, salt)
        for file in [photo.file for photo in other.photos][:1]
    )
