"""What takes a walk through the whole archive is kept for a minute, so that no reader can have it walked at every click."""

import threading
import time
from collections.abc import Callable, Hashable
from typing import Any, Final, TypeVar
from weakref import WeakKeyDictionary

from starlette.requests import Request

from tubancrawl.access.room import Room
from tubancrawl.store.database import ReadingSession

T = TypeVar("T")

_SECONDS: Final = 60.0
_ENTRIES: Final = 64
_HELD: Final[WeakKeyDictionary[Room, dict[Hashable, tuple[float, Any]]]] = WeakKeyDictionary()
_LOCK: Final = threading.Lock()


def held_a_minute(request: Request, key: Hashable, walk: Callable[[ReadingSession], T]) -> T:
    """Return what `walk` finds in the archive, or what it found within the last minute under the same key."""
    room: Room = request.app.state.room
    with _LOCK:
        held = _HELD.setdefault(room, {})
        found = held.get(key)
    if found is None or time.monotonic() - found[0] > _SECONDS:
        with room.reading() as session:
            found = (time.monotonic(), walk(session))
        with _LOCK:
            if len(held) >= _ENTRIES:
                held.clear()
            held[key] = found
    value: T = found[1]
    return value
