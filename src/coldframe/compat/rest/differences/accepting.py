"""Whether a schema allows a value."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from coldframe.compat.rest.schema import TYPES, Schema, key_of


def accepts(schema: Schema, value: Any) -> bool:
    """Whether ``schema`` allows a number, a text or a truth value, as far as it can be told."""
    if value is None:
        return schema.nullable
    if schema.alternatives:
        return any(accepts(each, value) for each in schema.alternatives)
    if schema.enum is not None:
        return key_of(value) in {key_of(each) for each in schema.enum}
    if isinstance(value, bool):
        return "boolean" in schema.types
    if isinstance(value, int | float):
        whole = isinstance(value, int) or value.is_integer()
        if not schema.types & ({"integer", "number"} if whole else {"number"}):
            return False
        low, high = schema.minimum, schema.maximum
        return not (
            (low and (value < low.value or (low.exclusive and value == low.value)))
            or (high and (value > high.value or (high.exclusive and value == high.value)))
            or (schema.multiple and value % schema.multiple)
        )
    if isinstance(value, str):
        least, most = schema.lengths
        return (
            "string" in schema.types
            and len(value) >= least
            and (most is None or len(value) <= most)
            and all(_matches(pattern, value) is not False for pattern in schema.patterns)
        )
    return bool(schema.types & ({"array"} if isinstance(value, list) else {"object"}))


def possible(schema: Schema) -> Schema:
    """``schema`` without the listed values that its own limits exclude."""
    if schema.enum is None or schema.alternatives:
        return schema
    limits = replace(schema, enum=None, types=TYPES)
    kept = tuple(value for value in schema.enum if accepts(limits, value))
    return schema if len(kept) == len(schema.enum) else replace(schema, enum=kept)


def _matches(pattern: str, value: str) -> bool | None:
    """None where the pattern (ECMA 262) is none for Python."""
    try:
        return re.search(pattern, value) is not None
    except (re.error, RecursionError, OverflowError):
        return None
