"""The stock of words that prose.py builds news from: invented people, real districts, and sentences with slots. Synthetic."""

from typing import Final, NamedTuple

GIVEN: Final = (
    "Suwito", "Laila", "Nurhadi", "Sekar", "Bagas", "Wening", "Darmaji", "Ratri", "Sulastri", "Jatmiko", "Kusnadi", "Ambar",
    "Winarti", "Sabdo", "Pratiwi", "Giyanto", "Rusmini", "Tarmuji", "Endang", "Basuki", "Marwoto", "Kinanti", "Hartoyo",
    "Lestari", "Subekti", "Yuniar",
)  # fmt: skip
FAMILY: Final = (
    "Wiratmoko", "Hardiningrum", "Kartosuwignyo", "Pranoto", "Mulyaningsih", "Setyabudi", "Wibisana", "Rahmawanto",
    "Kusumawardani", "Trihandoko", "Purwosari", "Adinegara", "Sastromiharjo", "Yudhatama", "Anggrahini", "Prabandaru",
    "Suryaningtyas", "Notohadi",
)  # fmt: skip
BEFORE_NAME: Final = ("Drs. ", "Dra. ", "Ir. ", "H. ", "Dr. Ir. ", "dr. ", "Hj. ", "", "", "")
AFTER_NAME: Final = (", M.Si", ", S.H., M.M.", ", S.E.", ", M.Kes", ", S.STP., M.M", ", S.Sos, MM", "", "", "")
REPORTERS: Final = ("rahmadan", "dewi ayu", "nuril", "sekar wangi", "bagas pratama", "agung", "wulan", "hanafi s")
EDITORS: Final = ("hei", "hei", "wid")
POSTERS: Final = ("Heri S", "Yolency", "Admin Kominfo")
DISTRICTS: Final = (
    "Montong", "Jenu", "Palang", "Semanding", "Merakurak", "Plumpang", "Rengel", "Soko", "Kerek", "Bancar", "Jatirogo",
    "Bangilan", "Singgahan", "Senori", "Parengan", "Grabagan", "Widang", "Tambakboyo", "Kenduruan",
)  # fmt: skip
PLACES: Final = (
    "pendapa kecamatan",
    "balai desa setempat",
    "gedung serbaguna",
    "aula kantor kecamatan",
    "ruang rapat lantai 2 Setda Tuban",
    "lapangan desa",
    "halaman puskesmas",
    "gedung korpri",
)


class Topic(NamedTuple):
    """A kind of story. Slots: {d} district, {n} number, {act} activity, {off} office, {who} short name of the speaker."""

    category: str
    office: str
    people: str
    acts: tuple[str, ...]
    headlines: tuple[str, ...]
    facts: tuple[str, ...]
    quotes: tuple[str, ...]


