"""One answer as it arrives: keeps every byte, and tells when the answer is whole or has gone too far."""

from tubancrawl.capture.exchange import Failure, Truncated
from tubancrawl.capture.framing import MAX_CHUNKS, BadFraming, Framing, Head, chunk_at, find_body, framing_of, read_head

# The site's heads are under 1 KiB and 20 lines; browsers and proxies stop between 64 and 256 KiB, and Scrapy not at all,
# which lets a server fill the memory with headers. Interim answers count too.
MAX_HEAD_BYTES = 64 * 1024
MAX_HEADERS = 100


class Incoming:
    """The bytes of one answer to a GET.

    `data` holds what was received, interim 1xx answers taken off. `done` turns true when nothing more is wanted; `failure`,
    `truncated` and `reason` then say whether that was the answer's own end.
    """

    def __init__(self, max_bytes: int) -> None:
        self.data = bytearray()
        self.done = False
        self.failure: Failure | None = None
        self.truncated: Truncated | None = None
        self.reason = ""
        self._max_bytes = max_bytes
        self._head: Head | None = None
        self._framing: Framing | None = None
        self._searched = 0
        self._interim_bytes = 0
        self._end = 0
        self._chunks = 0

    @property
    def reusable(self) -> bool:
        """True when the connection may carry another request: the answer ended cleanly, and neither side wants to close."""
        if not self.done or self.failure or self._head is None or self._framing is None:
            return False
        persistent = self._head.version == "1.1"
        said = self._head.values(b"connection")
        clean = self._framing.problem is None and len(self.data) == self._end and self._head.status != 101
        return clean and persistent and b"close" not in said

    def feed(self, data: bytes) -> None:
        """Take the next bytes off the wire. Bytes after the answer's end are kept too: they are evidence."""
        self.data += data
        if self.done:
            return
        try:
            if self._head is None:
                self._seek_head()
            if self._head is not None:
                self._seek_end()
        except BadFraming as bad:
            self._stop(Failure.MALFORMED, "disconnect", str(bad))
        if not self.done and len(self.data) > self._max_bytes:
            del self.data[self._max_bytes :]
            self._stop(Failure.TOO_LARGE, "length", f"more than {self._max_bytes} bytes")

    def end_of_stream(self, cause: str) -> None:
        """Take note that the connection ended: the answer's own end only when nothing else tells it, and no fault (`cause`)."""
        if self.done:
            return
        if self._framing is not None and self._framing.kind == "close" and not cause:
            self.done = True
        else:
            self._stop(
                Failure.DISCONNECT, "disconnect", f"closed {cause}after {len(self.data)} bytes, before the end of the answer"
            )

    def out_of_time(self, seconds: float) -> None:
        """Take note that the deadline passed."""
        self._stop(Failure.TIMEOUT, "time", f"no whole answer within {seconds:g} s, {len(self.data)} bytes received")

    def _seek_head(self) -> None:
        while (size := find_body(self.data, max(0, self._searched - 3))) is not None:
            head = read_head(self.data, 0, size)
            self._check_size(size, head)
            if self.done:
                return
            if not head.interim:
                self._head, self._framing, self._end = head, framing_of(head), size
                return
            del self.data[:size]
            self._interim_bytes += size
            self._searched = 0
        self._searched = len(self.data)
        self._check_size(self._searched, None)

    def _check_size(self, size: int, head: Head | None) -> None:
        if self._interim_bytes + size > MAX_HEAD_BYTES:
            self._stop(Failure.TOO_LARGE, "length", f"headers of more than {MAX_HEAD_BYTES} bytes")
        elif head is not None and len(head.headers) > MAX_HEADERS:
            self._stop(Failure.TOO_LARGE, "length", f"{len(head.headers)} headers, at most {MAX_HEADERS} are taken")

    def _seek_end(self) -> None:
        assert self._framing is not None
        assert self._head is not None
        if self._framing.kind == "chunked":
            while chunk := chunk_at(self.data, self._end):
                self._chunks += 1
                if self._chunks > MAX_CHUNKS:
                    raise BadFraming(f"more than {MAX_CHUNKS} chunks")
                self._end = chunk.after
                if chunk.last:
                    self.done = True
                    return
        elif self._framing.kind != "close":
            self._end = self._head.size + self._framing.length
            self.done = len(self.data) >= self._end

    def _stop(self, failure: Failure, truncated: Truncated, reason: str) -> None:
        self.done, self.failure, self.truncated, self.reason = True, failure, truncated, reason
