"""Edits of Indonesian news text with what each of them is about, labelled by hand. All of it is synthetic.

EDITS: (labels, old paragraph, new paragraph). WHOLE: (labels, fields of the old article, fields of the new one). The labels of an
article are those of all its changes together.
"""

from typing import Any, Final

Labels = set[str]

EDITS: Final[list[tuple[Labels, str, str]]] = [
    # number
    ({"number"}, "Sebanyak 120 peserta mengikuti lomba itu.", "Sebanyak 210 peserta mengikuti lomba itu."),
    ({"number"}, "Anggarannya mencapai Rp1,2 miliar dari APBD.", "Anggarannya mencapai Rp1,5 miliar dari APBD."),
    (
        {"number"},
        "Bantuan senilai Rp 25.000.000 diserahkan kepada warga.",
        "Bantuan senilai Rp 52.000.000 diserahkan kepada warga.",
    ),
    ({"number"}, "Ada tiga desa yang terendam banjir.", "Ada lima desa yang terendam banjir."),
    ({"number"}, "Realisasinya baru 45,3 persen dari target.", "Realisasinya baru 54,3 persen dari target."),
    ({"number"}, "Panjang jalan yang diperbaiki dua ratus meter.", "Panjang jalan yang diperbaiki tiga ratus meter."),
    ({"number"}, "Lomba tahap II diikuti pelajar SMP.", "Lomba tahap III diikuti pelajar SMP."),
    ({"number"}, "Korban meninggal 2 orang dan luka 7 orang.", "Korban meninggal 3 orang dan luka 6 orang."),
    ({"number", "wording"}, "Sekitar 50 warga menonton pertunjukan itu.", "Lebih dari 100 warga menonton pertunjukan itu."),
    ({"number", "wording"}, "Petani menerima 10 karung pupuk gratis.", "Petani memperoleh 12 karung pupuk gratis."),
    ({"number"}, "Sebanyak 20 kecamatan dan 311 desa ikut serta.", "Sebanyak 20 kecamatan dan 328 desa ikut serta."),
    # date
    ({"date"}, "Kegiatan itu digelar Rabu (18/07) di pendapa.", "Kegiatan itu digelar Kamis (19/07) di pendapa."),
    ({"date"}, "Pendaftaran dibuka sampai 31 Agustus 2018.", "Pendaftaran dibuka sampai 15 September 2018."),
    ({"date"}, "Pelantikan berlangsung pada 5 Januari 2019.", "Pelantikan berlangsung pada 5 Januari 2020."),
    ({"date"}, "Pasar itu direnovasi pada tahun 2017.", "Pasar itu direnovasi pada tahun 2016."),
    ({"date"}, "Pertemuan dilanjutkan Senin pekan depan.", "Pertemuan dilanjutkan Selasa pekan depan."),
    ({"date"}, "Gerakan menanam dimulai bulan Oktober.", "Gerakan menanam dimulai bulan November."),
    ({"date"}, "Apel digelar di alun-alun, Jumat (02/03/2018).", "Apel digelar di alun-alun, Jumat (09/03/2018)."),
    ({"date", "wording"}, "Rapat digelar pada Sabtu (07/07).", "Rapat kerja digelar pada Minggu (08/07)."),
    ({"date"}, "Festival berlangsung 10-12 Mei 2019.", "Festival berlangsung 11-13 Mei 2019."),
    # time
    ({"time"}, "Pemadaman dimulai pukul 08.00 WIB.", "Pemadaman dimulai pukul 09.30 WIB."),
    ({"time"}, "Loket buka 07.30-14.00 WIB setiap hari.", "Loket buka 07.30-15.00 WIB setiap hari."),
    ({"time"}, "Gempa terasa pada jam 21:15 malam itu.", "Gempa terasa pada jam 21:51 malam itu."),
    ({"time", "wording"}, "Acara dimulai pukul 10.00 WIB sampai siang.", "Acara dimulai pukul 13.00 WIB sampai sore."),
    # name
    (
        {"name"},
        "Acara dibuka oleh Kepala Dinas, Sunarto Wibowo, di pendapa.",
        "Acara dibuka oleh Kepala Dinas, Suharto Wibowo, di pendapa.",
    ),
    ({"name"}, "Warga Kecamatan Kerek mendapat bantuan air.", "Warga Kecamatan Montong mendapat bantuan air."),
    ({"name"}, "Menurut Sulastri, harga mulai turun.", "Menurut Sulastri Ningsih, harga mulai turun."),
    ({"name"}, "Pelatihan itu bekerja sama dengan PT Semen Jaya.", "Pelatihan itu bekerja sama dengan PT Semen Makmur."),
    ({"name"}, "Bupati Tuban, H. Ahmad Fauzi, hadir bersama istri.", "Bupati Tuban, H. Achmad Fauzi, hadir bersama istri."),
    ({"name"}, "Tim dari BPBD membersihkan saluran air.", "Tim dari PMI membersihkan saluran air."),
    (
        {"name"},
        "Mereka berangkat dari Terminal Kambang Putih menuju Surabaya.",
        "Mereka berangkat dari Terminal Kambang Putih menuju Malang.",
    ),
    (
        {"name", "wording"},
        "Ketua panitia, Hartono, mengucapkan terima kasih.",
        "Ketua panitia, Hartoyo, menyampaikan terima kasih.",
    ),
    ({"name", "number"}, "Desa Sumurgung memiliki 450 kepala keluarga.", "Desa Sugiharjo memiliki 540 kepala keluarga."),
    # quote
    ({"quote"}, "“Kami akan memperbaiki jalan itu,” katanya.", "“Kami segera memperbaiki jalan itu,” katanya."),
    ({"quote"}, "“Harga sudah turun.” ujar pedagang itu.", "“Harga sudah turun!” ujar pedagang itu."),
    ({"quote"}, '"Jangan membuang sampah di sungai," pesannya.', '"Jangan lagi membuang sampah di kali," pesannya.'),
    ({"quote", "number"}, "“Kami butuh 40 tenaga baru,” jelas direktur.", "“Kami butuh 60 tenaga baru,” jelas direktur."),
    ({"quote", "wording"}, "“Saya senang sekali,” kata siswa itu.", "“Saya bangga sekali,” ungkap siswa itu."),
    ({"wording"}, "“Kami siap membantu,” kata camat.", "“Kami siap membantu,” tegas camat."),
    (
        {"quote"},
        "“Program ini untuk semua warga,” kata camat.",
        "“Program ini untuk semua warga. Tidak ada pungutan,” kata camat.",
    ),
    ({"quote", "name"}, "“Terima kasih kepada Pak Joko,” kata warga.", "“Terima kasih kepada Pak Budi,” kata warga."),
    ({"quote"}, "Ia menyebut kegiatan itu penting bagi warga.", "Ia menyebut kegiatan itu “penting” bagi warga."),
    # wording
    ({"wording"}, "Warga membersihkan selokan di depan rumah.", "Warga membersihkan saluran air di depan rumah."),
    ({"wording"}, "Kegiatan ini mendapat sambutan meriah.", "Kegiatan ini disambut dengan meriah."),
    ({"wording"}, "Para petani mengeluhkan harga pupuk.", "Petani mengeluhkan harga pupuk."),
    ({"wording"}, "Ia berharap pasar itu ramai.", "Ia berharap pasar itu kembali ramai seperti dahulu."),
    ({"wording"}, "Perpustakan keliling datang setiap pekan.", "Perpustakaan keliling datang setiap pekan."),
    (
        {"wording"},
        "Acara ditutup dengan doa.",
        "Acara ditutup dengan doa. Peserta lalu makan bersama di halaman balai desa setempat.",
    ),
    ({"wording"}, "Peserta menari dan menyanyi bersama.", "Peserta menyanyi dan menari bersama."),
    ({"wording"}, "Wakil bupati membuka acara itu.", "Bupati membuka acara itu."),
    ({"wording"}, "Pupuk itu dibagikan gratis kepada petani.", "Pupuk itu dijual murah kepada petani."),
    ({"wording"}, "Warga desa itu tidak menolak pembangunan pabrik.", "Warga desa itu menolak pembangunan pabrik."),
    (
        {"wording"},
        "Sekolah rusak akibat hujan. Murid belajar di balai desa selama dua pekan sejak Senin.",
        "Sekolah rusak akibat hujan.",
    ),
    # punctuation
    ({"punctuation"}, "Warga, petani dan nelayan hadir.", "Warga, petani, dan nelayan hadir."),
    ({"punctuation"}, "Acara itu meriah", "Acara itu meriah."),
    ({"punctuation"}, "Pasar “murah” itu dibuka.", 'Pasar "murah" itu dibuka.'),
    ({"punctuation"}, "bupati membuka pasar murah.", "Bupati membuka pasar murah."),
    ({"punctuation"}, "Anak - anak bermain di taman.", "Anak – anak bermain di taman."),
]

