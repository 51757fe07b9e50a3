"""Pictures whose addresses redirect: followed on the same site by the rules of pages, and shown as what the address showed."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from tests.crawling import crawl
from tests.static_site import Answer, StaticSite, serve_pages
from tests.test_photos import FIRST, SECOND, image, listing, page
from tubancrawl.cli import cli
from tubancrawl.rebuild import rebuild
from tubancrawl.store.database import open_database, reading
from tubancrawl.store.dump import iter_lines
from tubancrawl.store.models import Capture, Url
from tubancrawl.text import sha256
from tubancrawl.verification import verify

LED, AROUND, ABROAD, BARRED, LOOP = (f"/files/2018-07/{name}.jpg" for name in ("led", "around", "abroad", "barred", "loop"))


def to(location: str, status: int = 302) -> Answer:
    return Answer(b"", status, {"Location": location, "Content-Type": "text/html"})


CHAIN = {f"/media/{number}": to(f"/media/{number + 1}") for number in range(1, 12)}
PAGES = {
    "/robots.txt": Answer(b"User-agent: *\nDisallow: /terlarang/", headers={"Content-Type": "text/plain"}),
    "/": listing("led", "around", "abroad", "barred", "loop"),
    **{f"/entry/{name}": page(name, f"/files/2018-07/{name}.jpg") for name in ("led", "abroad", "barred", "loop")},
    "/entry/around": page("around", AROUND),
    LED: to("/media/led?ukuran=besar", 301),
    "/media/led?ukuran=besar": to("https://www.tubankab.go.id/unggahan/led", 307),
    "/unggahan/led": image(FIRST),
    AROUND: to("/media/1"),
    **CHAIN,
    ABROAD: to("https://cdn.example.org/abroad.jpg"),
    BARRED: to("/terlarang/gambar"),
    "/terlarang/gambar": image(SECOND),
    LOOP: to("/media/loop"),
    "/media/loop": to(LOOP),
}


def crawled(archive: Path, pages: dict[str, Answer], **how: Any) -> StaticSite:
    with serve_pages(pages) as site:
        crawl(archive, CONNECT_TO=f"tubankab.go.id={site.url},www.tubankab.go.id={site.url}", **how)
    return site


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    archive = tmp_path_factory.mktemp("redirects") / "archive"
    return archive, crawled(archive, PAGES).asked


def shown(archive: Path, name: str) -> list[dict[str, Any]]:
    done = CliRunner().invoke(cli, ["--archive", str(archive), "photos", name, "--json"])
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_every_hop_on_the_site_is_asked_for_once_and_captured(made: tuple[Path, list[str]]) -> None:
    archive, asked = made
    hops = [LED, "/media/led?ukuran=besar", "/unggahan/led"]
    assert [path for path in asked if path in hops] == hops
    engine = open_database(archive / "archive.db", read_only=True)
    with reading(engine) as session:
        query = select(Capture.outcome).join(Url, Url.id == Capture.url_id).order_by(Capture.captured_at)
        urls = [f"https://tubankab.go.id{path}" for path in hops]
        assert list(session.scalars(query.where(Url.url.in_(urls)))) == ["moved", "moved", "ok"]
    engine.dispose()


def test_what_lies_behind_a_redirect_is_the_picture_of_the_article(made: tuple[Path, list[str]]) -> None:
    (sight,) = shown(made[0], "led")
    assert (sight["state"], sight["sha256"], sight["url"]) == ("captured", sha256(FIRST), f"https://tubankab.go.id{LED}")
    assert [use["photo_url"] for use in shown(made[0], sha256(FIRST))] == [f"https://tubankab.go.id{LED}"]


def test_no_other_host_no_forbidden_path_and_no_endless_chain_is_followed(made: tuple[Path, list[str]]) -> None:
    archive, asked = made
    assert "/terlarang/gambar" not in asked
    assert not any("abroad" in path for path in asked if path not in {ABROAD, "/entry/abroad"})
    assert [path for path in asked if path in CHAIN] == [f"/media/{number}" for number in range(1, 6)]
    assert asked.count(LOOP) == asked.count("/media/loop") == 1
    assert {shown(archive, name)[0]["state"] for name in ("around", "abroad", "barred", "loop")} == {"not there"}


def test_a_redirect_is_followed_again_when_its_picture_is_asked_for_again(made: tuple[Path, list[str]], tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    pages = {path: PAGES[path] for path in ("/", "/entry/led", LED, "/media/led?ukuran=besar", "/unggahan/led")}
    crawled(archive, pages)
    later = {**pages, "/entry/led": page("led", LED, more=" Dikoreksi."), "/unggahan/led": image(SECOND)}
    asked = crawled(archive, later, mode="all").asked
    assert [path for path in asked if path in {LED, "/unggahan/led"}] == [LED, "/unggahan/led"]
    assert [sight["sha256"] for sight in shown(archive, "led")] == [sha256(SECOND)]
    assert verify(archive, deep=True) == []


def test_a_rebuild_gives_the_same_rows(made: tuple[Path, list[str]]) -> None:
    dumps = []
    for again in (False, True):
        if again:
            rebuild(made[0])
        engine = open_database(made[0] / "archive.db", read_only=True)
        with engine.connect() as connection:
            dumps.append(list(iter_lines(connection)))
        engine.dispose()
    assert dumps[0] == dumps[1]
