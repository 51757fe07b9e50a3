"""What is found, in which version, and what of it is shown."""

import pytest

from tests.store.making import Archive, day
from tests.store.search.finding import find, marked, shown, slugs
from tubancrawl.errors import BadSearch
from tubancrawl.items import Byline, Photo
from tubancrawl.store.search import Wanted


@pytest.fixture
def harvest(archive: Archive) -> Archive:
    archive.begin()
    archive.read(
        "/entry/panen",
        day(0),
        headline="Panen raya di Soko",
        published_at="2026-02-27",
        paragraphs=["Berita gembira bagi petani: hasilnya naik.", "Café Jatirogo menyajikan kupu-kupu."],
        photos=[Photo(url=None, caption="Bupati memanen jagung", credit="andi", credit_kind="person")],
        byline=Byline(raw="(sinta/dewa)", reporters=["sinta"], editor="dewa"),
        categories=["Pertanian"],
    )
    archive.read(
        "/entry/jalan",
        day(1),
        headline="Jalan rusak diperbaiki",
        published_at="2025-07-01",
        paragraphs=["Warga Soko menunggu perbaikan jalan.", "Panitia mengajak petani bergotong royong."],
        photos=[],
        byline=Byline(raw="Penulis: Budi Soko", reporters=["Budi Soko"], editor=None),
        categories=["Pembangunan", "Infrastruktur Jalan"],
    )
    return archive


QUERIES: list[tuple[str, list[str]]] = [
    ("berita", ["panen"]),  # stems to "ita"
    ('"berita"', ["panen"]),
    ('"berita gembira"', ["panen"]),
    ("BERITA", ["panen"]),
    ('"gembira berita"', []),
    ("memperbaiki", ["jalan"]),
    ('"perbaiki"', []),
    ("soko", ["panen", "jalan"]),
    ("soko petani", ["panen", "jalan"]),
    ("soko berita", ["panen"]),  # of the headline, and of the body
    ('"petani hasilnya"', ["panen"]),
    ('"naik café"', []),  # over the end of a paragraph
    ("cafe", ["panen"]),
    ("CAFÉ", ["panen"]),
    ("“cafe jatirogo”", ["panen"]),
    ("kupu-kupu", ["panen"]),
    ("soko -berita", ["jalan"]),
    ('soko -"jalan rusak"', ["panen"]),
    ("headline:soko", ["panen"]),
    ("Headline:SOKO", ["panen"]),
    ('body:"warga soko"', ["jalan"]),
    ('headline:"warga soko"', []),
    ("-headline:soko petani", ["jalan"]),
    ("caption:bupati", ["panen"]),
    ("byline:penulis", ["jalan"]),
    ("reporter:soko", ["jalan"]),
    ("reporter:sinta", ["panen"]),
    ("photographer:andi", ["panen"]),
    ("editor:dewa", ["panen"]),
    ("category:pertanian", ["panen"]),
    ("category:jalan", ["jalan"]),
    ("nosuchfield:soko", []),
    ("soko AND petani", []),  # no operator: a word that nothing has
    ('"', ["panen", "jalan"]),
    ("* ^ : ( )", ["panen", "jalan"]),
    ("", ["panen", "jalan"]),
]


def test_a_query_finds(harvest: Archive) -> None:
    assert [(text, slugs(harvest, text, sort="newest")) for text, _ in QUERIES] == QUERIES


def test_exact_words_have_no_stems(harvest: Archive) -> None:
    assert slugs(harvest, "panen") == ["panen"]
    assert slugs(harvest, "memanen") == ["panen"]
    assert slugs(harvest, "dipanen") == ["panen"]
    assert slugs(harvest, "dipanen", exact=True) == []
    assert slugs(harvest, "berita", exact=True) == ["panen"]


def test_filters_keep_what_they_say(harvest: Archive) -> None:
    assert slugs(harvest, since="2026-02-27") == ["panen"]
    assert slugs(harvest, since="2026-02-28") == []
    assert slugs(harvest, until="2026-02-26") == ["jalan"]
    assert slugs(harvest, "soko", until="2026-02-27") == ["panen", "jalan"]
    assert slugs(harvest, category="pembangunan") == ["jalan"]
    assert slugs(harvest, category="Jalan") == []  # a part of a category's name
    assert slugs(harvest, reporter="budi soko") == ["jalan"]
    assert slugs(harvest, reporter="budi") == []
    assert slugs(harvest, photographer="andi") == ["panen"]
    assert slugs(harvest, editor="Dewa") == ["panen"]
    assert slugs(harvest, editor="!") == []
    assert slugs(harvest, field="headline", text="soko") == ["panen"]
    assert slugs(harvest, state="live") == ["panen", "jalan"]
    assert slugs(harvest, state="gone") == []


@pytest.mark.parametrize(
    "wrong", [{"since": "yesterday"}, {"until": "2026-02-30"}, {"field": "tags"}, {"scope": "x"}, {"sort": "x"}]
)
def test_a_filter_that_is_none_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(BadSearch, match=next(iter(wrong))):
        Wanted(**wrong)  # type: ignore[arg-type] # that is what is tried


def test_a_snippet_shows_what_is_printed(harvest: Archive) -> None:
    [hit] = find(harvest, "cafe sajikan").hits
    assert (hit.field, marked(hit)) == ("body", ["Café", "menyajikan"])
    assert shown(hit) == "Café Jatirogo menyajikan kupu-kupu."
    [hit] = find(harvest, '"berita gembira" petani').hits
    assert marked(hit) == ["Berita gembira", "petani"]
    [hit] = find(harvest, "caption:panen").hits
    assert (hit.field, marked(hit)) == ("caption", ["memanen"])


def test_a_long_passage_is_cut_around_what_was_found(archive: Archive) -> None:
    archive.begin()
    archive.read("/entry/a", day(0), paragraphs=["pendek", f"{'kata ' * 100}emas {'kata ' * 100}"])
    [hit] = find(archive, "emas").hits
    assert marked(hit) == ["emas"]
    assert shown(hit).startswith("… kata")
    assert shown(hit).endswith("kata …")
    assert len(shown(hit)) < 200


def test_the_headline_weighs_more(archive: Archive) -> None:
    archive.begin()
    archive.read("/entry/a", day(0), published_at="2020-01-01", headline="Banjir bandang", paragraphs=["Air naik."])
    archive.read("/entry/b", day(1), published_at="2021-01-01", headline="Rapat", paragraphs=["Soal banjir dibahas."])
    assert slugs(archive, "banjir") == ["a", "b"]
    assert slugs(archive, "banjir", sort="newest") == ["b", "a"]


def test_facets_count_articles(harvest: Archive) -> None:
    facets = find(harvest, "soko").facets
    assert facets["year"] == [("2026", 1), ("2025", 1)]
    assert facets["category"] == [("Infrastruktur Jalan", 1), ("Pembangunan", 1), ("Pertanian", 1)]
    assert facets["reporter"] == [("Budi Soko", 1), ("sinta", 1)]
