"""Whatever a reader types is a search, and whatever comes back as a cursor is that or refused."""

import base64
import random
import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import text as text_

from tests.store.making import Archive, day
from tests.store.search.finding import find
from tubancrawl.errors import BadCursor
from tubancrawl.store.database import reading
from tubancrawl.store.search import Wanted, iter_hits
from tubancrawl.store.search.matching import match_of
from tubancrawl.store.search.query import MOST_WORDS, Query, query_of
from tubancrawl.store.search.words import LONGEST_WORD, spans_of, words_of

OPERATORS = (  # noqa: SIM905 - easier to read
    r"""AND OR NOT NEAR(a NEAR * ^ : - + ( ) " ' '' & | ! <-> <2> :* :A {headline} headline: body : -body: \ % _ ; -- /* ~"""
    " \0 \ud800 “ kata é"
).split()

FIXED = [
    *OPERATORS,
    " ".join(OPERATORS),
    "kata " * 20_000,
    '"' * 100_000,
    "k" * 100_000,
    "-a " * 30_000,
    "headline:" * 10_000,
    '"kata' + " kata" * 20_000,
    "'; DROP TABLE article; --",
    'a" OR article_fts MATCH "b',
    "${jndi:ldap://x}",
    "\u202eatak\u202c",
    "a\0b",
    "x\udfffy",
]


@pytest.fixture
def one(archive: Archive) -> Archive:
    archive.begin()
    archive.read("/entry/a", day(0), headline="satu kata")
    archive.read("/entry/a", day(1), headline="dua kata")
    archive.writer.flush()
    return archive


def random_strings(count: int) -> list[str]:
    chance = random.Random(14)
    alphabet = [*OPERATORS, *string.printable, " ", " ", " "]
    return ["".join(chance.choices(alphabet, k=chance.randint(1, 30))) for _ in range(count)]


def test_no_text_is_an_error(one: Archive) -> None:
    matches = {match_of(query_of(Wanted(text=text)), one.engine.dialect.name, negated=True) for text in random_strings(5_000)}
    found = "article_fts MATCH :match" if one.engine.dialect.name == "sqlite" else "words @@ CAST(:match AS tsquery)"
    with one.engine.connect() as connection:
        for match in matches:
            connection.execute(text_(f"SELECT 1 FROM article_fts WHERE {found}"), {"match": match})


def test_no_search_is_an_error(one: Archive) -> None:
    for text in [*FIXED, *random_strings(50)]:
        find(one, text, scope="all")
        find(one, text, scope="removed", exact=True, field="reporter")
        find(one, "", reporter=text, category=text, editor=text, photographer=text)


def test_a_search_that_is_too_long_is_cut_and_says_so(one: Archive) -> None:
    found = find(one, "kata " * 20_000)
    assert found.total == 1
    found = find(one, " ".join(f"kata{number}" for number in range(MOST_WORDS + 1)))
    assert [str(note) for note in found.notes] == [f"The search was cut: only its first {MOST_WORDS} words were used."]
    assert find(one, " ".join(f"kata{number}" for number in range(MOST_WORDS))).notes == []


@given(st.text(st.characters(exclude_categories=[])) | st.text(st.characters(max_codepoint=127)))
@example("Surat " + "A1" * LONGEST_WORD + "-b")
def test_words_are_letters_and_digits_of_their_place(text: str) -> None:
    words = words_of(text)
    assert all(word.isalnum() and len(word) <= LONGEST_WORD for word in words)
    assert [span.word for span in spans_of(text)] == words
    assert all(words_of(text[span.start : span.end]) == [span.word] for span in spans_of(text))


@given(st.text(st.sampled_from('ab-" :') | st.characters(exclude_categories=[])))
def test_every_text_is_a_query_of_a_few_words(text: str) -> None:
    query: Query = query_of(Wanted(text=text))
    assert sum(len(term.words) for term in (*query.terms, *query.unwanted)) <= MOST_WORDS
    assert all(term.words for term in (*query.terms, *query.unwanted))


@pytest.fixture
def many(archive: Archive) -> Archive:
    archive.begin()
    for number in range(25):
        text = [f"kata {'x' * repeat}" for repeat in range(number % 5 + 1)]
        archive.read(f"/entry/{number}x", day(number / 10), published_at=f"20{10 + number % 7}-01-01", paragraphs=text)
        if number % 3 == 0:
            archive.read(f"/entry/{number}x", day(9), published_at=f"20{10 + number % 7}-01-01", paragraphs=["kata lain"])
    return archive


@pytest.mark.parametrize("scope", ["current", "removed", "all"])
@pytest.mark.parametrize("sort", ["relevance", "newest"])
def test_pages_give_each_article_once_and_in_order(many: Archive, scope: str, sort: str) -> None:
    whole = find(many, "kata", scope=scope, sort=sort, limit=100)
    assert whole.next is None
    assert whole.total == len(whole.hits) > 5
    urls, cursor = [], None
    while True:
        page = find(many, "kata", scope=scope, sort=sort, limit=4, cursor=cursor)
        assert (page.total, page.facets) == (whole.total, whole.facets)
        urls += [hit.url for hit in page.hits]
        cursor = page.next
        if cursor is None:
            break
        assert len(page.hits) == 4
    assert urls == [hit.url for hit in whole.hits]
    with reading(many.engine) as session:
        wanted = Wanted(text="kata", scope=scope, sort=sort)  # type: ignore[arg-type] # from the parameters
        assert len(set(iter_hits(session, wanted))) == whole.total


def test_pages_go_on_past_what_is_ranked_together(many: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tubancrawl.store.search.running.MOST_RANKED", 7)
    urls, cursor = [], None
    while True:
        page = find(many, "kata", limit=4, cursor=cursor)
        urls += [hit.url for hit in page.hits]
        cursor = page.next
        if cursor is None:
            break
    assert len(urls) == len(set(urls)) == 25
    assert page.total == 25
    assert len(page.notes) == 2


def test_an_article_that_comes_meanwhile_shifts_no_page(many: Archive) -> None:
    before = find(many, "kata", limit=100).hits
    first = find(many, "kata", limit=5)
    many.read("/entry/new", day(11), published_at="2026-01-01", paragraphs=["kata"])
    rest = find(many, "kata", limit=100, cursor=first.next)
    assert [hit.url for hit in (*first.hits, *rest.hits)] == [hit.url for hit in before]


def test_a_cursor_that_no_page_gave_is_refused(many: Archive) -> None:
    cursor = find(many, "kata", limit=3).next
    assert cursor is not None
    told = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    before, score = told.split(",")[1:3]
    altered = [told.replace(before, wrong) for wrong in ("-1", "1.5", "null", str(1 << 70))]
    altered += [told.replace(score, wrong) for wrong in ("NaN", "1e999", '"x"', "null", "true")]
    altered += [told.replace("[", "{"), told[:-1] + ",1]", "null", "[]", "[" * 200, "1"]
    for garbage in ("", "x", "é", "\ud800", "\0", "=" * 9, "A" * 100_000, cursor[:-3], cursor + "\n", *map(encoded, altered)):
        with pytest.raises(BadCursor):
            find(many, "kata", cursor=garbage)
    with pytest.raises(BadCursor, match="none of this list"):
        find(many, "satu", cursor=cursor)


def encoded(told: str) -> str:
    return base64.urlsafe_b64encode(told.encode()).decode().rstrip("=")
