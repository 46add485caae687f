"""Values for one column: from its type, and from the number of the row.

Nothing is random, so two runs seed the same rows.  The value of row 0 is plain, others are
extreme where the seeds are asked to be: longest texts, characters beyond the first plane of
Unicode, the ends of number and date ranges.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_URL, uuid5

_TEXT = 300  # characters of a text without a length
_UNICODE = "Ünïcödé \U0001f331 ﷽ Ω 'q\" \\ %s :x "
_PLANE = "Ünïcödé Ω 'q\" \\ %s :x "  # the same for columns of three bytes a character
_EPOCH = datetime(2024, 2, 29, 12, 0, 0)
# How many bits the integer types of the engines have.
_BITS = {"TINYINT": 8, "SMALLINT": 16, "MEDIUMINT": 24, "INTEGER": 32, "INT": 32, "BIGINT": 64}
# What can only be written as a text, by the name of the type: row number → value.
_WRITTEN: dict[str, Any] = {
    "INET": lambda n: f"10.{n // 65536 % 256}.{n // 256 % 256}.{n % 256}",
    "INET4": lambda n: f"10.{n // 65536 % 256}.{n // 256 % 256}.{n % 256}",
    "INET6": lambda n: f"2001:db8::{n // 65536 % 65536:x}:{n % 65536:x}",
    "CIDR": lambda n: f"10.{n // 256 % 256}.{n % 256}.0/24",
    "MACADDR": lambda n: f"fa:16:3e:{n // 65536 % 256:02x}:{n // 256 % 256:02x}:{n % 256:02x}",
    "MACADDR8": lambda n: (
        f"fa:16:3e:ff:fe:{n // 65536 % 256:02x}:{n // 256 % 256:02x}:{n % 256:02x}"
    ),
    "OID": lambda n: n + 1,
    "MONEY": lambda n: f"{n}.50",
    "TSVECTOR": lambda n: f"word{n}",
    "TSQUERY": lambda n: f"word{n}",
    "CITEXT": lambda n: f"word{n}",
    "REGCLASS": lambda n: "pg_class",
    "REGCONFIG": lambda n: "english",
    "HSTORE": lambda n: {"n": str(n)},
}


class NoValue(Exception):
    """Nobody here knows a value of this type."""


def value(kind: Any, name: str, n: int, *, extreme: bool = False, plane: bool = False) -> Any:
    """The value of the column ``name`` of the SQLAlchemy type ``kind`` in row ``n`` (from 0).

    Those of different rows differ if the type has so many values.  ``extreme`` asks for one at
    an end of the range, which is not distinct; ``plane`` for no character beyond the first
    plane of Unicode.  Raises NoValue for a type that is not known.
    """
    from sqlalchemy import types

    spelled = type(kind).__name__.upper()
    if spelled in _WRITTEN:
        return _WRITTEN[spelled](n)
    if isinstance(kind, types.Enum) and kind.enums:
        return kind.enums[n % len(kind.enums)]
    if spelled == "SET":
        return {kind.values[n % len(kind.values)]}
    if isinstance(kind, types.Boolean):
        return n % 2 == 0
    if isinstance(kind, types.Uuid):
        unique = uuid5(NAMESPACE_URL, f"{name}/{n}")
        return unique if kind.as_uuid else str(unique)
    if isinstance(kind, types.ARRAY):
        return [value(kind.item_type, name, n, extreme=extreme)]
    if isinstance(kind, types.JSON):
        return {"n": n, "text": _UNICODE} if extreme else {"n": n}
    if isinstance(kind, types.Integer):
        return _integer(kind, spelled, n, extreme)
    if isinstance(kind, types.Float) or spelled in ("DOUBLE", "REAL", "DOUBLE_PRECISION"):
        return -(2.0**100) if extreme else n + 0.5
    if isinstance(kind, types.Numeric):
        return _decimal(kind, n, extreme)
    if spelled == "YEAR":
        return 1901 + n % 250
    if spelled == "BIT":
        length = kind.length or 1
        bits = n % 2**length
        return bits.to_bytes((length + 7) // 8, "big") if _is_mysql(kind) else f"{bits:0{length}b}"
    if isinstance(kind, types.String):
        return text(kind.length, name, n, extreme=extreme, plane=plane)
    if isinstance(kind, types._Binary):
        return _bytes(kind, n, extreme)
    if isinstance(kind, types.Interval) or spelled == "INTERVAL":
        return timedelta(days=n, seconds=1)
    if isinstance(kind, types.DateTime):
        return _moment(spelled, n, extreme)
    if isinstance(kind, types.Date):
        return date(9999, 12, 31) if extreme else (_EPOCH + timedelta(days=n % 100_000)).date()
    if isinstance(kind, types.Time):
        return time(23, 59, 59) if extreme else time(n // 3600 % 24, n // 60 % 60, n % 60)
    if "RANGE" in spelled:
        raise NoValue(spelled)
    raise NoValue(spelled)


def text(
    length: int | None, name: str, n: int, *, extreme: bool = False, plane: bool = False
) -> str:
    """A text of at most ``length`` characters; 36 and 32 are taken for UUIDs."""
    if extreme and length not in (36, 32) and (length is None or length > len(f"{n}-") + 2):
        longest = _TEXT * 10 if length is None else length
        pattern = _PLANE if plane else _UNICODE
        long = (f"{n}-" + pattern * (longest // len(pattern) + 1))[:longest]
        return long[:-1] + "x" if long.endswith(" ") else long
    if length in (36, 32):
        unique = uuid5(NAMESPACE_URL, f"{name}/{n}")
        return str(unique) if length == 36 else unique.hex
    if length is not None and length < len(f"{n}-") + 2:
        return _short(n, length)
    return f"{n}-{name}"[:length]


def _short(n: int, length: int) -> str:
    """``n`` in as few characters as go, filled up so that no row's text begins another's."""
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    found = ""
    while n or not found:
        n, digit = divmod(n, 36)
        found = digits[digit] + found
    return found[-length:] if length else ""


def _integer(kind: Any, spelled: str, n: int, extreme: bool) -> int:
    bits = _BITS.get(spelled, 32)
    unsigned = bool(getattr(kind, "unsigned", False))
    highest: int = 2 ** (bits if unsigned else bits - 1) - 1
    lowest = 0 if unsigned else -highest - 1
    if extreme:
        return highest if n % 2 else lowest
    if spelled == "TINYINT" and getattr(kind, "display_width", None) == 1:
        return (n + 1) % 2
    return (n + 1) % (highest + 1)


def _decimal(kind: Any, n: int, extreme: bool) -> Decimal:
    scale = kind.scale or 0
    digits = (kind.precision or 18) - scale
    step = Decimal(1).scaleb(-scale)
    if extreme:
        return Decimal(10) ** digits - step
    return Decimal(n % 10**digits) + (step if scale else 0)


def _bytes(kind: Any, n: int, extreme: bool) -> bytes:
    length = getattr(kind, "length", None)
    if extreme:
        return bytes(range(256)) * 4 if length is None else (b"\xff\x00" * length)[:length]
    written = b"\x00\xff" + n.to_bytes(8, "big")
    return written if length is None else written[-length:].ljust(length, b"\x01")


def _moment(spelled: str, n: int, extreme: bool) -> datetime:
    if not extreme:
        return _EPOCH + timedelta(seconds=n)
    if spelled == "TIMESTAMP":  # MariaDB keeps 32 bits
        return datetime(2038, 1, 19, 3, 14, 7, tzinfo=UTC).replace(tzinfo=None)
    return datetime(9999, 12, 31, 23, 59, 59)


def _is_mysql(kind: Any) -> bool:
    return "mysql" in type(kind).__module__
