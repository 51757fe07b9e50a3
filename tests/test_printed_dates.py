"""The grammar of printed dates. All lines are synthetic, in the forms that the press prints."""

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.pipelines.edge_cases import Case, cases
from tubancrawl.errors import UnreadableDate
from tubancrawl.printed_dates import PrintedDate, find_dates, likely_year, parse_iso, provable_year, read_moment

PUBLISHED = date(2018, 7, 19)


def only(text: str, published: date | None = PUBLISHED, captured: date | None = None) -> PrintedDate:
    found = find_dates(text, published=published, captured=captured)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize("case", cases("date"))
def test_a_date_is_read_as_expected(case: Case) -> None:
    found = only(case.text, date.fromisoformat(case.published) if case.published else None)
    assert found.start is not None
    end = {"iso_end": found.end.isoformat()} if found.end else {}
    read = {
        "iso": found.start.isoformat(),
        "precision": "minute" if isinstance(found.start, datetime) else "day",
        "year_inferred": found.year_inferred,
        "weekday_ok": found.weekday_ok,
    }
    assert read | end == case.expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("02 August 2017 14:13", "2017-08-02T14:13:00+07:00", id="the site's meta list"),
        pytest.param("Rabu, 6 November 2024 | 08:51 WIB", "2024-11-06T08:51:00+07:00", id="bar before the time"),
        pytest.param("6 Nov 2024", "2024-11-06", id="no time"),
        pytest.param("18-01-2026,16:34 WIB", "2026-01-18T16:34:00+07:00", id="glued comma"),
        pytest.param("2024-11-06 08:51:22", "2024-11-06T08:51:22+07:00", id="database form"),
        pytest.param("2024-11-06T08:51:22Z", "2024-11-06T08:51:22+00:00", id="iso in utc"),
        pytest.param("2024-11-06T08:51:22+0700", "2024-11-06T08:51:22+07:00", id="iso offset without colon"),
        pytest.param("Wed, 06 Nov 2024 01:51:00 +0000", "2024-11-06T01:51:00+00:00", id="feed date"),
        pytest.param("06/11/2024", "2024-11-06", id="day first"),
        pytest.param("Published on 06 Nov 2024, 08:51 WIB", "2024-11-06T08:51:00+07:00", id="words before"),
        pytest.param("Jum'at, 12 Nopember 2021 pukul 09.30 WIB", "2021-11-12T09:30:00+07:00", id="old spelling, dot in time"),
        pytest.param("Senin, 3 Peb. 2020 jam 9.05 WITA", "2020-02-03T09:05:00+08:00", id="wita"),
        pytest.param("12 Agustus 2019 20.15 WIT", "2019-08-12T20:15:00+09:00", id="wit"),
        pytest.param("06-Nov-2024 - 06: 40: 59 WIB", "2024-11-06T06:40:59+07:00", id="spaces in the time"),
        pytest.param("November 6, 2024 8:51 pm", "2024-11-06T20:51:00+07:00", id="month first, named"),
        pytest.param("6 November 2024 12:05 am", "2024-11-06T00:05:00+07:00", id="midnight"),
        pytest.param("08:51 WIB, 6 Nov 2024", "2024-11-06T08:51:00+07:00", id="time before"),
        pytest.param(
            "Oleh MC, Sabtu, 9 Maret 2024 | 06:00 WIB - Redaktur: Rani - 1K", "2024-03-09T06:00:00+07:00", id="in a list"
        ),
        pytest.param("31/02/2024, lalu 1/3/2024", "2024-03-01", id="a day the calendar lacks is passed over"),
        pytest.param("6 Nov 2024 25:99", "2024-11-06", id="no such time"),
        pytest.param("tanpa tanggal", None, id="no date"),
        pytest.param("12 Nopember", None, id="no year"),
        pytest.param("1412-01-01", None, id="another calendar's century"),
        pytest.param("", None, id="empty"),
    ],
)
def test_a_meta_line_gives_its_first_moment(text: str, expected: str | None) -> None:
    assert read_moment(text) == expected


