"""When to leave the site alone: pure counting of good and bad answers, over a clock that its caller brings.

So many bad answers in a row (refused, failed, down for maintenance) open the breaker: nothing is asked for a while, then one
page, the canary, and all goes on if that is answered well. Each canary that is not makes the next pause twice as long; after a
bounded number the crawl gives up. What was not asked stays due.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

_JITTER: Final = 0.25  # of a pause, up or down: two crawlers that were refused together do not come back together
_PAUSES_IN_ALL: Final = 5
"""Times as many pauses as canaries may fail are taken in one crawl: a site whose front page alone answers is let go of, too."""


@dataclass(slots=True, kw_only=True)
class Breaker:
    """Seconds throughout. `clock` only has to go forward."""

    limit: int
    """Bad answers in a row that open it."""
    first_pause: float
    longest_pause: float
    """Also the longest that a Retry-After is waited for."""
    pauses: int
    """Canaries in a row that may fail."""
    clock: Callable[[], float]
    jitter: Callable[[float, float], float] = random.uniform
    refusal: str | None = None
    """Why the crawl has to end; None while it may go on."""
    taken: list[float] = field(default_factory=list)
    """The pauses so far, those that a Retry-After asked for included."""
    needs_canary: bool = False
    _until: float | None = None
    _in_a_row: int = 0
    _failed_canaries: int = 0
    _opened: int = 0

    @property
    def is_closed(self) -> bool:
        """True while the site may be asked."""
        return self._until is None

    def seconds_left(self) -> float:
        """Return how long nothing may be asked yet."""
        return 0.0 if self._until is None else max(0.0, self._until - self.clock())

    def heard(self, *, bad: bool, retry_after: float | None = None) -> None:
        """Take note of an answer. `retry_after`: how long it asked to be left alone; the pause that follows is no shorter."""
        self._in_a_row = self._in_a_row + 1 if bad else 0
        if not bad:
            return
        if self._in_a_row >= self.limit and (self._until is None or not self.needs_canary):
            self._pause(retry_after)

    def rest(self, seconds: float) -> None:
        """Ask nothing for so long, as one answer wished; does nothing if that is longer than any pause."""
        if 0 < seconds <= self.longest_pause:
            self._wait(seconds)

    def tried(self, *, bad: bool, retry_after: float | None = None) -> None:
        """Take note of the canary's answer."""
        self._in_a_row = 0
        if not bad:
            self._failed_canaries = 0
            self.resume()
            return
        self._failed_canaries += 1
        if self._failed_canaries >= self.pauses:
            self.refusal = f"{self._failed_canaries} pauses in a row brought no good answer"
        else:
            self._pause(retry_after)

    def resume(self) -> None:
        """Let requests through again."""
        self._until, self.needs_canary = None, False

    def _pause(self, retry_after: float | None) -> None:
        if retry_after is not None and retry_after > self.longest_pause:
            self.refusal = (
                f"it asks to be left alone for {retry_after:.0f} s, and a crawl waits {self.longest_pause:.0f} s at most"
            )
        elif self._opened >= self.pauses * _PAUSES_IN_ALL:
            self.refusal = f"{self._opened} pauses, and it answers badly again"
        else:
            self._opened += 1
            pause = min(self.first_pause * 2**self._failed_canaries, self.longest_pause)
            self.needs_canary = True
            self._wait(max(pause * (1 + self.jitter(-_JITTER, _JITTER)), retry_after or 0.0))

    def _wait(self, seconds: float) -> None:
        if self.seconds_left() < 0.9 * seconds:
            self.taken.append(seconds)
        self._until = max(self._until or 0.0, self.clock() + seconds)
