"""Second looks: an article that is suddenly most of it gone, or another one, is asked for once more before it is believed."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any, Final

from tubancrawl import reprocess
from tubancrawl.items import ArticleItem, Item, PageItem, not_confirmed
from tubancrawl.parsing.unbelieved import unbelieved
from tubancrawl.store.history import content_digest
from tubancrawl.store.unit import fields_of

_ALIKE: Final = 0.6  # of the text before: what has as much of it cannot have shrunk by more than that
"""Pages are compared before the pipelines take captions and datelines off, which costs more than comparing lengths."""


def why_doubted(before: Mapping[str, Any] | None, item: ArticleItem) -> str | None:
    """Return why an article is to be asked for once more; None for nearly all. `before`: its last version's fields."""
    if before is None or _is_alike(before, item):
        return None
    after = fields_after_pipelines(item)
    return None if after is None else reprocess.why_not_believed(item.url, before, after)


def say_the_same(first: ArticleItem, second: ArticleItem) -> bool:
    """Tell whether two answers have the same content."""
    one, other = fields_after_pipelines(first), fields_after_pipelines(second)
    return one is not None and other is not None and content_digest(one) == content_digest(other)


def fields_after_pipelines(item: ArticleItem) -> Mapping[str, Any] | None:
    """Return what would be stored of an item, which stays as it is; None if a pipeline refuses it."""
    done = reprocess.through_pipelines(deepcopy(item))
    return fields_of(done) if isinstance(done, ArticleItem) else None


def _is_alike(before: Mapping[str, Any], item: ArticleItem) -> bool:
    old, new = sum(map(len, before["paragraphs"])), sum(map(len, item.paragraphs))
    return item.headline == before["headline"] and new >= _ALIKE * old


def after_second_look(before: Mapping[str, Any] | None, why: str, first: ArticleItem, second: Item | None) -> list[Item]:
    """Return what two answers are settled as: `first` was doubted (`why`); `second` is None where none came.

    Only what both say makes a version; what the second does not confirm is kept as evidence, `unreadable`.
    """
    if isinstance(second, ArticleItem) and say_the_same(first, second):
        for item in (first, second):
            item.findings.append(f"suspect: {why}; asked twice, and both answers say so")
            item.by_reader = False
        return [first, second]
    if isinstance(second, ArticleItem) and (still := why_doubted(before, second)) is not None:
        return [_unconfirmed(first, why), _unconfirmed(second, still)]
    return [_unconfirmed(first, why), *([second] if second is not None else [])]


def _unconfirmed(item: ArticleItem, why: str) -> PageItem:
    page = unbelieved(item, "unreadable", not_confirmed(why))
    page.findings = [*item.findings, page.evidence[-1]]
    return page
