import gzip
import http.client
import re
import threading
from collections.abc import Iterator
from datetime import date
from html import unescape
from http.client import HTTPResponse
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import etree

from tests.site import timeline
from tests.site.faults import Fault, FaultKind
from tests.site.model import HOST, ROOT
from tests.site.server import Site, serve
from tests.site.timeline import DATES, MAINTENANCE, MOVED_SLUG
from tests.site.written import NO_TITLE_KEY, SEED_KEY

D18, D19, D21, D24, D25, D26 = DATES
SEED = f"/entry/{SEED_KEY}"


@pytest.fixture
def site() -> Iterator[Site]:
    with serve(at=D18) as running:
        yield running


class Client:
    """One kept-alive connection."""

    def __init__(self, site: Site) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(site.url).netloc, timeout=10)

    def get(self, path: str, **headers: str) -> tuple[HTTPResponse, bytes]:
        self._connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        response = self._connection.getresponse()
        return response, response.read()

    def close(self) -> None:
        self._connection.close()


@pytest.fixture
def client(site: Site) -> Iterator[Client]:
    connected = Client(site)
    yield connected
    connected.close()


def links(page: str) -> set[str]:
    found = (urlsplit(urljoin(ROOT, unescape(link))) for link in re.findall(r'(?:href|src)="([^"#]+)"', page))
    return {parts._replace(scheme="", netloc="").geturl() for parts in found if parts.netloc == HOST}


@pytest.mark.parametrize("at", DATES, ids=str)
def test_every_link_of_every_date_leads_somewhere(site: Site, client: Client, at: date) -> None:
    site.set_date(at)
    todo, seen, broken, small = ["/", "/sitemap.xml", "/rss/feed.xml", "/robots.txt"], set[str](), [], []
    while todo:
        path = todo.pop()
        response, body = client.get(path)
        if response.status != 200:
            broken.append((path, response.status))
        if (response.headers["Content-Type"] or "").startswith("text/html"):
            small += [path] if not 15_000 <= len(body) <= 60_000 else []
            fresh = {re.sub(r"(\.(?:jpg|css))\?.*", r"\1", link) for link in links(body.decode("utf-8", "replace"))} - seen
            fresh = {link for link in fresh if not link.startswith("/thumbs/") or "/thumbs/600x400c/" in link}
            seen |= fresh
            todo += sorted(fresh)
    assert (broken, small) == ([], [])
    assert {article.path for article in timeline.visible_at(at)} <= seen


@pytest.mark.parametrize("path", [SEED, f"/entries/{SEED_KEY}", "/entry/612", "/entries/612"])
def test_every_form_of_an_address_names_the_canonical_one(client: Client, path: str) -> None:
    response, body = client.get(path)
    assert response.status == 200
    assert f'<link rel="canonical" href="{ROOT}{SEED}">'.encode() in body


def test_listings_are_newest_first_ten_a_page(client: Client) -> None:
    _, first = client.get("/entries")
    _, third = client.get("/entries?page=3")
    shown = re.findall(rb'<div class="cuplikan">.*?<h3><a href="([^"]+)"', first)
    assert [path.decode() for path in shown] == [article.path for article in timeline.visible_at(D18)[:10]]
    assert b'<ul class="pagination">' in first
    assert b'href="/entries?page=2" rel="next"' in first
    assert b"noindex, follow" in third
    assert b'rel="next"' not in third


def test_sitemap_and_feed_are_xml_and_name_every_article_or_the_latest(client: Client) -> None:
    sitemap, feed = (etree.fromstring(client.get(path)[1]) for path in ("/sitemap.xml", "/rss/feed.xml"))
    wanted = [f"{ROOT}{article.path}" for article in timeline.visible_at(D18)]
    named = [str(loc.text) for loc in sitemap.iterfind("{*}url/{*}loc") if "/entry/" in str(loc.text)]
    assert named == wanted
    assert [str(link.text) for link in feed.iterfind("channel/item/link")] == wanted[:10]


def test_a_category_has_its_own_pager(site: Site, client: Client) -> None:
    site.set_date(D26)
    _, body = client.get("/category/kegiatan-pemerintahan")
    assert b'href="/category/kegiatan-pemerintahan?page_category_kegiatan-pemerintahan=2"' in body


def test_a_moved_article_redirects_and_the_new_address_answers(site: Site, client: Client) -> None:
    site.set_date(D21)
    response, _ = client.get("/entry/karang-taruna-olah-sampah-plastik-jadi-paving")
    assert (response.status, response.headers["Location"]) == (301, f"/entry/{MOVED_SLUG}")
    assert client.get(f"/entry/{MOVED_SLUG}")[0].status == 200


@pytest.mark.parametrize(
    ("slug", "at", "status"),
    [
        ("sumur-bor-baru-akhiri-antrean-air-di-grabagan", D21, 404),
        ("sumur-bor-baru-akhiri-antrean-air-di-grabagan", D24, 200),
        ("pengumuman-seleksi-tenaga-pendamping-desa", D21, 200),
        ("pengumuman-seleksi-tenaga-pendamping-desa", D24, 410),
        ("layanan-kependudukan-pindah-ke-gedung-baru", D25, 200),
        (NO_TITLE_KEY, D18, 200),
        ("never-written", D18, 404),
    ],
)
def test_addresses_answer_as_scripted(site: Site, client: Client, slug: str, at: date, status: int) -> None:
    site.set_date(at)
    assert client.get(f"/entry/{slug}")[0].status == status


