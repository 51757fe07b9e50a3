"""Page furniture. All lines are synthetic, in the forms that templates print."""

import pytest

from pipelines.footers import FooterPipeline, strip_footer, sweep
from pipelines.furniture import footer_kind, view_count

step = FooterPipeline()


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("blog comments powered by Disqus", "disqus"),
        ("Please enable JavaScript to view the comments powered by Disqus. comments powered by Disqus", "disqus"),
        ("View the discussion thread.", "disqus"),
        ("Silahkan aktifkan javascript untuk melihat komentar dari Disqus.", "disqus"),
        ("Silakan aktifkan JavaScript untuk melihat komentar melalui Disqus.", "disqus"),
        ("Aktifkan JavaScript untuk melihat komentar dari Disqus.", "disqus"),
        ("Harap aktifkan JavaScript untuk melihat komentar.", "disqus"),
        ("Untuk melihat diskusi ini, nyalakan JavaScript.", "disqus"),
        ("3 Disqus comments", "disqus"),
        ("var disqus_shortname = 'contoh'; // required", "disqus"),
        ("Baca Juga : Judul Lain", "related"),
        ("**Baca Lainnya: Judul Lain", "related"),
        ("Baca juga Judul Lain Tanpa Titik Dua", "related"),
        ("Berita Terkait", "related"),
        ("Artikel Terkait :", "related"),
        ("Pos terkait", "related"),
        ("Terpopuler", "related"),
        ("Cek Berita dan Artikel yang lain di Google News", "related"),
        ("Simak berita selengkapnya ...", "related"),
        ("Bagikan", "share"),
        ("BAGIKAN :", "share"),
        ("Share This", "share"),
        ("Bagikan: Facebook Twitter WhatsApp", "share"),
        ("facebook twitter whatsapp telegram line copy", "share"),
        ("URL berhasil dicopy", "share"),
        ("Tags : jagung, panen", "tags"),
        ("Kategori : Pemerintahan", "tags"),
        ("Selengkapnya di : www.tubankab.go.id", "more"),
        ("Baca selengkapnya", "more"),
        ("Tinggalkan Balasan", "comments"),
        ("Alamat email Anda tidak akan dipublikasikan. Ruas yang wajib ditandai *", "comments"),
        ("Posting Komentar", "comments"),
        ("LEAVE A REPLY", "comments"),
        ("3 Komentar", "comments"),
        ("-", "ornament"),
        ("–", "ornament"),
        ("* * *", "ornament"),
        ("\u00a0", "ornament"),
        ("dibaca: 12 pembaca", "views"),
        ("12 x Dibaca", "views"),
        ("Dilihat 1350 kali", "views"),
        ("12 View", "views"),
        ("12x dilihat", "views"),
        ("Post Views: 99", "views"),
        ("Telah dibaca 12 kali.", "views"),
        ("- Iklan -", "ads"),
        ("Advertisement", "ads"),
        ("ADVERTISEMENT SCROLL TO CONTINUE WITH CONTENT", "ads"),
        ("Hubungi kami via WhatsApp", "share"),
        ("Ikuti kami di Facebook, Instagram dan Twitter", "share"),
        ("Gabung channel Telegram kami untuk berita terbaru", "share"),
        ("WhatsApp", "share"),
        ("Tweet", "share"),
        ("Warta lain", "related"),
        ("Kabar Terkini", "related"),
        ("Rekomendasi untuk Anda", "related"),
        ("Anda mungkin juga suka", "related"),
        ("Sebelumnya", "site"),
        ("« Previous Post", "site"),
        ("Halaman Selanjutnya", "site"),
        ("Kembali ke atas", "site"),
        ("© 2021 Dinas Contoh. All rights reserved.", "site"),
        ("Estimasi baca: 3 menit", "site"),
        ("A+ A-", "site"),
        ("Dengarkan artikel ini", "site"),
        ("Suka ini: Suka Memuat...", "comments"),
    ],
)
def test_a_line_of_furniture_is_known_by_its_kind(line: str, kind: str) -> None:
    assert footer_kind(line) == kind


