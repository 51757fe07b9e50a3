"""Articles written for other programs. Reads what the store gives, row by row, and holds nothing back in memory."""

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from tubancrawl.text import json_line

Article = Mapping[str, Any]


def write_jsonl(articles: Iterable[Article], stream: TextIO) -> None:
    """Write one article a line in the shape of `show --json`, UTF-8."""
    stream.writelines(json_line(article) + "\n" for article in articles)


FORMATS: dict[str, Callable[[Iterable[Article], TextIO], None]] = {"jsonl": write_jsonl}


@contextmanager
def whole_text_file(target: Path) -> Iterator[TextIO]:
    """Give a stream of UTF-8 text that becomes `target` as `whole_file` has it."""
    with whole_file(target) as stream:
        text = TextIOWrapper(stream, "utf-8", newline="\n")
        try:
            yield text
        finally:
            text.detach()


@contextmanager
def whole_file(target: Path) -> Iterator[BinaryIO]:
    """Give a stream that becomes `target` only when it is complete; whatever stops it leaves the old file as it was."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with open(handle, "w+b") as stream:  # noqa: PTH123  # a descriptor, not a path
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