@pytest.mark.parametrize(
    ("text", "start", "weekday_ok"),
    [
        pytest.param("digelar Kamis (29/8) sore", "2018-08-29", False, id="part of day after"),
        pytest.param("digelar Jumat(20/11/15)", "2015-11-20", True, id="glued, two-digit year"),
        pytest.param("digelar Jum'at pagi (24/5/2013)", "2013-05-24", True, id="part of day between"),
        pytest.param("digelar Jum’at (9/8/19)", "2019-08-09", True, id="curly apostrophe"),
        pytest.param("digelar Rabu, (15/6/2016)", "2016-06-15", True, id="comma between"),
        pytest.param("digelar Senin. (26/04/2021)", "2021-04-26", True, id="stop between"),
        pytest.param("digelar Rabu (18 Juli 2018) lalu", "2018-07-18", True, id="words in parentheses"),
        pytest.param("digelar Selasa 24 April 2018", "2018-04-24", True, id="no comma"),
        pytest.param("digelar Rabu 18/07", "2018-07-18", True, id="no parentheses, but a weekday"),
        pytest.param("digelar rabu (18/07)", "2018-07-18", True, id="weekday in lower case"),
        pytest.param("digelar RABU (18/07)", "2018-07-18", True, id="weekday in capitals"),
        pytest.param("digelar Ahad (15/7)", "2018-07-15", True, id="ahad is sunday"),
        pytest.param("digelar Rabu\u00a0(18/07)", "2018-07-18", True, id="no-break space"),
        pytest.param("pada 28 Pebruari 2018", "2018-02-28", None, id="old spelling"),
        pytest.param("pada tanggal 5 Juli", "2018-07-05", None, id="no year, no weekday"),
        pytest.param("pada (21/2)", "2018-02-21", None, id="bare"),
        pytest.param("kemarin (3/4)", "2018-04-03", None, id="looks like a fraction after a word for a day"),
        pytest.param("pada 2018-05-03", "2018-05-03", None, id="iso"),
        pytest.param("pada 17-08-2017", "2017-08-17", None, id="dashes"),
        pytest.param("digelar Sabtu (4/1/2019)", "2019-01-04", False, id="a misprinted year stays as printed"),
        pytest.param("Rabu (18/07) pukul 09.30 WIB", "2018-07-18T09:30:00+07:00", True, id="a time right after"),
        pytest.param("Rabu (18/07), jam 9.30-11.00 WITA", "2018-07-18T09:30:00+08:00", True, id="a span of time"),
        pytest.param("Rabu (18/07) 12.500 warga", "2018-07-18", True, id="an amount is no time"),
        pytest.param("Rabu (18-7)", "2018-07-18", True, id="a hyphen beside one weekday"),
        pytest.param("Rabu (18.07.2018)", "2018-07-18", True, id="stops with a year"),
        pytest.param("Rabu [18/07]", "2018-07-18", True, id="brackets"),
        pytest.param("Rabu (18//07)", "2018-07-18", True, id="slash twice"),
        pytest.param("Kamis pekan lalu (12/7)", "2018-07-12", True, id="last week between"),
        pytest.param("Jumat Kliwon (13/7)", "2018-07-13", True, id="a market day between"),
        pytest.param("Kamis (11/1)", "2018-01-11", True, id="half a year back"),
        pytest.param("minggu (15/7)", "2018-07-15", None, id="minggu in lower case is a week"),
    ],
)
def test_a_date_of_the_text_is_found(text: str, start: str, weekday_ok: bool | None) -> None:
    found = only(text)
    assert (found.start and found.start.isoformat(), found.weekday_ok) == (start, weekday_ok)


