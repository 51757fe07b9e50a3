"""What speaks for an article and what against one, where the address says neither: words, shapes of addresses. No verdicts."""

import re
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

from tubancrawl import site
from tubancrawl.parsing.words import heads_list, is_date_part, is_generic, key

_DATELINE: Final = re.compile(r"^[\w(][\w .,()/&-]{2,38}?(?:\s?[–—~|:]\s?|\s-\s?|-\s|-(?=[A-Z“\"]))(?=[\w“\"])")
_BYLINE: Final = re.compile(r"[(\[]\s?[\w .'’-]{1,30}(?:/\s?[\w .'’-]{1,20})+\s?[)\]]\.?$|[.”\"]\s?\(\s?[a-z][\w .-]{1,20}\)\.?$")
_SPEECH: Final = re.compile(
    r"[”\"]\s*,?\s*(?:kata|ujar|tutur|ungkap|jelas|terang|papar|tegas|imbuh|tandas|pungkas|ucap|tukas|harap|sebut|aku|urai"
    r"|tambah)"
    r"|\b(?:kata|ujar|tutur|ungkap|papar|imbuh|tandas|pungkas|ucap|tukas)(?:nya\b| [A-Z])"
    r"|[:,]\s?[“\"][A-Z][^”\"]{15,}[”\"]",
)
_EVENT: Final = re.compile(
    r"\b(?:senin|selasa|rabu|kamis|jum[’'`]?at|sabtu|minggu|ahad)\b[^.]{0,20}?[(,\s]\s?\d{1,2}\s?(?:[/-]\s?\d{1,2}"
    r"|(?:[-–]\d{1,2}\s?)?"
    r"[(/\s]?(?:jan|feb|peb|mar|apr|mei|jun|jul|agu|sep|okt|nov|nop|des))",
    re.IGNORECASE,
)
_STATIC: Final = re.compile(
    r"profil\w*(?:-.*)?|halaman\w*|pages?|statis|visi(?:-?(?:dan-)?misi)?|misi|kontak(?:-kami)?|contact(?:-us)?|hubungi(?:-kami)?"
    r"|tentang(?:-.*)?|about(?:-.*)?|layanan|struktur(?:-organisasi)?|sejarah(?:-.*)?|ppid|dip|gal[el]r[iy]y?(?:-\w+)?|foto"
    r"|video|album"
    r"|download\w*|unduh\w*|agenda|faq|menu|log-?in|search|cari|pencarian|hasil-?pencarian|tags?|label|authors?|penulis|user"
    r"|archives?|arsip|tupoksi|tugas(?:-.*)?|home|beranda|index|pengaduan|peta-?situs|sitemap|dokumen|document|regulasi|jdih"
    r"|data|statistik|buku-?tamu|tanya-?jawab|survei|polling|feed|produk(?:-?hukum)?|lelang|tender|pejabat|pegawai|destinasi|fasilitas|buku|opac|jadwal",
    re.IGNORECASE,
)
_SECTION: Final = re.compile(
    r"berita|news|artikel|articles?|posts?|blog|kabar|warta|informasi|info|pengumuman|kegiatan|kategori|category|rubrik|kanal"
    r"|topik"
    r"|entries|list|daftar|terbaru|terkini|populer",
    re.IGNORECASE,
)
_RECORD: Final = re.compile(
    r"(?:berita|read|news|artikel|articles?|posts?|blog|baca|detail\w*|kabar|warta|content|konten|informasi|cetak|print|view"
    r"|single|show"
    r"|kegiatan|pengumuman|entry|entries)(?:\.\w{3,4})?",
    re.IGNORECASE,
)
_ID_KEY: Final = re.compile(r"p|id\w*|no|nid|aid|\w*_?id|berita|artikel|post|news|read|slug|judul|seo", re.IGNORECASE)
_STATIC_TITLE: Final = re.compile(
    r"(?:visi\b|misi\b|sejarah(?: singkat)?\b(?!.*\bdi\b)|profil\b|struktur organisasi|tugas(?: pokok)?(?:,? (?:dan )?fungsi)"
    r"|tupoksi"
    r"|kontak\b|hubungi\b|contact|tentang\b|about\b|sambutan\b|selamat datang|maklumat|moto\b|motto\b|alamat\b|peta situs"
    r"|lambang\b"
    r"|daftar (?:informasi publik|pegawai|pejabat|unduhan)|informasi (?:berkala|serta merta|setiap saat|publik)|galeri\b|album\b"
    r"|agenda(?: kegiatan| bupati)?\b(?=\W*(?:$|\w+ \d{4}$))|pengumuman(?: dan unduhan)?$|unduhan?\b|downloads?\b|faq\b"
    r"|standar (?:pelayanan|operasional)|prosedur\b|persyaratan\b|syarat\b|kebijakan privasi|privacy|disclaimer|pedoman\b"
    r"|sop (?:layanan|pelayanan|permohonan|pengaduan|ppid)\b|alur (?:pelayanan|layanan|permohonan|pengaduan|pendaftaran)\b"
    r"|mekanisme (?:pelayanan|permohonan|pengaduan)\b|formulir\b|jam (?:pelayanan|layanan|kerja)\b"
    r"|jenis (?:pelayanan|layanan)\b|tarif (?:pelayanan|layanan|retribusi)\b"
    r"|(?:lakip|lkjip|renstra|renja|lhkpn|lppd)\b(?=[\W\d]*(?:$|\w+ ?\d{4}$))|redaksi$"
    r"|(?:buku tamu|tanya jawab|demografi|monografi|geografis?|statistik)$|jumlah penduduk\b|pertanyaan (?:umum|yang sering)\b)",
    re.IGNORECASE,
)
_LAW: Final = re.compile(
    r"(?:rancangan )?(?:peraturan|keputusan|instruksi|surat edaran|maklumat|perda|perbup|perdes|undang-undang)\b.{0,60}"
    r"\b(?:nomor|no\.?)\s?\w[\w./-]*\s(?:tahun \d{4}|tentang)\b",
    re.IGNORECASE,
)
_FACT: Final = re.compile(
    r"(?:hari(?:[/ ,]+tanggal)?|waktu|jam|pukul|tempat|lokasi|acara|agenda|kegiatan|peserta|undangan|pakaian|penyelenggara"
    r"|nomor|no\.?|jenis|judul|tahun|ukuran|format|penerbit|instansi|pengguna anggaran|penanggung ?jawab|jumlah halaman"
    r"|status|kode|pagu|hps|harga|stok|diunduh|unduhan?|bentuk|subjek|sumber|bahasa|abstrak|venue|place|size|downloads?|file|berkas)"
    r"(?:\s(?:dokumen|informasi|peraturan|berkas|file|kegiatan|acara|surat|unduh\w*|terbit|pelaksanaan|rapat))?",
    re.IGNORECASE,
)
_LIST_TITLE: Final = re.compile(
    r"(?:penulis|author|arsip|archives?|kategori|category|tags?|topik|label|rubrik|indeks|index)\s*:.*"
    r"|(?:hasil (?:pencarian|penelusuran)|search results?|pencarian(?: untuk)? [“\"':]|pencarian$|indeks? (?:berita|of)"
    r"|arsip berita"
    r"|(?:semua|daftar|kumpulan|indeks) (?:berita|artikel|tulisan|pos)|(?:posts?|tulisan|berita|artikel) (?:by|oleh|dari"
    r"|tagged)\b).*",
    re.IGNORECASE,
)
_OFFICE: Final = (
    r"(?:pemerintah(?:an)?|pemkab|pemkot|pemprov|dinas|badan|kantor|kecamatan|kelurahan|desa|inspektorat|sekretariat|bagian"
    r"|bidang"
    r"|kementerian|satpol pp|diskominfo\w*|dinkominfo\w*|bappeda\w*|bpbd|rsud|puskesmas|dprd|ppid|bkpsdm|bkd|dispendukcapil"
    r"|kominfo)"
)
_ACTS: Final = (
    r"(?:di|ke|dari|se|untuk|pada|oleh|gelar|buka|raih|ajak|minta|salurkan|siapkan|resmikan|dorong|tinjau|bersama|me\w{4,})\b"
)
_SITE_NAME: Final = re.compile(
    r"(?:website|situs|web|portal|laman|selamat datang)\b.*|(?:detail|baca|isi) (?:berita|artikel).*|cetak berita|untitled.*"
    rf"|(?:beranda|home|{_OFFICE}(?: (?:daerah|desa))?)(?:\s+[\w&.’'-]+)?"
    rf"|{_OFFICE}(?:[\s,&-]+(?!{_ACTS})[\w.’'-]+){{0,7}}\s+(?:kab(?:upaten|\.)?|kota|provinsi)\s+(?:tuban"
    rf"|jawa timur)(?:\W+jawa timur)?"
    r"|(?:kab(?:upaten|\.)?|kota)\s+\w+(?:\W+jawa timur)?",
    re.IGNORECASE,
)


