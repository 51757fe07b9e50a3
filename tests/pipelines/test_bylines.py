"""Bylines. All lines are synthetic, in the forms that the press prints; all names are invented."""

import pytest

from pipelines.bylines import BylinePipeline, split_byline
from tubancrawl.items import Byline

step = BylinePipeline()


@pytest.mark.parametrize(
    ("printed", "reporters", "editor"),
    [
        pytest.param("(fa/rin)", ["fa"], "rin", id="short codes"),
        pytest.param("(dan/par)", ["dan"], "par", id="a name that is a word between names too"),
        pytest.param("(Hmz/Ulm)", ["hmz"], "ulm", id="capitals are folded"),
        pytest.param("(Ibn/Jun).", ["ibn"], "jun", id="stop after"),
        pytest.param("(prokopim/dhe)", ["prokopim"], "dhe", id="an office"),
        pytest.param("(cw1/har)", ["cw1"], "har", id="a code with a digit"),
        pytest.param("(ris/HUMAS CONTOH)", ["ris"], "humas contoh", id="an office edits"),
        pytest.param("(Surya/Rudi Hartawan)", ["rudi hartawan"], None, id="medium and full name"),
        pytest.param("(rudi/)", ["rudi"], None, id="no editor behind the slash"),
        pytest.param("(tok)", ["tok"], None, id="one name"),
        pytest.param("( hery)", ["hery"], None, id="space inside"),
        pytest.param("(s-one)", ["s-one"], None, id="hyphen"),
        pytest.param("(bp).", ["bp"], None, id="initials in lower case"),
        pytest.param("(HB)", ["hb"], None, id="initials"),
        pytest.param("(rani s)", ["rani s"], None, id="two lower-case words"),
        pytest.param("[nok/col]", ["nok"], "col", id="brackets"),
        pytest.param("[ono]", ["ono"], None, id="one name in brackets"),
        pytest.param("RLS/Nal", ["rls"], "nal", id="no parentheses"),
        pytest.param("LAN / MAN", ["lan"], "man", id="no parentheses, spaces"),
        pytest.param("© RED/R.HARTAWAN/EDITOR: RANI", ["r.hartawan"], "rani", id="copyright sign"),
        pytest.param("(Reporter: Rudi/Editor: Rani)", ["Rudi"], "Rani", id="labels in parentheses"),
        pytest.param("Penulis: Rudi Hartawan, S.Sos Editor: Rani", ["Rudi Hartawan, S.Sos"], "Rani", id="labels, title"),
        pytest.param("Reporter : Rudi dan Rani", ["Rudi", "Rani"], None, id="two reporters"),
        pytest.param("(MC KOMINFO)", ["mc kominfo"], None, id="media centre"),
        pytest.param("( Mc Diskominfocontoh ).", ["mc diskominfocontoh"], None, id="media centre, spaces"),
        pytest.param("(MC. KOMINFO)", ["mc. kominfo"], None, id="media centre, stop"),
        pytest.param("(Tim)", ["tim"], None, id="a team"),
        pytest.param("(Redaksi)", [], None, id="the newsroom names nobody"),
        pytest.param("( * )", [], None, id="an asterisk names nobody"),
        pytest.param("(rudi & rani/wid)", ["rudi", "rani"], "wid", id="two reporters with an ampersand"),
        pytest.param("(rudi dan rani/wid)", ["rudi", "rani"], "wid", id="two reporters with and"),
        pytest.param("(rudi, rani/wid)", ["rudi", "rani"], "wid", id="two reporters with a comma"),
        pytest.param("(rudi|wid)", ["rudi"], "wid", id="a bar"),
        pytest.param("(rudi\\wid)", ["rudi"], "wid", id="a backslash"),
        pytest.param("(rudi-hei)", ["rudi"], "hei", id="a hyphen before a known editor"),
        pytest.param("(rudi, hei)", ["rudi"], "hei", id="a comma before a known editor"),
        pytest.param("rudi/hei", ["rudi"], "hei", id="no parentheses, a known editor"),
        pytest.param("(rudi/foto: rani/wid)", ["rudi"], "wid", id="a photographer between"),
        pytest.param("(teks: rudi/foto: rani)", ["rudi"], None, id="text and picture"),
        pytest.param("(Rudi Hartawan/Editor: Rani)", ["rudi hartawan"], "rani", id="one label in the parentheses"),
        pytest.param("(*/rudi)", ["rudi"], None, id="an asterisk for a name"),
        pytest.param("(ADV/rudi/wid)", ["rudi"], "wid", id="a mark among the names"),
        pytest.param("(Red.)", [], None, id="the newsroom's code with a stop"),
        pytest.param("Ditulis oleh: Rudi Hartawan", ["Rudi Hartawan"], None, id="written by"),
        pytest.param("Teks/Foto: Rudi Hartawan", ["Rudi Hartawan"], None, id="text and picture by one"),
        pytest.param("(rudi/wid) (ADV)", ["rudi"], "wid", id="a mark after the byline"),
        pytest.param("(Rudi Hartawan)", ["rudi hartawan"], None, id="a full name"),
        pytest.param("***rudi/hei", ["rudi"], "hei", id="an ornament before"),
        pytest.param("(ADV) (rudi/wid)", ["rudi"], "wid", id="a mark before the byline"),
    ],
)
def test_a_byline_after_a_finished_sentence_is_read(printed: str, reporters: list[str], editor: str | None) -> None:
    split = split_byline(f"“Warga senang,” katanya. {printed}")
    assert split.body == "“Warga senang,” katanya."
    assert split.byline == Byline(raw=printed, reporters=reporters, editor=editor)


