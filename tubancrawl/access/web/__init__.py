"""The pages that people read in a browser: server-rendered, without scripts, in Indonesian and English."""

from tubancrawl.access.web import (
    about,
    articles,
    calendar,
    changes,
    comparing,
    coverage,
    files,
    front,
    histories,
    people,
    pictures,
    searching,
)
from tubancrawl.access.web.pages import router

__all__ = ["router"]

# Each module adds its pages to the router when it is imported.
_ = (about, articles, calendar, changes, comparing, coverage, files, front, histories, people, pictures, searching)
