from datetime import timedelta
from itertools import groupby
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.making import BEGINNING, article, facts
from tubancrawl.items import Dateline, Outcome, Photo
from tubancrawl.store.history import Sight, changes_between, content_digest, picture_of, versions_of
from tubancrawl.store.unit import unit_of


def sight(minute: int, content: str | None = None, outcome: Outcome = "ok") -> Sight:
    return Sight(
        captured_at=BEGINNING + timedelta(minutes=minute),
        record_id=f"urn:{minute}",
        outcome=outcome,
        digest=content,
        reading_id=minute if content else None,
    )


KINDS: dict[str, tuple[str | None, Outcome]] = {
    "A": ("A", "ok"),
    "B": ("B", "ok"),
    "304": (None, "not_modified"),
    "404": (None, "missing"),
    "503": (None, "failed"),
}

sights = st.lists(st.sampled_from(sorted(KINDS)), max_size=12).map(
    lambda kinds: [sight(minute, *KINDS[kind]) for minute, kind in enumerate(kinds, 1)]
)


@given(sights, st.randoms(use_true_random=False))
def test_any_order_of_arrival_gives_the_same_versions(seen: list[Sight], chance: Any) -> None:
    shuffled = list(seen)
    chance.shuffle(shuffled)
    assert versions_of(shuffled) == versions_of(seen)


@given(sights)
def test_there_are_as_many_versions_as_runs_of_content(seen: list[Sight]) -> None:
    runs = [digest for digest, _ in groupby(one.digest for one in seen if one.digest)]
    found = versions_of(seen)
    assert [version.digest for version in found] == runs
    assert [version.number for version in found] == list(range(1, len(runs) + 1))


@given(sights)
def test_a_version_begins_and_ends_with_a_capture_and_overlaps_no_other(seen: list[Sight]) -> None:
    times = [moment for version in versions_of(seen) for moment in (version.first_captured_at, version.last_captured_at)]
    assert times == sorted(times)
    assert set(times) <= {one.captured_at for one in seen}


def test_a_text_that_goes_back_has_three_versions() -> None:
    assert [version.digest for version in versions_of([sight(1, "A"), sight(2, "B"), sight(3, "A")])] == ["A", "B", "A"]


def test_a_304_extends_the_version_that_it_falls_in() -> None:
    first, second = versions_of([sight(1, "A"), sight(3, "B"), sight(2, None, "not_modified")])
    assert first.last_captured_at == BEGINNING + timedelta(minutes=2)
    assert second.first_captured_at == second.last_captured_at


def test_a_304_before_any_reading_is_of_no_version() -> None:
    assert versions_of([sight(1, None, "not_modified")]) == []


def item(**changes: Any) -> dict[str, Any]:
    of = facts("/entry/panen", BEGINNING)
    read = unit_of(of, article(of, **changes)).reading
    assert read is not None
    return read.item


@pytest.mark.parametrize(
    "changes",
    [
        {"tags": ["panen"]},
        {"posted_by": "Lain"},
        {"sources": {"headline": "another rule"}},
        {"published_at": "2026-02-27T15:00:00+07:00"},
        {"published_at": "2026-02-27"},
        {
            "photos": [
                Photo(
                    url="https://tubankab.go.id/thumbs/600x400c/2026-02/panen.jpg?0123456789",
                    caption="Panen",
                    credit="nama",
                    credit_kind="agency",
                )
            ]
        },
    ],
    ids=["tags", "posted_by", "sources", "time of day", "no time of day", "thumbnail"],
)
def test_what_is_not_the_publishers_makes_no_version(changes: dict[str, Any]) -> None:
    assert content_digest(item(**changes)) == content_digest(item())


@pytest.mark.parametrize(
    ("changes", "change"),
    [
        ({"headline": "Panen Raya"}, ("headline", "changed")),
        ({"headline": None}, ("headline", "removed")),
        ({"paragraphs": []}, ("paragraphs", "removed")),
        ({"photos": []}, ("photos", "removed")),
        ({"dateline": Dateline(source="Tubankab")}, ("dateline", "added")),
        ({"byline": None}, ("byline", "removed")),
        ({"published_at": "2026-02-28"}, ("published_at", "changed")),
        ({"categories": ["Pangan"]}, ("categories", "changed")),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, tuple) else "",
)
def test_what_is_the_publishers_makes_a_version(changes: dict[str, Any], change: tuple[str, str]) -> None:
    field, kind = change
    assert content_digest(item(**changes)) != content_digest(item())
    assert changes_between(item(), item(**changes)) == [{"field": field, "kind": kind, "cause": "publisher"}]


@pytest.mark.parametrize(
    "address",
    [
        "https://media.example/2026/panen.jpg?v=12",
        "https://media.example/2026/panen-300x200.jpg",
        "https://media.example/640x480/2026/panen.jpg?0123456789",
    ],
    ids=["cache buster", "size in the name", "size in the path"],
)
def test_a_picture_elsewhere_is_the_same_in_every_size(address: str) -> None:
    assert picture_of(address) == "https://media.example/2026/panen.jpg"


def test_addresses_that_differ_only_in_their_query_are_two_pictures_where_the_query_names_them() -> None:
    assert picture_of("https://media.example/show?id=1") != picture_of("https://media.example/show?id=2")