@pytest.mark.parametrize(
    ("text", "start", "end", "weekday_ok"),
    [
        pytest.param("Selasa-Kamis (3-5/7)", "2018-07-03", "2018-07-05", True, id="weekdays and days"),
        pytest.param("Sabtu dan Minggu (14 dan 15/7)", "2018-07-14", "2018-07-15", True, id="dan"),
        pytest.param("Sabtu (30/6-2/7)", "2018-06-30", "2018-07-02", True, id="over a month's end"),
        pytest.param("(30/12-2/1)", "2017-12-30", "2018-01-02", None, id="over a year's end"),
        pytest.param("3 s/d 5 Juli 2018", "2018-07-03", "2018-07-05", None, id="s/d"),
        pytest.param("30 Juni hingga 2 Juli 2018", "2018-06-30", "2018-07-02", None, id="two months in words"),
        pytest.param("30 Desember - 2 Januari 2018", "2017-12-30", "2018-01-02", None, id="over a year's end, one year printed"),
        pytest.param("18 sampai dengan 20 Juli", "2018-07-18", "2018-07-20", None, id="sampai dengan"),
        pytest.param("Sabtu-Senin (14-16/7)", "2018-07-14", "2018-07-16", True, id="over a week's end"),
        pytest.param("Senin-Rabu (3-5/7)", "2018-07-03", "2018-07-05", False, id="weekdays that contradict"),
    ],
)
def test_a_range_has_a_start_and_an_end(text: str, start: str, end: str, weekday_ok: bool | None) -> None:
    found = only(text)
    assert found.start is not None
    assert found.end is not None
    assert (found.start.isoformat(), found.end.isoformat(), found.weekday_ok) == (start, end, weekday_ok)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("(31/02)", id="a day the calendar lacks"),
        pytest.param("Rabu (31/02)", id="the same with a weekday"),
        pytest.param("(1/2) bagian, (3/4) bagian", id="fractions"),
        pytest.param("layanan (24/7) dan 24/7", id="round the clock"),
        pytest.param("nomor 81 tahun 2010 tentang Reformasi 2010-2025", id="a law"),
        pytest.param("tahun 1412 Hijriyah", id="another calendar's year"),
        pytest.param("12 Mei 1412 H", id="another calendar's date"),
        pytest.param("Kamis (21/2018)", id="no month"),
        pytest.param("0812-3456-7890", id="a telephone number"),
        pytest.param("nomor 470/12/2021/437", id="a letter's number"),
        pytest.param("warga RT (02/05)", id="a neighbourhood"),
        pytest.param("dua minggu, 12 minggu", id="weeks"),
        pytest.param("(13/13) dan (0/5) dan (32/1)", id="out of range"),
        pytest.param("(5-3/7)", id="ends before it begins"),
        pytest.param("Sabtu-Minggu (3-5)", id="days without a month"),
        pytest.param("(18-7)", id="a hyphen without a weekday"),
        pytest.param("Rabu (10.30)", id="a time in parentheses"),
        pytest.param("nilai (7/10)", id="a mark out of ten"),
        pytest.param("nomor 12/3/2018", id="a number with a year"),
        pytest.param("pasal (2/11)", id="an article of a law"),
        pytest.param("ukuran 3x4, skala 1/50.000", id="sizes"),
        pytest.param("kelas 5 Majapahit", id="a word that begins like a month"),
        pytest.param("Rp 10/12 juta", id="money"),
        pytest.param("10.12.2018.437", id="an address of numbers"),
        pytest.param("18/07/2018/437", id="a longer number"),
    ],
)
def test_what_only_looks_like_a_date_gives_nothing(text: str) -> None:
    assert find_dates(text, published=PUBLISHED) == []


def test_without_a_published_day_the_weekday_proves_the_latest_year_up_to_the_capture() -> None:
    assert only("Rabu (18/07)", None, date(2026, 11, 24)).start == date(2018, 7, 18)


def test_without_any_proof_a_named_date_has_no_start() -> None:
    found = only("12 Nopember", None, date(2026, 11, 24))
    assert found.start is None
    assert found.weekday_ok is None


def test_without_a_published_day_a_bare_number_pair_is_nothing() -> None:
    assert find_dates("pada (21/2)", captured=date(2026, 11, 24)) == []


