from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tubancrawl.access.redline import Change, Redline, causes_over, explain, redline, words_compared

# Few words and many repeats: where paragraphs are moved, split, merged and doubled all the time.
WORDS = st.lists(
    st.sampled_from(["Tuban", "bupati", "membuka", "pasar", "murah", "di", "10.30", ".", " ", " ", " ", "“", "\n"]), max_size=30
).map("".join)
PARAGRAPHS = st.lists(WORDS.filter(str.strip), max_size=7)
PHOTOS = st.lists(
    st.fixed_dictionaries(
        {
            "url": st.sampled_from([None, *(f"https://tubankab.go.id/files/{name}.jpg" for name in ("a", "b", "2018/a", "c"))]),
            "caption": st.none() | WORDS,
            "credit": st.sampled_from([None, "agus", "dewi"]),
        }
    ),
    max_size=4,
)


def article(paragraphs: list[str], **fields: Any) -> dict[str, Any]:
    return {"headline": "Judul", "paragraphs": paragraphs, "photos": [], "categories": [], **fields}


def side(change: Any, *ops: str) -> str:
    return "".join(segment.text for segment in change.segments if segment.op in ops)


def only(found: Redline) -> Change:
    [change] = found.changes
    return change


@given(st.text() | WORDS, st.text() | WORDS)
def test_both_texts_can_be_told_from_their_comparison(old: str, new: str) -> None:
    segments = words_compared(old, new)
    assert "".join(s.text for s in segments if s.op != "insert") == old
    assert "".join(s.text for s in segments if s.op != "delete") == new
    assert all(segment.text for segment in segments)


@given(PARAGRAPHS, PARAGRAPHS)
def test_every_paragraph_of_either_side_is_in_one_row_and_reads_there_as_it_did(old: list[str], new: list[str]) -> None:
    rows = redline(article(old), article(new)).paragraphs
    assert sorted(place for row in rows for place in row.old_places) == list(range(1, len(old) + 1))
    assert [place for row in rows for place in row.new_places] == list(range(1, len(new) + 1))
    for row in rows:
        assert side(row, "equal", "delete") == "\n".join(old[place - 1] for place in row.old_places)
        assert side(row, "equal", "insert") == "\n".join(new[place - 1] for place in row.new_places)


@given(PHOTOS, PHOTOS)
def test_every_photo_of_either_side_is_in_one_row(old: list[dict[str, Any]], new: list[dict[str, Any]]) -> None:
    rows = redline(article([], photos=old), article([], photos=new)).photos
    assert sorted(place for row in rows for place in row.old_places) == list(range(1, len(old) + 1))
    assert [place for row in rows for place in row.new_places] == list(range(1, len(new) + 1))
    for row in rows:
        for part in ("caption", "credit"):
            said = [old[place - 1][part] or "" for place in row.old_places]
            assert "".join(s.text for s in row.segments if s.part == part and s.op != "insert") == "".join(said)


@given(PARAGRAPHS, PARAGRAPHS)
def test_what_changed_and_what_did_not_together_are_every_row(old: list[str], new: list[str]) -> None:
    found = redline(article(old), article(new))
    assert bool(found.changes) == (old != new)
    for row in found.paragraphs:
        if row.change is None:
            assert {segment.op for segment in row.segments} <= {"equal"}
        else:
            assert row.change.types
            assert row.change.segments == row.segments


@given(PARAGRAPHS, PHOTOS)
def test_an_article_does_not_differ_from_itself(paragraphs: list[str], photos: list[dict[str, Any]]) -> None:
    found = redline(article(paragraphs, photos=photos), article(paragraphs, photos=photos))
    assert found.changes == ()
    assert [row.old_places for row in found.paragraphs] == [row.new_places for row in found.paragraphs]
    assert (found.added, found.removed, found.types) == (0, 0, {})


@given(PARAGRAPHS.flatmap(lambda texts: st.tuples(st.just(texts), st.permutations(texts))))
def test_paragraphs_in_another_order_are_moved_and_nothing_else(texts: tuple[list[str], list[str]]) -> None:
    found = redline(article(texts[0]), article(texts[1]))
    assert {change.kind for change in found.changes} <= {"moved"}
    assert (found.added, found.removed) == (0, 0)


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [(None, "Judul baru", "added"), ("Judul lama", None, "removed"), ("Judul lama", "Judul baru", "changed")],
    ids=["added", "removed", "changed"],
)
def test_a_headline_that_comes_goes_or_changes_is_said_so(old: str | None, new: str | None, kind: str) -> None:
    change = only(redline(article([], headline=old), article([], headline=new)))
    assert (change.field, change.kind, change.place, change.types[0]) == ("headline", kind, None, "headline")


