"""Hands the item to the store, where it joins the capture that it was read from."""

from typing import Any, Self

from tubancrawl.capture.recorder import Recorder
from tubancrawl.items import Item


class StoragePipeline:
    """The last station of an item in a crawl."""

    def __init__(self, recorder: Recorder) -> None:
        self.recorder = recorder

    @classmethod
    def from_crawler(cls, crawler: Any) -> Self:
        """Take the recorder that the crawl opened."""
        return cls(crawler.get_extension(Recorder))

    async def process_item(self, item: Item) -> Item:
        """Settle the item; it is on disk after the next flush."""
        self.recorder.settle(item)
        return item
