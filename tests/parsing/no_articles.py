"""Pages that are no article, as such sites send them with status 200, 403 or 503. Synthetic, written from memory of the kinds.

Each is (name, page). The lists say what must be told apart, not how.
"""

# ruff: noqa: E501 - a page a line

from typing import Final

from tests.parsing.reading import SENTENCE

Pages = tuple[tuple[str, str], ...]

_MENU: Final = '<nav><ul><li><a href="/">Beranda</a></li><li><a href="/entries">Berita</a></li><li><a href="/page/profil">Profil</a></li></ul></nav>'
_FOOT: Final = (
    "<footer><p>Pemerintah Kabupaten Tuban. Jalan Kartini Nomor 2, Tuban, Jawa Timur. Telepon (0356) 321321.</p></footer>"
)
_TEASERS: Final = "".join(
    f'<div class="card"><h3><a href="/entry/{slug}">{title}</a></h3><p>18 July 2018</p></div>'
    for slug, title in (
        ("warga-plumpang-gelar-khitanan-massal", "Warga Plumpang Gelar Khitanan Massal"),
        ("panen-raya-jagung-di-jatirogo", "Panen Raya Jagung di Jatirogo Hasil Naik"),
        ("jalan-sehat-keluarga-di-rengel", "Jalan Sehat Keluarga di Rengel Diikuti Ribuan Warga"),
    )
)


def themed(title: str, content: str, *, aside: str = "") -> str:
    """The content within the site's own frame, as a CMS sends its error pages."""
    return (
        f"<!DOCTYPE html><html lang=id><head><meta charset=utf-8><title>{title}</title></head><body>{_MENU}"
        f"<main><div class=content>{content}</div></main><aside>{aside}</aside>{_FOOT}</body></html>"
    )


def bare(title: str, content: str) -> str:
    """The content alone, as a server or a proxy sends it."""
    return f"<html><head><title>{title}</title></head><body>{content}</body></html>"


