"""The pages: each kind answers, whole, without scripts, in both languages, and says what the archive says."""

import re
from itertools import pairwise

import pytest
from starlette.types import ASGIApp

from tests.web.asking import ORIGINAL, ask, text_of, tree_of

EDITED = "/articles/jadwal-pemadaman-listrik-tiga-kecamatan-diumumkan"
GONE = "/articles/pengumuman-seleksi-tenaga-pendamping-desa"
SEED = "/articles/bimtek-dan-gelar-budaya-kinerja-amin-perlu-ada-perubahan-kultur-birokrasi"

KINDS = {
    "front": "/",
    "changes": "/changes",
    "year": "/calendar/2021",
    "day": "/calendar/2019/03/06",
    "search": "/search",
    "hits": "/search?q=pemadaman&scope=all",
    "removed": "/search?q=%22sore+hari%22&scope=removed",
    "article": EDITED,
    "gone article": GONE,
    "version": f"{EDITED}/versions/1",
    "time": f"{EDITED}/at/20190501000000",
    "history": f"{EDITED}/history",
    "compare": f"{EDITED}/compare/1/3",
    "side by side": f"{EDITED}/compare/1/2?view=side",
    "people": "/people",
    "editors": "/people?role=editor",
    "person": "/people/reporter/tauviqurrahman",
    "coverage": "/coverage",
    "about": "/about",
    "unknown article": "/articles/jadwal-pemadaman",
}


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_a_page_is_small_and_carries_no_code(pages: ASGIApp, path: str, language: str) -> None:
    answer = ask(pages, path, accept_language=language)
    assert answer.status_code == (404 if path.endswith("/jadwal-pemadaman") else 200)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert len(answer.content) < 100_000
    tree = tree_of(answer)
    assert tree.get("lang") == language
    assert tree.xpath("//script[not(@type='application/ld+json')]|//style|//@style|//iframe|//object|//base") == []
    assert [name for name in tree.xpath("//@*/..") for key in name.attrib if key.startswith("on")] == []


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_a_page_has_landmarks_and_headings_in_order(pages: ASGIApp, path: str) -> None:
    tree = tree_of(ask(pages, path))
    assert len(tree.xpath("//main")) == len(tree.xpath("//h1")) == 1
    assert tree.xpath("//a[@class='skip']/@href") == ["#content"]
    levels = [int(heading.tag[1]) for heading in tree.xpath("//main//*[self::h1 or self::h2 or self::h3 or self::h4]")]
    assert levels[0] == 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []
    assert tree.xpath("//table[not(caption)]") == []
    assert tree.xpath("//input[not(@id) and not(parent::label)]") == []
    assert len(tree.xpath("//@id")) == len(set(tree.xpath("//@id")))


@pytest.mark.parametrize("path", KINDS.values(), ids=KINDS)
def test_a_head_request_has_the_headers_of_the_page(pages: ASGIApp, path: str) -> None:
    whole, head = ask(pages, path), ask(pages, path, method="HEAD")
    assert head.status_code == whole.status_code
    assert head.headers["content-type"] == whole.headers["content-type"]
    assert head.headers.get("etag") == whole.headers.get("etag")


def test_every_link_of_an_article_leads_somewhere(pages: ASGIApp) -> None:
    seen = set[str]()
    for path in (EDITED, f"{EDITED}/history", f"{EDITED}/compare/1/2", "/", "/changes", "/calendar/2021", "/search?q=pemadaman"):
        seen |= {link for link in tree_of(ask(pages, path)).xpath("//main//a/@href") if link.startswith("/")}
    wanted = sorted(link for link in seen if not link.startswith(("/api", "/timemap", "/export", "/feeds")))
    assert len(wanted) > 30
    assert {link for link in wanted if ask(pages, link).status_code not in {200, 307}} == set()


