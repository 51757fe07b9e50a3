"""Datelines. All lines are synthetic, in the forms that the press prints."""

import pytest

from pipelines.datelines import DatelinePipeline, split_dateline
from tubancrawl.items import Dateline

step = DatelinePipeline()


@pytest.mark.parametrize(
    ("text", "source", "place"),
    [
        pytest.param("Tuban, InfoPublik - Warga.", "InfoPublik", "Tuban", id="place, medium"),
        pytest.param("TUBAN, CONTOHMEDIA.com - Warga.", "CONTOHMEDIA.com", "TUBAN", id="place, domain"),
        pytest.param("TUBAN, iContoh.id - Warga.", "iContoh.id", "TUBAN", id="short domain"),
        pytest.param("Tuban (contohjatim.com) – Warga.", "contohjatim.com", "Tuban", id="domain in parentheses"),
        pytest.param("Gunung Contoh (contohkab.go.id) – Warga.", "contohkab.go.id", "Gunung Contoh", id="unlisted place, domain"),
        pytest.param("TUBAN, JATIM – Warga.", None, "TUBAN, JATIM", id="two places"),
        pytest.param("TUBAN – DN | Warga.", "DN", "TUBAN", id="two separators"),
        pytest.param("TUBAN – SUARACONTOH – Warga.", "SUARACONTOH", "TUBAN", id="two separators, a medium in capitals"),
        pytest.param("Tubankab ─ Warga.", "Tubankab", None, id="a line drawn"),
        pytest.param("TUBAN | DN – Warga.", "DN", "TUBAN", id="two separators, other way"),
        pytest.param("contohTuban.com - Warga.", "contohTuban.com", None, id="domain alone"),
        pytest.param("contohtuban.com-Warga.", "contohtuban.com", None, id="no spaces"),
        pytest.param("KALIPARE - Warga.", None, "KALIPARE", id="an unknown place in capitals"),
        pytest.param("Semanding - Warga.", None, "Semanding", id="a known district"),
        pytest.param("DPRD TUBAN – Warga.", "DPRD TUBAN", None, id="an office"),
        pytest.param("Berita Baru, Tuban – Warga.", "Berita Baru", "Tuban", id="medium, place"),
        pytest.param("Tuban ~ Warga.", None, "Tuban", id="tilde"),
        pytest.param("KIM Ronggolawe– Warga.", "KIM Ronggolawe", None, id="no space before the dash"),
        pytest.param("(Contohku.com): Warga.", "Contohku.com", None, id="parentheses and colon"),
        pytest.param("Tubankab\u00a0–\u00a0Warga.", "Tubankab", None, id="no-break spaces"),
        pytest.param("Tubankab-Warga.", "Tubankab", None, id="glued newsroom"),
        pytest.param("\u200bTubankab - Warga.", "Tubankab", None, id="zero-width space before"),
        pytest.param("Tubankab ― Warga.", "Tubankab", None, id="horizontal bar"),
        pytest.param("Tubankab,- Warga.", "Tubankab", None, id="a comma before the dash"),
        pytest.param("Tuban, Portal Bumi Contoh – Warga.", "Portal Bumi Contoh", "Tuban", id="known place, unknown medium"),
        pytest.param("Tuban (Kabar Contoh) – Warga.", "Kabar Contoh", "Tuban", id="unknown medium in parentheses"),
        pytest.param("Tuban, InfoTuban - Warga.", "InfoTuban", "Tuban", id="place, joined medium"),
        pytest.param("InfoTuban - Warga.", "InfoTuban", None, id="a word of the trade joined to a place"),
        pytest.param("Kabar Tuban – Warga.", "Kabar Tuban", None, id="a word of the trade before a place"),
        pytest.param("Tuban Hits - Warga.", "Tuban Hits", None, id="a word of the trade behind a place"),
        pytest.param("RADARCONTOH, TUBAN – Warga.", None, "RADARCONTOH, TUBAN", id="capitals before a place"),
        pytest.param("WARTATUBAN – Warga.", "WARTATUBAN", None, id="joined in capitals"),
        pytest.param("CONTOH.CO.ID, TUBAN - Warga.", "CONTOH.CO.ID", "TUBAN", id="domain in capitals, place"),
        pytest.param("Tuban, Jawa Timur, InfoPublik - Warga.", "InfoPublik", "Tuban, Jawa Timur", id="two places and a medium"),
        pytest.param("DINSOS TUBAN – Warga.", "DINSOS TUBAN", None, id="an office of a known place"),
        pytest.param("Desa Contohrejo - Warga.", None, "Desa Contohrejo", id="a village that is called one"),
    ],
)
def test_a_dateline_names_source_and_place(text: str, source: str | None, place: str | None) -> None:
    split = split_dateline(text)
    assert (split.source, split.place, split.body) == (source, place, "Warga.")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Covid-19 - Warga diminta tenang.", id="a disease"),
        pytest.param("Ketua TP PKK - Ny. Rani membuka acara.", id="an office and its holder"),
        pytest.param("PKK - Tim bergerak.", id="an acronym"),
        pytest.param("PENGUMUMAN - Warga diminta tenang.", id="a headword"),
        pytest.param("UPACARA BENDERA - Warga mengikuti upacara.", id="a headline in capitals"),
        pytest.param("Tuban - Bojonegoro ditempuh sejam.", id="a road"),
        pytest.param("Tuban – kota wali – ramai.", id="an aside"),
        pytest.param("TUBAN-BOJONEGORO rusak parah.", id="a compound"),
        pytest.param("H-7 - Pemudik mulai datang.", id="a day before a feast"),
        pytest.param("TNI-Polri - Bersama warga.", id="a pair"),
        pytest.param("PEMERINTAH KABUPATEN TUBAN - DINAS KESEHATAN", id="a letterhead"),
        pytest.param("Pemkab Tuban - melalui Dinas Sosial - membantu.", id="an aside after an office"),
        pytest.param("2018 - Tahun penuh prestasi.", id="a year"),
        pytest.param("Sabtu - Minggu ini digelar lomba.", id="days"),
        pytest.param("Tuban, Rabu - Warga senang.", id="a weekday behind the place"),
        pytest.param("Tuban, Maret - Warga senang.", id="a month behind the place"),
        pytest.param("Tuban, Bupati Rani - Warga senang.", id="an office behind the place"),
        pytest.param("Tuban, Lamongan, Bojonegoro - Warga senang.", id="three places"),
        pytest.param("Tuban, kota wali - Warga senang.", id="an aside in lower case"),
        pytest.param("Info Lowongan - Warga senang.", id="a word of the trade without a place"),
        pytest.param("Posyandu Remaja - Warga senang.", id="begins like a word of the trade"),
        pytest.param("PeduliContoh - Warga senang.", id="a joined word that is no medium"),
        pytest.param("Desa Wisata - Warga senang.", id="a kind of village"),
        pytest.param("Wisata - Warga Desa Wisata Contoh senang.", id="a kind of village that the text names"),
        pytest.param("Contohrejo - Warga senang.", id="an unknown word that nothing proves"),
        pytest.param("Gotong royong - Warga Desa Contoh senang.", id="words that no village bears"),
        pytest.param("Tubankab: Warga senang.", id="a colon"),
        pytest.param("“Tuban - Warga”", id="inside a quotation"),
        pytest.param("Tubankab meraih penghargaan – Warga bangga.", id="a dash after a verb"),
        pytest.param("Warga Tuban, Jawa Timur - Senang.", id="a place with a word before"),
        pytest.param("https://tubankab.go.id - Warga.", id="an address"),
        pytest.param(" - Warga.", id="nothing before the dash"),
        pytest.param("", id="empty"),
    ],
)
def test_any_other_dash_stays_in_the_sentence(text: str) -> None:
    split = split_dateline(text)
    assert (split.source, split.place, split.separator, split.body) == (None, None, None, text)


@pytest.mark.parametrize("separator", ["- ", " - ", " – "])
def test_an_unknown_village_is_proved_by_the_sentence_behind_it(separator: str) -> None:
    split = split_dateline(f"Contohrejo{separator}Warga Desa Contohrejo senang.")
    assert (split.place, split.body) == ("Contohrejo", "Warga Desa Contohrejo senang.")


def test_only_the_first_paragraph_is_looked_at() -> None:
    item = {"paragraphs": ["Pembuka.", "Tubankab - Warga."]}
    assert step.clean(item) == {"paragraphs": ["Pembuka.", "Tubankab - Warga."]}


def test_a_dateline_on_a_line_of_its_own_leaves_no_empty_paragraph() -> None:
    item: dict[str, object] = {"paragraphs": ["Tubankab -", "Warga."]}
    assert step.clean(item) == {"paragraphs": ["Warga."], "dateline": {"source": "Tubankab", "place": None}}


def test_an_item_with_a_dateline_keeps_its_first_paragraph() -> None:
    item = {"paragraphs": ["Tubankab - Warga."], "dateline": Dateline(source="Tubankab")}
    step.clean(item)
    assert item["paragraphs"] == ["Tubankab - Warga."]
