"""Imports a feature and says what that changed for all others."""

from __future__ import annotations

import importlib
import sys
from typing import Any

from .bare import top_levels
from .own import Own
from .patches import Patches
from .recorders import Recorders
from .registries import Registries
from .reporter import Reporter, describe_failure
from .watch import Watch


def compare(request: dict[str, Any], report: Reporter) -> None:
    """Import the stable package, then the feature; report every difference the latter makes.

    What other modules change while they are loaded is not the feature's doing, even if the
    feature is the first to import them: stable code may do so at any time.  Libraries that
    only the feature's extras bring are its own: nobody else loads them.
    """
    trees = Own(request["trees"])
    own = Own([*request["packages"], *top_levels(request["extras"])], request["exact"])
    registries, patches = Registries(trees, report), Patches(request["top"], trees)
    sources: tuple[Recorders | Registries | Patches, ...] = (Recorders(), registries, patches)
    before: dict[tuple[str, str], str | None] = {}
    culprits: dict[tuple[str, str], str] = {}
    last: dict[tuple[str, str], str] = {}

    def take() -> dict[tuple[str, str], str]:
        state: dict[tuple[str, str], str] = {}
        for source in sources:
            state.update(source.take())
        return state

    def passed(name: str) -> None:
        nonlocal last
        if not name:
            for source in sources:
                source.learn()
            last = take()
            return
        current = take()
        for key in last.keys() | current.keys():
            if last.get(key) != current.get(key):
                before.setdefault(key, last.get(key))
                culprits[key] = name
        last = current

    watch = Watch(own, report, passed)
    sys.meta_path.insert(0, watch)
    report(begin=request["parent"])
    try:
        importlib.import_module(request["parent"])
    except BaseException as error:
        report(unready=request["parent"], **describe_failure(error, ""))
        return
    report(end=request["parent"])
    registries.watch_named(request["registries"])
    passed("")
    for name in request["modules"]:
        try:
            importlib.import_module(name)
        except BaseException:
            continue  # reported where it was raised
    sys.meta_path[:] = [finder for finder in sys.meta_path if finder is not watch]
    final = take()
    registries.report_unread()
    for key, culprit in sorted(culprits.items()):
        if before[key] != final.get(key):
            report(
                change=registries.titled(key[0]),
                key=key[1],
                before=before[key],
                after=final.get(key),
                module=culprit,
            )
    for key, value in sorted(patches.in_libraries(own).items()):
        report(change=key[0], key=key[1], before=None, after=value, module="")
