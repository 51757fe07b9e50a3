"""One step of the pipelines: what it does to an item's fields, and the two ways in which it is called."""

from abc import ABC, abstractmethod
from typing import TypeVar

from pipelines.fields import Fields

Item = TypeVar("Item")
"""A dataclass instance, an attrs instance or a dict: whatever ItemAdapter takes."""


class Step(ABC):
    """A step cleans one item in place. It touches only fields that the item has; doing it again changes nothing."""

    @abstractmethod
    def apply(self, fields: Fields) -> None:
        """Clean the item behind `fields`."""

    def clean(self, item: Item) -> Item:
        """Clean an item, in place, and return it."""
        self.apply(Fields(item))
        return item

    async def process_item(self, item: Item) -> Item:
        """Do the same as `clean`, for Scrapy."""
        return self.clean(item)
