"""A crawl asks once for an article that cannot exist, and knows that answer when it meets it again."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.crawling import crawl
from tests.exports import articles, by_slug
from tests.parsing.reading import SENTENCE
from tests.static_site import Answer, StaticSite, serve_found
from tests.test_bad_input import GOOD, links, outcome_of
from tubancrawl import site
from tubancrawl.store.database import open_database, reading
from tubancrawl.store.models import Url

BIN = Path(sys.executable).parent
GENERIC = Answer(
    (
        "<!DOCTYPE html><html><head><title>Pemkab Tuban</title></head><body><article><h1>Kabar dari Bumi Ronggolawe Hari Ini</h1>"
        f"<ul class=meta><li>18 July 2018 14:13</li></ul><div class=body><p>Tubankab - {SENTENCE}</p><p>{SENTENCE}</p></div>"
        "</article></body></html>"
    ).encode()
)
DEAD = [f"/entry/slug-{n:032x}" for n in range(3)]


def answer(target: str) -> Answer | None:
    """A site that has one good article, and the same page for every other address of one."""
    if target == "/":
        return links("/entry/good", *DEAD)
    if target == "/entry/good":
        return GOOD
    return GENERIC if target.startswith("/entry/") else None


def probes(served: StaticSite) -> list[str]:
    return [path for path in served.asked if site.kind_of(site.ROOT + path) == "probe"]


def crawl_site(archive: Path, **settings: Any) -> StaticSite:
    with serve_found(answer) as served:
        crawl(archive, mode="all", CONNECT_TO=f"tubankab.go.id={served.url}", **settings)
    return served


def rows(archive: Path) -> list[Url]:
    engine = open_database(archive / "archive.db", read_only=True)
    with reading(engine) as session:
        found = [row for row in session.query(Url) if row.kind == "probe"]
    engine.dispose()
    return found


def test_what_the_site_says_of_anything_is_no_article_however_it_reads(tmp_path: Path) -> None:
    served = crawl_site(tmp_path / "a")
    assert len(probes(served)) == 1
    assert list(by_slug(tmp_path / "a")) == ["good"]
    for path in DEAD:
        outcome, why = outcome_of(tmp_path / "a", path)
        assert (outcome, "probe: the text is that of urn:uuid:" in why) == ("soft_missing", True)


def test_each_crawl_asks_another_probe_and_none_is_due_again(tmp_path: Path) -> None:
    served = crawl_site(tmp_path / "a")
    again = crawl_site(tmp_path / "a", READERS=1)
    assert len({*probes(served), *probes(again)}) == 2
    assert [(row.due_at, row.article_id) for row in rows(tmp_path / "a")] == [(None, None)] * 2
    assert list(by_slug(tmp_path / "a")) == ["good"]


def test_a_replay_and_an_import_of_the_recording_know_the_probe_too(tmp_path: Path) -> None:
    crawl_site(tmp_path / "a")
    crawl(tmp_path / "replayed", mode="all", REPLAY_FROM=str(tmp_path / "a" / "warc"))
    command: list[str | Path] = [BIN / "tubancrawl", "--archive", tmp_path / "imported", "import", tmp_path / "a" / "warc"]
    subprocess.run(command, check=True, capture_output=True)
    for archive in (tmp_path / "replayed", tmp_path / "imported"):
        assert articles(archive, times=True) == articles(tmp_path / "a", times=True)
        assert [outcome_of(archive, path) for path in DEAD] == [outcome_of(tmp_path / "a", path) for path in DEAD]
        assert [row.url for row in rows(archive)] == [row.url for row in rows(tmp_path / "a")]


def test_a_replay_of_a_recording_without_a_probe_goes_on_without(tmp_path: Path) -> None:
    replayed = crawl(tmp_path / "a", mode="all", REPLAY_FROM="fixtures/history/2018-07-20.warc.gz")
    assert rows(tmp_path / "a") == []
    assert len(by_slug(tmp_path / "a")) > 20
    assert replayed.verdict == "trusted"


def test_a_probe_that_robots_txt_forbids_is_not_asked(tmp_path: Path) -> None:
    rules = Answer(b"User-agent: *\nDisallow: /entry/tubancrawl\n", headers={"Content-Type": "text/plain"})
    with serve_found(lambda target: rules if target == "/robots.txt" else answer(target)) as served:
        crawl(tmp_path / "a", mode="all", CONNECT_TO=f"tubankab.go.id={served.url}")
    assert probes(served) == []
    assert "good" in by_slug(tmp_path / "a")


def test_a_crawl_of_listed_urls_asks_no_probe(tmp_path: Path) -> None:
    (tmp_path / "urls").write_text(f"{site.ROOT}/entry/good\n")
    with serve_found(answer) as served:
        crawl(tmp_path / "a", urls=tmp_path / "urls", CONNECT_TO=f"tubankab.go.id={served.url}")
    assert served.asked == ["/robots.txt", "/entry/good"]
