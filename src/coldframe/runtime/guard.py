"""The guard: modules of preview features are imported by those who may, or not at all.

One finder stands first on `sys.meta_path` for all preview trees.  It finds nothing; it refuses.
Python asks it for modules only that are not loaded yet, so it watches the door of a feature and
not each use: what stable code does with a loaded feature is seen by ``coldframe check``.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, NamedTuple

from coldframe.runtime.attribution import enter, in_charge, leave
from coldframe.runtime.culprit import add_note
from coldframe.runtime.forbidden import VARIABLE as FORBID
from coldframe.runtime.forbidden import forbidden_by
from coldframe.runtime.importer import Importer, importer
from coldframe.runtime.refusal import EndedFeature, Refusal, RefusedImport, UnknownFeature
from coldframe.runtime.warned import PreviewWarning

if TYPE_CHECKING:
    from importlib.machinery import ModuleSpec
    from types import FrameType, ModuleType

    from coldframe.runtime.gate import Gate

VARIABLE = "COLDFRAME_GUARD"
MODES = ("enforce", "warn", "off")

# Parts of a dotted name that tell code which may import a feature even while it is off: the
# tests of a feature have to run, and a table is in the one list of migrations either way.
_TESTS = frozenset({"tests", "test", "conftest", "unittest", "_pytest"})
_MIGRATIONS = ("migration", "migrations", "alembic")  # ends of such a part: db_migrations

_plug_points: ContextVar[tuple[tuple[str, str], ...]] = ContextVar(
    "coldframe_plug_points", default=()
)


class _Watch(NamedTuple):
    previews: Gate
    mode: str
    allow: tuple[str, ...]


class _Finder:
    """What stands on `sys.meta_path`."""

    def __init__(self) -> None:
        self.prefixes: tuple[str, ...] = ()
        self.watches: dict[str, _Watch] = {}

    def find_spec(
        self, name: str, path: object = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """None, so that the other finders are asked; raises RefusedImport."""
        if name.startswith(self.prefixes):
            for prefix, watch in self.watches.items():
                if name.startswith(prefix):
                    _judge(watch, name)
        return None


_finder = _Finder()


def guard(previews: Gate, mode: str, allow: Iterable[str]) -> None:
    """Refuse (``enforce``), warn or let pass (``off``) from now on, in this tree.

    Raises ValueError for another mode, also in ``COLDFRAME_GUARD``, which goes before ``mode``.
    """
    said = os.environ.get(VARIABLE, "").strip().lower()
    for where, word in (("guard()", mode), (VARIABLE, said or mode)):
        if word not in MODES:
            raise ValueError(f"{where} has the mode {word!r}\n  It can be {', '.join(MODES)}.")
    _watch(_Watch(previews, said or mode, tuple(allow)))


def watch_forbidden(previews: Gate) -> None:
    """Refuse what ``COLDFRAME_FORBID`` forbids, where the host has no guard, and in the packages
    that it uses.  Raises RefusedImport if one of theirs is loaded already."""
    from coldframe.runtime.forbidden_imports import watch_everything

    if f"{previews.tree}." not in _finder.watches:
        _watch(_Watch(previews, "off", ()))
    watch_everything()


def _watch(watch: _Watch) -> None:
    watches = dict(_finder.watches)
    watches.pop(f"{watch.previews.tree}.", None)
    if watch.mode != "off" or os.environ.get(FORBID):
        watches[f"{watch.previews.tree}."] = watch
    # Other threads import meanwhile: each of these is replaced as a whole.
    _finder.watches = watches
    _finder.prefixes = tuple(watches)
    # It stays there for good: a thread that walks the list would pass over the next finder.
    if _finder not in sys.meta_path:
        sys.meta_path.insert(0, _finder)


@contextmanager
def plug_point(previews: Gate, feature: str) -> Iterator[None]:
    """The block, in this thread or task, may load the feature, which is in charge of it."""
    token = _plug_points.set((*_plug_points.get(), (previews.tree, feature)))
    who = in_charge(previews, feature)
    enter(who)
    try:
        yield
    except BaseException as error:
        if not isinstance(error, Refusal):  # that was the guard, and says so
            add_note(previews, feature, error, error.__traceback__)
        raise
    finally:
        leave(who)
        _plug_points.reset(token)


def _judge(watch: _Watch, name: str) -> None:
    previews = watch.previews
    short = name[len(previews.tree) + 1 :].partition(".")[0]
    entry = forbidden_by(previews.tree, short)
    if watch.mode == "off" and not entry:
        return
    who = importer(name)
    if who.asks:
        return
    try:
        previews.feature(short)
    except EndedFeature:
        return  # its old name, which leads to stable code
    except UnknownFeature:
        if not entry:
            return  # what several features share
    if entry:
        from coldframe.runtime.forbidden_imports import refused

        raise refused(who, entry, previews.tree, short)
    what = f"{who} imports {who.name}"
    refusal = _reason(watch, who, short)
    if refusal is None:
        return
    if watch.mode == "warn":
        who.warn(f"{what}: {refusal}", PreviewWarning)
        return
    raise _refused(who, f"{what}: {refusal.what}", refusal.remedy, short)


def _reason(watch: _Watch, who: Importer, short: str) -> Refusal | None:
    """Why ``who`` may not import the feature."""
    previews = watch.previews
    own = previews.owner(who.module)
    if own == short or _is_test_or_migration(who):
        return None
    if own:
        declaration = previews.declaration(own)
        if declaration is None or short in declaration.needs:
            return None  # `switch_on` sees to it that what is needed is on
        return Refusal(
            f"{own!r} does not say that it needs {short!r}",
            f'Add needs = ["{short}"] to the declaration of {own}.',
        )
    try:
        previews.require(short)
    except Refusal as refusal:
        return refusal
    host = _host(previews.tree)
    if (
        not _within(who.module, (host,))
        or _within(who.module, watch.allow)
        or who.by_data
        or (previews.tree, short) in _plug_points.get()
    ):
        return None
    return Refusal(
        f"stable code of {host} may not import the {previews.label} feature {short!r}",
        f"Load it through an entry point, or inside `with previews.plug_point({short!r}):`;"
        f" or name {who.module!r} in guard(allow=...).",
    )


def _is_test_or_migration(who: Importer) -> bool:
    words = who.module.split(".")
    if words[-1].startswith("test_"):
        return True
    if len(words) == 1:  # Alembic and pytest load files that are in no package
        if _is_run_by_alembic(who.frame):
            return True
        words += os.path.dirname(who.path).replace("\\", "/").split("/")
    return not _TESTS.isdisjoint(words) or any(word.endswith(_MIGRATIONS) for word in words)


def _is_run_by_alembic(frame: FrameType | None) -> bool:
    """Whether a script runs in ``frame`` that Alembic loads or calls, wherever it keeps them."""
    while frame is not None:
        if str(frame.f_globals.get("__name__", "")).startswith("alembic."):
            return True
        frame = frame.f_back
    return False


def _host(tree: str) -> str:
    """The package that the tree belongs to: the outermost around it that is no namespace."""
    from importlib.machinery import NamespaceLoader

    parts = tree.split(".")
    for end in range(1, len(parts)):
        package = ".".join(parts[:end])
        spec = getattr(sys.modules.get(package), "__spec__", None)
        if spec is not None and not isinstance(spec.loader, NamespaceLoader):
            return package
    return tree.rpartition(".")[0] or tree


def _within(module: str, packages: Iterable[str]) -> bool:
    return any(f"{module}.".startswith(f"{package}.") for package in packages)


def _refused(who: Importer, what: str, remedy: str, feature: str) -> RefusedImport:
    error = RefusedImport(what, remedy, feature)
    error.name = who.name
    return error
