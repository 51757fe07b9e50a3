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


def test_the_captions_in_the_second_row_of_a_table_are_those_of_the_pictures_in_the_first() -> None:
    cells = "<td>Juri memberi nilai. (agus)</td><td>Siswa menunggu giliran. (rani)</td>"
    table = f'<table><tr><td><img src="/files/a.jpg"></td><td><img src="/files/b.jpg"></td></tr><tr>{cells}</tr></table>'
    item = read_article(article_page(f"<div class=body><p>{SENTENCE}</p>{table}<p>{SENTENCE}</p></div>"))
    assert [photo.caption for photo in item.photos] == ["Juri memberi nilai. (agus)", "Siswa menunggu giliran. (rani)"]
    assert item.paragraphs == [SENTENCE, SENTENCE]


def test_a_paragraph_that_begins_with_a_picture_is_no_caption() -> None:
    text = f'<div><img src="/files/a.jpg">{SENTENCE}</div><div>{SENTENCE}</div><div>{SENTENCE}</div>'
    item = read_article(article_page(f"<div class=body>{text}</div>"))
    assert [photo.caption for photo in item.photos] == [None]
    assert item.paragraphs == [SENTENCE] * 3


def test_a_credit_that_only_markup_sets_apart_stands_in_parentheses() -> None:
    figure = '<figure><img src="/files/a.jpg"><figcaption>Suasana lomba. <cite>Humas Contoh</cite></figcaption></figure>'
    item = read_article(article_page(f"<div class=body>{figure}<p>{SENTENCE}</p><p>{SENTENCE}</p></div>"))
    assert [photo.caption for photo in item.photos] == ["Suasana lomba. (Foto: Humas Contoh)"]


def test_a_marked_line_below_a_picture_is_its_caption_whatever_its_class() -> None:
    picture = f'<div><img src="/files/a.jpg"></div><div class=post-meta>{CAPTION}</div>'
    content = f"{picture}<div class=body><p>{SENTENCE}</p><p>{SENTENCE}</p></div>"
    assert [photo.caption for photo in read_article(article_page(content)).photos] == [CAPTION]
