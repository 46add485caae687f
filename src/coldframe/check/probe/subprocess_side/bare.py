"""Imports test modules as on a machine without the optional libraries."""

from __future__ import annotations

import importlib
import importlib.util
import os
import re
import sys
from collections.abc import Iterable
from typing import Any

from .reporter import Reporter, describe_failure


def import_tests(request: dict[str, Any], report: Reporter) -> None:
    """Import every test file of the request and report those that fail."""
    hidden = top_levels(request["extras"])
    sys.meta_path[:] = [
        Without(finder, hidden, request["extras"]) if hasattr(finder, "find_spec") else finder
        for finder in sys.meta_path
    ]
    for name in [name for name in sys.modules if name.split(".")[0] in hidden]:
        del sys.modules[name]
    for path in request["tests"]:
        report(begin=path)
        try:
            _import_file(os.path.join(request["root"], path))
        except BaseException as error:
            report(failed=path, **describe_failure(error, os.path.join(request["root"], path)))
        report(end=path)


def _import_file(file: str) -> None:
    """Import ``file`` as test runners do: by its package's name, else by its own."""
    folder, base = os.path.split(file)
    parts = [os.path.splitext(base)[0]]
    while os.path.exists(os.path.join(folder, "__init__.py")):
        folder, package = os.path.split(folder)
        parts.insert(0, package)
    if folder not in sys.path:
        sys.path.insert(0, folder)
    if len(parts) > 1:
        if parts[-1] == "__init__":
            parts.pop()
        importlib.import_module(".".join(parts))
        return
    # Files of the same name in several folders are different modules.
    spec = importlib.util.spec_from_file_location(parts[0], file)
    if spec is None or spec.loader is None:
        raise ImportError(f"no loader for {base}")
    module = importlib.util.module_from_spec(spec)
    sys.modules[parts[0]] = module
    spec.loader.exec_module(module)


class Without:
    """A finder that knows everything another one knows, but for the hidden modules."""

    def __init__(self, finder: Any, hidden: set[str], distributions: Iterable[str]) -> None:
        self._finder = finder
        self._hidden = hidden
        self._distributions = {_normal(name) for name in distributions}

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        """The other finder's answer; None for what is hidden."""
        if name.split(".")[0] in self._hidden:
            return None
        return self._finder.find_spec(name, path, target)

    def find_distributions(self, *args: Any, **named: Any) -> Any:
        """The other finder's distributions without the hidden ones."""
        find = getattr(self._finder, "find_distributions", None)
        for found in find(*args, **named) if find else ():
            name = found.metadata["Name"] if found.metadata else ""
            if _normal(name or "") not in self._distributions:
                yield found

    def invalidate_caches(self) -> None:
        """Pass it on."""
        if hasattr(self._finder, "invalidate_caches"):
            self._finder.invalidate_caches()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._finder, name)


def top_levels(distributions: Iterable[str]) -> set[str]:
    """The top-level modules of these distributions, as far as they are installed."""
    wanted = {_normal(name) for name in distributions}
    if not wanted:
        return set()
    from importlib import metadata

    found = {name.replace("-", "_") for name in wanted}
    for distribution in metadata.distributions():
        if _normal(distribution.metadata["Name"] or "") not in wanted:
            continue
        listed = distribution.read_text("top_level.txt")
        if listed:
            found.update(listed.split())
            continue
        for file in distribution.files or ():
            first = file.parts[0]
            if len(file.parts) == 1:
                first = first.split(".")[0] if first.endswith((".py", ".so", ".pyd")) else ""
            if first.isidentifier() and first != "__pycache__":
                found.add(first)
    return found


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
