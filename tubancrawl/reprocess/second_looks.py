"""Which answers are not believed, because the next one did not say the same: the rule of a crawl, of recorded captures alone.

A crawl asks at once a second time for a page that looks broken (spiders.doubts). Both answers are in its WARC files, so an import
can weigh them as the crawl did, in whatever order the files are taken.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

from tubancrawl import site
from tubancrawl.capture.recorder import Recorder
from tubancrawl.items import PageItem, lacks_confirmation, not_confirmed
from tubancrawl.parsing.signs import slug_agrees
from tubancrawl.reprocess.stored import read_stored
from tubancrawl.store.database import reading
from tubancrawl.store.looks import Look, iter_looks
from tubancrawl.store.suspects import why_suspect

SOON: Final = timedelta(minutes=30)
"""A second look comes at once, but for the pauses of a crawl. What is captured later is another visit, and confirms nothing."""


def why_not_believed(url: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> str | None:
    """Return why the page `after` has to be seen twice before it is a version beside `before`; both as readings have them."""
    return why_suspect(before, after) or _another(url, before, after)


def settle_second_looks(recorder: Recorder) -> int:
    """Keep as evidence what the run brought and the next answer did not confirm, and believe what by now is confirmed.

    Return how many captures it judged otherwise than before.
    """
    recorder.flush()
    with reading(recorder.engine) as session:
        judgements = [one for looks in iter_looks(session, recorder.crawl_id) for one in _judgements(looks)]
    for look, why in judgements:
        recorder.settle(read_stored(recorder.read_at(look.place)) if why is None else _unconfirmed(look, why))
    recorder.flush()
    return len(judgements)


def _judgements(looks: Sequence[Look]) -> Iterator[tuple[Look, str | None]]:
    """Yield the captures that are judged otherwise than they are now, with why they are not confirmed; None: they are."""
    # One that a crawl did not confirm has no reading: its judgement stands.
    read = [look for look in looks if look.digest is not None and (look.outcome == "ok" or lacks_confirmation(look.evidence))]
    doubted = unconfirmed(looks, {look.record_id for look in read})
    for look in read:
        why = doubted.get(look.record_id)
        if (why is not None) == (look.outcome == "ok"):
            yield look, why


def unconfirmed(looks: Sequence[Look], read: set[str]) -> dict[str, str]:
    """Return why answers are not believed, by record id. Pure; `looks` are in the order of time, `read` those that are articles.

    One is not if it is doubted beside the version before it, and the next capture of its address, soon after, says other things.
    That one is weighed in its turn.
    """
    found: dict[str, str] = {}
    current: Look | None = None
    for place, look in enumerate(looks):
        if look.record_id not in read:
            continue
        why = _why(current, look)
        second = next((other for other in looks[place + 1 :] if other.url == look.url), None) if why else None
        if why is not None and look.record_id in found:
            continue
        if why is None or second is None or second.captured_at - look.captured_at > SOON or second.digest == look.digest:
            current = look
            continue
        found[look.record_id] = why
        if second.record_id in read and (still := _why(current, second)) is not None:
            found[second.record_id] = still
    return found


def _why(current: Look | None, look: Look) -> str | None:
    if current is None or current.item is None or look.item is None or look.digest == current.digest:
        return None
    return why_not_believed(look.url, current.item, look.item)


def _another(url: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> str | None:
    """Say that the page is another article, if nothing is left of the one before and its headline made our address no more."""
    if slug_agrees(url, before["headline"]) is not True or slug_agrees(url, after["headline"]) is not False:
        return None
    if set(before["paragraphs"]) & set(after["paragraphs"]):
        return None
    return f"another article took its place: {after['headline']!r}"


def _unconfirmed(look: Look, why: str) -> PageItem:
    reason = not_confirmed(why)
    return PageItem(
        url=look.url,
        record_id=look.record_id,
        captured_at=look.captured_at,
        outcome="unreadable",
        kind=site.kind_of(look.url),
        evidence=[*look.evidence, reason],
        findings=[reason],
    )