TOPICS: Final = (
    Topic(
        "Pertanian",
        "Dinas Pertanian dan Ketahanan Pangan",
        "petani",
        ("panen raya jagung", "sekolah lapang padi", "gerakan pengendalian hama tikus", "uji coba pupuk organik cair"),
        ("Panen Melimpah, Petani {d} Gelar {Act}", "{Act} di {d}, Hasil Naik {n} Persen", "Petani {d} Antusias Ikuti {Act}"),
        (
            "Lahan yang dikelola kelompok tani di Kecamatan {d} seluas {n} hektare, kebanyakan sudah memakai benih unggul.",
            "Menurut catatan penyuluh, serangan hama pada musim ini turun karena petani menanam serempak.",
            "Bantuan alat mesin pertanian yang diterima tahun lalu masih dirawat bersama oleh pengurus gabungan kelompok tani.",
            "Harga jual di tingkat petani, imbuh dia, cukup stabil meskipun pasokan dari kabupaten tetangga mulai masuk.",
            "Penyuluh setiap pekan mendatangi lahan percontohan untuk mencatat tinggi tanaman dan jumlah anakan.",
        ),
        (
            "Kalau tanahnya dijaga, hasilnya pasti mengikuti",
            "Pupuk organik ini bisa dibuat sendiri dari kotoran ternak",
            "Jangan ragu bertanya kepada penyuluh di lapangan",
        ),
    ),
    Topic(
        "Kesehatan",
        "Dinas Kesehatan",
        "kader posyandu",
        (
            "pelatihan kader posyandu",
            "imunisasi lanjutan balita",
            "gerakan pemberantasan sarang nyamuk",
            "pemeriksaan kesehatan lansia",
        ),
        ("{n} Kader Ikuti {Act} di {d}", "Puskesmas {d} Gencarkan {Act}", "Cegah Stunting, {d} Perkuat {Act}"),
        (
            "Sebanyak {n} balita tercatat sudah ditimbang dan diukur tinggi badannya pada putaran pertama.",
            "Petugas juga mendatangi rumah warga yang berhalangan hadir agar tidak ada sasaran yang terlewat.",
            "Data hasil pemeriksaan dimasukkan ke aplikasi pada hari yang sama sehingga dapat dipantau dari kabupaten.",
            "Angka kunjungan ibu hamil di puskesmas tersebut naik dibandingkan triwulan sebelumnya.",
            "Selain pemeriksaan, warga mendapat penjelasan tentang gizi seimbang dari bahan pangan lokal.",
        ),
        (
            "Kader adalah ujung tombak kami di desa",
            "Mencegah jauh lebih murah daripada mengobati",
            "Tolong ajak tetangga yang belum datang",
        ),
    ),
    Topic(
        "Pendidikan",
        "Dinas Pendidikan",
        "siswa",
        ("lomba cerdas cermat", "bimbingan teknis kurikulum", "pekan literasi sekolah", "sosialisasi sekolah ramah anak"),
        (
            "{Act} Diikuti {n} Siswa se-Kecamatan {d}",
            "Sekolah di {d} Semarakkan {Act}",
            "Asah Kemampuan, Siswa {d} Adu Cepat di {Act}",
        ),
        (
            "Peserta berasal dari {n} sekolah dasar dan sekolah menengah pertama, baik negeri maupun swasta.",
            "Dewan juri menilai ketepatan jawaban, kerja sama kelompok dan cara peserta menyampaikan pendapat.",
            "Pemenang pertama akan mewakili Kecamatan {d} pada tingkat kabupaten bulan depan.",
            "Guru pendamping diminta tidak memberi isyarat selama lomba berlangsung.",
            "Perpustakaan keliling turut hadir dan membuka layanan baca di tempat bagi orang tua yang menunggu.",
        ),
        (
            "Kalah atau menang, yang penting anak-anak berani tampil",
            "Membaca membuka jendela yang tidak pernah tertutup",
            "Kami ingin sekolah menjadi rumah kedua yang aman",
        ),
    ),
    Topic(
        "Pembangunan",
        "Dinas Pekerjaan Umum dan Penataan Ruang",
        "warga",
        ("perbaikan jalan poros desa", "normalisasi saluran irigasi", "pembangunan jembatan gantung", "pemasangan lampu jalan"),
        ("{Act} di {d} Ditarget Rampung Akhir Tahun", "Warga {d} Sambut {Act}", "Pemkab Tinjau {Act} di {d}"),
        (
            "Panjang ruas yang dikerjakan mencapai {n} meter dengan lebar rata-rata empat meter.",
            "Pekerjaan sempat tertunda karena hujan deras, namun kini sudah kembali sesuai jadwal.",
            "Pelaksana wajib memasang papan nama kegiatan agar masyarakat dapat ikut mengawasi.",
            "Arus kendaraan untuk sementara dialihkan melalui jalan desa di sisi utara.",
            "Material yang dipakai diuji lebih dahulu di laboratorium milik pemerintah provinsi.",
        ),
        (
            "Jalan yang baik akan mempercepat hasil bumi sampai ke pasar",
            "Mari kita awasi bersama mutu pekerjaannya",
            "Kami mohon maaf atas gangguan selama pekerjaan berlangsung",
        ),
    ),
    Topic(
        "Pariwisata dan Budaya",
        "Dinas Kebudayaan, Kepemudaan dan Olahraga serta Pariwisata",
        "pelaku seni",
        ("festival batik gedog", "pergelaran wayang krucil", "sedekah bumi", "kirab budaya desa"),
        ("{Act} {d} Sedot Ribuan Pengunjung", "Lestarikan Tradisi, {d} Gelar {Act}", "{Act} di {d} Libatkan {n} Seniman"),
        (
            "Tidak kurang dari {n} stan usaha kecil menempati sisi kanan dan kiri lapangan.",
            "Kain yang dipamerkan ditenun dengan alat bukan mesin oleh perajin yang sebagian besar perempuan.",
            "Panitia menyiapkan panggung terbuka sehingga penonton dapat duduk lesehan bersama keluarga.",
            "Rangkaian acara ditutup dengan doa bersama dan makan tumpeng di pelataran.",
            "Kunjungan wisatawan pada akhir pekan itu lebih ramai daripada tahun sebelumnya.",
        ),
        (
            "Budaya tidak akan hilang selama masih ada yang menarikan",
            "Anak muda harus bangga memakai batik buatan sendiri",
            "Silakan datang dan membawa pulang oleh-oleh khas Tuban",
        ),
    ),
    Topic(
        "Kegiatan Pemerintahan",
        "Bagian Tata Pemerintahan",
        "kepala desa",
        (
            "musyawarah perencanaan pembangunan",
            "bimbingan teknis aparatur desa",
            "evaluasi pelayanan publik",
            "penyerahan sertifikat tanah",
        ),
        ("{Act} {d}, Usulan Warga Ditampung", "Aparatur {d} Ikuti {Act}", "{n} Peserta Hadiri {Act} di {d}"),
        (
            "Dari {n} usulan yang masuk, sebagian besar berkaitan dengan jalan lingkungan dan air bersih.",
            "Setiap desa diminta menyusun skala prioritas agar anggaran yang terbatas dapat dibagi secara adil.",
            "Laporan pertanggungjawaban kini dapat diunggah secara daring sehingga pemeriksaan lebih cepat.",
            "Forum tersebut juga dihadiri perwakilan perempuan, pemuda dan penyandang disabilitas.",
            "Hasil penilaian akan diumumkan melalui laman resmi pemerintah kabupaten.",
        ),
        (
            "Pelayanan yang baik dimulai dari senyum petugas di loket",
            "Usulan bapak dan ibu akan kami kawal sampai tingkat kabupaten",
            "Yang kita kejar bukan banyaknya kegiatan, melainkan manfaatnya",
        ),
    ),
    Topic(
        "Olahraga",
        "Komite Olahraga Kabupaten",
        "atlet",
        ("kejuaraan bola voli antar desa", "seleksi atlet pelajar", "jalan sehat keluarga", "turnamen bulu tangkis"),
        ("{n} Tim Ramaikan {Act} di {d}", "{Act} {d} Berlangsung Meriah", "Bibit Muda {d} Bersaing di {Act}"),
        (
            "Pertandingan memakai sistem gugur dan dipimpin wasit berlisensi daerah.",
            "Sebanyak {n} atlet pelajar mengikuti tes kecepatan, kelentukan dan daya tahan.",
            "Penonton memadati tribun sejak pagi dan memberi semangat kepada tim desanya.",
            "Panitia menyediakan tenaga medis serta air minum di setiap sudut lapangan.",
            "Juara umum berhak membawa pulang piala bergilir yang sudah berumur sepuluh tahun.",
        ),
        (
            "Sportivitas lebih berharga daripada piala",
            "Latihan rutin tidak boleh berhenti setelah kejuaraan selesai",
            "Kami menemukan banyak bibit baru hari ini",
        ),
    ),
    Topic(
        "Sosial",
        "Dinas Sosial",
        "penerima manfaat",
        ("penyaluran bantuan pangan", "pasar murah", "pelatihan keterampilan menjahit", "khitanan massal"),
        (
            "{Act} di {d} Sasar {n} Keluarga",
            "Ringankan Beban Warga, {d} Gelar {Act}",
            "{Act} Digelar, Warga {d} Antre Sejak Pagi",
        ),
        (
            "Setiap keluarga menerima paket berisi beras, minyak goreng dan gula dengan berat keseluruhan {n} kilogram.",
            "Penerima cukup membawa kartu tanda penduduk dan surat undangan dari desa.",
            "Petugas mendahulukan warga lanjut usia serta ibu yang membawa anak kecil.",
            "Data penerima diperbarui dua kali setahun melalui musyawarah desa.",
            "Sisa paket yang belum diambil disimpan di kantor kecamatan selama satu pekan.",
        ),
        (
            "Bantuan ini jangan dijual lagi, manfaatkan untuk keluarga",
            "Kami datang untuk mendengar langsung keluhan warga",
            "Keterampilan ini semoga menjadi jalan membuka usaha",
        ),
    ),
)

