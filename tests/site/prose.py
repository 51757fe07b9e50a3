"""Writes the miniature's ordinary news: plausible, varied Indonesian local-government stories. Deterministic and synthetic."""

import random
from datetime import date, datetime, timedelta
from functools import cache
from typing import Final

from tests.site import words
from tests.site.model import WIB, Article, Block, Byline, Dateline, EventDate, Photo, house_byline, slug_from

PER_YEAR: Final = {2017: 12, 2018: 13, 2019: 8, 2020: 7, 2021: 9, 2022: 7, 2023: 7, 2024: 7, 2025: 7, 2026: 7}
"""How many stories of each year; with the written ones they are the whole site."""

WEEKDAYS: Final = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS: Final = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
_LAST_DAY: Final = {2018: (2018, 12, 20), 2026: (2026, 9, 12)}


@cache
def generated() -> tuple[Article, ...]:
    """Return the generated articles, oldest first. Ids start at 1001; two equal titles get Bolt's "-1"."""
    articles: list[Article] = []
    slugs: set[str] = set()
    for year, count in PER_YEAR.items():
        first = datetime(year, 1, 9, 8, 3, tzinfo=WIB)
        step = (datetime(*_LAST_DAY.get(year, (year, 12, 20)), 9, 0, tzinfo=WIB) - first) / count
        for n in range(count):
            minutes = (n * 197) % 480
            published = (first + step * n).replace(hour=8 + minutes // 60, minute=minutes % 60, second=0, microsecond=0)
            article = story(1001 + len(articles), published, slugs)
            slugs.add(article.slug)
            articles.append(article)
    return tuple(articles)


def story(number: int, published: datetime, taken: set[str] | frozenset[str] = frozenset()) -> Article:
    """Return the `number`th story, published then. The same arguments give the same story for ever."""
    rng = random.Random(f"tuban {number}")
    topic = words.TOPICS[number % len(words.TOPICS)]
    slots = _slots(rng, topic)
    event = _event_date(rng, published.date() - timedelta(days=rng.choice((0, 0, 1, 2))))
    slots["date"] = event.text
    headline = rng.choice(topic.headlines).format(**slots)
    if published.year == 2017:
        headline = headline.upper()
    slug = slug_from(headline)
    if slug in taken:
        slug += "-1"
    reporter = rng.choice(words.REPORTERS)
    return Article(
        key=slug,
        id=number,
        slug=slug,
        headline=headline,
        published=published,
        posted_by=rng.choice(words.POSTERS),
        categories=(topic.category, "Kegiatan Pemerintahan")
        if number % 7 == 3 and topic.category != "Sosial"
        else (topic.category,),
        tags=tuple(dict.fromkeys((slots["d"].lower(), slots["act"], topic.people))),
        dateline=_dateline(rng, published.year),
        byline=_byline(rng, reporter),
        photos=_photos(rng, topic, slots, published, reporter, slug),
        blocks=_blocks(rng, topic, slots),
        event_dates=(event,),
        variant=number % 7 == 1,
    )


def _slots(rng: random.Random, topic: words.Topic) -> dict[str, str]:
    family, other = rng.sample(words.FAMILY, 2)
    given, other_given = rng.sample(words.GIVEN, 2)
    act = rng.choice(topic.acts)
    return {
        "d": rng.choice(words.DISTRICTS),
        "n": str(rng.choice((24, 36, 40, 57, 60, 75, 84, 120, 150))),
        "act": act,
        "Act": act.title(),
        "off": topic.office,
        "Off": topic.office,
        "people": topic.people,
        "place": rng.choice(words.PLACES),
        "who": given,
        "full": f"{rng.choice(words.BEFORE_NAME)}{given} {family}{rng.choice(words.AFTER_NAME)}",
        "other": f"{other_given} {other}",
        "hour": rng.choice(("07", "08", "09", "10", "13")),
    }


def _event_date(rng: random.Random, day: date) -> EventDate:
    weekday = WEEKDAYS[day.weekday()]
    text = rng.choice(
        (
            f"{weekday} ({day.day:02}/{day.month:02})",
            f"{weekday} ({day.day:02}/{day.month:02})",
            f"{weekday} ({day.day}/{day.month})",
            f"{weekday}, {day.day} {MONTHS[day.month - 1]} {day.year}",
            f"{weekday} ({day.day:02}/{day.month:02}/{day.year})",
        )
    )
    return EventDate(text=text, start=day.isoformat(), weekday_ok=True)


def _dateline(rng: random.Random, year: int) -> Dateline | None:
    if year >= 2025:
        return Dateline(printed="Tubankab – ", source="Tubankab")
    printed = rng.choice(("Tubankab - ", "Tubankab - ", "Tubankab - ", "Tubankab\u00a0- ", "Tuban, InfoPublik - ", ""))
    if not printed:
        return None
    if printed.startswith("Tuban,"):
        return Dateline(printed=printed, source="InfoPublik", place="Tuban")
    return Dateline(printed=printed, source="Tubankab")


def _byline(rng: random.Random, reporter: str) -> Byline | None:
    editor = rng.choice(words.EDITORS)
    second = rng.choice([name for name in words.REPORTERS if name != reporter])
    name = reporter.title()
    forms = (
        house_byline(reporter, editor),
        house_byline(reporter, editor),
        house_byline(reporter, editor, before=" "),
        house_byline(reporter, editor, before=" "),
        house_byline(reporter, editor, before=" ", after=""),
        house_byline(reporter, second, editor, before=" "),
        Byline(raw=f"( {reporter.upper()}/{editor.upper()} )", reporters=(reporter,), editor=editor, before=" "),
        Byline(raw=f"[{reporter}/{editor}]", reporters=(reporter,), editor=editor),
        Byline(raw=f"({reporter}/{editor})", reporters=(reporter,), editor=editor, own_line=True),
        Byline(raw=f"Penulis : {name} | Editor: Widodo", reporters=(name,), editor="Widodo", own_line=True),
        None,
    )
    return rng.choice(forms)


def _photos(
    rng: random.Random, topic: words.Topic, slots: dict[str, str], published: datetime, reporter: str, slug: str
) -> tuple[Photo, ...]:
    stem = f"{published:%Y-%m}/{slug[:40].strip('-')}"
    if published.year == 2017:
        return (Photo(file=f"{stem}.jpg"),)
    count = 2 if published.year >= 2021 and rng.random() < 0.25 else 1
    captions = rng.sample(words.CAPTIONS, count)
    return tuple(
        _photo(rng, f"{stem}-{n}.jpg", text.format(**slots), reporter, bare=published.year >= 2024)
        for n, text in enumerate(captions, 1)
    )


def _photo(rng: random.Random, file: str, caption: str, reporter: str, *, bare: bool) -> Photo:
    """A caption without marker only where no layout will set it as a paragraph of the body: there nothing would tell."""
    credit = rng.choice((reporter.split(maxsplit=1)[0], reporter.split(maxsplit=1)[0], "ist", "dok. humas", None))
    kind = {None: None, "ist": "anonymous", "dok. humas": "agency"}.get(credit, "person")
    markers = ("foto : ", "Foto : ", "Foto : ", "Foto: ", "FOTO : ", ": Foto : ", *(("",) if bare and credit else ()))
    return Photo(
        file=file,
        caption=caption,
        credit=credit,
        credit_kind=kind,  # type: ignore[arg-type]  # a dict of literals is a dict of str to mypy
        marker=rng.choice(markers),
        before_credit=rng.choice((" ", " ", "")),
        after_credit=rng.choice(("", "", ".")),
    )


def _blocks(rng: random.Random, topic: words.Topic, slots: dict[str, str]) -> tuple[Block, ...]:
    facts = rng.sample(topic.facts, len(topic.facts))
    common = rng.sample(words.COMMON, rng.randint(4, 9))
    quotes = rng.sample(topic.quotes, len(topic.quotes))
    opening = [Block(rng.choice(words.LEADS).format(**slots))]
    opening.append(
        Block(
            f"Kepala {slots['Off']}, {slots['full']}, mengatakan kegiatan itu menjadi agenda rutin. {facts.pop()}".format(**slots)
        )
    )
    middle = [Block(_sentences(rng, facts, common, quotes, slots)) for _ in range(rng.randint(3, 7)) if facts or common]
    if rng.random() < 0.25:
        middle[1:1] = _list(rng)
    if rng.random() < 0.2:
        middle.append(
            Block(
                f"“Program ini milik kita bersama, mari dirawat bersama-sama,” kata {slots['who']} di hadapan hadirin.", "quote"
            )
        )
    if rng.random() < 0.15:
        middle.append(
            Block(f"Catatan panitia: kuota peserta dari Kecamatan {slots['d']} masih tersedia sampai akhir bulan.", "box")
        )
    spoken = quotes.pop() if quotes else "Semoga kegiatan ini membawa manfaat"
    last = f"“{spoken},” {rng.choice(('tutupnya', 'pungkasnya', 'tutup ' + slots['who']))}."
    return (*opening, *middle, Block(last))


def _sentences(rng: random.Random, facts: list[str], common: list[str], quotes: list[str], slots: dict[str, str]) -> str:
    chosen = [pool.pop() for pool in (facts, common) if pool]
    if len(quotes) > 1 and rng.random() < 0.4:
        chosen.append(f"“{quotes.pop()},” {rng.choice(words.SPOKEN)}.")
    text = " ".join(chosen).format(**slots)
    return text.replace(" Kecamatan ", " Kecamatan\u00a0", 1) if rng.random() < 0.3 else text


def _list(rng: random.Random) -> list[Block]:
    kind = rng.choice(("item", "numbered"))
    items = rng.sample(words.ITEMS, 3)
    return [
        Block(rng.choice(words.HEADINGS), "heading"),
        *(Block(text, "item" if kind == "item" else "numbered") for text in items),
    ]
