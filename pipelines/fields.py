"""How every pipeline reaches into an item of any type. A field that the item cannot hold is never touched."""

import dataclasses
from collections.abc import MutableMapping
from dataclasses import asdict
from typing import Any

from itemadapter import ItemAdapter

from tubancrawl.items import Byline, Dateline, EventDate, Photo
from tubancrawl.text import plain

Part = Byline | Dateline | EventDate | Photo


_declared_by: dict[type, frozenset[str] | None] = {}


def _declared(kind: type) -> frozenset[str] | None:
    """Return the names of the fields that a dataclass or an attrs class declares; None for any other class."""
    if kind not in _declared_by:
        _declared_by[kind] = _read_declaration(kind)
    return _declared_by[kind]


def _read_declaration(kind: type) -> frozenset[str] | None:
    if dataclasses.is_dataclass(kind):
        return frozenset(field.name for field in dataclasses.fields(kind))
    attributes = getattr(kind, "__attrs_attrs__", None)
    return frozenset(attribute.name for attribute in attributes) if attributes is not None else None


class Fields:
    """The fields of one item, read and set by name, whatever the item is. Raises TypeError for what is no item.

    Attributes of dataclasses and attrs classes and keys of dicts are reached directly, which costs a tenth of ItemAdapter;
    ItemAdapter knows the other kinds.
    """

    __slots__ = ("_map", "_names", "item")

    # Any in this class: fields are of any type, and each step checks what it takes.
    def __init__(self, item: Any) -> None:
        self.item = item
        self._map: MutableMapping[str, Any] | None = None
        self._names = _declared(type(item))
        if self._names is None:
            self._map = item if isinstance(item, dict) else ItemAdapter(item)
            if isinstance(self._map, ItemAdapter):
                self._names = frozenset(self._map.field_names())

    def can_hold(self, name: str) -> bool:
        """Tell whether the item can hold `name`: a dict holds any key, other items what their class declares."""
        return self._names is None or name in self._names

    def get(self, name: str, default: Any = None) -> Any:
        """Return the value of a field; `default` where the item has no such field or it was never set."""
        if self._map is not None:
            return self._map.get(name, default)
        return getattr(self.item, name, default) if name in (self._names or ()) else default

    def __contains__(self, name: str) -> bool:
        if self._map is not None:
            return name in self._map
        return name in (self._names or ()) and hasattr(self.item, name)

    def __setitem__(self, name: str, value: Any) -> None:
        if self._map is not None:
            self._map[name] = value
        else:
            setattr(self.item, name, value)


def fields_of(value: object) -> Fields | None:
    """Return the fields of a part of an item, such as a photo; None where it is no item."""
    if isinstance(value, dict) or _declared(type(value)) is not None or ItemAdapter.is_item(value):
        return Fields(value)
    return None


def text_list(fields: Fields, name: str) -> list[str] | None:
    """Return the list of texts in `name`; None where the item has no such field, or something else in it."""
    value = fields.get(name)
    if not isinstance(value, (list, tuple)):
        return None
    # One pass in C for what is nearly always so; a selector's texts may be of a subclass of str.
    only_texts = {str}.issuperset(map(type, value)) or all(isinstance(text, str) for text in value)
    return list(value) if only_texts else None


def as_held(fields: Fields, part: Part) -> Part | dict[str, object]:
    """Return `part` in the form that the item's own kind asks for: a dict in a dict item, else the dataclass."""
    return asdict(part) if isinstance(fields.item, dict) else part


def note_source(fields: Fields, name: str, rule: str) -> None:
    """Record in `sources` which rule gave the field `name`, where the item keeps sources."""
    sources = fields.get("sources")
    if isinstance(sources, dict):
        sources[name] = rule


def note_finding(fields: Fields, finding: str) -> None:
    """Add something that a person should look at to `findings`, once, where the item keeps findings."""
    findings = fields.get("findings")
    if isinstance(findings, list) and finding not in findings:
        findings.append(finding)


def is_split(fields: Fields) -> bool:
    """Tell whether a dateline or a byline was taken off: the paragraphs are then no longer as printed."""
    return bool(fields.get("dateline") or fields.get("byline"))


def same_line(text: str, other: str) -> bool:
    """Tell whether two lines print the same but for case and white space."""
    return plain(text).casefold() == plain(other).casefold()


def repeats_headline(fields: Fields, text: str) -> bool:
    """Tell whether a line is the headline again: a step that leaves no more of a paragraph leaves nothing."""
    headline = fields.get("headline")
    return isinstance(headline, str) and bool(headline) and same_line(text, headline)
