"""Which formats limit values, and which of them hold less than others.

Those of JSON Schema (Draft 2020-12, Validation, 7.3) and of the OpenAPI Format Registry count; what
neither knows is a note to the reader, as a description is.
"""

from __future__ import annotations

from typing import Any

from coldframe.compat.rest.schema import Bound

_INTEGERS = ("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64")
# What numbers are in JSON anyway: saying so, or no longer, changes nothing.
_WIDEST = frozenset(("int64", "uint64", "double", "float", "decimal", "double-int"))
TEXTS = frozenset(
    ("date-time", "date", "time", "duration", "email", "idn-email", "hostname", "idn-hostname",
     "ipv4", "ipv6", "ipvanyaddress", "ipvanynetwork", "uri", "uri-reference", "iri",
     "iri-reference", "uuid", "uri-template", "json-pointer", "relative-json-pointer", "regex",
     "byte", "binary", "base64url", "char", "http-date", "unixtime", "time-local",
     "date-time-local", "media-range", "decimal128")
)  # fmt: skip
# Few servers and readers hold texts against these.
HINTS = frozenset(
    ("uri", "uri-reference", "iri", "iri-reference", "uri-template", "hostname", "idn-hostname",
     "json-pointer", "relative-json-pointer", "regex", "http-date", "media-range")
)  # fmt: skip
_KNOWN = TEXTS | _WIDEST | {*_INTEGERS}
_SAME = {"url": "uri", "datetime": "date-time", "guid": "uuid", "base64": "byte"}
# What one format holds, the other holds as well.
WIDER = {
    "int8": ("int16", "int32", "int64"), "int16": ("int32", "int64"), "int32": ("int64",),
    "uint8": ("uint16", "uint32", "uint64", "int16", "int32", "int64"),
    "uint16": ("uint32", "uint64", "int32", "int64"), "uint32": ("uint64", "int64"),
    "float": ("double",), "ipv4": ("ipvanyaddress",), "ipv6": ("ipvanyaddress",),
    "uri": ("uri-reference", "iri", "iri-reference"), "uri-reference": ("iri-reference",),
    "iri": ("iri-reference",), "email": ("idn-email",), "hostname": ("idn-hostname",),
}  # fmt: skip


def holds(form: str, low: Bound | None, high: Bound | None) -> bool:
    """Whether every number from ``low`` to ``high`` has the format ``form`` anyway."""
    if form in _WIDEST:
        return True
    if form not in _INTEGERS or low is None or high is None:
        return False
    bits, signed = int(form.rpartition("t")[2]), not form.startswith("u")
    least = -(2 ** (bits - 1)) if signed else 0
    most = 2 ** (bits - 1 if signed else bits) - 1
    return least <= low.value and high.value <= most


def format_of(value: dict[str, Any]) -> str:
    """The format that limits the values of the schema ``value``; empty if none does.

    3.1 says with contentEncoding and contentMediaType what 3.0 says with a format.
    """
    if value.get("contentEncoding") in ("base64", "base64url"):
        return "byte"
    written = str(value.get("format")).lower()
    name = _SAME.get(written, written)
    # FastAPI says so of all bytes, even if Pydantic has written how they are encoded or shown.
    if value.get("contentMediaType") == "application/octet-stream" and "format" not in value:
        return "binary"
    return name if name in _KNOWN else ""
