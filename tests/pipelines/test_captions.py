"""Captions. All lines are synthetic, in the forms that the press prints; all names are invented."""

from dataclasses import dataclass

import pytest
from itemadapter import ItemAdapter

from pipelines.captions import CaptionPipeline, caption_line, caption_parts, read_caption
from tubancrawl.items import Photo

step = CaptionPipeline()


@pytest.mark.parametrize(
    ("printed", "text", "credit", "kind"),
    [
        pytest.param(
            "FOTO : Camat menyapa warga. (Ist).", "Camat menyapa warga.", "Ist", "anonymous", id="stop after the credit"
        ),
        pytest.param(
            "Peserta senam massal. (foto: ist).", "Peserta senam massal.", "ist", "anonymous", id="label in the parenthesis"
        ),
        pytest.param("Peserta senam (Foto : iNews)", "Peserta senam", "iNews", "agency", id="medium"),
        pytest.param("Peserta senam (Foto/oso)", "Peserta senam", "oso", "person", id="slash label"),
        pytest.param(
            "Peserta senam (Foto: Rudi/MVoice)", "Peserta senam", "Rudi/MVoice", "person", id="person and unknown medium"
        ),
        pytest.param(
            "Peserta senam (foto : Rudi Hartawan/ Jatim Times)",
            "Peserta senam",
            "Rudi Hartawan/ Jatim Times",
            "agency",
            id="person of a medium",
        ),
        pytest.param("Warga panen. (Dokumen Pribadi)", "Warga panen.", "Dokumen Pribadi", "agency", id="documents"),
        pytest.param("Warga panen. (TribunBatam.id/Istimewa)", "Warga panen.", "TribunBatam.id/Istimewa", "agency", id="domain"),
        pytest.param("panen di tepi mata.(agus)", "panen di tepi mata.", "agus", "person", id="glued"),
        pytest.param("Warga antre (humas)", "Warga antre", "humas", "agency", id="office in lower case without a stop before"),
        pytest.param("Warga antre (rani)", "Warga antre", "rani", "person", id="one lower-case word without a stop before"),
        pytest.param("Foto: Antara/Rudi Hartawan", "", "Antara/Rudi Hartawan", "agency", id="nothing but a credit"),
        pytest.param("foto : istimewa", "", "istimewa", "anonymous", id="nothing but istimewa"),
        pytest.param(
            "Warga panen. ANTARA FOTO/Rudi Hartawan/rdh/17",
            "Warga panen.",
            "ANTARA FOTO/Rudi Hartawan/rdh/17",
            "agency",
            id="agency line",
        ),
        pytest.param("Warga memanen. Foto: Rudi Hartawan", "Warga memanen.", "Rudi Hartawan", "person", id="open credit"),
        pytest.param("Ketua PKK, Ny. Rani, S.E. (dadang)", "Ketua PKK, Ny. Rani, S.E.", "dadang", "person", id="title before"),
        pytest.param("Warga memanen | Foto: PKK Contoh", "Warga memanen", "PKK Contoh", "agency", id="a rule before the label"),
        pytest.param("Warga memanen – Foto: Istimewa", "Warga memanen", "Istimewa", "anonymous", id="a dash before the label"),
        pytest.param("Lapak di Goa ContohFoto: didit", "Lapak di Goa Contoh", "didit", "person", id="a glued label"),
        pytest.param(
            "Warga memanen padi Foto: Rudi Hartawan", "Warga memanen padi", "Rudi Hartawan", "person", id="a capital label"
        ),
        pytest.param("Mak Jum. FOTO: SONNY W.", "Mak Jum.", "SONNY W.", "person", id="the stop of an initial"),
        pytest.param("Warga. Sumber Foto : Rani", "Warga.", "Rani", "person", id="source of the picture"),
        pytest.param("Warga. Foto oleh Rani", "Warga.", "Rani", "person", id="photo by"),
        pytest.param("Warga. (courtesy: Rani)", "Warga.", "Rani", "person", id="courtesy"),
        pytest.param("Warga. (photo by Rani)", "Warga.", "Rani", "person", id="photo by, in parentheses"),
        pytest.param("Warga. Dok. Humas Contoh", "Warga.", "Dok. Humas Contoh", "agency", id="documents without parentheses"),
        pytest.param("Warga. Dokumentasi Pribadi", "Warga.", "Dokumentasi Pribadi", "agency", id="private documents"),
        pytest.param("Warga. © Rani Hartawan", "Warga.", "© Rani Hartawan", "person", id="copyright"),
        pytest.param("Warga. Istimewa", "Warga.", "Istimewa", "anonymous", id="istimewa without parentheses"),
        pytest.param("Foto: Dok. Humas", "", "Dok. Humas", "agency", id="nothing but documents"),
        pytest.param("foto : rudi/wid", "", "rudi/wid", "person", id="nothing but names"),
        pytest.param("Warga (Foto: Pemdes)", "Warga", "Pemdes", "agency", id="an office by its short name"),
        pytest.param("Warga. (Rani/Prokopim)", "Warga.", "Rani/Prokopim", "person", id="person of a press office"),
        pytest.param("Warga. (SuaraContoh/Istimewa)", "Warga.", "SuaraContoh/Istimewa", "agency", id="a medium, else nobody"),
        pytest.param("Warga. (TimDispora/Istimewa)", "Warga.", "TimDispora/Istimewa", "agency", id="an office, else nobody"),
        pytest.param(
            "Warga. (Rani Hartawan/ Satpol PP)", "Warga.", "Rani Hartawan/ Satpol PP", "person", id="person of an office"
        ),
        pytest.param("Foto 1: Warga. (agus)", "Warga.", "agus", "person", id="a numbered marker"),
        pytest.param("Gambar : Warga. (agus)", "Warga.", "agus", "person", id="another marker"),
        pytest.param("Pameran Foto: Rudi Hartawan", "Pameran Foto: Rudi Hartawan", None, None, id="an exhibition with a capital"),
        pytest.param("Isi pameran Foto: Wajah Kota", "Isi pameran Foto: Wajah Kota", None, None, id="what is shown in it"),
        pytest.param("Peserta lomba foto: Rudi", "Peserta lomba foto: Rudi", None, None, id="a label's word in lower case"),
        pytest.param("Warga. Dokumentasi kegiatan", "Warga. Dokumentasi kegiatan", None, None, id="documents of something"),
        pytest.param("Lomba. Istimewa sekali", "Lomba. Istimewa sekali", None, None, id="special indeed"),
        pytest.param("Warga | Foto lama", "Warga | Foto lama", None, None, id="no separator behind the label"),
        pytest.param("Lomba. (cw1/har)", "Lomba.", "cw1/har", "person", id="code with a digit"),
        pytest.param(
            "Sambutan di pendapa. (kiri) (agus)", "Sambutan di pendapa. (kiri)", "agus", "person", id="position, then credit"
        ),
        pytest.param("foto : foto : dobel. (rani)", "dobel.", "rani", "person", id="marker twice"),
        pytest.param("Bupati (tengah)", "Bupati (tengah)", None, None, id="position"),
        pytest.param("Camat. (dua dari kiri).", "Camat. (dua dari kiri).", None, None, id="position after a stop"),
        pytest.param("Rapat Bimbingan Teknis (Bimtek)", "Rapat Bimbingan Teknis (Bimtek)", None, None, id="abbreviation"),
        pytest.param(
            "Kepala Dinas, Drs. Fulan, S.H. (Sekda)",
            "Kepala Dinas, Drs. Fulan, S.H. (Sekda)",
            None,
            None,
            id="office after a title",
        ),
        pytest.param(
            "Rapat Dinas Komunikasi (Diskominfo)", "Rapat Dinas Komunikasi (Diskominfo)", None, None, id="office explained"
        ),
        pytest.param("Dana desa. (Rp 1,2 miliar)", "Dana desa. (Rp 1,2 miliar)", None, None, id="digits"),
        pytest.param("Warga. (IMG 2034)", "Warga. (IMG 2034)", None, None, id="file name"),
        pytest.param("foto : ilustrasi", "ilustrasi", None, None, id="illustration"),
        pytest.param("Warga (…)", "Warga (…)", None, None, id="no letter"),
        pytest.param("", "", None, None, id="empty"),
    ],
)
def test_a_caption_is_split_from_its_credit(printed: str, text: str, credit: str | None, kind: str | None) -> None:
    read = read_caption(printed)
    assert (read.text, read.credit, read.credit_kind) == (text, credit, kind)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Foto-foto kegiatan itu dipajang di pendapa.", id="plural with a hyphen"),
        pytest.param("foto - foto kegiatan itu dipajang di pendapa.", id="plural with a spaced hyphen"),
        pytest.param("Fotografer: Rudi menang lomba.", id="a longer word"),
        pytest.param("Foto bersama: para juara", id="words between"),
        pytest.param("Foto. Para juara", id="stop"),
        pytest.param("Keterangan foto itu keliru.", id="no separator"),
        pytest.param("Warga berfoto : senang.", id="inside a word"),
        pytest.param("Foto itu, kata dia: bagus.", id="separator later"),
    ],
)
def test_a_sentence_about_photos_is_no_caption_line(line: str) -> None:
    assert caption_line(line) is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1) Piala. 2) Peserta.", ["Piala", "Peserta"]),
        ("(1) Piala; (2) Peserta", ["Piala", "Peserta"]),
        ("1. Piala; 2. Peserta; 3. Juri", ["Piala", "Peserta", "Juri"]),
        ("Peserta lomba 1. Piala", ["Peserta lomba 1. Piala"]),
        ("Satu piala", ["Satu piala"]),
        ("", [""]),
    ],
)
def test_numbered_captions_are_told_apart(text: str, parts: list[str]) -> None:
    assert caption_parts(text) == parts


