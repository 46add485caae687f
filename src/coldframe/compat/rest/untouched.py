"""Which operations cannot differ, because nothing that they reach does."""

from __future__ import annotations

import json
import re
from typing import Any

from coldframe.compat.rest.operations import Operation, Surface
from coldframe.compat.rest.references import Node

_REFERENCE = re.compile(r'"\$ref": "#/components/([^"]*)"')


class Untouched:
    """Compares texts of components and operations, which is much faster than comparing schemas.

    Only references into ``#/components`` are followed; what refers to anything else may differ.
    """

    def __init__(self, base: Surface, head: Surface) -> None:
        self._same_dialect = base.document.version == head.document.version
        self._same_frame = self._same_dialect and (
            base.document.value.get("security") == head.document.value.get("security")
        )
        self._pairs: dict[tuple[int, int], bool] = {}
        old, new = _components(base), _components(head)
        reached = {name: _reached(text) for name, text in old.items()}
        self._touched = {name for name, text in old.items() if new.get(name) != text}
        self._touched |= {name for name, found in reached.items() if found is None}
        uses: dict[str, list[str]] = {}
        for name, found in reached.items():
            for used in found or ():
                uses.setdefault(used, []).append(name)
        waiting = [*self._touched, *(used for used in uses if used not in old)]
        self._touched |= set(waiting)
        while waiting:
            for user in uses.get(waiting.pop(), ()):
                if user not in self._touched:
                    self._touched.add(user)
                    waiting.append(user)

    def operation(self, old: Operation, new: Operation) -> bool:
        """Whether ``old`` and ``new`` are the same in all that they reach."""
        if not self._same_frame or old.path != new.path:
            return False
        for one, other in (
            (old.node.value, new.node.value),
            (_shared(old.item.value), _shared(new.item.value)),
        ):
            if one != other:
                return False
            found = _reached(json.dumps(one, default=str))
            if found is None or found & self._touched:
                return False
        return True

    def pair(self, old: tuple[Node, ...], new: tuple[Node, ...]) -> bool:
        """Whether two schemas are the same in all that they reach."""
        return len(old) == len(new) == 1 and self.values(old[0].value, new[0].value)

    def values(self, one: Any, other: Any) -> bool:
        """The same of two schemas as the documents have them."""
        if not self._same_dialect:
            return False
        key = id(one), id(other)
        if key not in self._pairs:
            self._pairs[key] = isinstance(one, dict) and one == other and self._same_within(one)
        return self._pairs[key]

    def _same_within(self, value: Any) -> bool:
        """Whether no reference in ``value`` leads to what was touched, or to who knows where."""
        if isinstance(value, dict):
            target = value.get("$ref")
            if isinstance(target, str):
                name = target.removeprefix("#/components/")
                if name == target or name in self._touched or name.count("/") != 1 or "%" in name:
                    return False
            return all(
                self._same_within(each) for each in value.values() if isinstance(each, dict | list)
            )
        return all(self._same_within(each) for each in value if isinstance(each, dict | list))


def _components(surface: Surface) -> dict[str, str]:
    found = {}
    for kind, members in (surface.document.value.get("components") or {}).items():
        if isinstance(members, dict):
            for name, value in members.items():
                # Words of a pointer are escaped in references.
                word = name.replace("~", "~0").replace("/", "~1")
                found[f"{kind}/{word}"] = json.dumps(value, sort_keys=True, default=str)
    return found


def _reached(text: str) -> frozenset[str] | None:
    """The components that ``text`` refers to; None if it refers to anything else."""
    found = _REFERENCE.findall(text)
    plain = all(name.count("/") == 1 and "%" not in name for name in found)
    return frozenset(found) if plain and len(found) == text.count('"$ref":') else None


def _shared(item: dict[str, Any]) -> dict[str, Any]:
    """What a path says for all its operations."""
    words = ("parameters", "servers", "x-stability-level")
    return {word: item[word] for word in words if word in item}
