"""Differences between the parameters of two operations."""

from __future__ import annotations

import json
from collections.abc import Iterator

from coldframe.compat.rest.differences.difference import OPERATION, PARAMETER, Difference, Side
from coldframe.compat.rest.differences.schemas import SchemaDifferences
from coldframe.compat.rest.operations import Operation, Parameter, Surface, parameters
from coldframe.compat.rest.references import Node

_STYLES = {"path": "simple", "header": "simple", "query": "form", "cookie": "form"}
_SENT = Side("parameter", "response", True)
_LISTED = (("old", "one value"), ("new", "a list"))


def parameter_differences(
    old: Operation, new: Operation, base: Surface, head: Surface, schemas: SchemaDifferences
) -> Iterator[Difference]:
    """Which are there, which must be, how they are written, and what their schemas allow."""
    before, after = parameters(old, base.references), parameters(new, head.references)
    places: dict[str, str] = {
        each.name: each.place for key, each in after.items() if key not in before
    }
    moved = set()
    for key, one in before.items():
        other = after.get(key)
        if other is not None:
            yield from _both(old, one, other, schemas)
        elif one.place != "path" or key[1] not in {
            name for place, name in after if place == "path"
        }:
            if one.name in places and one.place != "path":
                moved.add(one.name)
                yield Difference(
                    "parameter_moved", OPERATION, one.node, new.node,
                    (("name", one.name), ("old", one.place), ("new", places[one.name])),
                )  # fmt: skip
                continue
            kind = "parameter_removed"
            if one.node.value.get("deprecated") is True:
                kind = "deprecated_parameter_removed"
            if one.place == "path":
                continue  # the path says so
            yield Difference(kind, OPERATION, one.node, new.node, _told(one), stage=_stage(one))
    for key, other in after.items():
        if key in before or other.name in moved or other.place == "path":
            continue
        kind = "required_parameter_added" if other.required else "parameter_added"
        yield Difference(kind, OPERATION, old.node, other.node, _told(other))


def _told(parameter: Parameter) -> tuple[tuple[str, str], ...]:
    return (("place", parameter.place), ("name", parameter.name))


def _trail(parameter: Parameter) -> str:
    return f"{parameter.place} parameter {parameter.name}"


def _stage(parameter: Parameter) -> str:
    level = parameter.node.value.get("x-stability-level")
    return level if isinstance(level, str) else ""


def _both(
    operation: Operation, one: Parameter, other: Parameter, schemas: SchemaDifferences
) -> Iterator[Difference]:
    if schemas.same(one.node, other.node):
        return
    stage = _stage(one)

    def differ(kind: str, **told: str) -> Difference:
        words = (*_told(one), *told.items())
        return Difference(kind, OPERATION, one.node, other.node, words, stage=stage)

    if one.required != other.required:
        yield differ("parameter_required" if other.required else "parameter_optional")
    was, now = one.node.value, other.node.value
    if was.get("deprecated") is not True and now.get("deprecated") is True:
        yield differ("parameter_deprecated")
    if was.get("allowEmptyValue") is True and now.get("allowEmptyValue") is not True:
        yield differ("parameter_must_have_value")
    if was.get("allowReserved") is True and now.get("allowReserved") is not True:
        yield differ("parameter_reserved_refused")
    before, after = _schema(one.node), _schema(other.node)
    old_way, new_way = _way(one), _way(other)
    if old_way != new_way and (
        before is None or _looks_otherwise(before, old_way, new_way, schemas)
    ):
        yield differ("parameter_written_otherwise", old=old_way, new=new_way)
    if before is not None and after is not None:
        old_schema, new_schema = schemas.old.schema((before,)), schemas.new.schema((after,))
        was_left, is_left = old_schema.default, new_schema.default
        if was_left != is_left and not one.required and not (other.required and not is_left):
            word = ("changed" if is_left else "lifted") if was_left else "set"
            yield differ(f"parameter_default_{word}", old=_shown(was_left), new=_shown(is_left))
        side = _SENT if operation.sent else PARAMETER
        compared: tuple[Node, ...] = (after,)
        if "array" not in old_schema.types and new_schema.types == {"array"} and not operation.sent:
            # One value is a list of one (style form and simple), if it is a valid item.
            yield Difference("type_widened", side, before, after, _LISTED, (_trail(one),), stage)
            if new_schema.counts[0] > 1:
                told = (("new", str(new_schema.counts[0])),)
                yield Difference("min_items_set", side, before, after, told, (_trail(one),), stage)
            compared = new_schema.items
        schemas.root(operation, (before,), compared, side, (_trail(one),), stage)


def _schema(node: Node) -> Node | None:
    schema = node.get("schema")
    if schema is None:
        for media in node.children("content").values():
            return media.get("schema")
    return schema


def _way(parameter: Parameter) -> str:
    value = parameter.node.value
    if isinstance(value.get("content"), dict):
        return next(iter(value["content"]), "content")
    style = value.get("style") or _STYLES[parameter.place]
    explode = value.get("explode", style == "form")
    return f"{style}, {'exploded' if explode else 'joined'}"


def _looks_otherwise(node: Node, old: str, new: str, schemas: SchemaDifferences) -> bool:
    """Whether the two ways write the values of the schema differently.

    Lists and objects are written in different ways; texts have quotes in JSON only.
    """
    schema = schemas.old.schema((node,))
    kinds = frozenset[str]().union(*(each.types for each in schema.alternatives or (schema,)))
    return bool(kinds & {"array", "object"}) or (
        "string" in kinds and old.endswith("json") != new.endswith("json")
    )


def _shown(default: tuple[object, ...]) -> str:
    return json.dumps(default[0], ensure_ascii=False, default=str) if default else "none"
