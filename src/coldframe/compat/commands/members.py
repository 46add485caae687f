"""What names of modules, classes and things lead to."""

from __future__ import annotations

import ast
from abc import ABC, abstractmethod
from typing import Any

from coldframe.compat.commands.things import (
    Above,
    Bound,
    Class,
    Draft,
    External,
    Function,
    Later,
    Native,
    Opaque,
    Part,
    Space,
    Thing,
)  # fmt: skip

_DEEPEST = 100  # ancestors of a class


class Members(ABC):
    """Looks up; nothing of the host is executed."""

    @abstractmethod
    def space(self, module: str) -> Space | None:
        """The module of the host, read; None if it is none."""

    @abstractmethod
    def called(self, value: Any, args: list[Any], named: dict[str, Any], node: ast.AST) -> Any:
        """What a call gives."""

    def known(self, value: Any) -> Any:
        """``value``; or what it is the name of, in another module."""
        for _ in range(20):
            if not isinstance(value, Later):
                return value
            value = self._there(value)
        return Opaque()

    def is_module(self, name: str) -> bool:
        """Whether the host has a module of exactly this name."""
        return False

    def is_ours(self, module: str) -> bool:
        """Whether it is a module of the host."""
        return False

    def _there(self, later: Later) -> Any:
        where = f"{later.module}.{later.name}" if later.name else later.module
        space = self.space(later.module)
        if space is None or not later.name:
            return space or External(where)
        name, _, rest = later.name.partition(".")
        found = space.names.own.get(name)
        if found is None:
            found = self.space(f"{later.module}.{name}")
        if found is None or found is later:
            return External(where)
        for part in rest.split(".") if rest else ():
            found = self.attribute(self.known(found), part)
        return found

    def line(self, owner: Class) -> list[Any]:
        """A class and all its ancestors, the nearest first; those of other libraries, too."""
        found: list[Any] = []
        stack: list[Any] = [owner]
        while stack and len(found) < _DEEPEST:
            one = self.known(stack.pop(0))
            if one not in found:
                found.append(one)
                stack[:0] = one.bases if isinstance(one, Class) else []
        return found

    def attribute(self, owner: Any, name: str) -> Any:
        """What ``owner.name`` is."""
        if isinstance(owner, External):
            return External(f"{owner.name}.{name}")
        if isinstance(owner, Space):
            return Later(owner.name, name)
        if isinstance(owner, Later):  # the module need not be read for that
            inner = f"{owner.module}.{owner.name}" if owner.name else owner.module
            if owner.name and not self.is_module(inner):
                return Later(owner.module, f"{owner.name}.{name}")
            return Later(inner, name)
        if isinstance(owner, Above):
            return self._member(owner.thing, name, owner.owner)
        if isinstance(owner, Class | Thing):
            if isinstance(owner, Thing) and name in owner.attributes:
                return owner.attributes[name]
            return self._member(owner, name)
        if isinstance(owner, str | list | dict | Part):
            return Native(owner, name)
        return Opaque()

    def _member(self, owner: Any, name: str, above: Class | None = None) -> Any:
        """A member of a class or thing; with ``above`` only what its ancestors have."""
        kind = owner if isinstance(owner, Class) else owner.owner
        line = self.line(kind) if kind is not None else []
        if above is not None and above in line:
            line = line[line.index(above) + 1 :]
        for each in line:
            if isinstance(each, Class) and name in each.names.own:
                found = each.names.own[name]
                if not isinstance(found, Function):
                    return found
                if found.kind == "property":
                    return self.called(found, [owner], {}, found.node)
                if found.kind == "classmethod":
                    return Bound(found, [kind])
                inside = isinstance(owner, Thing) or above is not None
                return Bound(found, [owner]) if inside and found.kind != "staticmethod" else found
        if name == "__class__":
            return kind or Opaque()
        if isinstance(owner, Draft) or name in ("__init__", "get_parser"):
            return Native(owner, name)
        return Opaque()
