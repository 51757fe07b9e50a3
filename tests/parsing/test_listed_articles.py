"""A listing where an article was asked for, and an article among other texts: told by how the boxes are made."""

from tests.parsing.reading import ENTRY, HEADLINE, SENTENCE, read
from tubancrawl.items import ArticleItem, PageItem

TEASER = '<div class="post"><h3><a href="/entry/{slug}">{title}</a></h3><span>3 Mei 2018</span><p>{text}</p></div>'


def teasers(*, first: str) -> str:
    others = (f"Kegiatan nomor {number} di kecamatan digelar meriah" for number in range(5))
    boxes = [TEASER.format(slug=ENTRY.rpartition("/")[2], title=HEADLINE, text=first)]
    boxes += [TEASER.format(slug=title.replace(" ", "-").lower(), title=title, text=SENTENCE) for title in others]
    return f"<html><head><title>Berita - Dinas</title></head><body><div><h1>Berita</h1>{''.join(boxes)}</div></body></html>"


def test_a_listing_that_has_a_teaser_of_the_article_is_not_the_article() -> None:
    item = read(teasers(first=SENTENCE))

    assert isinstance(item, PageItem)
    assert item.outcome == "soft_missing"
    assert "one of 6 texts built alike" in item.evidence


def test_an_article_with_dateline_and_account_stays_one_beside_boxes_that_are_built_alike() -> None:
    url = "https://kecrengel.tubankab.go.id/index.php?pilih=lihat&id=12"
    text = f"<br><br>Tuban - {SENTENCE}<br><br>{SENTENCE}<br><br>{SENTENCE}<br><br>{SENTENCE} (adm)"
    box = '<div class="border"><h4>{}</h4><small>Oleh: <b>admin</b> | Senin, 3 September 2012 - 09:26 WIB</small>{}</div>'
    boxes = box.format(HEADLINE, text) + "".join(
        box.format(f"Kabar lain nomor {number} dari desa", SENTENCE) for number in range(3)
    )
    item = read(f"<html><head><title>{HEADLINE}</title></head><body><div>{boxes}</div></body></html>", url=url)

    assert isinstance(item, ArticleItem), item.evidence
    assert item.headline == HEADLINE


def test_a_comment_after_a_bold_line_is_no_reason_to_fail() -> None:
    title = "Warga Rengel Panen Raya Padi Organik"
    page = f"<div><b>{title}</b><!-- judul --><br><!-- tanggal --><p>18 Juli 2018</p><p>{SENTENCE}</p><p>{SENTENCE}</p></div>"

    item = read(
        f"<html><head><title>Pemkab Tuban</title></head><body>{page}</body></html>",
        url="https://kecrengel.tubankab.go.id/berita/12",
    )

    assert isinstance(item, ArticleItem), item.evidence
    assert item.headline == title
