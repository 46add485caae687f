"""Imports the module that a user named, and takes the named attribute of it."""

from __future__ import annotations

import importlib
import importlib.util
import os
import re
from typing import Any

from .applications import kind_of, layers
from .telling import Problem

_SETTINGS = re.compile(rb"""["']DJANGO_SETTINGS_MODULE["']\s*,\s*["']([\w.]+)["']""")


def loaded(name: str, attribute: str, roots: list[str], within: str) -> Any:
    """The object ``name:attribute``; ``attribute()`` is what a function makes.

    With ``within``, a module from another folder is refused: it is not the one of a revision.
    """
    _begin_django(name, roots)
    module = importlib.import_module(name)
    place = getattr(module, "__file__", None) or ""
    if within and not os.path.realpath(place).startswith(os.path.realpath(within) + os.sep):
        raise Problem(
            f"Python imports {name} from {place or 'nowhere'}, not from the revision",
            "Write both documents to files, each in its own tree, and compare these.",
        )
    target: Any = module
    for word in attribute.rstrip("()").split("."):
        if not hasattr(target, word):
            raise Problem(f"{name} has no {word}", _there(module, name))
        target = getattr(target, word)
    if attribute.endswith("()"):
        return target()
    if callable(target) and not isinstance(target, type) and _makes(target):
        raise Problem(
            f"{name}:{attribute} is a function that makes something, and no application",
            f"Write {name}:{attribute}() to have it called.",
        )
    return target


def _makes(target: Any) -> bool:
    return hasattr(target, "__code__") and not kind_of(target)


def _there(module: Any, name: str) -> str:
    found = [
        word
        for word, value in sorted(vars(module).items())
        if not word.startswith("_") and not isinstance(value, type) and _looks(value)
    ]
    if found:
        return "There is " + ", ".join(f"{name}:{word}" for word in found[:5]) + "."
    return "Name the variable that holds the application, or a function that makes it: make()."


def _looks(value: Any) -> bool:
    try:
        return bool(not hasattr(value, "__code__") and any(map(kind_of, layers(value))))
    except Exception:
        return False


def _begin_django(name: str, roots: list[str]) -> None:
    """Set Django up as ``manage.py`` does, unless the module itself does it."""
    inner = os.path.join(*name.split("."))
    for root in roots:
        for file in (f"{inner}.py", os.path.join(inner, "__init__.py")):
            if b"DJANGO_SETTINGS_MODULE" in _read(os.path.join(root, file)):
                return
    known = os.environ.get("DJANGO_SETTINGS_MODULE", "")
    for root in roots if not known else ():
        found = _SETTINGS.search(_read(os.path.join(root, "manage.py")))
        if found:
            known = os.environ["DJANGO_SETTINGS_MODULE"] = found[1].decode()
            break
    if known and importlib.util.find_spec("django") is not None:
        importlib.import_module("django").setup()


def _read(path: str) -> bytes:
    try:
        with open(path, "rb") as stream:
            return stream.read(1_000_000)
    except OSError:
        return b""
