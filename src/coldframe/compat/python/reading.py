"""A project's modules as griffe sees them: parsed, never imported."""

from __future__ import annotations

import ast
import logging
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

import griffe

from coldframe.compat.python.bodies import read_body
from coldframe.compat.python.packages import ModuleFile, module_files
from coldframe.source.python.decode import decode

if TYPE_CHECKING:
    from coldframe.check.host import Host

BODY = "coldframe"  # the key of a function's body among what extensions note of it


class Read(NamedTuple):
    """The modules by their dotted names, in order, each with its file; and those not read."""

    modules: dict[str, griffe.Module]
    files: dict[str, ModuleFile]
    objects: griffe.ModulesCollection
    unread: tuple[str, ...]


def read_modules(host: Host, below: Sequence[str] = ()) -> Read:
    """Every module that ``host`` gives to others, with aliases resolved among them.

    With ``below`` only these modules, what is in them, and the packages around them.
    A file that this Python cannot parse is not read, and named in ``unread``.
    """
    logging.getLogger("griffe").setLevel(logging.CRITICAL)
    collection, lines = griffe.ModulesCollection(), griffe.LinesCollection()
    extensions = griffe.load_extensions(_Bodies())
    modules: dict[str, griffe.Module] = {}
    files: dict[str, ModuleFile] = {}
    unread = []
    for each in module_files(host):
        if below and not any(_near(each.name, place) for place in below):
            continue
        outer, _, last = each.name.rpartition(".")
        parent = modules.get(outer)
        if outer and parent is None:
            parent = _namespace(outer, modules, collection, lines)
        text, why = decode(host.tree.read(each.path))
        try:
            if why:
                raise SyntaxError(why)
            module = griffe.visit(
                last,
                PurePosixPath(each.path),  # type: ignore[arg-type]
                text,
                extensions=extensions,
                parent=parent,
                lines_collection=lines,
                modules_collection=collection,
            )
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            unread.append(each.name)
            continue
        _put(module, last, parent, collection)
        modules[each.name], files[each.name] = module, each
    _link(collection, lines, extensions)
    return Read(modules, files, collection, tuple(unread))


def _near(name: str, place: str) -> bool:
    return f"{name}.".startswith(f"{place}.") or f"{place}.".startswith(f"{name}.")


def _link(
    collection: griffe.ModulesCollection,
    lines: griffe.LinesCollection,
    extensions: griffe.Extensions,
) -> None:
    """Expand ``import *`` and ``__all__``, and let aliases find what they stand for."""
    loader = griffe.GriffeLoader(
        extensions=extensions,
        modules_collection=collection,
        lines_collection=lines,
        allow_inspection=False,
    )
    for module in list(collection.members.values()):
        loader.expand_exports(module)
    loader.resolve_aliases(implicit=True, external=False)
    for module in list(collection.members.values()):
        extensions.call("on_package", pkg=module, loader=loader)


def _namespace(
    name: str,
    modules: dict[str, griffe.Module],
    collection: griffe.ModulesCollection,
    lines: griffe.LinesCollection,
) -> griffe.Module:
    """A package without an ``__init__``, or whose own could not be read."""
    outer, _, last = name.rpartition(".")
    parent = modules.get(outer)
    if outer and parent is None:
        parent = _namespace(outer, modules, collection, lines)
    module = griffe.Module(
        last,
        filepath=PurePosixPath(name.replace(".", "/"), "__init__.py"),  # type: ignore[arg-type]
        parent=parent,
        lines_collection=lines,
        modules_collection=collection,
    )
    _put(module, last, parent, collection)
    modules[name] = module
    return module


def _put(
    module: griffe.Module,
    last: str,
    parent: griffe.Module | None,
    collection: griffe.ModulesCollection,
) -> None:
    if parent is None:
        collection[last] = module
    else:
        parent.set_member(last, module)


class _Bodies(griffe.Extension):
    """Notes what only bodies tell, while griffe has their nodes at hand."""

    def on_function_instance(self, *, node: Any, func: griffe.Function, **_: Any) -> None:
        """Read the body of a function."""
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            func.extra[BODY]["body"] = read_body(node)

    def on_attribute_instance(self, *, node: Any, attr: griffe.Attribute, **_: Any) -> None:
        """Read the body and the decorators of a property."""
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            attr.extra[BODY]["body"] = read_body(node)
            attr.extra[BODY]["decorators"] = [
                ast.unparse(each).partition("(")[0] for each in node.decorator_list
            ]