def is_filed(paragraphs: list[str]) -> bool:
    """Tell whether a text begins with a dateline or ends with a byline."""
    return bool(paragraphs) and bool(_DATELINE.match(paragraphs[0]) or _BYLINE.search(paragraphs[-1]))


def is_filed_whole(paragraphs: list[str]) -> bool:
    """Tell whether a text begins with a dateline and ends with a byline."""
    return bool(paragraphs) and bool(_DATELINE.match(paragraphs[0]) and _BYLINE.search(paragraphs[-1]))


def reports(paragraphs: list[str]) -> bool:
    """Tell whether a text tells news: someone is quoted, something happened on a day (`Senin (12/03)`). Office pages never do."""
    return any(_SPEECH.search(text) or _EVENT.search(text) for text in paragraphs)


def names_site(text: str) -> bool:
    """Tell whether a title names a site or an office and no article: `Website Desa Mliwang`, `Dinas Sosial Kabupaten Tuban`."""
    return len(text) < 90 and bool(_SITE_NAME.fullmatch(text.strip(" .|-")))


def names_list(text: str) -> bool:
    """Tell whether a title heads a listing: an archive, a search, an author's page."""
    return is_generic(text) or heads_list(text) or is_date_part(text) or bool(_LIST_TITLE.fullmatch(text))


