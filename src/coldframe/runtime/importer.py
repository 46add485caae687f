"""Who imports a module: asked by a finder, while Python looks for that module."""

from __future__ import annotations

import sys
from types import FrameType
from typing import NamedTuple

_IMPORT_SYSTEM = ("importlib._bootstrap", "_frozen_importlib", "importlib._bootstrap_external")
_FINDERS = (
    "coldframe.runtime.importer",
    "coldframe.runtime.forbidden_imports",
    "coldframe.runtime.guard",
    "coldframe.runtime.old_names",
)


class Importer(NamedTuple):
    """``module`` imports ``name``, at ``line`` of ``path``.

    ``asks``: it only looks whether the module is there (`importlib.util.find_spec`).
    ``by_data``: its code does not name the module; something that is written in C does it for
    a name in data, as `pickle.loads` does.
    """

    module: str
    path: str
    line: int
    name: str
    asks: bool
    by_data: bool
    frame: FrameType

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.module}"

    def warn(self, text: str, category: type[Warning]) -> None:
        """A warning at the line that imports."""
        import warnings

        registry = self.frame.f_globals.setdefault("__warningregistry__", {})
        warnings.warn_explicit(text, category, self.path, self.line, self.module, registry)


def importer(name: str) -> Importer:
    """Who imports the module ``name``, for which a finder is asked just now.

    Functions that import for somebody (`importlib.import_module`, `pkgutil.resolve_name`,
    `runpy`) are passed over: their caller is meant.  `importlib.metadata` is not, because it
    loads what others have registered.
    """
    frame = sys._getframe(1)
    asks = helped = imports = False
    while True:
        module = str(frame.f_globals.get("__name__", ""))
        if not _on_the_way(module):
            break
        called = frame.f_code.co_name
        if called == "_find_and_load":  # knows the whole name that is imported
            name = frame.f_locals.get("name", name)
            imports = True
        if module not in (*_FINDERS, *_IMPORT_SYSTEM):
            helped = True
            # find_spec imports the packages around what it only looks for.
            asks = asks or (not imports and (module, called) == ("importlib.util", "find_spec"))
        if module == "runpy":
            asks = False
        if frame.f_back is None:  # python -m
            return Importer("__main__", "python -m", 0, name, asks, False, frame)
        frame = frame.f_back
    path, line = frame.f_code.co_filename, frame.f_lineno
    return Importer(module, path, line, name, asks, not helped and not _names(frame), frame)


def _on_the_way(module: str) -> bool:
    if module in _FINDERS:
        return True
    first, _, rest = module.partition(".")
    if first == "importlib":
        return rest.partition(".")[0] != "metadata"
    return first in ("_frozen_importlib", "_frozen_importlib_external", "pkgutil", "runpy")


def _names(frame: FrameType) -> bool:
    """Whether the code that runs in ``frame`` imports by itself."""
    from opcode import opmap

    code = frame.f_code
    return code.co_code[frame.f_lasti] == opmap["IMPORT_NAME"] or "__import__" in code.co_names