SOFT_404: Final[Pages] = (
    ("bolt-id", themed("Halaman tidak ditemukan | Pemkab Tuban", "<h1>Halaman tidak ditemukan</h1><p>Halaman yang Anda tuju tidak ada.</p>")),
    ("bolt-en", themed("404 not found | Pemkab Tuban", "<h1>404 Not Found</h1><p>We couldn't find the page you were looking for.</p>")),
    ("wordpress-id", themed("Laman tidak ditemukan – Pemkab Tuban", "<h1>Ups! Laman itu tidak dapat ditemukan.</h1><p>Sepertinya tidak ada yang ditemukan di lokasi ini. Mungkin coba pencarian?</p><form><input type=search></form>")),
    ("wordpress-en", themed("Page not found – Pemkab Tuban", "<h1>Oops! That page can&rsquo;t be found.</h1><p>It looks like nothing was found at this location. Maybe try one of the links below or a search?</p>")),
    ("wordpress-nothing-found", themed("Nothing found", "<h1>Nothing Found</h1><p>It seems we can&rsquo;t find what you&rsquo;re looking for. Perhaps searching can help.</p>")),
    ("joomla-en", themed("Error: 404", "<h1>The requested page can't be found.</h1><p>An error has occurred while processing your request.</p><ul><li>an out-of-date bookmark/favourite</li><li>a mistyped address</li></ul>")),
    ("joomla-id", themed("Kesalahan 404", "<h1>404</h1><p>Artikel tidak ditemukan</p>")),
    ("drupal-en", themed("Page not found", "<h1>Page not found</h1><p>The requested page could not be found.</p>")),
    ("laravel", bare("Not Found", '<div class="flex"><div>404</div><div>Not Found</div></div>')),
    ("laravel-id", bare("Tidak Ditemukan", '<div class="code">404</div><div class="message">Tidak Ditemukan</div>')),
    ("codeigniter-3", bare("404 Page Not Found", '<div id="container"><h1>404 Page Not Found</h1><p>The page you requested was not found.</p></div>')),
    ("codeigniter-4", bare("404 - File Not Found", "<h1>404 - File Not Found</h1><p>Sorry! Cannot seem to find the page you were looking for.</p>")),
    ("yii", themed("Not Found (#404)", "<h1>Not Found (#404)</h1><div class=alert>Page not found.</div><p>The above error occurred while the Web server was processing your request.</p>")),
    ("apache", bare("404 Not Found", "<h1>Not Found</h1><p>The requested URL was not found on this server.</p><hr><address>Apache/2.4.57 (Debian) Server at tubankab.go.id Port 443</address>")),
    ("nginx", bare("404 Not Found", "<center><h1>404 Not Found</h1></center><hr><center>nginx/1.18.0</center>")),
    ("iis", bare("404 - File or directory not found.", "<h2>404 - File or directory not found.</h2><h3>The resource you are looking for might have been removed, had its name changed, or is temporarily unavailable.</h3>")),
    ("tomcat", bare("HTTP Status 404 – Not Found", "<h1>HTTP Status 404 – Not Found</h1><p><b>Message</b> The requested resource is not available</p>")),
    ("litespeed", bare(" 404 Not Found", "<h1>404</h1><h2>Not Found</h2><p>The resource requested could not be found on this server!</p>")),
    ("blogger-id", themed("Halaman tidak ditemukan", "<div>Maaf, halaman yang Anda cari di blog ini tidak ada.</div>")),
    ("popojicms", themed("404 - Halaman Tidak Ditemukan", "<h2>404</h2><h3>Maaf, Halaman Tidak Ditemukan!</h3><p>Halaman yang anda cari mungkin telah dihapus atau dipindahkan.</p><a href='/'>Kembali ke Beranda</a>")),
    ("lokomedia", themed("Pemkab Tuban", "<p>Berita tidak ditemukan.</p>")),
    ("oops-id", themed("Oops", "<h1>Oops! Halaman tidak ditemukan</h1><p>Silakan periksa kembali alamat yang Anda masukkan.</p>")),
    ("sorry-page-id", themed("Pemkab Tuban", "<h1>Maaf, halaman yang Anda cari tidak tersedia</h1>")),
    ("data-not-found", themed("Pemkab Tuban", "<div class='alert alert-danger'>Data tidak ditemukan</div>")),
    ("article-removed", themed("Pemkab Tuban", "<h2>Artikel ini telah dihapus</h2><p>Silakan baca berita lain di halaman depan.</p>")),
    ("news-not-available", themed("Berita", "<h1>Berita tidak tersedia</h1><p>Berita yang Anda cari tidak tersedia atau telah dihapus oleh admin.</p>")),
    ("content-not-available-en", themed("Pemkab Tuban", "<h1>Content not available</h1><p>This content is no longer available.</p>")),
    ("link-broken", themed("Tautan rusak", "<h1>Tautan rusak</h1><p>Tautan yang Anda ikuti tidak dapat ditemukan.</p>")),
    ("with-teasers-id", themed("404", "<h1>Halaman Tidak Ditemukan</h1><p>Mungkin Anda tertarik membaca:</p>" + _TEASERS, aside=_TEASERS)),
    ("with-teasers-en", themed("Not found", "<h1>Page not found</h1><p>You may also like:</p>" + _TEASERS, aside=_TEASERS)),
    ("h2-only", themed("Pemerintah Kabupaten Tuban", "<h2>404 Error</h2><p>Halaman yang diminta tidak ditemukan di server ini.</p>")),
    ("no-heading", themed("Pemerintah Kabupaten Tuban", "<p>Mohon maaf, halaman yang Anda cari tidak dapat kami temukan. Silakan kembali ke halaman utama.</p>")),
    ("search-nothing", themed("Pencarian", "<h1>Tidak ditemukan</h1><p>Tidak ada berita yang cocok dengan pencarian Anda.</p>")),
    ("no-data", themed("Detail Berita", "<h1>Detail Berita</h1><p>Tidak ada data.</p>")),
    ("empty-article", themed("Pemkab Tuban", "<article><h1></h1><div class=body></div></article>")),
    ("whoops-en", themed("Whoops", "<h1>Whoops, that page is gone.</h1><p>The page you requested does not exist.</p>")),
    ("record-en", themed("Bolt", "<h1>Not found</h1><p>Page entry/camat-montong-buka-lomba not found.</p>")),
    ("spa-shell", bare("Pemkab Tuban", "<div id=app></div><script src=/js/app.js></script>")),
    ("front-page", themed("Pemerintah Kabupaten Tuban", "<h1>Selamat Datang di Website Pemerintah Kabupaten Tuban</h1>" + _TEASERS * 2, aside=_TEASERS)),
    ("front-canonical", themed("Pemkab Tuban", "<h2>Berita Terkini</h2>" + _TEASERS * 2).replace("</head>", '<link rel=canonical href="https://tubankab.go.id/"></head>')),
    ("listing", themed("Berita | Pemkab Tuban", "<h1>Berita</h1>" + _TEASERS * 3)),
    ("category-empty", themed("Kategori", "<h1>Kategori: Pertanian</h1><p>Belum ada berita pada kategori ini.</p>")),
    ("goto-home", bare("Pemkab Tuban", "<p>Halaman tidak ditemukan, Anda akan dialihkan ke beranda dalam 5 detik.</p>")),
    ("file-missing-php", bare("", "No input file specified.")),
    ("alamat-salah", themed("Alamat salah", "<h1>Alamat yang Anda masukkan salah</h1><p>Halaman tersebut tidak ada di situs kami.</p>")),
)  # fmt: skip

