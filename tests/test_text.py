import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from tubancrawl.text import digest_of, plain, terminal_safe


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
