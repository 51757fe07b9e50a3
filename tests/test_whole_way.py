"""From socket to archive and back: the miniature is crawled, its recording replayed and imported, and all agree."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.crawling import crawl
from tests.exports import articles, by_slug
from tests.postgresql import PostgresqlServer, postgresql_server  # noqa: F401 - a fixture
from tests.site import timeline, truth
from tests.site.server import serve
from tubancrawl.capture.warc import iter_stored
from tubancrawl.cli import cli

DAY = date(2018, 7, 20)
HISTORY = sorted(Path("fixtures/history").glob("*.warc.gz"))

# What a page says, as against when and how it was captured.
COMPARED = ("headline", "published_at", "dateline", "paragraphs", "photos", "byline", "categories", "posted_by")


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A live crawl of one day over loopback."""
    archive = tmp_path_factory.mktemp("live") / "archive"
    with serve(at=DAY) as site:
        assert crawl(archive, mode="all", CONNECT_TO=f"tubankab.go.id={site.url}").verdict == "trusted"
    return archive


def import_into(archive: Path, *paths: Path) -> None:
    result = CliRunner().invoke(cli, ["--archive", str(archive), "import", *map(str, paths)], catch_exceptions=False)
    assert result.exit_code == 0, result.output


def test_the_replay_of_a_recording_gives_the_articles_of_the_live_crawl(crawled: Path, tmp_path: Path) -> None:
    replayed = crawl(tmp_path / "archive", mode="all", REPLAY_FROM=str(crawled / "warc"))
    assert replayed.verdict == "trusted"
    assert articles(tmp_path / "archive", times=True) == articles(crawled, times=True)


def test_the_import_of_a_recording_gives_the_articles_of_the_live_crawl(crawled: Path, tmp_path: Path) -> None:
    import_into(tmp_path / "archive", crawled / "warc")
    assert articles(tmp_path / "archive", times=True) == articles(crawled, times=True)


def test_replaying_and_importing_what_is_known_adds_nothing(crawled: Path) -> None:
    before = articles(crawled, times=True), list(iter_stored(crawled / "warc"))
    crawl(crawled, mode="all", REPLAY_FROM=str(crawled / "warc"))
    import_into(crawled, crawled / "warc")
    after = articles(crawled, times=True), list(iter_stored(crawled / "warc"))
    assert after == before


def test_every_article_of_the_day_is_found_and_read_as_it_was_written(crawled: Path) -> None:
    read = by_slug(crawled)
    expected = {str(article["url"]).rpartition("/")[2]: article for article in truth.everything(DAY) if article["headline"]}
    assert set(read) == set(expected)
    wrong = [
        f"{slug}: {field}: expected {expected[slug][field]!r}, found {read[slug][field]!r}"
        for slug in expected
        for field in COMPARED
        if read[slug][field] != expected[slug][field]
    ]
    assert wrong == []


def test_a_second_crawl_of_an_unchanged_site_makes_no_version(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    with serve(at=DAY) as site:
        crawl(archive, mode="all", CONNECT_TO=f"tubankab.go.id={site.url}")
        first = articles(archive)
        crawl(archive, mode="all", CONNECT_TO=f"tubankab.go.id={site.url}")
    assert articles(archive) == first


@pytest.mark.parametrize("slug", timeline.scripted_keys(), ids=str)
def test_the_versions_of_an_article_are_those_that_its_publisher_made(history_archive: Path, slug: str) -> None:
    runs = truth.expected_versions(slug)
    versions = [a for a in articles(history_archive, times=True) if any(u.endswith(f"/{slug}") for u in [a["url"], *a["urls"]])]
    assert [(v["first_captured_at"][:10], v["last_captured_at"][:10]) for v in versions] == [
        (str(run[0]), str(run[-1])) for run in runs
    ]


def test_the_order_in_which_recordings_are_imported_makes_no_difference(history_archive: Path, tmp_path: Path) -> None:
    import_into(tmp_path / "archive", *reversed(HISTORY))
    assert articles(tmp_path / "archive", times=True) == articles(history_archive, times=True)


GUARD = """
import sys
def forbid(event, args):
    if event in {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.bind"}:
        if event == "socket.bind" and args[1][:2] == ("::1", 0):
            return  # urllib3 asks at import whether this machine has IPv6; nothing is sent
        if isinstance(args[-1], str) and event == "socket.connect":
            return  # a UNIX socket
        print("FORBIDDEN", event, args, file=sys.stderr)
        raise RuntimeError(event)
sys.addaudithook(forbid)
from scrapy.cmdline import execute
execute()
"""


def test_a_replay_opens_no_socket(tmp_path: Path) -> None:
    command = [sys.executable, "-c", GUARD, "crawl", "tubankab", "-a", "mode=all", "-L", "WARNING"]
    settings = ["-s", f"ARCHIVE={tmp_path / 'archive'}", "-s", f"REPLAY_FROM={HISTORY[0]}"]
    done = subprocess.run([*command, *settings], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, "FORBIDDEN" in done.stderr) == (0, False), done.stderr
    assert len(by_slug(tmp_path / "archive")) > 20


def test_a_crawl_of_listed_urls_asks_for_them_and_nothing_else(tmp_path: Path) -> None:
    wanted = tmp_path / "urls.txt"
    wanted.write_text("https://tubankab.go.id/entry/festval-layang-layang-ramaikan-pantai-panyuran\n")
    with serve(at=DAY) as site:
        crawl(tmp_path / "archive", urls=wanted, CONNECT_TO=f"tubankab.go.id={site.url}")
        asked = [hit.path for hit in site.hits]
    assert asked == ["/robots.txt", "/entry/festval-layang-layang-ramaikan-pantai-panyuran"]


def test_new_asks_for_what_was_never_captured_and_due_for_what_is_due(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    later = date(2019, 3, 6)
    with serve(at=DAY) as site:
        crawl(archive, mode="all", CONNECT_TO=f"tubankab.go.id={site.url}")
    known = {article["url"] for article in articles(archive)}
    with serve(at=later) as site:
        crawl(archive, mode="new", CONNECT_TO=f"tubankab.go.id={site.url}")
        asked = {f"https://tubankab.go.id{hit.path}" for hit in site.hits if hit.path.startswith("/entry/")}
    assert asked
    assert not asked & known


@pytest.mark.needs_postgresql
def test_a_crawl_into_postgresql_keeps_what_one_into_sqlite_does(
    crawled: Path,
    tmp_path: Path,
    postgresql_server: PostgresqlServer,  # noqa: F811 - pytest's way to ask for it
) -> None:
    database = postgresql_server.new_database()
    with serve(at=DAY) as site:
        crawl(tmp_path / "archive", mode="all", CONNECT_TO=f"tubankab.go.id={site.url}", ARCHIVE_DB=database)
    assert articles(tmp_path / "archive", database=database) == articles(crawled)
