"""Who made a change: every rule by itself, and what must never be said of the publisher."""

from itertools import permutations
from typing import Any

import pytest

from tests.store.making import BEGINNING, Archive, article, day, facts
from tubancrawl.items import Byline, Dateline, Photo
from tubancrawl.store.causes import Read, Seen, Stretch, accounts_of, causes_between
from tubancrawl.store.unit import unit_of
from tubancrawl.text import sketch_of

PHOTO = Photo(url="https://tubankab.go.id/files/2026-02/panen.jpg", caption="Panen", credit="nama", credit_kind="person")
LONG = ["Petani memanen padi di tiga desa sejak pagi.", "Hasilnya naik dari tahun lalu.", "Bupati datang melihat."]


def sketch(name: str, boxes: int = 20) -> str:
    return f"{sketch_of([f'/theme/{name}.css'])}|{sketch_of(f'div.{name}-{number}' for number in range(boxes))}"


def read(*, block: str | None = "words", skeleton: str | None = sketch("lama"), **changes: Any) -> Read:
    of = facts("/entry/panen", BEGINNING)
    reading = unit_of(of, article(of, **{"paragraphs": LONG, "photos": [PHOTO], **changes})).reading
    assert reading is not None
    return Read(item=reading.item, block_sha256=block, skeleton=skeleton)


def seen(*readings: Read, payload: str | None = None, first_reader: int = 1) -> Seen:
    return Seen(payload_sha256=payload, readings=dict(enumerate(readings, first_reader)))


NEW = sketch("baru")
EDITED = [LONG[0], "Hasilnya turun dari tahun lalu.", LONG[2]]


def test_an_edit_is_the_publishers() -> None:
    assert causes_between(seen(read()), seen(read(paragraphs=EDITED, block="others"))) == {"paragraphs": "publisher"}


def test_what_vanishes_while_the_template_stays_was_taken_off_by_the_publisher() -> None:
    after = read(photos=[], byline=None, categories=[], skeleton=sketch("lama", 18))
    assert set(causes_between(seen(read()), seen(after)).values()) == {"publisher"}


@pytest.mark.parametrize(
    "changes",
    [
        {"photos": []},
        {"photos": [Photo(url=PHOTO.url)]},
        {"photos": [Photo(url=PHOTO.url, caption="Panen")]},
        {"photos": [Photo(url="https://tubankab.go.id/uploads/panen.jpg", caption="Panen", credit="nama")]},
        {"byline": None},
        {"byline": Byline(raw="sinta", reporters=["sinta"])},
        {"dateline": Dateline(source="Tubankab")},
        {"published_at": None},
        {"categories": []},
        {"categories": ["Pertanian", "Berita"]},
        {"categories": ["PERTANIAN"]},
        {"headline": "PANEN RAYA"},
        {"paragraphs": [" ".join(LONG)]},
        {"paragraphs": [text.replace(".", " .") for text in LONG]},
        {"paragraphs": [*LONG, "(sinta/dewa)"], "byline": None, "block": "others"},
        {"paragraphs": ["Panen (nama)", *LONG], "photos": [Photo(url=PHOTO.url)], "block": "others"},
    ],
    ids=[
        *("no photo", "no caption", "no credit", "another path", "no byline", "no editor", "dateline", "no date", "no category"),
        *("more categories", "capitals", "headline in capitals", "paragraphs joined", "spaced", "signature in the text"),
        "caption in the text",
    ],
)
def test_what_a_redesign_prints_or_leaves_out_is_the_templates(changes: dict[str, Any]) -> None:
    before, after = seen(read()), seen(read(skeleton=NEW, **changes))
    assert set(causes_between(before, after).values()) == {"template"}
    assert set(causes_between(after, before).values()) == {"template"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"paragraphs": EDITED, "block": "others"}, "paragraphs"),
        ({"paragraphs": LONG[:2], "block": "others"}, "paragraphs"),
        ({"headline": "Panen raya gagal"}, "headline"),
        ({"published_at": "2026-02-28"}, "published_at"),
        ({"categories": ["Pangan"]}, "categories"),
        ({"photos": [Photo(url=PHOTO.url, caption="Tanam", credit="nama")]}, "photos"),
        ({"byline": Byline(raw="(rani/dewa)", reporters=["rani"], editor="dewa")}, "byline"),
    ],
    ids=["words", "a paragraph less", "headline", "date", "category", "caption", "byline"],
)
def test_an_edit_on_the_day_of_a_redesign_stays_the_publishers(changes: dict[str, Any], field: str) -> None:
    assert causes_between(seen(read()), seen(read(skeleton=NEW, **changes))) == {field: "publisher"}


def test_an_edit_and_a_redesign_on_one_day_are_told_apart() -> None:
    after = read(skeleton=NEW, paragraphs=EDITED, block="others", categories=[])
    assert causes_between(seen(read()), seen(after)) == {"paragraphs": "publisher", "categories": "template"}


def test_a_page_without_a_sketch_was_not_redesigned() -> None:
    assert causes_between(seen(read(skeleton=None)), seen(read(skeleton=NEW, categories=[]))) == {"categories": "publisher"}


def test_other_style_sheets_alone_make_a_redesign() -> None:
    boxes = sketch("lama").partition("|")[2]
    after = read(skeleton=f"{sketch_of(['/theme/baru.css'])}|{boxes}", categories=[])
    assert causes_between(seen(read()), seen(after)) == {"categories": "template"}


def test_the_same_bytes_read_otherwise_are_the_readers() -> None:
    before, after = seen(read(), payload="a"), seen(read(), read(paragraphs=EDITED, block="others"), payload="a")
    assert causes_between(before, after) == {"paragraphs": "reader"}


