from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tubancrawl import site
from tubancrawl.errors import BadUrl

ROOT = "https://tubankab.go.id"
SLUG = "https://tubankab.go.id/entry/pasar-murah"


@pytest.mark.parametrize(
    "alias",
    [
        "http://tubankab.go.id/entry/pasar-murah",
        "https://www.tubankab.go.id/entry/pasar-murah",
        "https://TUBANKAB.go.id:443/entry/pasar-murah/",
        "https://tubankab.go.id/entries/pasar-murah",
        "https://tubankab.go.id/entry/pasar-murah?utm_source=wa&d20db3663a",
        "https://tubankab.go.id//entry/pasar-murah#disqus_thread",
        "https://tubankab.go.id./entry/pasar-murah",
    ],
)
def test_aliases_of_an_article_are_one_address(alias: str) -> None:
    assert site.canonical_url(alias) == SLUG


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://tubankab.go.id", "https://tubankab.go.id/"),
        ("https://tubankab.go.id/?session=1", "https://tubankab.go.id/"),
        ("https://tubankab.go.id/index.php?hal=berita&id=93&utm_source=x", "https://tubankab.go.id/index.php?hal=berita&id=93"),
        ("https://tubankab.go.id/entries?page=1", "https://tubankab.go.id/entries"),
        ("https://tubankab.go.id/entries?page=2&x=1", "https://tubankab.go.id/entries?page=2"),
        ("https://tubankab.go.id/entries?page_entries=2", "https://tubankab.go.id/entries?page_entries=2"),
        ("https://tubankab.go.id/category/a?page_category_a=3", "https://tubankab.go.id/category/a?page_category_a=3"),
        ("https://dishub.tubankab.go.id/berita?id=3&fbclid=9", "https://dishub.tubankab.go.id/berita?id=3"),
        ("https://tubankab.go.id/berita/12/judul?lang=id&utm_medium=x", "https://tubankab.go.id/berita/12/judul?lang=id"),
    ],
)
def test_only_what_names_a_page_is_kept_of_a_query(url: str, kept: str) -> None:
    assert site.canonical_url(url) == kept


@pytest.mark.parametrize(
    "url", ["https://tubankab.go.id/a\r\nX: y", "ftp://tubankab.go.id/", "javascript:x", "", "https://", "http://[::1"]
)
def test_what_cannot_be_asked_for_is_refused_by_name(url: str) -> None:
    with pytest.raises(BadUrl):
        site.canonical_url(url)


@given(st.text(alphabet=st.characters(exclude_characters="\x00"), max_size=60))
def test_the_kept_form_of_a_kept_form_is_itself(path: str) -> None:
    try:
        kept = site.canonical_url(f"https://tubankab.go.id/{path}")
    except BadUrl:
        return
    assert site.canonical_url(kept) == kept


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "front"),
        ("/index.php?session=1", "front"),
        ("/?p=41", "other"),
        ("/entry/a", "article"),
        ("/entries", "listing"),
        ("/category/kegiatan-pemerintahan", "listing"),
        ("/tag/a", "listing"),
        ("/search", "listing"),
        ("/sitemap.xml", "sitemap"),
        ("/rss/feed.xml", "feed"),
        ("/entries/rss/feed.xml", "feed"),
        ("/page/visi-misi", "page"),
        ("/files/2018-04/logo-tuban.jpg", "photo"),
        ("/robots.txt", "robots"),
        ("/majalahdigital", "other"),
    ],
)
def test_the_shape_of_an_address_tells_what_it_is_for(path: str, kind: str) -> None:
    assert site.kind_of(f"https://tubankab.go.id{path}") == kind


def test_a_thumbnail_is_the_picture_it_was_made_from() -> None:
    assert site.photo_identity("https://tubankab.go.id/thumbs/600x400c/2018-07/a.jpg?d20db3663a") == (
        "https://tubankab.go.id/files/2018-07/a.jpg"
    )


@given(
    base=st.sampled_from([f"{site.ROOT}/", f"{site.ROOT}/entries?page=2", "https://lain.example/a/b"]),
    pieces=st.lists(
        st.sampled_from(
            ["/", "//", "entry", "entries", "files", "thumbs/9x9c", "..", ".", "a.jpg", "?3f9a", "?page=2", "#x", " ", ROOT]
        ),
        max_size=6,
    ),
)
def test_an_address_is_resolved_and_then_kept_in_its_one_form(base: str, pieces: list[str]) -> None:
    href = "".join(pieces)
    try:
        meant: str | None = site.canonical_url(urljoin(base, href.strip()))
    except (BadUrl, ValueError):
        meant = None
    assert site.absolute_url(base, href) == meant


def test_an_office_is_not_the_news_site() -> None:
    assert not site.is_site("https://dispersip.tubankab.go.id/entry/a")
    assert site.is_site("http://www.tubankab.go.id/entry/a")


def test_a_session_id_in_the_path_makes_no_other_address() -> None:
    assert site.canonical_url("https://tubankab.go.id/entry/a;jsessionid=0F3A") == "https://tubankab.go.id/entry/a"
    assert site.canonical_url("https://tubankab.go.id/entries;sid=1?page=2") == "https://tubankab.go.id/entries?page=2"


def test_a_probe_has_a_kind_of_its_own() -> None:
    assert (
        site.kind_of(site.probe_url("0123456789abcdef"))
        == site.kind_of("https://tubankab.go.id/entries/tubancrawl-probe-0123456789abcdef")
        == "probe"
    )
    assert site.kind_of("https://tubankab.go.id/entry/tubancrawl-probe-berita") == "article"
