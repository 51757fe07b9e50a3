"""What the page tells of the name that a text begins with: synthetic."""

import pytest

from tests.parsing.reading import SENTENCE, article_page, read_article


@pytest.mark.parametrize(
    "said",
    [
        "© Pemerintah Kota Contoh Rejo",
        "<h4>Disperindag <span>Kabupaten Contoh Rejo</span></h4>",
        "<h4>KABUPATEN <b>CONTOH REJO</b></h4>",
        "Kantor Kec. Contoh&nbsp;Rejo",
        "Kabupaten&nbsp;Contoh Rejo",
    ],
)
def test_a_masthead_or_footer_proves_the_place_before_the_dash(said: str) -> None:
    page = article_page(f"<p>Contoh Rejo – {SENTENCE}</p><p>{SENTENCE}</p>", before=f"<div class=masthead>{said}</div>")
    assert read_article(page).proved_places == ["Contoh Rejo"]


@pytest.mark.parametrize("said", ["Wali Kota Contoh Rejo", "Contoh Rejo Motor", "Kota Contoh Rejosari"])
def test_what_is_not_called_a_place_is_not_proved(said: str) -> None:
    page = article_page(f"<p>Contoh Rejo – {SENTENCE}</p><p>{SENTENCE}</p>", before=f"<div class=masthead>{said}</div>")
    assert read_article(page).proved_places == []
