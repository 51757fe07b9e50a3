"""Sites without an end: twelve generators of addresses, each beside the same few real articles. Synthetic."""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

from tests.static_site import Answer

ARTICLES: Final = 14
ON_A_PAGE: Final = 7

Trap = Callable[["Asked"], Answer | None]


@dataclass(frozen=True)
class Asked:
    """A path with its query taken apart."""

    path: str
    query: Mapping[str, str]

    @classmethod
    def of(cls, target: str) -> "Asked":
        parts = urlsplit(target)
        return cls(unquote(parts.path), {name: values[0] for name, values in parse_qs(parts.query).items()})

    def number(self, name: str) -> int:
        return int(self.query.get(name, "1"))


def random_words(seed: str) -> str:
    return hashlib.sha256(seed.encode()).hexdigest()[:12]


def slug(number: int) -> str:
    return f"warga-desa-{random_words(str(number))}-panen-raya"


def html(*content: str) -> Answer:
    return Answer(f"<!DOCTYPE html><html><head><title>Pemkab Tuban</title></head><body>{''.join(content)}</body></html>".encode())


def anchors(*hrefs: str) -> str:
    return "".join(f'<li><a href="{href}">x</a></li>' for href in hrefs)


def next_page(href: str) -> str:
    return f'<ul class=pagination><li><a rel=next href="{href}">&rsaquo;</a></li></ul>'


def article(number: int, *more: str) -> Answer:
    words = random_words(str(number))
    return html(
        f"<article><h1>Warga Desa {words} Panen Raya</h1><ul class=meta><li>18 July 2018 09:{number:02}</li></ul><div class=body>"
        f"<p>Tubankab - Warga Desa {words} menggelar panen raya jagung di lahan seluas dua hektare, Rabu (18/07).</p>"
        f"<p>Kepala Desa {words} menyampaikan bahwa hasil panen tahun ini naik dari tahun lalu.</p></div></article>",
        *more,
    )


def soft_404(*more: str) -> Answer:
    return html("<h1>Halaman tidak ditemukan</h1><p>Halaman yang Anda cari tidak ada.</p>", *more)


def real(
    asked: Asked, *, front: str = "", in_articles: Callable[[int], str] = lambda _: "", last_page: str = ""
) -> Answer | None:
    """The site proper: a front page, two pages of a listing, the articles, each of which may lead on into a trap."""
    if asked.path == "/":
        return html(f'<a href="/entries">Berita</a>{front}')
    if asked.path == "/entries" and (number := asked.number("page")) in {1, 2}:
        listed = anchors(*(f"/entry/{slug(n)}" for n in range(number * ON_A_PAGE - ON_A_PAGE, number * ON_A_PAGE)))
        return html(listed, next_page("/entries?page=2") if number == 1 else last_page)
    numbers = {f"/entry/{slug(n)}": n for n in range(ARTICLES)}
    if asked.path in numbers:
        return article(numbers[asked.path], in_articles(numbers[asked.path]))
    return None


def calendar(asked: Asked) -> Answer | None:
    if found := re.fullmatch(r"/category/(\d{4})-(\d\d?)", asked.path):
        year, month = int(found[1]), int(found[2])
        months = (f"/category/{year + (month > 11)}-{month % 12 + 1}", f"/category/{year - (month < 2)}-{(month - 2) % 12 + 1}")
        return html(anchors(*months))
    return real(asked, front=anchors("/category/2026-5"))


def endless_pager(asked: Asked) -> Answer | None:
    if asked.path == "/entries" and (number := asked.number("page")) > 2:
        fakes = (f"/entry/berita-{random_words(f'{number} {n}')}" for n in range(ON_A_PAGE))
        return html(anchors(*fakes), next_page(f"/entries?page={number + 1}"))
    if asked.path.startswith("/entry/berita-"):
        return soft_404()
    return real(asked, last_page=next_page("/entries?page=3"))


def session_ids(asked: Asked) -> Answer | None:
    path, _, session = asked.path.partition(";")
    found = real(Asked(path, asked.query), in_articles=lambda n: anchors(*_sessions(n, session)))
    return found if found is not None or not session else html()


def _sessions(number: int, session: str) -> list[str]:
    fresh = [random_words(f"{session} {number} {n}") for n in range(3)]
    return [f"/entry/{slug(number)};sid={fresh[0]}", f"/entry/{slug(number)}?PHPSESSID={fresh[1]}", f"/entries;sid={fresh[2]}"]


