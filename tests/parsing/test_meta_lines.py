"""The lines around a text, as templates of many kinds set them: synthetic."""

import pytest

from tests.parsing.reading import HEADLINE, SENTENCE, read_article

MOMENT = "2018-07-18T14:13:00+07:00"


def page(line: str, *, below: str = "", above: str = "") -> str:
    side = (
        "<div class=side><h3>Berita Lain</h3><ul><li><a href='/entry/a'>Jalan Desa Diperbaiki</a> <i>12 Juli 2018</i></ul></div>"
    )
    text = f"<div class=isi>{f'<p>{SENTENCE}</p>' * 3}</div>"
    return (
        f"<html><head><title>{HEADLINE}</title></head><body><nav><a href=/>Beranda</a></nav>"
        f"<div>{above}<h1>{HEADLINE}</h1>{line}{text}{below}</div>{side}</body></html>"
    )


@pytest.mark.parametrize(
    "line",
    [
        "<p><time>18 Juli 2018 14:13</time> <span>Heri S</span> <span>Pendidikan,</span></p>",
        "<div>18 Juli 2018 14:13 <b>Heri S</b> Pendidikan,</div>",
        "<div><span>18 Juli 2018 14:13</span><span>Heri S</span><span>Pendidikan</span><span>120 Views</span></div>",
        "<div><svg></svg><span>18 Jul 2018</span><svg></svg><span>14:13</span><svg></svg>Heri S<svg></svg>Pendidikan</div>",
        (
            "<div><span>18 Juli 2018<!-- --> • <!-- -->14:13<!-- --> WIB</span><span>Oleh <b>Heri S</b></span>"
            "<span>Kategori: <a href=/k/7>Pendidikan</a></span></div>"
        ),
        "<table><tr><td>Tanggal<td>18-07-2018 14:13<tr><td>Penulis<td>Heri S<tr><td>Kategori<td>Pendidikan</table>",
        "<dl><dt>Terbit<dd>18 Juli 2018<dt>Pukul<dd>14.13 WIB<dt>Penulis<dd>Heri S<dt>Kategori<dd>Pendidikan</dl>",
        (
            '<div><div><i class="material-icons">event</i> 18 Juli 2018 14:13</div>'
            '<div><i class="material-icons">person</i> Heri S</div>'
            '<div><i class="material-icons">folder</i> Pendidikan</div></div>'
        ),
    ],
)
def test_the_parts_of_a_meta_line_are_told_apart_by_markup_as_by_marks(line: str) -> None:
    item = read_article(page(line))
    assert (item.published_at, item.posted_by, item.categories) == (MOMENT, "Heri S", ["Pendidikan"])


@pytest.mark.parametrize("line", ["Pendidikan, 18 Juli 2018 14:13 WIB", "18 Juli 2018 14:13 | Pendidikan | 120 kali"])
def test_a_section_s_name_beside_the_date_is_a_category_and_no_account(line: str) -> None:
    item = read_article(page(f"<p>{line}</p>"))
    assert (item.published_at, item.posted_by, item.categories) == (MOMENT, None, ["Pendidikan"])


def test_of_two_dates_in_one_line_that_of_an_update_does_not_count() -> None:
    assert read_article(page("<p>Diperbarui: 20 Juli 2018 08:00 | Tayang: 18 Juli 2018 14:13</p>")).published_at == MOMENT


def test_a_login_after_the_time_is_an_account() -> None:
    assert read_article(page("<p>Rabu, 18 Juli 2018 14:13:00 WIB admin_dikbud</p>")).posted_by == "admin_dikbud"


@pytest.mark.parametrize(
    "line", ["<p>Editor: <a href=/e/rina>Rina Wati</a></p>", "<p>Halaman <a href='?page=2'>Semua Halaman</a></p>"]
)
def test_a_link_in_another_line_is_no_category(line: str) -> None:
    assert read_article(page(f"<p>18 Juli 2018 14:13</p>{line}")).categories == []


def test_the_whole_menu_of_sections_is_not_the_article_s_categories() -> None:
    links = "".join(
        f"<li><a href=/kategori/{name}>{name}</a>" for name in ("Sosial", "Budaya", "Wisata", "Umum", "Agama", "Hukum")
    )
    assert read_article(page(f"<p>18 Juli 2018</p><ul>{links}</ul>")).categories == []


