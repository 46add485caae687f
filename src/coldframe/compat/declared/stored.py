"""Entries as data that JSON can hold, and back: what is usual is left out."""

from __future__ import annotations

from typing import Any, TypeVar, get_args, get_origin

E = TypeVar("E", bound=Any)


class Ill(ValueError):
    """Data that ``as_data`` did not make; the text is a JSON pointer to it."""


def as_data(entry: Any) -> dict[str, Any]:
    """A named tuple of texts, numbers, truths, and tuples of these or of named tuples."""
    usual = entry._field_defaults
    return {
        key: _plain(value)
        for key, value in entry._asdict().items()
        if key not in usual or usual[key] != value
    }


def _plain(value: Any) -> Any:
    if hasattr(value, "_asdict"):
        return as_data(value)
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def from_data(kind: type[E], data: Any, pointer: str) -> E:
    """The ``kind`` that ``as_data`` gave.  Raises Ill for anything else."""
    if not isinstance(data, dict):
        raise Ill(pointer)
    known = kind.__annotations__
    wanted = {key for key in known if key not in kind._field_defaults}
    for key in (*data, *wanted):
        if key not in known or key not in data:
            raise Ill(f"{pointer}/{key}")
    made: E = kind(**{key: _value(known[key], data[key], f"{pointer}/{key}") for key in data})
    return made


def _value(kind: Any, data: Any, pointer: str) -> Any:
    if get_origin(kind) is tuple:
        if not isinstance(data, list):
            raise Ill(pointer)
        inner = get_args(kind)[0]
        return tuple(_value(inner, each, f"{pointer}/{at}") for at, each in enumerate(data))
    if hasattr(kind, "_fields"):
        return from_data(kind, data, pointer)
    if type(data) is not kind:
        raise Ill(pointer)
    return data