def sort_loops(asked: Asked) -> Answer | None:
    if asked.path == "/search":
        seed = " ".join(f"{name} {value}" for name, value in sorted(asked.query.items()))
        words = (random_words(f"{seed} {n}") for n in range(5))
        hrefs = (f"/search?q={word}&amp;sort={n}&amp;order=desc&amp;filter={word}" for n, word in enumerate(words))
        return html(anchors(*hrefs, f"/entry/{slug(3)}", f"/entries?sort={seed[:3]}&amp;page=2"))
    return real(asked, front=anchors("/search?q=panen"))


def growing_links(asked: Asked) -> Answer | None:
    if asked.path.startswith("/tag/"):
        return html(
            anchors(f"{asked.path[5:]}-lagi", f"{asked.path[5:]}/{asked.path[5:]}", f"entry/{slug(1)}", f"../entry/{slug(1)}")
        )
    if asked.path.startswith("/tag"):
        return html()
    return real(asked, front=anchors("/tag/panen"), in_articles=lambda n: anchors(f"entry/{slug(n)}", "./tag/panen"))


def endless_redirects(asked: Asked) -> Answer | None:
    if found := re.fullmatch(r"/entry/lompat-(\d+)", asked.path):
        return Answer(status=302, headers={"Location": f"/entry/lompat-{int(found[1]) + 1}"})
    return real(asked, front=anchors("/entry/lompat-1", "/entry/lompat-1000"))


def self_linking_listing(asked: Asked) -> Answer | None:
    if asked.path == "/entries" and asked.number("page_entries") > 1:
        number = asked.number("page_entries")
        shown = anchors(*(f"/entry/{slug(n)}" for n in range(ON_A_PAGE)))
        return html(shown, next_page(f"/entries?page_entries={number + 1}"), next_page(f"/entries?page={number + 7}"))
    if asked.path == "/entries" and asked.number("page") > 2:
        number = asked.number("page")
        shown = anchors(*(f"/entry/{slug(n)}" for n in range(ON_A_PAGE)))
        return html(shown, anchors(*(f"/entries?page={number * 3 + n}" for n in range(3))))
    return real(asked, last_page=next_page("/entries?page_entries=2") + next_page("/entries"))


def case_aliases(asked: Asked) -> Answer | None:
    lower = asked.path.lower()
    variants = [_case(lower.removeprefix("/entry/"), asked.path + str(n)) for n in range(3)]
    return real(Asked(lower, asked.query), in_articles=lambda _: anchors(*(f"/entry/{variant}" for variant in variants)))


def _case(text: str, seed: str) -> str:
    bits = int(hashlib.sha256(seed.encode()).hexdigest(), 16)
    return "".join(c.upper() if bits >> n & 1 else c for n, c in enumerate(text))


def page_9999(asked: Asked) -> Answer | None:
    if asked.path == "/category/berita":
        number = asked.number("page")
        shown = anchors(*(f"/entry/{slug(n)}" for n in range(ON_A_PAGE)))
        pages = (f"/category/berita?page={n}" for n in (number + 1, number + 2, number * 10, 9999 + number))
        return html(shown, anchors(*pages), next_page(f"/category/berita?page={number + 1}"))
    return real(asked, front=anchors("/category/berita", "/category/berita?page=9999"))


def random_articles(asked: Asked) -> Answer | None:
    if asked.path.startswith("/entry/kabar-"):
        return soft_404(anchors(*(f"/entry/kabar-{random_words(f'{asked.path} {n}')}" for n in range(9))))
    return real(asked, front=anchors(*(f"/entry/kabar-{random_words(str(n))}" for n in range(300))))


def tag_cloud(asked: Asked) -> Answer | None:
    if asked.path.startswith("/tag/"):
        tags = (f"/tag/{random_words(f'{asked.path} {n}')}" for n in range(20))
        return html(anchors(*(f"/entry/{slug(n)}" for n in range(5)), *tags))
    return real(asked, in_articles=lambda n: anchors(f"/tag/{random_words(f'tag {n}')}"))


def print_views(asked: Asked) -> Answer | None:
    path = re.sub(r"(?:-cetak)+$", "", asked.path)
    more = anchors(f"{asked.path}-cetak", f"{asked.path}/print", f"{asked.path}?print=1", f"/print{asked.path}")
    return real(Asked(path, asked.query), in_articles=lambda _: more)


TRAPS: Final[dict[str, Trap]] = {
    trap.__name__: trap
    for trap in (
        *(calendar, endless_pager, session_ids, sort_loops, growing_links, endless_redirects),
        *(self_linking_listing, case_aliases, page_9999, random_articles, tag_cloud, print_views),
    )
}
