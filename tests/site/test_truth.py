import re
from datetime import date

import lxml.html
import pytest

from tests.site import pages, timeline, truth
from tests.site.__main__ import listing
from tests.site.furniture import View
from tests.site.model import ROOT, Article
from tests.site.timeline import DATES, EVENTS
from tests.site.written import NO_TITLE_KEY, SEED_KEY, SEED_PATH

D18, D19, D21, D24, D25, D26 = DATES


def view(at: date, path: str = "/", nonce: int = 1) -> View:
    return View(at=at, path=path, nonce=nonce, visible=timeline.visible_at(at), disqus=timeline.disqus_at(at))


def flat(markup: str) -> str:
    tree: lxml.html.HtmlElement = lxml.html.document_fromstring(
        re.sub(r"<(script|style)\b.*?</\1>", " ", markup, flags=re.DOTALL)
    )
    return truth.plain(str(tree.text_content())).replace("\u200b", "")


def texts(tree: lxml.html.HtmlElement, path: str) -> list[str]:
    return [str(node.text_content()) for node in tree.iterfind(path)]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def misprints(article: Article, at: date) -> list[str]:
    """What the truth says of the article and its page does not, or says in another order."""
    said = truth.expected(article.slug, at)
    assert said is not None
    text = squeezed(flat(pages.article_page(view(at), article)))
    paragraphs = [squeezed(paragraph) for paragraph in said["paragraphs"]]
    captions = [photo["caption"] or "" for photo in said["photos"]]
    wanted = [said["headline"] or "", said["posted_by"], *said["categories"], *said["tags"], *captions]
    if said["byline"]:
        wanted.append(paragraphs[-1] + said["byline"]["raw"])
    in_order = re.search(".*?".join(map(re.escape, paragraphs)), text) is not None
    return [f"{article.key}: {line}" for line in wanted if squeezed(line) not in text] + (
        [] if in_order else [f"{article.key}: order"]
    )


@pytest.mark.parametrize("at", DATES, ids=str)
def test_every_page_prints_what_the_truth_says(at: date) -> None:
    assert [line for article in timeline.visible_at(at) for line in misprints(article, at)] == []


@pytest.mark.parametrize("at", DATES, ids=str)
def test_article_pages_weigh_what_real_ones_do(at: date) -> None:
    weights = {article.key: len(pages.article_page(view(at), article).encode()) for article in timeline.visible_at(at)}
    assert {key: weight for key, weight in weights.items() if not 15_000 <= weight <= 60_000} == {}


def test_every_event_date_is_printed_in_its_text() -> None:
    texts = {article.key: " ".join(block.text for block in article.blocks) for article in timeline.all_articles()}
    dates = [(article.key, event.text) for article in timeline.all_articles() for event in article.event_dates]
    assert [(key, text) for key, text in dates if text not in texts[key]] == []


def test_the_seed_is_printed_word_for_word() -> None:
    tree = lxml.html.document_fromstring(pages.article_page(view(D18), timeline.article_at(SEED_KEY, D18)))
    body = [text for text in texts(tree, ".//div[@class='body']/p") if text.strip()]
    printed = [*texts(tree, ".//figcaption"), *texts(tree, ".//h1"), *body, *texts(tree, ".//a[@class='dsq-brlink']")]
    assert "\n\n".join(printed) == SEED_PATH.read_text(encoding="utf-8").rstrip("\n")


def test_the_seed_has_twelve_paragraphs_one_photo_and_its_byline() -> None:
    said = truth.expected(SEED_KEY, D18)
    assert said is not None
    assert len(said["paragraphs"]) == 12
    assert said["paragraphs"][0].startswith("Dalam pelaksanaan reformasi birokrasi,")
    assert said["paragraphs"][-1].endswith("tanggung jawab sendiri,” tutupnya.")
    assert said["byline"] == {"raw": "(tauviqurrahman/hei).", "reporters": ["tauviqurrahman"], "editor": "hei"}
    assert said["photos"][0]["credit"] == "tauviq"
    assert said["event_dates"] == [{"text": "Rabu (18/07)", "start": "2018-07-18", "end": None, "weekday_ok": True}]


