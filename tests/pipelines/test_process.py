"""The whole chain: the flattened seed, items of any kind, and what holds for any text."""

import asyncio
import copy
import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from itemadapter import ItemAdapter

import pipelines
from pipelines.bylines import split_byline
from pipelines.captions import caption_line, read_caption
from pipelines.datelines import split_dateline
from pipelines.footers import strip_footer, sweep
from pipelines.furniture import footer_kind
from pipelines.step import Step
from pipelines.validation import RefusedItem
from tests.pipelines.edge_cases import ROOT, Case, cases
from tubancrawl.items import ArticleItem, Byline, Dateline, EventDate, PageItem, Photo
from tubancrawl.text import plain

SEED = [line for line in (ROOT / "seed_article.txt").read_text(encoding="utf-8").splitlines() if line.strip()]
CAPTURED = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
URL = "https://tubankab.go.id/entry/bimtek-dan-gelar-budaya-kinerja-amin-perlu-ada-perubahan-kultur-birokrasi"


def seed(**changed: Any) -> ArticleItem:  # Any: the fields of the item
    facts: dict[str, Any] = {
        "url": URL,
        "record_id": None,
        "captured_at": CAPTURED,
        "headline": SEED[1],
        "paragraphs": list(SEED),
    }
    return ArticleItem(**(facts | changed))


def test_the_flattened_seed_comes_apart_as_it_was_put_together() -> None:
    photo = Photo(url="https://tubankab.go.id/files/2018-07/bimtek.jpg")
    item = pipelines.process(seed(photos=[photo]))
    body = [" ".join(line.split()) for line in SEED[2:-1]]
    body[0] = body[0].removeprefix("Tubankab - ")
    body[-1] = body[-1].removesuffix("(tauviqurrahman/hei).")
    assert [" ".join(paragraph.split()) for paragraph in item.paragraphs] == body
    assert len(body) == 12
    assert photo.caption == SEED[0].removeprefix("foto : ").removesuffix(" (tauviq)")
    assert (photo.credit, photo.credit_kind) == ("tauviq", "person")
    assert item.byline == Byline(raw="(tauviqurrahman/hei).", reporters=["tauviqurrahman"], editor="hei")
    assert item.dateline == Dateline(source="Tubankab")
    assert item.event_dates == [EventDate(text="Rabu (18/07)", start="2018-07-18", weekday_ok=True)]
    assert item.findings == []


def test_the_seed_without_a_picture_keeps_its_caption_in_a_photo_without_address() -> None:
    item = pipelines.process(seed())
    assert [(photo.url, photo.credit) for photo in item.photos] == [(None, "tauviq")]


@attrs.define
class AttrsArticle:
    headline: str
    paragraphs: list[str]
    photos: list[dict[str, Any]]  # Any: a photo's fields
    byline: Byline | None = None
    dateline: Dateline | None = None
    event_dates: list[EventDate] = attrs.Factory(list)
    published_at: str = "2018-07-18"


def test_an_attrs_item_is_cleaned_as_ours_is() -> None:
    ours = pipelines.process(seed(photos=[Photo()], published_at="2018-07-18"))
    theirs = pipelines.process(AttrsArticle(headline=SEED[1], paragraphs=list(SEED), photos=[{"caption": None}]))
    assert theirs.paragraphs == ours.paragraphs
    assert theirs.photos == [{"caption": ours.photos[0].caption, "credit": "tauviq", "credit_kind": "person"}]
    assert (theirs.byline, theirs.dateline, theirs.event_dates) == (ours.byline, ours.dateline, ours.event_dates)


def test_a_dict_item_is_cleaned_to_plain_data() -> None:
    ours = ItemAdapter(pipelines.process(seed(photos=[Photo()], published_at="2018-07-18"))).asdict()
    theirs = pipelines.process({"headline": SEED[1], "paragraphs": list(SEED), "photos": [{}], "published_at": "2018-07-18"})
    assert theirs == {
        "headline": SEED[1],
        "paragraphs": ours["paragraphs"],
        "photos": [{name: ours["photos"][0][name] for name in ("caption", "credit", "credit_kind")}],
        "published_at": "2018-07-18",
        "byline": ours["byline"],
        "dateline": ours["dateline"],
        "event_dates": ours["event_dates"],
    }


@dataclass
class OnlyParagraphs:
    paragraphs: list[str] = field(default_factory=list)


def test_an_item_that_can_hold_only_paragraphs_loses_only_furniture() -> None:
    item = pipelines.process(OnlyParagraphs(list(SEED)))
    assert item.paragraphs == SEED[:-1]


