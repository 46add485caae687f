"""Old names of a distribution that was adopted: they load the modules of the feature.

Whoever imports an old name gets the very same module as under the new one, so that classes are
there once and old pickles and class paths in configurations load.
"""

from __future__ import annotations

import logging
import sys
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

from coldframe.runtime.importer import Importer, importer
from coldframe.runtime.refusal import Refusal, RefusedImport

if TYPE_CHECKING:
    from coldframe.runtime.gate import Gate


class _Move(NamedTuple):
    """The package ``old`` is the feature ``name`` now; its names work until ``until``."""

    old: str
    previews: Gate
    name: str
    until: str

    def new(self, old: str) -> str:
        return f"{self.previews.tree}.{self.name}{old[len(self.old) :]}"


class _StandIn(ModuleType):
    """Is in `sys.modules` while another thread loads the new module, and hands on to that."""

    def __getattr__(self, name: str) -> Any:
        spec: Any = self.__spec__
        new = spec.loader.new
        # The import system asks for __path__ while it holds a lock: nothing is loaded then.
        module = sys.modules.get(new) if name == "__path__" else _load(new)
        if module is None:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        _settle(self, new)
        return getattr(module, name)


class _Loader:
    """Puts the module ``new`` where an old name is looked for."""

    def __init__(self, new: str) -> None:
        self.new = new

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _StandIn(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        # Nothing waits for another thread here: that may be waiting for this old name.
        if not _half_loaded(self.new):
            _load(self.new)
        _settle(module, self.new)


def _load(new: str) -> ModuleType:
    try:
        __import__(new)  # import_module gives up when two threads meet in a circle
    except RuntimeError:  # the import system saw that each would wait for the other
        if new not in sys.modules:  # no, the new module could not be loaded
            raise
    return sys.modules[new]


def _half_loaded(new: str) -> bool:
    """Whether ``new`` is being loaded while several threads run, of which one may see it."""
    spec = getattr(sys.modules.get(new), "__spec__", None)
    return getattr(spec, "_initializing", False) and len(sys._current_frames()) > 1


def _settle(stand_in: ModuleType, new: str) -> None:
    """Put the new module where its stand-in is, once it is loaded."""
    old = stand_in.__name__
    if sys.modules.get(old) is stand_in and new in sys.modules and not _half_loaded(new):
        sys.modules[old] = sys.modules[new]


class _Finder:
    """What stands on `sys.meta_path`, for all old names."""

    def __init__(self) -> None:
        self.prefixes: tuple[str, ...] = ()
        self.moves: dict[str, _Move] = {}
        self.told: set[tuple[str, int, str]] = set()

    def find_spec(
        self, name: str, path: object = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The module of the feature; raises RefusedImport while that is off."""
        if not name.startswith(self.prefixes):
            return None
        move = self.moves.get(name.partition(".")[0])
        if move is None or not _there(move.new(name)):
            return None
        who = importer(name)
        if not who.asks:
            self._tell(move, who)
        loader: Any = _Loader(move.new(name))
        return ModuleSpec(name, loader, origin=loader.new)

    def _tell(self, move: _Move, who: Importer) -> None:
        text = f"{who.name} is called {move.new(who.name)} now"
        try:
            move.previews.require(move.name)
        except Refusal as refusal:
            raise RefusedImport(
                f"{who} imports {who.name}: {text}; {refusal.what}", refusal.remedy, move.name
            ) from None
        text = f"{text}; the old name works until {move.until}"
        if (who.path, who.line, who.name) not in self.told:
            who.warn(text, DeprecationWarning)
            self.told.add((who.path, who.line, who.name))
            # Python hides the warning at the line of a loader, and the operator never sees it.
            logging.getLogger("coldframe").warning("%s imports an old name: %s", who.module, text)


_finder = _Finder()


def formerly(previews: Gate, old: str, name: str, until: str) -> None:
    """The names of the package ``old`` lead to the feature with the short name ``name``.

    Raises ValueError if ``old`` is no name of a package at the top.
    """
    if not old.isidentifier():
        raise ValueError(f"formerly() has {old!r}\n  It is for packages like 'neutron_fwaas'.")
    known = _finder.moves.get(old)
    _finder.moves = {**_finder.moves, old: _Move(old, previews, name, until)}
    _finder.prefixes = tuple(_finder.moves)
    if _finder not in sys.meta_path:
        sys.meta_path.insert(0, _finder)
    if known is None:
        _say_if_installed(_finder.moves[old])


def _say_if_installed(move: _Move) -> None:
    spec = PathFinder.find_spec(move.old)
    if spec is None:
        return
    logging.getLogger("coldframe").warning(
        "%s is still installed (%s) and is not used: its names lead to %s. Uninstall it.",
        move.old,
        spec.origin,
        move.new(move.old),
    )


def _there(new: str) -> bool:
    """Whether there is a module of that name, as far as can be told without loading anything."""
    package = sys.modules.get(new.rpartition(".")[0])
    if new in sys.modules or package is None:
        return True
    path = getattr(package, "__path__", None)
    return path is not None and PathFinder.find_spec(new, path) is not None
