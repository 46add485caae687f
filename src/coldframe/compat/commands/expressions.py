"""What expressions of a program stand for, as far as that is written down."""

from __future__ import annotations

import ast
import re
from typing import Any

from coldframe.compat.commands.members import Members
from coldframe.compat.commands.plain import LONGEST
from coldframe.compat.commands.things import (
    NOWHERE,
    Above,
    Class,
    External,
    Function,
    Names,
    Opaque,
    Thing,
)  # fmt: skip

_CONSTANTS = (str, int, float, bool, bytes, type(None))
_WIDE = re.compile(r"%[^srd%]")  # a width or a mapping
_MOST = 500  # elements of a list that are gone through


class TooLong(Exception):
    """More was gone through than any command line needs."""


class Expressions(Members):
    """Evaluates; nothing of the host is executed."""

    def __init__(self) -> None:
        self.steps = 0
        self.most = 0

    def step(self) -> None:
        """Count what is done.  Raises TooLong."""
        self.steps += 1
        if self.steps > self.most:
            raise TooLong

    def value(self, node: ast.AST | None, names: Names) -> Any:
        """What ``node`` stands for; an Opaque for what cannot be known."""
        if node is None:
            return None
        reader = getattr(self, f"_{type(node).__name__.lower()}", None)
        found = reader(node, names) if reader is not None else Opaque(node)
        return Opaque(node) if isinstance(found, Opaque) and found.node is None else found

    def _constant(self, node: ast.Constant, names: Names) -> Any:
        return node.value if isinstance(node.value, _CONSTANTS) else Opaque(node)

    def _name(self, node: ast.Name, names: Names) -> Any:
        found = names.find(node.id)
        if found is NOWHERE:
            return External(f"builtins.{node.id}")
        return Opaque(node) if isinstance(found, Opaque) else found

    def _attribute(self, node: ast.Attribute, names: Names) -> Any:
        owner = self.value(node.value, names)
        found = self.attribute(owner, node.attr)
        return Opaque(node) if isinstance(found, Opaque) else found

    def _joinedstr(self, node: ast.JoinedStr, names: Names) -> Any:
        parts = [self.value(each, names) for each in node.values]
        if not all(isinstance(each, str) for each in parts):
            return Opaque(node)
        return "".join(parts) if sum(map(len, parts)) < LONGEST else Opaque(node)

    def _formattedvalue(self, node: ast.FormattedValue, names: Names) -> Any:
        found = self.known(self.value(node.value, names))
        return str(found) if isinstance(found, str | int) and not node.format_spec else Opaque(node)

    def _list(self, node: ast.List | ast.Tuple | ast.Set, names: Names) -> Any:
        found: list[Any] = []
        for each in node.elts:
            if not isinstance(each, ast.Starred):
                found.append(self.value(each, names))
                continue
            inner = self.known(self.value(each.value, names))
            if not isinstance(inner, list):
                return Opaque(node)
            found += inner
        return found

    _tuple = _set = _list

    def _dict(self, node: ast.Dict, names: Names) -> Any:
        found: dict[Any, Any] = {}
        for key, value in zip(node.keys, node.values, strict=True):
            inner = self.value(value, names)
            if key is None:
                more = self.known(inner)
                if not isinstance(more, dict):
                    return Opaque(node)
                found |= more
                continue
            word = self.known(self.value(key, names))
            if not isinstance(word, _CONSTANTS):
                return Opaque(node)
            found[word] = inner
        return found

    def _binop(self, node: ast.BinOp, names: Names) -> Any:
        left, right = (self.known(self.value(each, names)) for each in (node.left, node.right))
        if isinstance(node.op, ast.Add):
            return added(left, right, node)
        if isinstance(node.op, ast.Mod) and isinstance(left, str) and not _WIDE.search(left):
            given = tuple(right) if isinstance(right, list) else (right,)
            if all(isinstance(each, str | int) for each in given):
                try:
                    return left % given
                except (TypeError, ValueError):
                    return Opaque(node)
        return Opaque(node)

    def _unaryop(self, node: ast.UnaryOp, names: Names) -> Any:
        found = self.known(self.value(node.operand, names))
        if isinstance(node.op, ast.USub) and isinstance(found, int | float):
            return -found
        plain = found is None or isinstance(found, bool)
        return not found if isinstance(node.op, ast.Not) and plain else Opaque(node)

    def _boolop(self, node: ast.BoolOp, names: Names) -> Any:
        found = [self.known(self.value(each, names)) for each in node.values]
        for each in found:
            if not isinstance(each, _CONSTANTS):
                return Opaque(node)
            if bool(each) == isinstance(node.op, ast.Or):
                return each
        return found[-1]

    def _compare(self, node: ast.Compare, names: Names) -> Any:
        left = self.known(self.value(node.left, names))
        right = self.known(self.value(node.comparators[0], names))
        if len(node.ops) > 1 or isinstance(left, Opaque) or isinstance(right, Opaque):
            return Opaque(node)
        if isinstance(node.ops[0], ast.Is | ast.IsNot) and (left is None or right is None):
            return (left is right) == isinstance(node.ops[0], ast.Is)
        equal = isinstance(node.ops[0], ast.Eq | ast.NotEq)
        if equal and isinstance(left, str) and isinstance(right, str):
            return (left == right) == isinstance(node.ops[0], ast.Eq)
        return Opaque(node)

    def _ifexp(self, node: ast.IfExp, names: Names) -> Any:
        test = self.known(self.value(node.test, names))
        if isinstance(test, _CONSTANTS):
            return self.value(node.body if test else node.orelse, names)
        return Opaque(node)

    def _subscript(self, node: ast.Subscript, names: Names) -> Any:
        owner = self.known(self.value(node.value, names))
        key = self.known(self.value(node.slice, names))
        if isinstance(owner, dict) and isinstance(key, _CONSTANTS) and key in owner:
            return owner[key]
        if isinstance(owner, list) and isinstance(key, int) and -len(owner) <= key < len(owner):
            return owner[key]
        return Opaque(node)

    def _lambda(self, node: ast.Lambda, names: Names) -> Any:
        return Function("lambda", node, names, names.space) if names.space else Opaque(node)

    def _listcomp(self, node: ast.ListComp | ast.GeneratorExp, names: Names) -> Any:
        first = node.generators[0]
        source = self.known(self.value(first.iter, names))
        if len(node.generators) > 1 or not isinstance(source, list | dict) or first.ifs:
            return Opaque(node)
        found = []
        for each in list(source)[:_MOST]:
            self.step()
            inner = Names(outer=names, space=names.space)
            self.bind(first.target, each, inner)
            found.append(self.value(node.elt, inner))
        return found

    _generatorexp = _setcomp = _listcomp

    def _namedexpr(self, node: ast.NamedExpr, names: Names) -> Any:
        found = self.value(node.value, names)
        self.bind(node.target, found, names)
        return found

    def _await(self, node: ast.Await, names: Names) -> Any:
        return self.value(node.value, names)

    def _call(self, node: ast.Call, names: Names) -> Any:
        args: list[Any] = []
        for each in node.args:
            if isinstance(each, ast.Starred):
                inner = self.known(self.value(each.value, names))
                args += inner if isinstance(inner, list) else [Opaque(each)]
            else:
                args.append(self.value(each, names))
        named: dict[str, Any] = {}
        for keyword in node.keywords:
            found = self.value(keyword.value, names)
            if keyword.arg is not None:
                named[keyword.arg] = found
            elif isinstance(more := self.known(found), dict):
                named |= {key: value for key, value in more.items() if isinstance(key, str)}
            else:
                named["**"] = found
        callee = self.value(node.func, names)
        if isinstance(callee, External) and callee.name == "builtins.super":
            return self._super(args, names)
        return self.called(callee, args, named, node)

    def _super(self, args: list[Any], names: Names) -> Any:
        owner = self.known(args[0]) if args else names.find("__class__")
        thing = self.known(args[1]) if len(args) > 1 else names.find("__self__")
        ours = isinstance(owner, Class) and isinstance(thing, Thing | Class)
        return Above(thing, owner) if ours else Opaque()

    def bind(self, target: ast.AST, value: Any, names: Names) -> None:
        """Give the names of ``target`` their values."""
        if isinstance(target, ast.Name):
            names.own[target.id] = value
        elif isinstance(target, ast.Tuple | ast.List):
            inner = self.known(value)
            whole = isinstance(inner, list) and len(inner) == len(target.elts)
            for at, each in enumerate(target.elts):
                self.bind(each, inner[at] if whole else Opaque(), names)
        elif isinstance(target, ast.Starred):
            self.bind(target.value, Opaque(), names)
        elif isinstance(target, ast.Attribute):
            owner = self.known(self.value(target.value, names))
            if isinstance(owner, Thing):
                owner.attributes[target.attr] = value
            elif isinstance(owner, Class):
                owner.names.own[target.attr] = value
        elif isinstance(target, ast.Subscript):
            owner = self.known(self.value(target.value, names))
            key = self.known(self.value(target.slice, names))
            if isinstance(owner, dict) and isinstance(key, _CONSTANTS):
                owner[key] = value


def added(left: Any, right: Any, node: ast.AST) -> Any:
    """The sum of two texts or lists, unless that is longer than anybody would write."""
    if isinstance(left, str) and isinstance(right, str) and len(left) + len(right) < LONGEST:
        return left + right
    if isinstance(left, list) and isinstance(right, list) and len(left) + len(right) < LONGEST:
        return left + right
    return Opaque(node)
