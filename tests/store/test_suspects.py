from typing import Any

import pytest

from tubancrawl.store.suspects import names_site, why_suspect


def item(headline: str = "Panen Raya di Palang", length: int = 1000) -> dict[str, Any]:
    return {"headline": headline, "paragraphs": ["p" * (length // 2)] * 2}


def test_a_text_that_lost_more_than_sixty_per_cent_is_suspect() -> None:
    assert why_suspect(item(), item(length=398)) == "the text shrank from 1000 to 398 characters"


def test_a_text_that_lost_less_or_grew_is_not() -> None:
    assert why_suspect(item(), item(length=400)) is None
    assert why_suspect(item(), item(length=5000)) is None


def test_the_first_reading_of_an_article_is_not_suspect() -> None:
    assert why_suspect(None, item("Pemerintah Kabupaten Tuban", 10)) is None


@pytest.mark.parametrize(
    "name",
    [
        "Pemerintah Kabupaten Tuban",
        "PEMKAB TUBAN",
        "Website Resmi Pemerintah Kabupaten Tuban",
        "Beranda | Pemerintah Kabupaten Tuban",
        "Selamat Datang di Portal Tuban",
        "Kabupaten Tuban - Situs Resmi",
        "Pemerintah Kab. Tuban, Jawa Timur",
        "tubankab.go.id",
    ],
)
def test_a_headline_that_became_the_name_of_the_site_is_suspect(name: str) -> None:
    assert names_site(name)
    reason = why_suspect(item(), item(name))
    assert reason is not None
    assert name in reason


@pytest.mark.parametrize(
    "headline", ["Pemkab Tuban Siapkan Benih", "Portal Tuban Satu Data Dibuka", "Selamat Datang, Jemaah Haji Tuban", "", None]
)
def test_a_headline_that_tells_something_names_no_site(headline: str | None) -> None:
    assert not names_site(headline)


def test_an_article_that_was_always_called_by_the_sites_name_is_not_suspect() -> None:
    assert why_suspect(item("Portal Tuban"), item("Pemkab Tuban")) is None


def test_a_headline_that_was_rewritten_is_an_edit() -> None:
    assert why_suspect(item("Panen Raya Padi di Palang"), item("Layanan Kesehatan Dibuka")) is None
