"""What an answer's status line and headers say by themselves; what the page says comes later, from parsing."""

from urllib.parse import urljoin

from tubancrawl.capture.message import Message
from tubancrawl.items import Outcome
from tubancrawl.text import plain

_REASON_CHARACTERS = 100  # a reason phrase is free text of the server; real ones are two words


def outcome_of_status(message: Message) -> Outcome:
    """Return what kind of answer this is by status and wholeness alone; what the page itself says comes later."""
    status = message.status
    if message.problems and status != 304:
        return "failed"
    if 300 <= status < 400 and status != 304:
        return "moved" if message.header("location") else "failed"
    known: dict[int, Outcome] = {304: "not_modified", 404: "missing", 410: "gone"}
    known |= dict.fromkeys((401, 403, 429, 451), "blocked")
    return known.get(status, "ok" if 200 <= status < 300 else "failed")


def evidence_of_status(message: Message) -> tuple[str, ...]:
    """Return why the outcome is what it is, one reason a line; empty for an answer that came whole and well."""
    fine = not message.status or outcome_of_status(message) in {"ok", "not_modified"}
    told = () if fine else (f"HTTP {message.status} {plain(message.reason)[:_REASON_CHARACTERS]}".strip(),)
    return (*told, *message.problems)


def redirect_target(message: Message, base: str) -> str | None:
    """Return the absolute address that a 3xx answer to `base` sends to; None without one, or when it is no URL."""
    location = message.header("location")
    if not location or not 300 <= message.status < 400:
        return None
    try:
        return urljoin(base, location)
    except ValueError:
        return None
