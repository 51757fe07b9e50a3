"""What the other articles printed tells a template that dropped a field from a publisher who did."""

import pytest

from tests.store.making import Archive, article, day, facts


def seen(archive: Archive, name: str, at: int, categories: list[str]) -> None:
    of = facts(f"/entry/{name}", day(at), record_id=f"urn:uuid:{name}-{at}")
    archive.writer.capture(of, awaits_item=True)
    archive.writer.settle(article(of, categories=categories))


def cause_of_lost_categories(archive: Archive, *, others_lose: int, others: int = 4) -> str:
    archive.begin(how="import")
    for number in range(others):
        seen(archive, f"lain-{number}", number, ["Berita"])
        seen(archive, f"lain-{number}", 20 + number, [] if number < others_lose else ["Berita"])
    seen(archive, "panen", 5, ["Berita"])
    seen(archive, "panen", 15, [])
    archive.writer.flush()
    [change] = archive.history("panen")["versions"][1]["changes"]
    return str(change["cause"])


def test_what_all_articles_lost_the_template_dropped(archive: Archive) -> None:
    assert cause_of_lost_categories(archive, others_lose=4) == "template"


@pytest.mark.parametrize("others_lose", [0, 1, 2, 3])
def test_what_others_kept_the_publisher_took_off(archive: Archive, others_lose: int) -> None:
    assert cause_of_lost_categories(archive, others_lose=others_lose) == "publisher"


def test_of_two_other_articles_nothing_is_concluded(archive: Archive) -> None:
    assert cause_of_lost_categories(archive, others_lose=2, others=2) == "publisher"
