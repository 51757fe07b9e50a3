"""Writes a big miniature to a folder, for nginx and benchmarks: N articles in one template, a listing, a sitemap. Synthetic.

python -m tests.site.scale --pages 2000 DIR

DIR/
  entry/<slug>.html       about 42 KB, of which about 3.3 KB are text; the same for the same number, always
  entries/<n>.html        ten articles each
  index.html  sitemap.xml  robots.txt
  urls.txt                https://tubankab.go.id/entry/<slug>, one a line
  nginx.conf              the locations that map /entry/<slug> and /entries?page=N to these files
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

from tests.site import feeds, pages
from tests.site.furniture import View
from tests.site.model import ROOT, WIB, Article, Block, slug_from
from tests.site.prose import story

TEXT_CHARS: Final = 3300
PAGE_BYTES: Final = 42_000
AT: Final = date(2019, 3, 6)
_FIRST: Final = datetime(2018, 1, 2, 8, 0, tzinfo=WIB)

NGINX: Final = """# Inside a server block whose root is this folder.
location = /entries { if ($arg_page = "") { rewrite ^ /entries/1.html last; } rewrite ^ /entries/$arg_page.html last; }
location /entry/ { default_type text/html; charset utf-8; try_files $uri.html =404; }
"""


def articles(pages_wanted: int) -> Iterator[Article]:
    """Yield the articles, oldest first; the n-th is the same whatever the number wanted."""
    for number in range(1, pages_wanted + 1):
        article = story(100_000 + number, _FIRST + timedelta(minutes=5 * number))
        headline = f"{article.headline} Tahap {number}"
        slug = slug_from(headline)
        yield replace(article, key=slug, slug=slug, headline=headline, blocks=_long_enough(article, number), variant=False)


def _long_enough(article: Article, number: int) -> tuple[Block, ...]:
    """The story, with paragraphs of the next ones between, until it has the length of a usual article."""
    blocks = list(article.blocks)
    other = number
    while sum(len(block.text) for block in blocks) < TEXT_CHARS - 200:
        other += 7919
        blocks[-1:-1] = [Block(block.text) for block in story(100_000 + other, _FIRST).blocks[2:-1] if block.kind == "p"][:2]
    return tuple(blocks)


def write(folder: Path, pages_wanted: int) -> list[str]:
    """Write the folder and return the articles' URLs, newest first. Files of an earlier run are overwritten, none is deleted."""
    (folder / "entry").mkdir(parents=True, exist_ok=True)
    (folder / "entries").mkdir(exist_ok=True)
    newest_first = tuple(reversed(tuple(articles(pages_wanted))))
    urls = [f"{ROOT}{article.path}" for article in newest_first]
    for place, article in enumerate(newest_first):
        view = _view(article.id, article.path, newest_first[max(0, place - 40) : place + 41])
        (folder / "entry" / f"{article.slug}.html").write_text(_padded(pages.article_page(view, article)), encoding="utf-8")
    whole = _view(1, "/entries", newest_first)
    for number in range(1, max(1, -(-pages_wanted // pages.PER_PAGE)) + 1):
        text = pages.listing(
            _view(number, "/entries", newest_first[:200]), "Berita", newest_first, page=number, pager="/entries?page="
        )
        (folder / "entries" / f"{number}.html").write_text(text, encoding="utf-8")
    (folder / "index.html").write_text(pages.front(_view(1, "/", newest_first[:200])), encoding="utf-8")
    (folder / "sitemap.xml").write_text(feeds.sitemap(whole, static_pages=False), encoding="utf-8")
    (folder / "robots.txt").write_text(feeds.ROBOTS, encoding="utf-8")
    (folder / "urls.txt").write_text("\n".join(urls) + "\n", encoding="utf-8")
    (folder / "nginx.conf").write_text(NGINX, encoding="utf-8")
    return urls


def _view(nonce: int, path: str, visible: Sequence[Article]) -> View:
    return View(at=AT, path=path, nonce=nonce, visible=tuple(visible), disqus="universal")


def _padded(text: str) -> str:
    """Pages as heavy as the real ones: what is missing is script, as it would be there."""
    missing = PAGE_BYTES - len(text.encode())
    return (
        text.replace("</body>", f"<script>var _peta='{'0123456789abcdef' * (missing // 16)}';</script>\n</body>")
        if missing > 64
        else text
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.site.scale", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=2000)
    options = parser.parse_args()
    urls = write(options.folder, options.pages)
    sys.stdout.write(f"{len(urls)} pages in {options.folder}\n")


if __name__ == "__main__":
    main()
