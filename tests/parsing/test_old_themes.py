"""What themes of 2008 to 2026 print around an article: mastheads, furniture in sentences, times and measures. Synthetic."""

import pytest

from tests.parsing.reading import ENTRY, HEADLINE, SENTENCE, article_page, read_article

TEXT = f"<p>{SENTENCE}</p><p>{SENTENCE} Mereka senang, Minggu (15/07).</p>"
SITE = "Pemerintah Kota Contoh Rejo"


def page(body: str, *, title: str = f"{HEADLINE} | {SITE}", head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


@pytest.mark.parametrize(
    ("masthead", "title"),
    [
        (f'<h1><a href="/">{SITE}</a></h1>', f"{HEADLINE} | {SITE}"),
        ('<h1><a href="/index.php"><span>Pemerintah Kota</span> Contoh Rejo</a></h1>', f"{HEADLINE} - {SITE}"),
        (f'<a href="https://tubankab.go.id/"><h1>{SITE}</h1></a>', f"{SITE} &raquo; Blog Archive &raquo; {HEADLINE}"),
        (f"<h1>{SITE}</h1>", f"{HEADLINE} | {SITE} "),
        ("<h1>Portal Warga Kota Contoh</h1>", f"Portal Warga Kota Contoh - {HEADLINE} Cerdas Cermat"),
    ],
)
def test_an_h1_that_names_the_site_is_no_headline(masthead: str, title: str) -> None:
    printed = f"{HEADLINE} Cerdas Cermat" if title.endswith("Cermat") else HEADLINE
    html = page(
        f'<div id=header>{masthead}</div><div class=node><h2>{printed}</h2><div class="content">{TEXT}</div></div>', title=title
    )
    assert read_article(html, url="https://tubankab.go.id/berita/331").headline == printed


def test_an_h1_that_links_to_the_article_itself_is_its_headline() -> None:
    html = page(f'<div><h1><a href="{ENTRY}">{HEADLINE}</a></h1><div class="entry-content">{TEXT}</div></div>')
    assert read_article(html).headline == HEADLINE


def test_a_site_s_name_below_the_headline_is_not_taken_for_it() -> None:
    html = page(f"<div><h1>{HEADLINE}</h1><div class=entry-content>{TEXT}</div></div><div><h3>{SITE} Jawa Timur</h3></div>")
    assert read_article(html).headline == HEADLINE


@pytest.mark.parametrize(
    ("sentence", "category"),
    [
        (
            (
                "This entry was posted on July 17th, 2018 at 8:32 am and is filed under <a href='/category/seni/'>Seni</a>. You "
                "can follow any responses to this entry through the <a href='#'>RSS 2.0</a> feed. You can <a href='#r'>leave a "
                "response</a>, or "
                "<a href='#'>trackback</a> from your own site."
            ),
            ["Seni"],
        ),
        (
            (
                "This entry was posted on Tuesday, July 17th, 2018 at 8:32 am and is filed under <a href='/category/seni/'>Seni"
                "</a>, <a href='/category/umum/'>Umum</a>. Both comments and pings are currently closed."
            ),
            ["Seni", "Umum"],
        ),
        (
            (
                "Entri ini dituliskan pada 17 Juli 2018 pukul 8:32 am dan disimpan dalam kategori "
                "<a href='/kategori/seni/'>Seni</a>. Anda bisa ikuti semua aliran respons lewat RSS 2.0 feed."
            ),
            ["Seni"],
        ),
    ],
)
def test_the_sentence_of_an_old_theme_gives_date_and_category_and_is_no_paragraph(sentence: str, category: list[str]) -> None:
    html = page(
        f'<div class=post><h2>{HEADLINE}</h2><div class=entry>{TEXT}<p class="alt"><small>{sentence}</small></p></div></div>'
    )
    item = read_article(html)
    assert item.paragraphs == [SENTENCE, f"{SENTENCE} Mereka senang, Minggu (15/07)."]
    assert item.categories == category
    assert item.published_at == "2018-07-17T08:32:00+07:00"


@pytest.mark.parametrize(
    "line",
    [
        "You can follow any responses to this entry through the RSS 2.0 feed.",
        "Both comments and pings are currently closed.",
        "Tulisan ini dipublikasikan di Seni oleh admin. Tandai permalink.",
        "This entry was posted in Seni by admin. Bookmark the permalink.",
    ],
)
def test_other_sentences_of_themes_are_no_paragraphs(line: str) -> None:
    assert read_article(article_page(f"<div class=entry>{TEXT}<p>{line}</p></div>")).paragraphs[-1].endswith("(15/07).")


@pytest.mark.parametrize(
    "sentence", ["Tulisan ini dimuat dalam buku yang dibagikan kepada warga.", "Artikel ini ditulis warga Montong dalam lomba."]
)
def test_a_sentence_about_a_text_is_a_paragraph(sentence: str) -> None:
    assert read_article(article_page(f"<div class=entry>{TEXT}<p>{sentence}</p></div>")).paragraphs[-1] == sentence


@pytest.mark.parametrize(
    ("printed", "clock"),
    [
        ("3:07 pm", "15:07"),
        ("9:30 AM", "09:30"),
        ("12:05 am", "00:05"),
        ("12:30 pm", "12:30"),
        ("15:07", "15:07"),
        ("09.30 WIB", "09:30"),
    ],
)
def test_a_time_in_the_element_beside_the_date_belongs_to_it(printed: str, clock: str) -> None:
    meta = f"<ul><li><i class='fa-calendar'></i><span><time>Juli 17, 2018</time></span></li><li><time>{printed}</time></li></ul>"
    html = page(f"<div><h1>{HEADLINE}</h1>{meta}<div class=entry-content>{TEXT}</div></div>")
    assert read_article(html).published_at == f"2018-07-17T{clock}:00+07:00"


@pytest.mark.parametrize(
    "measure",
    ["2 minutes read", "1 min read", "3 menit baca", "Waktu baca: 3 menit", "Less than a minute", "Reading time: 2 min", "1.203"],
)
def test_a_measure_is_no_category_and_no_paragraph(measure: str) -> None:
    meta = (
        '<div class="post-meta"><span class="meta-item"><i class="fa-calendar"></i> 17 Juli 2018</span><span class="meta-item">'
        f'<i class="tie-icon-bookmark"></i> {measure}</span> <a class="post-cat" href="/category/layanan/">Layanan</a></div>'
    )
    html = page(f"<div><h1>{HEADLINE}</h1>{meta}<div class=entry-content>{TEXT}<p>{measure}</p></div></div>")
    item = read_article(html)
    assert item.categories == ["Layanan"]
    assert len(item.paragraphs) == 2


@pytest.mark.parametrize(
    "credit",
    ["<cite>Biro Adpim</cite>", '<span class="credit">Foto: Biro Adpim</span>', '<small class="photo-source">Biro Adpim</small>'],
)
def test_a_caption_that_markup_calls_a_credit_alone_is_one(credit: str) -> None:
    figure = f'<figure><img src="/uploads/lomba.jpg"><figcaption>{credit}</figcaption></figure>'
    photos = read_article(article_page(f"<div>{figure}{TEXT}</div>")).photos
    assert [photo.caption for photo in photos] == ["(Foto: Biro Adpim)"]


@pytest.mark.parametrize(
    "day",
    ["Selasa Pon, 17 Juli 2018", "Selasa Legi, 17/07/2018", "Terakhir diperbarui 19 Juli 2018, diterbitkan 17 Juli 2018"],
)
def test_market_days_and_days_of_update_are_told_from_names_and_from_publication(day: str) -> None:
    html = page(f"<div><h1>{HEADLINE}</h1><p class=meta>{day}</p><div class=entry-content>{TEXT}</div></div>")
    item = read_article(html)
    assert (item.published_at, item.posted_by) == ("2018-07-17", None)


def test_the_next_sentence_is_not_of_the_account_s_name() -> None:
    meta = "<p class=meta>Ditulis oleh Super User. Diposting pada Berita</p>"
    html = page(f"<div><h1>{HEADLINE}</h1>{meta}<div class=entry-content>{TEXT}</div></div>")
    assert read_article(html).posted_by == "Super User"


LINK = "<a href='/entry/lain'>Wabup Buka Turnamen Voli</a>"


@pytest.mark.parametrize(
    "label",
    ["Baca: ", ">> ", "» ", "Read also: ", "See also: ", "Also read ", "Baca Berita Lainnya: ", "Pilihan Redaksi: ", "Simak: "],
)
def test_a_label_and_a_link_in_the_middle_of_the_text_lead_on_and_are_no_paragraph(label: str) -> None:
    item = read_article(
        article_page(f"<div class=entry-content><p>{SENTENCE}</p><p>{label}{LINK}</p><p>{SENTENCE} Ramai.</p></div>")
    )
    assert item.paragraphs == [SENTENCE, f"{SENTENCE} Ramai."]


def test_a_sentence_that_begins_like_such_a_label_stays() -> None:
    said = f"Baca: itulah pesan camat pada lomba itu, yang juga dimuat di {LINK}"
    item = read_article(article_page(f"<div class=entry-content><p>{SENTENCE}</p><p>{said}</p><p>{SENTENCE} Ramai.</p></div>"))
    assert len(item.paragraphs) == 3


@pytest.mark.parametrize(
    "line",
    [
        "Suka Memuat...",
        "Like Loading...",
        "Total Views: 40 , Views Today: 2",
        "125 total views, 3 views today",
        "(Visited 123 times, 1 visits today)",
        "Print Friendly, PDF & Email",
        "Facebook Comments",
        "Rating: 0 / 5",
        "Prev Next",
        "Diterbitkan di Berita",
        "Selengkapnya baca di sini",
        "Klik gambar untuk memperbesar",
    ],
)
def test_what_plugins_print_below_the_text_is_no_paragraph(line: str) -> None:
    item = read_article(article_page(f"<div class=entry-content>{TEXT}<p>{line}</p></div>"))
    assert len(item.paragraphs) == 2


def test_a_comment_in_the_markup_above_the_date_does_not_stop_the_reader() -> None:
    html = page(
        f"<div><h1><a href='/'>{SITE}</a></h1><b>{HEADLINE}</b><!-- meta --><p>17 Juli 2018</p><div>{TEXT}</div></div>", title="x"
    )
    assert read_article(html).headline == HEADLINE