def test_a_caption_line_goes_to_the_first_photo_without_a_caption() -> None:
    item = {
        "paragraphs": ["foto : Apel pagi. (rani)", "Isi berita."],
        "photos": [{"url": "a", "caption": "Lain."}, {"url": "b", "caption": None}],
    }
    step.clean(item)
    assert item == {
        "paragraphs": ["Isi berita."],
        "photos": [
            {"url": "a", "caption": "Lain."},
            {"url": "b", "caption": "Apel pagi.", "credit": "rani", "credit_kind": "person"},
        ],
    }


def test_a_caption_printed_twice_is_taken_off_twice_and_kept_once() -> None:
    item = {
        "paragraphs": ["Apel pagi di alun-alun.", "foto : Apel pagi di alun-alun. (rani)", "Isi berita."],
        "photos": [{"url": "a", "caption": "Apel pagi di alun-alun", "credit": None, "credit_kind": None}],
    }
    step.clean(item)
    assert item == {
        "paragraphs": ["Isi berita."],
        "photos": [{"url": "a", "caption": "Apel pagi di alun-alun", "credit": "rani", "credit_kind": "person"}],
    }


def test_a_caption_without_a_picture_is_kept_with_a_finding() -> None:
    item = {"paragraphs": ["foto : Apel pagi. (rani)", "Isi berita."], "photos": [], "findings": [], "sources": {}}
    step.clean(item)
    assert item == {
        "paragraphs": ["Isi berita."],
        "photos": [{"url": None, "caption": "Apel pagi.", "credit": "rani", "credit_kind": "person"}],
        "findings": ["a caption whose picture was not found: Apel pagi."],
        "sources": {"captions": "caption line of the body"},
    }


