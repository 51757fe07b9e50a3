"""The style sheet and the icon, under names that change with what they hold, so that a browser may keep them for ever."""

import hashlib
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

_FOLDER: Final = Path(__file__).parent / "static"
_TYPES: Final = {".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}


def _named(path: Path) -> str:
    return f"{path.stem}-{hashlib.sha256(path.read_bytes()).hexdigest()[:16]}{path.suffix}"


_FILES: Final = {path.name: path for path in sorted(_FOLDER.iterdir()) if path.suffix in _TYPES}
_PATHS: Final = {name: _named(path) for name, path in _FILES.items()}
_HELD: Final = {_PATHS[name]: (path.read_bytes(), _TYPES[path.suffix]) for name, path in _FILES.items()}


def static_path(name: str) -> str:
    """Return where a file of the static folder is served."""
    return f"/static/{_PATHS[name]}"


def held(request: Request) -> Response | None:
    """Return the file that a request names; None where there is none."""
    found = _HELD.get(request.path_params["name"])
    if found is None:
        return None
    return Response(found[0], media_type=found[1], headers={"Cache-Control": "public, max-age=31536000, immutable"})
