"""Ends what takes too long, whether the application is slow or the client that reads its answer."""

import asyncio
from contextlib import suppress

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tubancrawl.access.guards.refusal import refuse


class AnswerTooLong(Exception):
    """An answer that had begun was not done in time. The server closes the connection, so that nobody takes it for whole."""


class TimeGuard:
    """Refuses with 503 an answer that has not begun in `first_seconds`; ends after `whole_seconds` one that has."""

    def __init__(self, app: ASGIApp, *, first_seconds: float, whole_seconds: float) -> None:
        self._app = app
        self._first = first_seconds
        self._whole = whole_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and end it when its time is over. A thread that is at work then ends by the limits of its database session."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = asyncio.Event()
        over = False

        async def send_in_time(message: Message) -> None:
            if over:
                raise AnswerTooLong(scope["path"])
            begun.set()
            await send(message)

        answer = asyncio.ensure_future(self._app(scope, receive, send_in_time))
        beginning = asyncio.ensure_future(begun.wait())
        try:
            await asyncio.wait({answer, beginning}, timeout=self._first, return_when=asyncio.FIRST_COMPLETED)
            if begun.is_set():
                await asyncio.wait({answer}, timeout=self._whole)
            over = not answer.done()
            if not over:
                await answer
            elif begun.is_set():
                raise AnswerTooLong(f"{scope['path']}: not sent in {self._whole} s")
            else:
                await refuse(scope, send, 503, "The answer took too long; ask for less, or again later.", retry_after="30")
        finally:
            beginning.cancel()
            if not answer.done():
                answer.cancel()
                answer.add_done_callback(_forget)


def _forget(answer: "asyncio.Future[None]") -> None:
    """Take note of how it ended: nobody waits for it any more."""
    with suppress(asyncio.CancelledError):
        answer.exception()
