"""Captions that only their words and their place make captions."""

from tests.parsing.reading import HEADLINE, SENTENCE, article_page, read_article

CAPTION = "foto : Camat Montong saat membuka lomba. (agus)"


def test_a_caption_line_below_a_picture_and_above_the_headline_is_the_picture_s() -> None:
    content = f'<p><img src="/files/2018-07/lomba.jpg"></p><p>{CAPTION}</p><h1>{HEADLINE}</h1><p>{SENTENCE}</p><p>{SENTENCE}</p>'
    page = article_page("x").replace(f"<h1>{HEADLINE}</h1>", "").replace("</ul>x", f"</ul>{content}")
    item = read_article(page)
    assert [photo.caption for photo in item.photos] == [CAPTION]
    assert item.paragraphs == [SENTENCE, SENTENCE]


def test_a_caption_line_above_the_headline_without_a_picture_is_kept_for_the_pipelines() -> None:
    content = f"<p>{CAPTION}</p><h1>{HEADLINE}</h1><p>{SENTENCE}</p><p>{SENTENCE}</p>"
    page = article_page("x").replace(f"<h1>{HEADLINE}</h1>", "").replace("</ul>x", f"</ul>{content}")
    assert read_article(page).paragraphs == [CAPTION, SENTENCE, SENTENCE]
