"""The layout of 2024: a semantic `article` with JSON-LD, OpenGraph, `time[datetime]`, tags and a gallery of figures.

Its second template carries no JSON-LD, and sets captions as `p > i`.
"""

import json

from tests.site import furniture as f
from tests.site.furniture import View, attr, h
from tests.site.model import ROOT, Article, Photo, slug_from


def article(view: View, item: Article) -> str:
    """Return the whole page of an article."""
    kinds = " ".join(f'<a rel="category" href="{f.category_path(name)}">{h(name)}</a>' for name in item.categories)
    tags = " ".join(f'<a rel="tag" href="/tag/{slug_from(name)}">{h(name)}</a>' for name in item.tags)
    figures = "\n".join(_figure(view, photo, second=item.variant) for photo in item.photos)
    body = "\n".join(f.elements(item.printed_blocks(), heading="<h2>{}</h2>"))
    if item.dateline and item.dateline.printed.startswith("Tubankab"):
        body = body.replace("<p>Tubankab", "<p><strong>Tubankab</strong>", 1)
    after = "\n".join(f"<p>{h(line)}</p>" for line in item.after)
    older, newer = f.neighbours(view, item)
    steps = "".join(
        f'<a rel="{rel}" href="{other.path}">{h(f.name_of(other))}</a>'
        for rel, other in (("prev", older), ("next", newer))
        if other
    )
    related = "\n".join(f'<li><a href="{other.path}">{h(f.name_of(other))}</a></li>' for other in view.some(5, "related"))
    day = item.published
    broken = f.hidden_links() if item.hidden_links else ""
    content = f"""<article class="entry" id="entry-{item.id}">
<header class="entry-header"><h1 class="entry-title">{h(item.headline)}</h1>
<p class="entry-meta"><time datetime="{f.wib(item.published)}">{day.day}/{day.month}/{day.year}</time>
 · Diposting oleh <span class="author">{h(item.posted_by)}</span> · {kinds}
 · <span class="views">{view.counter(item)} kali dilihat</span></p></header>
<div class="gallery">{figures}</div>
<div class="entry-content" itemprop="articleBody">
{body}
{after}</div>
<footer class="entry-footer"><p>Tags : {tags}</p><div class="share">Share This {f.share(item)}</div></footer>
</article>{broken}
<nav class="post-nav">{steps}</nav>
<section class="related"><h3>Artikel Terkait</h3><ul>{related}</ul></section>
<section class="comments">{f.disqus(view, item)}</section>"""
    return frame(view, item.headline, content, head=_head(view, item))


def _figure(view: View, photo: Photo, *, second: bool) -> str:
    alt = attr(photo.caption or "")
    image = f'<img src="{view.thumb(photo.file)}" srcset="/files/{photo.file} 1200w" alt="{alt}" loading="lazy">'
    if not photo.printed:
        return f'<figure class="photo">{image}</figure>'
    if second:
        return f'<div class="photo">{image}<p class="text-center"><i>{h(photo.printed)}</i></p></div>'
    return f'<figure class="photo">{image}<figcaption>{h(photo.printed)}</figcaption></figure>'


def _head(view: View, item: Article) -> str:
    url = f"{ROOT}{item.path}"
    images = [f"{ROOT}/files/{photo.file}" for photo in item.photos]
    described = f.excerpt(item)
    lines = [
        f'<link rel="canonical" href="{url}">',
        '<meta property="og:type" content="article">',
        f'<meta property="og:url" content="{url}">',
        f'<meta property="og:title" content="{attr(item.headline)}">',
        f'<meta property="og:description" content="{attr(described)}">',
        f'<meta property="article:published_time" content="{f.wib(item.published)}">',
        *(f'<meta property="og:image" content="{ROOT}{view.thumb(photo.file, "1200x630c")}">' for photo in item.photos),
    ]
    if not item.variant:
        data = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "mainEntityOfPage": url,
            **({"headline": item.headline} if item.headline else {}),
            "datePublished": f.wib(item.published),
            "dateModified": f.wib(item.changed or item.published),
            "image": images,
            "articleSection": list(item.categories),
            "publisher": {"@type": "GovernmentOrganization", "name": f.SITE_NAME},
            "description": described,
        }
        said = json.dumps(data, ensure_ascii=False, indent=1).replace("</", "<\\/")
        lines.append(f'<script type="application/ld+json">{said}</script>')
    return "\n".join(lines)


def frame(view: View, title: str, content: str, head: str = "") -> str:
    """Return a page of this theme around `content`."""
    side = "\n".join(
        f'<article class="mini"><a href="{other.path}"><img src="{view.thumb(file, "160x100c")}" alt="" loading="lazy"></a>'
        f'<h4><a href="{other.path}">{h(f.name_of(other))}</a></h4><p>{h(f.excerpt(other, 120))}</p>'
        f'<time datetime="{f.wib(other.published)}">{other.published:%d/%m/%Y}</time></article>'
        for other in view.some(12, "side")
        for file in [photo.file for photo in other.photos][:1]
    )
    return f"""<!doctype html>
<html lang="id"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{h(title)} – {f.SITE_NAME}</title>
<meta name="generator" content="Bolt">
<meta property="og:site_name" content="{f.SITE_NAME}">
{head}
<link rel="stylesheet" href="/theme/2024/main.css?{view.hex(10, "css")}">
<style>{f.style("s", 80)}</style></head>
<body><a class="skip" href="#konten">Langsung ke isi</a>
<header class="site-header"><a href="/">{f.SITE_NAME}</a>
<nav><ul>{f.menu(view, item="nav-item", link="nav-link", children="nav-sub")}</ul></nav></header>
<main id="konten">
{content}
</main>
<aside class="sidebar"><h3>Terkini</h3>{side}<h3>Topik</h3><div class="cloud">{f.tag_cloud(view)}</div></aside>
<footer class="site-footer"><form action="/search"><input name="q">
<input type="hidden" name="token" value="{view.hex(43, "csrf")}"></form>
<p>© {view.at.year} {f.SITE_NAME} — sesi {view.hex(8, "session")}</p></footer>
</body></html>
"""
