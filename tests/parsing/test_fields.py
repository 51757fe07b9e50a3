"""How single fields are told from what stands around them."""

import pytest

from tests.parsing.reading import HEADLINE, SENTENCE, article_page, read_article

TWO = f"<p>{SENTENCE}</p><p>{SENTENCE}</p>"
PICTURE = "https://tubankab.go.id/files/2018-07/lomba.jpg"


def test_the_print_of_the_headline_wins_over_the_claim() -> None:
    page = article_page(TWO, head=f'<meta property="og:title" content="{HEADLINE}">').replace(
        f"<h1>{HEADLINE}", f"<h1>{HEADLINE.upper()}"
    )
    assert read_article(page).headline == HEADLINE.upper()


@pytest.mark.parametrize("claim", ["Pemerintah Kabupaten Tuban", "Judul Berita Yang Lain Sama Sekali"])
def test_a_claimed_headline_that_the_page_does_not_print_loses(claim: str) -> None:
    item = read_article(article_page(TWO, head=f'<meta property="og:title" content="{claim}">'))
    assert item.headline == HEADLINE


@pytest.mark.parametrize(
    ("markup", "paragraphs"),
    [
        (f"<p>{SENTENCE}</p><p>&nbsp;</p><p><br></p>", [SENTENCE]),
        (f"<div>{SENTENCE}<br><br>{SENTENCE}</div>", [SENTENCE, SENTENCE]),
        (f"<div><div>{SENTENCE}</div><div>{SENTENCE}</div></div>", [SENTENCE, SENTENCE]),
        (f"<p>{SENTENCE}</p><ol><li>SDN Montong</li><li>SDN Palang</li></ol>", [SENTENCE, "SDN Montong", "SDN Palang"]),
        (f"<p>{SENTENCE}</p><h3>Juara Lomba</h3><p>{SENTENCE}</p>", [SENTENCE, "Juara Lomba", SENTENCE]),
        (f"<blockquote><p>{SENTENCE}</p></blockquote>", [SENTENCE]),
        ("<p>Camat <b>Mon</b>tong membuka<br>lomba <i>cerdas</i>&nbsp;cermat antar sekolah dasar.</p>", None),
        (f"<p>{SENTENCE}</p><p>Baca juga: <a href=/entry/x>Lomba Lari</a></p>", [SENTENCE, "Baca juga: Lomba Lari"]),
        (f"<p>foto : Suasana lomba. (agus)</p><p>{SENTENCE}</p>", ["foto : Suasana lomba. (agus)", SENTENCE]),
        (f"<p>{SENTENCE}</p><p>(rahmadan s/wid)</p>", [SENTENCE, "(rahmadan s/wid)"]),
    ],
)
def test_blocks_of_the_body_become_paragraphs_in_order(markup: str, paragraphs: list[str] | None) -> None:
    expected = paragraphs or ["Camat Montong membuka lomba cerdas cermat antar sekolah dasar."]
    assert read_article(article_page(f"<div class=body>{markup}</div>")).paragraphs == expected


@pytest.mark.parametrize(
    "furniture",
    [
        "<div class=share>Bagikan: <a href=#>Facebook</a></div>",
        "<p>Dibaca 336 kali</p>",
        '<div style="display:none"><p>Teks yang disembunyikan oleh peretas situs ini di dalam tulisan.</p></div>',
        '<div style="position:absolute;left:-9999px"><a href="https://slot.example/">slot gacor</a></div>',
        "<aside><p>Teks samping yang bukan bagian dari tulisan utama halaman ini.</p></aside>",
        "<h4>Berita Terkait</h4><ul><li><a href=/entry/x>Jalan Desa Diperbaiki</a></li></ul>",
        "<h3>Komentar</h3><p>Semoga lomba seperti ini diadakan lagi tahun depan di kecamatan kami.</p>",
        "<div class=ads><p>Iklan yang tampil di tengah tulisan tentang belanja hemat.</p></div>",
        "<form><p>Tulis surel Anda di sini untuk menerima kabar dari kami setiap pekan.</p></form>",
        "<div class=tags><a href=/tag/lomba>lomba</a> <a href=/tag/sd>sd</a></div>",
        "<script>document.write('<p>teks</p>')</script><noscript>Aktifkan JavaScript.</noscript><!-- komentar -->",
    ],
)
def test_furniture_inside_the_column_is_no_paragraph(furniture: str) -> None:
    assert read_article(article_page(f"<div class=body>{TWO}{furniture}</div>")).paragraphs == [SENTENCE, SENTENCE]


