"""What happens to an item between parsing and the store, in this order. Each step also works alone, on any kind of item.

Plain classes over any kind of item: `clean(item)` does the work, `process_item` is the same for Scrapy. docs/pipelines.md
tells how to use them elsewhere.
"""

from pipelines.bylines import BylinePipeline
from pipelines.captions import CaptionPipeline
from pipelines.datelines import DatelinePipeline
from pipelines.dates import DatePipeline
from pipelines.fields import Fields
from pipelines.footers import FooterPipeline
from pipelines.step import Item, Step
from pipelines.validation import ValidationPipeline

ORDER: tuple[type[Step], ...] = (
    FooterPipeline,
    CaptionPipeline,
    DatelinePipeline,
    BylinePipeline,
    DatePipeline,
    ValidationPipeline,
)
"""Footers first, since they hide the byline; captions before datelines, since they stand before the first paragraph."""

ITEM_PIPELINES: dict[type, int] = {step: 100 * number for number, step in enumerate(ORDER, start=1)}
"""ORDER for Scrapy's setting of that name: 100 to 600; storage comes after."""

_STEPS = tuple(step() for step in ORDER)


def process(item: Item) -> Item:
    """Run the steps of ORDER over an item, without Scrapy. Cleans it in place and returns it; doing so again changes nothing.

    An item without `paragraphs` and `photos` is only validated. Raises RefusedItem, a scrapy.exceptions.DropItem, where the item
    breaks an invariant.
    """
    fields = Fields(item)
    for step in _STEPS:
        step.apply(fields)
    return item


__all__ = [
    "ITEM_PIPELINES",
    "ORDER",
    "BylinePipeline",
    "CaptionPipeline",
    "DatePipeline",
    "DatelinePipeline",
    "FooterPipeline",
    "ValidationPipeline",
    "process",
]
