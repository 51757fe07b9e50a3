"""Two versions of an article beside each other."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tubancrawl.access.addresses import compare_path
from tubancrawl.access.comparison import explained
from tubancrawl.access.web import asked
from tubancrawl.access.web.finding import article_named, told
from tubancrawl.access.web.folding import folded
from tubancrawl.access.web.pages import page
from tubancrawl.access.web.portions import cut_rows, portion_of, row_size
from tubancrawl.access.web.rendering import render


@page("/articles/{name}/compare/{one}/{other}")
def compared(request: Request) -> Response:
    """Return what differs between two versions, as one text or side by side."""
    one, other = (asked.number(request.path_params[name]) for name in ("one", "other"))
    with request.app.state.room.reading() as session:
        old, new = told(session, request, version=one), told(session, request, version=other)
        versions = new.history["versions"]
        found = explained(session, old.article, new.article, versions)
    rows = portion_of(cut_rows((*found.photos, *found.paragraphs)), row_size, asked.field(request, "part"))
    return render(
        request,
        "compare.html",
        modified=new.modified,
        old=old.article,
        new=new.article,
        versions=versions,
        redline=found,
        rows=rows,
        folds=folded(rows.rows),
        view="side" if request.query_params.get("view") == "side" else "inline",
    )


@page("/articles/{name}/compare")
def chosen(request: Request) -> Response:
    """Lead to the permanent address of a comparison: where the form for it goes."""
    with request.app.state.room.reading() as session:
        found = article_named(session, request)
        url, versions = found.url, found.versions
    one = asked.number(asked.field(request, "from"), otherwise=max(1, versions - 1))
    other = asked.number(asked.field(request, "to"), otherwise=versions)
    return RedirectResponse(compare_path(url, one, other, side=request.query_params.get("view") == "side"), 303)
