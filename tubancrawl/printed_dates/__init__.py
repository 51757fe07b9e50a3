"""The closed grammar of printed dates: what the site's own date line and the dates in a text may look like.

Knows Indonesian (old spellings included) and English names, day-first order and the three Indonesian zones. Knows nothing of
pages or items. What fits no form is no date: a wrong one would quietly reorder the archive.
"""

from tubancrawl.printed_dates.found import PrintedDate, find_dates
from tubancrawl.printed_dates.moments import parse_iso, read_moment
from tubancrawl.printed_dates.names import MONTHS, WEEKDAYS, month_number, weekday_number
from tubancrawl.printed_dates.years import likely_year, provable_year

__all__ = [
    "MONTHS",
    "WEEKDAYS",
    "PrintedDate",
    "find_dates",
    "likely_year",
    "month_number",
    "parse_iso",
    "provable_year",
    "read_moment",
    "weekday_number",
]
