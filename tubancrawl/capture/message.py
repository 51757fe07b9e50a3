"""Reads one stored or received HTTP answer: what it says, and whether it is whole. Never raises, whatever the bytes."""

from dataclasses import dataclass, field

from tubancrawl.capture.coding import decode
from tubancrawl.capture.conditions import is_conditional
from tubancrawl.capture.exchange import Exchange
from tubancrawl.capture.framing import BadFraming, Framing, Head, dechunk, find_body, framing_of, read_head


@dataclass(slots=True, kw_only=True)
class Message:
    """An answer as it reads. `status` is 0 when the bytes are no HTTP answer at all."""

    status: int = 0
    reason: str = ""
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    """As sent: order, case and repetition; only the space around values is off."""
    payload: bytes = b""
    """The body without transfer coding, content coding kept: what digests are taken of."""
    body: bytes = b""
    """The body without content coding too: what a page is read from."""
    problems: list[str] = field(default_factory=list)
    """Why this may not be all that the server meant to say. Empty: whole."""

    def header(self, name: str) -> str | None:
        """Return the first value of a header, Latin-1 decoded; None when it is not there."""
        wanted = name.lower().encode()
        return next((value.decode("latin-1") for key, value in self.headers if key.lower() == wanted), None)


def read_message(block: bytes, *, max_body: int) -> Message:
    """Read the final answer in `block`; interim 1xx answers before it are skipped.

    `max_body` bounds the decoded body in bytes. Also reads what other tools store: bare LF line ends, bodies de-chunked under
    a `chunked` header, HTTP/1.0 and `HTTP/2 200` status lines, no reason phrase.
    """
    try:
        head = final_head(block)
    except BadFraming as bad:
        return Message(payload=block, body=block, problems=[str(bad)])
    framing = framing_of(head)
    payload, problems = _payload(block, head, framing)
    codings = head.values(b"content-encoding")
    body, broken = decode(payload, codings, max_body=max_body) if codings and framing.kind != "none" else (payload, None)
    if len(body) > max_body:
        body, broken = body[:max_body], f"body over {max_body} bytes"
    found = [*head.problems, framing.problem, *problems, broken]
    return Message(
        status=head.status,
        reason=head.reason,
        headers=head.headers,
        payload=payload,
        body=body,
        problems=[problem for problem in found if problem],
    )


def final_head(block: bytes) -> Head:
    """Return the head of the answer that is not 1xx. A head that is cut is read as far as it goes, with the problem named.

    Raises BadFraming when there is no status line.
    """
    start = 0
    while True:
        size = find_body(block, start)
        if size is None:
            head = read_head(block, start, len(block))
            return Head(head.version, head.status, head.reason, head.headers, len(block), (*head.problems, "cut head"))
        head = read_head(block, start, size)
        if not head.interim or not block[size:].strip():
            return head
        start = size


def _payload(block: bytes, head: Head, framing: Framing) -> tuple[bytes, list[str]]:
    received = len(block) - head.size
    if framing.kind == "chunked":
        payload, end, problem = dechunk(block, head.size)
        return payload, [*([problem] if problem else []), *_surplus(len(block) - end)]
    if framing.kind == "length" and received < framing.length:
        return block[head.size :], [f"cut body: {received} of {framing.length} bytes"]
    if framing.kind == "length":
        return block[head.size : head.size + framing.length], _surplus(received - framing.length)
    if framing.kind == "none":
        return b"", _surplus(received)
    return block[head.size :], []


def _surplus(count: int) -> list[str]:
    return [f"{count} bytes after the end of the answer"] if count else []


def read_exchange(exchange: Exchange, *, max_body: int) -> Message:
    """Read an exchange's answer, with what only the wire could tell added to its problems. No answer is status 0."""
    message = read_message(exchange.response, max_body=max_body) if exchange.response else Message()
    message.problems += exchange.problems
    if message.status == 304 and exchange.request and not is_conditional(exchange.request):
        message.problems.append("304 to a request without a condition: its word alone")
    return message
