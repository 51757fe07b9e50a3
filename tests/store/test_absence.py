import random
from datetime import datetime, timedelta
from itertools import groupby, pairwise
from typing import Any

import pytest

from tests.store.making import BEGINNING
from tubancrawl.items import Outcome
from tubancrawl.store.absence import presence_of, state_of
from tubancrawl.store.history import Sight

OLD, NEW, NUMBER = 1, 2, 3


def sight(hour: float, outcome: Outcome, **changes: Any) -> Sight:
    known: dict[str, Any] = {
        "captured_at": BEGINNING + timedelta(hours=hour),
        "record_id": f"urn:{hour}",
        "outcome": outcome,
        "asked_id": OLD,
        "url_id": OLD,
    }
    return Sight(**{**known, **changes})


def outcomes(*told: tuple[float, str]) -> list[Sight]:
    return [sight(hour, outcome) for hour, outcome in told]  # type: ignore[arg-type]  # outcomes by name


@pytest.mark.parametrize(
    ("seen", "state"),
    [
        ([], "unknown"),
        (outcomes((1, "blocked"), (2, "failed")), "unknown"),
        (outcomes((1, "ok")), "live"),
        (outcomes((1, "ok"), (2, "missing")), "missing"),
        (outcomes((1, "ok"), (2, "soft_missing")), "missing"),
        (outcomes((1, "ok"), (2, "gone")), "missing"),
        (outcomes((1, "ok"), (2, "gone"), (2.1, "gone")), "gone"),
        (outcomes((1, "ok"), (2, "gone"), (3, "missing"), (4, "gone")), "gone"),
        (outcomes((1, "ok"), (2, "missing"), (3, "missing"), (49.9, "missing")), "missing"),
        (outcomes((1, "ok"), (2, "missing"), (3, "missing"), (50, "missing")), "gone"),
        (outcomes((1, "ok"), (2, "missing"), (500, "soft_missing")), "missing"),
        (outcomes((1, "ok"), (2, "missing"), (30, "soft_missing"), (60, "missing")), "gone"),
        (outcomes((1, "ok"), (2, "missing"), (30, "ok"), (60, "missing"), (90, "missing")), "missing"),
        (outcomes((1, "ok"), (2, "missing"), (30, "missing"), (60, "missing"), (61, "not_modified")), "live"),
        (outcomes((1, "ok"), (2, "moved")), "moved"),
        ([sight(1, "ok"), sight(2, "moved", astray=True)], "missing"),
        ([sight(1, "ok"), sight(2, "soft_missing", of_site=True)], "live"),
        ([sight(1, "missing"), sight(2, "soft_missing", of_site=True), sight(90, "soft_missing", of_site=True)], "missing"),
        (outcomes((1, "ok"), (2, "gone"), (3, "gone"), (4, "failed"), (5, "unreadable"), (6, "blocked")), "gone"),
        (outcomes((1, "missing"), (2, "not_modified")), "live"),
        ([sight(1, "ok"), sight(2, "moved", leads_to=NEW)], "live"),
    ],
    ids=[
        *(
            "nothing",
            "no answer",
            "read",
            "404",
            "soft 404",
            "one 410",
            "two 410",
            "two 410 in an absence",
            "47.9 hours",
            "48 hours",
        ),
        *("two misses in weeks", "misses of several kinds", "seen between", "back", "away", "to the front page", "maintenance"),
        *("maintenance is no miss", "inconclusive", "304", "to itself"),
    ],
)
def test_the_state_follows_the_newest_answer_that_says_anything(seen: list[Sight], state: str) -> None:
    assert state_of(seen) == state


def test_an_absence_is_an_interval_that_closes_when_the_article_comes_back() -> None:
    told = presence_of(outcomes((1, "ok"), (2, "missing"), (30, "failed"), (60, "missing"), (90, "missing"), (100, "ok")))
    (absence,) = told.absences
    times = (absence.last_seen_at, absence.first_missed_at, absence.last_missed_at, absence.seen_again_at)
    assert times == tuple(BEGINNING + timedelta(hours=hour) for hour in (1, 2, 90, 100))
    assert (absence.misses, absence.state, told.state) == (3, "gone", "live")


def test_an_absence_before_anything_was_seen_has_no_last_sight() -> None:
    (absence,) = presence_of(outcomes((1, "missing"), (2, "ok"))).absences
    assert absence.last_seen_at is None
    assert absence.seen_again_at == BEGINNING + timedelta(hours=2)


def test_an_address_that_the_article_left_cannot_miss_it() -> None:
    moved = [sight(1, "ok"), sight(2, "moved", leads_to=NEW), sight(3, "ok", asked_id=NEW, url_id=NEW)]
    told = presence_of([*moved, *(sight(hour, "missing") for hour in (30, 60, 90))])
    assert (told.state, told.absences) == ("live", [])


def test_an_article_that_moved_and_was_never_seen_there_can_be_missed_at_both_addresses() -> None:
    told = presence_of([sight(1, "ok"), sight(2, "moved", leads_to=NEW), sight(3, "missing", asked_id=NEW, url_id=NEW)])
    assert told.state == "missing"


def test_an_article_asked_under_its_number_can_be_missed_there() -> None:
    told = presence_of([sight(1, "ok", asked_id=NUMBER, url_id=OLD), sight(2, "missing", asked_id=NUMBER, url_id=NUMBER)])
    assert told.state == "missing"


