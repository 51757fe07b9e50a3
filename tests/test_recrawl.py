"""A site that did not change is asked for less and kept in less, and nothing that anybody sees of the archive differs."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.crawling import Crawled, crawl
from tests.exports import articles
from tests.site import scale
from tests.site.server import Site, serve
from tests.static_site import StaticSite, serve_folder
from tubancrawl.capture.recorder import Recorder
from tubancrawl.capture.warc import OPEN_SUFFIX, StoredExchange, iter_stored
from tubancrawl.cli import cli
from tubancrawl.parsing import READER_VERSION
from tubancrawl.reprocess import adopt
from tubancrawl.site import kind_of
from tubancrawl.verification import verify

DAY = date(2018, 7, 20)
MOST_BYTES = 700
"""Of WARC for an article that did not change."""
ARTICLES = 12


class Recrawled:
    """An archive after two crawls of the same site: `before` is a copy made between them."""

    def __init__(self, folder: Path, site: Site | StaticSite) -> None:
        self.before, self.archive = folder / "before", folder / "archive"
        self._connect_to = f"tubankab.go.id={site.url}"
        self.first = self.crawl()
        shutil.copytree(self.archive, self.before)
        self.second = self.crawl()
        self.old, self.new = sorted((self.archive / "warc").iterdir())

    def crawl(self, archive: Path | None = None) -> Crawled:
        return crawl(archive or self.archive, mode="all", CONNECT_TO=self._connect_to, CONCURRENT_REQUESTS_PER_DOMAIN=8)

    def answers(self) -> list[StoredExchange]:
        """What the second crawl kept of articles."""
        found = iter_stored(self.archive / "warc")
        return [one for one in found if one.place.warc == self.new.name and "/entry/" in one.url]

    def copy(self, folder: Path) -> Path:
        return Path(shutil.copytree(self.before, folder / "copy"))


@pytest.fixture(scope="module")
def unmodified(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recrawled]:
    """A site that answers 304 to whoever has its page."""
    with serve(at=DAY) as site:
        yield Recrawled(tmp_path_factory.mktemp("unmodified"), site)


@pytest.fixture(scope="module")
def equal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recrawled]:
    """A site that knows no validators and sends the same page again."""
    folder = tmp_path_factory.mktemp("equal")
    scale.write(folder / "site", ARTICLES)
    with serve_folder(folder / "site") as site:
        yield Recrawled(folder, site)


@pytest.fixture(params=["unmodified", "equal"])
def recrawled(request: pytest.FixtureRequest) -> Recrawled:
    found: Recrawled = request.getfixturevalue(request.param)
    return found


def test_a_site_that_did_not_change_costs_at_most_700_bytes_an_article(recrawled: Recrawled) -> None:
    lengths = [one.place.length for one in recrawled.answers() if one.kind == "revisit"]
    assert len(lengths) >= min(len(recrawled.answers()) - 1, ARTICLES)
    assert sum(lengths) / len(lengths) <= MOST_BYTES
    assert recrawled.second.verdict == "trusted"


def test_of_what_is_asked_under_conditions_the_server_sends_heads_alone(unmodified: Recrawled) -> None:
    count = unmodified.second.outcomes["not_modified"]
    assert [one.response.partition(b"\r\n")[0] for one in unmodified.answers()].count(b"HTTP/1.1 304 Not Modified") == count > 20


def test_the_second_crawl_changes_no_version_and_sees_every_article(recrawled: Recrawled) -> None:
    assert articles(recrawled.archive) == articles(recrawled.before)
    seen = {article["url"]: article["last_captured_at"] for article in articles(recrawled.archive, times=True)}
    before = {article["url"]: article["last_captured_at"] for article in articles(recrawled.before, times=True)}
    assert all(seen[url] > before[url] for url in seen)
    assert len(seen) >= ARTICLES


def test_the_replay_of_the_second_crawl_gives_what_it_gave_live(recrawled: Recrawled, tmp_path: Path) -> None:
    replayed = recrawled.copy(tmp_path)
    done = crawl(replayed, mode="all", REPLAY_FROM=str(recrawled.new))
    assert done.outcomes == recrawled.second.outcomes
    assert articles(replayed, times=True) == articles(recrawled.archive, times=True)


def test_the_replay_of_both_crawls_into_a_new_archive_gives_the_same_articles(recrawled: Recrawled, tmp_path: Path) -> None:
    crawl(tmp_path / "new", mode="all", REPLAY_FROM=f"{recrawled.old},{recrawled.new}")
    assert articles(tmp_path / "new") == articles(recrawled.archive)
    assert all(one.truncated is None for one in iter_stored(tmp_path / "new" / "warc"))


def import_into(archive: Path, *paths: Path) -> None:
    result = CliRunner().invoke(cli, ["--archive", str(archive), "import", *map(str, paths)], catch_exceptions=False)
    assert result.exit_code == 0, result.output


def test_files_are_imported_in_any_order_together_or_one_by_one(recrawled: Recrawled, tmp_path: Path) -> None:
    import_into(tmp_path / "in order", recrawled.old, recrawled.new)
    import_into(tmp_path / "backwards", recrawled.new, recrawled.old)
    import_into(tmp_path / "one by one", recrawled.new)
    import_into(tmp_path / "one by one", recrawled.old)
    expected = articles(recrawled.archive, times=True)
    for name in ("in order", "backwards", "one by one"):
        assert articles(tmp_path / name, times=True) == expected, name
        assert verify(tmp_path / name, deep=True) == [], name


def test_a_killed_crawl_s_revisits_are_adopted_whole(recrawled: Recrawled, tmp_path: Path) -> None:
    killed = recrawled.copy(tmp_path)
    shutil.copy(recrawled.new, killed / "warc" / (recrawled.new.name + OPEN_SUFFIX))
    with Recorder.open(killed, how="crawl", mode="all", reader_version=READER_VERSION) as recorder:
        assert adopt(recorder) == sum(one.place.warc == recrawled.new.name for one in iter_stored(recrawled.archive / "warc"))
    assert articles(killed, times=True) == articles(recrawled.archive, times=True)


def adopt_into(archive: Path, path: Path) -> None:
    (archive / "warc").mkdir(parents=True)
    shutil.copy(path, archive / "warc" / (path.name + OPEN_SUFFIX))
    with Recorder.open(archive, how="crawl", mode="due", reader_version=READER_VERSION) as recorder:
        assert adopt(recorder) > 0


@pytest.mark.parametrize("take", [import_into, adopt_into], ids=["imported", "adopted"])
def test_what_was_imported_or_adopted_is_referred_to_like_what_was_crawled(
    recrawled: Recrawled, tmp_path: Path, take: Callable[[Path, Path], None]
) -> None:
    take(tmp_path / "new", recrawled.old)
    assert recrawled.crawl(tmp_path / "new").outcomes == recrawled.second.outcomes
    kinds = Counter(one.kind for one in iter_stored(tmp_path / "new" / "warc") if kind_of(one.url) == "article")
    assert kinds == Counter(one.kind for one in iter_stored(recrawled.archive / "warc") if kind_of(one.url) == "article")


def test_a_revisit_is_inspected_as_the_page_that_it_stands_for(equal: Recrawled) -> None:
    url = next(one.url for one in equal.answers() if kind_of(one.url) == "article")
    result = CliRunner().invoke(cli, ["--archive", str(equal.archive), "inspect", "--json", url], catch_exceptions=False)
    assert (result.exit_code, '"outcome": "ok"' in result.output, '"headline"' in result.output) == (0, True, True), result.output


def test_a_third_crawl_refers_to_the_first_not_to_the_second(equal: Recrawled, tmp_path: Path) -> None:
    archive = Path(shutil.copytree(equal.archive, tmp_path / "copy"))
    equal.crawl(archive)
    found = [one for one in iter_stored(archive / "warc") if kind_of(one.url) == "article"]
    full = {one.record_id for one in found if one.kind == "response"}
    assert len([one for one in found if one.kind == "revisit"]) == 2 * len(full)
    assert all(one.refers_to is not None and one.refers_to.record_id in full for one in found if one.kind == "revisit")