def names_office_page(text: str) -> bool:
    """Tell whether a title is one of the pages that every office has: `Visi dan Misi`, `Hubungi Kami`."""
    return bool(_STATIC_TITLE.match(text))


def names_law(text: str) -> bool:
    """Tell whether a title is that of a law or a decree: `Peraturan Bupati Nomor 12 Tahun 2018`."""
    return bool(_LAW.match(text))


def names_fact(text: str) -> bool:
    """Tell whether a label is one of an agenda item or a document's entry: `Tempat`, `Nomor dokumen`, `Ukuran`."""
    return bool(_FACT.fullmatch(text.rstrip(" :")))


def is_static_address(url: str) -> bool:
    """Tell whether a whole part of the address names an office page, a gallery, a search: `/profil/sejarah`, `?hal=kontak`."""
    parts = _parts(url)
    return any(
        _STATIC.fullmatch(part) for part in (*parts[:-1], *([parts[-1]] if parts and len(parts[-1].split("-")) < 4 else []))
    )


def is_section_address(url: str) -> bool:
    """Tell whether an address names a section of the site and nothing in it: `/berita`, `?hal=kategori&id=4`."""
    parts = [part for part in _parts(url) if part.lower() not in {"index", "id", "en"}]
    if not parts:
        return False
    if any(re.fullmatch(r"kategori|category|rubrik|kanal", part, re.IGNORECASE) for part in parts) and not _tail_is_record(parts):
        return True
    return bool(_SECTION.fullmatch(parts[-1]))


def _tail_is_record(parts: list[str]) -> bool:
    """Tell whether the part after a category's name is a record's: an id under the category, or a title."""
    at = next(n for n, part in enumerate(parts) if re.fullmatch(r"kategori|category|rubrik|kanal", part, re.IGNORECASE))
    return len(parts) > at + 2 or (len(parts) == at + 2 and len(parts[-1].split("-")) >= 4)


def is_record_address(url: str) -> bool:
    """Tell whether an address is shaped like one article's: a date or number in the path, `/berita/<slug>`, `?p=41`."""
    if site.kind_of(url) == "article":
        return True
    split = urlsplit(url)
    segments = [part for part in split.path.split("/") if part]
    if re.search(r"/(?:19|20)\d\d/\d{1,2}(?:/\d{1,2})?/[^/]+", split.path):
        return True
    if any(_ID_KEY.fullmatch(name) and re.search(r"\d|-", value) for name, value in parse_qsl(split.query)):
        return True
    if any(_RECORD.fullmatch(part) for part in segments[:-1]):
        return True
    return bool(segments) and any(re.fullmatch(r"\d{2,}(?:-.*)?|.*-\d{3,}(?:\.\w+)?", part) for part in segments)


def _parts(url: str) -> list[str]:
    split = urlsplit(url)
    path = [re.sub(r"\.(?:html?|php|aspx?|jsp)$", "", unquote(part)) for part in split.path.split("/") if part]
    pager = re.compile(r"(?:page\w*|hal(?:aman)?|start|offset)")
    asked = [value for name, value in parse_qsl(split.query) if value and not (pager.fullmatch(name) and value.isdigit())]
    kept = [part for part in path if part not in {"index", "amp"} or part is path[-1]]
    return [part for part in (*kept, *asked) if not (part in {"index", "amp"} and len(kept) + len(asked) > 1)]


_SLUG_NOISE: Final = frozenset(
    {"index", "php", "html", "htm", "aspx", "jsp", "detail", "read", "view", "show", "berita", "news", "post", "amp"}
)


def slug_agrees(url: str, headline: str | None) -> bool | None:
    """Tell whether the address was made from the headline; None where the slug has no words (`slug-<md5>`, `entry-7`, ids)."""
    slug = site.slug_of(url).lower()
    if slug == "amp":
        slug = urlsplit(url).path.rstrip("/").split("/")[-2].lower()
    if re.fullmatch(r"slug-[0-9a-f]{32}|entry-\d+|[\d-]+(?:\.\w+)?", slug):
        return None
    words = [word for word in re.split(r"[^a-z0-9]+", slug) if len(word) > 2 and not word.isdigit() and word not in _SLUG_NOISE]
    if not words or headline is None:
        return None
    printed = key(headline)
    return sum(word in printed for word in words) >= 0.4 * len(words)
