"""The JSON API, version 1: what the commands print with `--json`, from the same functions. docs/api.md."""

from typing import Final

from fastapi import APIRouter

from tubancrawl.access.api import articles, discovery, exports, holdings, pictures

_VERSION: Final = "/api/v1"

router = APIRouter()
for part in (articles, discovery, pictures, holdings):
    router.include_router(part.router, prefix=_VERSION)
router.include_router(exports.router)