@pytest.mark.parametrize("path", ["/", SEED, "/sitemap.xml", "/robots.txt", "/nothing-here"])
def test_on_the_day_of_maintenance_every_address_answers_200(site: Site, client: Client, path: str) -> None:
    site.set_date(MAINTENANCE)
    response, body = client.get(path)
    assert (response.status, b"dalam pemeliharaan" in body) == (200, True)


def test_gzip_is_sent_when_asked_and_sometimes_in_chunks(client: Client) -> None:
    plain = client.get("/robots.txt")[1]
    response, body = client.get("/robots.txt", Accept_Encoding="gzip")
    chunked, _ = client.get("/page/agenda", Accept_Encoding="gzip")
    assert (response.headers["Content-Encoding"], gzip.decompress(body)) == ("gzip", plain)
    assert chunked.headers["Transfer-Encoding"] == "chunked"


@pytest.mark.parametrize(
    "path", [SEED, "/files/2018-07/bimtek-budaya-kinerja.jpg", "/thumbs/600x400c/2018-07/bimtek-budaya-kinerja.jpg?0123456789"]
)
@pytest.mark.parametrize(("header", "asked"), [("ETag", "If_None_Match"), ("Last-Modified", "If_Modified_Since")])
def test_what_has_not_changed_answers_304(client: Client, path: str, header: str, asked: str) -> None:
    first, _ = client.get(path)
    again, body = client.get(path, **{asked: first.headers[header]})
    assert (again.status, body, again.headers[header]) == (304, b"", first.headers[header])


def test_an_edit_changes_the_validators(site: Site, client: Client) -> None:
    path = "/entry/puskesmas-rengel-buka-layanan-sore-hari"
    first, _ = client.get(path)
    site.set_date(D19)
    for asked, header in (("If_None_Match", "ETag"), ("If_Modified_Since", "Last-Modified")):
        assert client.get(path, **{asked: first.headers[header]})[0].status == 200


def test_one_page_is_windows_1252_and_says_so(client: Client) -> None:
    response, body = client.get("/entry/kafe-baca-pertama-dibuka-di-alun-alun")
    assert response.headers["Content-Type"] == "text/html; charset=windows-1252"
    assert b'charset="windows-1252"' in body
    assert "Kafé".encode("windows-1252") in body


def test_pictures_are_jpeg_files(client: Client) -> None:
    response, body = client.get("/files/2018-07/bimtek-budaya-kinerja.jpg")
    assert (response.headers["Content-Type"], body[:3]) == ("image/jpeg", b"\xff\xd8\xff")


def test_a_hacked_page_hides_links(site: Site, client: Client) -> None:
    site.set_date(D25)
    assert b"https://slot-1.example/gacor" in client.get("/entry/pelatihan-barista-gratis-diserbu-pemuda-desa")[1]


def test_a_held_article_appears_after_the_first_listing_page_was_read(site: Site, client: Client) -> None:
    newest = timeline.visible_at(D18)[0]
    site.hold(newest.key, until="/entries")
    before, second = client.get("/entries")[1].decode(), client.get("/entries?page=2")[1].decode()
    titles = r'<div class="cuplikan">.*?<h3><a href="([^"]+)"'
    assert newest.path not in re.findall(titles, before)
    assert re.findall(titles, before)[-1] == re.findall(titles, second)[0]
    assert client.get(newest.path)[0].status == 200


@pytest.mark.parametrize(
    ("kind", "status"), [("status", 503), ("challenge", 403), ("loop", 302), ("empty", 200), ("garbage", 200), ("slow", 200)]
)
def test_a_fault_holds_for_its_number_of_answers(site: Site, client: Client, kind: FaultKind, status: int) -> None:
    site.break_path(SEED, Fault(kind=kind, status=status, times=1, seconds=0.001))
    assert client.get(SEED)[0].status == status
    assert client.get(SEED)[0].status == 200


def test_a_cut_body_is_shorter_than_promised(site: Site, client: Client) -> None:
    site.break_path("*", Fault(kind="cut", after=100))
    with pytest.raises(http.client.IncompleteRead) as caught:
        client.get(SEED)
    assert len(caught.value.partial) == 100


@pytest.mark.parametrize("kind", ["reset", "hang"])
def test_a_connection_can_end_without_an_answer(site: Site, client: Client, kind: FaultKind) -> None:
    site.break_path(SEED, Fault(kind=kind, seconds=0.001))
    with pytest.raises(http.client.RemoteDisconnected):
        client.get(SEED)
    site.heal()
    assert client.get(SEED)[0].status == 200
    assert [hit.status for hit in site.hits] == [0, 200]


def test_bad_gzip_cannot_be_unpacked_and_a_bomb_can(site: Site, client: Client) -> None:
    site.break_path(SEED, Fault(kind="bad_gzip", after=200))
    site.break_path("/", Fault(kind="bomb"))
    with pytest.raises(EOFError):
        gzip.decompress(client.get(SEED)[1])
    assert len(client.get("/")[1]) < 100_000


def test_many_connections_are_served_at_once(site: Site) -> None:
    def ask() -> None:
        own = Client(site)
        for article in timeline.visible_at(D18)[:10]:
            own.get(article.path)
        own.close()

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [hit.status for hit in site.hits] == [200] * 80
    assert site.requested(timeline.visible_at(D18)[0].path) == 8
