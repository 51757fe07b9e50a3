"""What a page proves that reads as an article and says what the site says of anything."""

import pytest

from tests.parsing.reading import ENTRY, HTML, SENTENCE, article_page, read
from tubancrawl import site
from tubancrawl.items import ArticleItem, Item, PageItem
from tubancrawl.parsing.probe import Probe, against, read_probe

PROBE = site.probe_url("0123456789abcdef")
GENERIC = article_page(f"<p>Tubankab - {SENTENCE} Dibaca 12 kali.</p><p>{SENTENCE}</p>")


def probed(body: str, *, status: int = 200) -> Probe | None:
    headers = [(b"Content-Type", HTML.encode())]
    return read_probe(url=PROBE, status=status, headers=headers, body=body.encode(), problems=(), record_id="urn:uuid:probe")


def judged(
    body: str, probe: Probe | None, url: str = "https://tubankab.go.id/entry/slug-3c1a9b0d7e46288c91ab04de77f61000"
) -> Item:
    item = read(body, url=url)
    assert isinstance(item, ArticleItem)
    return against(item, probe)


def test_an_article_with_the_text_of_the_probe_is_none() -> None:
    item = judged(GENERIC, probed(GENERIC))
    assert isinstance(item, PageItem)
    assert item.outcome == "soft_missing"
    assert item.evidence[-1] == "probe: the text is that of urn:uuid:probe, the answer for an address that cannot exist"


def test_counters_and_the_address_that_the_text_echoes_make_no_difference() -> None:
    said = "<p>Tubankab - Artikel {} sedang kami siapkan untuk pembaca setia, demikian redaksi menyampaikan.</p><p>{} kali.</p>"
    page = article_page(said.format("slug-3c1a9b0d7e46288c91ab04de77f61000", 7))
    assert judged(page, probed(article_page(said.format(site.slug_of(PROBE), 9)))).outcome == "soft_missing"


def test_another_text_is_an_article() -> None:
    other = article_page(f"<p>Tubankab - {SENTENCE}</p><p>Lomba ditutup pada sore hari oleh sekretaris kecamatan.</p>")
    assert judged(other, probed(GENERIC)).outcome == "ok"


def test_the_newest_article_that_a_site_gives_for_anything_is_one_under_its_own_address() -> None:
    assert judged(GENERIC, probed(GENERIC), url=ENTRY).outcome == "ok"


def test_a_headline_that_is_made_from_whatever_is_asked_proves_nothing() -> None:
    echoed = GENERIC.replace("Camat Montong Buka Lomba", "Tubancrawl probe 0123456789abcdef")
    assert judged(GENERIC, probed(echoed), url=ENTRY).outcome == "soft_missing"


@pytest.mark.parametrize("status", [404, 410, 403, 500, 301])
def test_a_probe_that_is_answered_as_it_should_be_changes_nothing(status: int) -> None:
    assert probed(GENERIC, status=status) is None
    assert judged(GENERIC, None).outcome == "ok"


@pytest.mark.parametrize("body", ["", "<h1>Halaman tidak ditemukan</h1>", "<p>", "\x00"])
def test_a_probe_without_a_text_shows_nothing(body: str) -> None:
    assert probed(body) is None


def test_the_probes_own_page_is_never_an_article() -> None:
    item = read(GENERIC, url=PROBE)
    assert (type(item), item.outcome) == (PageItem, "soft_missing")
    assert site.kind_of(PROBE) == "probe"