def test_a_marked_line_that_reports_speech_is_a_sentence_and_stays() -> None:
    said = "Foto: siapa, di mana, sedang apa. Ketiganya, pesannya, wajib ditulis di bawah gambar."
    body = ["Operator desa belajar menulis.", said, "Kelas berlanjut besok."]
    item = {"paragraphs": list(body), "photos": [{"url": "a", "caption": None}]}
    step.clean(item)
    assert item == {"paragraphs": body, "photos": [{"url": "a", "caption": None}]}


def test_a_caption_without_credit_deep_in_the_body_stays() -> None:
    body = ["Satu.", "Dua.", "Tiga.", "Foto : begitulah judulnya."]
    item = {"paragraphs": list(body), "photos": []}
    step.clean(item)
    assert item["paragraphs"] == body


def test_a_caption_with_credit_deep_in_the_body_goes() -> None:
    item: dict[str, list[object]] = {
        "paragraphs": ["Satu.", "Dua.", "Tiga.", "Foto : Apel. (rani)"],
        "photos": [{"caption": None}],
    }
    step.clean(item)
    assert item["paragraphs"] == ["Satu.", "Dua.", "Tiga."]


@dataclass
class PlainPhoto:
    caption: str


@dataclass
class PlainItem:
    paragraphs: list[str]
    photos: list[PlainPhoto]


def test_a_photo_that_cannot_hold_a_credit_keeps_its_caption_whole() -> None:
    item = PlainItem(paragraphs=["Isi."], photos=[PlainPhoto("Apel pagi. (rani)")])
    step.clean(item)
    assert item.photos == [PlainPhoto("Apel pagi. (rani)")]


def test_an_item_that_cannot_hold_photos_keeps_its_caption_line() -> None:
    @dataclass
    class Bare:
        paragraphs: list[str]

    item = Bare(["foto : Apel pagi. (rani)", "Isi."])
    step.clean(item)
    assert item.paragraphs == ["foto : Apel pagi. (rani)", "Isi."]