def test_an_article_says_what_was_read_and_where_it_comes_from(pages: ASGIApp) -> None:
    tree = tree_of(ask(pages, SEED, accept_language="en"))
    assert tree.findtext(".//h1") == "Bimtek dan Gelar Budaya Kinerja, Amin : Perlu Ada Perubahan Kultur Birokrasi"
    assert tree.xpath("//p[@class='byline']//a/text()") == ["tauviqurrahman", "hei"]
    assert "18 July 2018, 15:42 WIB" in tree.xpath("//p[@class='byline']")[0].text_content()
    text = tree.xpath("//div[@class='text']/p")
    assert text[0].text_content().startswith("Tubankab – Dalam pelaksanaan reformasi birokrasi")
    box = " ".join(tree.xpath("//aside")[0].text_content().split())
    assert re.search(r"urn:uuid:[0-9a-f-]{36}", box)
    assert len(re.findall(r"\b[0-9a-f]{64}\b", box)) == 2
    assert "layout:.konten" in box
    assert "20 July 2018, 13:00 WIB" in box


def test_a_picture_comes_from_the_second_origin_and_leads_to_its_uses(pages: ASGIApp) -> None:
    figure = tree_of(ask(pages, SEED)).xpath("//figure[.//img]")[0]
    address = figure.xpath(".//img/@src")[0]
    assert re.fullmatch(rf"{ORIGINAL}/picture/[0-9a-f]{{64}}", address)
    assert figure.xpath(".//img/@width") == ["1200"]
    assert "Drs. Achmad Amin Sutoyo" in figure.findtext("figcaption")
    assert figure.xpath("figcaption//a/@href") == ["/people/photographer/tauviq"]
    uses = ask(pages, figure.xpath(".//a/@href")[0], accept_language="en")
    assert uses.status_code == 200
    assert "Bimtek dan Gelar Budaya Kinerja" in text_of(uses)


def test_an_article_marks_where_text_was_taken_out(pages: ASGIApp) -> None:
    gone = tree_of(ask(pages, EDITED, accept_language="en")).xpath("//details[@class='gone']")
    assert [one.findtext("summary") for one in gone] == ["1 sentence was taken out here"]
    assert "pukul 09.00 WIB sampai sore hari" in gone[0].findtext(".//del")
    assert "in version 3 by the publisher" in " ".join(gone[0].text_content().split())


def test_an_article_that_is_gone_says_since_when(pages: ASGIApp) -> None:
    notice = tree_of(ask(pages, GONE, accept_language="en")).xpath("//p[@class='notice notice-away']")
    assert "no longer on the site: last seen there" in notice[0].text_content()


def test_an_older_version_says_so_and_names_its_permanent_address(pages: ASGIApp) -> None:
    for path in (f"{EDITED}/versions/2", f"{EDITED}/at/20200101000000"):
        tree = tree_of(ask(pages, path, accept_language="en"))
        assert "Version 2 of 3" in tree.xpath("//p[@class='notice']")[0].text_content()
        assert tree.xpath("//link[@rel='canonical']/@href") == [f"{EDITED}/versions/2"]


def test_the_time_of_a_capture_names_that_capture(pages: ASGIApp) -> None:
    original = tree_of(ask(pages, f"{EDITED}/versions/2")).xpath("//ul[@class='doors']//a/@href")
    digits = next(link for link in original if link.startswith(ORIGINAL)).removeprefix(f"{ORIGINAL}/")[:14]
    at = tree_of(ask(pages, f"{EDITED}/at/{digits}", accept_language="en"))
    assert "Version 2 of 3" in at.xpath("//p[@class='notice']")[0].text_content()


def test_a_day_leads_to_what_stood_at_its_end(pages: ASGIApp) -> None:
    answer = ask(pages, f"{EDITED}/at?day=2019-03-06")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{EDITED}/at/20190306165959")
    assert "2" in text_of(ask(pages, answer.headers["location"]))


def test_a_history_tells_versions_absences_and_captures(pages: ASGIApp) -> None:
    tree = tree_of(ask(pages, f"{EDITED}/history", accept_language="en"))
    line = tree.xpath("//ol[@class='timeline']/li")
    assert [one.findtext("h3/a") for one in line] == ["Version 3", "Version 2", "Version 1"]
    assert "text: changed by the publisher" in " ".join(line[0].text_content().split())
    captures = tree.xpath("//h2[@id='captures']/following-sibling::div[1]//tbody/tr")
    assert len(captures) == 7
    originals = [row.xpath(".//a/@href")[-1] for row in captures]
    assert all(re.match(rf"{ORIGINAL}/\d{{14}}/https://tubankab\.go\.id/entry/", link) for link in originals)
    gone = tree_of(ask(pages, f"{GONE}/history", accept_language="en")).xpath("//li[@class='step-absence']")
    assert "Not seen since." in gone[0].text_content()


