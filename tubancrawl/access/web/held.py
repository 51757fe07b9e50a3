"""What takes a walk through the whole archive is kept for a minute, so that no reader can have it walked at every click."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar
from weakref import WeakKeyDictionary

from starlette.requests import Request

from tubancrawl.access.room import Room
from tubancrawl.store.database import ReadingSession

T = TypeVar("T")

_SECONDS: Final = 60.0


@dataclass(slots=True)
class _Walk:
    """One question to the archive: a lock, so that one thread walks and the others wait for what it finds."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    until: float = 0.0
    found: Any = None


_WALKS: Final[WeakKeyDictionary[Room, defaultdict[Hashable, _Walk]]] = WeakKeyDictionary()
_LOCK: Final = threading.Lock()


def held_a_minute(request: Request, key: Hashable, walk: Callable[[ReadingSession], T]) -> T:
    """Return what `walk` finds in the archive, or what it found within the last minute under the same key.

    A key is one of few: nothing that a reader writes freely may be in it.
    """
    room: Room = request.app.state.room
    with _LOCK:
        held = _WALKS.setdefault(room, defaultdict(_Walk))[key]
    with held.lock:
        if time.monotonic() > held.until:
            with room.reading() as session:
                held.found = walk(session)
            held.until = time.monotonic() + _SECONDS
        found: T = held.found
        return found
