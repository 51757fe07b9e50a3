"""One address for each kind of page of the reading room, over the recorded history. Synthetic."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from sqlalchemy import select

from tubancrawl.access import addresses
from tubancrawl.store.database import open_database, reading
from tubancrawl.store.models import Capture, Url

SEED: Final = "/articles/bimtek-dan-gelar-budaya-kinerja-amin-perlu-ada-perubahan-kultur-birokrasi"
EDITED: Final = "/articles/jadwal-pemadaman-listrik-tiga-kecamatan-diumumkan"
GONE: Final = "/articles/pengumuman-seleksi-tenaga-pendamping-desa"

KINDS: Final[Mapping[str, str]] = {
    "front": "/",
    "front in English": "/?lang=en",
    "changes": "/changes",
    "year": "/calendar/2018",
    "day": "/calendar/2018/07/20",
    "article": SEED,
    "article with a past": EDITED,
    "article that is gone": GONE,
    "version": f"{EDITED}/versions/2",
    "at a time": f"{EDITED}/at/20200101000000",
    "history": f"{EDITED}/history",
    "comparison": f"{EDITED}/compare/1/2",
    "comparison side by side": f"{EDITED}/compare/1/2?view=side",
    "search": "/search?q=pemadaman",
    "search of what was removed": "/search?q=sore&scope=removed",
    "search in vain": "/search?q=zzzzzz",
    "search for nothing": "/search",
    "people": "/people",
    "person": "/people/reporter/tauviqurrahman",
    "coverage": "/coverage",
    "about": "/about",
    "not found": "/articles/no-such-article",
    "not understood": "/people/nobody/x",
}


def kinds_of(archive: Path) -> dict[str, str]:
    """Return the kinds, the page of a captured picture among them."""
    engine = open_database(archive / "archive.db", read_only=True)
    with reading(engine) as session:
        captured = select(Capture.payload_sha256).join(Url, Url.id == Capture.url_id)
        digest = session.scalar(captured.where(Url.kind == "photo", Capture.http_status == 200).order_by(Capture.id).limit(1))
    engine.dispose()
    return {**KINDS, **({"picture": addresses.picture_path(digest)} if digest else {})}
