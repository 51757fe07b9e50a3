"""The reading room as one ASGI application: pages, API, Memento and feeds over one archive."""

from fastapi import FastAPI

from tubancrawl.access import api, feeds, memento, web
from tubancrawl.access.room import Room


def create_app(room: Room) -> FastAPI:
    """Return the application. Every route finds the archive as `request.app.state.room`."""
    app = FastAPI(title="tubancrawl", docs_url=None, redoc_url=None)
    app.state.room = room
    for part in (api, memento, feeds, web):
        app.include_router(part.router)
    return app
