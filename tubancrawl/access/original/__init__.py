"""The archived pages as they were sent, on an origin of their own."""

from tubancrawl.access.original.app import create_original_app

__all__ = ["create_original_app"]