def test_an_account_above_the_headline_is_no_category() -> None:
    item = read_article(page("", above="<p>18 Juli 2018</p><p>Penulis Heri S</p>"))
    assert (item.posted_by, item.categories) == ("Heri S", [])


@pytest.mark.parametrize(
    "below",
    [
        "<dl><dt>Tags</dt><dd>lomba, siswa</dd></dl>",
        "<div><b>Tag</b><ul><li><a href=/x/1>lomba</a></li><li><a href=/x/2>siswa</a></li></ul></div>",
        "<div><h4>Label</h4><span class=badge>lomba</span> <span class=badge>siswa</span></div>",
        '<div><i class="fa fa-tags"></i> lomba, siswa</div>',
        "<p>Kategori: <span>Umum</span> | Kata kunci: <span>lomba, siswa</span></p>",
    ],
)
def test_tags_follow_their_label_or_icon_in_a_box_of_their_own(below: str) -> None:
    assert read_article(page("<p>18 Juli 2018</p>", below=below)).tags == ["lomba", "siswa"]


@pytest.mark.parametrize(
    ("line", "account"), [("<p>18 Juli 2018</p>", None), ("<p>18 Juli 2018 / Rudi Hartono</p>", "Rudi Hartono")]
)
def test_an_account_that_only_the_head_claims_counts_only_if_it_is_printed(line: str, account: str | None) -> None:
    html = page(line).replace("</title>", '</title><meta name="author" content="Rudi Hartono">')
    assert read_article(html).posted_by == account
    maker = page(line).replace("</title>", '</title><meta name="author" content="Templatku">')
    assert read_article(maker).posted_by != "Templatku"


def test_links_to_categories_under_an_icon_of_tags_are_no_tags() -> None:
    item = read_article(page('<ul><li>18 Juli 2018<li><i class="fa fa-tags"></i> <a href="/category/sosial">Sosial</a>, </ul>'))
    assert (item.tags, item.categories) == ([], ["Sosial"])


def test_links_of_a_taxonomy_under_a_label_of_tags_are_tags() -> None:
    below = '<div>Tags: <a href="/taxonomy/term/4">longsor</a> <a href="/taxonomy/term/5">mitigasi</a></div>'
    assert read_article(page("<p>18 Juli 2018</p>", below=below)).tags == ["longsor", "mitigasi"]


CARD = (
    f"<main><div class=col><div class=card><div class=card-content><h1>{HEADLINE}</h1><p>18 Juli 2018</p>"
    f"<div>{f'<p>{SENTENCE}</p>' * 3}</div></div></div>"
    "<div><div class=chip><a href=/tag/macapat>macapat</a></div><div class=chip><a href=/tag/hari-jadi>hari jadi</a></div>"
    "{more}</div>"
    "<ul><li><h5>Artikel Terkait</h5>{teasers}</ul></div></main>"
)
TEASERS = f"<li><a href=/entry/lain>Layanan Keliling Hadir</a><p>{SENTENCE}</p>" * 3


def test_chips_that_link_to_tags_in_the_box_after_the_article_s_are_its_tags() -> None:
    html = CARD.format(more="", teasers=TEASERS)
    assert read_article(f"<html><head><title>{HEADLINE}</title></head><body>{html}</body></html>").tags == [
        "macapat",
        "hari jadi",
    ]


def test_a_box_after_the_article_s_that_holds_more_than_links_to_tags_has_none_of_its_tags() -> None:
    html = CARD.format(more=f"<p>{SENTENCE}</p>", teasers=TEASERS)
    assert read_article(f"<html><head><title>{HEADLINE}</title></head><body>{html}</body></html>").tags == []


def test_a_cloud_of_the_site_s_tags_after_the_article_s_box_has_none_of_its_tags() -> None:
    cloud = "".join(f"<a href=/tag/kata-{number}>kata nomor {number}</a> " for number in range(30))
    html = CARD.format(more=cloud, teasers=TEASERS)
    assert read_article(f"<html><head><title>{HEADLINE}</title></head><body>{html}</body></html>").tags == []


