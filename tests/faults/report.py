"""What a workload that may be killed at any moment says of itself: kept in shared memory, so that no system call of it counts."""

import json
import mmap
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_SIZE = 256 * 1024


class Report:
    """A file of a fixed size, mapped into memory. What `say` has returned for outlives the process, not the machine."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            path.write_bytes(bytes(_SIZE))
        with path.open("r+b") as file:
            self._memory = mmap.mmap(file.fileno(), _SIZE)
        self._facts: dict[str, Any] = self.read(path)

    def say(self, **facts: Any) -> None:
        """Add to what was said. The length comes last, in one store: a kill leaves the old text or the new."""
        self._facts.update(facts)
        half = _SIZE // 2
        begin = 8 if self._memory[4] == 1 else half
        text = json.dumps(self._facts).encode()
        assert len(text) < half - 8
        self._memory[begin : begin + len(text)] = text
        self._memory[:8] = len(text).to_bytes(4, "little") + bytes([0 if begin == 8 else 1, 0, 0, 0])

    @staticmethod
    def read(path: Path) -> dict[str, Any]:
        """Return all that was said; {} when nothing was."""
        data = path.read_bytes() if path.exists() else b""
        size = int.from_bytes(data[:4], "little")
        begin = _SIZE // 2 if data[4:5] == b"\x01" else 8
        facts: Mapping[str, Any] = json.loads(data[begin : begin + size]) if size else {}
        return dict(facts)
