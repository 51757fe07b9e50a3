"""The words of pages that are no content: block pages, challenges, login walls, maintenance, soft 404s, errors, doorways.

Indonesian and English, collected from the software that such sites run on. Whether the words are looked at is decided in
verdict.py: an article may well report that something was not found.
"""

import re
from dataclasses import dataclass
from typing import Final

from tubancrawl.items import Outcome


@dataclass(frozen=True, slots=True)
class Sign:
    """How one kind of such page is known."""

    outcome: Outcome
    why: str
    title: re.Pattern[str]
    """Fits a whole title or heading."""
    text: re.Pattern[str]
    """Occurs in the text of a short page; for a blocking page also in its source."""
    of_site: bool = False
    """True where the words speak of the whole site: they are no evidence that this page is not there."""


def _any(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), re.IGNORECASE)


SIGNS: Final = (
    Sign(
        "blocked",
        "ISP block page",
        _any(
            r".*(?:internet positif|internetpositif|trust\+?\s?positif|laman ?labuh).*",
            r"(?:login |log in )?hotspot(?: login)?",
        ),
        _any(
            r"internet[ -]?positif",
            r"lamanlabuh",
            r"aduankonten",
            r"kuota internet (?:anda|kamu) (?:telah |sudah )?habis",
            r"trust\+?\s?positif",
            r"situs (?:ini )?(?:yang anda (?:akses|tuju) )?(?:diblokir|tidak dapat diakses) .{0,60}(?:kominfo"
            r"|komdigi|undang)",
        ),
    ),
    Sign(
        "blocked",
        "challenge",
        _any(
            r"just a moment.*",
            r"attention required!.*",
            r"ddos-guard",
            r".*checking your browser.*",
            r".*security check.*",
            r"are you (?:a )?(?:human|robot).*",
            r".*verif(?:y|ikasi).{0,40}(?:human|manusia|robot).*",
            r"access denied",
            r"akses ditolak",
            r".*request rejected.*",
            r".*sucuri website firewall.*",
            r"captcha",
            r".*bot verification.*",
            r"one moment, please.*",
            r"please wait.*",
            r"mohon tunggu.*",
            r".*pemeriksaan keamanan.*",
            r".*imunify360.*",
            r"403 forbidden",
            r"forbidden",
            r"not acceptable!?",
            r"(?:429 )?too many requests",
            r"terlalu banyak permintaan",
            r"error 10\d\d",
            r"web page blocked!?",
            r".*the request could not be satisfied.*",
            r"tunggu sebentar.{0,3}",
        ),
        _any(
            r"cf-browser-verification",
            r"cf_chl_",
            r"challenge-platform",
            r"_cf_chl",
            r"ddos-guard",
            r"checking your browser",
            r"g-recaptcha",
            r"h-captcha",
            r"hcaptcha\.com",
            r"verify (?:that )?you are (?:a )?human",
            r"buktikan (?:bahwa )?anda (?:manusia|bukan robot)",
            r"bukan robot",
            r"incapsula incident",
            r"sucuri website firewall",
            r"enable javascript and cookies to continue",
            r"the requested url was rejected",
            r"your access to this (?:site|page) has been",
            r"akses anda (?:di)?(?:blokir|tolak)",
            r"memverifikasi (?:bahwa )?anda",
            r"unusual traffic",
            r"lalu lintas (?:yang )?(?:tidak (?:biasa|wajar))",
            r"imunify360",
            r"bot protection",
            r"cf-turnstile",
            r"_incapsula_resource",
            r"sucuri_cloudproxy",
            r"lsrecap",
            r"mod_?security",
            r"you have been blocked",
            r"(?:you are )?being rate limited",
            r"the request could not be satisfied",
            r"checking (?:if|that) you are (?:not )?a (?:bot|human|robot)",
            r"security service to protect itself",
            r"fortiguard",
            r"akses anda ke \w+ ini (?:telah |sudah )?di(?:batasi|blokir|tolak)",
            r"ip anda (?:telah |sudah )?diblokir",
        ),
    ),
    Sign(
        "soft_missing",
        "maintenance page",  # before the login wall: Joomla's has its own login form
        _any(r"(?!)"),
        _any(
            r"(?:site|website|situs|web) (?:ini )?(?:is |sedang )?(?:currently )?(?:down for|under|dalam)"
            r" (?:maintenance|pemeliharaan)",
        ),
        of_site=True,
    ),
    Sign(
        "blocked",
        "login wall",
        _any(
            r"(?:.{0,30}\b)?(?:log ?in|masuk|sign in|silah?kan (?:masuk|login).*|halaman (?:login|masuk).*"
            r"|login (?:admin|area|page).*|member login)(?:\W.{0,40})?",
        ),
        _any(
            r"silah?kan (?:login|masuk)",
            r"you must (?:be logged|log) in",
            r"anda harus (?:login|masuk)",
            r"please (?:log|sign) in",
            r"lupa (?:kata sandi|password)",
            r"forgot (?:your )?password",
            r"type=.?password",
        ),
    ),
    Sign(
        "soft_missing",
        "maintenance page",
        _any(
            r".{0,40}\b(?:under (?:maintenance|construction)|maintenance mode|(?:site|scheduled"
            r"|down for) maintenance|coming soon|be right back|segera hadir)\b.{0,40}",
            r"(?:sedang )?(?:maintenance|pemeliharaan|perbaikan|offline)(?: (?:sistem|situs|website"
            r"|server))?\W{0,3}",
            r"(?:(?:mohon )?maaf\W+)?(?:situs|website|web|portal|halaman|sistem|server|layanan"
            r"|kami)(?: [\w.]+){0,5} (?:sedang|dalam|tengah)(?: \w+){0,2} (?:perbaikan|pemeliharaan|maintenance"
            r"|diperbaiki).{0,30}",
            r"(?:sedang )?dalam (?:perbaikan|pemeliharaan|pengembangan).{0,30}",
            r"situs (?:sedang )?(?:nonaktif|ditutup sementara).{0,30}",
            r"(?:situs|website|web|portal|sistem|server|layanan)(?: [\w.]+){0,3} (?:mengalami|ada) gangguan.{0,30}",
        ),
        _any(
            r"(?:sedang )?dalam (?:proses |tahap |masa )?(?:pemeliharaan|perbaikan|maintenance|pengembangan)",
            r"under (?:maintenance|construction)",
            r"briefly unavailable for scheduled maintenance",
            r"sedang (?:dilakukan |menjalani |ada )?(?:pemeliharaan|perbaikan|maintenance|diperbaiki)",
            r"maintenance mode",
            r"we(?:'|’)ll be (?:right )?back",
            r"(?:sedang )?dalam proses migrasi",
            r"segera kembali",
            r"akan segera hadir",
            r"coming soon",
        ),
        of_site=True,
    ),
    Sign(
        "soft_missing",
        "soft 404",
        _any(
            r"(?:(?:ma'?af|ups|oops|oh no|whoops|sorry|mohon maaf|error|galat)\W+)*(?:kesalahan )?(?:404"
            r"|4\s?0\s?4)\b.{0,80}",
            r"(?:(?:ma'?af|ups|oops|oh no|whoops|sorry|mohon maaf|error)\W+)+(?:.{0,60}(?:tidak (?:di)?temukan"
            r"|not found|tidak tersedia|tidak ada|doesn.?t exist|hilang|dihapus).{0,40})",
            r"(?:halaman|laman|konten|artikel|berita|data|dokumen|url|post|postingan|alamat|page|content|article"
            r"|nothing|the page|record)(?: (?:yang|you|that|ini|tersebut|tujuan)(?: \w+){1,4}| ini"
            r"| tersebut)? (?:(?:could |was |is |can)?not (?:be )?found|can.?t be found|tidak (?:di)?temukan"
            r"|tidak (?:ada|tersedia)|belum tersedia|(?:telah|sudah) (?:di)?(?:hapus|pindah\w*)|found).{0,40}",
            r"not found.{0,20}",
            r"tidak ditemukan",
            r".*\b(?:page|halaman) (?:not found|tidak ditemukan)\b.*",
            r"object not found!?",
            r"no results? found",
            r"nothing here",
        ),
        _any(
            r"(?:halaman|laman|konten|artikel|berita|data|url|post|postingan|alamat|tautan|link"
            r"|informasi)(?: (?:yang|ini|tersebut)(?: \w+){0,4})? (?:(?:tidak|tak) (?:dapat "
            r"|bisa )?(?:di)?temukan|tidak (?:lagi )?(?:ada|tersedia)|(?:telah|sudah) (?:di)?(?:hapus|pindah\w*))",
            r"(?:page|url|content|article|post|record|file|resource|document)(?: (?:you|that|requested|were|are"
            r"|is)(?: \w+){0,5})? (?:(?:could|can|was|is|does|has)(?:n.t| ?not)? ?(?:been )?(?:be )?(?:found"
            r"|exist|available|removed|moved|deleted))",
            r"page not found",
            r"404 not found",
            r"error 404",
            r"404 error",
            r"it looks like nothing was found",
            r"nothing (?:was )?found",
            r"tidak ada (?:artikel|berita|data|konten)",
            r"berita tidak ditemukan",
            r"requested url was not found",
            r"no record found",
        ),
    ),
    Sign(
        "soft_missing",
        "parked domain",
        _any(
            r".*(?:domain (?:is )?(?:for sale|parked|expired)|parked domain|domain (?:ini )?(?:dijual|kedaluwarsa"
            r"|habis)|account suspended|akun (?:anda |ini )?ditangguhkan|hosting expired|bandwidth limit exceeded"
            r"|domain default page|buy this domain|welcome to nginx.*|apache2? .{0,20}default page.*"
            r"|it works!?|default web (?:site )?page|web hosting default).*",
        ),
        _any(
            r"domain (?:name )?(?:is|may be|ini) (?:for sale|parked|expired|dijual|kedaluwarsa|telah (?:habis"
            r"|kedaluwarsa))",
            r"buy this domain",
            r"this account has been suspended",
            r"parkingcrew",
            r"sedoparking",
            r"successfully installed .{0,40}(?:web server|nginx)",
            r"akun (?:hosting )?(?:ini|anda).{0,20}(?:suspend|ditangguhkan)",
            r"masa aktif (?:hosting|domain|akun).{0,20} (?:berakhir|habis)",
            r"default page for a new website",
            r"hosting for this domain is not configured",
            r"bandwidth limit exceeded",
            r"(?:renew|perpanjang) .{0,20}domain",
        ),
        of_site=True,
    ),
    Sign(
        "soft_missing",
        "directory listing",
        _any(
            r"index of /.*",
            r"directory listing .*",
        ),
        _any(
            r"index of /\S*",
            r"parent directory.{0,80}last modified",
        ),
        of_site=True,
    ),
    Sign(
        "soft_missing",
        "server error page",
        _any(
            r"(?:fatal error|parse error|warning|exception|error|a (?:php|database) error.*|database error"
            r"|internal server error|whoops(?:, looks|! there) .*|server error|500.{0,40}|502.{0,40}|503.{0,40}|504.{0,40}"
            r"|service (?:temporarily )?unavailable|bad gateway|gateway time-?out|an error (?:was encountered"
            r"|has occurred).*|kesalahan (?:server|database|sistem).*|galat (?:basis data|server).*|.*sqlstate.*"
            r"|.*\b52[0-7]: .*|.*error code 52[0-7].*)",
        ),
        _any(
            r"fatal error\s*:",
            r"parse error\s*:",
            r"uncaught (?:exception|error)",
            r"sqlstate\[",
            r"stack trace\s*:",
            r"a (?:php|database) error (?:was encountered|occurred)",
            r"error establishing a database connection",
            r"mysql(?:i)?_(?:connect|query|fetch\w*)\(",
            r"internal server error",
            r"too many connections",
            r"whoops, looks like something went wrong",
            r"unable to connect to (?:your |the )?database",
            r"there has been a critical error",
            r"terjadi kesalahan (?:pada )?(?:server|sistem|database|internal)",
            r"service (?:temporarily )?unavailable",
            r"bad gateway",
            r"koneksi (?:ke )?database (?:gagal|error)",
            r"galat (?:kritis|dalam menghubungi)",
            r"error code 52[0-7]",
            r"(?:warning|notice)\s*: .{0,200} on line \d+",
        ),
        of_site=True,
    ),
)
"""The surest first: a block page may mention maintenance."""