MAINTENANCE: Final[Pages] = (
    ("id-plain", bare("Pemeliharaan", "<h1>Website sedang dalam pemeliharaan</h1><p>Mohon maaf atas ketidaknyamanannya. Silakan kembali beberapa saat lagi.</p>")),
    ("id-perbaikan", bare("Perbaikan", "<h1>Mohon maaf, situs sedang dalam perbaikan</h1>")),
    ("id-sistem", themed("Pemkab Tuban", "<h2>Sistem sedang dalam proses pemeliharaan</h2><p>Kami akan segera kembali.</p>")),
    ("id-segera-hadir", bare("Segera Hadir", "<h1>Segera Hadir</h1><p>Wajah baru website Pemerintah Kabupaten Tuban.</p>")),
    ("id-peningkatan", bare("Pemkab Tuban", "<h1>Peningkatan Layanan</h1><p>Saat ini website sedang dilakukan pemeliharaan server hingga pukul 22.00 WIB.</p>")),
    ("id-migrasi", bare("Pemkab Tuban", "<p>Mohon maaf, website sedang dalam proses migrasi server. Silakan coba beberapa saat lagi.</p>")),
    ("id-gangguan", bare("Gangguan", "<h1>Website mengalami gangguan</h1><p>Mohon maaf, layanan sedang mengalami gangguan. Tim kami sedang memperbaikinya.</p>")),
    ("id-tutup", bare("Situs ditutup sementara", "<h1>Situs ditutup sementara</h1><p>Situs ini untuk sementara tidak dapat diakses.</p>")),
    ("wordpress", bare("Maintenance", "<h1>Briefly unavailable for scheduled maintenance. Check back in a minute.</h1>")),
    ("wordpress-id", bare("Pemeliharaan", "<p>Situs ini sedang dalam pemeliharaan terjadwal. Periksa kembali sebentar lagi.</p>")),
    ("joomla-offline", bare("Pemkab Tuban", "<p>This site is down for maintenance.<br>Please check back again soon.</p><form><input name=username><input type=password></form>")),
    ("drupal", themed("Site under maintenance", "<h1>Site under maintenance</h1><p>Pemkab Tuban is currently under maintenance. We should be back shortly. Thank you for your patience.</p>")),
    ("en-back-soon", bare("We'll be back soon!", "<h1>We&rsquo;ll be back soon!</h1><p>Sorry for the inconvenience but we&rsquo;re performing some maintenance at the moment.</p>")),
    ("en-construction", bare("Under Construction", "<h1>Under Construction</h1>")),
    ("laravel-503", bare("Service Unavailable", "<div>503</div><div>Service Unavailable</div>")),
    ("in-theme", themed("Maintenance Mode", "<h1>Maintenance Mode</h1><p>Website kami sedang dalam perbaikan.</p>", aside=_TEASERS)),
    ("suspended-cpanel", bare("Account Suspended", "<h1>Account Suspended</h1><p>This Account has been suspended. Contact your hosting provider for more information.</p>")),
    ("suspended-id", bare("Akun Ditangguhkan", "<h1>Akun Ditangguhkan</h1><p>Akun hosting ini telah ditangguhkan. Silakan hubungi penyedia layanan Anda.</p>")),
    ("suspended-id-bandwidth", bare("Akun Anda ditangguhkan", "<p>Akun ini telah ditangguhkan karena melebihi batas bandwidth.</p>")),
    ("bandwidth-limit", bare("509 Bandwidth Limit Exceeded", "<h1>Bandwidth Limit Exceeded</h1><p>The server is temporarily unable to service your request due to the site owner reaching his/her bandwidth limit.</p>")),
    ("hosting-expired", bare("Hosting expired", "<h1>Masa aktif hosting telah berakhir</h1><p>Silakan perpanjang layanan hosting Anda.</p>")),
    ("domain-expired", bare("Domain Expired", "<h1>Domain ini telah kedaluwarsa</h1><p>Silakan perpanjang domain Anda.</p>")),
    ("cpanel-default", bare("Default Web Site Page", "<h1>SORRY!</h1><p>If you are the owner of this website, please contact your hosting provider: webmaster@tubankab.go.id</p><p>It is possible you have reached this page because: The IP address has changed. There has been a server misconfiguration.</p>")),
    ("cpanel-default-2", bare("Welcome to tubankab.go.id", "<h1>This is the default page for a new website.</h1><p>To change this page, upload your website into the public_html directory.</p>")),
    ("plesk-default", bare("Domain Default page", "<h1>Domain Default page</h1><p>If you see this page it means: hosting for this domain is not configured or there's no such domain registered in Plesk.</p>")),
    ("apache-default", bare("Apache2 Debian Default Page: It works", "<h1>Apache2 Debian Default Page</h1><div>It works!</div><p>This is the default welcome page used to test the correct operation of the Apache2 server.</p>")),
    ("nginx-default", bare("Welcome to nginx!", "<h1>Welcome to nginx!</h1><p>If you see this page, the nginx web server is successfully installed and working.</p>")),
    ("wordpress-db", bare("Database Error", "<h1>Error establishing a database connection</h1>")),
    ("wordpress-db-id", bare("Galat Basis Data", "<h1>Galat dalam menghubungi basis data</h1>")),
    ("critical-error", bare("WordPress › Error", "<p>There has been a critical error on this website.</p>")),
    ("critical-error-id", bare("WordPress › Galat", "<p>Telah terjadi galat kritis pada situs web ini.</p>")),
    ("ci-db", bare("Database Error", "<h1>A Database Error Occurred</h1><p>Unable to connect to your database server using the provided settings.</p><p>Filename: core/Loader.php</p>")),
    ("ci-php", bare("", "<h4>A PHP Error was encountered</h4><p>Severity: Warning</p><p>Message: mysqli::real_connect(): (HY000/2002): Connection refused</p>")),
    ("php-fatal", "<br /><b>Fatal error</b>:  Allowed memory size of 134217728 bytes exhausted (tried to allocate 20480 bytes) in <b>/var/www/html/vendor/bolt/bolt/src/Storage.php</b> on line <b>311</b><br />"),
    ("sqlstate", bare("Whoops! There was an error.", "<h1>SQLSTATE[HY000] [2002] Connection refused</h1>")),
    ("too-many-connections", bare("", "<p>SQLSTATE[08004] [1040] Too many connections</p>")),
    ("mysql-gone", bare("", "Warning: mysqli_connect(): (HY000/1045): Access denied for user 'web'@'localhost' in /home/web/koneksi.php on line 5 Koneksi database gagal")),
    ("502", bare("502 Bad Gateway", "<center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center>")),
    ("504", bare("504 Gateway Time-out", "<center><h1>504 Gateway Time-out</h1></center>")),
    ("500-id", themed("Kesalahan", "<h1>Terjadi kesalahan pada server</h1><p>Silakan coba beberapa saat lagi.</p>")),
    ("cloudflare-522", bare("tubankab.go.id | 522: Connection timed out", "<h1>Connection timed out <span>Error code 522</span></h1><p>The initial connection between Cloudflare's network and the origin web server timed out.</p>")),
    ("litespeed-503", bare("503 Service Unavailable", "<h1>503</h1><h2>Service Unavailable</h2><p>The server is temporarily busy, try again later!</p>")),
)  # fmt: skip

