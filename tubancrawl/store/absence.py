"""Whether an article is there: its state, the times at which it was not, and the addresses at which it was seen.

Pure, and blind to the order of arrival. One bad answer proves nothing: what counts as a miss is said here, and when misses are
enough. An absence is always an interval: last seen, first missed, seen again. docs/history.md tells it to people.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Literal

from tubancrawl.items import Outcome
from tubancrawl.store.history import Sight, in_order

State = Literal["live", "moved", "missing", "gone", "unknown"]
_Word = Literal["there", "missed", "gone", "away"]

_MISSES: Final = 3
_SPREAD: Final = timedelta(hours=48)
"""Misses that prove an article gone, and the least time from the first to the last. A broken deployment or a restored backup
answers 404 for a night or a weekend, and to as many asks as one likes."""
_TOLD_GONE: Final = 2
"""Answers 410 that prove it at once: nobody sends 410 by accident, so two of them only rule out a single broken answer."""

_WORD: Final[dict[Outcome, _Word]] = {
    "ok": "there",
    "not_modified": "there",
    "missing": "missed",
    "soft_missing": "missed",
    "gone": "gone",
    "moved": "away",
}
"""What an outcome says of the article; the others (blocked, failed, unreadable, not_in_replay) say nothing of it."""


@dataclass(slots=True, kw_only=True)
class Absence:
    """A time at which every answer that says anything said that the article is not there. `misses` counts them."""

    last_seen_at: datetime | None
    """None: it was not seen before."""
    first_missed_at: datetime
    last_missed_at: datetime
    misses: int = 0
    told_gone: int = 0
    """How many of the misses were answers 410."""
    seen_again_at: datetime | None = None
    """None: it was not seen since."""

    @property
    def state(self) -> Literal["missing", "gone"]:
        """Return `gone` once the misses prove it, and `missing` before."""
        spread = self.last_missed_at - self.first_missed_at
        proved = self.told_gone >= _TOLD_GONE or (self.misses >= _MISSES and spread >= _SPREAD)
        return "gone" if proved else "missing"


TurnKind = Literal["missing", "gone", "moved", "back"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A moment at which an article that had been seen was first missed, was proved gone, had moved away, or was seen again."""

    at: datetime
    kind: TurnKind


@dataclass(slots=True, kw_only=True)
class Presence:
    """What the captures of an article say of where it was and when."""

    state: State = "unknown"
    absences: list[Absence] = field(default_factory=list)
    """Oldest first; the last one is open if it was not seen since."""
    seen: dict[int, tuple[datetime, datetime]] = field(default_factory=dict)
    """Number of an address -> when the article was first and last seen there."""
    last_seen_at: datetime | None = None
    turns: list[Turn] = field(default_factory=list)
    """Oldest first."""


def presence_of(sights: Iterable[Sight]) -> Presence:
    """Return what the sights of one article say, in whatever order they come.

    The newest answer that says anything gives the state. Only the address at which the article was seen last can miss it: that
    an old address answers 404 one day, after years of leading to the new one, says nothing of the article.
    """
    told = Presence()
    here: set[int] = set()
    for sight in in_order(sights):
        if sight.leads_to is not None:
            if not here or sight.asked_id in here:
                here.add(sight.leads_to)
            continue
        word = _word_of(sight)
        if word == "there":
            here = {sight.asked_id, sight.url_id}
            _see(told, here, sight.captured_at)
        elif word is not None and (not here or sight.asked_id in here):
            _miss(told, word, sight.captured_at)
    return told


def state_of(sights: Iterable[Sight]) -> State:
    """Return the article's state; `unknown` if no capture says anything of it."""
    return presence_of(sights).state


def _word_of(sight: Sight) -> _Word | None:
    if sight.of_site:
        return None
    return "missed" if sight.astray else _WORD.get(sight.outcome)


def _see(told: Presence, here: set[int], at: datetime) -> None:
    if told.absences and told.absences[-1].seen_again_at is None:
        told.absences[-1].seen_again_at = at
    for url_id in here:
        first, _ = told.seen.get(url_id, (at, at))
        told.seen[url_id] = (first, at)
    told.last_seen_at, told.state = at, "live"
    if told.turns and told.turns[-1].kind != "back":
        told.turns.append(Turn(at=at, kind="back"))


def _miss(told: Presence, word: _Word, at: datetime) -> None:
    if word == "away":
        _turn(told, "moved", at)
        return
    if not told.absences or told.absences[-1].seen_again_at is not None:
        told.absences.append(Absence(last_seen_at=told.last_seen_at, first_missed_at=at, last_missed_at=at))
    absence = told.absences[-1]
    absence.misses += 1
    absence.told_gone += word == "gone"
    absence.last_missed_at = at
    _turn(told, absence.state, at)


def _turn(told: Presence, state: Literal["missing", "gone", "moved"], at: datetime) -> None:
    if told.state != state and told.last_seen_at is not None:
        told.turns.append(Turn(at=at, kind=state))
    told.state = state
