"""What the site tells machines: robots.txt, the sitemap with lastmod and pictures, and the RSS feed with full texts."""

from email.utils import format_datetime
from html import escape
from typing import Final

from tests.site import furniture as f
from tests.site.furniture import View
from tests.site.model import ROOT, Article, slug_from

ROBOTS: Final = f"""User-agent: *
Disallow: /bolt
Disallow: /app/
Disallow: /extensions/

Sitemap: {ROOT}/sitemap.xml
"""


def sitemap(view: View, *, static_pages: bool = True) -> str:
    """Return the sitemap: every article, then the static pages of the menus."""
    articles = "\n".join(_sitemap_entry(article) for article in view.visible)
    slugs = [slug_from(name) for names in f.MENUS.values() for name in names] if static_pages else []
    pages = "\n".join(f"<url><loc>{ROOT}/page/{slug}</loc></url>" for slug in slugs)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>{ROOT}/</loc></url>
{articles}
{pages}
</urlset>
"""


def _sitemap_entry(article: Article) -> str:
    images = "".join(
        f"<image:image><image:loc>{ROOT}/files/{photo.file}</image:loc><image:caption>{escape(photo.printed)}</image:caption></image:image>"
        for photo in article.photos
    )
    return f"<url><loc>{ROOT}{article.path}</loc><lastmod>{f.wib(article.changed or article.published)}</lastmod>{images}</url>"


def rss(view: View) -> str:
    """Return the feed of the ten latest articles."""
    items = "\n".join(_feed_item(view, article) for article in view.visible[:10])
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>
<title>{f.SITE_NAME}</title><link>{ROOT}/</link><description>Berita terbaru</description>
<atom:link href="{ROOT}/rss/feed.xml" rel="self" type="application/rss+xml" />
{items}
</channel></rss>
"""


def _feed_item(view: View, article: Article) -> str:
    body = "\n".join(f.elements(article.printed_blocks()))
    return (
        f"<item><title>{escape(article.headline)}</title><link>{ROOT}{article.path}</link>"
        f'<guid isPermaLink="false">entry/{article.id}</guid><pubDate>{format_datetime(article.published)}</pubDate>'
        f"<description><![CDATA[{body}]]></description></item>"
    )
