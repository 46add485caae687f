"""Where in a JSON text each value stands."""

from __future__ import annotations

import re
from typing import Any

_SPACE = re.compile(r"[ \t\r\n]*")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_OTHER = re.compile(r"[^\s,\]}]+")
_ESCAPE = re.compile(r'\\(?:u[0-9a-fA-F]{4}|["\\/bfnrt])')


class Text:
    """A string: ``text`` is what it says, ``places`` where each character of it is written.

    ``places`` has one more element: where the string ends, before its closing quote.
    """

    def __init__(self, text: str, places: list[int]) -> None:
        self.text = text
        self.places = places


def values_of(text: str) -> Any:
    """The values of a valid JSON text: dicts, lists, ``Text`` for strings, None for the rest.

    Raises ValueError if it is not valid, RecursionError if it is nested too deeply.
    """
    import json

    json.loads(text)
    return _value(text, _skip(text, 0))[0]


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _value(text: str, at: int) -> tuple[Any, int]:
    opening = text[at]
    if opening == '"':
        return _string(text, at)
    if opening not in "{[":
        found = _OTHER.match(text, at)
        return None, found.end() if found else at + 1
    members: dict[str, Any] = {}
    elements: list[Any] = []
    at = _skip(text, at + 1)
    while text[at] not in "}]":
        if opening == "{":
            key, at = _string(text, at)
            members[key.text], at = _value(text, _skip(text, _skip(text, at) + 1))
        else:
            value, at = _value(text, at)
            elements.append(value)
        at = _skip(text, at)
        if text[at] == ",":
            at = _skip(text, at + 1)
    return (members if opening == "{" else elements), at + 1


def _string(text: str, at: int) -> tuple[Text, int]:
    import json

    found = _STRING.match(text, at)
    assert found is not None
    start, end = at + 1, found.end() - 1
    said: list[str] = []
    places: list[int] = []
    while start < end:
        escape = _ESCAPE.match(text, start) if text[start] == "\\" else None
        until = escape.end() if escape else start + 1
        said.append(json.loads(f'"{escape.group()}"') if escape else text[start])
        places.append(start)
        start = until
    return Text("".join(said), [*places, end]), found.end()