BLOCKED: Final[Pages] = (
    ("cloudflare-js", '<!DOCTYPE html><html><head><title>Just a moment...</title></head><body><div class="main-wrapper"><noscript>Enable JavaScript and cookies to continue</noscript></div><script>window._cf_chl_opt={cvId:"3"};</script></body></html>'),
    ("cloudflare-attention", bare("Attention Required! | Cloudflare", "<h1>Sorry, you have been blocked</h1><h2>You are unable to access tubankab.go.id</h2><p>This website is using a security service to protect itself from online attacks.</p>")),
    ("cloudflare-1020", bare("Access denied | tubankab.go.id used Cloudflare to restrict access", "<h1>Error 1020</h1><p>Access denied. This website is using a security service to protect itself.</p>")),
    ("cloudflare-id", bare("Tunggu sebentar...", "<h1>tubankab.go.id</h1><p>Memverifikasi bahwa Anda adalah manusia. Ini mungkin memerlukan beberapa detik.</p>")),
    ("cloudflare-rate", bare("Error 1015", "<h1>Error 1015</h1><h2>You are being rate limited</h2>")),
    ("sucuri", bare("Sucuri WebSite Firewall - Access Denied", "<h1>Access Denied - Sucuri Website Firewall</h1><p>If you are the site owner (or you manage this site), please whitelist your IP.</p><p>Block ID: GEO02</p>")),
    ("sucuri-js", "<html><title>You are being redirected...</title><noscript>Javascript is required. Please enable javascript before you are allowed to see this page.</noscript><script>var s={},u,c,U,r,i,l=0,a,e=eval,w=String.fromCharCode,sucuri_cloudproxy_js='';</script></html>"),
    ("imperva", '<html><head><META NAME="robots" CONTENT="noindex,nofollow"><script src="/_Incapsula_Resource?SWJIYLWA=5074a744e2e3d891814e9a2dace20bd4"></script></head><body></body></html>'),
    ("imperva-incident", bare("", '<iframe id="main-iframe" src="/_Incapsula_Resource?CWUDNSAI=9">Request unsuccessful. Incapsula incident ID: 123-456</iframe>')),
    ("modsecurity-406", bare("Not Acceptable!", "<h1>Not Acceptable!</h1><p>An appropriate representation of the requested resource could not be found on this server. This error was generated by Mod_Security.</p>")),
    ("modsecurity-403", bare("403 Forbidden", "<h1>Forbidden</h1><p>You don't have permission to access this resource.</p>")),
    ("f5", bare("Request Rejected", "The requested URL was rejected. Please consult with your administrator.<br>Your support ID is: 123456789")),
    ("litespeed-recaptcha", bare("Verifying you are human", "<h1>Bot Verification</h1><p>Verifying that you are not a robot...</p><script>function onSubmit(){}; /* lsrecap */</script>")),
    ("litespeed-403", bare("403 Forbidden", "<h1>403</h1><h2>Forbidden</h2><p>Access to this resource on the server is denied!</p>")),
    ("recaptcha", bare("Verifikasi", '<p>Silakan selesaikan captcha berikut.</p><div class="g-recaptcha" data-sitekey="x"></div>')),
    ("hcaptcha", bare("Security", '<div class="h-captcha"></div>')),
    ("turnstile", bare("Verifikasi keamanan", '<p>Periksa keamanan koneksi Anda</p><div class="cf-turnstile" data-sitekey="x"></div>')),
    ("captcha-id", bare("Verifikasi", "<p>Buktikan bahwa Anda bukan robot dengan mengetik huruf pada gambar.</p><img src=captcha.php>")),
    ("imunify", bare("One moment, please...", "<h1>Please wait while your request is being verified...</h1>")),
    ("ddos-guard", bare("DDoS-Guard", "<p>Checking your browser before accessing tubankab.go.id</p>")),
    ("wordfence", bare("Your access to this site has been limited", "<h1>Your access to this site has been limited by the site owner</h1><p>Your access to this service has been limited. (HTTP response code 503)</p><p>Generated by Wordfence</p>")),
    ("wordfence-id", bare("403", "<p>Akses Anda ke layanan ini telah dibatasi oleh pemilik situs.</p>")),
    ("bunkerweb", bare("BunkerWeb Antibot", "<p>Please wait, we are checking if you are a bot.</p>")),
    ("aws-waf", bare("ERROR: The request could not be satisfied", "<h1>403 ERROR</h1><h2>The request could not be satisfied.</h2><p>Request blocked. Generated by cloudfront (CloudFront)</p>")),
    ("akamai", bare("Access Denied", '<h1>Access Denied</h1>You don\'t have permission to access "http://tubankab.go.id/" on this server.<p>Reference #18.2d351ab8')),
    ("fortigate", bare("Web Page Blocked", "<h1>Web Page Blocked!</h1><p>The page you have requested has been blocked, because the URL is banned. FortiGuard Intrusion Prevention.</p>")),
    ("too-many-requests", bare("429 Too Many Requests", "<center><h1>429 Too Many Requests</h1></center><hr><center>nginx</center>")),
    ("too-many-id", bare("Terlalu Banyak Permintaan", "<h1>Terlalu banyak permintaan</h1><p>Silakan coba lagi nanti.</p>")),
    ("ip-blocked-id", bare("Akses Ditolak", "<h1>Akses Ditolak</h1><p>Alamat IP Anda telah diblokir oleh sistem keamanan.</p>")),
    ("login-id", themed("Login", "<h1>Login</h1><form><label>Nama pengguna</label><input name=u><label>Kata sandi</label><input type=password></form>")),
    ("login-silakan", themed("Pemkab Tuban", "<p>Silakan login untuk membaca berita ini.</p><form><input name=u><input type=password></form>")),
    ("login-en", themed("Sign in", "<h1>Sign in</h1><p>You must be logged in to view this page.</p>")),
    ("bolt-login", bare("Login | Bolt", "<h1>Bolt</h1><form><input name=username><input type=password><a>I forgot my password</a></form>")),
    ("internet-positif", bare("Internet Positif", "<h1>Internet Positif</h1><p>Mohon maaf, akses ke situs ini diblokir karena mengandung konten negatif.</p>")),
    ("trustpositif", bare("TrustPositif", '<img src="/trustpositif.png"><p>Situs yang Anda tuju tidak dapat diakses berdasarkan peraturan perundang-undangan. Kominfo.</p>')),
    ("lamanlabuh", bare("Laman Labuh", '<p>Maaf, situs ini tidak dapat diakses.</p><a href="https://lamanlabuh.aduankonten.id/">aduankonten.id</a>')),
    ("lamanlabuh-frame", '<html><head></head><body><iframe src="http://lamanlabuh.aduankonten.id/" width="100%" height="100%"></iframe></body></html>'),
    ("telkom-mercusuar", '<html><head><meta http-equiv="refresh" content="0;url=http://internet-positif.info/?lp=1"></head></html>'),
    ("isp-komdigi", bare("Akses Diblokir", "<p>Situs ini diblokir oleh Komdigi sesuai UU ITE.</p>")),
    ("isp-quota", bare("Kuota habis", "<p>Kuota internet Anda telah habis. Silakan lakukan pembelian paket untuk melanjutkan.</p>")),
    ("captive-portal", bare("Login Hotspot", '<h1>Login Hotspot</h1><form name="login" action="http://hotspot.lokal/login"><input type=password></form>')),
)  # fmt: skip