@pytest.mark.parametrize(
    "line",
    [
        "Situs itu memakai Disqus.",
        "Siswa belajar JavaScript dan membuat kolom komentar.",
        "Siswa diminta aktifkan JavaScript untuk melihat komentar.",
        "Bagikan pengalaman Anda kepada panitia.",
        "Buku itu dibaca 12 kali oleh siswa.",
        "Dibaca oleh camat, ikrar itu diikuti 40 peserta.",
        "Baca juga buku itu agar paham.",
        "Kategori: umum dan pelajar.",
        "Line dan Facebook dipakai warga.",
        "Selengkapnya dapat dilihat di www.tubankab.go.id.",
        "Komentar warga beragam.",
        "Mohon maaf lahir batin.",
        "Tags itu dipasang di pohon.",
        "40 peserta hadir.",
        "Terkini, warga mulai pulang.",
        "Iklan layanan masyarakat itu diputar di radio.",
        "Hubungi kami jika ada keluhan.",
        "Ikuti kami berjalan kaki.",
        "Kabar terkini dari posko menggembirakan.",
        "Berita lain datang dari Contohrejo.",
        "Selanjutnya, warga pulang.",
        "Kembali ke desa adalah pilihan.",
        "Waktu baca anak 30 menit sehari.",
        "Anda mungkin juga suka berkebun.",
        "Cetak halaman buku itu rapi.",
        "Penulis: Rudi Hartawan",
        "© RED/R.HARTAWAN/EDITOR: RANI",
        "(ADV)",
        "(Iklan)",
    ],
)
def test_a_sentence_that_mentions_furniture_is_body(line: str) -> None:
    assert footer_kind(line) is None
    assert strip_footer(line) == (line, "")


@pytest.mark.parametrize(
    ("line", "views"),
    [
        ("Dibaca 1.204 kali", 1204),
        ("1,2K views", 1200),
        ("1.204.567 views", 1_204_567),
        ("Dilihat 3 rb", 3000),
        ("12 ekor", None),
        ("", None),
    ],
)
def test_a_view_counter_is_read(line: str, views: int | None) -> None:
    assert view_count(line) == views


@pytest.mark.parametrize(
    ("text", "kept", "footer"),
    [
        ("Siap. (a/b) comments powered by Disqus", "Siap. (a/b)", "comments powered by Disqus"),
        (
            "Siap.(a/b).Please enable JavaScript to view the comments powered by Disqus.comments powered by Disqus",
            "Siap.(a/b).",
            "Please enable JavaScript to view the comments powered by Disqus.comments powered by Disqus",
        ),
        (
            "Siap. Silakan aktifkan javascript untuk melihat komentar dari Disqus.",
            "Siap.",
            "Silakan aktifkan javascript untuk melihat komentar dari Disqus.",
        ),
        ("Terima kasih comments powered by Disqus", "Terima kasih", "comments powered by Disqus"),
        ("Siap. View the discussion thread.", "Siap.", "View the discussion thread."),
        ("Situs itu memuat comments powered by Disqus.", "Situs itu memuat comments powered by Disqus.", ""),
        ("Siap. Untuk belajar, aktifkan JavaScript di peramban.", "Siap. Untuk belajar, aktifkan JavaScript di peramban.", ""),
    ],
)
def test_a_glued_footer_is_cut_off(text: str, kept: str, footer: str) -> None:
    assert strip_footer(text) == (kept, footer)


def test_a_counter_behind_a_labelled_name_goes_and_the_name_stays() -> None:
    swept = sweep(["Warga senang.", "Pewarta: Rani Hits: 1977", "Buku itu dibaca 12 kali"])
    assert swept.kept == ["Warga senang.", "Pewarta: Rani", "Buku itu dibaca 12 kali"]


def test_a_bare_number_is_a_counter_only_before_the_first_sentence() -> None:
    swept = sweep(["Rani H", "Kegiatan Pemerintahan,", "336", "Warga senang.", "336"])
    assert swept.kept == ["Rani H", "Kegiatan Pemerintahan,", "Warga senang.", "336"]
    assert swept.dropped == [("views", "336")]


def test_a_repeated_headline_is_dropped_in_any_case() -> None:
    assert sweep(["WARGA SENANG", "Warga senang sekali."], headline="Warga Senang").kept == ["Warga senang sekali."]


def test_furniture_is_dropped_anywhere_and_its_kinds_are_noted() -> None:
    item: dict[str, object] = {"paragraphs": ["Satu.", "Baca juga: Lain", "Dua. comments powered by Disqus", " "], "sources": {}}
    step.clean(item)
    assert item == {"paragraphs": ["Satu.", "Dua."], "sources": {"footers": "disqus, related"}}
