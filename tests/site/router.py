"""Address and day -> answer. Pure: the same View gives the same bytes; knows nothing of sockets."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

from tests.site import feeds, pages, pictures, timeline
from tests.site import furniture as f
from tests.site.furniture import View
from tests.site.model import WIB, Article, slug_from
from tests.site.timeline import DISQUS, ERAS

LOGO: Final = "2018-04/logo-tuban.jpg"
_THUMB: Final = re.compile(r"/thumbs/(\d{1,4})x(\d{1,4})[crbf]?/(.+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer before any transfer coding. `etag` is None where the real server sends none."""

    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    body: bytes = b""
    etag: str | None = None
    last_modified: datetime | None = None
    location: str | None = None
    retry_after: int | None = None
    """Seconds; only a fault sends it."""


def answer(view: View) -> Reply:
    """Return what the site answers to `view.path`."""
    if view.at == timeline.MAINTENANCE:
        return _html(pages.MAINTENANCE_PAGE)
    parts = urlsplit(view.path)
    path, query = unquote(parts.path), {key: values[-1] for key, values in parse_qs(parts.query).items()}
    if path.startswith(("/entry/", "/entries/")) and path != "/entries/rss/feed.xml":
        return _article(view, path.split("/", 2)[2])
    if path.startswith(("/files/", "/thumbs/", "/theme/")):
        return _file(view, path)
    if path == "/":
        return _html(pages.front(view))
    if path == "/robots.txt":
        return Reply(content_type="text/plain; charset=utf-8", body=feeds.ROBOTS.encode())
    if path == "/sitemap.xml":
        return Reply(content_type="application/xml; charset=utf-8", body=feeds.sitemap(view).encode())
    if path in {"/rss/feed.xml", "/entries/rss/feed.xml"}:
        return Reply(content_type="application/rss+xml; charset=utf-8", body=feeds.rss(view).encode())
    return _listing_or_page(view, path, query)


def _html(text: str, status: int = 200) -> Reply:
    return Reply(status=status, body=text.encode())


def _listing_or_page(view: View, path: str, query: dict[str, str]) -> Reply:
    kind, _, name = path.strip("/").partition("/")
    if path == "/entries":
        return _html(
            pages.listing(view, "Berita", view.visible, page=_page(query, "page", "page_entries"), pager="/entries?page=")
        )
    if path == "/search":
        return _html(pages.search(view, query.get("q", ""), _page(query, "page_search")))
    if kind in {"page", "pages"} and (page := pages.static_page(view, name)):
        return _html(page)
    singular = {"category": "category", "categories": "category", "tag": "tag", "tags": "tag"}.get(kind)
    if singular:
        names, shown = _of_taxonomy(view.visible, singular, name)
        if shown:
            param = f"page_{singular}_{name}"
            return _html(pages.listing(view, names[0], shown, page=_page(query, param), pager=f"/{singular}/{name}?{param}="))
    return _html(pages.not_found(view), 404)


def _of_taxonomy(visible: Sequence[Article], kind: str, slug: str) -> tuple[list[str], list[Article]]:
    def terms(article: Article) -> tuple[str, ...]:
        return article.categories if kind == "category" else article.tags

    shown = [article for article in visible if slug in map(slug_from, terms(article))]
    return [term for article in shown for term in terms(article) if slug_from(term) == slug], shown


def _page(query: dict[str, str], *params: str) -> int:
    asked = next((query[param] for param in params if param in query), "1")
    return max(1, int(asked)) if asked.isdigit() else 1


def _article(view: View, slug: str) -> Reply:
    key = timeline.key_of(slug, view.at)
    state = timeline.answer_at(key, view.at) if key else "missing"
    if key is None or state in {"missing", "unpublished"}:
        return _html(pages.not_found(view), 404)
    if state == "gone":
        return _html(pages.removed(view), 410)
    if state == "soft_missing":
        return _html(pages.not_found(view))
    article = timeline.article_at(key, view.at)
    if slug not in (article.slug, str(article.id)):
        return Reply(status=301, location=article.path, body=b"<p>Moved</p>")
    if key not in {shown.key for shown in view.visible}:
        return _html(pages.not_found(view), 404)
    return _article_page(view, article)


def _article_page(view: View, article: Article) -> Reply:
    text = pages.article_page(view, article)
    if article.charset != "utf-8":
        text = text.replace("charset=utf-8", f"charset={article.charset}").replace(
            'charset="utf-8"', f'charset="{article.charset}"'
        )
    state = repr((article, pages.layout_name(article, view.at), view.disqus))
    starts = [datetime.combine(day, time(1), WIB) for day, _ in (*ERAS, *DISQUS) if day <= view.at]
    return Reply(
        content_type=f"text/html; charset={article.charset}",
        body=text.encode(article.charset, "xmlcharrefreplace"),
        # Weak: counters and side lists differ from answer to answer, what the article says does not.
        etag=f'W/"{hashlib.sha256(state.encode()).hexdigest()[:16]}"',
        last_modified=max(article.changed or article.published, article.published, *starts).astimezone(UTC),
    )


def _file(view: View, path: str) -> Reply:
    if path.startswith("/theme/"):
        kind = "text/css" if path.endswith(".css") else "application/javascript"
        return Reply(content_type=kind, body=b"/* tema */\n" + (f.style("x", 200).encode() if kind == "text/css" else b""))
    thumb = _THUMB.fullmatch(path)
    file = thumb[3] if thumb else path.removeprefix("/files/")
    article = _owner(file)
    if file != LOGO and (article is None or article.published.date() > view.at):
        return _html(pages.not_found(view), 404)
    put = view.put.get(path, b"")
    if put is None:
        return _html(pages.not_found(view), 404)
    size = [max(1, min(2000, int(side))) for side in thumb.group(1, 2)] if thumb else []
    body = put or pictures.jpeg(file, *size)
    saved = article.published if article else datetime(2018, 4, 3, 9, tzinfo=WIB)
    return Reply(
        content_type="image/jpeg",
        body=body,
        etag=f'"{hashlib.sha256(body).hexdigest()[:16]}"',
        last_modified=saved.astimezone(UTC),
    )


def _owner(file: str) -> Article | None:
    return next((a for a in timeline.all_articles() if any(photo.file == file for photo in a.photos)), None)
