"""Recordings with records that cannot be: what is wrong is left out and named, the rest is taken, and what is kept stays."""

import gzip
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.capture.shapes import sized
from tests.capture.test_warc_reader import record
from tests.exports import articles
from tests.test_bad_input import PARAGRAPHS, page
from tubancrawl.cli import cli
from tubancrawl.site import ROOT

NOW = datetime.now(UTC)


def answer(
    slug: str, *, date: str = "2018-07-18T02:30:00Z", record_id: str | None = None, html: str = "", host: str = ROOT
) -> bytes:
    block = sized((html or page()).encode(), b"Content-Type: text/html; charset=utf-8")
    return record("response", record_id or f"urn:uuid:{slug}", block, url=f"{host}/entry/{slug}", date=date)


def write(path: Path, records: Sequence[bytes]) -> Path:
    path.write_bytes(b"".join(gzip.compress(one) for one in records))
    return path


def run_import(archive: Path, *files: Path) -> Result:
    return CliRunner().invoke(cli, ["--archive", str(archive), "import", "--json", *map(str, files)])


def slugs(archive: Path) -> list[str]:
    return [article["url"].rpartition("/")[2] for article in articles(archive)]


@pytest.mark.parametrize(
    "date",
    [
        f"{NOW + timedelta(days=3):%Y-%m-%dT%H:%M:%SZ}",
        f"{NOW + timedelta(days=4000):%Y-%m-%dT%H:%M:%SZ}",
        "9999-12-31T23:59:59Z",
        "1989-12-31T23:59:59Z",
        "1970-01-01T00:00:00Z",
        "0001-01-01T00:00:00Z",
    ],
    ids=["in three days", "in ten years", "last year there is", "before the web", "zero", "first year"],
)
def test_a_record_of_the_future_or_of_before_the_web_is_left_out_and_named(tmp_path: Path, date: str) -> None:
    done = run_import(tmp_path / "a", write(tmp_path / "x.warc.gz", [answer("aneh", date=date), answer("baik")]))
    assert done.exit_code == 1
    assert "urn:uuid:aneh: WARC-Date" in str(done.exception)
    assert "1 exchanges left out" in str(done.exception)
    assert slugs(tmp_path / "a") == ["baik"]


@pytest.mark.parametrize("date", ["kemarin", "2018-13-01T00:00:00Z", "2018-02-30T00:00:00Z", "", "20180718023000"])
def test_a_date_that_is_none_ends_what_is_read_of_the_file(tmp_path: Path, date: str) -> None:
    done = run_import(tmp_path / "a", write(tmp_path / "x.warc.gz", [answer("baik"), answer("aneh", date=date), answer("lain")]))
    assert done.exit_code == 1
    assert "x.warc.gz: offset" in str(done.exception)
    assert slugs(tmp_path / "a") == ["baik"]


def test_a_clock_that_is_off_by_a_time_zone_is_believed(tmp_path: Path) -> None:
    date = f"{NOW + timedelta(hours=14):%Y-%m-%dT%H:%M:%SZ}"
    assert run_import(tmp_path / "a", write(tmp_path / "x.warc.gz", [answer("baik", date=date)])).exit_code == 0


OTHER = page(PARAGRAPHS[0], "Paragraf ini tidak ada di halaman yang pertama, dan tidak boleh menggantikannya.", PARAGRAPHS[2])


@pytest.mark.parametrize(
    ("slug", "date", "html"),
    [("satu", "2018-07-18T02:30:00Z", OTHER), ("dua", "2018-07-18T02:30:00Z", ""), ("satu", "2018-07-19T02:30:00Z", "")],
    ids=["other bytes", "another address", "another time"],
)
@pytest.mark.parametrize("together", [True, False], ids=["in one file", "in a later import"])
def test_a_record_id_that_comes_twice_keeps_its_first_bytes_and_is_named(
    tmp_path: Path, slug: str, date: str, html: str, *, together: bool
) -> None:
    first = answer("satu", record_id="urn:uuid:twice")
    second = answer(slug, date=date, html=html, record_id="urn:uuid:twice")
    if together:
        done = run_import(tmp_path / "a", write(tmp_path / "x.warc.gz", [first, second, answer("tiga")]))
    else:
        assert run_import(tmp_path / "a", write(tmp_path / "x.warc.gz", [first])).exit_code == 0
        done = run_import(tmp_path / "a", write(tmp_path / "y.warc.gz", [second, answer("tiga")]))
    assert done.exit_code == 1
    assert "urn:uuid:twice: the archive has other bytes by this id" in str(done.exception)
    found = {article["url"].rpartition("/")[2]: article for article in articles(tmp_path / "a", times=True)}
    assert set(found) == {"satu", "tiga"}
    assert found["satu"]["versions"] == 1
    assert not any("menggantikannya" in text for text in found["satu"]["paragraphs"])


def test_the_same_record_twice_in_a_file_is_known_the_second_time(tmp_path: Path) -> None:
    done = run_import(tmp_path / "a", write(tmp_path / "x.warc.gz", [answer("satu"), answer("satu")]))
    assert done.exit_code == 0, done.exception
    assert '"known": 1' in done.stdout


@pytest.mark.parametrize(
    "host",
    [
        *("https://elsewhere.example", "http://tubankab.go.id.elsewhere.example", "https://nottubankab.go.id"),
        *(
            "https://tubankab.go.id@elsewhere.example",
            "http://127.0.0.1",
            "http://169.254.169.254",
            "https://tubankab.go.id.:443@x.y",
        ),
    ],
)
def test_pages_of_other_hosts_are_counted_and_never_become_articles(tmp_path: Path, host: str) -> None:
    done = run_import(tmp_path / "a", write(tmp_path / "x.warc.gz", [answer("asing", host=host), answer("baik")]))
    assert slugs(tmp_path / "a") == ["baik"]
    assert done.exit_code == 0 or "asing" in str(done.exception)
    assert done.exit_code == 1 or '"foreign": 1' in done.stdout


def test_a_file_with_nothing_good_in_it_makes_no_article_and_says_so(tmp_path: Path) -> None:
    done = run_import(tmp_path / "a", write(tmp_path / "x.warc.gz", [b"WARC/1.1\r\n\r\n\r\n\r\n"]))
    assert done.exit_code == 1
    assert articles(tmp_path / "a") == []
