"""Whether modules can be imported, and entry points loaded, by the host's own interpreter."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from coldframe.check.probe.child import run_child
from coldframe.prove.absence.records import Break

if TYPE_CHECKING:
    from coldframe.check.host import Host

_ATTEMPTS = 20  # how often it goes on after a module that ended the process


class Failure(NamedTuple):
    """Why ``what`` cannot be imported: where in the tree it failed, and the last line of why."""

    what: str
    path: str
    line: int
    text: str
    why: str
    missing: str = ""  # the module that an ImportError misses


class Tried(NamedTuple):
    """What failed, by module or entry point; and what is wrong with the attempt itself."""

    failures: dict[str, Failure]
    trouble: str = ""


def stable_modules(host: Host) -> dict[str, str]:
    """The modules that are no feature's, each with its file; tests, migrations, scripts not.

    They are those of the packages at the place from which the preview trees are imported.
    """
    from coldframe.check.probe.ground import import_root

    tree = host.tree
    found = {}
    for root in sorted({import_root(one) for one in host.preview_trees}):
        prefix = f"{root}/" if root else ""
        tops = {t.module.partition(".")[0] for t in host.preview_trees if import_root(t) == root}
        tops |= {
            path[len(prefix) : -len("/__init__.py")]
            for path in tree.under(root)
            if path.endswith("/__init__.py") and path.count("/") == prefix.count("/") + 1
        }
        for top in sorted(tops):
            for path in tree.under(prefix + top):
                name = _module(path[len(prefix) :])
                if name and _is_stable_code(host, path):
                    found[name] = path
    return dict(sorted(found.items()))


def _module(path: str) -> str:
    if not path.endswith(".py"):
        return ""
    parts = path[: -len(".py")].split("/")
    if parts[-1] == "__init__":
        parts.pop()
    fits = parts and parts[-1] != "__main__" and all(part.isidentifier() for part in parts)
    return ".".join(parts) if fits else ""


def _is_stable_code(host: Host, path: str) -> bool:
    places = host.places
    if places.is_test(path) or places.is_migration(path) or places.is_example(path):
        return False
    if host.feature_of(path) is not None or path.endswith(("/conf.py", "/setup.py")):
        return False
    # Alembic runs it, nobody imports it.
    is_environment = path.endswith("/env.py") and host.tree.exists(
        path[: -len("env.py")] + "script.py.mako"
    )
    return not is_environment


class Importing(NamedTuple):
    """How modules are imported: by which ``python``, in which tree, without what is ``gone``.

    ``root`` is the tree and ``roots`` the folders in it that are on the path, ``metadata`` those
    before them.  ``tops`` are packages that must come from the tree, ``timeout`` is in seconds.
    """

    python: str
    root: str
    roots: tuple[str, ...]
    metadata: tuple[str, ...]
    tops: tuple[str, ...]
    gone: tuple[str, ...]
    timeout: float

    def tried(self, modules: Iterable[str], objects: Iterable[str] = ()) -> Tried:
        """Load ``objects`` (``module:name``), then import ``modules``, all in one process.

        A module that ends the process has failed; another process goes on after it.
        """
        waiting, values = list(dict.fromkeys(modules)), list(dict.fromkeys(objects))
        failures: dict[str, Failure] = {}
        for _attempt in range(_ATTEMPTS):
            if not waiting and not values:
                return Tried(failures)
            told = run_child(self.python, self._request(waiting, values), self.timeout)
            done, running = set(), ""
            for event in told.events:
                if "begin" in event:
                    running = str(event["begin"])
                elif "end" in event:
                    done.add(str(event["end"]))
                    running = ""
                elif event.get("failed"):
                    failures[str(event["failed"])] = self._failure(event)
                elif "foreign" in event:
                    return Tried(
                        failures,
                        f"{event['foreign']} was imported from {event['file']} and not from the"
                        " copy of the tree, so that nothing is proven",
                    )
            if not told.ended:
                return Tried(failures)
            if not running:
                lines = told.printed.strip().splitlines() or ["no word"]
                return Tried(failures, f"{self.python} {told.ended}: {lines[-1][:300]}")
            failures[running] = Failure(running, "", 0, "", f"importing it {told.ended}")
            done.add(running)
            waiting = [name for name in waiting if name not in done]
            values = [value for value in values if value not in done]
        return Tried(failures, f"more than {_ATTEMPTS} modules end the process")

    def _request(self, modules: Sequence[str], objects: Sequence[str]) -> dict[str, Any]:
        return {
            "mode": "imports",
            "roots": [*self.metadata, *self.roots],
            "real": [os.path.realpath(self.root) + os.sep],
            "modules": modules,
            "objects": objects,
            "gone": self.gone,
            "tops": self.tops,
        }

    def _failure(self, event: dict[str, Any]) -> Failure:
        here, real = self.root + os.sep, os.path.realpath(self.root) + os.sep
        path = str(event["file"]).removeprefix(here).removeprefix(real).replace(os.sep, "/")
        why = f"{event['kind']}: {event['message']}" if event["message"] else str(event["kind"])
        why = why.replace(here, "").replace(real, "")
        missing = str(event.get("missing") or "") if event["is_import_error"] else ""
        return Failure(
            str(event["failed"]), path, int(event["line"]), str(event["text"]), why, missing
        )


def by_cause(failures: Iterable[Failure]) -> tuple[Break, ...]:
    """One break for each line at which something fails for one reason."""
    causes: dict[tuple[str, int, str], list[Failure]] = {}
    for one in failures:
        causes.setdefault((one.path, one.line, one.why), []).append(one)
    return tuple(
        Break(
            first.what, first.path, first.line, first.text, first.why, tuple(m.what for m in more)
        )
        for _, (first, *more) in sorted(causes.items())
    )
