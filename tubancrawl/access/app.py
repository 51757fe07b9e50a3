"""The reading room as one ASGI application: pages, API, Memento and feeds over one archive."""

from fastapi import FastAPI

from tubancrawl.access import api, feeds, memento, web
from tubancrawl.access.failures import handle_failures
from tubancrawl.access.room import Room


def create_app(room: Room, original_origin: str = "http://127.0.0.1:8001") -> FastAPI:
    """Return the application. Every route finds the archive as `request.app.state.room`.

    `original_origin` is where the application of access.original answers, scheme, host and port without a final slash; pages find
    it as `request.app.state.original_origin`.
    """
    app = FastAPI(title="tubancrawl", docs_url=None, redoc_url=None)
    app.state.room = room
    app.state.original_origin = original_origin
    for part in (api, memento, feeds, web):
        app.include_router(part.router)
    handle_failures(app)
    return app