def test_a_day_printed_as_an_ordinal_is_read() -> None:
    line = "<p><em>Posted by Dadang B on Monday 8th April 2024 in <a href=/category/kelautan>Kelautan</a>,</em></p>"
    item = read_article(page(line))
    assert (item.published_at, item.posted_by, item.categories) == ("2024-04-08", "Dadang B", ["Kelautan"])


@pytest.mark.parametrize(("word", "account"), [("SOSOK", None), ("DISKOMINFO", "DISKOMINFO"), ("ADMIN", "ADMIN")])
def test_a_rubric_in_capitals_beside_the_date_is_no_account(word: str, account: str | None) -> None:
    assert read_article(page(f"<div><span>{word}</span><span>18 Juli 2018</span></div>")).posted_by == account


@pytest.mark.parametrize(
    "line",
    [
        "<div><span><a href=/author/heri>Heri S</a></span><span>18 Juli 2018</span><span>2 min read</span></div>",
        "<p><a href=/author/heri>Heri S</a><b>18 Juli 2018</b><i>2</i></p>",
    ],
)
def test_a_date_whose_neighbours_stand_without_a_space_is_read(line: str) -> None:
    item = read_article(page(line))
    assert (item.published_at, item.posted_by) == ("2018-07-18", "Heri S")


def test_a_badge_after_an_account_is_a_category_and_no_part_of_the_name() -> None:
    line = (
        '<p><i class="bi bi-clock"></i> 18 Juli 2018 14:13 <i class="bi bi-person"></i> admin '
        '<span class="badge bg-success">Lingkungan Hidup</span></p>'
    )
    item = read_article(page(line))
    assert (item.published_at, item.posted_by, item.categories) == (MOMENT, "admin", ["Lingkungan Hidup"])


def test_several_badges_beside_the_date_name_no_category() -> None:
    line = "<p>18 Juli 2018 <span class=badge>Siang</span> <span class=badge>Malam</span></p>"
    assert read_article(page(line)).categories == []


@pytest.mark.parametrize(
    ("line", "account"),
    [
        ("Oleh: operator1, Tanggal: 18-07-2018", "operator1"),
        ("Oleh: operator12 | 18-07-2018", "operator12"),
        ("Oleh operator1 18-07-2018", "operator1"),
        ("Oleh operator1 Rabu, 18 Juli 2018", "operator1"),
        ("18 Juli 2018 oleh admin_2", "admin_2"),
        ("Oleh operator18 Juli 2018", "operator"),
        ("Oleh operator18/07/2018", "operator"),
        ("Oleh operator 18 Juli 2018", "operator"),
        ("Oleh operator5 komentar, 18 Juli 2018", "operator"),
    ],
)
def test_the_digits_of_a_login_are_its_own_and_those_of_a_date_are_not(line: str, account: str) -> None:
    assert read_article(page(f"<p>{line}</p>")).posted_by == account


def test_a_mark_between_the_parts_of_a_line_is_of_no_category() -> None:
    line = (
        '<div><i class="fa fa-clock-o"></i> 18 Juli 2018 &nbsp;|&nbsp; <i class="fa fa-bookmark"></i> Kabar Warga '
        '&nbsp;|&nbsp; <i class="fa fa-eye"></i> 512 Kali</div>'
    )
    assert read_article(page(line)).categories == ["Kabar Warga"]


def test_a_share_bar_after_an_empty_list_of_tags_is_no_tag() -> None:
    below = "<div class=flex><span>Tag:</span></div><div class=flex><span>Bagikan:</span><a href='#'>Facebook</a></div>"
    assert read_article(page("<p>18 Juli 2018</p>", below=below)).tags == []


def test_an_account_beside_a_day_as_seen_from_the_visit_is_read_and_the_day_is_not() -> None:
    line = (
        "<div class=flex><div><span>2 hari yang lalu</span></div><div><span>Operator Portal</span></div>"
        "<div><span>51x dilihat</span></div></div>"
    )
    item = read_article(page(line))
    assert (item.published_at, item.posted_by) == (None, "Operator Portal")