@pytest.mark.parametrize("step", pipelines.ORDER, ids=lambda step: step.__name__)
@pytest.mark.parametrize(
    "item",
    [
        {},
        {"name": "x"},
        {"paragraphs": None, "photos": None, "outcome": "failed"},
        {"paragraphs": [1, None], "photos": [None, 3, "x", {}], "outcome": "failed"},
        {"photos": [{"caption": 5}, {"caption": None}]},
    ],
    ids=["empty", "foreign", "absent", "garbage", "odd captions"],
)
def test_a_step_leaves_alone_what_it_does_not_know(step: type[Step], item: dict[str, object]) -> None:
    assert step().clean(copy.deepcopy(item)) == item


def test_a_page_that_is_no_article_passes_untouched() -> None:
    page = PageItem(url="https://tubankab.go.id/entries", record_id=None, captured_at=CAPTURED, outcome="ok", kind="listing")
    before = copy.deepcopy(page)
    assert pipelines.process(page) is page
    assert page == before


@pytest.mark.parametrize("step", pipelines.ORDER, ids=lambda step: step.__name__)
def test_scrapy_gets_what_clean_gives(step: type[Step]) -> None:
    item = {
        "headline": "Warga",
        "paragraphs": ["Tubankab - Warga senang, Rabu (18/07). (rudi/wid)"],
        "published_at": "2018-07-19",
    }
    assert asyncio.run(step().process_item(copy.deepcopy(item))) == step().clean(copy.deepcopy(item))


def test_scrapys_numbers_keep_the_order() -> None:
    assert sorted(pipelines.ITEM_PIPELINES, key=lambda step: pipelines.ITEM_PIPELINES[step]) == list(pipelines.ORDER)


LINES = [
    parameters.values[0].text
    for kind in ("caption", "byline", "dateline", "date", "footer")
    for parameters in cases(kind)
    if isinstance(parameters.values[0], Case)
]
EXTRA = [
    "336",
    "-",
    "****",
    "(rudi/wid)",
    "Editor : Rani",
    "Warga Senang",
    "Rani H",
    "02 August 2017 14:13",
    "Tubankab -",
    "Tuban, Portal Bumi Contoh – Warga Desa Contohrejo",
    "Contohrejo- ",
    "TUBAN, Senin (22/1) – Warga",
    "CONTOH REJO AGUNG – Warga",
    "Contoh Rejo, InfoCR – Warga",
    "Pewarta: Rani Hits: 1977",
    "Warga panen | Foto: PKK Contoh",
    "Dok. Humas",
    "(rudi & rani/foto: agus|hei)",
    "foto :",
    " ",
]
PIECES = st.sampled_from([*LINES, *EXTRA, *SEED])
TEXTS = st.one_of(
    PIECES,
    st.text(max_size=60),
    st.lists(PIECES, min_size=2, max_size=3).map(" ".join),
    st.text(alphabet="()[]/.,:-–|~*“” \u00a0\u200bfoto(ist)Rabu18/07Tubankab", max_size=80),
)
ARTICLES = st.builds(
    lambda paragraphs, captions, published: seed(
        headline="Warga Senang",
        paragraphs=paragraphs or ["Pembuka."],
        photos=[Photo(url="x", caption=caption) for caption in captions],
        published_at=published,
    ),
    st.lists(TEXTS, max_size=6),
    st.lists(TEXTS | st.none(), max_size=2),
    st.sampled_from([None, "2018-07-19", "2024-07-22T10:00:00+07:00"]),
)


@given(ARTICLES)
@settings(max_examples=300, deadline=None)
def test_cleaning_again_changes_nothing(item: ArticleItem) -> None:
    try:
        pipelines.process(item)
    except RefusedItem:
        return
    before = copy.deepcopy(item)
    pipelines.process(item)
    assert item == before


