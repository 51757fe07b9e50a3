"""Takes the pictures of the seven main pages that the documentation shows: python -m tests.web.screenshots docs/pictures.

Each at the width of a desk and of a phone, over the recorded history, whose site is synthetic.
"""

import shutil
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Final

from click.testing import CliRunner
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.access.serving import served
from tests.web.kinds import EDITED, KINDS
from tubancrawl.cli import cli

MAIN: Final = {
    "front": "/",
    "article": EDITED,
    "comparison": KINDS["comparison"],
    "history": KINDS["history"],
    "search": KINDS["search"],
    "calendar": KINDS["year"],
    "coverage": KINDS["coverage"],
}
WIDTHS: Final = {"desk": (1280, 900), "phone": (390, 844)}
MOST_BYTES: Final = 150_000
_COLOURS: Final = (256, 128, 64, 32)


def take(folder: Path) -> None:
    """Write `<page>-<width>.png` for each into the folder."""
    program = shutil.which("chromium")
    if program is None:
        sys.exit("chromium is missing: apt-get install -y --no-install-recommends chromium")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        archive = Path(scratch) / "archive"
        done = CliRunner().invoke(cli, ["--archive", str(archive), "import", "fixtures/history"], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        with served(archive, "--quiet", "--rate", "0") as room, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
            for width, (across, down) in WIDTHS.items():
                page = browser.new_page(viewport={"width": across, "height": down}, locale="id-ID")
                for name, path in MAIN.items():
                    page.goto(room.room + path, wait_until="load")
                    (folder / f"{name}-{width}.png").write_bytes(_small(page))
            browser.close()


def _small(page: Page) -> bytes:
    """Return the window as a PNG of at most MOST_BYTES, with as many colours as fit."""
    shot = Image.open(BytesIO(page.screenshot())).convert("RGB")
    for colours in _COLOURS:
        written = BytesIO()
        shot.quantize(colours, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
        if written.tell() <= MOST_BYTES:
            return written.getvalue()
    raise AssertionError(f"{page.url}: more than {MOST_BYTES} bytes with {_COLOURS[-1]} colours")


if __name__ == "__main__":
    take(Path(sys.argv[1]))