def test_photos_of_an_article_are_read_in_place() -> None:
    photo = Photo(url="https://tubankab.go.id/files/2018-07/apel.jpg", caption="foto : Apel pagi. (rani)")
    item = {"photos": [photo]}
    step.clean(item)
    assert ItemAdapter(photo).asdict() == {
        "url": "https://tubankab.go.id/files/2018-07/apel.jpg",
        "caption": "Apel pagi.",
        "credit": "rani",
        "credit_kind": "person",
    }


def test_a_sentence_left_by_its_dateline_is_body_even_if_a_photo_repeats_it() -> None:
    item = {
        "paragraphs": ["Warga senang."],
        "photos": [{"caption": "Warga senang."}],
        "dateline": {"source": "Tubankab", "place": None},
    }
    assert step.clean(item)["paragraphs"] == ["Warga senang."]


def test_a_marker_with_nothing_behind_it_only_goes() -> None:
    item = {"paragraphs": ["foto :", "Isi berita."], "photos": []}
    step.clean(item)
    assert item == {"paragraphs": ["Isi berita."], "photos": []}


@pytest.mark.parametrize(
    ("printed", "credit", "kind"),
    [
        ("Foto: Biro Adpim", "Biro Adpim", "agency"),
        ("Foto : Humas Pemkab Contoh", "Humas Pemkab Contoh", "agency"),
        ("Foto: Dinas Pertanian dan Pangan", "Dinas Pertanian dan Pangan", "agency"),
        ("Dok: Kominfo", "Kominfo", "agency"),
        ("Sumber foto: Diskominfo Contoh", "Diskominfo Contoh", "agency"),
        ("Fotografer: Rani Hartawan", "Rani Hartawan", "person"),
        ("Foto by Rani", "Rani", "person"),
    ],
)
def test_a_caption_may_be_a_credit_alone(printed: str, credit: str, kind: str) -> None:
    caption = read_caption(printed)
    assert (caption.text, caption.credit, caption.credit_kind) == ("", credit, kind)


@pytest.mark.parametrize(
    "printed",
    [
        "Foto: Dinas Kesehatan mengecek warga",
        "Foto: Bupati Contoh",
        "Foto: Disiplin Pegawai",
        "Sumber: mata air di Desa Contoh",
        "Sumber Air",
    ],
)
def test_a_caption_that_names_what_is_shown_is_no_credit(printed: str) -> None:
    assert read_caption(printed).credit is None


@pytest.mark.parametrize("line", ["(Foto: Rani)", "Foto/Rani", "Foto by Rani", "Foto oleh: Rani"])
def test_a_line_of_the_body_may_be_a_credit_alone(line: str) -> None:
    item: dict[str, object] = {
        "paragraphs": [line, "Warga senang."],
        "photos": [{"url": "https://example.org/a.jpg", "caption": None}],
    }
    CaptionPipeline().clean(item)
    assert item["paragraphs"] == ["Warga senang."]
    assert item["photos"] == [{"url": "https://example.org/a.jpg", "caption": None, "credit": "Rani", "credit_kind": "person"}]


@pytest.mark.parametrize("line", ["Photo: Warga panen", "Caption foto: Warga panen", "Gbr 1: Warga panen"])
def test_other_markers_of_captions(line: str) -> None:
    caption = caption_line(line)
    assert caption is not None
    assert caption.text == "Warga panen"


def test_a_caption_line_is_counted_from_below_a_byline_above_the_text() -> None:
    text = ["Penulis: Rani", "Satu.", "Dua.", "foto : Warga panen", "Tiga."]
    item: dict[str, object] = {"paragraphs": text, "photos": [{"url": "https://example.org/a.jpg"}]}
    assert CaptionPipeline().clean(item)["paragraphs"] == [*text[:3], "Tiga."]


@pytest.mark.parametrize("printed", ["Warga panen / Humas", "Warga panen/Diskominfo Contoh", "Warga panen | Biro Adpim."])
def test_a_press_office_behind_a_rule_is_the_credit(printed: str) -> None:
    caption = read_caption(printed)
    assert (caption.text, caption.credit_kind) == ("Warga panen", "agency")


@pytest.mark.parametrize("printed", ["Warga panen padi/jagung", "Warga panen/Rani", "Lomba putra/putri"])
def test_another_word_behind_a_rule_is_of_the_caption(printed: str) -> None:
    assert read_caption(printed).credit is None
