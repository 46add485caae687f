"""A surface of Python as a JSON document, and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from coldframe.compat.python.entry import Entry, Name, Parameter, Signature, Surface
from coldframe.declare.mistake import Mistake

_EMPTY = Entry("", "", "")


def as_data(surface: Surface) -> dict[str, Any]:
    """What JSON can hold, sorted, without what is usual."""
    return {
        "previews": surface.previews,
        "trees": list(surface.trees),
        "word": surface.word,
        "unread": list(surface.unread),
        "names": {name: list(each) for name, each in sorted(surface.names.items())},
        "entries": {
            name: {
                key: value
                for key, value in each._asdict().items()
                if key != "name" and value != getattr(_EMPTY, key)
            }
            for name, each in sorted(surface.entries.items())
        },
    }


def from_data(data: Any, source: str) -> Surface:
    """The surface that ``as_data`` gave; raises Mistake, with a JSON pointer, for anything else."""
    at = "/python"
    try:
        names = {}
        for name, each in data["names"].items():
            at = f"/python/names/{name}"
            entry, promise, path, line, stage = each
            names[_text(name)] = Name(
                _text(entry), _text(promise), _text(path), int(line), _text(stage)
            )
        entries = {}
        for name, each in data["entries"].items():
            at = f"/python/entries/{name}"
            entries[_text(name)] = _entry(name, each)
        at = "/python"
        for name, known in names.items():
            if known.entry not in entries:
                at = f"/python/names/{name}"
                raise ValueError(known.entry)
        words = [tuple(map(_text, data[key])) for key in ("trees", "unread")]
        return Surface(
            source, names, entries, words[0], _text(data["word"]), words[1], bool(data["previews"])
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        raise not_written(at, source) from None


def not_written(pointer: str, source: str) -> Mistake:
    """What to say of a snapshot that is not as it was written, at a JSON pointer."""
    return Mistake(
        f"this is no snapshot that `coldframe compat snapshot` wrote: see {pointer}",
        "Write it again, from the release: coldframe compat snapshot --revision TAG -o FILE",
        source,
    )


def _entry(name: str, data: dict[str, Any]) -> Entry:
    known: dict[str, Callable[[Any], Any]] = {
        "line": int,
        "open": bool,
        "signature": _signature,
        "overloads": _signatures,
        "flags": _texts,
        "raises": _texts,
        "bases": _texts,
        "members": _members,
    }
    values: dict[str, Any] = {}
    for key, value in data.items():
        read: Callable[[Any], Any] = known.get(key, _text)
        values[key] = read(value)
    return Entry(**{"name": name, "kind": "", "path": "", **values})


def _signature(data: Any) -> Signature:
    parameters, returns = data
    return Signature(tuple(_parameter(*one) for one in parameters), _text(returns))


def _parameter(*words: Any) -> Parameter:
    name, kind, *more = map(_text, words)
    return Parameter(name, kind, *more)


def _signatures(data: Any) -> tuple[Signature, ...]:
    return tuple(map(_signature, data))


def _members(data: Any) -> tuple[tuple[str, str], ...]:
    return tuple((_text(word), _text(to)) for word, to in data)


def _texts(data: Any) -> tuple[str, ...]:
    return tuple(map(_text, data))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value
