"""What stands before the applications refuses what no reader sends, and every answer has its headers and its line in the log."""

import asyncio
import json
import logging
from collections.abc import Callable

import httpx
import pytest
from starlette.types import Message, Receive, Scope, Send

from tests.asgi import ask
from tubancrawl.access.guards import Guards, guarded
from tubancrawl.access.guards.bounds import MAX_PARAMETERS, MAX_PATH, MAX_QUERY
from tubancrawl.access.guards.headers import of_reading_room, of_second_origin
from tubancrawl.access.guards.rates import Buckets
from tubancrawl.access.guards.times import AnswerTooLong

Ask = Callable[..., httpx.Response]


class Shop:
    """An application that answers everything, and forbids nothing."""

    def __init__(self) -> None:
        self.served = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.served += 1
        lax = [(b"Content-Security-Policy", b"default-src *"), (b"x-frame-options", b"ALLOWALL"), (b"x-own", b"kept")]
        await send({"type": "http.response.start", "status": 200, "headers": lax})
        await send({"type": "http.response.body", "body": b"served"})


@pytest.fixture
def shop() -> Shop:
    return Shop()


@pytest.fixture
def get(shop: Shop) -> Ask:
    app = guarded(shop, Guards(hosts={"arsip.example"}, headers=of_reading_room("http://127.0.0.1:8001")))
    return lambda path="/", **how: ask(app, path, **how)


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1:8000", "[::1]:8000", "LOCALHOST:9", "arsip.example", "Arsip.Example:443"]
)
def test_a_known_host_is_served(get: Ask, host: str) -> None:
    assert get(headers={"Host": host}).text == "served"


def test_the_address_that_was_connected_to_is_a_known_host(get: Ask) -> None:
    assert get(origin="http://192.0.2.77:8000").text == "served"


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("evil.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("evil.arsip.example", 421),
        ("10.0.0.1", 421),
        ("user@localhost", 400),
        ("localhost:port", 400),
        ("local host", 400),
        ("", 400),
    ],
)
def test_an_unknown_host_is_refused(get: Ask, shop: Shop, host: str, status: int) -> None:
    assert get(headers={"Host": host}).status_code == status
    assert shop.served == 0


def test_two_hosts_are_refused(get: Ask, shop: Shop) -> None:
    assert get(headers=[("Host", "localhost"), ("Host", "evil.example")]).status_code == 400
    assert shop.served == 0


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "PROPFIND"])
def test_a_method_that_would_write_is_refused(get: Ask, shop: Shop, method: str) -> None:
    answer = get(method=method)
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert shop.served == 0


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_a_method_that_reads_is_served(get: Ask, shop: Shop, method: str) -> None:
    assert get(method=method).status_code == 200
    assert shop.served == 1


@pytest.mark.parametrize("headers", [{"Content-Length": "1"}, {"Transfer-Encoding": "chunked"}], ids=["sized", "chunked"])
def test_a_body_is_refused(get: Ask, shop: Shop, headers: dict[str, str]) -> None:
    assert get(headers=headers).status_code == 413
    assert shop.served == 0


