"""Turns a recorded exchange into what Scrapy expects of a download handler; the wire and a replay end alike."""

from ipaddress import IPv4Address, IPv6Address, ip_address

from scrapy import Request
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
)
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from tubancrawl.capture.exchange import Exchange, Failure
from tubancrawl.capture.message import Message

# Taken off already, so that nobody tries again.
_CODINGS = frozenset({b"content-encoding", b"transfer-encoding"})
# The guard's refusal is final: Scrapy's RetryMiddleware repeats all of the others, but not a cancelled download.
_ERRORS: dict[Failure | None, type[Exception]] = {
    Failure.FORBIDDEN: DownloadCancelledError,
    Failure.RESOLVE: CannotResolveHostError,
    Failure.REFUSED: DownloadConnectionRefusedError,
    Failure.TIMEOUT: DownloadTimeoutError,
}


def answer_of(request: Request, exchange: Exchange, message: Message) -> Response:
    """Return the answer with its body decoded, and leave its papers in `request.meta`.

    The papers, also there when this raises: `record_id` (WARC record), `captured_at` (aware UTC), `problems` (list of text;
    empty when the answer is whole). A cut or broken answer that has a status is returned: the spider judges it.

    Raises one of Scrapy's neutral download errors when there is no status.
    """
    request.meta["record_id"] = exchange.record_id
    request.meta["captured_at"] = exchange.started_at
    request.meta["problems"] = list(message.problems)
    if not message.status:
        text = f"{request.url}: {exchange.error or '; '.join(message.problems)}"
        raise _ERRORS.get(exchange.failure, DownloadFailedError)(text)
    headers = Headers([(name, value) for name, value in message.headers if name.lower() not in _CODINGS])
    kind = responsetypes.from_args(headers=headers, url=request.url, body=message.body)
    return kind(
        url=request.url,
        status=message.status,
        headers=headers,
        body=message.body,
        ip_address=_address(exchange.ip),
        protocol="HTTP/1.1",
    )


def _address(ip: str | None) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(ip) if ip else None
    except ValueError:  # another tool's WARC may say anything here
        return None
