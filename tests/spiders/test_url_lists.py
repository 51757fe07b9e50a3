from pathlib import Path

import pytest

from tubancrawl.errors import BadUrl
from tubancrawl.spiders.tubankab import TubankabSpider, read_url_list


def test_a_list_of_urls_is_read_a_line_a_url_in_one_form(tmp_path: Path) -> None:
    path = tmp_path / "urls.txt"
    path.write_text(
        "# ours\nhttp://www.tubankab.go.id/entries/a\n\nhttps://tubankab.go.id/entry/a\nhttps://tubankab.go.id/entry/b\n"
    )
    assert read_url_list(path) == ["https://tubankab.go.id/entry/a", "https://tubankab.go.id/entry/b"]


@pytest.mark.parametrize("line", ["https://example.org/entry/a", "entry/a", "https://tubankab.go.id/entry/\x01a"])
def test_a_line_that_is_no_url_of_the_site_is_refused_with_its_number(tmp_path: Path, line: str) -> None:
    path = tmp_path / "urls.txt"
    path.write_text(f"https://tubankab.go.id/entry/a\n{line}\n")
    with pytest.raises(BadUrl, match=r"urls\.txt:2: "):
        read_url_list(path)


def test_an_unknown_mode_is_refused_before_anything_is_opened() -> None:
    with pytest.raises(ValueError, match="mode=everything: expected one of due, new, all"):
        TubankabSpider(mode="everything")
