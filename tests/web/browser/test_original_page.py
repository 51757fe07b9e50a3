"""Chromium opens the worst archived page: nothing runs, nobody else is asked, the reading room is out of its reach. Synthetic."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Browser

from tests.access.original.test_original import picture, sent
from tests.access.serving import Served, served
from tests.scripting import Script, import_warc, moment, told, write_warc
from tests.services import free_port
from tests.static_site import Answer, serve_answers
from tests.web.browser.hostile import hostile_page
from tests.web.canary import Canary, listening
from tests.web.chromium import Seen, chromium, watched  # noqa: F401 - a fixture
from tubancrawl.access.guards.headers import of_second_origin
from tubancrawl.access.original.addresses import path_to

pytestmark = pytest.mark.needs_chromium

PAGE = path_to(moment(1), "https://tubankab.go.id/entry/jahat")
GOOD = path_to(moment(1), "https://tubankab.go.id/entry/baik")
CLICKED = ("#send", "#search", "#js", "#blank", "#ping")
MILLISECONDS = 250
"""Given to a page after it has loaded: what would run or connect does so at once."""


@pytest.fixture(scope="module")
def canary() -> Iterator[Canary]:
    with listening() as canary:
        yield canary


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory, canary: Canary) -> Iterator[Served]:
    """Serve an archive of the worst page, which knows where the reading room is, and of a good one."""
    folder = tmp_path_factory.mktemp("hostile")
    port = free_port()
    script = Script()
    script.answer("/entry/jahat", 1, told("200 OK", hostile_page(canary.port, f"http://127.0.0.1:{port}").decode()))
    script.answer("/files/own.js", 1, sent(b"document.title='RAN'", "Content-Type: text/javascript"))
    script.answer("/files/a.png", 1, sent(picture("PNG"), "Content-Type: image/png"))
    good = '<html><body><p style="color:red">Teks</p><img src="/files/a.png"><a href="/entry/jahat">x</a></body></html>'
    script.answer("/entry/baik", 1, told("200 OK", good))
    write_warc(folder / "warc", script.exchanges)
    import_warc(folder / "archive", folder / "warc")
    with served(folder / "archive", "--port", str(port), "--original-port", "0", "--quiet", "--rate", "0") as running:
        yield running


@pytest.fixture
def seen(chromium: Browser) -> Iterator[Seen]:  # noqa: F811 - pytest's way to ask for it
    with closing(chromium.new_context()) as context, watched(context) as seen:
        yield seen


def settle(seen: Seen) -> None:
    seen.page.wait_for_timeout(MILLISECONDS)


def click_everything(seen: Seen, address: str) -> None:
    for name in CLICKED:
        seen.page.goto(address)
        seen.page.locator(name).click(force=True, timeout=5000)
        settle(seen)
    seen.page.goto(address)
    settle(seen)


def of_others(origin: str, asked: list[str]) -> list[str]:
    return [url for url in asked if not url.startswith(f"{origin}/")]


def test_the_referee_sees_what_the_page_does_where_nothing_holds_it(seen: Seen, canary: Canary) -> None:
    before = len(canary.heard)
    page = hostile_page(canary.port, "http://127.0.0.1:1", connects=False, refreshes=False)
    with serve_answers(lambda path, _: Answer(page) if path == "/" else None) as site:
        seen.page.goto(f"{site.url}/", wait_until="commit")
        # However busy the machine is: what it is seen to do here must be waited for.
        for _ in range(60):
            if seen.page.title() == "RAN" and len(canary.heard) - before > 10 and len(of_others(site.url, seen.asked)) > 20:
                break
            settle(seen)
        assert seen.page.title() == "RAN"
    assert len(of_others(site.url, seen.asked)) > 20
    assert len(canary.heard) - before > 10


def test_the_policy_alone_lets_nothing_run_and_nobody_be_asked(seen: Seen, canary: Canary) -> None:
    before = len(canary.heard)
    page = hostile_page(canary.port, "http://127.0.0.1:1", connects=False)
    headers = {"Content-Type": "text/html; charset=utf-8", **of_second_origin()}
    with serve_answers(lambda path, _: Answer(page, headers=headers) if path == "/" else None) as site:
        click_everything(seen, f"{site.url}/")
        assert (seen.page.title(), seen.page.url.partition("#")[0]) == ("Tenang", f"{site.url}/")
    wanted = set(of_others(site.url, seen.asked))
    assert len(wanted) > 20
    assert wanted <= set(seen.failed)
    assert canary.heard[before:] == []
    assert (seen.dialogs, seen.windows) == ([], 0)


def test_as_it_is_served_nothing_runs_and_nobody_is_asked(seen: Seen, canary: Canary, room: Served) -> None:
    before = len(canary.heard)
    click_everything(seen, room.original + PAGE)
    assert seen.page.title() == "Tenang"
    assert seen.page.get_by_text("akhir").is_visible()
    assert set(of_others(room.original, seen.asked)) <= set(seen.failed)
    assert canary.heard[before:] == []
    assert (seen.dialogs, seen.windows) == ([], 0)


def test_a_link_to_elsewhere_stays_in_the_archive(seen: Seen, canary: Canary, room: Served) -> None:
    before = len(canary.heard)
    seen.page.goto(room.original + PAGE)
    seen.page.locator("#out").click()
    seen.page.wait_for_load_state()
    assert seen.page.url.startswith(f"{room.original}/")
    assert "no capture of it" in seen.page.content()
    assert canary.heard[before:] == []


def test_the_page_is_of_no_origin_and_reads_no_cookie(seen: Seen, room: Served) -> None:
    seen.page.context.add_cookies([{"name": "lang", "value": "rahasia", "url": room.room}])
    seen.page.goto(room.original + PAGE)
    assert seen.page.evaluate("self.origin") == "null"
    for what in ("document.cookie", "localStorage.length", "indexedDB.open('a')", "caches.keys()"):
        told = seen.page.evaluate(
            f"(async () => {{ try {{ return 'read ' + await ({what}) }} catch (e) {{ return e.name }} }})()"
        )
        assert told == "SecurityError", what


@pytest.mark.parametrize("target", ["ROOM/about", "ROOM/api/v1/status", "OWN/robots.txt"])
def test_not_even_a_script_in_the_page_could_ask_the_reading_room(seen: Seen, room: Served, target: str) -> None:
    seen.page.goto(room.original + PAGE)
    address = target.replace("ROOM", room.room).replace("OWN", room.original)
    asking = f"fetch({address!r}).then(() => 'answered', e => e.name)"
    assert seen.page.evaluate(asking) == "TypeError"
    assert address not in seen.asked


def test_a_window_that_the_reading_room_opened_cannot_reach_it(seen: Seen, room: Served) -> None:
    seen.page.goto(f"{room.room}/about")
    with seen.page.context.expect_page() as opened:
        seen.page.evaluate(f"void window.open({room.original + PAGE!r})")
    window = opened.value
    window.wait_for_load_state()
    assert window.url.startswith(room.original)
    assert window.evaluate("window.opener") is None
    assert seen.page.url == f"{room.room}/about"


def test_neither_origin_can_be_framed(seen: Seen, room: Served) -> None:
    frames = f"<iframe src='{room.original + PAGE}'></iframe><iframe src='{room.room}/about'></iframe>"
    with serve_answers(lambda path, _: Answer(frames.encode()) if path == "/" else None) as site:
        seen.page.goto(f"{site.url}/")
        settle(seen)
        shown = [frame.url for frame in seen.page.frames if frame.url.startswith((room.original, room.room))]
    assert shown == []


def test_a_good_page_is_shown_with_its_styles_and_pictures(seen: Seen, room: Served) -> None:
    seen.page.goto(room.original + GOOD)
    assert seen.page.evaluate("document.images[0].naturalWidth") == 3
    assert seen.page.evaluate("getComputedStyle(document.querySelector('p')).color") == "rgb(255, 0, 0)"
    assert seen.violations == []
    seen.page.locator("a").click()
    seen.page.wait_for_load_state()
    assert seen.page.title() == "Tenang"
