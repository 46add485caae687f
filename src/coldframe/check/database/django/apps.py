"""The apps of a host that have migrations, and the settings of its project, found in files."""

from __future__ import annotations

import ast
import os
import re
from typing import TYPE_CHECKING

from coldframe.check.database.environment import DJANGO, Environment
from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.source.tree import Tree

VERSION_TABLE = "django_migrations"
_MIGRATION = re.compile(rb"^class\s+Migration\s*\(", re.MULTILINE)
_SAID = re.compile(r"DJANGO_SETTINGS_MODULE[\"']?\s*[,=\]:]+\s*[\"']?([\w.]+)")


def django_environments(host: Host) -> list[Environment]:
    """One environment per app with migrations, whatever their folder is called."""
    from coldframe.check.places import paths_with

    folders: dict[str, None] = {}
    for path in paths_with(host.tree, (b"/migrations/", b"_migrations/")):
        folder = path.rpartition("/")[0]
        if folder in folders or not path.endswith(".py") or host.places.is_test(path):
            continue
        text = host.tree.read(path)
        if _MIGRATION.search(text) and b"django" in text:
            folders[folder] = None
    found = []
    for folder in folders:
        feature = host.feature_of(f"{folder}/__init__.py")
        found.append(
            Environment(
                folder,
                (folder,),
                VERSION_TABLE,
                feature=feature.name if feature else "",
                tool=DJANGO,
            )
        )
    return found


def label(tree: Tree, environment: Environment) -> str:
    """What Django calls the app: ``label`` in its ``apps.py``, or the name of its folder."""
    app = environment.path.rpartition("/")[0]
    path = f"{app}/apps.py"
    if tree.exists(path):
        try:
            module = ast.parse(tree.read(path))
        except (SyntaxError, ValueError):
            module = ast.Module([], [])
        for node in ast.walk(module):
            if (
                isinstance(node, ast.Assign)
                and isinstance(node.targets[0], ast.Name)
                and node.targets[0].id == "label"
                and isinstance(node.value, ast.Constant)
            ):
                return str(node.value.value)
    return app.rpartition("/")[2]


def settings_module(root: str) -> tuple[str, tuple[str, ...]]:
    """The project's settings module, and the folders from which it can be imported.

    It is the one in the environment (DJANGO_SETTINGS_MODULE), in ``manage.py``, or in the
    settings of pytest-django.  Raises Mistake if nothing names one.
    """
    programs = [
        os.path.join(folder, "manage.py")
        for folder in (root, *_folders(root))
        if os.path.isfile(os.path.join(folder, "manage.py"))
    ]
    places = (root, os.path.join(root, "src"), *map(os.path.dirname, programs))
    folders = tuple(dict.fromkeys(place for place in places if os.path.isdir(place)))
    if said := os.environ.get("DJANGO_SETTINGS_MODULE"):
        return said, folders
    configured = [os.path.join(root, n) for n in ("pyproject.toml", "pytest.ini", "setup.cfg")]
    for path in [*programs, *configured, os.path.join(root, "tox.ini")]:
        try:
            with open(path, encoding="utf-8", errors="replace") as file:
                found = _SAID.search(file.read())
        except OSError:
            continue
        if found:
            return found[1], folders
    raise Mistake(
        "nothing says which settings this Django project has",
        "Set DJANGO_SETTINGS_MODULE, or run it where a manage.py names them.",
    )


def _folders(root: str) -> list[str]:
    """The folders directly in ``root`` in which a manage.py may stand."""
    with os.scandir(root) as entries:
        return sorted(e.path for e in entries if e.is_dir() and not e.name.startswith((".", "_")))