@pytest.mark.parametrize(
    "path",
    [
        "/" + "x" * MAX_PATH,
        "/%61" + "%61" * (MAX_PATH // 3),
        "/?" + "x" * (MAX_QUERY + 1),
        "/?" + "&".join(["a=1"] * (MAX_PARAMETERS + 1)),
    ],
    ids=["path", "escaped path", "query", "parameters"],
)
def test_an_address_without_end_is_refused(get: Ask, shop: Shop, path: str) -> None:
    assert get(path).status_code == 414
    assert shop.served == 0


def test_the_longest_address_is_served(get: Ask) -> None:
    assert get("/" + "x" * (MAX_PATH - 1) + "?" + "x" * MAX_QUERY).status_code == 200


def test_a_client_that_asks_too_much_is_told_when_to_come_again(shop: Shop) -> None:
    app = guarded(shop, Guards(rate=0.001, burst=3))
    answers = [ask(app, "/") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 1000
    assert ask(app, "/", client="192.0.2.10").status_code == 200


def test_a_network_of_ipv6_is_one_client(shop: Shop) -> None:
    app = guarded(shop, Guards(rate=0.001, burst=1))
    assert [ask(app, "/", client=f"2001:db8:0:{net}::{host}").status_code for net, host in ((1, 1), (1, 2), (2, 1))] == [
        *(200, 429, 200),
    ]


def test_no_rate_means_no_limit(shop: Shop) -> None:
    app = guarded(shop, Guards(rate=0))
    assert {ask(app, "/").status_code for _ in range(600)} == {200}


def test_a_bucket_fills_with_time() -> None:
    now = 0.0
    buckets = Buckets(rate=2, burst=4, clock=lambda: now)
    assert [buckets.take("a") for _ in range(5)] == [0, 0, 0, 0, 0.5]
    now = 0.5
    assert [buckets.take("a") for _ in range(2)] == [0, 0.5]
    now = 1000
    assert [buckets.take("a") for _ in range(5)] == [0, 0, 0, 0, 0.5]


def test_a_million_clients_do_not_fill_the_memory() -> None:
    buckets = Buckets(rate=1, burst=1, most=100)
    for number in range(10_000):
        buckets.take(f"client {number}")
    assert len(buckets) == 100


POLICY = {
    "reading room": (
        of_reading_room("http://127.0.0.1:8001"),
        (
            "default-src 'none'; style-src 'self'; img-src 'self' http://127.0.0.1:8001; font-src 'self'; form-action 'self'; "
            "base-uri 'none'; frame-ancestors 'none'"
        ),
    ),
    "second origin": (
        of_second_origin(),
        (
            "sandbox; default-src 'none'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; font-src 'self' data:; "
            "media-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
        ),
    ),
}


@pytest.mark.parametrize("origin", POLICY)
@pytest.mark.parametrize(
    ("path", "method", "host"), [("/", "GET", "localhost"), ("/", "POST", "localhost"), ("/api/v1/x", "GET", "evil.example")]
)
def test_every_answer_has_the_headers_once_whatever_the_application_says(
    shop: Shop, origin: str, path: str, method: str, host: str
) -> None:
    headers, policy = POLICY[origin]
    answer = ask(guarded(shop, Guards(headers=headers)), path, method=method, headers={"Host": host})
    assert answer.headers.get_list("Content-Security-Policy") == [policy]
    assert answer.headers.get_list("X-Content-Type-Options") == ["nosniff"]
    assert answer.headers.get_list("X-Frame-Options") == ["DENY"]
    assert set(headers) <= set(answer.headers)


def test_what_the_application_adds_of_its_own_is_kept(get: Ask) -> None:
    assert get().headers["X-Own"] == "kept"


@pytest.mark.parametrize("path", ["/api/v1/articles", "/timemap/link/x", "/timegate/x", "/feeds/new.atom", "/export/csv"])
def test_programs_are_refused_with_a_problem(get: Ask, path: str) -> None:
    answer = get(path, method="POST")
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json() == {
        "type": "about:blank",
        "title": "Method Not Allowed",
        "status": 405,
        "detail": "The archive is only read here.",
        "instance": path,
    }
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


async def _never_begins(scope: Scope, receive: Receive, send: Send) -> None:
    await asyncio.Event().wait()


async def _never_ends(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"half", "more_body": True})
    await asyncio.Event().wait()


async def _fails(scope: Scope, receive: Receive, send: Send) -> None:
    raise RuntimeError("synthetic")


def test_an_answer_that_does_not_begin_is_given_up() -> None:
    answer = ask(guarded(_never_begins, Guards(first_seconds=0.05)), "/")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")


def test_an_answer_that_does_not_end_is_no_whole_one() -> None:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": [(b"host", b"localhost")]}

    async def answer() -> None:
        await guarded(_never_ends, Guards(whole_seconds=0.05))(scope, receive, send)

    with pytest.raises(AnswerTooLong):
        asyncio.run(answer())
    assert [message.get("more_body") for message in sent] == [None, True]


def test_an_error_of_the_application_reaches_the_server() -> None:
    assert ask(guarded(_fails, Guards()), "/").status_code == 500


def lines_of(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == "tubancrawl.requests"]


SECRETS = {"Cookie": "session=geheim", "Authorization": "Bearer geheim", "Proxy-Authorization": "Basic geheim"}


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("status", [200, 405])
def test_the_log_has_one_line_for_each_request_and_no_secret(
    shop: Shop, caplog: pytest.LogCaptureFixture, form: str, status: int
) -> None:
    caplog.set_level(logging.INFO, "tubancrawl.requests")
    app = guarded(shop, Guards(log_format="json" if form == "json" else "text"))
    ask(app, "/articles/x?lang=id", method="GET" if status == 200 else "PUT", headers={"User-Agent": "a\x1b[2J\r\n", **SECRETS})
    [line] = lines_of(caplog)
    assert "geheim" not in line
    assert line.isprintable()
    assert "/articles/x?lang=id" in line
    if form == "json":
        told = json.loads(line)
        assert (told["status"], told["client"], told["address"]) == (status, "192.0.2.9", "/articles/x?lang=id")
        assert told["bytes"] == (6 if status == 200 else len("405 Method Not Allowed\n\nThe archive is only read here.\n"))


def test_nobody_can_forge_a_line_of_the_log(shop: Shop, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "tubancrawl.requests")
    forged = '" 200 5 1.0ms "x'
    ask(guarded(shop, Guards()), "/%0A%22", headers={"User-Agent": forged})
    [line] = lines_of(caplog)
    assert line.endswith(json.dumps(forged))
    assert '"/%0A%22"' in line


def test_a_failed_answer_has_its_line_too(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "tubancrawl.requests")
    ask(guarded(_fails, Guards()), "/")
    assert len(lines_of(caplog)) == 1


def test_no_log_is_kept_where_none_is_wanted(shop: Shop, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "tubancrawl.requests")
    ask(guarded(shop, Guards(log_format=None)), "/")
    assert lines_of(caplog) == []
