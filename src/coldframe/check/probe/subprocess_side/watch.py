"""Notices which module runs: whenever control passes to or from the feature's own modules."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

from .own import Own
from .reporter import Reporter, describe_failure


class Watch:
    """A finder that finds nothing by itself, but wraps the loaders of all modules.

    ``passed(name)`` is called when control leaves or enters a module of the feature: ``name``
    is the own module that has run until then, or empty if other code has.
    """

    def __init__(self, own: Own, report: Reporter, passed: Callable[[str], None]) -> None:
        self._own = own
        self._report = report
        self._passed = passed
        self._running: list[str] = []  # own modules by name, all others as ""
        self._told: list[BaseException] = []

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        """The spec that the other finders give, its loader wrapped."""
        for finder in list(sys.meta_path):
            if finder is self or not hasattr(finder, "find_spec"):
                continue
            spec = finder.find_spec(name, path, target)
            if spec is not None:
                self._wrap(spec.loader)
                return spec
        return None

    def _wrap(self, loader: Any) -> None:
        # Loaders of built-in modules are classes, shared by all; those need no watching.
        execute = getattr(type(loader), "exec_module", None)
        if execute is None or isinstance(loader, type):
            return

        def exec_module(module: ModuleType) -> None:
            name = getattr(module.__spec__, "name", module.__name__)
            own = name if self._own.has(name) else ""
            self._begin(own)
            try:
                execute(loader, module)
            except BaseException as error:
                if own:
                    self._failed(own, error, getattr(module, "__file__", None) or "")
                raise
            finally:
                self._end(own)

        try:
            loader.exec_module = exec_module
        except AttributeError:
            return  # it has no attributes of its own: its modules are not told apart

    def _begin(self, own: str) -> None:
        above = self._running[-1] if self._running else ""
        if own or above:
            self._passed(above)
        if own:
            self._report(begin=own)
        self._running.append(own)

    def _end(self, own: str) -> None:
        if self._running:
            self._running.pop()
        above = self._running[-1] if self._running else ""
        if own or above:
            self._passed(own)
        if own:
            self._report(end=own)

    def _failed(self, name: str, error: BaseException, file: str) -> None:
        """Report the innermost module only: the same exception passes through the others."""
        chain: BaseException | None = error
        while chain is not None:
            if any(chain is told for told in self._told):
                return
            chain = chain.__cause__ or chain.__context__
        self._told.append(error)
        self._report(failed=name, **describe_failure(error, file))
