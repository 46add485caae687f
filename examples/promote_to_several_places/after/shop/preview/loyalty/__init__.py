"""Loyalty cards: shop.preview.loyalty is called shop.services.loyalty now.

The old names work until release 2.2.0, with a DeprecationWarning.  Delete this file then.
"""

from __future__ import annotations

import importlib.machinery as _machinery
import importlib.util as _util
import sys as _sys
import types as _types
import typing as _typing
import warnings as _warnings

if _typing.TYPE_CHECKING:
    from shop.services.loyalty import *  # noqa: F403

_UNTIL = "2.2.0"
_NAMES = {
    "shop.preview.loyalty": "shop.services.loyalty",
    "shop.preview.loyalty.extensions": "shop.extensions",
    "shop.preview.loyalty.policies": "shop.conf.policies.loyalty",
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


def _parted(old: str) -> bool:
    """Whether the parts of the package ``old`` have gone different ways."""
    return any(name.startswith(f"{old}.") for name in _NAMES)


class _Old(_types.ModuleType):
    """Hands on to the new module: for good if it is parted, else while that is imported."""

    def __getattr__(self, name: str) -> _typing.Any:
        new = _new(self.__name__)
        # The import system asks for __path__ while it holds a lock; a package has its own.
        if not new or name == "__path__" or f"{self.__name__}.{name}" in _NAMES:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        module = _load(new)
        if not _parted(self.__name__):
            _settle(self.__name__, vars(self))
        if name == "__all__" and not hasattr(module, name):
            return [public for public in dir(module) if not public.startswith("_")]
        return getattr(module, name)

    def __setattr__(self, name: str, value: object) -> None:
        new = _new(self.__name__)
        own = name.startswith("__") or f"{self.__name__}.{name}" in _sys.modules
        if own or not new:
            super().__setattr__(name, value)
        else:
            setattr(_load(new), name, value)

    def __delattr__(self, name: str) -> None:
        if name in vars(self):
            super().__delattr__(name)
        else:
            delattr(_load(_new(self.__name__)), name)


class _Name:
    """Loads a module by its old name: what is loaded is the new module itself."""

    def __init__(self, real: _typing.Any) -> None:
        self.real = real

    def create_module(self, spec: _typing.Any) -> _Old:
        return _Old(spec.name)

    def exec_module(self, module: _types.ModuleType) -> None:
        old = module.__name__
        _warn(old)
        if not _parted(old):
            _settle(old, vars(module))

    def get_code(self, name: str) -> _typing.Any:  # python -m
        return self.real.loader.get_code(_new(name))

    def __getattr__(self, name: str) -> _typing.Any:
        return getattr(self.real and self.real.loader, name)


class _Names:
    """Finds the modules that once were below this package."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> _typing.Any:
        if not name.startswith(f"{__name__}."):
            return None
        new, package = _new(name), _new(name).rpartition(".")[0]
        if _half_loaded(package):  # importlib.util.find_spec would wait for it
            real: _typing.Any = _machinery.PathFinder.find_spec(new, _sys.modules[package].__path__)
        else:
            real = _util.find_spec(new) if new else None
        if real is None and not _parted(name):
            return None
        found = real and real.submodule_search_locations
        loader: _typing.Any = _Name(real)
        spec = _machinery.ModuleSpec(name, loader, origin=real and real.origin)
        spec.submodule_search_locations = [] if found is None and _parted(name) else found
        return spec


_warn(__name__)
_sys.modules[__name__].__class__ = _Old
_sys.meta_path[:] = [one for one in _sys.meta_path if type(one).__module__ != __name__]
_sys.meta_path.insert(0, _Names())
if not _parted(__name__):
    _settle(__name__, globals())
