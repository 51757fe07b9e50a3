import pytest

from tubancrawl.monitoring import Figures, judge


def test_a_crawl_that_read_what_it_asked_for_is_trusted() -> None:
    assert judge(Figures({"ok": 90, "missing": 3, "failed": 1}, articles=80)).word == "trusted"


def test_articles_that_were_not_modified_count_among_those_that_read() -> None:
    assert judge(Figures({"not_modified": 85, "ok": 9, "unreadable": 6}, articles=9, unmodified=85)).word == "trusted"


def test_a_crawl_that_had_nothing_to_ask_is_trusted() -> None:
    assert judge(Figures()).word == "trusted"


@pytest.mark.parametrize(
    ("figures", "reason"),
    [
        (Figures({"ok": 6, "failed": 4}, articles=6), "4 of 10 answers failed"),
        (Figures({"failed": 1}), "1 of 1 answers failed"),
        (Figures({"ok": 5, "unreadable": 5}, articles=5), "5 of 10 article pages could not be read"),
        (Figures({"not_modified": 95, "unreadable": 5}, unmodified=95), "5 of 100 article pages could not be read"),
        (Figures({"ok": 5}, articles=5, errors=1), "1 pages met an error in the program"),
        (Figures({"ok": 5}, articles=5, finish_reason="start_error"), "ended early: start_error"),
        (
            Figures({"ok": 5}, articles=5, finish_reason="site_refused", refusal="4 pauses"),
            "the site refused: 4 pauses; what was not",
        ),
        (Figures({"missing": 3}), "no page could be read"),
        (Figures({"not_in_replay": 7}), "held none of the pages"),
    ],
    ids=[
        "failures",
        "only-failure",
        "layout-drift",
        "drift-behind-validators",
        "own-error",
        "early-end",
        "refused",
        "nothing-read",
        "empty-replay",
    ],
)
def test_a_crawl_is_bad_for_a_reason_that_is_named(figures: Figures, reason: str) -> None:
    verdict = judge(figures)
    assert verdict.word == "bad"
    assert reason in " ".join(verdict.reasons)


def test_an_interrupted_crawl_is_neither_trusted_nor_bad() -> None:
    assert judge(Figures({"ok": 5}, articles=5, finish_reason="shutdown")).word == "interrupted"
