"""Makes the database of an archive again from its WARC files alone.

holdings (what the files hold) -> chain (which events, in order) -> store.replaying (done again) -> checked -> put in place
"""

from tubancrawl.rebuild.in_place import rebuild
from tubancrawl.rebuild.replay import Rebuilt, replay, settled_bytes, without_events

__all__ = ["Rebuilt", "rebuild", "replay", "settled_bytes", "without_events"]
