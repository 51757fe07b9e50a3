"""Whether a page holds an article: at an article's address unless it speaks against one, elsewhere if enough speaks for one."""

import re
from itertools import islice
from typing import Final
from urllib.parse import urlsplit

from lxml import etree

from tubancrawl import site
from tubancrawl.items import UrlKind
from tubancrawl.parsing.answers import SIGNS
from tubancrawl.parsing.article import Draft
from tubancrawl.parsing.page import Page
from tubancrawl.parsing.queries import HEADINGS, length_of
from tubancrawl.parsing.signs import (
    is_filed,
    is_record_address,
    is_section_address,
    is_static_address,
    names_fact,
    names_law,
    names_list,
    names_office_page,
    names_site,
    reports,
    slug_agrees,
)
from tubancrawl.parsing.structured import Structured, sound
from tubancrawl.parsing.verdict import Verdict
from tubancrawl.parsing.words import key, moment_in

_NUMBERED: Final = re.compile(r"-\d+$")
_FEW: Final = 4  # words; a headline has more, a section's name fewer
_SOME: Final = 40  # characters below a heading that make a teaser's text
_LOOK: Final = 12  # elements of the body whose children may be teasers
_SHEET: Final = 600  # characters of a text that may be no more than a sheet's remarks
_TOLD: Final = 80  # characters of a first paragraph; a labelled fact, which a dash makes look like a dateline, has fewer
_CELLS: Final = 60  # cells that are looked at
_LABEL: Final = 30  # characters
_MOST: Final = 0.6  # of the text
_TITLE: Final = 15  # characters of a linked title
_SHORT: Final = 100  # characters of a text that may be an article's if `<title>` names its headline
_WHOLE: Final = 300  # characters; a teaser has fewer
_PART: Final = 0.2  # of the length of a box, that another has which is built as it is
_HALF: Final = 0.5
_ALIKE: Final = 2  # boxes beside the body's that are built as it is and head another article


def judge(page: Page, told: Structured, draft: Draft, kind: UrlKind) -> Verdict:
    """Tell whether a page at an address of unknown or article shape holds an article. The reasons name each sign."""
    signs, doubts = _signs(told, draft)
    readable = draft.headline is not None and draft.length >= 40
    if kind == "article":
        if readable and (other := _claims_another(page.url, draft, draft.canonical or told.first("og:url"))) is not None:
            return Verdict(outcome="unreadable", evidence=[f"foreign: the page says it is {other}"])
        return _judge_article(page, draft, signs, doubts, readable=readable)
    doubts += _doubts_elsewhere(page, draft, signs)
    if readable and not doubts and _is_proved(page.url, draft, set(signs)):
        return Verdict(outcome="ok", evidence=["article", *signs])
    return Verdict(outcome="ok", evidence=["no article: address of unknown shape", *doubts])


def _judge_article(page: Page, draft: Draft, signs: list[str], doubts: list[str], *, readable: bool) -> Verdict:
    if "date and account" not in signs and (facts := _sheet(draft, signs)) is not None:
        return Verdict(outcome="ok", evidence=["no article: a sheet of facts", ", ".join(facts)])
    agrees = slug_agrees(page.url, draft.headline.text if draft.headline else None)
    claimed = draft.headline is not None and draft.headline.claimed
    told = {"dateline or byline", "date near the headline"} <= set(signs) and draft.length >= 400
    if agrees is False and not told and not (claimed and draft.length >= 150):
        doubts.append("the headline is not the address's")
    many = _one_of_many(draft) if "dateline or byline" not in signs and draft.length < _WHOLE else None
    if many is not None:
        doubts.append(many)
    firm = not {"json-ld article", "og:type article", "dateline or byline"}.isdisjoint(signs)
    if readable and many is None and (agrees or not doubts or (firm and len(doubts) == 1 and agrees is None)):
        return Verdict(outcome="ok", evidence=["article", *signs, *doubts])
    listed = teasers(page)
    missing = [name for name, there in (("headline", draft.headline is not None), ("body", draft.length >= 40)) if not there]
    if doubts and (many is not None or listed >= 3 or (not firm and (not missing or not signs))):
        return Verdict(outcome="soft_missing", evidence=["front page or listing at an article's address", *doubts])
    if listed >= 4 and not firm and not agrees:
        return Verdict(outcome="soft_missing", evidence=[f"listing at an article's address: {listed} teasers"])
    if signs or agrees or draft.length >= 200:
        return Verdict(outcome="unreadable", evidence=[f"no {' and no '.join(missing) or 'proof'}", *signs, *doubts])
    return Verdict(outcome="soft_missing", evidence=["no article", f"no {' and no '.join(missing) or 'sign of one'}", *doubts])


