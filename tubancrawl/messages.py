"""Sentences for people that keep their values apart, so that a catalogue can have them in another language.

`str()` gives the English that commands and the API tell. Pages have the sentences in `access/web/locale`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

Value = str | int


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence in English with `%(name)s` where its values belong."""

    sentence: str
    values: tuple[tuple[str, Value], ...] = ()

    def __str__(self) -> str:
        return self.sentence % dict(self._shown())

    def _shown(self) -> Iterator[tuple[str, str]]:
        for name, value in self.values:
            yield name, f"{value:,}" if isinstance(value, int) else value


def message(sentence: str, **values: Value) -> Message:
    """Return a message. Its sentence stands here as it is, so that `pybabel extract -k message` finds it."""
    return Message(sentence, tuple(values.items()))


def message_of(error: Exception) -> Message | str:
    """Return what an error says: the message that it was raised with, or its text."""
    told = error.args[0] if error.args else None
    return told if isinstance(told, Message) else str(error)
