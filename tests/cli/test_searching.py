"""`tubancrawl search` as a user meets it."""

import pytest

from tests.cli.test_reading import GONE, SEED, Run, objects, run  # noqa: F401 - a fixture
from tubancrawl.store.search import FIELDS

Search = Run


@pytest.fixture
def search(run: Run) -> Search:  # noqa: F811 - pytest's way to ask for it
    return lambda *words, **env: run("search", *words, **env)


def test_a_phrase_of_the_seed_article_finds_it(search: Search) -> None:
    [hit] = objects(search('"perlu ada perubahan"', "--json"))
    assert hit["url"].endswith(SEED)
    assert set(hit) == {
        *("url", "headline", "version", "versions", "state", "first_captured_at", "last_captured_at", "published_at"),
        *("removed", "field", "snippet"),
    }
    assert [piece["text"] for piece in hit["snippet"] if piece["marked"]] == ["Perlu Ada Perubahan"]


def test_for_people_it_prints_what_was_found_and_marks_it(search: Search) -> None:
    plain = search("perubahan kultur", "--field", "headline").stdout
    assert "[Perubahan Kultur] Birokrasi" in plain
    assert "1 found, 1 shown" in plain
    colour = search("perubahan kultur", "--field", "headline", FORCE_COLOR="1").stdout
    assert "\x1b[1;33mPerubahan Kultur\x1b[0m" in colour


def test_what_is_gone_is_found_among_what_was_removed(search: Search) -> None:
    hits = objects(search("seleksi tenaga pendamping", "--in", "removed", "--json"))
    assert [hit["url"].rpartition("/")[2] for hit in hits] == [GONE]
    assert hits[0]["removed"]


def test_before_its_first_capture_nothing_is_found(search: Search) -> None:
    assert objects(search("perubahan", "--as-of", "2001-01-01", "--json")) == []
    assert "0 found" in search("perubahan", "--as-of", "2001-01-01").stdout


def test_pages_follow_by_their_cursor(search: Search) -> None:
    first = search("kecamatan", "--limit", "3").stdout
    cursor = first.split("--cursor ")[1].strip()
    second = objects(search("kecamatan", "--limit", "3", "--cursor", cursor, "--json"))
    both = objects(search("kecamatan", "--limit", "6", "--json"))
    assert second == both[3:]


def test_filters_alone_find(search: Search) -> None:
    hits = objects(search("--since", "2018-07-18", "--until", "2018-07-18", "--json"))
    assert SEED in {hit["url"].rpartition("/")[2] for hit in hits}
    assert all(hit["published_at"].startswith("2018-07-18") for hit in hits)


@pytest.mark.parametrize(
    "words",
    [
        ("a", "--cursor", "x"),
        ("a", "--in", "never"),
        ("a", "--field", "tags"),
        ("a", "--since", "2018-02-30"),
        ("a", "--as-of", "x"),
    ],
)
def test_bad_usage_is_2_and_says_why(search: Search, words: tuple[str, ...]) -> None:
    done = search(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    assert done.stderr


def test_help_names_every_field(search: Search) -> None:
    told = search("--help").stdout
    assert all(field in told for field in FIELDS)


@pytest.mark.parametrize("cursor", ["x", "W10"])
def test_a_cursor_of_no_page_is_bad_usage(search: Search, cursor: str) -> None:
    done = search("kecamatan", "--cursor", cursor)
    assert done.returncode == 2
    assert "ask again without it" in done.stderr
