"""Addresses of pages: each article has one name, which leads back to it and to nothing else."""

import string
from datetime import UTC, datetime
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tubancrawl import site
from tubancrawl.access import addresses
from tubancrawl.errors import BadUrl

SLUGS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)


def canonical(url: str) -> str | None:
    try:
        return site.canonical_url(url)
    except BadUrl:
        return None


def meant(path: str) -> str | None:
    """Return the address that a server finds in a path, which it decodes once."""
    name = addresses.name_meant(unquote(path.removeprefix("/articles/")))
    return canonical(name if "://" in name else f"{site.ROOT}/entry/{name}")


@given(SLUGS)
def test_the_path_of_any_article_leads_back_to_it(slug: str) -> None:
    url = canonical(f"{site.ROOT}/entry/{slug}")
    if url is not None:
        assert meant(addresses.article_path(url)) == url


@pytest.mark.parametrize(
    "url",
    [
        "https://tubankab.go.id/?p=41",
        "https://tubankab.go.id/page/profil",
        "https://dinkes.tubankab.go.id/berita/93",
        "http://dinkes.tubankab.go.id:8080/berita/93?judul=apa%20saja",
        "https://tubankab.go.id/entry/~tilde",
        "https://tubankab.go.id/entry/..%2f",
        "https://tubankab.go.id/entry/50%25-off",
        "https://tubankab.go.id/entry/a_2Fb",
        "https://tubankab.go.id/entry/caf%C3%A9",
        "https://other.example/http://tubankab.go.id",
    ],
)
def test_other_addresses_have_a_name_without_slashes_and_dots_alone(url: str) -> None:
    kept = canonical(url)
    assert kept is not None
    path = addresses.article_path(kept)
    assert meant(path) == kept
    assert path.count("/") == 2
    assert path.removeprefix("/articles/") not in {".", ".."}


def test_an_article_of_the_site_is_named_by_its_slug() -> None:
    assert addresses.article_path(f"{site.ROOT}/entry/panen-raya") == "/articles/panen-raya"
    assert addresses.version_path(f"{site.ROOT}/entry/panen-raya", 2) == "/articles/panen-raya/versions/2"
    assert addresses.at_path(f"{site.ROOT}/entry/panen-raya", datetime(2026, 3, 1, 6, tzinfo=UTC)).endswith("/at/20260301060000")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30))
def test_the_path_of_any_person_leads_back_to_the_name(name: str) -> None:
    path = addresses.person_path("reporter", name)
    assert addresses.person_meant(unquote(path.removeprefix("/people/reporter/"))) == name
    assert path.count("/") == 3


@given(st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001 - hypothesis adds the zone
def test_a_time_in_an_address_names_the_whole_second(moment: datetime) -> None:
    named = addresses.moment_of(addresses.timestamp(moment))
    assert named is not None
    assert moment <= named < moment.replace(microsecond=0).fromtimestamp(moment.replace(microsecond=0).timestamp() + 1, UTC)


@pytest.mark.parametrize(
    "digits", ["20190230000000", "2019010100000", "201901010000000", "00000000000000", "２０190101000000", "now"]
)
def test_a_time_that_does_not_exist_is_none(digits: str) -> None:
    assert addresses.moment_of(digits) is None


@given(
    st.dictionaries(st.text(string.ascii_lowercase, min_size=1), st.text(max_size=5) | st.none() | st.lists(st.text(max_size=3)))
)
def test_a_query_holds_only_what_was_asked(query: dict[str, object]) -> None:
    path = addresses.with_query("/search", query)
    assert path.startswith("/search")
    assert ("?" in path) == any(query.values())