# Written when the rules stood, and harder: what a newsroom does in one edit.
LATER: Final[list[tuple[Labels, str, str]]] = [
    (
        {"number", "wording"},
        "Jumlah pasien sembuh bertambah 12 orang menjadi 340 orang.",
        "Jumlah pasien sembuh naik 15 orang menjadi 343 orang.",
    ),
    ({"date", "time"}, "Upacara digelar Senin (17/08) pukul 07.00 WIB.", "Upacara digelar Selasa (18/08) pukul 06.30 WIB."),
    (
        {"name"},
        "Hadir pula Camat Semanding, Drs. Eko Yulianto, M.Si., dan jajaran.",
        "Hadir pula Camat Semanding, Drs. Eko Julianto, M.Si., dan jajaran.",
    ),
    (
        {"name"},
        "Hadir pula Camat Semanding, Eko Yulianto.",
        "Hadir pula Camat Semanding, Eko Yulianto, dan Camat Palang, Tri Astuti.",
    ),
    ({"wording"}, "Jalan itu rusak parah sejak lama.", "Jalan itu rusak sejak lama."),
    ({"name", "wording"}, "Wakil Bupati Noor Nahar membuka acara.", "Bupati Fathul Huda menutup acara."),
    ({"quote", "wording"}, "Menurutnya, hasil panen tahun ini naik.", "“Hasil panen tahun ini naik,” ungkapnya."),
    ({"quote"}, "“Kami bersyukur. Panen kali ini bagus,” kata Darmaji.", "“Kami bersyukur,” kata Darmaji."),
    ({"number"}, "Harga telur Rp 18 ribu per kilogram.", "Harga telur Rp 21 ribu per kilogram."),
    ({"number"}, "Suhu mencapai 36,5 derajat.", "Suhu mencapai 37,5 derajat."),
    ({"date"}, "Data per 30 Juni menunjukkan penurunan.", "Data per 31 Juli menunjukkan penurunan."),
    ({"date"}, "Program itu berjalan sejak tahun anggaran 2018.", "Program itu berjalan sejak tahun anggaran 2019."),
    ({"time"}, "Kereta tiba pukul 14.15.", "Kereta tiba pukul 15.15."),
    ({"punctuation"}, "Ia berkata: “Siap”.", "Ia berkata, “Siap.”"),
    ({"wording"}, "Dinas Kesehatan memeriksa warung makan di terminal.", "Petugas memeriksa warung makan di terminal."),
    ({"name"}, "Dinas Kesehatan memeriksa warung makan.", "Dinas Perdagangan memeriksa warung makan."),
    ({"name"}, "Petugas dari Dinas Kesehatan memeriksa warung.", "Petugas dari Dinas Perdagangan memeriksa warung."),
    ({"wording"}, "Pemkab Tuban memberi bantuan modal usaha.", "Pemkab Tuban menyalurkan bantuan modal kerja."),
    ({"number", "name"}, "Juara 1 diraih SMAN 2 Tuban.", "Juara 3 diraih SMAN Rengel."),
    ({"wording"}, "Kegiatan serupa akan digelar lagi.", "Kegiatan serupa tidak akan digelar lagi."),
    ({"name"}, "Ketua RT setempat, Paijo, membenarkan kabar itu.", "Ketua RT setempat, Paijan, membenarkan kabar itu."),
    (
        {"name"},
        "Suwarno mengaku senang dengan bantuan itu. Bantuan untuk Suwarno diserahkan pagi tadi.",
        "Suwarni mengaku senang dengan bantuan itu. Bantuan untuk Suwarni diserahkan pagi tadi.",
    ),
    ({"name"}, "Suwarno mengaku senang dengan bantuan itu.", "Suwarni mengaku senang dengan bantuan itu."),
    (
        {"wording"},
        "Sampah itu lalu diolah menjadi pupuk kompos oleh warga.",
        "Oleh warga, sampah itu lalu diolah menjadi pupuk kompos.",
    ),
    ({"number"}, "Sebanyak 1.250 bibit mangrove ditanam.", "Sebanyak 12.500 bibit mangrove ditanam."),
    ({"wording", "punctuation"}, "Acara itu meriah sekali", "Acara itu sangat meriah."),
    ({"date"}, "Ia lahir di Tuban, 4 April 1970.", "Ia lahir di Tuban, 14 April 1970."),
    ({"quote", "date"}, "“Kami berangkat Kamis,” ujarnya.", "“Kami berangkat Jumat,” ujarnya."),
    ({"number"}, "Belasan rumah rusak ringan.", "Puluhan rumah rusak ringan."),
    ({"wording"}, "Kedua tim bermain imbang.", "Kedua regu bermain imbang."),
]

