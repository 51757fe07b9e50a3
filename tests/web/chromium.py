"""Debian's Chromium, driven by Playwright. A test file that imports `chromium` has the fixture; missing, it skips or fails.

One browser for each test file: while Playwright's own event loop lives, no test of this process can run another.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

from tests.services import missing

_ARGUMENTS = [
    "--no-sandbox",  # Chromium's own, which does not run as root; the sandbox of the policies is another
    # No name leads out of this machine, and every name of the tests leads to it.
    "--host-resolver-rules=MAP *.example 127.0.0.1",
    "--disable-background-networking",
    "--disable-component-update",
]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    program = shutil.which("chromium")
    if program is None:
        missing("chromium", "apt-get install -y --no-install-recommends chromium")
        raise AssertionError
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=_ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Seen:
    """What a window did while it was watched."""

    page: Page
    asked: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    """Of these, what came to nothing, as when the policy forbids it."""
    dialogs: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    windows: int = 0


@contextmanager
def watched(context: BrowserContext) -> Iterator[Seen]:
    """Open a window and note its requests, its dialogs, what its policy forbade, and its errors."""
    seen = Seen(context.new_page())

    def hear(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text or "sandboxed" in message.text:
            seen.violations.append(message.text)
        elif message.type == "error":
            seen.errors.append(message.text)

    def ask(request: Request) -> None:
        if not request.url.startswith("data:"):
            seen.asked.append(request.url)

    def fail(request: Request) -> None:
        seen.failed.append(request.url)

    def meet(_: Page) -> None:
        seen.windows += 1

    def answer(dialog: object) -> None:
        seen.dialogs.append(dialog.message)  # type: ignore[attr-defined]  # Dialog is not exported
        dialog.dismiss()  # type: ignore[attr-defined]

    seen.page.on("console", hear)
    seen.page.on("dialog", answer)
    context.on("request", ask)
    context.on("requestfailed", fail)
    context.on("page", meet)
    try:
        yield seen
    finally:
        context.remove_listener("request", ask)
        context.remove_listener("requestfailed", fail)
        context.remove_listener("page", meet)
        seen.page.close()