@pytest.mark.parametrize(
    ("day", "month", "weekday", "published", "year"),
    [
        pytest.param(18, 7, 2, date(2018, 7, 19), 2018, id="yesterday"),
        pytest.param(19, 7, None, date(2018, 7, 19), 2018, id="today is past"),
        pytest.param(31, 12, 0, date(2019, 1, 2), 2018, id="last year"),
        pytest.param(18, 7, 1, date(2018, 7, 19), 2018, id="a misprinted weekday does not move the year"),
        pytest.param(2, 1, 2, date(2018, 12, 28), 2019, id="announced for next year"),
        pytest.param(31, 12, None, date(2018, 7, 19), 2018, id="announced for this year's end"),
        pytest.param(9, 6, None, date(2021, 12, 20), 2021, id="this year before next year"),
        pytest.param(31, 12, 0, date(2018, 5, 1), 2018, id="the weekday proves the farther one"),
        pytest.param(11, 1, 3, date(2024, 10, 18), 2024, id="the weekday proves a day nine months back, not the nearer one"),
        pytest.param(5, 1, None, date(2024, 12, 30), 2025, id="announced over the turn of the year"),
        pytest.param(29, 2, None, date(2020, 3, 1), 2020, id="a leap day"),
        pytest.param(29, 2, None, date(2019, 3, 1), None, id="a leap day that no year around has"),
        pytest.param(31, 2, None, date(2019, 3, 1), None, id="no such day in any year"),
    ],
)
def test_the_year_is_the_likely_one_around_the_published_day(
    day: int, month: int, weekday: int | None, published: date, year: int | None
) -> None:
    assert likely_year(day, month, weekday, published) == year


def test_a_leap_day_may_need_forty_years_of_proof() -> None:
    assert provable_year(29, 2, date(1988, 2, 29).weekday(), date(2015, 1, 1)) == 1988


def test_a_weekday_that_no_year_has_proves_nothing() -> None:
    assert provable_year(31, 2, 0, date(2026, 1, 1)) is None


@pytest.mark.parametrize("text", ["2018-07-18", "2018-07-18T09:30:00+07:00", "2018-07-18T09:30Z"])
def test_the_iso_forms_of_items_are_read(text: str) -> None:
    assert parse_iso(text).isoformat()[:10] == "2018-07-18"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2018-07-18T09:30:00", "an offset"),
        ("2018-02-31", "calendar"),
        ("18/07/2018", "YYYY-MM-DD"),
        ("20180718", "YYYY-MM-DD"),
        ("", "YYYY-MM-DD"),
        ("2018-07-18T25:00:00+07:00", "calendar"),
    ],
)
def test_any_other_form_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(UnreadableDate, match=reason):
        parse_iso(text)


MONTH_NAMES = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.times(), st.sampled_from(["WIB", "WITA", "WIT"]))
def test_printing_then_reading_any_moment_is_identity(day: date, time: object, zone: str) -> None:
    moment = datetime.combine(day, datetime.min.time(), timezone(timedelta(hours={"WIB": 7, "WITA": 8, "WIT": 9}[zone])))
    moment = moment.replace(hour=getattr(time, "hour", 0), minute=getattr(time, "minute", 0))
    printed = f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year} pukul {moment:%H.%M} {zone}"
    assert read_moment(printed) == moment.isoformat()
    assert only(printed, None).start == moment


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)), st.integers(0, 60))
def test_a_weekday_and_a_day_prove_the_year_of_a_recent_date(day: date, age: int) -> None:
    name = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"][day.weekday()]
    found = only(f"{name} ({day.day:02}/{day.month:02})", day + timedelta(days=age))
    assert (found.start, found.weekday_ok) == (day, True)


@given(st.text(), st.dates() | st.none(), st.dates() | st.none())
def test_no_text_raises(text: str, published: date | None, captured: date | None) -> None:
    read_moment(text)
    find_dates(text, published=published, captured=captured)


@pytest.mark.parametrize(
    "text",
    [
        "1" * 100_000,
        "(" * 100_000,
        "(1/" * 33_000,
        "1/1" * 33_000,
        "Rabu " * 20_000,
        "Rabu-Rabu-" * 10_000 + "(18/07",
        "1 Mei " * 17_000,
        "1 - " * 25_000,
        " " * 100_000 + "(18/07)",
        "2018-01-" * 12_500,
        "Jan " * 25_000 + "1, 2018",
        "pukul " * 16_000 + "1.00",
    ],
    ids=lambda text: text[:8],
)
def test_a_hundred_thousand_hostile_characters_come_to_an_end(text: str) -> None:
    read_moment(text)
    find_dates(text, published=PUBLISHED)