@pytest.mark.parametrize(
    ("body", "printed"),
    [
        pytest.param("“Siap,” imbuh Rudi", "(rudi/wid)", id="word of saying and a name"),
        pytest.param("“Siap,” kata Bupati H. Rudi Hartawan", "(rudi/wid).", id="word of saying and an office"),
        pytest.param("Digelar pada Rabu (18/07)", "(rudi/wid)", id="a date in parentheses"),
        pytest.param("Digelar Sabtu-Minggu (8-9/6).", "(nurul j/hei)", id="a range of days"),
        pytest.param("Warga berkumpul di pendapa", "(rani/hei)", id="an editor known for years"),
        pytest.param("Acara dibuka dr. Rani, Sp.A", "(rudi/wid)", id="a title without a stop"),
        pytest.param("Benarkah demikian?", "(rudi/wid)", id="a question"),
        pytest.param("“Ayo!”", "(rudi/wid)", id="a quotation"),
    ],
)
def test_a_byline_may_stand_after_what_ends_like_a_sentence(body: str, printed: str) -> None:
    split = split_byline(f"{body} {printed}")
    assert split.body == body
    assert split.byline
    assert split.byline.raw == printed


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Sasarannya pelaku usaha mikro (UMKM).", id="an acronym"),
        pytest.param("Acara itu bernama BKOL (Bursa Kerja On Line).", id="an expansion"),
        pytest.param("Tujuannya tata kelola yang baik (good governance).", id="a gloss"),
        pytest.param("Hadir pula ketua (Pokja II)", id="a working group"),
        pytest.param("Hadir Bupati (Penjabat Sementara)", id="an office"),
        pytest.param("Pelanggar didenda (dan/atau).", id="and/or"),
        pytest.param("Kecepatan angin 60 (km/jam).", id="a unit"),
        pytest.param("Digelar dua kali. (pagi/sore)", id="parts of the day"),
        pytest.param("Digelar pada Rabu (18/07) (pagi/sore)", id="parts of the day behind a date"),
        pytest.param("Bantuan berupa benih. (padi, jagung)", id="a list"),
        pytest.param("Kecepatan angin. km/jam", id="a unit without parentheses"),
        pytest.param("Peserta berbaris. (L/P)", id="single letters"),
        pytest.param("Tampak camat. (kiri/kanan)", id="positions"),
        pytest.param("Tertuang dalam surat keputusan. (terlampir)", id="attached"),
        pytest.param("Warga hadir. (ist)", id="a credit"),
        pytest.param("Warga hadir. (rudi/hei", id="not closed"),
        pytest.param("“Siap,” kata rudi/hei", id="no parentheses inside a sentence"),
        pytest.param("Sanksi menurut UU ITE/KUHP", id="laws with a slash"),
        pytest.param("Penulis: buku itu adalah warga desa yang lama menulis cerita rakyat.", id="a sentence with a label's word"),
        pytest.param("Dana itu halal. Sumber: APBD dan dana desa.", id="a source inside the text"),
        pytest.param("Hadir Ketua PKK, Ny. Rani, S.E. (Rani)", id="a nickname after a title"),
        pytest.param("", id="empty"),
    ],
)
def test_what_only_looks_like_a_byline_stays(text: str) -> None:
    split = split_byline(text)
    assert (split.body, split.byline, split.continued) == (text, None, False)


@pytest.mark.parametrize("end", [" ****", "***", " –", " ///", " (bersambung)", " (habis).", " (Bersambung) ***"])
def test_ornaments_and_continuation_marks_only_go(end: str) -> None:
    split = split_byline(f"Warga senang.{end}")
    assert (split.body, split.byline) == ("Warga senang.", None)


def test_labelled_lines_at_the_end_are_read_together() -> None:
    item: dict[str, object] = {"paragraphs": ["Warga senang. (rudi/wid)", "Penulis: Rudi Hartawan", "Editor : Rani"]}
    step.clean(item)
    assert item == {
        "paragraphs": ["Warga senang."],
        "byline": {
            "raw": "(rudi/wid) Penulis: Rudi Hartawan Editor : Rani",
            "reporters": ["rudi", "Rudi Hartawan"],
            "editor": "wid",
        },
    }


