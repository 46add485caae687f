"""From a folder to the dotted name of its package, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from coldframe.source.tree import Tree

SOURCE_FOLDERS = ("src", "lib", "python")
PROJECT_FILES = ("pyproject.toml", "setup.py", "setup.cfg")


def is_package(tree: Tree, folder: str) -> bool:
    """Whether ``folder`` has an ``__init__``."""
    return tree.exists(f"{folder}/__init__.py") or tree.exists(f"{folder}/__init__.pyi")


def module_name(tree: Tree, folder: str) -> str:
    """The dotted name under which the package in ``folder`` is imported.

    It begins at the topmost folder with an ``__init__``.  Folders without one above that are
    parts of the name (PEP 420) below a source folder, or if some file imports the package by
    them.
    """
    parts = folder.split("/")
    # The topmost package: a folder below it without an __init__ is part of it all the same.
    depths = range(1, len(parts))
    first = next((d for d in depths if is_package(tree, "/".join(parts[:d]))), len(parts)) - 1
    base = first
    while base and parts[base - 1] not in SOURCE_FOLDERS and not _project(tree, parts[:base]):
        base -= 1
    name, long_name = ".".join(parts[first:]), ".".join(parts[base:])
    if base == first or not all(part.isidentifier() for part in parts[base:first]):
        return name
    if base and parts[base - 1] in SOURCE_FOLDERS:
        return long_name
    if first == len(parts) - 1:  # there is no __init__ anywhere: nothing else can be its name
        return long_name
    top = ".".join(parts[base : first + 1])
    return long_name if tree.search([f"from {top}", f"import {top}"]) else name


def module_at(tree: Tree, path: str) -> str:
    """The dotted name of the module at ``path``, as far as its folders tell."""
    folder, _, file = path.rpartition("/")
    package = module_name(tree, folder) if folder else ""
    stem = file.partition(".")[0]
    if stem == "__init__":
        return package
    return f"{package}.{stem}" if package else stem


def _project(tree: Tree, parts: list[str]) -> bool:
    folder = "/".join(parts)
    return any(tree.exists(f"{folder}/{name}") for name in PROJECT_FILES)


def folder_named(tree: Tree, module: str, path: str, line: int) -> str:
    """The folder of the package ``module``, as the settings in ``path`` at ``line`` name it.

    Raises Mistake if there is none, or more than one.
    """
    place = module.replace(".", "/")
    for prefix in ("", *(f"{folder}/" for folder in SOURCE_FOLDERS)):
        if tree.under(prefix + place):
            return prefix + place
    needle = b"/" + place.encode("utf-8", "surrogateescape") + b"/"
    listing = tree.listing()
    folders: set[str] = set()
    at = listing.find(needle)
    while at >= 0:
        name = listing[listing.rfind(b"\0", 0, at) + 1 : at + len(needle) - 1]
        folders.add(name.decode("utf-8", "surrogateescape"))
        at = listing.find(needle, at + 1)
    named = sorted(folder for folder in folders if module_name(tree, folder) == module)
    if len(named) == 1:
        return named[0]
    if named:
        raise Mistake(
            f"there is more than one package {module}: {', '.join(named)}",
            "Run Coldframe in the project that is meant, or exclude the others.",
            path,
            line,
        )
    raise _unknown(tree, module, path, line)


def _unknown(tree: Tree, module: str, path: str, line: int) -> Mistake:
    from difflib import get_close_matches

    what = f"there is no package {module}"
    place = module.replace(".", "/")
    for prefix in ("", *(f"{folder}/" for folder in SOURCE_FOLDERS)):
        if tree.exists(f"{prefix}{place}.py"):
            return Mistake(
                f"{module} is a module, not a package ({prefix}{place}.py)",
                "A preview tree is a package: its modules are the features.",
                path,
                line,
            )
    folders: set[str] = set()
    for file in tree.paths():
        if file.endswith(".py"):
            folder = file.rpartition("/")[0]
            while folder and folder not in folders:
                folders.add(folder)
                folder = folder.rpartition("/")[0]
    names = {_without_source(folder).replace("/", "."): folder for folder in sorted(folders)}
    close = get_close_matches(module, names, 1)
    if close:
        remedy = f"Did you mean {module_name(tree, names[close[0]])!r}?"
    else:
        remedy = "Name the package as it is imported, with dots."
    return Mistake(what, remedy, path, line)


def _without_source(folder: str) -> str:
    first, _, rest = folder.partition("/")
    return rest if rest and first in SOURCE_FOLDERS else folder
