"""How every pipeline reaches into an item of any type. A field that the item cannot hold is never touched."""

from dataclasses import asdict

from itemadapter import ItemAdapter

from tubancrawl.items import Byline, Dateline, EventDate, Photo

Part = Byline | Dateline | EventDate | Photo


def can_hold(fields: ItemAdapter, name: str) -> bool:
    """Tell whether the item can hold `name`: a dict holds any key, other items what their class declares."""
    return isinstance(fields.item, dict) or name in fields.field_names()


def text_list(fields: ItemAdapter, name: str) -> list[str] | None:
    """Return the list of texts in `name`; None where the item has no such field, or something else in it."""
    value = fields.get(name)
    if not isinstance(value, (list, tuple)):
        return None
    # One pass in C for what is nearly always so; a selector's texts may be of a subclass of str.
    only_texts = {str}.issuperset(map(type, value)) or all(isinstance(text, str) for text in value)
    return list(value) if only_texts else None


def as_held(fields: ItemAdapter, part: Part) -> Part | dict[str, object]:
    """Return `part` in the form that the item's own kind asks for: a dict in a dict item, else the dataclass."""
    return asdict(part) if isinstance(fields.item, dict) else part


def note_source(fields: ItemAdapter, name: str, rule: str) -> None:
    """Record in `sources` which rule gave the field `name`, where the item keeps sources."""
    sources = fields.get("sources")
    if isinstance(sources, dict):
        sources[name] = rule


def note_finding(fields: ItemAdapter, finding: str) -> None:
    """Add something that a person should look at to `findings`, once, where the item keeps findings."""
    findings = fields.get("findings")
    if isinstance(findings, list) and finding not in findings:
        findings.append(finding)
