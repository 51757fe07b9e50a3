"""The way of a page without Scrapy: stored records -> parsing -> pipelines -> store.

Imports and crash recovery go it once (`importing`, `adopting`); `reprocess` goes it again with a better reader (`again`).
"""

from tubancrawl.reprocess.adopting import adopt, complete_revisits
from tubancrawl.reprocess.again import hint, preview_reading, read_again
from tubancrawl.reprocess.importing import Skipped, import_indexed
from tubancrawl.reprocess.pool import Pool
from tubancrawl.reprocess.report import Report, Sample
from tubancrawl.reprocess.second_looks import settle_second_looks, why_not_believed
from tubancrawl.reprocess.stored import MAX_BODY_BYTES, read_stored, refused, through_pipelines

__all__ = [
    "MAX_BODY_BYTES",
    "Pool",
    "Report",
    "Sample",
    "Skipped",
    "adopt",
    "complete_revisits",
    "hint",
    "import_indexed",
    "preview_reading",
    "read_again",
    "read_stored",
    "refused",
    "settle_second_looks",
    "through_pipelines",
    "why_not_believed",
]
