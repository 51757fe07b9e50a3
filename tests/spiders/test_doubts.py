"""A page that is suddenly most of it gone, the site's name, or another article, is asked for twice before it makes a version."""

from pathlib import Path

import pytest

from tests.crawling import crawl
from tests.exports import articles
from tests.static_site import Answer, serve_found
from tests.test_bad_input import HEADLINE, PARAGRAPHS, links, outcome_of, page

PATH = "/entry/warga-sendangharjo-panen-raya-jagung"
LONG = page(*PARAGRAPHS, *(f"Paragraf ke-{n} menyebut hasil panen di dusun nomor {n}, kata kepala desa." for n in range(9)))
SHORT = page(PARAGRAPHS[0], PARAGRAPHS[-1])
NAMED = LONG.replace(f"<h1>{HEADLINE}", "<h1>Pemerintah Kabupaten Tuban").replace(HEADLINE, "Pemkab Tuban")
ANOTHER = page(
    "Tubankab - Nelayan Palang menerima bantuan jaring dari pemerintah kabupaten, Kamis (19/07).",
    "Acara ditutup dengan doa " * 20,
)
ANOTHER = ANOTHER.replace(HEADLINE, "Nelayan Palang Terima Bantuan Jaring")
EDITED = LONG.replace("dua hektare", "tiga hektare")


def answers(*bodies: str) -> "Site":
    return Site([Answer(body.encode()) if body else Answer(b"x", 500) for body in bodies])


class Site:
    """One article, which answers each of `bodies` in turn and then the last again and again."""

    def __init__(self, bodies: list[Answer]) -> None:
        self.bodies, self.asked = bodies, 0

    def __call__(self, target: str) -> Answer | None:
        if target == "/":
            return links(PATH)
        if target != PATH:
            return None
        self.asked += 1
        return self.bodies[min(self.asked, len(self.bodies)) - 1]


def crawl_site(archive: Path, site: Site) -> int:
    """Crawl; return how often the article was asked for."""
    with serve_found(site) as served:
        crawl(archive, mode="all", CONNECT_TO=f"tubankab.go.id={served.url}")
    return site.asked


def versions(archive: Path) -> list[tuple[str, int]]:
    return [(article["headline"], len(article["paragraphs"])) for article in articles(archive)]


FIRST = (HEADLINE, 12)


@pytest.mark.parametrize(
    ("second", "third", "asked", "after"),
    [
        (SHORT, SHORT, 2, [FIRST, (HEADLINE, 2)]),
        (SHORT, LONG, 2, [FIRST]),
        (SHORT, EDITED, 2, [FIRST, FIRST]),
        (SHORT, "", 2, [FIRST]),
        (SHORT, page("Situs sedang dalam perbaikan."), 2, [FIRST]),
        (NAMED, LONG, 2, [FIRST]),
        (ANOTHER, LONG, 2, [FIRST]),
        (ANOTHER, SHORT, 2, [FIRST]),
        (EDITED, EDITED, 1, [FIRST, FIRST]),
        (LONG, LONG, 1, [FIRST]),
    ],
    ids=["confirmed", "back", "edited", "failed", "maintenance", "site-name", "another", "two-doubts", "an-edit", "unchanged"],
)
def test_what_is_doubted_makes_a_version_only_if_it_is_said_twice(
    tmp_path: Path, second: str, third: str, asked: int, after: list[tuple[str, int]]
) -> None:
    archive = tmp_path / "a"
    crawl_site(archive, answers(LONG))
    assert versions(archive) == [FIRST]
    assert crawl_site(archive, answers(second, third)) == asked
    assert versions(archive) == after


def test_what_is_not_confirmed_is_kept_with_its_reason_and_the_article_lives_on(tmp_path: Path) -> None:
    crawl_site(tmp_path / "a", answers(LONG))
    crawl_site(tmp_path / "a", answers(SHORT, ""))
    assert outcome_of(tmp_path / "a", PATH)[0] == "failed"
    crawl_site(tmp_path / "a", answers(SHORT, ANOTHER))
    outcome, why = outcome_of(tmp_path / "a", PATH)
    assert (outcome, "suspect: " in why, "not confirmed by a second answer" in why) == ("unreadable", True, True)
    assert {article["state"] for article in articles(tmp_path / "a")} == {"live"}


def test_a_first_visit_is_never_doubted(tmp_path: Path) -> None:
    assert crawl_site(tmp_path / "a", answers(SHORT)) == 1
    assert len(versions(tmp_path / "a")) == 1