def test_readers_that_had_no_page_in_common_differ_by_themselves_where_the_text_is_the_same() -> None:
    after = seen(read(categories=[], byline=None), first_reader=2)
    assert causes_between(seen(read()), after) == {"byline": "reader", "categories": "reader"}
    regrouped = seen(read(paragraphs=[" ".join(LONG)]), first_reader=2)
    assert causes_between(seen(read()), regrouped) == {"paragraphs": "reader"}


def test_readers_that_had_no_page_in_common_leave_another_text_to_the_publisher() -> None:
    assert causes_between(seen(read()), seen(read(paragraphs=EDITED, block="others"), first_reader=2)) == {
        "paragraphs": "publisher"
    }


def test_what_a_reader_of_both_pages_read_alike_was_changed_by_its_successor() -> None:
    before, after = seen(read()), seen(read(), read(paragraphs=EDITED, block="others", categories=[]))
    assert set(causes_between(before, after).values()) == {"reader"}


def test_what_a_reader_of_both_pages_read_otherwise_is_not_its_successors() -> None:
    before = seen(read())
    after = seen(read(paragraphs=EDITED, block="others"), read(paragraphs=EDITED, block="others", categories=[]))
    assert causes_between(before, after) == {"paragraphs": "publisher", "categories": "reader"}


def stretch(reading: Read, captures: int = 1) -> Stretch:
    page = seen(reading)
    return Stretch(first=page, last=page, captures=captures)


WHOLE, CUT, SHORTER = read(), read(paragraphs=["Petani."], block="cut"), read(paragraphs=["Petani memanen."], block="shorter")


def told(*versions: Stretch) -> list[tuple[list[str], int]]:
    return [([change["cause"] for change in one.changes], len(one.findings)) for one in accounts_of(versions)]


def test_a_suspect_seen_once_between_two_equal_versions_was_a_bad_capture() -> None:
    assert told(stretch(WHOLE), stretch(CUT), stretch(WHOLE)) == [([], 0), (["bad capture"], 0), (["bad capture"], 0)]


def test_what_changed_behind_a_bad_capture_is_told_by_itself() -> None:
    back = read(categories=["Lain"])
    assert told(stretch(WHOLE), stretch(CUT), stretch(back))[2] == (["bad capture", "publisher"], 0)


def test_a_field_that_every_article_lost_at_that_time_was_taken_off_by_the_template() -> None:
    versions = [stretch(read()), stretch(read(categories=[], paragraphs=EDITED, block="others"))]
    _, alone = accounts_of(versions)
    _, among_others = accounts_of(versions, lambda field, _before, _after: field == "categories")
    assert [one["cause"] for one in alone.changes] == ["publisher", "publisher"]
    causes = {one["field"]: one["cause"] for one in among_others.changes}
    assert causes == {"paragraphs": "publisher", "categories": "template"}


def test_several_bad_captures_in_a_row_are_all_bad() -> None:
    causes = [["bad capture"], ["bad capture"], ["bad capture"]]
    found = told(stretch(WHOLE), stretch(CUT), stretch(SHORTER), stretch(WHOLE))
    assert [cause for cause, _ in found[1:]] == causes


def test_a_suspect_seen_twice_is_an_edit() -> None:
    assert told(stretch(WHOLE), stretch(CUT, 2), stretch(WHOLE)) == [([], 0), (["publisher"], 0), (["publisher"], 0)]


def test_a_suspect_that_nothing_confirmed_carries_a_finding() -> None:
    assert told(stretch(WHOLE), stretch(CUT)) == [([], 0), (["publisher"], 1)]
    assert told(stretch(WHOLE), stretch(CUT), stretch(read(paragraphs=EDITED, block="others")))[1] == (["publisher"], 1)


def test_a_small_edit_that_was_taken_back_is_the_publishers_both_times() -> None:
    edited = read(paragraphs=EDITED, block="others")
    assert told(stretch(WHOLE), stretch(edited), stretch(WHOLE)) == [([], 0), (["publisher"], 0), (["publisher"], 0)]


def test_a_version_that_no_other_precedes_is_never_bad() -> None:
    assert told(stretch(CUT), stretch(WHOLE)) == [([], 0), (["publisher"], 0)]


def settle(archive: Archive, reader: int, at: int) -> None:
    """Store one capture as a reader of this version reads it: the second finds another category."""
    archive.reader_version = reader
    archive.reopen()
    archive.begin(how="import")
    of = facts("/entry/panen", day(at), payload_sha256=f"{at}" * 64)
    archive.writer.capture(of, awaits_item=True)
    archive.writer.settle(article(of, categories=["Pertanian" if reader == 1 else "Lain"], block_sha256="words"))
    archive.writer.flush()


def test_a_better_reader_is_never_an_edit_whatever_it_reads_first(archive: Archive) -> None:
    settle(archive, 1, 0)
    settle(archive, 2, 1)
    assert [change["cause"] for change in archive.history("panen")["versions"][1]["changes"]] == ["reader"]
    settle(archive, 1, 1)
    assert [change["cause"] for change in archive.history("panen")["versions"][1]["changes"]] == ["reader"]
    settle(archive, 2, 0)
    assert [version["changes"] for version in archive.history("panen")["versions"]] == [[]]


@pytest.mark.parametrize("order", list(permutations(range(4)))[::7], ids=str)
def test_readings_by_two_readers_tell_the_same_in_any_order(archive: Archive, order: tuple[int, ...]) -> None:
    happened = [(1, 0), (1, 1), (2, 1), (1, 2)]
    for number in order:
        settle(archive, *happened[number])
    told = [[change["cause"] for change in version["changes"]] for version in archive.history("panen")["versions"]]
    assert told == [[], ["reader"], ["reader"]]
