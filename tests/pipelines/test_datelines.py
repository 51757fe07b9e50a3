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
        pytest.param("CONTOH REJO – Warga.", None, "CONTOH REJO", id="an unknown place of two words in capitals"),
        pytest.param("KOTA CONTOH REJO AGUNG - Warga.", None, "KOTA CONTOH REJO AGUNG", id="four words in capitals"),
        pytest.param("(CONTOH REJO) – Warga.", None, "CONTOH REJO", id="in parentheses"),
        pytest.param("CONTOH REJO, InfoCR – Warga.", "InfoCR", "CONTOH REJO", id="a medium named by initials"),
        pytest.param("CONTOH REJO (Humas) – Warga.", "Humas", "CONTOH REJO", id="unknown place in capitals, office"),
        pytest.param("Contoh Rejo, InfoCR – Warga.", "InfoCR", "Contoh Rejo", id="a medium proves an unlisted place"),
        pytest.param("Contoh Rejo, contohrejo.go.id – Warga.", "contohrejo.go.id", "Contoh Rejo", id="a domain proves one"),
        pytest.param("InfoCR, CONTOH REJO – Warga.", "InfoCR", "CONTOH REJO", id="medium, unknown place in capitals"),
        pytest.param("Tuban Kota - Warga.", None, "Tuban Kota", id="a part of a known place"),
        pytest.param("DISPERTAN – Warga.", "DISPERTAN", None, id="an office of the regency"),
        pytest.param("Disperindag - Warga.", "Disperindag", None, id="an office in small letters"),
        pytest.param("Satpol PP – Warga.", "Satpol PP", None, id="an office of two words"),
        pytest.param("CONTOHKAB – Warga.", "CONTOHKAB", None, id="the site of a regency"),
        pytest.param("Contohprov - Warga.", "Contohprov", None, id="the site of a province"),
    ],
)
def test_a_dateline_names_source_and_place(text: str, source: str | None, place: str | None) -> None:
    split = split_dateline(text)
    assert (split.source, split.place, split.body) == (source, place, "Warga.")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Contoh Rejo – Warga senang.", id="an unlisted place that nothing proves"),
        pytest.param("Bupati Tuban – Warga senang.", id="who holds an office"),
        pytest.param("BUPATI TUBAN – Warga senang.", id="who holds an office, in capitals"),
        pytest.param("HARI JADI TUBAN - Warga senang.", id="a feast in capitals"),
        pytest.param("GELAR SENI - Warga senang.", id="two words of a headline in capitals"),
        pytest.param("TANAM POHON - Warga tanam seribu batang.", id="a headline whose words the sentence repeats small"),
        pytest.param("Rani, Humas - Warga senang.", id="a person with an office"),
        pytest.param("Tuban, 24 orang – Warga senang.", id="a number that is no day"),
        pytest.param("Tuban Kota – Lamongan ditempuh sejam.", id="a road from a part of a place"),
        pytest.param("Rani – Warga Wali Kota Rani senang.", id="a mayor is no city"),
        pytest.param("Disparitas - Warga senang.", id="begins like an office"),
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
        pytest.param("Tubankab - Pewarta: Rani Hits: 1977", id="a label with a counter"),
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
        pytest.param("Tuban: Semanding, Palang, Jenu, Merakurak, Kerek, Montong, Parengan, Rengel", id="a colon before a list"),
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


@pytest.mark.parametrize(
    "day",
    [
        "(22/1)",
        "(22/01/2024)",
        "22/1/2024",
        "Senin (22/1)",
        "Jum'at (5/3)",
        "5 Mei 2021",
        "Rabu, 5 Mei 2021",
        "(5 Mei)",
        "22-01-2024",
    ],
)
def test_a_day_behind_the_place_is_of_the_dateline(day: str) -> None:
    for between in (", ", " "):
        split = split_dateline(f"Tuban{between}{day} – Warga senang.")
        assert (split.place, split.day, split.body) == ("Tuban", day, "Warga senang.")
    item: dict[str, object] = {"paragraphs": [f"Tuban, {day} – Warga."], "findings": []}
    assert step.clean(item)["findings"] == [f"the dateline prints a day: {day}"]


def test_the_whole_text_may_prove_that_a_name_is_a_place() -> None:
    item: dict[str, object] = {"paragraphs": ["Contoh Rejo – Warga senang.", "Acara di Balai Desa Contoh Rejo meriah."]}
    assert step.clean(item)["dateline"] == {"source": None, "place": "Contoh Rejo"}


def test_what_the_page_calls_a_place_is_one() -> None:
    item: dict[str, object] = {"paragraphs": ["Contoh Rejo – Warga senang."], "proved_places": ["Contoh Rejo"]}
    assert step.clean(item)["dateline"] == {"source": None, "place": "Contoh Rejo"}
    kind: dict[str, object] = {"paragraphs": ["Wisata – Warga senang."], "proved_places": ["Wisata"]}
    assert "dateline" not in step.clean(kind)


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


def test_below_several_labelled_bylines_the_dateline_is_read() -> None:
    signed = "Penulis: Rani Hartawan"
    item: dict[str, object] = {"paragraphs": [signed, signed, "Tubankab - Warga senang."]}
    assert step.clean(item)["paragraphs"] == [signed, signed, "Warga senang."]


@pytest.mark.parametrize("line", ["TUBAN –", "TUBAN KOTA -", "CONTOH REJO, InfoCR –"])
def test_a_place_on_a_line_of_its_own_is_the_dateline_where_a_text_follows(line: str) -> None:
    item: dict[str, object] = {"paragraphs": [line, "Warga senang."]}
    assert step.clean(item)["paragraphs"] == ["Warga senang."]
    assert step.clean({"paragraphs": [line]}) == {"paragraphs": [line]}


@pytest.mark.parametrize("head", ["Tuban", "Tubankab"])
def test_a_place_or_newsroom_before_a_colon_and_a_sentence_is_a_dateline(head: str) -> None:
    sentence = "Pengerukan sedimen sungai sepanjang dua kilometer dikebut sebelum musim hujan."
    assert split_dateline(f"{head}: {sentence}").body == sentence