def test_a_changed_word_is_a_change_of_its_paragraph_and_says_which_word() -> None:
    change = only(redline(article(["Satu.", "Bupati membuka pasar."]), article(["Satu.", "Bupati menutup pasar."])))
    assert (change.field, change.kind, change.place, change.types) == ("paragraph", "changed", 2, ("wording",))
    assert (change.added, change.removed) == (1, 1)
    assert [(s.op, s.text) for s in change.segments] == [
        ("equal", "Bupati "),
        ("delete", "membuka"),
        ("insert", "menutup"),
        ("equal", " pasar."),
    ]


def test_a_sentence_that_came_is_shown_whole() -> None:
    old, new = "Pasar dibuka. Warga senang.", "Pasar dibuka. Pasar ramai. Warga senang."
    change = only(redline(article([old]), article([new])))
    assert [(s.op, s.text) for s in change.segments] == [
        ("equal", "Pasar dibuka. "),
        ("insert", "Pasar ramai. "),
        ("equal", "Warga senang."),
    ]


def test_a_vanished_paragraph_is_removed_at_the_place_it_had() -> None:
    change = only(redline(article(["a b c.", "d e f.", "g h i."]), article(["a b c.", "g h i."])))
    assert (change.kind, change.types, change.place, side(change, "delete")) == ("removed", ("paragraph_removed",), 2, "d e f.")
    assert (change.old_places, change.new_places) == ((2,), ())


A, B, C, D = (
    "Bupati Tuban membuka pasar murah di alun-alun pada Senin pagi.",
    "Warga dari dua puluh kecamatan datang sejak subuh membawa kantong belanja.",
    "Harga beras di pasar itu lebih rendah daripada di toko. Minyak goreng dan gula juga tersedia bagi semua pengunjung.",
    "Kegiatan berlangsung sampai sore dan ditutup dengan doa bersama.",
)


def test_the_lighter_one_of_two_paragraphs_that_changed_places_moved() -> None:
    change = only(redline(article([A, B, C, D]), article([A, C, B, D])))
    assert (change.kind, change.types, change.old_places, change.new_places) == ("moved", ("moved",), (2,), (3,))
    assert [(s.op, s.text) for s in change.segments] == [("equal", B)]


def test_a_paragraph_that_moved_and_was_edited_is_both() -> None:
    edited = B.replace("dua puluh", "lima belas")
    change = only(redline(article([A, B, C, D]), article([A, C, D, edited])))
    assert (change.kind, change.old_places, change.new_places) == ("moved", (2,), (4,))
    assert change.types == ("moved", "number")
    assert (side(change, "delete"), side(change, "insert")) == ("dua puluh", "lima belas")


def test_a_paragraph_above_another_moves_nothing() -> None:
    change = only(redline(article([A, B, C]), article([D, A, B, C])))
    assert (change.kind, change.new_places) == ("added", (1,))


def test_a_split_paragraph_is_one_change_without_a_word_come_or_gone() -> None:
    one, other = C.split(". ")
    change = only(redline(article([A, C, D]), article([A, f"{one}.", other, D])))
    assert (change.kind, change.types, change.old_places, change.new_places) == ("split", ("split",), (2,), (2, 3))
    assert (change.added, change.removed) == (0, 0)
    assert ("insert", "\n") in [(s.op, s.text) for s in change.segments]


def test_merged_paragraphs_are_one_change_and_an_edit_in_them_is_told() -> None:
    one, other = C.split(". ")
    change = only(redline(article([A, f"{one}.", other, D]), article([A, C.replace("rendah", "murah"), D])))
    assert (change.kind, change.types, change.old_places, change.new_places) == ("merged", ("merged", "wording"), (2, 3), (2,))
    assert side(change, "insert").strip() == "murah"


def test_paragraphs_that_share_only_small_words_are_one_removed_and_one_added() -> None:
    found = redline(
        article(["Acara itu dihadiri oleh camat dan lurah."]), article(["Jalan yang rusak di desa itu belum diperbaiki."])
    )
    assert sorted(change.kind for change in found.changes) == ["added", "removed"]


PHOTO = {"url": "https://tubankab.go.id/files/2018-07/apel.jpg", "caption": "Warga mengikuti apel pagi.", "credit": "agus"}


