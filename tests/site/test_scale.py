from pathlib import Path

import lxml.html

from tests.site import scale


def test_pages_have_the_weight_of_real_ones_and_are_listed(tmp_path: Path) -> None:
    urls = scale.write(tmp_path, 25)
    files = sorted((tmp_path / "entry").glob("*.html"))
    assert (len(urls), len(files), len(list((tmp_path / "entries").glob("*.html")))) == (25, 25, 3)
    assert all(41_000 <= file.stat().st_size <= 43_500 for file in files)
    assert (tmp_path / "urls.txt").read_text(encoding="utf-8").split() == urls
    assert all(url in (tmp_path / "sitemap.xml").read_text(encoding="utf-8") for url in urls)


def test_articles_have_the_length_of_usual_ones() -> None:
    lengths = [sum(len(block.text) for block in article.blocks) for article in scale.articles(200)]
    assert all(2_900 <= length <= 4_500 for length in lengths)
    assert 3_200 <= sum(lengths) / len(lengths) <= 3_600


def test_the_same_number_gives_the_same_pages(tmp_path: Path) -> None:
    scale.write(tmp_path / "one", 12)
    scale.write(tmp_path / "two", 12)
    one, two = ({file.name: file.read_bytes() for file in (tmp_path / name).rglob("*.*")} for name in ("one", "two"))
    assert one == two


def test_a_page_is_read_as_html(tmp_path: Path) -> None:
    url = scale.write(tmp_path, 1)[0]
    tree = lxml.html.document_fromstring((tmp_path / "entry" / f"{url.rpartition('/')[2]}.html").read_bytes())
    assert len(list(tree.iterfind(".//h1"))) == 1