LEADS: Final = (
    "{Off} Kabupaten Tuban menggelar {act} yang dipusatkan di {place} Kecamatan {d}, {date}.",
    "Sebanyak {n} {people} dari sejumlah desa di Kecamatan {d} mengikuti {act} yang berlangsung di {place}, {date}.",
    "Pemerintah Kabupaten (Pemkab) Tuban melalui {Off} melaksanakan {act} di {place} Kecamatan {d}, {date}.",
    "Suasana {place} Kecamatan {d} tampak lebih ramai daripada biasanya karena {act} yang diadakan {Off}, {date}.",
)
COMMON: Final = (
    "{who} menyampaikan terima kasih kepada semua pihak yang telah membantu kelancaran kegiatan.",
    "Acara dimulai pukul {hour}.30 WIB dan dihadiri jajaran forum pimpinan kecamatan serta para {people}.",
    "Kegiatan serupa, sambung {who}, akan digelar bergiliran di kecamatan lain sampai akhir tahun anggaran.",
    "Dalam kesempatan itu, panitia juga membuka sesi tanya jawab yang dimanfaatkan para {people} untuk menyampaikan masukan.",
    "Menurut {who}, dukungan pemerintah desa menjadi kunci keberhasilan program tersebut.",
    "Ia menambahkan, keberlanjutan program bergantung pada kemauan masyarakat untuk terlibat sejak perencanaan (bottom up).",
    "Sekretaris panitia, {other}, melaporkan bahwa persiapan dilakukan selama dua pekan dengan melibatkan {n} relawan.",
    "Biaya kegiatan bersumber dari Anggaran Pendapatan dan Belanja Daerah (APBD) Kabupaten Tuban.",
    "Para {people} yang ditemui di lokasi mengaku senang karena dapat bertemu langsung dengan petugas {off}.",
    "Hal itu sejalan dengan upaya mewujudkan tata kelola pemerintahan yang baik (good governance).",
    "Lebih lanjut, {who} mengingatkan agar hasil kegiatan ditindaklanjuti di desa masing-masing.",
    "Warga yang memerlukan keterangan dapat menghubungi kantor {off} pada jam kerja.",
    "Ke depan, jumlah sasaran direncanakan bertambah seiring kesiapan sarana di lapangan.",
    "Pantauan di lokasi, para {people} mengikuti rangkaian acara dengan tertib hingga selesai.",
)
SPOKEN: Final = (
    "ujarnya",
    "jelas {who}",
    "tutur {who}",
    "terangnya",
    "imbuh {who}",
    "kata {who}",
    "ungkapnya",
    "pungkasnya",
    "tandas {who}",
)
CAPTIONS: Final = (
    "Kepala {Off} {full} saat menyampaikan sambutan dalam {act} di Kecamatan {d}.",
    "Para {people} (kanan) mengikuti {act} di {place} Kecamatan {d}.",
    "Suasana {act} yang digelar di Kecamatan {d}.",
    "{full} (tengah) bersama para {people} seusai {act}.",
)
HEADINGS: Final = ("Tahap Pelaksanaan", "Tanggapan Warga", "Rencana Tindak Lanjut", "Syarat Peserta")
ITEMS: Final = (
    "Membawa kartu tanda penduduk yang masih berlaku",
    "Berdomisili di wilayah kecamatan setempat",
    "Mengisi daftar hadir di meja panitia",
    "Mengikuti seluruh rangkaian acara sampai selesai",
    "Menyerahkan laporan tertulis kepada pendamping",
)