SPOKEN = "“Kami siap mengawal,” tutupnya (rahmadan/wid)"
FOUR = ["Warga senang.", "Mereka menari.", "Kami ikut.", "Senin pagi."]
REOPENED: dict[str, tuple[list[str], list[str | None], list[str]]] = {  # paragraphs, captions, paragraphs of the result
    "a dateline on a line of its own above a marked line": (
        ["Tubankab -", "Warga senang.", "Mereka menari.", "foto : Camat Contoh – Warga", "Senin pagi."],
        [],
        ["Warga senang.", "Mereka menari.", "foto : Camat Contoh – Warga", "Senin pagi."],
    ),
    "a headline behind a dateline above a marked line": (
        ["Tubankab - Warga Berkumpul.", "Warga senang.", "Mereka menari.", "foto : Camat Contoh – Warga", "Senin pagi."],
        [],
        ["Warga senang.", "Mereka menari.", "foto : Camat Contoh – Warga", "Senin pagi."],
    ),
    "a marker with nothing behind it, below a dateline": (
        ["Tubankab -", "Warga senang.", "Mereka menari.", "foto :"],
        [],
        ["Warga senang.", "Mereka menari.", "foto :"],
    ),
    "an ornament behind a credit": ([*FOUR, "FOTO - Warga antre air (ist) -"], [], FOUR),
    "a continuation behind a credit": ([*FOUR, "FOTO - Warga antre air (ist) (bersambung)"], [], FOUR),
    "an ornament behind a caption that is repeated": (["Pembuka.", "Warga antre.-"], ["Warga antre."], ["Pembuka."]),
    "an invisible character in a caption that is repeated": (
        ["Pembuka.", "Wa\u200brga antre (di desa)~"],
        ["Warga antre (di desa)~"],
        ["Pembuka."],
    ),
    "a number below a sentence that its byline finished": (
        [f"{SPOKEN} comments powered by Disqus", "3", "Mereka menari."],
        [],
        ["“Kami siap mengawal,” tutupnya", "3", "Mereka menari."],
    ),
    "a number below a caption with a credit": (
        ["Warga antre. (rani)", "336", "Warga senang."],
        ["Warga antre."],
        ["Warga senang."],
    ),
    "a caption signed as a sentence": (
        [
            "Tubankab - Warga.",
            "Mereka menari.",
            "Kami ikut.",
            "foto : Piala. (nuril) (rudi & rani/foto: agus|hei)",
            "Rani",
            "Senin.",
        ],
        [],
        ["Warga.", "Mereka menari.", "Kami ikut.", "foto : Piala. (nuril)", "Rani", "Senin."],
    ),
    "a dateline before nothing but a byline": (
        ["Tubankab - (rudi/wid)", "Judul", "Mereka menari."],
        [],
        ["(rudi/wid)", "Judul", "Mereka menari."],
    ),
    "a dateline before two bylines": (["Tubankab - (rudi/wid) (rani/hei)"], [], ["(rudi/wid)"]),
    "furniture signed above all": (
        ["Please enable JavaScript to view the comments powered by Disqus. (rudi/wid)", "Contoh Rejo, InfoCR – Warga", "Rabu"],
        [],
        [
            "Please enable JavaScript to view the comments powered by Disqus. (rudi/wid)",
            "Contoh Rejo, InfoCR – Warga",
            "Rabu",
        ],
    ),
    "a comment footer before a counter": (
        ["Mereka menari.", "Pewarta: Rani “Kami siap,” tutupnya. comments powered by Disqus Dibaca 1.204 kali", "Senin pagi."],
        [],
        ["Mereka menari.", "Pewarta: Rani “Kami siap,” tutupnya.", "Senin pagi."],
    ),
    "a headline signed above other lines": (
        ["Warga menari.", "Warga Berkumpul. (rudi/wid)", "Rani", "Mereka menari."],
        [],
        ["Warga menari.", "Rani", "Mereka menari."],
    ),
    "a labelled line that its byline left": (
        ["Penulis : Dewi Ayu | Editor: Widodo (rudi & rani/foto: agus|hei)", "CONTOH REJO AGUNG – Warga", "Senin."],
        [],
        ["Penulis : Dewi Ayu | Editor: Widodo", "CONTOH REJO AGUNG – Warga", "Senin."],
    ),
}


@pytest.mark.parametrize(("paragraphs", "captions", "result"), REOPENED.values(), ids=REOPENED.keys())
def test_no_step_opens_what_an_earlier_one_closed(paragraphs: list[str], captions: list[str | None], result: list[str]) -> None:
    item = seed(headline="Warga Berkumpul.", paragraphs=paragraphs, photos=[Photo(url="x", caption=text) for text in captions])
    pipelines.process(item)
    before = copy.deepcopy(item)
    assert item.paragraphs == result
    pipelines.process(item)
    assert item == before


@given(ARTICLES, st.sampled_from(pipelines.ORDER[:-1]))
@settings(max_examples=200, deadline=None)
def test_each_step_alone_is_idempotent(item: ArticleItem, step: type[Step]) -> None:
    step().clean(item)
    before = copy.deepcopy(item)
    step().clean(item)
    assert item == before


