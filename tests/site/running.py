"""The miniature while it is served: which day it is, what was asked for, which faults are on. Safe to use from any thread."""

import itertools
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from urllib.parse import urlsplit

from tests.site import timeline
from tests.site.faults import Fault
from tests.site.furniture import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One request as it arrived, and the status it got; 0 if the connection was closed without an answer."""

    method: str
    path: str
    headers: dict[str, str]
    """Names in lower case."""
    status: int


@dataclass(slots=True)
class Site:
    """The running miniature. All methods may be called while it serves."""

    at: date
    url: str = ""
    hits: list[Hit] = field(default_factory=list)
    problems: list[BaseException] = field(default_factory=list)
    """Errors of the miniature itself; `serve` raises the first when it ends."""
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _requests: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    _faults: dict[str, Fault] = field(default_factory=dict)
    _held: dict[str, str] = field(default_factory=dict)
    _put: dict[str, bytes | None] = field(default_factory=dict)

    def set_date(self, at: date) -> None:
        """Let it be another day from the next request on."""
        with self._lock:
            self.at = at

    def break_path(self, path: str, fault: Fault) -> None:
        """Switch a fault on for a path without its query; "*" is every path that has no fault of its own."""
        with self._lock:
            self._faults[path] = replace(fault)

    def heal(self, path: str | None = None) -> None:
        """Switch the fault of one path off, or all of them."""
        with self._lock:
            self._faults = {} if path is None else {key: value for key, value in self._faults.items() if key != path}

    def hold(self, key: str, *, until: str) -> None:
        """Hide an article until `until` (a path with its query) was asked for once: the listing shifts between two pages."""
        with self._lock:
            self._held[key] = until

    def put(self, path: str, body: bytes | None) -> None:
        """Lay another file at a path below /files, as the newsroom does by FTP; None takes away what is there."""
        with self._lock:
            self._put = {**self._put, path: body}

    def requested(self, path: str) -> int:
        """Return how often a path was asked for, whatever its query."""
        return sum(urlsplit(hit.path).path == path for hit in list(self.hits))

    def arrived(self, path: str) -> tuple[View, Fault | None]:
        """What the request will see. A fault that holds for some answers is counted down here."""
        with self._lock:
            visible = tuple(article for article in timeline.visible_at(self.at) if article.key not in self._held)
            self._held = {key: until for key, until in self._held.items() if until != path}
            view = View(
                at=self.at,
                path=path,
                nonce=next(self._requests),
                visible=visible,
                disqus=timeline.disqus_at(self.at),
                put=self._put,
            )
            key = urlsplit(path).path
            fault = self._faults.get(key) or self._faults.get("*")
            if fault and fault.times is not None:
                if fault.times <= 0:
                    return view, None
                fault.times -= 1
            return view, fault

    def note(self, hit: Hit) -> None:
        """Add to `hits`."""
        with self._lock:
            self.hits.append(hit)