def _claims_another(url: str, draft: Draft, claim: str | None) -> str | None:
    """Return the address of the other article that a page says it is, as when a cache mixes them up; None for one that is ours.

    A record's number is an alias of its slug, and a page whose headline made our address is ours whatever its template claims;
    but not where the two addresses differ by the number alone that the CMS puts after equal slugs.
    """
    said = site.absolute_url(url, claim) if claim else None
    if said is None or said.lower() == url.lower() or not site.is_site(said) or site.kind_of(said) != "article":
        return None
    slug, other = site.slug_of(url).lower(), site.slug_of(said).lower()
    if slug.isdigit() or other.isdigit() or slug == other:
        return None
    assert draft.headline is not None
    ours = slug_agrees(url, draft.headline.text)
    if ours is None:
        return said if slug_agrees(said, draft.headline.text) else None
    return said if not ours or _NUMBERED.sub("", slug) == _NUMBERED.sub("", other) else None


def _sheet(draft: Draft, signs: list[str]) -> list[str] | None:
    """Return the labels of a page that is a sheet of facts with a remark; None for one that tells news."""
    if draft.body is None or draft.length >= _SHEET or "reports" in signs:
        return None
    if "dateline or byline" in signs and len(draft.paragraphs[0]) >= _TOLD:
        return None
    if facts := _facts(draft.body):
        return facts
    beside, heading = draft.body.getparent(), draft.headline.element if draft.headline is not None else None
    is_head = beside is not None and heading is not None and beside in heading.iterancestors()
    return (_facts(beside) or None) if beside is not None and is_head else None


def _facts(body: etree._Element) -> list[str]:
    """Return the labels that make a short text an agenda item, a document's or a register's entry: two rows `label | value`."""
    found = []
    for label in islice(body.iter("th", "dt", "td", "li"), _CELLS):
        row = label.getparent()
        if label.tag in {"th", "td"} and (label.getprevious() is not None or row is None or len(row) != 2):
            continue
        text = sound("".join(map(str, label.itertext())))
        if label.tag == "li":
            text = text.partition(":")[0] if ":" in text else ""
        if 0 < len(text) <= _LABEL and names_fact(text):
            found.append(text)
    return found if len(set(found)) > 1 else []


def _doubts_elsewhere(page: Page, draft: Draft, signs: list[str]) -> list[str]:
    """Return what makes a page at an address of unknown shape a listing, an office page or an error."""
    doubts = []
    if (facts := _sheet(draft, signs)) is not None:
        doubts.append(f"a sheet of facts: {', '.join(facts)}")
    if is_section_address(page.url):
        doubts.append("address of a section")
    dated = "date near the headline" in signs
    is_told = draft.headline is not None and draft.headline.claimed and not names_site(draft.headline.text)
    own = bool({"dateline or byline", "reports"} & set(signs)) or bool(draft.photos) or (dated and is_record_address(page.url))
    if draft.length < 300 and not own and teasers(page) >= 3:
        doubts.append("teasers and hardly a text")
    if not (dated or is_told or is_record_address(page.url)) and teasers(page) >= 3:
        doubts.append("one text among teasers")
    proved = "date and account" in signs or (dated and "reports" in signs)
    filed = "dateline or byline" in signs and proved and draft.length >= (_WHOLE if not is_told else _SHORT)
    if draft.listed >= 3 and draft.listed >= len(draft.paragraphs) // 2 and not (filed and "reports" in signs and is_told):
        doubts.append(f"{draft.listed} teasers in the text")
    if (doubt := _one_of_many(draft, filed=filed)) is not None:
        doubts.append(doubt)
    if draft.headline is None:
        return [*doubts, "no headline"]
    text = draft.headline.text
    if names_list(text) or names_site(text):
        doubts.append("headline of a listing or a site")
    excused = {"dateline or byline"} if len(text.split()) < _FEW else {"dateline or byline", "date and account"}
    if names_office_page(text) and not (excused & set(signs) or (dated and "reports" in signs)):
        doubts.append("headline of an office page")
    if names_law(text) and not {"dateline or byline", "reports"} & set(signs):
        doubts.append("headline of a law")
    is_news = filed and "reports" in signs and is_told
    if not is_news and any(sign.title.fullmatch(text) for sign in SIGNS if sign.outcome != "blocked"):
        doubts.append("headline of an error")
    return doubts


def _is_proved(url: str, draft: Draft, signs: set[str]) -> bool:
    """Tell whether enough speaks for an article. An office's static pages have text and heading too, never date or byline."""
    assert draft.headline is not None
    told = bool(signs & {"json-ld article", "og:type article", "published_time"})
    own = bool(signs & {"date near the headline", "dateline or byline", "reports"})
    if is_static_address(url):
        dated = bool(signs & {"date near the headline", "json-ld article", "published_time"})
        return dated and bool(signs & {"date and account", "dateline or byline", "reports"})
    headlong = len(draft.headline.text.split()) >= _FEW
    named = draft.headline.claimed or slug_agrees(url, draft.headline.text) is True
    if own:
        return headlong or named or "dateline or byline" in signs
    if told:
        return headlong and draft.length >= 100
    return headlong and is_record_address(url) and (bool(draft.photos) or draft.length >= 150)


