"""Finds the dates printed in the text, `Rabu (18/07)`, and says which day each is, the year proved and never guessed."""

from collections.abc import Iterable
from datetime import date, datetime

from pipelines.fields import Fields, as_held, note_finding, note_source, text_list
from pipelines.step import Step
from tubancrawl.errors import UnreadableDate
from tubancrawl.items import EventDate
from tubancrawl.printed_dates import PrintedDate, find_dates, parse_iso
from tubancrawl.printed_dates.clock import WIB


def event_dates(
    paragraphs: Iterable[str], *, published: date | None = None, captured: date | None = None
) -> tuple[list[EventDate], list[str]]:
    """Return the dates of the text, each once, in its order; and the printed dates whose year nothing proves.

    `published` and `captured` are days in the site's zone.
    """
    dated: dict[tuple[str, str | None], EventDate] = {}
    undated: list[str] = []
    for paragraph in paragraphs:
        for found in find_dates(paragraph, published=published, captured=captured):
            event = _event(found)
            if event is None:
                undated.append(found.text)
            else:
                dated.setdefault((event.start, event.end), event)
    return list(dated.values()), list(dict.fromkeys(undated))


class DatePipeline(Step):
    """Sets `event_dates` from `paragraphs`; a date whose year nothing proves is absent, with a finding."""

    def apply(self, fields: Fields) -> None:
        """Find the item's dates."""
        paragraphs = text_list(fields, "paragraphs")
        if not paragraphs or not fields.can_hold("event_dates"):
            return
        dated, undated = event_dates(
            paragraphs, published=_local_day(fields.get("published_at")), captured=_local_day(fields.get("captured_at"))
        )
        if dated or fields.get("event_dates"):
            fields["event_dates"] = [as_held(fields, event) for event in dated]
        if dated:
            note_source(fields, "event_dates", "text")
        for text in undated:
            note_finding(fields, f"a date whose year nothing proves: {text}")


def _event(found: PrintedDate) -> EventDate | None:
    if found.start is None:
        return None
    return EventDate(
        text=found.text,
        start=found.start.isoformat(),
        end=found.end.isoformat() if found.end else None,
        weekday_ok=found.weekday_ok,
    )


def _local_day(value: object) -> date | None:
    """Return the day in the site's zone of a moment that an item holds; None for nothing, or what validation will refuse."""
    if isinstance(value, str):
        try:
            value = parse_iso(value)
        except UnreadableDate:
            return None
    if isinstance(value, datetime):
        try:
            return value.astimezone(WIB).date() if value.tzinfo else value.date()
        except OverflowError:
            return value.date()
    return value if isinstance(value, date) else None
