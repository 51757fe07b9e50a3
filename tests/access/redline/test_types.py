"""What a change is said to be about, against edits that were labelled by hand and the scripted edits of the miniature site."""

from collections import Counter
from collections.abc import Iterable
from typing import Any, Final

import pytest

from tests.access.redline.edits import EDITS, LATER, WHOLE, Labels
from tests.site.model import Article
from tests.site.timeline import EVENTS, article_at
from tubancrawl.access.redline import redline

Case = tuple[Labels, dict[str, Any], dict[str, Any]]


def article(**fields: Any) -> dict[str, Any]:
    return {"headline": "Judul", "paragraphs": [], "photos": [], "categories": [], **fields}


def paragraphs(edits: Iterable[tuple[Labels, str, str]]) -> list[Case]:
    return [(labels, article(paragraphs=[old]), article(paragraphs=[new])) for labels, old, new in edits]


RULED: Final = [*paragraphs(EDITS), *((labels, article(**old), article(**new)) for labels, old, new in WHOLE)]


@pytest.mark.parametrize(("labels", "old", "new"), RULED)
def test_a_change_has_the_types_that_a_person_gave_it(labels: Labels, old: dict[str, Any], new: dict[str, Any]) -> None:
    assert set(redline(old, new).types) == labels


@pytest.mark.parametrize(("labels", "old", "new"), RULED)
def test_an_edit_taken_back_has_the_types_of_the_edit_the_other_way_round(
    labels: Labels, old: dict[str, Any], new: dict[str, Any]
) -> None:
    back = {"paragraph_added": "paragraph_removed", "photo_added": "photo_removed", "split": "merged"}
    back |= {value: key for key, value in back.items()}
    assert set(redline(new, old).types) == {back.get(label, label) for label in labels}


def test_of_harder_edits_five_types_in_six_are_right() -> None:
    right, wrong, missed = Counter[str](), Counter[str](), Counter[str]()
    for labels, old, new in paragraphs(LATER):
        found = set[str](redline(old, new).types)
        right.update(found & labels)
        wrong.update(found - labels)
        missed.update(labels - found)
    total = right.total()
    assert (total / (total + wrong.total()), total / (total + missed.total())) >= (5 / 6, 5 / 6), (wrong, missed)


def as_shown(told: Article) -> dict[str, Any]:
    return article(
        headline=told.headline,
        paragraphs=[block.text for block in told.blocks],
        photos=[{"url": f"https://tubankab.go.id/files/{p.file}", "caption": p.caption, "credit": p.credit} for p in told.photos],
        byline=told.byline and {"raw": told.byline.raw, "reporters": list(told.byline.reporters), "editor": told.byline.editor},
    )


SCRIPTED: Final = {
    "headline-corrected": {"headline", "wording"},
    "credit-added": {"credit"},
    "byline-added": {"byline"},
    "text-a-to-b": {"time", "wording"},
    "text-b-to-a": {"time", "wording"},
    "caption-corrected": {"caption", "name"},
    "slug-moved": set[str](),
    "paragraph-vanishes": {"paragraph_removed"},
    "quote-changed-by-one-character": {"quote"},
    "hacked": set[str](),
}


@pytest.mark.parametrize("event", [event for event in EVENTS if event.change is not None], ids=lambda event: event.name)
def test_each_scripted_edit_of_the_miniature_is_found_with_its_type(event: Any) -> None:
    before = max(
        [on for on in {other.on for other in EVENTS} if on < event.on], default=article_at(event.key, event.on).published.date()
    )
    found = redline(as_shown(article_at(event.key, before)), as_shown(article_at(event.key, event.on)))
    assert set(found.types) == SCRIPTED[event.name]
    assert len(found.changes) == bool(SCRIPTED[event.name])


WORD: Final = "kata"
HOSTILE: Final = {
    "one word over and over": (" ".join([WORD] * 20_000), " ".join([WORD] * 19_000)),
    "two words in two orders": ("a b " * 5_000, "b a " * 5_000),
    "nothing in common": (" ".join(f"a{i}" for i in range(10_000)), " ".join(f"b{i}" for i in range(10_000))),
    "marks alone": ("“" * 50_000, "”" * 50_000),
    "a quotation a character": ('""' * 20_000, '"x"' * 20_000),
    "stops without end": ("." * 100_000, "!" * 100_000),
    "quotations that never end": ("“‘„'" * 25_000, "'„‘“" * 25_000),
    "too long to compare at once": ("Satu dua tiga. " * 6_000, "Satu dua empat. " * 6_000),
}


@pytest.mark.parametrize("texts", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_texts_of_many_kilobytes_are_compared_all_the_same(texts: tuple[str, str]) -> None:
    old, new = texts
    [row] = redline(article(paragraphs=[old]), article(paragraphs=[new])).paragraphs[:1]
    assert "".join(s.text for s in row.segments if s.op != "insert") == (old if row.old_places else "")


@pytest.mark.parametrize("same", [0, 2, 40], ids=["nothing", "every other one", "one in forty"])
def test_thousands_of_paragraphs_that_are_hardly_alike_are_compared_all_the_same(same: int) -> None:
    old = [f"Warga {i} membawa {i * 7} karung beras ke balai desa." for i in range(1_500)]
    new = [old[i] if same and i % same == 0 else f"Petani {i} menjual {i * 3} karung jagung." for i in range(1_500)]
    rows = redline(article(paragraphs=old), article(paragraphs=new)).paragraphs
    assert sorted(place for row in rows for place in row.old_places) == list(range(1, 1_501))
    assert sum(row.change is None for row in rows) == len(range(0, 1_500, same) if same else ())