def _signs(told: Structured, draft: Draft) -> tuple[list[str], list[str]]:
    """Return what speaks for an article and what speaks for a front page or listing."""
    signs, doubts = [], []
    if told.article is not None:
        signs.append("json-ld article")
    kinds = [value.lower() for value in told.og.get("og:type", [])]
    if "article" in kinds:
        signs.append("og:type article")
    elif "website" in kinds and draft.headline is not None and not draft.headline.claimed and not draft.meta.prints_date:
        doubts.append("og:type website")
    if told.first("article:published_time"):
        signs.append("published_time")
    if draft.meta.prints_date:
        signs.append("date near the headline")
        if draft.meta.posted_by:
            signs.append("date and account")
    if is_filed(draft.paragraphs):
        signs.append("dateline or byline")
    if reports(draft.paragraphs):
        signs.append("reports")
    if draft.canonical and site.kind_of(draft.canonical) in {"front", "listing"} and not urlsplit(draft.canonical).query:
        doubts.append(f"canonical is {draft.canonical}")
    name = told.first("og:site_name")
    if draft.headline is not None and (name and key(draft.headline.text) == key(name)):
        doubts.append("headline is the site's name")
    return signs, doubts


def teasers(page: Page) -> int:
    """Count the headings of a page that link to another article of the site, side columns left out."""
    count = 0
    for heading in page.headings:
        links = list(heading.iter("a")) or list(heading.iterancestors("a"))[:1]
        if not links or any(up.tag in {"aside", "nav", "footer"} for up in heading.iterancestors()):
            continue
        target = site.absolute_url(page.base, links[0].get("href") or "")
        if target is not None and target != page.url and length_of(heading) > 15:
            count += 1
    return count


def _one_of_many(draft: Draft, *, filed: bool = False) -> str | None:
    """Return the doubt that a text is one of a listing's teasers; None where it stands alone.

    A `filed` text is no teaser: only others of its length make it one of many.
    """
    alike = _alike(draft.body, filed=filed) if draft.body is not None else 0
    return f"one of {alike + 1} texts built alike" if alike >= _ALIKE else None


def _alike(body: etree._Element, *, filed: bool) -> int:
    """Count the teasers of a listing: boxes in the body that make up most of it, or that are built as the body's own box is."""
    within = max((_teasers_among(list(up)) for up in islice(body.iter("*"), _LOOK) if len(up) > _ALIKE), default=0)
    if within > _ALIKE and not filed:
        return within
    most, part = 0, _HALF if filed else _PART
    for up in [body, *list(body.iterancestors())[:5]]:
        parent = up.getparent()
        if parent is None or up.tag in {"body", "html", "main"}:
            break
        own = _built(up)
        if own is None:
            continue
        boxes = (other for other in parent.iterchildren(up.tag) if other is not up and other.get("class") == up.get("class"))
        most = max(most, sum(1 for box in boxes if _built(box) == own and length_of(box) >= part * length_of(up)))
    return most


def _teasers_among(boxes: list[etree._Element]) -> int:
    """Count the boxes of one kind that are teasers, with a link or a date; 0 unless they hold most of the text."""
    kinds: dict[tuple[object, str | None], list[etree._Element]] = {}
    for box in boxes:
        if isinstance(box.tag, str):
            kinds.setdefault((box.tag, box.get("class")), []).append(box)
    whole = sum(length_of(box) for box in boxes if isinstance(box.tag, str))
    for some in kinds.values():
        found = [box for box in some if len(some) > _ALIKE and _built(box) is not None and _leads_or_dates(box)]
        if len(found) > _ALIKE and sum(map(length_of, found)) > _MOST * whole:
            return len(found)
    return 0


def _leads_or_dates(box: etree._Element) -> bool:
    text = sound(" ".join(map(str, islice(box.itertext(), 20))))
    return next(box.iter("a"), None) is not None or moment_in(text[:300]) is not None


def _built(box: etree._Element) -> str | None:
    """Return how a teaser's box begins: the tag of its one heading, or `link` for a linked title with a date below it."""
    headings = list(islice(box.iter(*HEADINGS), 2))
    if headings:
        return str(headings[0].tag) if len(headings) == 1 and length_of(box) >= length_of(headings[0]) + _SOME else None
    link = next(box.iter("a"), None)
    if link is None or len(title := sound("".join(map(str, link.itertext())))) < _TITLE:
        return None
    text = sound("".join(map(str, islice(box.itertext(), 40))))
    return "link" if text[: len(title) + 20].find(title) >= 0 and moment_in(text[: len(title) + 60]) is not None else None
