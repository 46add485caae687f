"""``COLDFRAME_FORBID`` at imports, in every package of the process.

A host asks `Previews` for its own features; the libraries that it uses need not know Coldframe at
all.  A preview feature is known by its declaration, which is package data: ``preview.toml`` in its
package, or ``<module>.preview.toml`` beside it.  The finder here looks for that at each import of
a module within a package.  It is there only while something is forbidden.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from coldframe.runtime.forbidden import VARIABLE, forbidden_by
from coldframe.runtime.importer import Importer, importer
from coldframe.runtime.package_data import DECLARATION, SUFFIX
from coldframe.runtime.refusal import RefusedImport

if TYPE_CHECKING:
    from importlib.machinery import ModuleSpec
    from types import ModuleType


class _Finder:
    """What stands on `sys.meta_path`."""

    def find_spec(
        self, name: str, path: Iterable[object] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """None, so that the other finders are asked; raises RefusedImport."""
        if path is not None:
            tree, _, feature = name.rpartition(".")
            entry = forbidden_by(tree, feature)
            if entry and _declared(tree, path, feature):
                who = importer(name)
                if not who.asks:
                    raise refused(who, entry, tree, feature)
        return None


_finder = _Finder()
_looked_at: dict[str, bool] = {}  # loaded modules; a host may ask for its `Previews` often


def watch_everything() -> None:
    """Refuse what ``COLDFRAME_FORBID`` forbids from now on, whose ever it is.

    Raises RefusedImport if such a feature is loaded already: it would go on running, and who has
    imported it cannot be told any more.
    """
    if _finder not in sys.meta_path:
        sys.meta_path.insert(0, _finder)
    for tree, feature, entry in _loaded():
        error = RefusedImport(
            f"{feature!r}, a preview feature of {tree}, is loaded,"
            f" but {VARIABLE} forbids {entry!r}",
            f"Take out what imports {tree}.{feature}, or {entry!r} out of {VARIABLE}. Make the"
            " Previews before you import other packages, and the error says who imports it.",
            feature,
        )
        error.name = f"{tree}.{feature}"
        raise error


def refused(who: Importer, entry: str, tree: str, feature: str) -> RefusedImport:
    """The error for ``who``, which imports a feature that ``entry`` forbids."""
    error = RefusedImport(
        f"{who} imports {who.name}, a preview feature of {tree}, but {VARIABLE} forbids {entry!r}",
        f"Take the import out, or {entry!r} out of {VARIABLE}.",
        feature,
    )
    error.name = who.name
    return error


def _loaded() -> Iterator[tuple[str, str, str]]:
    """The forbidden features among the modules of the process, with the entry that forbids them."""
    for name in sorted(sys.modules):
        tree, _, feature = name.rpartition(".")
        if name not in _looked_at:
            path = getattr(sys.modules.get(tree), "__path__", None) if tree else None
            _looked_at[name] = path is not None and _declared(tree, path, feature)
        if _looked_at[name]:
            entry = forbidden_by(tree, feature)
            if entry:
                yield tree, feature, entry


def _declared(tree: str, path: Iterable[object], feature: str) -> bool:
    """Whether the package ``tree``, with that ``__path__``, declares a feature of that name."""
    files = (os.path.join(feature, DECLARATION), feature + SUFFIX)
    elsewhere = True
    for folder in path:
        if isinstance(folder, str) and os.path.isdir(folder):
            elsewhere = False
            if any(os.path.lexists(os.path.join(folder, file)) for file in files):
                return True
    return elsewhere and any(_in_data(tree, file) for file in files)


def _in_data(tree: str, file: str) -> bool:
    """Whether the loader of ``tree``, which is in no folder, has a file: in a zip, for example."""
    spec = getattr(sys.modules.get(tree), "__spec__", None)
    loader = getattr(spec, "loader", None)
    try:
        files = loader.get_resource_reader(tree).files()  # type: ignore[union-attr]
        return bool(files.joinpath(*file.split(os.sep)).is_file())
    except Exception:  # a loader without data, of somebody else's
        return False
