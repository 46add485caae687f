"""What one attribute of an attribute map says, as an entry."""

from __future__ import annotations

import json
from typing import Any

from coldframe.compat.attribute_maps.entry import FILLED_IN, Attribute
from coldframe.compat.attribute_maps.schemas import schema_of
from coldframe.compat.attribute_maps.values import Unknown

_NOT_GIVEN = "ATTR_NOT_SPECIFIED"


def attribute(
    name: str, route: str, member: str, told: dict[Any, Any], place: tuple[str, int]
) -> Attribute:
    """The attribute ``name``, of which its map says ``told``."""
    flags = {
        word: told.get(word, False)
        for word in ("allow_post", "allow_put", "is_visible", "is_filter", "is_sort_key")
    }
    default = told.get("default")
    schema = schema_of(told)
    written = "" if not _has_default(told) else _json(default)
    certain = all(isinstance(value, bool) for value in flags.values())
    if any(isinstance(key, Unknown) for key in told):
        certain, schema = False, None  # something was put in that cannot be read
    return Attribute(
        name=name,
        path=place[0],
        line=place[1],
        route=route,
        member=member,
        post=flags["allow_post"] is True,
        put=flags["allow_put"] is True,
        required=(
            flags["allow_post"] is True
            and "default" not in told
            and name.rpartition(".")[2] not in FILLED_IN
        ),
        visible=flags["is_visible"] is True,
        filters=flags["is_filter"] is True,
        sorts=flags["is_sort_key"] is True,
        default=written,
        schema="" if schema is None else json.dumps(schema, sort_keys=True),
        certain=certain and (bool(written) or not _has_default(told)),
    )


def action(
    collection: str, route: str, word: str, method: str, place: tuple[str, int]
) -> Attribute:
    """Something that can be done with one thing of a collection, beside reading and writing it."""
    return Attribute(
        name=f"{collection}!{word}", path=place[0], line=place[1],
        route=f"{route}/{{id}}/{word}", method=method.lower(), schema="{}",
    )  # fmt: skip


def _has_default(told: dict[Any, Any]) -> bool:
    default = told.get("default", Unknown(_NOT_GIVEN))
    return not (isinstance(default, Unknown) and default.name == _NOT_GIVEN)


def _json(value: Any) -> str:
    """``value`` as JSON; empty if it cannot be told."""
    if _unsure(value):
        return ""
    try:
        return json.dumps(value, sort_keys=True, default=str)
    except (TypeError, ValueError, RecursionError):
        return ""


def _unsure(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_unsure(each) for pair in value.items() for each in pair)
    if isinstance(value, list):
        return any(map(_unsure, value))
    return isinstance(value, Unknown) or not isinstance(value, str | int | float | None)