SIX = (D18, D19, D21, D24, D25, D26)
VERSIONS = {
    SEED_KEY: [SIX],
    "festval-layang-layang-ramaikan-pantai-panyuran": [(D18,), SIX[1:]],
    "petani-garam-palang-coba-alas-geomembran": [(D18,), SIX[1:]],
    "puskesmas-rengel-buka-layanan-sore-hari": [(D18,), SIX[1:]],
    "jadwal-pemadaman-listrik-tiga-kecamatan-diumumkan": [(D18,), (D19,), SIX[2:]],
    "perpustakaan-keliling-sambangi-sekolah-pinggir-hutan": [(D18, D19), SIX[2:]],
    "karang-taruna-olah-sampah-plastik-jadi-paving": [SIX[1:]],
    "sumur-bor-baru-akhiri-antrean-air-di-grabagan": [(D18, D19, D24, D25, D26)],
    "pengumuman-seleksi-tenaga-pendamping-desa": [(D21,)],
    "jembatan-gantung-dusun-kedungombo-dibuka-lagi": [(D19, D21), (D24, D25, D26)],
    "harga-cabai-turun-pedagang-pasar-baru-lega": [(D19, D21, D24), (D25, D26)],
    "layanan-kependudukan-pindah-ke-gedung-baru": [(D21, D24, D26)],
    "pelatihan-barista-gratis-diserbu-pemuda-desa": [(D24, D25, D26)],
}


@pytest.mark.parametrize("key", timeline.scripted_keys())
def test_scripted_articles_have_the_versions_that_the_script_names(key: str) -> None:
    assert truth.expected_versions(key) == VERSIONS[key]


def test_articles_outside_the_script_have_one_version() -> None:
    keys = [article.key for article in timeline.all_articles() if article.key not in timeline.scripted_keys()]
    assert [key for key in keys if len(truth.expected_versions(key)) != 1] == []


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.name)
def test_events_concern_articles_that_exist_by_then(event: timeline.Event) -> None:
    assert timeline.article_at(event.key, event.on).published.date() < event.on


@pytest.mark.parametrize(
    ("slug", "at", "answer"),
    [
        ("karang-taruna-olah-sampah-plastik-jadi-paving", D21, "moved"),
        (timeline.MOVED_SLUG, D21, "ok"),
        ("sumur-bor-baru-akhiri-antrean-air-di-grabagan", D21, "missing"),
        ("sumur-bor-baru-akhiri-antrean-air-di-grabagan", D24, "ok"),
        ("pengumuman-seleksi-tenaga-pendamping-desa", D25, "gone"),
        ("layanan-kependudukan-pindah-ke-gedung-baru", D25, "soft_missing"),
        (SEED_KEY, timeline.MAINTENANCE, "soft_missing"),
        (SEED_KEY, date(2018, 7, 1), "unpublished"),
        ("no-such-article", D18, "missing"),
    ],
)
def test_answers_follow_the_script(slug: str, at: date, answer: str) -> None:
    assert truth.answer(slug, at) == answer


def test_the_site_is_big_and_long_lived_enough() -> None:
    articles = timeline.all_articles()
    assert len(articles) >= 84
    assert {article.published.year for article in articles} == set(range(2017, 2027))
    assert len({article.key for article in articles}) == len({article.id for article in articles}) == len(articles)
    assert {len(article.blocks) for article in articles} <= set(range(5, 16))


def test_the_odd_articles_stand_in() -> None:
    keys = {article.key: article for article in timeline.all_articles()}
    assert keys[NO_TITLE_KEY].headline == ""
    assert max(len(key) for key in keys) == 128
    assert any(key.endswith("-1") for key in keys)
    assert {article.charset for article in keys.values()} == {"utf-8", "windows-1252"}
    assert {len(article.photos) for article in keys.values()} == {1, 2}


@pytest.mark.parametrize("at", [D18, D21, D24, D26], ids=str)
def test_two_requests_differ_in_furniture_only(at: date) -> None:
    article = timeline.article_at(SEED_KEY, at)
    first, second = (pages.article_page(view(at, nonce=nonce), article) for nonce in (1, 2))
    assert first != second
    assert all(squeezed(truth.plain(block.text)) in squeezed(flat(second)) for block in article.blocks)


def test_the_truth_of_a_day_is_that_of_its_listed_articles() -> None:
    assert [said["url"] for said in truth.everything(D24)] == [f"{ROOT}{article.path}" for article in timeline.visible_at(D24)]
    assert truth.everything(timeline.MAINTENANCE) == []


@pytest.mark.parametrize("at", [D18, D24], ids=str)
def test_some_articles_use_the_second_template_of_the_era(at: date) -> None:
    variants = [article for article in timeline.visible_at(at) if article.variant and article.published.year >= 2018]
    assert 0 < len(variants) < len(timeline.visible_at(at)) / 4


def test_the_list_names_every_event() -> None:
    text = listing()
    assert [event.name for event in EVENTS if event.name not in text] == []


def test_five_layouts_are_in_use() -> None:
    names = {pages.layout_name(article, at) for at in DATES for article in timeline.visible_at(at)}
    assert names == {"e2017", "e2018", "e2021", "e2024", "e2026"}


def test_the_layout_of_2018_has_more_than_twenty_media_bodies_before_the_content() -> None:
    page = pages.article_page(view(D18), timeline.article_at(SEED_KEY, D18))
    assert page.split('<div class="media konten">')[0].count('class="media-body"') > 20
