"""A reader's way through the room in Chromium, link by link, to what she takes home: it opens in other readers. Synthetic."""

import json
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser

from tests.access.serving import Served, served
from tests.web.chromium import Seen, chromium, watched  # noqa: F401 - a fixture
from tests.web.kinds import EDITED
from tubancrawl.capture.message import read_exchange
from tubancrawl.capture.warc import iter_stored
from tubancrawl.cli import cli

pytestmark = pytest.mark.needs_chromium

HEADLINE = "Jadwal Pemadaman Listrik Tiga Kecamatan Diumumkan"
REMOVED = "sampai sore hari"


@pytest.fixture(scope="module")
def room(history_archive: Path) -> Iterator[Served]:
    with served(history_archive, "--quiet", "--rate", "0") as running:
        yield running


@pytest.fixture(params=[True, False], ids=["scripts on", "scripts off"])
def seen(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Seen]:  # noqa: F811 - pytest's way to ask for it
    context = chromium.new_context(java_script_enabled=request.param, locale="en-GB", accept_downloads=True)
    with closing(context), watched(context) as seen:
        yield seen


def test_from_the_front_page_to_a_removed_sentence_and_home_with_a_wacz(seen: Seen, room: Served, tmp_path: Path) -> None:
    page = seen.page
    page.goto(f"{room.room}/")

    page.locator(f"a[href='{EDITED}/compare/2/3']").first.click()
    assert page.locator("main del").filter(has_text="sore").count() == 1
    assert page.locator("main ins").filter(has_text="siang").count() == 1

    page.locator(f"main a[href='{EDITED}/versions/2']").first.click()
    page.get_by_role("link", name="The original page, as captured").click()
    assert page.url == f"{room.original}/20190306060000/https://tubankab.go.id{EDITED.replace('articles', 'entry')}"
    assert page.get_by_text(REMOVED).is_visible()
    page.go_back()

    page.get_by_role("searchbox").first.fill(f'"{REMOVED}"')
    page.get_by_role("button", name="Search").first.click()
    page.get_by_label("in", exact=True).select_option(label="what was removed")
    page.locator("main").get_by_role("button", name="Search").click()
    [marked] = page.locator("main mark").all()
    assert marked.inner_text() == REMOVED
    found = page.url
    page.get_by_role("link", name=HEADLINE).click()
    assert page.url == f"{room.room}{EDITED}/versions/2"

    page.get_by_label("As it stood on the day").fill("2020-01-01")
    page.get_by_role("button", name="Show").click()
    assert page.url == f"{room.room}{EDITED}/at/20200101165959"
    assert REMOVED in page.inner_text("main")

    page.goto(found)
    with page.expect_download() as download:
        page.get_by_role("link", name="wacz").click()
    kept = tmp_path / "kept.wacz"
    download.value.save_as(kept)
    opens_elsewhere(kept, tmp_path)
    assert seen.violations == []


def opens_elsewhere(kept: Path, folder: Path) -> None:
    """Read the package as a ZIP with its manifest, as records, and as an import into an empty archive."""
    with zipfile.ZipFile(kept) as package:
        assert package.testzip() is None
        assert json.loads(package.read("datapackage.json"))["profile"] == "data-package"
        [first, *_] = [json.loads(line) for line in package.read("pages/pages.jsonl").splitlines()[1:]]
        assert first["title"] == HEADLINE
    assert any(REMOVED.encode() in read_exchange(one, max_body=1_000_000).body for one in iter_stored(kept))
    done = CliRunner().invoke(cli, ["--archive", str(folder / "other"), "import", str(kept)], catch_exceptions=False)
    assert done.exit_code == 0
    shown = CliRunner().invoke(
        cli, ["--archive", str(folder / "other"), "show", EDITED.rpartition("/")[2]], catch_exceptions=False
    )
    assert HEADLINE in shown.output