@pytest.mark.parametrize(
    ("changes", "types"),
    [
        ({"credit": "dewi"}, ("credit",)),
        ({"credit": None}, ("credit",)),
        ({"caption": "Warga mengikuti apel sore."}, ("caption", "wording")),
        ({"caption": None}, ("caption",)),
        ({"url": "https://tubankab.go.id/files/2018-07/lain.jpg"}, ("photo_swapped",)),
        ({"url": "https://tubankab.go.id/media/arsip/apel.jpg"}, ("photo_readdressed",)),
        (
            {"url": "https://tubankab.go.id/files/2018-07/lain.jpg", "caption": "Lain sekali."},
            ("photo_swapped", "caption", "wording"),
        ),
        ({"url": None}, ("photo_removed",)),
    ],
)
def test_a_photo_says_what_of_it_changed(changes: dict[str, Any], types: tuple[str, ...]) -> None:
    change = only(redline(article([], photos=[PHOTO]), article([], photos=[{**PHOTO, **changes}])))
    assert (change.field, change.kind, change.place, change.types) == ("photo", "changed", 1, types)


def test_a_corrected_credit_names_the_old_one_and_the_new_one() -> None:
    change = only(redline(article([], photos=[PHOTO]), article([], photos=[{**PHOTO, "credit": "dewi"}])))
    assert (side(change, "delete"), side(change, "insert")) == ("agus", "dewi")
    assert {s.part for s in change.segments if s.op != "equal"} == {"credit"}
    assert side(change, "equal", "insert") == "Warga mengikuti apel pagi. (dewi) [https://tubankab.go.id/files/2018-07/apel.jpg]"


def test_whoever_knows_the_pictures_decides_whether_one_was_swapped() -> None:
    moved = {**PHOTO, "url": "https://tubankab.go.id/media/x.jpg"}
    swapped = {**PHOTO, "url": "https://tubankab.go.id/media/apel.jpg"}
    for photo, known, told in ((moved, True, "photo_readdressed"), (swapped, False, "photo_swapped")):
        old, new = article([], photos=[PHOTO]), article([], photos=[photo])
        assert only(redline(old, new, same_picture=lambda _old, _new, known=known: known)).types == (told,)  # type: ignore[misc]


def test_a_photo_above_another_is_added_and_the_other_stays() -> None:
    other = {"url": "https://tubankab.go.id/files/b.jpg", "caption": "Panen padi.", "credit": None}
    change = only(redline(article([], photos=[PHOTO]), article([], photos=[other, PHOTO])))
    assert (change.kind, change.types, change.new_places) == ("added", ("photo_added",), (1,))


def test_photos_in_another_order_moved() -> None:
    other = {"url": "https://tubankab.go.id/files/b.jpg", "caption": "Panen padi.", "credit": None}
    change = only(redline(article([], photos=[PHOTO, other]), article([], photos=[other, PHOTO])))
    assert (change.kind, change.types) == ("moved", ("moved",))


def test_a_picture_in_another_size_is_the_same_picture() -> None:
    photos = [{**PHOTO, "url": f"https://media.example/a-{size}.jpg"} for size in ("300x200", "600x400")]
    assert redline(article([], photos=photos[:1]), article([], photos=photos[1:])).changes == ()


@pytest.mark.parametrize(
    ("field", "old", "new", "types"),
    [
        ("byline", None, {"raw": "(a b/hei)", "reporters": ["a b"], "editor": "hei"}, ("byline",)),
        ("categories", ["Sosial"], ["Sosial", "Kesehatan"], ("category",)),
        ("dateline", {"source": "Tubankab", "place": None}, {"source": "Tubankab", "place": "Tuban"}, ("dateline",)),
        ("published_at", "2018-07-18T14:13:00+07:00", "2018-07-19", ("date",)),
    ],
)
def test_the_other_fields_have_a_type_each(field: str, old: Any, new: Any, types: tuple[str, ...]) -> None:
    change = only(redline(article([], **{field: old}), article([], **{field: new})))
    assert (change.field, change.types) == (field, types)


def test_the_json_has_what_it_always_had_and_types_and_size_besides() -> None:
    told = redline(article(["Satu.", A, B]), article(["Satu.", B, A.replace("Senin", "Selasa")])).as_json()
    assert told["size"] == {"added": 1, "removed": 1}
    assert told["types"] == {"moved": 1, "date": 1}
    [change] = told["changes"]
    assert {name: change[name] for name in ("field", "kind", "place", "cause", "types", "size", "old_places", "new_places")} == {
        "field": "paragraph",
        "kind": "moved",
        "place": 3,
        "cause": None,
        "types": ["moved", "date"],
        "size": {"added": 1, "removed": 1},
        "old_places": [2],
        "new_places": [3],
    }
    assert change["segments"][1] == {"op": "delete", "text": "Senin"}


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
    found = explain(redline(old, new), {"paragraphs": "publisher", "categories": "template"})
    assert [(change.field, change.cause) for change in found.changes] == [("categories", "template"), ("paragraph", "publisher")]
    assert [row.change.cause for row in found.paragraphs if row.change] == ["publisher"]
