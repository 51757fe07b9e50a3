from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tubancrawl.access.blame import BlamedParagraph, Sentence, Stay, blame, blame_json, blame_within
from tubancrawl.access.sentences import sentences

SENTENCES = st.sampled_from(["Satu.", "Dua puluh.", "Tiga kali.", "Bupati datang.", "“Empat!” ujarnya.", "Lima"])
VERSIONS = st.lists(st.lists(st.lists(SENTENCES, min_size=1, max_size=4).map(" ".join), max_size=4), min_size=1, max_size=5)


def versions(*texts: list[str]) -> list[dict[str, Any]]:
    return [{"version": number, "paragraphs": paragraphs} for number, paragraphs in enumerate(texts, 1)]


def told(paragraphs: list[BlamedParagraph]) -> list[list[tuple[str, int, int | None]]]:
    return [[(s.text, s.since, s.until) for s in paragraph.sentences] for paragraph in paragraphs]


@pytest.mark.parametrize(
    "parts",
    [
        ["Drs. H. Fulan, M.Si. membuka acara di Jl. Basuki Rahmat No. 5, Rabu (18/07).", "Acara mulai pukul 10.30 WIB."],
        ["Warga diterima dr. M. Nuh, Sp.A. di Kec. Soko.", "Ia pulang pukul 10.", "Lalu hujan."],
        ["“Apa kabar?” tanyanya.", "Warga tertawa."],
        ["“Jangan mendekat!” pesan Hartoyo.", "Warga menurut."],
        ["1. Membawa KTP.", "2. Membawa KK."],
        ["Bantuan Rp. 5.000.000 diserahkan PT. Semen.", "Hadir camat, lurah, dll.", "Semua pulang."],
        ["Ia lulusan kampus itu, S.Pd.", "Kegiatan berlanjut."],
        ["Ketua panitia H. Ali, S.Pd. M.Pd. hadir.", "Acara (yang kedua.)", "Selesai…", "Benar?", "Ya!"],
        ["Tanpa titik"],
    ],
)  # fmt: skip
def test_a_paragraph_is_parted_where_its_sentences_end(parts: list[str]) -> None:
    assert sentences(" ".join(parts)) == parts


