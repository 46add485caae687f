"""The migration environments of a host, found without running anything.

Each app of Django with migrations is one (`coldframe.check.database.django.apps`).  One of
Alembic is a folder with an ``env.py`` that speaks of Alembic.  Its revisions stand in any
folder below it, or where ``alembic.ini`` says.  Nothing here executes ``env.py``: it would
connect to the database of whoever runs it.
"""

from __future__ import annotations

import ast
import configparser
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from coldframe.check.host import Host

ALEMBIC, DJANGO = "Alembic", "Django"
USUAL_VERSION_TABLE = "alembic_version"
_REVISION = re.compile(rb"^revision\s*(?::[^=\n]*)?=", re.MULTILINE)


class Environment(NamedTuple):
    """One list of migrations.

    ``path`` is its folder, ``versions`` the folders with revisions in them, relative to the
    host's root.  ``feature`` is the preview feature in whose folder it stands, or ``""``.
    ``version_table`` is where a database keeps what has run; ``schema`` the schema of that
    table, if ``env.py`` names one.
    """

    path: str
    versions: tuple[str, ...]
    version_table: str = USUAL_VERSION_TABLE
    schema: str = ""
    feature: str = ""
    tool: str = ALEMBIC


def environments(host: Host) -> tuple[Environment, ...]:
    """Every environment of ``host``: those of stable code first, then by path.

    Those in tests are left out: they are material of tests.
    """
    found = []
    for path in _candidates(host):
        folder = path.rpartition("/")[0]
        text = host.tree.read(path)
        if b"alembic" not in text or b"run_migrations" not in text:
            continue
        versions = _versions(host, folder)
        if not versions:
            continue
        feature = host.feature_of(path)
        said = _configured(text)
        found.append(
            Environment(
                folder,
                versions,
                said.get("version_table") or USUAL_VERSION_TABLE,
                said.get("version_table_schema", ""),
                feature.name if feature else "",
            )
        )
    from coldframe.check.database.django.apps import django_environments

    found += django_environments(host)
    return tuple(sorted(found, key=lambda each: (bool(each.feature), each.path)))


def _candidates(host: Host) -> list[str]:
    from coldframe.check.places import paths_with

    named = paths_with(host.tree, (b"env.py\0",))
    return [
        path
        for path in named
        if path.rpartition("/")[2] == "env.py" and not host.places.is_test(path)
    ]


def _versions(host: Host, folder: str) -> tuple[str, ...]:
    """The folders with revisions: below ``folder``, and where an ``alembic.ini`` says."""
    roots = [folder, *_said_by_ini(host, folder)]
    found: dict[str, None] = {}
    for root in roots:
        for path in host.tree.under(root):
            if path.endswith(".py") and _REVISION.search(host.tree.read(path)):
                found[path.rpartition("/")[0]] = None
    return tuple(sorted(found))


def _said_by_ini(host: Host, folder: str) -> Iterator[str]:
    """``version_locations`` of the ``alembic.ini`` whose script location is ``folder``."""
    for path, parser in _ini_files(host, folder):
        here = path.rpartition("/")[0]
        for each in re.split(r"[\s,:;]+", parser.get("alembic", "version_locations", fallback="")):
            place = _place(each, here)
            if each and place and not place.startswith(folder + "/"):
                yield place


def ini_file(host: Host, environment: Environment) -> str:
    """The ``alembic.ini`` whose script location is ``environment``; ``""`` if there is none."""
    return next((path for path, _ in _ini_files(host, environment.path)), "")


def _ini_files(host: Host, folder: str) -> Iterator[tuple[str, configparser.RawConfigParser]]:
    """Each ``alembic.ini`` whose script location is ``folder``."""
    from coldframe.check.places import paths_with

    for path in paths_with(host.tree, (b"alembic.ini\0",)):
        parser = configparser.RawConfigParser()
        try:
            parser.read_string(host.tree.read(path).decode("utf-8", "replace"))
        except configparser.Error:
            continue
        said = parser.get("alembic", "script_location", fallback="")
        if _place(said, path.rpartition("/")[0]) == folder:
            yield path, parser


def _place(said: str, here: str) -> str:
    """A folder relative to the root; ``""`` for one outside of it or inside of a package."""
    import posixpath

    said = said.strip().replace("%(here)s", here or ".")
    if ":" in said:  # "package:folder"
        package, _, inner = said.partition(":")
        return posixpath.normpath(posixpath.join(package.replace(".", "/"), inner))
    place = posixpath.normpath(said if said.startswith(here) else posixpath.join(here, said))
    return "" if place.startswith(("..", "/")) else place


def _configured(text: bytes) -> dict[str, str]:
    """The texts that ``env.py`` gives to ``context.configure``, as far as they can be read."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return {}
    names: dict[str, str] = {}
    found: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant | ast.Name):
            for target in node.targets:
                if isinstance(target, ast.Name) and isinstance(node.value, ast.Constant):
                    names[target.id] = str(node.value.value)
    for node in ast.walk(tree):
        pairs: list[tuple[object, ast.expr]] = []
        if isinstance(node, ast.Call):
            pairs += [(keyword.arg, keyword.value) for keyword in node.keywords]
        elif isinstance(node, ast.Dict):
            pairs += [
                (key.value, value)
                for key, value in zip(node.keys, node.values, strict=True)
                if isinstance(key, ast.Constant)
            ]
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
            index = node.targets[0].slice
            if isinstance(index, ast.Constant):
                pairs.append((index.value, node.value))
        for key, value in pairs:
            if key in ("version_table", "version_table_schema"):
                read = (
                    names.get(value.id, "")
                    if isinstance(value, ast.Name)
                    else str(value.value)
                    if isinstance(value, ast.Constant) and value.value
                    else ""
                )
                found[str(key)] = read
    return found