def test_each_address_has_the_times_at_which_the_article_was_seen_there() -> None:
    told = presence_of(
        [
            sight(1, "ok"),
            sight(5, "not_modified"),
            sight(6, "moved", leads_to=NEW),
            sight(7, "ok", asked_id=NEW, url_id=NEW),
            sight(9, "missing", asked_id=NEW, url_id=NEW),
        ]
    )
    hours = {url_id: [hour(at) for at in times] for url_id, times in told.seen.items()}
    assert hours == {OLD: [1, 5], NEW: [7, 7]}


KINDS: dict[str, dict[str, Any]] = {
    "ok": {"outcome": "ok"},
    "304": {"outcome": "not_modified"},
    "404": {"outcome": "missing"},
    "410": {"outcome": "gone"},
    "soft 404": {"outcome": "soft_missing"},
    "maintenance": {"outcome": "soft_missing", "of_site": True},
    "to the front page": {"outcome": "moved", "astray": True},
    "elsewhere": {"outcome": "moved"},
    "to itself": {"outcome": "moved", "leads_to": OLD},
    "503": {"outcome": "failed"},
    "403": {"outcome": "blocked"},
    "unreadable": {"outcome": "unreadable"},
}
THERE, MISSED = {"ok", "304"}, {"404", "410", "soft 404", "to the front page"}


def model(told: list[tuple[int, str]]) -> tuple[str, list[tuple[Any, ...]]]:
    """Say from the words alone what state an article of one address is in and when it was not there: written twice on purpose."""
    words = [(hour, kind) for hour, kind in told if kind in THERE | MISSED]
    absences = []
    for is_there, group in groupby(words, key=lambda word: word[1] in THERE):
        if is_there:
            continue
        missed = list(group)
        before = [hour for hour, kind in words if kind in THERE and hour < missed[0][0]]
        after = [hour for hour, kind in words if kind in THERE and hour > missed[-1][0]]
        enough = len(missed) > 2 and missed[-1][0] - missed[0][0] >= 48
        enough = enough or sum(kind == "410" for _, kind in missed) > 1
        absences.append(
            (
                "gone" if enough else "missing",
                max(before, default=None),
                missed[0][0],
                len(missed),
                missed[-1][0],
                min(after, default=None),
            )
        )
    said = [kind for _, kind in told if kind in THERE | MISSED | {"elsewhere"}]
    if not said:
        return "unknown", absences
    if said[-1] == "elsewhere":
        return "moved", absences
    return ("live" if said[-1] in THERE else absences[-1][0]), absences


def hour(at: datetime | None) -> int | None:
    return None if at is None else round((at - BEGINNING) / timedelta(hours=1))


def test_five_hundred_sequences_are_told_as_the_model_tells_them() -> None:
    different = []
    for seed in range(500):
        chance = random.Random(seed)
        weights = [chance.choice([1, 1, 4]) for _ in KINDS]
        hours = sorted(chance.sample(range(chance.choice([60, 200, 900])), 20))
        told = list(zip(hours, chance.choices(sorted(KINDS), weights, k=20), strict=True))
        seen = [sight(hour, **KINDS[kind]) for hour, kind in told]
        chance.shuffle(seen)
        presence = presence_of(seen)
        found = [
            (a.state, hour(a.last_seen_at), hour(a.first_missed_at), a.misses, hour(a.last_missed_at), hour(a.seen_again_at))
            for a in presence.absences
        ]
        if (presence.state, found) != model(told):
            different.append((seed, told, presence.state, found, model(told)))
    assert different == []


def test_an_article_turns_when_it_is_first_missed_when_that_is_proved_and_when_it_is_back() -> None:
    seen = outcomes(
        (1, "ok"),
        (2, "missing"),
        (3, "failed"),
        (30, "missing"),
        (60, "missing"),
        (70, "missing"),
        (80, "ok"),
        (81, "ok"),
        (90, "moved"),
    )
    turns = [(hour(turn.at), turn.kind) for turn in presence_of(seen).turns]
    assert turns == [(2, "missing"), (60, "gone"), (80, "back"), (90, "moved")]


def test_an_article_that_was_missed_before_it_was_ever_seen_makes_no_turn() -> None:
    assert presence_of(outcomes((1, "missing"), (2, "gone"), (3, "gone"), (4, "ok"))).turns == []


def test_the_turns_of_five_hundred_sequences_are_the_ends_of_their_absences_and_lead_to_their_state() -> None:
    for seed in range(500):
        chance = random.Random(seed)
        told = list(zip(sorted(chance.sample(range(300), 20)), chance.choices(sorted(KINDS), k=20), strict=True))
        presence = presence_of([sight(at, **KINDS[kind]) for at, kind in told])
        kinds = [turn.kind for turn in presence.turns]
        assert all(one != other for one, other in pairwise(kinds))
        if kinds:
            assert presence.state == ("live" if kinds[-1] == "back" else kinds[-1])
        else:
            assert presence.state in {"live", "unknown"} or presence.last_seen_at is None
        absences = [absence for absence in presence.absences if absence.last_seen_at is not None]
        begun = {turn.at for turn in presence.turns if turn.kind in {"missing", "moved"}}
        ended = {turn.at for turn in presence.turns if turn.kind == "back"}
        assert {absence.seen_again_at for absence in absences if absence.seen_again_at} <= ended
        assert {turn.at for turn in presence.turns if turn.kind == "missing"} <= begun
        assert all(any(at <= absence.last_missed_at for at in begun) for absence in absences)
