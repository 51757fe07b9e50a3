"""An article as search engines and reference managers read it: Schema.org NewsArticle, as JSON-LD."""

from collections.abc import Mapping
from typing import Any, Final

from tubancrawl import site
from tubancrawl.text import json_line

_PUBLISHER: Final = {"@type": "GovernmentOrganization", "name": "Pemerintah Kabupaten Tuban", "url": f"{site.ROOT}/"}

# What ends a script element or begins a comment in one, and the line ends that old JavaScript does not know.
_ESCAPED: Final = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def news_article(article: Mapping[str, Any], address: str) -> dict[str, Any]:
    """Return one version of an article (the shape of `show --json`) as NewsArticle; `address` is its absolute page here.

    Says only what the site printed or the archive saw: no dateModified, since nobody prints it; no date where none is printed.
    `archivedAt` is the page of this version, `isBasedOn` the original address.
    """
    byline = article["byline"] or {}
    told = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": address,
        "url": article["url"],
        "isBasedOn": article["url"],
        "archivedAt": address,
        "headline": article["headline"],
        "datePublished": article["published_at"],
        "author": [_person(name) for name in byline.get("reporters", ())],
        "editor": _person(byline["editor"]) if byline.get("editor") else None,
        "publisher": _PUBLISHER,
        "image": [_image(photo) for photo in article["photos"] if photo["url"]],
        "articleSection": list(article["categories"]),
        "keywords": list(article["tags"]),
        "articleBody": "\n\n".join(article["paragraphs"]),
        "inLanguage": "id",
        "version": article["version"],
        "sdDatePublished": article["first_captured_at"],
    }
    return {name: value for name, value in told.items() if value not in (None, [], "")}


def as_script(told: Mapping[str, Any]) -> str:
    """Return JSON that can stand inside `<script type="application/ld+json">` as it is: nothing in it ends the element.

    The content security policy does not concern it: no browser runs a script of that type.
    """
    return json_line(told).translate(_ESCAPED)


def _person(name: str) -> dict[str, str]:
    return {"@type": "Person", "name": name}


def _image(photo: Mapping[str, Any]) -> dict[str, Any]:
    told = {"@type": "ImageObject", "contentUrl": photo["url"], "caption": photo["caption"], "creditText": photo["credit"]}
    return {name: value for name, value in told.items() if value is not None}
