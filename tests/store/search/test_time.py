"""Versions: what was removed, and what stood at a time."""

import pytest

from tests.store.making import Archive, day
from tests.store.search.finding import find, marked, slugs


@pytest.fixture
def edited(archive: Archive) -> Archive:
    """An article whose second paragraph gives way, comes back, and gives way again; and one that says it to this day."""
    archive.begin()
    tame, sharp = ["Bupati membuka rapat."], ["Bupati membuka rapat.", "Anggaran itu diduga fiktif."]
    archive.read("/entry/rapat", day(0), headline="Rapat", paragraphs=sharp)
    archive.read("/entry/rapat", day(1), headline="Rapat", paragraphs=tame)
    archive.read("/entry/rapat", day(2), headline="Rapat kerja", paragraphs=sharp)
    archive.read("/entry/rapat", day(3), headline="Rapat kerja", paragraphs=[*tame, "Acara lancar."])
    archive.read("/entry/lain", day(1), headline="Anggaran", paragraphs=["Anggaran fiktif disorot."])
    return archive


def test_what_was_removed_is_found_only_there(edited: Archive) -> None:
    assert slugs(edited, '"diduga fiktif"') == []
    assert slugs(edited, '"diduga fiktif"', scope="removed") == ["rapat"]
    assert slugs(edited, '"diduga fiktif"', scope="all") == ["rapat"]
    assert slugs(edited, "bupati", scope="removed") == []
    assert slugs(edited, "anggaran") == ["lain"]
    assert slugs(edited, "anggaran", scope="removed") == ["rapat"]


def test_a_removed_hit_is_the_last_version_that_had_it(edited: Archive) -> None:
    [hit] = find(edited, "fiktif", scope="removed").hits
    assert (hit.version, hit.versions, hit.removed, hit.headline) == (3, 4, True, "Rapat kerja")
    assert marked(hit) == ["fiktif"]
    [hit] = find(edited, "bupati", scope="all").hits
    assert (hit.version, hit.removed) == (4, False)


def test_words_of_different_versions_are_no_match(edited: Archive) -> None:
    assert slugs(edited, "fiktif lancar", scope="all") == []
    assert slugs(edited, "bupati fiktif", scope="all") == ["rapat"]
    assert slugs(edited, "bupati -fiktif", scope="all") == ["rapat"]
    assert find(edited, "bupati -lancar", scope="all").hits[0].version == 3


def test_as_of_a_time_only_what_stood_then_is_found(edited: Archive) -> None:
    for at, expected in ((-1, []), (0.5, ["rapat"]), (1.5, []), (2.5, ["rapat"]), (9, [])):
        assert slugs(edited, "diduga", as_of=day(at)) == expected
    [hit] = find(edited, "diduga", as_of=day(0.5)).hits
    assert (hit.version, hit.removed) == (1, True)
    assert slugs(edited, "fiktif", as_of=day(0.5)) == ["rapat"]
    assert set(slugs(edited, "fiktif", as_of=day(2.5))) == {"rapat", "lain"}
    assert slugs(edited, "fiktif", as_of=day(2.5), scope="removed") == ["rapat"]
    assert slugs(edited, "fiktif", as_of=day(1.5), scope="removed") == []


def test_all_text_of_an_article_that_is_gone_was_removed(edited: Archive) -> None:
    assert slugs(edited, "disorot", scope="removed") == []
    edited.answer("/entry/lain", day(5), "gone", http_status=410)
    assert slugs(edited, "disorot", scope="removed") == ["lain"]
    assert slugs(edited, "disorot") == ["lain"]
    [hit] = find(edited, "disorot").hits
    assert (hit.removed, hit.version, hit.state in {"missing", "gone"}) == (True, 1, True)
    edited.read("/entry/lain", day(6), headline="Anggaran", paragraphs=["Anggaran fiktif disorot."])
    assert slugs(edited, "disorot", scope="removed") == []


def test_names_filter_what_was_removed(edited: Archive) -> None:
    assert slugs(edited, "fiktif", scope="removed", reporter="sinta") == ["rapat"]
    assert slugs(edited, "fiktif", scope="removed", reporter="lain") == []
    assert slugs(edited, "reporter:sinta", scope="removed") == []


def test_articles_that_join_are_found_as_one(archive: Archive) -> None:
    archive.begin()
    archive.read("/entry/a", day(0), paragraphs=["satu kambing"])
    archive.read("/entry/b", day(1), paragraphs=["dua kambing"])
    assert set(slugs(archive, "kambing")) == {"a", "b"}
    archive.redirect("/entry/a", "/entry/b", day(2))
    assert slugs(archive, "kambing") == ["b"]
    assert slugs(archive, "satu", scope="removed") == ["b"]
