"""Values of rows as JSON, and back; and the one form in which two engines can be compared.

JSON has texts, numbers and nothing for bytes, decimals and endless floats: those are objects with
one key, ``{"bytes": base64}``, ``{"decimal": text}``, ``{"float": "nan"}``.  An integer is a
number of any length, a float the shortest number that reads as the same double.
"""

from __future__ import annotations

import json
import math
from base64 import b64decode, b64encode
from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from coldframe.operate.backup import columns as kinds


class NotExact(Exception):
    """A value cannot be kept, or given to a column, as it is; the text says why."""


# A row is written and read a million times: encoder and decoder are made once, and only what
# JSON has no form for is looked at one by one.
_ENCODED = json.JSONEncoder(ensure_ascii=True, separators=(",", ":")).encode
_NATIVE = frozenset({type(None), bool, int, str})


def line(row: Sequence[object]) -> bytes:
    """A row as one line of JSON, with its end; raises NotExact for what has no form in it."""
    native = _NATIVE.issuperset(map(type, row))
    text = _ENCODED(list(row) if native else [_told(value) for value in row])
    if "\\ud" in text:  # one half of a character, or a whole one beyond 16 bits
        for value in row:
            _told(value)
    return text.encode("ascii") + b"\n"


def row(data: bytes) -> list[Any]:
    """The values in a line; raises ValueError for what is no such line."""
    found = _DECODER.decode(data.decode("utf-8"))
    if not isinstance(found, list):
        raise ValueError("a line is no list")
    return found


def _told(value: object) -> object:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        if not value.isascii() and any("\ud800" <= c <= "\udfff" for c in value):
            raise NotExact("a text is no Unicode")
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else {"float": repr(value)}
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    if isinstance(value, bytes | bytearray | memoryview):
        return {"bytes": b64encode(bytes(value)).decode("ascii")}
    raise NotExact(f"there is no form for values of the type {type(value).__name__}")


def _read(value: dict[str, Any]) -> Any:
    ((form, text),) = value.items()
    if not isinstance(text, str):
        raise ValueError(f"a value of the form {form!r} is no text")
    if form == "bytes":
        return b64decode(text, validate=True)
    if form == "decimal":
        return Decimal(text)
    if form == "float":
        return float(text)
    raise ValueError(f"a value has the unknown form {form!r}")


_DECODER = json.JSONDecoder(object_hook=_read)


def fitted(value: Any, source: kinds.Column, target: kinds.Column, dialect: str) -> Any:
    """``value`` of ``source`` as the driver of ``dialect`` takes it for ``target``.

    For columns of another type or another engine: on the same ones values are given as they are.

    Raises NotExact when the column cannot hold it as it is.
    """
    if value is None:
        return None
    try:
        found = _converted(value, source, target)
    except (ValueError, ArithmeticError, UnicodeError):
        raise NotExact(f"{_shortly(value)} cannot be a value of the type {target.type}") from None
    if isinstance(found, Decimal) and dialect == "sqlite":
        return str(found)
    if target.kind in (kinds.DATETIME, kinds.TIME) and dialect != "postgresql":
        return found.removesuffix("+00") if isinstance(found, str) else found
    return found


def _converted(value: Any, source: kinds.Column, target: kinds.Column) -> Any:
    kind = target.kind
    if kind == kinds.BOOLEAN and value in (0, 1, "0", "1", "true", "false"):
        return value in (1, "1", "true")
    if kind == kinds.INTEGER:
        if isinstance(value, float | Decimal) and value != int(value):
            raise ValueError
        return int(value)
    if kind == kinds.DECIMAL:
        return value if isinstance(value, Decimal) else Decimal(str(value))
    if kind == kinds.FLOAT:
        return float(value)
    if kind == kinds.BYTES:
        return value.encode("utf-8") if isinstance(value, str) else bytes(value)
    if kind == kinds.TEXT and not isinstance(value, str):
        return value.decode("utf-8") if isinstance(value, bytes) else str(value)
    if kind == kinds.TEXT and source.kind == kinds.UUID and target.length == 32:
        return value.replace("-", "")
    return value


def _shortly(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:60] + "…"


def canonical_of(column: kinds.Column) -> Callable[[Any], Any]:
    """What gives values the one form for all engines, to see whether they arrived in ``column``."""
    if column.kind == kinds.TEXT and column.type.upper().startswith("CHAR"):
        return _without_padding
    return _FORMS.get(column.kind, _plain)


def _without_padding(value: Any) -> Any:
    return value.rstrip(" ") if isinstance(value, str) else value


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview | bytearray) else value


def _integer(value: Any) -> Any:
    if type(value) is int:
        return value
    return int(value) if isinstance(value, bool | int | Decimal) else value


def _decimal(value: Any) -> Any:
    if value is None:
        return None
    try:
        number = value if type(value) is Decimal else Decimal(str(value))
    except InvalidOperation:
        return value
    return str(number.normalize() + 0) if number.is_finite() else str(number)


def _float(value: Any) -> Any:
    return float(value) + 0.0 if isinstance(value, int | float | Decimal) else _plain(value)


def _moment(value: Any) -> Any:
    if not isinstance(value, str):
        return _plain(value)
    moment = value.removesuffix("+00").replace("T", " ")
    return moment.rstrip("0").removesuffix(".") if "." in moment else moment


def _uuid(value: Any) -> Any:
    return value.replace("-", "").lower() if isinstance(value, str) else _plain(value)


_FORMS: dict[str, Callable[[Any], Any]] = {
    kinds.BOOLEAN: _integer,
    kinds.INTEGER: _integer,
    kinds.DECIMAL: _decimal,
    kinds.FLOAT: _float,
    kinds.DATETIME: _moment,
    kinds.TIME: _moment,
    kinds.UUID: _uuid,
}
