"""The words for what the archive's rows call things: causes, states, outcomes, fields. In English; catalogues have the rest."""

from collections.abc import Mapping
from typing import Final


def _(text: str) -> str:
    """Mark a text for the catalogues; it is translated when it is shown."""
    return text


CAUSES: Final = {
    "publisher": _("by the publisher"),
    "template": _("by a redesign of the site"),
    "reader": _("by our reader"),
    "bad capture": _("by a bad capture"),
}

STATES: Final = {
    "live": _("on the site"),
    "moved": _("redirected elsewhere"),
    "missing": _("missing from the site"),
    "gone": _("gone from the site"),
    "unknown": _("state unknown"),
}

OUTCOMES: Final = {
    "ok": _("read"),
    "not_modified": _("not modified"),
    "moved": _("redirect"),
    "missing": _("not found"),
    "gone": _("gone"),
    "soft_missing": _("no article in the answer"),
    "blocked": _("refused"),
    "failed": _("failed"),
    "unreadable": _("unreadable"),
    "not_in_replay": _("not in the recording"),
}

FIELDS: Final = {
    "headline": _("headline"),
    "paragraphs": _("text"),
    "paragraph": _("paragraph"),
    "photos": _("photos"),
    "photo": _("photo"),
    "caption": _("caption"),
    "credit": _("credit"),
    "reporters": _("reporters"),
    "reporter": _("reporter"),
    "editor": _("editor"),
    "photographer": _("photographer"),
    "byline": _("byline"),
    "dateline": _("dateline"),
    "published_at": _("printed date"),
    "categories": _("categories"),
    "category": _("category"),
    "tags": _("tags"),
    "posted_by": _("posted by"),
    "event_dates": _("dates in the text"),
    "canonical": _("own address"),
    "body": _("text"),
}

KINDS: Final = {
    "added": _("added"),
    "removed": _("removed"),
    "changed": _("changed"),
    "new": _("new article"),
    "edited": _("edited"),
    "photo_swapped": _("photo swapped"),
    "missing": _("went missing"),
    "gone": _("gone from the site"),
    "moved": _("moved"),
    "split": _("split"),
    "merged": _("merged"),
    "back": _("back on the site"),
}

TYPES: Final = {
    "headline": _("headline"),
    "date": _("date"),
    "time": _("time of day"),
    "number": _("number"),
    "name": _("name"),
    "quote": _("quotation"),
    "wording": _("wording"),
    "punctuation": _("punctuation"),
    "paragraph_added": _("paragraph added"),
    "paragraph_removed": _("paragraph removed"),
    "moved": _("moved"),
    "split": _("split"),
    "merged": _("merged"),
    "caption": _("caption"),
    "credit": _("credit"),
    "photo_added": _("photo added"),
    "photo_removed": _("photo removed"),
    "photo_swapped": _("photo swapped"),
    "photo_readdressed": _("photo at a new address"),
    "byline": _("byline"),
    "category": _("category"),
    "dateline": _("dateline"),
}

VERDICTS: Final = {"trusted": _("can be trusted"), "bad": _("cannot be trusted")}

ROLES: Final = {"reporter": _("Reporters"), "editor": _("Editors"), "photographer": _("Photographers")}

SCOPES: Final = {
    "current": _("what stands now"),
    "removed": _("what was removed"),
    "all": _("everything, past and present"),
}

FACETS: Final = {"year": _("Year"), "category": _("Category"), "reporter": _("Reporter")}

URL_KINDS: Final = {
    "article": _("articles"),
    "listing": _("listings"),
    "photo": _("photos"),
    "page": _("pages"),
    "feed": _("feeds"),
    "front": _("front page"),
    "robots": _("robots.txt"),
    "sitemap": _("sitemap"),
    "probe": _("probes"),
    "other": _("others"),
}

PICTURES: Final = {
    "captured": _("The picture was captured."),
    "not asked yet": _("The picture was not asked for yet."),
    "not there": _("The picture was asked for, and none came."),
    "elsewhere": _("The picture is on another site, which is never asked."),
}

PHRASES: Final = (
    _("Bad Request"),
    _("Not Found"),
    _("Method Not Allowed"),
    _("Internal Server Error"),
    _("Service Unavailable"),
    _("The reading room made a mistake. What happened is in its log."),
)
"""What the server itself says where no page could answer; errors.error_page translates it."""

TABLES: Final[Mapping[str, Mapping[str, str]]] = {
    "cause": CAUSES,
    "state": STATES,
    "outcome": OUTCOMES,
    "field": FIELDS,
    "kind": KINDS,
    "type": TYPES,
    "verdict": VERDICTS,
    "role": ROLES,
    "picture": PICTURES,
    "scope": SCOPES,
    "facet": FACETS,
    "url kind": URL_KINDS,
}


def word(table: str, code: str) -> str:
    """Return the English for a code of one of the TABLES; the code itself where nobody gave it a word."""
    return TABLES[table].get(code, code)
