"""Atom feeds of what is new and of what changed, of all articles or of those that fit a filter or a search. docs/api.md."""

from fastapi import APIRouter

from tubancrawl.access.feeds import changes, new

router = APIRouter()
for part in (new, changes):
    router.include_router(part.router)