_SUBJECTS: Final = (
    ("Website Pemkab Tuban Sedang dalam Perbaikan, Layanan Tetap Berjalan", "Website resmi Pemkab Tuban sedang dalam perbaikan selama dua hari, kata Kepala Dinas Kominfo."),
    ("Jembatan Rengel dalam Perbaikan, Warga Diminta Memutar", "Jembatan di Kecamatan Rengel sedang dalam perbaikan sehingga warga diminta memutar lewat Soko."),
    ("Nelayan Hilang di Perairan Palang Belum Ditemukan", "Seorang nelayan asal Desa Palang yang hilang sejak Senin belum ditemukan oleh tim gabungan."),
    ("Korban Hanyut Ditemukan, Satu Orang Masih Tidak Ditemukan", "Tim SAR menemukan satu korban hanyut, sedangkan satu orang lagi masih tidak ditemukan hingga petang."),
    ("Polisi Gerebek Judi Slot Online di Semanding", "Polisi menggerebek rumah yang dipakai untuk judi slot online dan menangkap tiga orang pelaku."),
    ("Kominfo Blokir Ribuan Situs Judi, Internet Positif Diperkuat", "Program internet positif diperkuat dengan memblokir ribuan situs judi yang dikeluhkan warga Tuban."),
    ("ASN Tuban Dilarang Main Slot Gacor", "Bupati melarang seluruh ASN bermain slot gacor dan mengancam sanksi tegas bagi yang melanggar."),
    ("Layanan Dispendukcapil Tutup Sementara karena Maintenance", "Layanan kependudukan ditutup sementara pada hari Sabtu karena maintenance jaringan pusat."),
    ("Aplikasi Absensi Error, Pegawai Absen Manual", "Aplikasi absensi pegawai error sejak pagi sehingga pegawai mengisi daftar hadir secara manual."),
    ("Halaman Balai Desa Dipenuhi Warga", "Halaman balai desa Mliwang dipenuhi warga yang menonton wayang kulit semalam suntuk."),
    ("Tidak Ditemukan Formalin pada Takjil di Tuban", "Petugas tidak menemukan formalin pada takjil yang dijual di sepanjang jalan protokol Tuban."),
    ("Akses Ditolak, Sopir Truk Protes di Jembatan Timbang", "Puluhan sopir truk memprotes penolakan akses di jembatan timbang Widang pada Rabu siang."),
    ("Login Sistem Perizinan Kini Cukup Satu Akun", "Warga kini cukup memakai satu akun untuk login ke sistem perizinan berusaha milik pemerintah."),
    ("Waspada Situs Palsu Pemkab, Jangan Masukkan Kata Sandi", "Warga diminta waspada terhadap situs palsu yang meminta kata sandi akun media sosial mereka."),
    ("Segera Hadir Taman Bermain di Alun-alun", "Taman bermain baru akan segera hadir di alun-alun Tuban dan ditargetkan selesai bulan depan."),
    ("Perbaikan Jalan Montong Rampung", "Perbaikan jalan poros Montong sepanjang empat kilometer rampung lebih cepat dari jadwal."),
    ("Pemeliharaan Waduk Prijetan Ditunda", "Pemeliharaan waduk Prijetan ditunda karena debit air masih tinggi sejak pekan lalu."),
    ("Akun Media Sosial Bupati Palsu Ditangguhkan", "Akun palsu yang mengatasnamakan bupati telah ditangguhkan setelah dilaporkan ke pengelola."),
    ("Server Down, Pendaftaran Siswa Baru Diperpanjang", "Pendaftaran siswa baru diperpanjang dua hari karena server sempat tidak dapat diakses orang tua."),
    ("Lomba Robot Pelajar Tuban, Robot Bukan Lagi Mainan", "Ratusan pelajar mengikuti lomba robot dan membuktikan bahwa robot bukan lagi sekadar mainan."),
    ("Domain Desa Kedaluwarsa, Kominfo Beri Pendampingan", "Sejumlah domain desa kedaluwarsa sehingga Dinas Kominfo memberi pendampingan perpanjangan."),
    ("Situs Megalitik Ditemukan di Kerek", "Situs megalitik ditemukan warga Desa Kerek ketika menggali pondasi rumah pada Ahad pagi."),
    ("404 Calon Haji Tuban Berangkat", "Sebanyak 404 calon haji asal Kabupaten Tuban diberangkatkan dari pendapa pada Senin pagi."),
    ("Data Penerima Bansos Tidak Valid Dihapus", "Data penerima bantuan yang tidak valid telah dihapus dan diganti dengan warga yang berhak."),
    ("Berita Hoaks Penculikan Anak Tidak Benar", "Kabar penculikan anak yang beredar tidak benar dan warga diminta tidak menyebarkannya lagi."),
    ("Gangguan Listrik di Merakurak, PLN Minta Maaf", "PLN meminta maaf atas gangguan listrik di Merakurak yang berlangsung selama tiga jam."),
    ("Terlalu Banyak Permintaan, Stok Elpiji Ditambah", "Terlalu banyak permintaan elpiji menjelang Lebaran membuat Pertamina menambah stok di Tuban."),
    ("Tim Siber Pulihkan Website yang Diretas", "Tim siber memulihkan website desa yang diretas dan disusupi halaman judi pada pekan lalu."),
    ("Kuota Internet Gratis untuk Siswa Habis", "Kuota internet gratis bagi siswa habis lebih cepat karena dipakai untuk belajar setiap hari."),
    ("Warga Diminta Verifikasi Data Pemilih", "Warga diminta melakukan verifikasi data pemilih di balai desa masing-masing mulai Kamis."),
)  # fmt: skip
"""Headlines and first sentences of news about what error pages talk of."""


def slug(headline: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in headline.lower()).split())


def _dated(headline: str, *paragraphs: str) -> str:
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return themed(
        f"{headline} | Pemkab Tuban",
        f"<article><h1>{headline}</h1><ul class=meta><li>18 July 2018 14:13</li></ul><div class=body>{body}</div></article>",
        aside=f"<h3>Login</h3><form><input type=password></form>{_TEASERS}",
    )


def _plain(headline: str, *paragraphs: str) -> str:
    return themed(headline, f"<h1>{headline}</h1>" + "".join(f"<p>{text}</p>" for text in paragraphs))


ARTICLES: Final[Pages] = tuple(
    (slug(headline), page)
    for headline, first in _SUBJECTS
    for page in (
        _dated(headline, f"Tubankab - {first}"),
        _dated(headline, f"Tubankab - {first}", f"“{first}” ujarnya. (rian/hei)"),
        _plain(headline, first, SENTENCE),
        _plain(headline, f"Tubankab - {first} (rian/hei)"),
    )
)
