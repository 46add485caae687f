"""What settings of Django take in that nobody can know without running them."""

from __future__ import annotations

import ast
import glob
import os
from collections.abc import Iterable, Iterator, Sequence

from coldframe.operate.upgrade_check.reading.django import assigned, statements
from coldframe.operate.upgrade_check.setting import SiteFile

# Lists of what Django loads (docs.djangoproject.com/en/stable/ref/settings).
_LISTS = ("INSTALLED_APPS", "MIDDLEWARE", "AUTHENTICATION_BACKENDS", "DATABASE_ROUTERS")
_COPIES = ("list", "tuple", "set", "sorted", "reversed", "dict")


def undecided(files: Sequence[SiteFile]) -> Iterator[str]:
    """A note for each place where such a list goes on in what was not read.

    Notes have the place, the name of the setting or of what is taken in, and nothing else.
    """
    modules = [(file, ast.parse(file.data)) for file in files if file.form == "django"]
    known = {name for _, module in modules for name in _names(module)}
    read = {os.path.realpath(file.path) for file, _ in modules}
    for file, module in modules:
        for statement in statements(module.body):
            place = f"{file.path}:{statement.lineno}"
            name, value = assigned(statement)
            if name in _LISTS and value is not None and any(_unread(value, known)):
                yield f"{place}: {name} takes in what only running this tells. It was not compared."
            for said, paths in _taken_in(statement, file.path):
                if not paths:
                    yield f"{place}: settings of {said} are taken in, and were not found."
                elif any(os.path.realpath(path) not in read for path in paths):
                    yield f"{place}: settings of {said} are taken in. Name that file, too."


def _names(module: ast.Module) -> Iterator[str]:
    for statement in statements(module.body):
        name, _ = assigned(statement)
        yield name.partition(".")[0]


def _unread(node: ast.AST, known: set[str]) -> Iterator[ast.AST]:
    """The parts of a value that are neither written out nor settings of their own."""
    parts: Iterable[ast.AST | None]
    match node:
        case ast.Constant():
            return
        case ast.Name() if node.id in known:
            return
        case ast.List() | ast.Tuple() | ast.Set():
            parts = node.elts
        case ast.Starred() | ast.Subscript():
            parts = [node.value]
        case ast.BinOp(op=ast.Add()):
            parts = [node.left, node.right]
        case ast.IfExp():
            parts = [node.body, node.orelse]
        case ast.BoolOp():
            parts = node.values
        case ast.Call(func=ast.Name(id=name)) if name in _COPIES and not node.keywords:
            parts = node.args
        case _:
            yield node
            return
    for part in parts:
        if part is not None:
            yield from _unread(part, known)


def _taken_in(statement: ast.stmt, path: str) -> Iterator[tuple[str, list[str]]]:
    """Modules of settings that the statement takes in, with the files that they may be."""
    folder = os.path.dirname(path)
    if isinstance(statement, ast.ImportFrom) and statement.names[0].name == "*":
        module = statement.module or ""
        if not statement.level:
            yield from _absolute(module, folder)
            return
        for _ in range(statement.level - 1):
            folder = os.path.join(folder, os.pardir)
        yield "." * statement.level + module, _files(folder, module)
    # django-split-settings: include("components/*.py")
    elif isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        call = statement.value
        if isinstance(call.func, ast.Name) and call.func.id == "include":
            for each in call.args:
                if isinstance(each, ast.Constant) and isinstance(each.value, str):
                    pattern = os.path.join(glob.escape(folder), each.value)
                    yield each.value, [] if "\0" in pattern else glob.glob(pattern)


def _absolute(module: str, folder: str) -> Iterator[tuple[str, list[str]]]:
    """A module of the site: one that lies in a folder above.  Others are no settings."""
    while True:
        found = _files(folder, module)
        if found:
            yield module, found
            return
        above = os.path.dirname(os.path.abspath(folder))
        if above == os.path.abspath(folder):
            return
        folder = above


def _files(folder: str, module: str) -> list[str]:
    stem = os.path.join(folder, *module.split(".")) if module else folder
    return [path for path in (f"{stem}.py", os.path.join(stem, "__init__.py"))
            if os.path.isfile(path)]  # fmt: skip