def test_a_comparison_shows_both_texts_whole(pages: ASGIApp) -> None:
    marked = tree_of(ask(pages, f"{EDITED}/compare/2/3", accept_language="en"))
    assert marked.xpath("//section[@class='change']//del/text()") == ["09.00", "sore"]
    assert marked.xpath("//section[@class='change']//ins/text()") == ["08.00", "siang"]
    assert "by the publisher" in marked.xpath("//section[@class='change']")[0].text_content()
    sides = tree_of(ask(pages, f"{EDITED}/compare/2/3?view=side")).xpath("//section[@class='change']/div[@class='pair']/p")
    assert [side.text_content() for side in sides] == [
        "Pemadaman berlangsung mulai pukul 09.00 WIB sampai sore hari.",
        "Pemadaman berlangsung mulai pukul 08.00 WIB sampai siang hari.",
    ]


def test_the_form_of_a_comparison_leads_to_its_permanent_address(pages: ASGIApp) -> None:
    answer = ask(pages, f"{EDITED}/compare?from=1&to=3&view=side")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{EDITED}/compare/1/3?view=side")
    assert ask(pages, f"{EDITED}/compare").headers["location"] == f"{EDITED}/compare/2/3"


def test_a_version_compared_with_itself_is_the_same(pages: ASGIApp) -> None:
    assert "The two versions say the same." in text_of(ask(pages, f"{EDITED}/compare/2/2", accept_language="en"))


def test_people_are_named_with_their_articles(pages: ASGIApp) -> None:
    rows = tree_of(ask(pages, "/people", accept_language="en")).xpath("//tbody/tr")
    counts = [int(row.xpath("td")[0].text) for row in rows]
    assert counts == sorted(counts, reverse=True)
    link = rows[0].xpath("th/a/@href")[0]
    assert len(tree_of(ask(pages, link)).xpath("//ol[@class='works']/li")) == min(counts[0], 50)


def test_coverage_says_what_status_says(pages: ASGIApp) -> None:
    tree = tree_of(ask(pages, "/coverage", accept_language="en"))
    tables = {" ".join(table.findtext("caption").split()): table for table in tree.xpath("//table")}
    states = {row.findtext("th"): row.findtext("td") for row in tables["Articles by state"].xpath(".//tbody/tr")}
    assert set(states) == {"gone from the site", "on the site"}
    months = next(table for caption, table in tables.items() if caption.startswith("Articles by the month"))
    held = sum(int(row.xpath("td")[0].text) for row in months.xpath(".//tbody/tr"))
    assert held == sum(map(int, states.values()))


def test_the_style_sheet_may_be_kept_for_ever(pages: ASGIApp) -> None:
    link = tree_of(ask(pages, "/about")).xpath("//link[@rel='stylesheet']/@href")[0]
    assert re.fullmatch(r"/static/room-[0-9a-f]{16}\.css", link)
    answer = ask(pages, link)
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    assert "immutable" in answer.headers["cache-control"]
    assert ask(pages, "/static/room.css").status_code == 404


def test_the_front_page_says_what_was_altered_and_by_whom(pages: ASGIApp) -> None:
    tree = tree_of(ask(pages, "/", accept_language="en"))
    altered = tree.xpath("//section[@aria-labelledby='altered']//li")
    assert len(altered) > 5
    edited = [one for one in altered if one.xpath(".//span[@class='kind kind-edited']")]
    who = {" ".join(one.xpath("p[@class='who']")[0].text_content().split()) for one in edited}
    assert {"text by the publisher", "photos by the publisher"} <= who
    assert all(re.search(r"/compare/\d+/\d+$", one.xpath("p[@class='do']/a/@href")[0]) for one in edited)
    assert len(tree.xpath("//section[@aria-labelledby='new']//li")) == 12
    assert len(tree.xpath("//*[local-name()='svg']//*[local-name()='rect']")) > 0


