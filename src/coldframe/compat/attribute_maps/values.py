"""What expressions of a module stand for, as far as that can be told by reading."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any, NamedTuple

from coldframe.compat.attribute_maps.comprehensions import Untold, elements


class Unknown(NamedTuple):
    """A value that cannot be told; ``name`` is the last word of how it is written."""

    name: str = ""


class Map(dict[Any, Any]):
    """A dictionary that knows the file and the line of each of its keys."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.places: dict[Any, tuple[str, int]] = {}

    def take(self, other: Any) -> None:
        """All of another dictionary; what is no dictionary is noted under no key."""
        if not isinstance(other, dict):
            self[Unknown("**")] = other
            return
        self.update(other)
        self.places.update(getattr(other, "places", {}))


Lookup = Callable[[str], Any]
Member = Callable[[Any, str], Any]
_SAME = ("list", "tuple", "sorted", "deepcopy", "copy", "_", "str", "frozenset", "set")
_DEEPEST = 60
_LONGEST = 10_000  # characters of a text that others are put into


class Values:
    """Evaluates expressions of one module; ``look_up`` knows its names, ``member`` attributes."""

    def __init__(self, path: str, look_up: Lookup, member: Member) -> None:
        self.path = path
        self.look_up = look_up
        self.member = member
        self.local: dict[str, Any] = {}  # names within a comprehension

    def of(self, node: ast.AST | None, depth: int = 0) -> Any:
        """The value of ``node``, or Unknown."""
        if node is None or depth > _DEEPEST:
            return Unknown()
        reader = getattr(self, f"_{type(node).__name__.lower()}", None)
        return reader(node, depth + 1) if reader is not None else Unknown()

    def _constant(self, node: ast.Constant, depth: int) -> Any:
        return node.value

    def _name(self, node: ast.Name, depth: int) -> Any:
        return self.local[node.id] if node.id in self.local else self.look_up(node.id)

    def _attribute(self, node: ast.Attribute, depth: int) -> Any:
        return self.member(self.of(node.value, depth), node.attr)

    def _dict(self, node: ast.Dict, depth: int) -> Any:
        found = Map()
        for key_node, value_node in zip(node.keys, node.values, strict=True):
            value = self.of(value_node, depth)
            if key_node is None:
                found.take(value)
                continue
            key = self.of(key_node, depth)
            if not isinstance(key, str | int | float | Unknown):
                key = Unknown()
            found[key] = value
            found.places[key] = (self.path, key_node.lineno)
        return found

    def _list(self, node: ast.List | ast.Tuple | ast.Set, depth: int) -> Any:
        found: list[Any] = []
        for each in node.elts:
            if isinstance(each, ast.Starred):
                inner = self.of(each.value, depth)
                found += inner if isinstance(inner, list) else [Unknown()]
            else:
                found.append(self.of(each, depth))
        return found

    _tuple = _set = _list

    def _listcomp(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp, depth: int) -> Any:
        try:
            return [self.of(node.elt, depth) for _ in elements(self, node, depth)]
        except Untold:
            return Unknown()

    _setcomp = _generatorexp = _listcomp

    def _dictcomp(self, node: ast.DictComp, depth: int) -> Any:
        found = Map()
        try:
            for _ in elements(self, node, depth):
                key = self.of(node.key, depth)
                if not isinstance(key, str | int | float):
                    return Unknown()
                found[key] = self.of(node.value, depth)
                found.places[key] = (self.path, node.key.lineno)
        except Untold:
            return Unknown()
        return found

    def _binop(self, node: ast.BinOp, depth: int) -> Any:
        left, right = self.of(node.left, depth), self.of(node.right, depth)
        if isinstance(left, list) and isinstance(right, list) and isinstance(node.op, ast.Add):
            return left + right
        if isinstance(left, str) and isinstance(right, str) and isinstance(node.op, ast.Add):
            return left + right
        if isinstance(left, str) and isinstance(node.op, ast.Mod):
            return _formatted(left, right)
        if isinstance(left, int) and isinstance(right, int):
            return _computed(left, node.op, right)
        return Unknown()

    def _unaryop(self, node: ast.UnaryOp, depth: int) -> Any:
        value = self.of(node.operand, depth)
        if isinstance(node.op, ast.USub) and isinstance(value, int | float):
            return -value
        if isinstance(node.op, ast.Not) and not isinstance(value, Unknown):
            return not value
        return Unknown()

    def _joinedstr(self, node: ast.JoinedStr, depth: int) -> Any:
        parts = [
            self.of(part.value if isinstance(part, ast.FormattedValue) else part, depth)
            for part in node.values
        ]
        return (
            "".join(map(str, parts)) if all(isinstance(p, str | int) for p in parts) else Unknown()
        )

    def _subscript(self, node: ast.Subscript, depth: int) -> Any:
        held, key = self.of(node.value, depth), self.of(node.slice, depth)
        try:
            return held[key] if isinstance(held, dict | list) else Unknown()
        except (KeyError, IndexError, TypeError):
            return Unknown()

    def _call(self, node: ast.Call, depth: int) -> Any:
        name = (
            node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        )
        if name == "dict":
            found = Map()
            for given in node.args:
                found.take(self.of(given, depth))
            for word in node.keywords:
                if word.arg is None:
                    found.take(self.of(word.value, depth))
                else:
                    found[word.arg] = self.of(word.value, depth)
                    found.places[word.arg] = (self.path, word.value.lineno)
            return found
        if name == "replace" and isinstance(node.func, ast.Attribute):
            words = [self.of(each, depth) for each in (node.func.value, *node.args)]
            known = len(words) == 3 and all(isinstance(word, str) for word in words)
            return words[0].replace(words[1], words[2]) if known else Unknown(name)
        asked = node.args[0] if node.args else None
        if isinstance(node.func, ast.Attribute) and asked is None:
            asked = node.func.value  # x.copy(), x.keys(), x.values()
        if name in _SAME or name in ("keys", "values", "items"):
            return _copied(self.of(asked, depth), name)
        return Unknown(name)


def _copied(value: Any, name: str) -> Any:
    if isinstance(value, dict):
        if name == "items":
            return [[key, each] for key, each in value.items()]
        if name in ("values", "keys", "list", "tuple", "sorted"):
            return list(value.values() if name == "values" else value)
        found = Map()
        found.take(value)
        if name == "deepcopy":
            for key, each in found.items():
                found[key] = _copied(each, name)
        return found
    return list(value) if isinstance(value, list) else value


def _formatted(text: str, given: Any) -> Any:
    """``text % given``, if all of it is known."""
    parts = given if isinstance(given, list) else [given]
    held = given.values() if isinstance(given, dict) else parts
    if not all(isinstance(each, str | int) for each in held) or len(text) > _LONGEST:
        return Unknown()
    try:
        return text % (given if isinstance(given, dict) else tuple(parts))
    except (KeyError, ValueError, TypeError):
        return Unknown()


def _computed(left: int, operation: ast.operator, right: int) -> Any:
    if isinstance(operation, ast.Add):
        return left + right
    if isinstance(operation, ast.Sub):
        return left - right
    if isinstance(operation, ast.Mult):
        return left * right if max(abs(left), abs(right)) < 2**64 else Unknown()
    if isinstance(operation, ast.Pow):
        return left**right if 0 <= right <= 128 and abs(left) <= 2**16 else Unknown()
    if isinstance(operation, ast.LShift):
        return left << right if 0 <= right <= 128 else Unknown()
    return Unknown()
