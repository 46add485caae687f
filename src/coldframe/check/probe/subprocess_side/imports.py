"""Loads what entry points name, and imports modules, one after another."""

from __future__ import annotations

import importlib
import linecache
import os
import sys
import traceback
from typing import Any

from .gone import hide
from .reporter import Reporter, describe_failure


def import_all(request: dict[str, Any], report: Reporter) -> None:
    """Load ``objects`` and import ``modules`` of the request, and report those that fail.

    The objects come first: a module is an attribute of its package once anybody has imported it.
    ``gone`` are modules that must not be found anywhere.  What else the tree's packages load from
    outside of its ``roots`` is reported as ``foreign``: it would prove nothing.
    """
    hide(request["gone"])
    for value in request["objects"]:
        module, _, attributes = value.partition(":")
        _try(module.strip(), attributes.partition("[")[0].strip(), request, report, value)
    for name in request["modules"]:
        _try(name, "", request, report)
    for top in request["tops"]:
        file = getattr(sys.modules.get(top), "__file__", None)
        if file and not os.path.realpath(file).startswith(tuple(request["real"])):
            report(foreign=top, file=file)


def _try(
    module: str, attributes: str, request: dict[str, Any], report: Reporter, what: str = ""
) -> None:
    what = what or module
    report(begin=what)
    try:
        found: Any = importlib.import_module(module.partition("[")[0].strip())
        for name in filter(None, attributes.split(".")):
            found = getattr(found, name)
    except BaseException as error:
        file, line, text = _place(error, request["real"])
        said = describe_failure(error, file)
        said["line"] = line
        report(failed=what, file=file, text=text, **said)
    report(end=what)


def _place(error: BaseException, roots: list[str]) -> tuple[str, int, str]:
    """The innermost line of the tree that was being executed: file, line, text."""
    if isinstance(error, SyntaxError) and error.filename:
        return error.filename, error.lineno or 0, (error.text or "").strip()
    place = ("", 0, "")
    for frame, number in traceback.walk_tb(error.__traceback__):
        file = frame.f_code.co_filename
        if os.path.realpath(file).startswith(tuple(roots)):
            place = (file, number, linecache.getline(file, number).strip())
    return place
