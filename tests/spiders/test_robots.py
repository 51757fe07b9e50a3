"""robots.txt over real sockets: what each answer to it lets a crawl ask for."""

from pathlib import Path

import pytest

from tests.crawling import crawl
from tests.static_site import Answer, serve_pages

TEXT = {"Content-Type": "text/plain"}
FRONT = Answer(b'<html><body><a href="/entry/a">a</a><a href="/entry/b">b</a></body></html>')


def asked(archive: Path, **robots: Answer) -> list[str]:
    pages = {"/": FRONT, **{f"/{name.replace('_', '.')}": answer for name, answer in robots.items()}}
    with serve_pages(pages) as site:
        crawl(archive, mode="all", CONNECT_TO=f"tubankab.go.id={site.url}", USER_AGENT="tubancrawl/0.1 (test)")
        return site.asked


def test_what_robots_txt_forbids_is_not_asked(tmp_path: Path) -> None:
    rules = Answer(b"User-agent: *\nDisallow: /entry/b\nDisallow: /sitemap.xml\n", headers=TEXT)
    paths = asked(tmp_path, robots_txt=rules)
    assert paths[0] == "/robots.txt"
    assert "/entry/a" in paths
    assert not {"/entry/b", "/sitemap.xml"} & set(paths)


def test_rules_for_us_by_name_come_before_rules_for_all(tmp_path: Path) -> None:
    rules = Answer(b"User-agent: *\nDisallow: /\n\nUser-agent: tubancrawl\nDisallow: /entry/a\n", headers=TEXT)
    paths = asked(tmp_path, robots_txt=rules)
    assert "/entry/b" in paths
    assert "/entry/a" not in paths


@pytest.mark.parametrize("status", [404, 403, 410])
def test_a_robots_txt_that_is_not_there_forbids_nothing(tmp_path: Path, status: int) -> None:
    assert "/entry/a" in asked(tmp_path, robots_txt=Answer(status=status))


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_robots_txt_that_cannot_be_had_forbids_everything(tmp_path: Path, status: int) -> None:
    assert asked(tmp_path, robots_txt=Answer(b"x", status=status)) == ["/robots.txt"]


def test_a_robots_txt_that_moved_is_followed(tmp_path: Path) -> None:
    moved = Answer(status=301, headers={"Location": "/rules.txt"})
    paths = asked(tmp_path, robots_txt=moved, rules_txt=Answer(b"User-agent: *\nDisallow: /entry/a\n", headers=TEXT))
    assert paths[:2] == ["/robots.txt", "/rules.txt"]
    assert "/entry/a" not in paths


def test_a_robots_txt_that_moves_for_ever_forbids_nothing_and_ends(tmp_path: Path) -> None:
    paths = asked(tmp_path, robots_txt=Answer(status=302, headers={"Location": "/robots.txt"}))
    assert paths.count("/robots.txt") == 6
    assert "/entry/a" in paths
