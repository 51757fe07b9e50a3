"""What a reader is told when there is no page to show: what was asked, why there is none, where to go on."""

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import HTMLResponse

from tubancrawl.access.web.language import in_words, language_of, translations
from tubancrawl.access.web.rendering import html_of, in_language
from tubancrawl.messages import Message


class PageRefused(Exception):
    """There is no page, for a reason that the reader can be told: a sentence of the catalogues, with `values` in its places.

    `near`: articles that were perhaps meant, by address. `cause`: what the archive itself said; bare text is English.
    """

    def __init__(
        self,
        status: int,
        title: str,
        detail: str,
        *,
        near: Sequence[str] = (),
        cause: Message | str | None = None,
        **values: object,
    ) -> None:
        super().__init__(f"{title}: {detail}")
        self.status, self.title, self.detail, self.near, self.cause, self.values = status, title, detail, near, cause, values

    def page(self, request: Request) -> HTMLResponse:
        """Return the page that says so."""
        detail = translations(language_of(request)).gettext(self.detail) % self.values
        return _page(request, self.status, self.title, detail, near=self.near, cause=self.cause)


def error_page(request: Request, status: int, title: str, detail: Message | str) -> HTMLResponse:
    """Return a page that says what is wrong. Text that the catalogues do not have is shown as it is, and as English."""
    language = language_of(request)
    if isinstance(detail, Message):
        return _page(request, status, title, in_words(language, detail))
    translated = translations(language).gettext(detail) if detail else ""
    if language != "en" and translated == detail:
        return _page(request, status, title, "", cause=detail)
    return _page(request, status, title, translated)


def _page(
    request: Request, status: int, title: str, detail: str, *, near: Sequence[str] = (), cause: Message | str | None = None
) -> HTMLResponse:
    language = language_of(request)
    title = translations(language).gettext(title)
    html = html_of(request, "error.html", language, status=status, title=title, detail=detail, near=near, cause=cause)
    response = HTMLResponse(html, status_code=status)
    in_language(request, response, language)
    return response
