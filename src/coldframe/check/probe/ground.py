"""What a child needs to know of the host: where modules are, which to import, with what."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature, PreviewTree

_VIRTUALENVS = (".venv", "venv", ".virtualenv")


def interpreter(host: Host) -> str:
    """The host's Python: the one asked for, its virtual environment's, or the running one.

    Raises Mistake when the one asked for, or set, does not exist.
    """
    from shutil import which

    from coldframe.declare.mistake import Mistake

    settings = host.settings
    if host.probe_python:
        if found := which(host.probe_python):
            return os.path.abspath(found)
        raise Mistake(
            f"there is no Python at {host.probe_python}",
            "Give the interpreter in which the host is installed: --probe-python PATH",
        )
    if settings.probe_python:
        inside = os.path.join(host.tree.root, settings.probe_python)
        if found := which(inside) or which(settings.probe_python):
            return os.path.abspath(found)
        raise Mistake(
            f"there is no Python at {settings.probe_python}",
            "Make that environment, or name the one in which the host is installed.",
            settings.path,
            settings.line("probe_python"),
        )
    binary = os.path.join("Scripts", "python.exe") if os.name == "nt" else "bin/python"
    for name in _VIRTUALENVS:
        path = os.path.join(host.tree.root, name, binary)
        if os.access(path, os.X_OK):
            return path
    return sys.executable


def request_for(host: Host, feature: Feature) -> dict[str, Any]:
    """What is the same for both probes of ``feature``."""
    from coldframe.check.probe.extras import only_in_extras

    parent = feature.tree.module.rpartition(".")[0]
    return {
        "root": host.tree.root,
        "roots": [os.path.join(host.tree.root, import_root(feature.tree)).rstrip("/")],
        "parent": parent or feature.tree.module,
        "top": feature.module.partition(".")[0],
        "trees": [tree.module for tree in host.preview_trees],
        "packages": [feature.module, *feature.tree.shared],
        "exact": [feature.tree.module],
        "modules": list(modules(host, feature)),
        "registries": list(host.settings.registries),
        "extras": only_in_extras(host, feature),
    }


def import_root(tree: PreviewTree) -> str:
    """The folder, relative to the host's root, that must be on ``sys.path``."""
    inner = tree.module.replace(".", "/")
    if tree.path == inner:
        return ""
    return tree.path[: -len(inner) - 1] if tree.path.endswith("/" + inner) else ""


def modules(host: Host, feature: Feature) -> dict[str, str]:
    """The feature's modules in order, each with its file; tests, scripts and migrations not."""
    if not feature.is_package:
        return {feature.module: feature.path} if feature.path.endswith(".py") else {}
    found = {feature.module: f"{feature.path}/__init__.py"}
    for path in host.tree.under(feature.path):
        inner = path[len(feature.path) + 1 :]
        if not inner.endswith(".py") or host.places.is_test(path) or host.places.is_migration(path):
            continue
        if path.endswith("/env.py") and host.tree.exists(path[: -len("env.py")] + "script.py.mako"):
            continue  # Alembic runs it, nobody imports it
        parts = inner[: -len(".py")].split("/")
        if parts[-1] == "__init__":
            parts.pop()
        if parts and parts[-1] != "__main__" and all(part.isidentifier() for part in parts):
            found[".".join((feature.module, *parts))] = path
    return found


def test_files(host: Host, feature: Feature) -> Iterator[str]:
    """The files that a test runner would import to find the tests of ``feature``."""
    for path in host.tree.paths():
        base = path.rpartition("/")[2]
        named = base.startswith("test") or base.endswith(("_test.py", "_tests.py"))
        wanted = base.endswith(".py") and (named or base == "conftest.py")
        if wanted and host.places.is_test_of(path, feature):
            yield path
