"""WACZ 1.1.1, a WARC file with its index, its list of pages and their digests in one ZIP: read in place, and written."""

from tubancrawl.capture.wacz.members import WaczMember, iter_wacz_members
from tubancrawl.capture.wacz.package import WaczWriter

__all__ = ["WaczMember", "WaczWriter", "iter_wacz_members"]
