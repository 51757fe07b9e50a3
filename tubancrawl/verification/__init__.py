"""Proves an archive against itself: rows, records, digests, readings, versions, events. Changes nothing.

files (whole, sealed, well formed) -> captures (row = record) -> events (one chain, in both) -> derived (versions = readings)
-> deep: everything read again and rebuilt elsewhere, compared cell by cell
"""

from tubancrawl.verification.problems import KINDS, Problem
from tubancrawl.verification.repair import Repaired, repair
from tubancrawl.verification.verify import Report, examine, verify

__all__ = ["KINDS", "Problem", "Repaired", "Report", "examine", "repair", "verify"]
