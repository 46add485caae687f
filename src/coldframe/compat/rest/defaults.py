"""The default of a schema in one form."""

from __future__ import annotations

from typing import Any

from coldframe.regex import regex

# ISO 8601-1, 5.5.2: years and months have no one length, and stay as they are.
_DURATION = regex(
    r"(?P<sign>[+-]?)P(?:(?P<w>\d+)W)?(?:(?P<d>\d+)D)?"
    r"(?:T(?:(?P<h>\d+)H)?(?:(?P<m>\d+)M)?(?:(?P<s>\d+(?:\.\d+)?)S)?)?"
)
_SECONDS = {"w": 604800, "d": 86400, "h": 3600, "m": 60, "s": 1}


def default_of(value: dict[str, Any]) -> tuple[Any, ...]:
    """The one default of the schema ``value``, or none.

    An empty list or object is none, because whether a generator writes it depends on how code
    says it; a duration is in seconds, whatever else it was written in.
    """
    default = value["default"]
    if default in ([], {}) and not isinstance(default, bool):
        return ()
    if value.get("format") == "duration" and isinstance(default, str):
        return (_in_seconds(default),)
    return (default,)


def _in_seconds(text: str) -> str:
    match = _DURATION.fullmatch(text)
    if match is None or text[-1] in "PT":
        return text
    total = sum(float(match[part] or 0) * length for part, length in _SECONDS.items())
    return f"{'-' if match['sign'] == '-' else ''}PT{total:.12g}S"
