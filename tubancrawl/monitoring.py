"""Crawl figures -> findings and a verdict: may this crawl be trusted? Pure; the numbers are counted elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

# More failed or refused answers than this share, and the picture of the site is not the site's.
MAX_BAD_SHARE = 0.2

# A redesign makes every article unreadable at once; single odd pages exist on every site.
MAX_UNREADABLE_SHARE = 0.1

# Shares of fewer answers than this say nothing.
MIN_ANSWERS = 5


@dataclass(slots=True)
class Figures:
    """What one crawl brought: answers by outcome, articles read and not modified, our own errors, and how it ended."""

    outcomes: Mapping[str, int] = field(default_factory=dict)
    articles: int = 0
    unmodified: int = 0
    errors: int = 0
    finish_reason: str = "finished"
    refusal: str | None = None
    """Why the crawl gave the site up; None if it did not."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`trusted`, `bad` or `interrupted`, and the reasons, one a line."""

    word: Literal["trusted", "bad", "interrupted"]
    reasons: tuple[str, ...] = ()


def judge(figures: Figures) -> Verdict:
    """Return the verdict on a crawl."""
    reasons = [reason for rule in (_own_errors, _ending, _bad_answers, _unreadable, _silence) if (reason := rule(figures))]
    if figures.finish_reason == "shutdown":
        return Verdict("interrupted", ("stopped by a signal", *reasons))
    return Verdict("bad", tuple(reasons)) if reasons else Verdict("trusted")


def _answers(figures: Figures) -> int:
    return sum(count for outcome, count in figures.outcomes.items() if outcome != "not_in_replay")


def _own_errors(figures: Figures) -> str | None:
    return f"{figures.errors} pages met an error in the program; see the log" if figures.errors else None


def _ending(figures: Figures) -> str | None:
    if figures.refusal is not None:
        return f"the site refused: {figures.refusal}; what was not asked stays due"
    usual = figures.finish_reason in {"finished", "shutdown"}
    return None if usual else f"the crawl ended early: {figures.finish_reason}"


def _bad_answers(figures: Figures) -> str | None:
    bad = figures.outcomes.get("failed", 0) + figures.outcomes.get("blocked", 0)
    total = _answers(figures)
    if bad and (bad == total or (total >= MIN_ANSWERS and bad > MAX_BAD_SHARE * total)):
        return f"{bad} of {total} answers failed or were refused; at most {MAX_BAD_SHARE:.0%} may"
    return None


def _unreadable(figures: Figures) -> str | None:
    unreadable = figures.outcomes.get("unreadable", 0)
    # An article that was not modified still reads. But where nothing else was readable, the layout changed behind the validators.
    total = unreadable + figures.articles + figures.unmodified
    all_of_them = unreadable >= MIN_ANSWERS and not figures.articles
    if all_of_them or (total >= MIN_ANSWERS and unreadable > MAX_UNREADABLE_SHARE * total):
        return (
            f"{unreadable} of {total} article pages could not be read; the layout may have changed: see `tubancrawl inspect URL`"
        )
    return None


def _silence(figures: Figures) -> str | None:
    if figures.outcomes and not _answers(figures):
        return "the recordings held none of the pages that were asked for"
    return (
        None
        if figures.outcomes.get("ok") or figures.outcomes.get("not_modified") or not figures.outcomes
        else "no page could be read"
    )