def test_the_feed_of_a_page_of_changes_has_what_the_page_has(pages: ASGIApp) -> None:
    page = tree_of(ask(pages, "/changes?kind=gone&kind=edited&since=2019-01-01&reporter=wulan"))
    assert page.xpath("//a[starts-with(@href, '/feeds/')]/@href") == ["/feeds/changes.atom?reporter=wulan&kind=gone&kind=edited"]


def test_changes_are_filtered_and_paged(pages: ASGIApp) -> None:
    gone = tree_of(ask(pages, "/changes?kind=gone&kind=missing", accept_language="en")).xpath("//ol[@class='changes']/li")
    assert {one.xpath(".//span")[0].text for one in gone} <= {"gone from the site", "went missing"}
    assert gone
    first = tree_of(ask(pages, "/changes"))
    link = first.xpath("//a[@rel='next']/@href")[0]
    following = tree_of(ask(pages, f"/changes{link}"))
    shown = [[one.text_content() for one in tree.xpath("//ol[@class='changes']/li")] for tree in (first, following)]
    assert len(shown[0]) == 50
    assert set(shown[0]) & set(shown[1]) == set()


def test_a_year_is_a_drawing_and_the_same_as_a_table(pages: ASGIApp) -> None:
    tree = tree_of(ask(pages, "/calendar/2021", accept_language="en"))
    squares = tree.xpath("//*[local-name()='svg']//*[local-name()='title']/text()")
    drawn = dict(square.split(": ") for square in squares)
    links = tree.xpath("//ul[@class='days']//a")
    table = {link.get("href").removeprefix("/calendar/").replace("/", "-"): link.tail for link in links}
    assert drawn == {day: count.strip(" ()\n") for day, count in table.items()}
    assert "2021-11-13" in drawn
    day = ask(pages, "/calendar/2021/11/13")
    assert len(tree_of(day).xpath("//ol[@class='changes']/li")) == int(drawn["2021-11-13"])


def test_a_search_finds_what_was_removed_and_marks_it(pages: ASGIApp) -> None:
    tree = tree_of(ask(pages, "/search?q=%22perpustakaan+keliling%22&scope=all", accept_language="en"))
    hits = tree.xpath("//ol[@class='hits']/li")
    assert hits
    assert all(mark.text.lower() in {"perpustakaan", "keliling", "perpustakaan keliling"} for mark in tree.xpath("//mark"))
    assert all(re.search(r"/versions/\d+$", link) for hit in hits for link in hit.xpath("p[@class='what']/a/@href"))
    facets = tree.xpath("//nav[@class='facets']//a/@href")
    assert facets
    assert all(ask(pages, link).status_code == 200 for link in facets)


def test_a_search_in_vain_says_how_to_go_on(pages: ASGIApp) -> None:
    page = tree_of(ask(pages, "/search?q=sore+listrik&since=2019-01-01&reporter=nobody", accept_language="en"))
    links = page.xpath("//main//ul//a[starts-with(@href, '/search')]/@href")
    assert any("scope=all" in link and "reporter=nobody" in link for link in links)
    wider = next(link for link in links if "reporter" not in link)
    assert "sore" in wider
    assert "Perhaps other words" not in text_of(ask(pages, "/search?q=listrik", accept_language="en"))


def test_a_search_keeps_what_was_asked_in_its_form(pages: ASGIApp) -> None:
    path = "/search?q=%3Cb%3Epadi%22&scope=removed&as_of=2020-01-01&exact=yes&sort=newest&reporter=x"
    tree = tree_of(ask(pages, path))
    assert tree.xpath("//input[@name='q']/@value") == ['<b>padi"']
    assert tree.xpath("//select/option[@selected]/@value") == ["removed", "newest"]
    assert tree.xpath("//input[@name='as_of']/@value") == ["2020-01-01"]
    assert tree.xpath("//input[@name='exact']/@checked") == ["checked"]
    assert tree.xpath("//input[@name='reporter']/@value") == ["x"]
