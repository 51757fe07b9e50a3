"""The right answer to the wrong question: what a cache mixed up never becomes a version of the article that was asked for."""

import pytest

from tests.parsing.reading import ENTRY, SENTENCE, article_page, read, read_article
from tubancrawl.items import PageItem

BODY = f"<p>Tubankab - {SENTENCE}</p>" + f"<p>{SENTENCE}</p>" * 5
OTHERS = (
    "panen-raya-jagung-di-jatirogo",
    "warga-plumpang-gelar-khitanan-massal",
    "bupati-resmikan-pasar-baru-tuban",
    "nelayan-palang-terima-bantuan-jaring",
    "slug-3c1a9b0d7e46288c91ab04de77f61000",
)
CLAIMS = {
    "canonical": '<link rel="canonical" href="{}">',
    "relative": '<link href="/entry/camat-montong-buka-lomba" rel=canonical>',
    "www": '<link rel="canonical" href="http://www.tubankab.go.id/entry/camat-montong-buka-lomba/">',
    "plural": '<link rel="canonical" href="https://tubankab.go.id/entries/camat-montong-buka-lomba">',
    "og": '<meta property="og:url" content="{}">',
    "both": '<link rel="canonical" href="{0}"><meta property="og:url" content="{0}">',
}


@pytest.mark.parametrize("slug", OTHERS)
@pytest.mark.parametrize("claim", CLAIMS)
def test_a_page_that_says_it_is_another_article_is_no_version_of_this_one(slug: str, claim: str) -> None:
    item = read(article_page(BODY, head=CLAIMS[claim].format(ENTRY)), url=f"https://tubankab.go.id/entry/{slug}")
    assert isinstance(item, PageItem)
    assert (item.outcome, item.evidence) == ("unreadable", [f"foreign: the page says it is {ENTRY}"])


def test_addresses_that_differ_by_their_number_alone_are_two_articles() -> None:
    page = article_page(BODY, head=CLAIMS["canonical"].format(ENTRY))
    assert read(page, url=f"{ENTRY}-2").outcome == "unreadable"


@pytest.mark.parametrize(
    "claim",
    [
        ENTRY,
        f"{ENTRY}/",
        f"{ENTRY}?page=2",
        "http://www.tubankab.go.id/entries/camat-montong-buka-lomba",
        "https://elsewhere.example/a",
    ],
)
def test_a_page_that_says_it_is_itself_or_nothing_of_ours_is_read(claim: str) -> None:
    assert read_article(article_page(BODY, head=CLAIMS["canonical"].format(claim))).canonical


def test_a_page_whose_headline_made_its_address_is_itself_whatever_its_template_claims() -> None:
    item = read_article(article_page(BODY, head='<link rel=canonical href="https://tubankab.go.id/entry/contoh-berita-pertama">'))
    assert any("canonical" in finding for finding in item.findings)


def test_a_records_number_is_an_alias() -> None:
    assert read_article(article_page(BODY, head=CLAIMS["canonical"].format(ENTRY)), url="https://tubankab.go.id/entry/412")