def words(*texts: str | None) -> Counter[str]:
    return Counter(word for text in texts if text for word in re.findall(r"[^\W_]+", plain(text).casefold()))


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_no_word_is_lost_when_a_line_is_split(text: str) -> None:
    kept, footer = strip_footer(text)
    assert words(kept, footer) == words(text)
    split = split_dateline(text)
    assert not words(split.body) - words(text)
    if split.separator:
        assert words(split.source, split.place, split.day, split.body) == words(text)
    signed = split_byline(text)
    taken = signed.byline.raw if signed.byline else ""
    assert signed.continued or words(signed.body, taken) == words(text)
    caption = read_caption(text)
    left_out = words(text) - words(caption.marker, caption.text, caption.credit)
    assert left_out.total() <= 3  # the label of a credit, "foto: ", and markers printed twice


@given(ARTICLES)
@settings(max_examples=200, deadline=None)
def test_the_chain_loses_no_word_of_the_body_but_furniture_and_marks(item: ArticleItem) -> None:
    printed = list(item.paragraphs)
    swept = sweep(printed, headline=item.headline, captions=[photo.caption for photo in item.photos if photo.caption])
    assert words(*swept.kept, *(line for _, line in swept.dropped)) == words(*printed)
    captions = [line for line in swept.kept if caption_line(line)]
    signed = [body for line in swept.kept if footer_kind(body := split_byline(line).body)]
    known = words(*captions, *signed, *(photo.caption for photo in item.photos))
    try:
        pipelines.process(item)
    except RefusedItem:
        return
    credited = [photo.credit for photo in item.photos]
    taken = words(*item.paragraphs, *credited, item.byline.raw if item.byline else None, *item.findings)
    if item.dateline:
        taken += words(item.dateline.source, item.dateline.place)
    assert set(words(*swept.kept)) - set(taken) - set(known) <= {"bersambung", "habis", "selesai", "tamat"}


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_furniture_is_never_in_the_result(text: str) -> None:
    kept = sweep([text]).kept
    assert all(footer_kind(line) is None for line in kept)


HOSTILE = {
    "spaces": " " * 100_000 + "x",
    "open parentheses": "(" * 100_000,
    "closed parentheses": "Warga. " + "(a)" * 33_000,
    "slashes": "Warga. (" + "a/" * 50_000 + ")",
    "asterisks": "Warga." + "*" * 100_000,
    "ornaments": "Warga." + " *" * 50_000,
    "continued": "Warga." + " (bersambung)" * 7_700,
    "marks": "Warga." + " (ADV)" * 16_000,
    "labels": "Warga. " + "Editor: a " * 10_000,
    "dashes": "-" * 100_000,
    "places": "Tuban - " * 12_500,
    "captions": "foto : " * 14_000,
    "credits": "foto : " + "x (foto: " * 11_000,
    "disqus": "comments powered by Disqus " * 3_700,
    "script": "Please enable JavaScript komentar " * 3_000,
    "related": "Baca juga " * 10_000,
    "counters": "dibaca 1" + "." * 100_000,
    "digits": "1" * 100_000,
    "dates": "Rabu (18/07) " * 7_700,
    "capitals": "A" * 100_000,
    "letters": "a" * 100_000,
    "quotes": "”" * 100_000,
    "no-break spaces": "Warga.\u00a0" * 14_000,
    "zero-width": "\u200b" * 100_000,
    "titles": "Warga, S.H" + ", S.H" * 20_000 + " (a/b)",
    "sayings": "ujarnya A" + " A" * 50_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hundred_thousand_hostile_characters_come_to_an_end(text: str) -> None:
    item = seed(paragraphs=["Pembuka.", text, text], photos=[Photo(url="x", caption=text)], headline=text)
    with suppress(RefusedItem):
        pipelines.process(item)
    split_dateline(text)
    footer_kind(text)


def test_a_labelled_byline_above_the_text_is_read_and_the_dateline_below_it_too() -> None:
    item = seed(paragraphs=["Laporan Wartawan Warta Contoh, Rudi Hartawan", "TUBAN - Warga senang.", "Mereka menari."])
    pipelines.process(item)
    assert item.byline is not None
    assert item.byline.reporters == ["Rudi Hartawan"]
    assert item.dateline is not None
    assert item.dateline.place == "TUBAN"
    assert item.paragraphs == ["Warga senang.", "Mereka menari."]