@given(st.text())
def test_no_character_of_a_paragraph_is_lost_but_white_space(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


def test_a_sentence_counts_from_the_version_that_brought_it_in() -> None:
    found = blame(versions(["Satu. Dua."], ["Satu. Baru sekali. Dua."]))
    assert told(found) == [[("Satu.", 1, None), ("Baru sekali.", 2, None), ("Dua.", 1, None)]]


def test_a_gone_sentence_stands_where_it_stood_and_names_the_version_that_first_lacked_it() -> None:
    found = blame(versions(["Satu. Dua. Tiga."], ["Satu. Tiga."], ["Satu. Tiga."]))
    assert told(found) == [[("Satu.", 1, None), ("Dua.", 1, 2), ("Tiga.", 1, None)]]


def test_a_paragraph_that_went_whole_is_a_paragraph_of_its_own() -> None:
    found = blame(versions(["Satu.", "Dua. Tiga.", "Empat."], ["Satu.", "Empat."]))
    assert told(found) == [[("Satu.", 1, None)], [("Dua.", 1, 2), ("Tiga.", 1, 2)], [("Empat.", 1, None)]]
    assert [paragraph.is_gone for paragraph in found] == [False, True, False]


def test_the_first_sentence_of_a_paragraph_goes_and_stays_first() -> None:
    assert told(blame(versions(["Satu. Dua."], ["Dua."]))) == [[("Satu.", 1, 2), ("Dua.", 1, None)]]


def test_a_text_that_went_away_and_came_back_counts_from_its_coming_back() -> None:
    a, b = "Pemadaman mulai pukul 08.00 WIB.", "Pemadaman mulai pukul 09.00 WIB."
    [paragraph] = blame(versions([a], [b], [a]))
    first = Stay(since=1, until=2)
    assert paragraph.sentences == (
        Sentence(text=b, since=2, until=3, replaces=a),
        Sentence(text=a, since=3, until=None, earlier=(first,), replaces=b),
    )


def test_an_edited_sentence_is_new_and_says_what_it_replaces() -> None:
    old, new = "Bupati membuka pasar murah itu.", "Wakil bupati membuka pasar murah itu."
    [paragraph] = blame(versions([f"{old} Warga senang."], [f"{new} Warga senang."]))
    found = {sentence.text: sentence for sentence in paragraph.sentences}
    assert (found[new].since, found[new].replaces) == (2, old)
    assert (found[old].until, found["Warga senang."].since) == (2, 1)


def test_a_sentence_unlike_what_went_replaces_nothing() -> None:
    found = blame(versions(["Bupati membuka pasar murah."], ["Hujan turun deras sejak pagi."]))
    assert [sentence.replaces for paragraph in found for sentence in paragraph.sentences] == [None, None]


def test_a_moved_sentence_is_as_old_as_it_was() -> None:
    found = blame(versions(["Satu. Dua.", "Tiga."], ["Tiga. Satu.", "Dua."]))
    assert {sentence.since for paragraph in found for sentence in paragraph.sentences} == {1}


def test_of_two_sentences_with_the_same_words_one_can_go() -> None:
    [paragraph] = blame(versions(["Ya. Ya."], ["Ya."]))
    assert [(s.since, s.until) for s in paragraph.sentences] == [(1, None), (1, 2)]


@given(VERSIONS)
def test_every_version_can_be_told_from_the_stays_and_the_last_one_in_its_order(texts: list[list[str]]) -> None:
    found = [sentence for paragraph in blame(versions(*texts)) for sentence in paragraph.sentences]
    for number, paragraphs in enumerate(texts, 1):
        expected = sorted(sentence for paragraph in paragraphs for sentence in sentences(paragraph))
        assert expected == sorted(
            sentence.text
            for sentence in found
            for stay in (*sentence.earlier, Stay(since=sentence.since, until=sentence.until))
            if stay.since <= number and (stay.until is None or number < stay.until)
        )
    last = [[s.text for s in p.sentences if s.until is None] for p in blame(versions(*texts))]
    assert [keys for keys in last if keys] == [sentences(paragraph) for paragraph in texts[-1]]


@pytest.mark.parametrize("text", ["." * 100_000, ". " * 8_000, "A. " * 30_000, ".)" * 50_000, "Kata kita. " * 9_000])
def test_hostile_paragraphs_are_parted_and_blamed_all_the_same(text: str) -> None:
    found = blame(versions([text], [f"Baru sekali. {text}"]))
    assert [(s.since, s.until) for p in found for s in p.sentences if s.since == 1][:1] == [(1, None)]


def test_the_json_says_when_each_version_came_and_who_changed_its_text() -> None:
    history = {
        "url": "https://tubankab.go.id/entry/x",
        "versions": [
            {"number": 1, "first_captured_at": "2026-03-01T06:00:00+00:00", "changes": []},
            {"number": 2, "first_captured_at": "2026-03-02T06:00:00+00:00",
             "changes": [{"field": "headline", "cause": "reader"}, {"field": "paragraphs", "cause": "publisher"}]},
        ],
    }  # fmt: skip
    found = blame_json(history, versions(["Satu."], ["Satu. Dua."]))
    assert [(version["number"], version["cause"]) for version in found["versions"]] == [(1, None), (2, "publisher")]
    assert found["paragraphs"] == [
        {
            "gone": False,
            "sentences": [
                {"text": "Satu.", "since": 1, "until": None, "earlier": [], "replaces": None},
                {"text": "Dua.", "since": 2, "until": None, "earlier": [], "replaces": None},
            ],
        }
    ]


WITHIN = 20_000


@given(VERSIONS)
def test_a_bound_on_the_work_changes_no_blame(texts: list[list[str]]) -> None:
    assert blame_within(10**9, versions(*texts)) == blame(versions(*texts))


def test_what_differs_is_the_work_and_not_how_many_versions_there_are() -> None:
    paragraphs = [f"Kalimat {number} tetap." for number in range(20)]
    little = [[*paragraphs[: number % 20], f"Baru {number}.", *paragraphs[number % 20 :]] for number in range(60)]
    rewritten = [[f"Kata {place * 1000 + number} lain sama sekali." for place in range(60)] for number in range(3)]
    assert blame_within(WITHIN, versions(*little)) == blame(versions(*little))
    assert blame_within(WITHIN, versions(*rewritten)) is None
