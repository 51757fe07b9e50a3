from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tubancrawl.access.diff import Change, causes_over, compare, explain, words_compared

WORDS = st.lists(st.sampled_from(["Tuban", "bupati", "membuka", "pasar", "murah", ".", " ", "“", "\n"]), max_size=30).map("".join)
PARAGRAPHS = st.lists(WORDS.filter(str.strip), max_size=6)


def article(paragraphs: list[str], **fields: Any) -> dict[str, Any]:
    return {"headline": "Judul", "paragraphs": paragraphs, "photos": [], "categories": [], **fields}


def side(change: Change, *ops: str) -> str:
    return "".join(segment.text for segment in change.segments if segment.op in ops)


@given(st.text(), st.text())
def test_both_texts_can_be_told_from_their_comparison(old: str, new: str) -> None:
    segments = words_compared(old, new)
    assert "".join(s.text for s in segments if s.op != "insert") == old
    assert "".join(s.text for s in segments if s.op != "delete") == new


@given(PARAGRAPHS, PARAGRAPHS)
def test_what_came_and_what_went_accounts_for_every_paragraph(old: list[str], new: list[str]) -> None:
    changes = compare(article(old), article(new))
    gone = [side(c, "equal", "delete") for c in changes if c.kind != "added"]
    come = [side(c, "equal", "insert") for c in changes if c.kind != "removed"]
    assert sorted([*old, *come]) == sorted([*new, *gone])


@given(PARAGRAPHS)
def test_an_article_does_not_differ_from_itself(paragraphs: list[str]) -> None:
    assert compare(article(paragraphs), article(paragraphs)) == []


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [(None, "Judul baru", "added"), ("Judul lama", None, "removed"), ("Judul lama", "Judul baru", "changed")],
    ids=["added", "removed", "changed"],
)
def test_a_headline_that_comes_goes_or_changes_is_said_so(old: str | None, new: str | None, kind: str) -> None:
    [change] = compare(article([], headline=old), article([], headline=new))
    assert (change.field, change.kind, change.place) == ("headline", kind, None)


def test_a_changed_word_is_a_change_of_its_paragraph_and_says_which_word() -> None:
    [change] = compare(article(["Satu.", "Bupati membuka pasar."]), article(["Satu.", "Bupati menutup pasar."]))
    assert (change.field, change.kind, change.place) == ("paragraph", "changed", 2)
    assert [(s.op, s.text) for s in change.segments] == [
        ("equal", "Bupati "),
        ("delete", "membuka"),
        ("insert", "menutup"),
        ("equal", " pasar."),
    ]


def test_a_vanished_paragraph_is_removed_at_the_place_it_had() -> None:
    [change] = compare(article(["a b c.", "d e f.", "g h i."]), article(["a b c.", "g h i."]))
    assert (change.kind, change.place, side(change, "delete")) == ("removed", 2, "d e f.")


def test_a_corrected_credit_is_a_change_of_the_photo() -> None:
    photo = {"url": "https://tubankab.go.id/files/a.jpg", "caption": "Apel.", "credit": "agus"}
    [change] = compare(article([], photos=[photo]), article([], photos=[{**photo, "credit": "dewi"}]))
    assert (change.field, side(change, "delete"), side(change, "insert")) == ("photo", "agus", "dewi")


def version(number: int, **causes: str) -> dict[str, Any]:
    return {
        "number": number,
        "changes": [{"field": f, "kind": "changed", "cause": c.replace("_", " ")} for f, c in causes.items()],
    }


VERSIONS = [
    version(1),
    version(2, paragraphs="publisher", categories="template"),
    version(3, paragraphs="template", photos="bad_capture"),
    version(4, photos="reader"),
]


@pytest.mark.parametrize(
    ("one", "other", "causes"),
    [
        (1, 2, {"paragraphs": "publisher", "categories": "template"}),
        (2, 3, {"paragraphs": "template", "photos": "bad capture"}),
        (4, 1, {"paragraphs": "publisher", "categories": "template", "photos": "reader"}),
        (3, 3, {}),
    ],
    ids=["neighbours", "later neighbours", "backwards over all", "itself"],
)
def test_the_cause_of_a_change_is_found_on_the_way_between_two_versions(one: int, other: int, causes: dict[str, str]) -> None:
    assert causes_over(VERSIONS, one, other) == causes


def test_each_change_names_its_cause_and_what_makes_no_version_is_left_out() -> None:
    old = article(["Bupati membuka pasar."], published_at="2018-07-18T14:13:00+07:00", categories=["Sosial"])
    new = article(["Bupati menutup pasar."], published_at="2018-07-18T15:00:00+07:00")
    changes = explain(compare(old, new), {"paragraphs": "publisher", "categories": "template"})
    assert [(change.field, change.cause) for change in changes] == [("categories", "template"), ("paragraph", "publisher")]


def test_a_picture_in_another_size_is_the_same_picture() -> None:
    photos = [{"url": f"https://media.example/a-{size}.jpg", "caption": "Apel."} for size in ("300x200", "600x400")]
    assert compare(article([], photos=photos[:1]), article([], photos=photos[1:])) == []
