"""Memento (RFC 7089): TimeGates and TimeMaps, by which the tools of other archives find what we have of a time. docs/api.md."""

from fastapi import APIRouter

from tubancrawl.access.memento import timegate, timemap

router = APIRouter()
for part in (timegate, timemap):
    router.include_router(part.router)
