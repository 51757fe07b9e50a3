"""Questions read strictly: a parameter that an operation does not know, or that is there twice, is refused and never dropped.

Dropped, a misspelt filter would give everything, and nobody would see it.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, Self, get_args, get_origin

from fastapi import Request, params
from fastapi.dependencies.models import Dependant
from fastapi.dependencies.utils import get_flat_params

from tubancrawl.errors import BadRequest

_SHOWN: Final = 60


@dataclass(frozen=True, slots=True)
class Parameters:
    """The query parameters of an operation, by the names that are asked for; `lists` may be there several times."""

    names: tuple[str, ...]
    lists: frozenset[str]

    @classmethod
    def of(cls, dependant: Dependant) -> Self:
        """Return what an endpoint and all that it depends on take from the query."""
        fields = [field for field in get_flat_params(dependant) if isinstance(field.field_info, params.Query)]
        lists = {field.alias for field in fields if _is_list(field.field_info.annotation)}
        return cls(tuple(sorted({field.alias for field in fields})), frozenset(lists))

    def check(self, request: Request) -> None:
        """Raise BadRequest for a query that has any other parameter, or one of ours more often than it can count."""
        asked = Counter(name for name, _ in request.query_params.multi_items())
        unknown = [name for name in asked if name not in self.names]
        if unknown:
            raise BadRequest(f"unknown {_named(unknown)}; {self._known()}")
        repeated = [name for name, times in asked.items() if times > 1 and name not in self.lists]
        if repeated:
            raise BadRequest(f"expected only once: {_named(repeated)}")

    def _known(self) -> str:
        return f"this operation knows {', '.join(self.names)}" if self.names else "this operation knows none"


def _is_list(annotation: Any) -> bool:
    return any(get_origin(one) is list for one in (annotation, *get_args(annotation)))


def _named(names: Iterable[str]) -> str:
    shown = [repr(name if len(name) <= _SHOWN else f"{name[:_SHOWN]}…") for name in names]
    return f"parameter{'s' if len(shown) > 1 else ''} {', '.join(shown)}"