P1, P2, P3, P4, P5 = (
    "Bupati meresmikan gedung baru perpustakaan daerah, Rabu (18/07).",
    "Gedung dua lantai itu dibangun selama delapan bulan dengan dana daerah. Di dalamnya ada ruang baca anak dan ruang rapat.",
    "“Semoga anak-anak makin gemar membaca,” kata bupati dalam sambutannya.",
    "Perpustakaan buka setiap hari kerja mulai pukul 08.00 WIB. Warga dapat meminjam tiga buku sekaligus selama dua pekan.",
    "Peresmian ditandai dengan pemotongan pita dan pelepasan balon oleh para siswa sekolah dasar.",
)
PHOTO: Final = {
    "url": "https://tubankab.go.id/files/2018-07/gedung.jpg",
    "caption": "Bupati memotong pita di depan gedung baru.",
    "credit": "nuril",
}


def _photo(**changes: Any) -> dict[str, Any]:
    return {"photos": [{**PHOTO, **changes}]}


def _text(*paragraphs: str) -> dict[str, Any]:
    return {"paragraphs": list(paragraphs)}


_BYLINE: Final = {"raw": "(nuril/hei)", "reporters": ["nuril"], "editor": "hei"}

WHOLE: Final[list[tuple[Labels, dict[str, Any], dict[str, Any]]]] = [
    # headline
    ({"headline", "wording"}, {"headline": "Festval Layang-Layang Ramai"}, {"headline": "Festival Layang-Layang Ramai"}),
    ({"headline", "number"}, {"headline": "120 Peserta Ikuti Lomba"}, {"headline": "210 Peserta Ikuti Lomba"}),
    ({"headline", "wording"}, {"headline": "Bupati Buka Pasar Murah"}, {"headline": "Bupati Tutup Pasar Murah"}),
    ({"headline", "punctuation"}, {"headline": "Harga Turun Pedagang Lega"}, {"headline": "Harga Turun, Pedagang Lega"}),
    (
        {"headline", "name"},
        {"headline": "Warga Kerek Terima Bantuan", **_text("Warga Kecamatan Kerek dan warga Montong menerima bantuan.")},
        {"headline": "Warga Montong Terima Bantuan", **_text("Warga Kecamatan Kerek dan warga Montong menerima bantuan.")},
    ),
    # paragraphs that come and go
    ({"paragraph_added"}, _text(P1, P2, P3), _text(P1, P2, P3, P4)),
    ({"paragraph_added"}, _text(P1, P2, P3), _text(P5, P1, P2, P3)),
    ({"paragraph_added"}, _text(P1, P3), _text(P1, P2, P3)),
    ({"paragraph_removed"}, _text(P1, P2, P3, P4), _text(P1, P2, P4)),
    ({"paragraph_removed"}, _text(P1, P2, P3, P4), _text(P2, P3, P4)),
    ({"paragraph_removed"}, _text(P1, P2, P3, P4), _text(P1)),
    ({"paragraph_removed", "paragraph_added"}, _text(P1, P2, P3), _text(P1, P5, P3)),
    # moved
    ({"moved"}, _text(P1, P2, P3, P4, P5), _text(P1, P3, P4, P5, P2)),
    ({"moved"}, _text(P1, P2, P3, P4, P5), _text(P5, P1, P2, P3, P4)),
    ({"moved"}, _text(P1, P2, P3), _text(P2, P1, P3)),
    ({"moved", "number"}, _text(P1, P2, P3, P4), _text(P1, P3, P4, P2.replace("dua lantai", "tiga lantai"))),
    ({"moved", "time"}, _text(P1, P2, P3, P4, P5), _text(P4.replace("08.00", "09.00"), P1, P2, P3, P5)),
    ({"moved", "paragraph_removed"}, _text(P1, P2, P3, P4, P5), _text(P1, P5, P2, P4)),
    # split and merged
    ({"split"}, _text(P1, P2, P3), _text(P1, *P2.replace("daerah. ", "daerah.|").split("|"), P3)),
    ({"split"}, _text(P1, P4), _text(P1, *P4.replace("WIB. ", "WIB.|").split("|"))),
    ({"split", "number"}, _text(P1, P4), _text(P1, *P4.replace("WIB. ", "WIB.|").replace("tiga", "lima").split("|"))),
    ({"merged"}, _text(P1, P3, P5), _text(P1, f"{P3} {P5}")),
    ({"merged"}, _text(P1, P2, P3), _text(f"{P1} {P2}", P3)),
    ({"merged", "wording"}, _text(P1, P3, P5), _text(P1, f"{P3} {P5.replace('balon', 'burung')}")),
    # photos
    ({"caption", "wording"}, _photo(), _photo(caption="Bupati menggunting pita di depan gedung baru.")),
    (
        {"caption", "name"},
        _photo(caption="Siswa membaca di Kecamatan Kerek."),
        _photo(caption="Siswa membaca di Kecamatan Montong."),
    ),
    ({"caption", "number"}, _photo(caption="Sebanyak 50 siswa hadir."), _photo(caption="Sebanyak 60 siswa hadir.")),
    ({"caption"}, _photo(caption=None), _photo()),
    ({"caption"}, _photo(), _photo(caption=None)),
    ({"credit"}, _photo(), _photo(credit="agus")),
    ({"credit"}, _photo(credit=None), _photo()),
    ({"credit", "caption", "wording"}, _photo(), _photo(credit="agus", caption="Bupati menggunting pita di depan gedung baru.")),
    ({"photo_swapped"}, _photo(), _photo(url="https://tubankab.go.id/files/2018-07/pita.jpg")),
    ({"photo_swapped", "credit"}, _photo(), _photo(url="https://tubankab.go.id/files/2018-07/pita.jpg", credit="agus")),
    ({"photo_readdressed"}, _photo(), _photo(url="https://tubankab.go.id/media/arsip/2018/gedung.jpg")),
    ({"photo_readdressed", "credit"}, _photo(), _photo(url="https://tubankab.go.id/media/arsip/2018/GEDUNG.jpg", credit="agus")),
    ({"photo_added"}, {}, _photo()),
    ({"photo_removed"}, _photo(), {}),
    (
        {"photo_added"},
        _photo(),
        {"photos": [PHOTO, {"url": "https://tubankab.go.id/files/b.jpg", "caption": "Siswa melepas balon.", "credit": None}]},
    ),
    (
        {"moved"},
        {"photos": [PHOTO, {"url": "https://tubankab.go.id/files/b.jpg", "caption": "Siswa.", "credit": None}]},
        {"photos": [{"url": "https://tubankab.go.id/files/b.jpg", "caption": "Siswa.", "credit": None}, PHOTO]},
    ),
    # the rest
    ({"byline"}, {"byline": None}, {"byline": _BYLINE}),
    ({"byline"}, {"byline": _BYLINE}, {"byline": {**_BYLINE, "editor": "agung"}}),
    ({"category"}, {"categories": ["Pendidikan"]}, {"categories": ["Pendidikan", "Sosial"]}),
    ({"category"}, {"categories": ["Pendidikan"]}, {"categories": ["Sosial"]}),
    ({"dateline"}, {"dateline": {"source": "Tubankab", "place": None}}, {"dateline": None}),
    ({"date"}, {"published_at": "2018-07-18"}, {"published_at": "2018-07-19"}),
    # several at once
    (
        {"headline", "number", "paragraph_added"},
        {"headline": "Dua Desa Banjir", **_text(P1, P2)},
        {"headline": "Tiga Desa Banjir", **_text(P1, P2, P3)},
    ),
    (
        {"number", "credit", "paragraph_removed"},
        {**_text(P1, P4, P5), **_photo()},
        {**_text(P1, P4.replace("tiga buku", "lima buku")), **_photo(credit="agus")},
    ),
]
