"""axe-core finds no violation of WCAG 2.2 AA on any kind of page, in light and in dark, on a desk and on a phone."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]  # ships no types
from playwright.sync_api import Browser, Page

from tests.access.serving import Served, served
from tests.web.chromium import Seen, chromium, watched  # noqa: F401 - a fixture
from tests.web.kinds import KINDS, kinds_of

pytestmark = pytest.mark.needs_chromium

WCAG = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
Scheme = Literal["light", "dark"]
SIZES = {"desk": (1280, 900), "phone": (390, 844)}


@pytest.fixture(scope="module")
def room(history_archive: Path) -> Iterator[Served]:
    with served(history_archive, "--quiet", "--rate", "0") as running:
        yield running


@pytest.fixture(scope="module")
def kinds(history_archive: Path) -> dict[str, str]:
    return kinds_of(history_archive)


@pytest.fixture(scope="module", params=[(scheme, size) for scheme in ("light", "dark") for size in SIZES], ids="-".join)
def seen(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Seen]:  # noqa: F811 - pytest's way to ask for it
    scheme: Scheme
    scheme, size = request.param
    across, down = SIZES[size]
    context = chromium.new_context(color_scheme=scheme, viewport={"width": across, "height": down}, locale="id-ID")
    with closing(context), watched(context) as seen:
        yield seen


def violations(page: Page) -> list[str]:
    """Name each violation with the elements that it is about."""
    found = Axe().run(page, options=WCAG).response["violations"]
    return [f"{one['id']}: {node['target']} {node['failureSummary']}" for one in found for node in one["nodes"]]


def test_the_referee_finds_what_is_wrong(seen: Seen) -> None:
    seen.page.goto("about:blank")  # the policy of the page before would stay
    seen.page.set_content("<html><body><img src='x'><p style='color:#999;background:#aaa'>pale</p></body></html>")
    assert {line.partition(":")[0] for line in violations(seen.page)} >= {"image-alt", "color-contrast", "html-has-lang"}


@pytest.mark.parametrize("kind", [*KINDS, "picture"])
def test_no_page_breaks_wcag(seen: Seen, room: Served, kinds: dict[str, str], kind: str) -> None:
    del seen.violations[:], seen.errors[:]
    answer = seen.page.goto(room.room + kinds[kind])
    assert answer is not None
    assert answer.status == {"not found": 404, "not understood": 400}.get(kind, 200)
    assert seen.violations == []
    assert violations(seen.page) == []
    wide = seen.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, "the page is wider than the window"
