"""Where pages, sitemaps and feeds lead."""

import gzip

import pytest

from tests.parsing.reading import SENTENCE, article_page, read
from tubancrawl.items import Link

SITE = "https://tubankab.go.id"
SITEMAP = (
    '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    f"<url><loc>{SITE}/entry/a</loc></url><url><loc>http://www.tubankab.go.id/entry/b/</loc></url>"
    "<url><loc>https://lain.example/entry/c</loc></url></urlset>"
)


def test_a_listing_gives_its_articles_once_in_order_and_the_next_page() -> None:
    item = read(
        '<html><body><a href="/entry/b">b</a><a href="/entries/b?utm_source=x">b</a><a href="entry/a#komentar">a</a>'
        '<a href="https://lain.example/entry/c">c</a><a href="/page/profil">p</a><a href="mailto:x@example">m</a>'
        '<ul class="pagination"><li><a href="/entries">1</a></li><li><a href="/entries?page=2">2</a></li>'
        '<li><a href="/entries?page=9">9</a></li><li><a href="/entries?page=2">›</a></li></ul></body></html>',
        url=f"{SITE}/entries",
    )
    assert item.outcome == "ok"
    assert item.links == [
        Link(url=f"{SITE}/entry/b", kind="article"),
        Link(url=f"{SITE}/entry/a", kind="article"),
        Link(url=f"{SITE}/entries?page=2", kind="listing", follows=True),
        Link(url=f"{SITE}/entries?page=9", kind="listing"),
    ]


@pytest.mark.parametrize(
    ("url", "link", "following"),
    [
        ("/entries?page=2", '<a href="/entries?page=3">3</a>', "/entries?page=3"),
        ("/entries?page_entries=2", '<a href="/entries?page_entries=3">Berikutnya</a>', "/entries?page_entries=3"),
        ("/category/kegiatan", '<a href="?page_category_kegiatan=2">»</a>', "/category/kegiatan?page_category_kegiatan=2"),
        ("/entries", '<link rel="next" href="/entries?page=2">', "/entries?page=2"),
    ],
)
def test_the_next_page_is_known_in_each_form_of_the_pager(url: str, link: str, following: str) -> None:
    item = read(f"<html><body>{link}</body></html>", url=SITE + url)
    assert item.links == [Link(url=SITE + following, kind="listing", follows=True)]


def test_an_article_names_its_photos_to_be_captured_too() -> None:
    item = read(article_page(f'<figure><img src="/thumbs/9x9c/2018-07/a.jpg"></figure><p>{SENTENCE}</p><p>{SENTENCE}</p>'))
    assert Link(url=f"{SITE}/files/2018-07/a.jpg", kind="photo") in item.links


@pytest.mark.parametrize("body", [SITEMAP.encode(), gzip.compress(SITEMAP.encode())], ids=["plain", "gzip"])
def test_a_sitemap_gives_the_addresses_of_the_site(body: bytes) -> None:
    item = read(body, url=f"{SITE}/sitemap.xml", content_type="application/xml")
    assert [link.url for link in item.links] == [f"{SITE}/entry/a", f"{SITE}/entry/b"]
    assert item.findings == []


def test_a_sitemap_index_leads_to_sitemaps() -> None:
    body = f"<sitemapindex><sitemap><loc>{SITE}/sitemap-2.xml</loc></sitemap></sitemapindex>"
    assert read(body, url=f"{SITE}/sitemap.xml", content_type="text/xml").links == [
        Link(url=f"{SITE}/sitemap-2.xml", kind="sitemap")
    ]


@pytest.mark.parametrize(
    ("url", "body"),
    [
        ("/rss/feed.xml", f"<rss><channel><link>{SITE}/</link><item><link>{SITE}/entry/a</link></item></channel></rss>"),
        ("/atom/feed.xml", f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><link href="{SITE}/entry/a"/></entry></feed>'),
        ("/json/feed.json", f'{{"items": [{{"url": "{SITE}/entry/a"}}]}}'),
    ],
)
def test_a_feed_gives_its_articles(url: str, body: str) -> None:
    item = read(body, url=SITE + url, content_type="application/json" if url.endswith("json") else "application/xml")
    assert item.links == [Link(url=f"{SITE}/entry/a", kind="article")]


@pytest.mark.parametrize(
    ("body", "outcome", "finding"),
    [
        (
            '<!DOCTYPE u [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><urlset><url><loc>&b;</loc></url></urlset>',
            "failed",
            "entity in <loc>",
        ),
        ('<!DOCTYPE u [<!ENTITY x SYSTEM "file:///etc/hostname">]><urlset><loc>&x;</loc></urlset>', "failed", "entity in <loc>"),
        ("<urlset></urlset>", "failed", "no link of the site"),
        (SITEMAP[:-30], "ok", "xml: "),
        ("<urlset", "failed", "xml: "),
    ],
)
def test_a_broken_or_hostile_sitemap_is_never_just_empty(body: str, outcome: str, finding: str) -> None:
    item = read(body, url=f"{SITE}/sitemap.xml", content_type="text/xml")
    assert item.outcome == outcome
    assert any(finding in one for one in item.findings)


def test_links_to_gambling_sites_are_a_finding_and_no_links() -> None:
    hidden = '<div style="display:none"><a href="https://menang.example/x">slot gacor</a><a href="https://togel88.example/">x</a></div>'
    item = read(article_page(f"<p>{SENTENCE}</p><p>{SENTENCE}</p>{hidden}"))
    assert item.outcome == "ok"
    assert "hidden links: 2 gambling hosts, menang.example, togel88.example" in item.findings
    assert all(link.url.startswith(SITE) for link in item.links)
