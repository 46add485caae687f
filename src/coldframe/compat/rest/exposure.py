"""Stable operations that take or give what is still a preview."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from coldframe.compat.rest.levels import preview
from coldframe.compat.rest.operations import Operation, Surface
from coldframe.compat.rest.references import Node


def exposed(surface: Surface) -> Iterator[tuple[Operation, Node, str]]:
    """Each stable operation with each schema or parameter of a preview level that it reaches."""
    if not _levels(surface.document.value):
        return
    for operation in (*surface.operations.values(), *surface.webhooks.values()):
        if preview(operation.stage):
            continue
        seen: set[tuple[str, str]] = set()
        waiting = [operation.node, *operation.item.listed("parameters")]
        while waiting:
            node = waiting.pop()
            if node[:2] in seen:
                continue
            seen.add(node[:2])
            if isinstance(node.value, list):
                waiting += [node.child(at) for at in range(len(node.value))]
            elif isinstance(node.value, dict):
                level = node.value.get("x-stability-level")
                if isinstance(level, str) and preview(level):
                    yield operation, node, level
                    continue
                if isinstance(node.value.get("$ref"), str):
                    waiting.append(surface.references.step(node))
                waiting += [
                    node.child(key) for key in node.value if key not in ("example", "examples")
                ]


def _levels(value: Any) -> bool:
    """Whether anything but an operation or a path says how firmly it is promised."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if "x-stability-level" in one and "responses" not in one:
                return True
            waiting += [each for each in one.values() if isinstance(each, dict | list)]
        else:
            waiting += [each for each in one if isinstance(each, dict | list)]
    return False
