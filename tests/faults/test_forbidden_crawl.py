"""Whatever a page, a list or a redirect names, a crawl makes no connection but to the site, and keeps the refusal as evidence."""

import socket
from pathlib import Path

import pytest

from tests.capture.crawls import crawl as ask
from tests.capture.servers import RawServer, answering, serving
from tests.capture.shapes import sized
from tests.crawling import crawl
from tests.faults.test_forbidden import connects
from tests.static_site import Answer, serve_pages
from tubancrawl.capture.warc import iter_stored


def forbidden_urls(port: int) -> list[str]:
    """Addresses of a listener, as a page may name them."""
    hosts = ("127.0.0.1", "localhost", "2130706433", "[::ffff:127.0.0.1]", "0.0.0.0", "tubankab.go.id@127.0.0.1", "127.1")
    return [f"{scheme}://{host}:{port}/entry/x{n}" for n, host in enumerate(hosts) for scheme in ("http", "https")]


def page(*urls: str) -> bytes:
    links = "".join(f'<a href="{url}">Berita</a><img src="{url}.jpg">' for url in urls)
    heads = "".join(
        f'<meta http-equiv="refresh" content="0;url={url}"><link rel="canonical" href="{url}"><link rel="next" href="{url}">'
        f'<meta property="og:url" content="{url}"><base href="{url}">'
        for url in urls
    )
    return f"<html><head><title>Tubankab</title>{heads}</head><body>{links}</body></html>".encode()


def sitemap(*urls: str) -> bytes:
    rows = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
    return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'.encode()


def feed(*urls: str) -> bytes:
    rows = "".join(f"<item><title>x</title><link>{url}</link><guid>{url}</guid></item>" for url in urls)
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{rows}</channel></rss>'.encode()


def moved(url: str, status: int) -> Answer:
    return Answer(b"", status, {"Location": url, "Content-Type": "text/html"})


def chains(urls: list[str]) -> dict[str, Answer]:
    """One to five hops on the site, and the last leads out to one of `urls`."""
    answers: dict[str, Answer] = {}
    for hops, (url, status) in enumerate(zip(urls, (301, 302, 303, 307, 308), strict=False), 1):
        for hop in range(1, hops):
            answers[f"/entry/chain-{hops}-{hop}"] = moved(f"/entry/chain-{hops}-{hop + 1}", status)
        answers[f"/entry/chain-{hops}-{hops}"] = moved(url, status)
    return answers


def site_of(urls: list[str]) -> dict[str, Answer]:
    xml = {"Content-Type": "application/xml"}
    hops = chains(urls)
    starts = [f"https://tubankab.go.id/entry/chain-{hops}-1" for hops in range(1, 6)]
    robots = "".join(f"Sitemap: {url}\n" for url in urls)
    return {
        "/robots.txt": Answer(f"User-agent: *\nAllow: /\n{robots}".encode(), headers={"Content-Type": "text/plain"}),
        "/": Answer(page(*urls, *starts)),
        "/entries": Answer(page(*urls)),
        "/sitemap.xml": Answer(sitemap(*urls), headers=xml),
        "/rss/feed.xml": Answer(feed(*urls), headers=xml),
        **hops,
    }


@pytest.mark.parametrize("listed", [False, True], ids=["crawl", "listed urls"])
def test_a_crawl_is_led_to_no_address_outside_the_site(tmp_path: Path, listed: bool) -> None:
    with serving(answering(sized(b"secret"))) as secret:
        urls = forbidden_urls(secret.port)
        pages = site_of(urls)
        asked_for = tmp_path / "urls"
        asked_for.write_text("\n".join(f"https://tubankab.go.id{path}" for path in pages if path.startswith("/entry")))
        with serve_pages(pages) as site:
            crawl(tmp_path / "archive", urls=asked_for if listed else None, CONNECT_TO=f"tubankab.go.id={site.url}")
    assert {path for path in pages if path.startswith("/entry/chain")} <= set(site.asked)
    assert (secret.connections, secret.requests) == (0, [])
    hosts = {stored.url.partition("://")[2].partition("/")[0] for stored in iter_stored(tmp_path / "archive" / "warc")}
    assert hosts == {"tubankab.go.id"}


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "[::1]", "169.254.169.254", "10.0.0.1"])
def test_a_robots_txt_that_moves_to_a_private_address_forbids_everything(tmp_path: Path, host: str) -> None:
    pages = {"/robots.txt": moved(f"http://{host}/robots.txt", 302), "/": Answer(page("/entry/a"))}
    with serve_pages(pages) as site, connects() as made:
        crawled = crawl(tmp_path / "archive", CONNECT_TO=f"tubankab.go.id={site.url}")
    assert site.asked == ["/robots.txt"]
    assert set(made) <= {"127.0.0.1"}
    assert set(crawled.outcomes) == {"blocked"}


def test_a_request_that_goes_past_every_filter_is_refused_and_kept_as_evidence(tmp_path: Path) -> None:
    def script(server: RawServer, connection: socket.socket, number: int) -> None:
        server.read_request(connection)

    with serving(script) as server:
        urls = [
            "http://127.0.0.1/",
            "https://localhost/",
            "http://[::1]/",
            "http://169.254.169.254/",
            forbidden_urls(server.port)[0],
        ]
        heard = ask(tmp_path, *urls)
    assert server.connections == 0
    assert [type(error).__name__ for error in heard] == ["DownloadCancelledError"] * len(urls)
    kept = list(iter_stored(tmp_path / "warc"))
    assert {stored.url for stored in kept} == set(urls)
    assert all(str(stored.error).startswith("forbidden address: ") and not stored.response for stored in kept)
