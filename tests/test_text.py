import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tubancrawl.text import digest_of, likeness, plain, sketch_of, terminal_safe


@given(st.text())
def test_plain_text_is_plain_already(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@given(st.text())
def test_plain_text_has_one_space_between_words_and_none_around(text: str) -> None:
    seen = plain(text)
    assert seen == " ".join(seen.split())


@given(st.text("ab \n\t\x0b\x1c\u0085\u00a0\u00ad\u200b\u0301e“", max_size=12))
def test_plain_text_has_lost_controls_and_what_prints_nothing_and_kept_the_rest(text: str) -> None:
    kept = "".join(c for c in text if c not in "\x0b\u00ad\u200b")
    assert plain(text) == " ".join(unicodedata.normalize("NFC", kept).split())


def test_no_break_and_zero_width_spaces_do_not_tell_two_texts_apart() -> None:
    assert plain("Rabu\u00a0(18/07)\u200b\ufeff,  sore\n") == "Rabu (18/07), sore"


def test_typographic_quotes_are_the_publishers() -> None:
    assert plain("“Berat sama dipikul,” ujarnya") == "“Berat sama dipikul,” ujarnya"


@given(st.text())
def test_nothing_a_terminal_obeys_is_left(text: str) -> None:
    assert not set(terminal_safe(text)) & {chr(c) for c in (*range(9), *range(11, 32), *range(127, 160))}


def test_equal_content_has_an_equal_digest_whatever_its_order() -> None:
    assert digest_of({"a": 1, "b": ["é"]}) == digest_of({"b": ["é"], "a": 1}) != digest_of({"a": 1, "b": ["e"]})


@pytest.mark.parametrize(
    ("one", "other", "expected"), [("", "", 1.0), ("abc", "abc", 1.0), ("abc", "abd", 0.5), ("abc", "xyz", 0.0), ("", "a", 0.0)]
)
def test_the_likeness_of_small_sets_is_exact(one: str, other: str, expected: float) -> None:
    assert likeness(sketch_of(one), sketch_of(other)) == expected


def test_the_likeness_of_large_sets_is_near_the_truth() -> None:
    one, other = [f"w{n}" for n in range(300)], [f"w{n}" for n in range(30, 330)]
    assert likeness(sketch_of(one), sketch_of(reversed(one))) == 1.0
    assert abs(likeness(sketch_of(one), sketch_of(other)) - 270 / 330) < 0.2


def test_a_sketch_is_short_whatever_it_is_of() -> None:
    assert len(sketch_of(str(n) for n in range(10_000))) == 32 * 6
