"""Names of other modules that now stand for something else."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import FunctionType, ModuleType
from typing import Any

from .naming import name_of
from .own import Own

_MISSING = object()
# These are told as the interpreter's own.
_TOLD_ELSEWHERE = frozenset(
    {"sys.excepthook", "sys.displayhook", "sys.unraisablehook", "sys.breakpointhook"}
    | {"sys.stdin", "sys.stdout", "sys.stderr", "threading.excepthook"}
)
_PATCHED = "the names of other modules"


class Patches:
    """Compares modules and classes with what they held at first.

    In the host's own stable modules and their classes every replaced value counts; in all
    other modules, replaced functions, classes and modules, unless by the module's own package
    (which loads parts late).  Something new counts if the feature has made it.
    """

    def __init__(self, stable: str, trees: Own) -> None:
        self._trees = trees
        self._stable = stable
        self._modules: dict[str, Any] = {}
        self._spaces: list[tuple[str, str, Any, dict[str, Any]]] = []
        self._deep: list[tuple[str, str, Any, dict[str, Any]]] = []

    def learn(self) -> None:
        """Remember what the modules hold that were loaded meanwhile."""
        for name, module in list(sys.modules.items()):
            if name in self._modules:
                continue
            space = getattr(module, "__dict__", None)
            if space is None or self._trees.has(name) or name.startswith("_coldframe_probe"):
                continue
            if getattr(getattr(module, "__spec__", None), "_initializing", False):
                continue
            self._modules[name] = module
            self._spaces.append((name, name, module, dict(space)))
            kept = self._spaces if self._is_stable(name) else self._deep
            for attribute, value in list(space.items()):
                if isinstance(value, type) and getattr(value, "__module__", None) == name:
                    kept.append((name, f"{name}.{attribute}", value, dict(value.__dict__)))

    def take(self) -> dict[tuple[str, str], str]:
        """What has been replaced, by full name."""
        state: dict[tuple[str, str], str] = {}
        for key, value in self._replaced_modules():
            state["sys.modules", key] = value
        for module, name, holder, first in self._spaces:
            for attribute, before, after in self._differences(module, holder, first):
                if f"{name}.{attribute}" not in _TOLD_ELSEWHERE:
                    state[_PATCHED, f"{name}.{attribute}"] = _step(before, after)
        return state

    def in_libraries(self, own: Own) -> dict[tuple[str, str], str]:
        """What the feature has replaced in the classes of libraries."""
        return {
            (_PATCHED, f"{name}.{attribute}"): _step(before, after)
            for module, name, holder, first in self._deep
            for attribute, before, after in self._differences(module, holder, first)
            if own.has(str(getattr(after, "__module__", "")))
        }

    def _is_stable(self, name: str) -> bool:
        return name == self._stable or name.startswith(self._stable + ".")

    def _replaced_modules(self) -> Iterator[tuple[str, str]]:
        for name, module in self._modules.items():
            now = sys.modules.get(name, _MISSING)
            if now is not module and not self._trees.has(name):
                yield name, "removed" if now is _MISSING else f"replaced by {name_of(now)}"
        for name, module in list(sys.modules.items()):
            if name in self._modules or self._trees.has(name):
                continue
            spec = getattr(module, "__spec__", None)
            if getattr(spec, "name", None) is None and isinstance(module, ModuleType):
                yield name, f"set by hand to {name_of(module)}"

    def _differences(
        self, module: str, holder: Any, first: dict[str, Any]
    ) -> Iterator[tuple[str, Any, Any]]:
        now = holder.__dict__
        for name, before in first.items():
            after = now.get(name, _MISSING)
            if after is before or (name.startswith("__") and name.endswith("__")):
                continue
            if name.startswith(("_abc_", "_sa_")) or _same(before, after):
                continue
            if self._is_stable(module) or self._is_patch(module, before, after):
                yield name, before, after
        if len(now) != len(first):
            for name in [name for name in list(now) if name not in first]:
                value = now[name]
                made_by = str(getattr(value, "__module__", None))
                if isinstance(value, (FunctionType, type)) and self._trees.has(made_by):
                    yield name, _MISSING, value

    def _is_patch(self, module: str, before: Any, after: Any) -> bool:
        if not (callable(before) or isinstance(before, ModuleType)):
            return False
        if after is _MISSING:
            return False
        origin = getattr(after, "__module__", None) or getattr(after, "__name__", None)
        return isinstance(origin, str) and origin.split(".")[0] != module.split(".")[0]


def _step(before: Any, after: Any) -> str:
    old = "nothing" if before is _MISSING else name_of(before)
    new = "nothing" if after is _MISSING else name_of(after)
    return f"{old} → {'another ' * (old == new)}{new}"


def _same(before: Any, after: Any) -> bool:
    """Equal plain values are the same, though they may be two objects."""
    plain = (str, bytes, int, float, bool)
    return type(before) is type(after) and isinstance(before, plain) and before == after