@pytest.mark.parametrize(
    ("image", "url"),
    [
        ('<img src="/files/2018-07/lomba.jpg?d20db3663a">', PICTURE),
        ('<img src="/thumbs/600x400c/2018-07/lomba.jpg">', PICTURE),
        ('<img src="data:image/gif;base64,R0" data-src="/files/2018-07/lomba.jpg">', PICTURE),
        ('<img src="/files/2018-07/k.jpg" srcset="/files/2018-07/k.jpg 300w, /files/2018-07/lomba.jpg 900w">', PICTURE),
        ('<img src="/thumbs/600×400/2018-07/lomba.jpg">', PICTURE),
        ('<a href="/files/2018-07/lomba.jpg"><img src="/files/2018-07/lomba-300x200.jpg"></a>', PICTURE),
        ('<img src="/files/2018-07/lomba.jpg" srcset="/files/styles/wide/2018-07/lomba.jpg 650w">', PICTURE),
        ('<img src="/images/M_images/printButton.png">', None),
        ('<img src="https://www.facebook.com/images/connect.gif">', None),
        ('<img src="/images/logo.png">', None),
        ('<img src="/files/2018-07/x.jpg" width="1" height="1">', None),
        ('<a href="/entry/lain"><img src="/files/2018-07/lain.jpg"></a>', None),
    ],
)
def test_a_photo_is_the_article_s_own_picture_in_its_original_form(image: str, url: str | None) -> None:
    item = read_article(article_page(f"<div>{image}</div><div class=body>{TWO}</div>"))
    assert [photo.url for photo in item.photos] == ([url] if url else [])


@pytest.mark.parametrize(
    "markup",
    [
        "<figure>{}<figcaption>Suasana lomba. (agus)</figcaption></figure>",
        "<div>{}</div><div class=caption>Keterangan gambar</div><div class=caption>Suasana lomba. (agus)</div>",
        "<div>{}</div><p class=text-center><i>Suasana lomba. (agus)</i></p>",
        "<div>{}</div><p class=ket_gambar>Suasana lomba. (agus)</p>",
        "<div class=foto>{}<span>Suasana lomba. (agus)</span></div>",
        "<table><tr><td>{}</td></tr><tr><td>Suasana lomba. (agus)</td></tr></table>",
    ],
)
def test_a_caption_is_known_by_how_it_is_set_and_is_no_paragraph(markup: str) -> None:
    item = read_article(article_page(markup.format('<img src="/files/2018-07/lomba.jpg">') + f"<div class=body>{TWO}</div>"))
    assert [(photo.url, photo.caption) for photo in item.photos] == [(PICTURE, "Suasana lomba. (agus)")]
    assert item.paragraphs == [SENTENCE, SENTENCE]


@pytest.mark.parametrize(
    ("head", "line", "moment"),
    [
        ("", "18 July 2018 14:13", "2018-07-18T14:13:00+07:00"),
        ("", "Rabu, 18 Juli 2018", "2018-07-18"),
        (
            '<meta property="article:published_time" content="2018-07-18T07:13:00+00:00">',
            "18 Juli 2018",
            "2018-07-18",
        ),
        (
            '<meta property="article:published_time" content="2018-07-18T07:13:00+00:00">',
            "Heri S",
            "2018-07-18T14:13:00+07:00",
        ),
        ("", '<time datetime="2018-07-18T07:13:00+00:00">kemarin</time>', "2018-07-18T14:13:00+07:00"),
        ("", "July 18th, 2018 by Heri S — 14:13", "2018-07-18T14:13:00+07:00"),
        ("", "Tue, 03/10/2015 - 09:14", "2015-03-10T09:14:00+07:00"),
        ("", "Sat, 03/10/2015 - 09:14", "2015-10-03T09:14:00+07:00"),
        ('<meta property="article:published_time" content="2015-01-01T00:00:00+07:00">', "18 Juli 2018", "2018-07-18"),
        ("", '<time datetime="2021-03-25">18 Juli 2018</time>', "2018-07-18"),
        ("", "Terakhir diperbarui 1 Januari 2020", None),
    ],
)
def test_the_printed_date_stands_and_a_claim_counts_only_where_none_is_printed(head: str, line: str, moment: str | None) -> None:
    page = article_page(f"<div class=body>{TWO}</div>", head=head).replace("18 July 2018 14:13", line)
    assert read_article(page).published_at == moment


def test_a_date_in_the_text_or_a_side_list_is_not_the_article_s() -> None:
    page = article_page(f"<div class=body><p>{SENTENCE} Lomba itu digelar 17 Agustus 2018.</p></div>").replace(
        "18 July 2018 14:13", "x"
    )
    assert read_article(page + "<aside>Berita lain 1 Juli 2018</aside>").published_at is None


@pytest.mark.parametrize(
    "line", ["Ditulis oleh Heri S", "By Heri S", "Diposting oleh : Heri S", "<i class='fa fa-user'></i> Heri S", "Heri S"]
)
def test_the_account_is_read_from_the_meta_list(line: str) -> None:
    page = article_page(f"<div class=body>{TWO}</div>").replace(
        "</li></ul>", f"</li><li>{line}</li><li>Kegiatan,</li><li>336</li></ul>"
    )
    item = read_article(page)
    assert item.posted_by == "Heri S"
    assert item.categories == ["Kegiatan"]


def test_the_canonical_address_is_kept_as_the_page_says_it() -> None:
    item = read_article(article_page(TWO, head='<link rel="canonical" href="/entry/camat-lain?utm_source=x">'))
    assert item.canonical == "https://tubankab.go.id/entry/camat-lain"
