"""Places outside of features at which two features meet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from coldframe.check.overlap.hooks.part import Part, belongs
from coldframe.regex import regex

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.check.overlap.hooks.hook import Hook
    from coldframe.declare.feature import Feature

_BUILT = regex(rb"\b(?:FastAPI|Flask|Starlette|Quart)\(")

# The decorator, other decorators and comments, and the function.
_DISPATCHED = rb"@(?:\w+\.)*singledispatch\b[^\n]*\n(?:[ \t]*[@#][^\n]*\n)*[ \t]*def %s\b"


class Meeting(NamedTuple):
    """``first`` and ``second`` are hooks of two features at one place."""

    first: Hook
    second: Hook

    @property
    def alone(self) -> bool:
        """Whether the place has room for one of them only."""
        return self.first.way.alone or self.second.way.alone

    @property
    def message(self) -> str:
        """What they do, and what comes of it."""
        first, second = self.first, self.second
        way = first.way if first.way.alone else second.way
        done = "" if first.way == second.way else f"{second.way.done} "
        return (
            f"{first.point} is {first.way.done} by {first.feature.name}"
            f" ({first.path}:{first.line}) and {done}by {second.feature.name}: {way.outcome}"
        )


def meetings(host: Host) -> tuple[Meeting, ...]:
    """Every such place, once per feature after the first; read once per run."""
    known = host.parked.get("meetings")
    if isinstance(known, tuple):
        return known
    living = [feature for feature in host.features if not feature.forwards_to]
    found = tuple(_meetings(host)) if len(living) > 1 else ()
    host.parked["meetings"] = found
    return found


def _meetings(host: Host) -> Iterator[Meeting]:
    by_key: dict[tuple[str, ...], list[Hook]] = {}
    for hook in _hooks(host):
        by_key.setdefault(hook.key, []).append(hook)
    for hooks in by_key.values():
        first: dict[str, Hook] = {}  # of each feature, the one that is most certain
        for hook in hooks:
            known = first.setdefault(hook.feature.module, hook)
            if hook.certain and not known.certain:
                first[hook.feature.module] = hook
        others = list(first.values())
        for at, second in enumerate(others):
            for one in others[:at]:
                if _meet(host, one, second):
                    yield Meeting(one, second)
                    break


def _hooks(host: Host) -> Iterator[Hook]:
    from coldframe.check.overlap.hooks.candidates import candidates
    from coldframe.check.overlap.hooks.listeners import listeners
    from coldframe.check.overlap.hooks.patches import patches
    from coldframe.check.overlap.hooks.slots import slots

    for feature, path in candidates(host):
        module = host.surface.module(path)
        if module is None:
            continue
        part = Part(feature, path, module)
        for read in (patches, slots, listeners):
            yield from read(part)


def _meet(host: Host, one: Hook, other: Hook) -> bool:
    """Whether the two are certain to get into each other's way."""
    if any(belongs(name, hook.feature) for name in one.outside for hook in (one, other)):
        return False
    if one.value and one.value == other.value:
        return False
    if not one.certain and not other.certain:
        return False
    if any(hook.by_argument and _serves(host, hook.feature) for hook in (one, other)):
        return False  # the application may be the feature's own
    return one.key[0] != "dispatch" or _dispatches(host, one.key[1])


def _serves(host: Host, feature: Feature) -> bool:
    """Whether code of ``feature`` builds an application."""
    paths = host.tree.under(feature.path) if feature.is_package else (feature.path,)
    return any(
        path.endswith(".py")
        and not host.places.is_test(path)
        and _BUILT.search(host.tree.read(path)) is not None
        for path in paths
    )


def _dispatches(host: Host, name: str) -> bool:
    """Whether ``name`` is a function of the host that ``singledispatch`` makes."""
    module, _, function = name.rpartition(".")
    place = module.replace(".", "/")
    for tree in host.preview_trees:
        base = tree.path.removesuffix(tree.module.replace(".", "/"))
        for path in (f"{base}{place}.py", f"{base}{place}/__init__.py"):
            if host.tree.exists(path):
                made = _DISPATCHED % re.escape(function.encode())
                return re.search(made, host.tree.read(path)) is not None
    return False