def test_a_byline_on_a_line_of_its_own_leaves_no_empty_paragraph() -> None:
    item: dict[str, object] = {"paragraphs": ["Warga senang.", "(rudi/wid)"]}
    step.clean(item)
    assert item["paragraphs"] == ["Warga senang."]


def test_a_mark_on_a_line_of_its_own_joins_the_byline_above_it() -> None:
    item: dict[str, object] = {"paragraphs": ["Warga senang. (rudi/wid)", "(ADV)"]}
    step.clean(item)
    assert item == {
        "paragraphs": ["Warga senang."],
        "byline": {"raw": "(rudi/wid) (ADV)", "reporters": ["rudi"], "editor": "wid"},
    }


def test_only_the_end_of_the_last_paragraph_is_looked_at() -> None:
    paragraphs = ["Warga senang. (rudi/wid)", "Begitu adanya."]
    assert step.clean({"paragraphs": list(paragraphs)}) == {"paragraphs": paragraphs}


@pytest.mark.parametrize(
    "below",
    [
        pytest.param(["Warta Terhangat"], id="a heading"),
        pytest.param(["Kanal pengaduan warga", "Warga Panen Jagung di Contohrejo"], id="a heading and a headline"),
        pytest.param(["Warta Terhangat", "Warga Panen Jagung Tubankab - Warga panen jagung, Rabu (18/07)."], id="a teaser"),
    ],
)
def test_a_byline_is_found_above_lines_that_are_no_sentences_and_these_are_left_out(below: list[str]) -> None:
    item: dict[str, object] = {"paragraphs": ["Warga senang. (rudi/wid)", *below], "findings": []}
    step.clean(item)
    assert item["paragraphs"] == ["Warga senang."]
    assert item["byline"] == {"raw": "(rudi/wid)", "reporters": ["rudi"], "editor": "wid"}
    assert item["findings"] == [f"lines below the byline were left out: {' | '.join(below)}"]


@pytest.mark.parametrize(
    "paragraphs",
    [
        pytest.param(["Suasana lomba. (rudi/wid)", "Lomba itu ramai.", "Begitu adanya."], id="a sentence below"),
        pytest.param(["Peserta dibagi dua. (siswa)", "Daftar peserta"], id="a single name"),
        pytest.param(["Pembinaan oleh kader (PKK/Dasawisma)", "Daftar kader"], id="no finished sentence"),
        pytest.param(["Warga senang. (rudi/wid)", "Daftar peserta:", "Rani."], id="a line that opens a list"),
    ],
)
def test_names_above_more_of_the_article_stay(paragraphs: list[str]) -> None:
    assert step.clean({"paragraphs": list(paragraphs)}) == {"paragraphs": paragraphs}


def test_an_advertising_mark_is_a_finding() -> None:
    item: dict[str, object] = {"paragraphs": ["Warga senang. (ADV)"], "findings": [], "sources": {}}
    step.clean(item)
    assert item["findings"] == ["marked as advertising: (ADV)"]
    assert item["sources"] == {"byline": "last paragraph: mark, high"}


def test_a_byline_above_a_question_or_a_plugin_s_unfilled_mark_is_found() -> None:
    for below in ("{loadposition iklan}", "Ingin tahu lebih banyak?"):
        item = {"paragraphs": ["Warga senang. (rudi/wid)", below]}
        step.clean(item)
        assert item["paragraphs"][0] == "Warga senang."


def test_an_item_with_a_byline_keeps_its_last_paragraph() -> None:
    item = {"paragraphs": ["Warga senang. (rudi/wid)"], "byline": Byline(raw="(rani/hei)")}
    step.clean(item)
    assert item["paragraphs"] == ["Warga senang. (rudi/wid)"]


@pytest.mark.parametrize(
    ("printed", "reporters", "editor"),
    [
        ("Reporter Rani – Fotografer Agus", ["Rani"], None),
        ("Penulis Rani Hartawan | Editor Widodo", ["Rani Hartawan"], "Widodo"),
        ("Ditulis oleh Rani Hartawan", ["Rani Hartawan"], None),
        ("Rep: Rani / Ed: Widodo", ["Rani"], "Widodo"),
        ("Penulis/Editor: Rani", ["Rani"], None),
        ("Tim Liputan: Rani, Agus", ["Rani", "Agus"], None),
        ("By: Rani", ["Rani"], None),
        ("Red: Widodo", [], "Widodo"),
    ],
)
def test_other_labels_of_bylines(printed: str, reporters: list[str], editor: str | None) -> None:
    byline = split_byline(printed).byline
    assert byline is not None
    assert (byline.raw, byline.reporters, byline.editor) == (printed, reporters, editor)


@pytest.mark.parametrize(
    "text", ["Reporter cilik belajar menulis.", "Penulis Rani Hartawan hadir.", "Red area itu luas.", "By the way - selesai."]
)
def test_sentences_that_begin_like_labels_sign_nothing(text: str) -> None:
    assert split_byline(text).byline is None
