"""What /openapi.json says, and whether the answers keep to it."""

from collections.abc import Mapping
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from pydantic import BaseModel

from tests.api.asking import Asker
from tubancrawl.access.api import models

EDITED = "jadwal-pemadaman-listrik-tiga-kecamatan-diumumkan"


OURS = ("/api/", "/timegate/", "/timemap/", "/feeds/", "/export/")
ASKED = [
    "/api/v1/articles",
    "/api/v1/articles/{slug}",
    "/api/v1/articles/{slug}/history",
    "/api/v1/articles/{slug}/diff",
    "/api/v1/search",
    "/api/v1/changes",
    "/api/v1/captures",
    "/api/v1/pictures/{sha256}/uses",
    "/api/v1/status",
    "/export/{format}",
    "/export/{format}/{slug}",
    "/timegate/article/{url}",
    "/timegate/{url}",
    "/timemap/article/link/{url}",
    "/timemap/article/json/{url}",
    "/timemap/link/{url}",
    "/timemap/json/{url}",
    "/feeds/new.atom",
    "/feeds/changes.atom",
]


@pytest.mark.parametrize("path", ASKED)
def test_whatever_the_schema_allows_is_answered_as_it_says(ask: Asker, path: str) -> None:
    operation = schemathesis.openapi.from_asgi("/openapi.json", ask.app)[path]["GET"]

    @given(case=operation.as_strategy())
    @settings(max_examples=8, suppress_health_check=list(HealthCheck), database=None)
    def check(case: Any) -> None:
        # A schema cannot say that of all texts only those that we gave are cursors. Others are refused: test_bad_questions.
        (case.query or {}).pop("cursor", None)
        case.call_and_validate()

    check()


def test_every_operation_is_among_those_that_are_asked(ask: Asker) -> None:
    assert {path for path in ask.json("/openapi.json")["paths"] if path.startswith(OURS)} == set(ASKED)


@pytest.mark.parametrize(
    ("path", "model"),
    [
        ("/api/v1/articles", models.Articles),
        (f"/api/v1/articles/{EDITED}", models.Article),
        (f"/api/v1/articles/{EDITED}/history", models.History),
        (f"/api/v1/articles/{EDITED}/diff?from=1&to=3", models.Diff),
        ("/api/v1/search?q=listrik", models.Found),
        ("/api/v1/changes", models.Changes),
        ("/api/v1/captures", models.Captures),
        ("/api/v1/status", models.Status),
    ],
)
def test_every_field_of_an_answer_is_documented(ask: Asker, path: str, model: type[BaseModel]) -> None:
    told = ask.json(path)
    written = model.model_validate(told).model_dump(mode="json", by_alias=True, exclude_unset=True)
    assert written == told


def test_every_operation_says_what_it_is_for_and_how_it_fails(ask: Asker) -> None:
    told = ask.json("/openapi.json")
    assert told["openapi"].startswith("3.1")
    operations = [one for path, methods in told["paths"].items() if path.startswith(OURS) for one in methods.values()]
    assert operations
    for operation in operations:
        assert operation["summary"]
        assert operation["description"]
        assert "422" not in operation["responses"]
        for status in ("400", "503", "default"):
            assert "application/problem+json" in operation["responses"][status]["content"]
        for parameter in operation.get("parameters", ()):
            assert described(parameter), parameter["name"]


def described(parameter: Mapping[str, Any]) -> bool:
    return bool(parameter.get("description") or parameter["schema"].get("description"))
