"""A host's program, read: which module is which, and what its calls do to command lines."""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any

from coldframe.compat.commands import argparse, click
from coldframe.compat.commands.expressions import TooLong
from coldframe.compat.commands.parameters import is_handed, parameters
from coldframe.compat.commands.plain import plain
from coldframe.compat.commands.statements import NOTHING, Statements
from coldframe.compat.commands.things import (
    Bound,
    Class,
    Decorator,
    Draft,
    External,
    Function,
    Handler,
    Later,
    Names,
    Native,
    Opaque,
    Part,
    Space,
    Thing,
)  # fmt: skip

if TYPE_CHECKING:
    from coldframe.check.surface.reading import Module
    from coldframe.compat.python.packages import ModuleFile

_STEPS, _DEEPEST, _AGAIN = 60_000, 40, 2


class Program(Statements):
    """Reads modules when they are needed, each once.  ``mattering`` are paths with commands."""

    def __init__(
        self,
        files: Collection[ModuleFile],
        mattering: Collection[str],
        module: Callable[[str], Module | None],
    ) -> None:
        super().__init__()
        self._files = {each.name: each for each in files}
        self._mattering = mattering
        self._module = module
        self._spaces: dict[str, Space] = {}
        self._stack: list[Any] = []
        self._here: list[Space] = []
        self.made: list[Draft] = []  # every parser, in the order in which they are made
        self.used: list[Draft] = []  # those that parse
        self.handlers: list[tuple[Space, Handler]] = []  # of oslo.config, and who defines them

    def fresh(self) -> None:
        """Begin with another program."""
        self.made, self.used, self.doubt = [], [], 0
        self.most = self.steps + _STEPS

    def is_module(self, name: str) -> bool:
        return name in self._files

    def is_ours(self, module: str) -> bool:
        return module in self._files or module.partition(".")[0] in self._files

    def imported(self, module: str) -> None:
        file = self._files.get(module)
        if file is not None and (file.path in self._mattering or file.package):
            self.space(module)

    def space(self, module: str) -> Space | None:
        if module in self._spaces:
            return self._spaces[module]
        file = self._files.get(module)
        parsed = None if file is None else self._module(file.path)
        if file is None or (parsed is None and not file.package):
            return None
        matters = file.package or file.path in self._mattering
        space = Space(module, file.path, file.package, matters)
        self._spaces[module] = space
        space.names.space = space
        space.names.own["__name__"] = module
        if parsed is not None:
            kept = self.doubt, self.steps, self.most
            self.doubt, self.most = 0, self.steps + _STEPS
            self._here.append(space)
            try:
                self.body(parsed.tree.body, space.names)
            except (TooLong, RecursionError):
                pass  # the rest is unknown: what it defines is not found
            finally:
                self._here.pop()
            self.doubt, self.steps, self.most = kept
        return space

    def called(self, value: Any, args: list[Any], named: dict[str, Any], node: ast.AST) -> Any:
        if isinstance(value, Later):
            file = self._files.get(value.module)
            known = file is not None and (file.path in self._mattering or file.package)
            if not known and not is_handed(args, named):
                return Opaque(node)
            value = self.known(value)
        if isinstance(value, Bound):
            merged = {**value.named, **named}
            return self.called(value.function, [*value.first, *args], merged, node)
        if isinstance(value, Function):
            return self._enter(value, args, named, node)
        if isinstance(value, Class):
            return self._instance(value, args, named, node)
        if isinstance(value, Native):
            return self._native(value, args, named, node)
        if isinstance(value, Decorator):
            return click.decorated(self, value, self.known(args[0]) if args else None)
        if isinstance(value, Draft):
            if click.is_click(value):
                return click.used(self, value, args)
            found = self.attribute(value, "__call__")
            return Opaque(node) if isinstance(found, Native) else self.called(
                found, args, named, node
            )  # fmt: skip
        if isinstance(value, External):
            return self._external(value, args, named, node)
        argparse.given_away([*args, *named.values()], node)
        return Opaque(node)

    def _enter(
        self, function: Function, args: list[Any], named: dict[str, Any], node: ast.AST
    ) -> Any:
        handed = is_handed(args, named)
        handed = handed or function.name == "__init__"
        if not (function.space.matters or handed) or len(self._stack) > _DEEPEST:
            return Opaque(node)
        if self._stack.count(function) >= _AGAIN:
            return Opaque(node)
        around = function.around
        owner = function.owner
        if owner is not None and around.own.get("__class__") is owner:
            around = around.outer or around
        names = Names(outer=around, space=function.space)
        parameters(self, function, args, named, names)
        if owner is not None:
            names.own["__class__"] = owner
            names.own["__self__"] = args[0] if args else None
        self._stack.append(function)
        self._here.append(function.space)
        try:
            if isinstance(function.node, ast.Lambda):
                return self.value(function.node.body, names)
            found = self.body(function.node.body, names)
        finally:
            self._stack.pop()
            self._here.pop()
        return None if found is NOTHING else found

    def _instance(self, owner: Class, args: list[Any], named: dict[str, Any], node: ast.AST) -> Any:
        draft = argparse.instance(self, owner, node) or click.instance(self, owner, node)
        thing: Thing = draft or Thing(owner)
        start = self.attribute(thing, "__init__")
        if isinstance(start, Bound):
            self._enter(start.function, [thing, *args], named, node)
        elif isinstance(thing, Draft):
            self.called(start, args, named, node)
        else:
            thing.attributes |= named  # a data class
        if isinstance(thing, Draft):
            argparse.of_fields(self, thing, named.get("dataclass_types", args[0] if args else None))
        return thing

    def _native(self, value: Native, args: list[Any], named: dict[str, Any], node: ast.AST) -> Any:
        thing = value.thing
        if isinstance(thing, str | list | dict):
            return plain(self.known, thing, value.name, args, node)
        if isinstance(thing, Draft | Part):
            draft = thing if isinstance(thing, Draft) else thing.draft
            if click.is_click(draft) and isinstance(thing, Draft):
                return click.native(self, thing, value.name, args, named, node)
            return argparse.native(self, thing, value.name, args, named, node)
        if value.name == "get_parser":
            owner = thing.owner if isinstance(thing, Thing) else None
            line = self.line(owner) if owner is not None else []
            ours = any(isinstance(e, External) and e.top in ("cliff", "osc_lib") for e in line)
            return argparse.parser(self, node, whole=ours)
        return Opaque(node)

    def _external(
        self, value: External, args: list[Any], named: dict[str, Any], node: ast.AST
    ) -> Any:
        for module in (argparse, click):
            found = module.external(self, value, args, named, node)
            if found is not None:
                return found
        last = value.last
        if last == "partial" and args:
            return Bound(args[0], args[1:], named)
        if last in ("_", "gettext", "ugettext", "gettext_lazy", "dedent", "cleandoc") and args:
            return args[0]
        if (
            value.top == "builtins"
            and last in ("list", "tuple", "sorted", "reversed", "set")
            and args
        ):
            inner = self.known(args[0])
            if isinstance(inner, dict):
                inner = list(inner)
            if isinstance(inner, list):
                return inner[::-1] if last == "reversed" else list(inner)
        if last == "SubCommandOpt":
            handler = Handler(named.get("handler"))
            self.handled(handler)
            return handler
        if args and len(args) == 1 and not named:
            only = args[0]
            if isinstance(only, Function | Draft) and (
                isinstance(node, ast.Name | ast.Attribute) or isinstance(only, Function)
            ):
                return only  # a decorator of another library
        argparse.given_away([*args, *named.values()], node)
        return Opaque(node)

    def here(self) -> Space | None:
        """The module that is being read."""
        return self._here[-1] if self._here else None

    def handled(self, handler: Handler) -> None:
        """An option of oslo.config has commands; they are those of the program at this place."""
        here = self.here()
        if here is not None:
            self.handlers.append((self._here[0] if self._stack else here, handler))

    def matters(self, path: str) -> bool:
        """Whether the module at ``path`` may define commands."""
        return path in self._mattering

    def guarded(self, space: Space) -> bool:
        """Go through what ``space`` does as a program; False if it does nothing then."""
        parsed = self._module(space.path)
        found = False
        self._here.append(space)
        for node in parsed.tree.body if parsed is not None else ():
            if isinstance(node, ast.If) and "__main__" in ast.unparse(node.test):
                found = True
                self.body(node.body, space.names)
        self._here.pop()
        return found
