"""What came back, in the shape that reading wants it: the page of an answer, and the item of a request that brought none."""

from datetime import UTC, datetime
from typing import Any

from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response

from tubancrawl import site
from tubancrawl.capture.conditions import NAMES
from tubancrawl.errors import ReplayMiss
from tubancrawl.items import Outcome, PageItem


def page_of(response: Response) -> dict[str, Any]:
    """Return the arguments of `parsing.read_page` for an answer of our own handlers."""
    meta = response.meta
    return {
        "url": response.url,
        "status": response.status,
        "headers": [(name, value) for name, values in response.headers.items() for value in values],
        "body": response.body,
        "problems": meta["problems"],
        "captured_at": meta["captured_at"],
        "record_id": meta["record_id"],
    }


def item_of_error(request: Request, error: BaseException | None) -> PageItem:
    """Return the item of a request that ended in `error`; with a record if the failure was recorded."""
    outcome, evidence = _why_unanswered(error)
    return PageItem(
        url=request.url,
        record_id=request.meta.get("record_id"),
        captured_at=request.meta.get("captured_at") or datetime.now(UTC),
        outcome=outcome,
        kind=site.kind_of(request.url),
        evidence=[evidence],
    )


def without_papers(request: Request) -> Request:
    """Return the request without what the handler noted of its last answer."""
    for note in ("record_id", "captured_at", "problems"):
        request.meta.pop(note, None)
    return request


def unconditional(request: Request, **meta: None) -> Request:
    """Return the request for the page itself, whether it changed or not."""
    for name in NAMES:
        request.headers.pop(name, None)
    request.meta.update(meta)
    return request


def _why_unanswered(error: BaseException | None) -> tuple[Outcome, str]:
    if isinstance(error, ReplayMiss) or isinstance(getattr(error, "__cause__", None), ReplayMiss):
        return "not_in_replay", str(error)
    if isinstance(error, IgnoreRequest):
        return "blocked", f"not asked: {error}"
    return "failed", f"{type(error).__name__}: {error}"
