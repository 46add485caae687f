"""Loyalty cards: shop.preview.loyalty is called shop.loyalty now.

The old names work until release 4.0.0, with a DeprecationWarning.  Delete this file then.
"""

from __future__ import annotations

import sys as _sys
import types as _types
import typing as _typing
import warnings as _warnings

if _typing.TYPE_CHECKING:
    from shop.loyalty import *  # noqa: F403

_UNTIL = "4.0.0"
_NAMES = {
    "shop.preview.loyalty": "shop.loyalty",
}
_ON_THE_WAY = (
    *("importlib", "_frozen_importlib", "_frozen_importlib_external"),
    *("pickle", "pkgutil", "runpy", "unittest"),
)
_told: set[tuple[str, int]] = set()


def _new(old: str) -> str:
    """The new name of the module that was called ``old``; empty if there is none."""
    owner = old
    while owner and owner not in _NAMES:
        owner = owner.rpartition(".")[0]
    return _NAMES[owner] + old[len(owner) :] if _NAMES.get(owner) else ""


def _load(new: str) -> _types.ModuleType:
    __import__(new)  # importlib.import_module gives up when two threads meet in a circle
    return _sys.modules[new]


def _half_loaded(new: str) -> bool:
    """Whether ``new`` is being loaded while several threads run, of which one may see it."""
    spec = getattr(_sys.modules.get(new), "__spec__", None)
    return getattr(spec, "_initializing", False) and len(_sys._current_frames()) > 1


def _settle(old: str, stand_in: dict[str, _typing.Any]) -> None:
    """Put the new module itself where its stand-in is, which hands on until then.

    Nothing waits here: the thread that loads the new module may be waiting for ``old``.
    """
    new = _new(old)
    package, _, name = old.rpartition(".")
    settled = vars(_sys.modules.get(old, _sys)) is not stand_in
    # The thread that imported it may have been slower to put the stand-in into the package.
    if settled and vars(getattr(_sys.modules.get(package), name, _sys)) is not stand_in:
        return
    if _half_loaded(new):
        return
    try:
        _load(new)
    except RuntimeError:  # the import system saw that each would wait for the other
        if new not in _sys.modules:  # no, the new module could not be loaded
            raise
    if not _half_loaded(new):
        _sys.modules[old] = _sys.modules[new]
        setattr(_sys.modules[package], name, _sys.modules[new])


def _warn(old: str) -> None:
    """Tell whoever imports ``old``, once per line, at that line."""
    frame = _sys._getframe()
    name = __name__
    while name == __name__ or name.partition(".")[0] in _ON_THE_WAY:
        if frame.f_code.co_name == "_find_and_load":  # knows the whole name that is imported
            old = frame.f_locals.get("name", old)
        if frame.f_back is None:  # python -m
            name = "__main__"
            break
        frame = frame.f_back
        name = str(frame.f_globals.get("__name__"))
    place = (frame.f_code.co_filename, frame.f_lineno)
    if _new(old) and place not in _told:
        text = f"{old} is called {_new(old)} now; the old name works until {_UNTIL}"
        registry = frame.f_globals.setdefault("__warningregistry__", {})
        _warnings.warn_explicit(text, DeprecationWarning, *place, name, registry)
        _told.add(place)


def __getattr__(name: str) -> _typing.Any:
    module = _load(_new(__name__))
    _settle(__name__, globals())
    return getattr(module, name)


_warn("shop.preview.loyalty")
if __name__ == "__main__":  # python -m
    import runpy as _runpy

    _runpy.run_module(_new("shop.preview.loyalty"), run_name=__name__, alter_sys=True)
else:
    _settle(__name__, globals())
