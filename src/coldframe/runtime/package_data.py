"""The declarations of a preview tree as the installed host ships them, read without importing it.

A folder is read with `os`; anything else (a zip file, a frozen program) through the resource
reader of its loader, which is loaded only then.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import Any

SUFFIX = ".preview.toml"
DECLARATION = "preview.toml"
ENDED = "ended.toml"


class PackageData:
    """What a preview tree holds, as bytes.

    ``declarations`` maps the name of a feature to (path, bytes), ``ended`` is the same for
    the file of tombstones, or None.  ``unreadable`` are the features whose declaration is there
    and cannot be read; ``problems`` are sentences on that.
    """

    def __init__(self) -> None:
        self.declarations: dict[str, tuple[str, bytes]] = {}
        self.unreadable: set[str] = set()
        self.ended: tuple[str, bytes] | None = None
        self.problems: list[str] = []


def read_tree(module: str) -> PackageData:
    """The data of the preview tree ``module``.

    The packages around it are imported, as any import of it would; the tree and its features
    are not.  Never raises: what cannot be read is among the problems.
    """
    data = PackageData()
    try:
        spec = _spec(module)
        if spec is None:
            data.problems.append(f"there is no package {module}")
            return data
        for folder in spec.submodule_search_locations or ():
            if os.path.isdir(folder):
                _read_folder(folder, data)
                break
        else:
            _read_resources(spec, data)
    except Exception as error:  # a loader of somebody else's; the stable part has to go on
        data.problems.append(f"{module} cannot be read: {type(error).__name__}: {error}")
    return data


def _spec(module: str) -> Any:
    loaded = sys.modules.get(module)
    if loaded is not None and getattr(loaded, "__spec__", None) is not None:
        return loaded.__spec__
    from importlib.util import find_spec

    try:
        return find_spec(module)
    except ModuleNotFoundError:
        return None


def _read_folder(folder: str, data: PackageData) -> None:
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if name == ENDED:
            found = _bytes(path, data)
            if found is not None:
                data.ended = path, found
        elif name.endswith(SUFFIX):
            _add(name[: -len(SUFFIX)], path, data)
        elif os.path.isdir(path):
            own = os.path.join(path, DECLARATION)
            if os.path.lexists(own):
                _add(name, own, data)


def _add(feature: str, path: str, data: PackageData) -> None:
    found = _bytes(path, data)
    if found is None:
        data.unreadable.add(feature)
    else:
        data.declarations[feature] = path, found


def _bytes(path: str, data: PackageData) -> bytes | None:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        data.problems.append(f"{path} cannot be read: {error.strerror}")
        return None


def _read_resources(spec: Any, data: PackageData) -> None:
    reader = getattr(spec.loader, "get_resource_reader", lambda name: None)(spec.name)
    if reader is None:
        data.problems.append(f"{spec.name} has no data that its loader could read")
        return
    files = reader.files()
    if not files.is_dir():  # a program of PyInstaller has the modules of a package elsewhere
        data.problems.append(
            f"the declarations of {spec.name} are no part of this program: PyInstaller takes them"
            f" along with --collect-data {spec.name.partition('.')[0]}"
        )
        return
    for path, content in _walk(files):
        parts = path.split("/")
        where = f"{spec.name}/{path}"
        if path == ENDED:
            data.ended = where, content
        elif len(parts) == 1:
            data.declarations[path[: -len(SUFFIX)]] = where, content
        else:
            data.declarations[parts[0]] = where, content


def _walk(folder: Any) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: str(entry.name)):
        if entry.is_dir():
            own = entry.joinpath(DECLARATION)
            if own.is_file():
                yield f"{entry.name}/{DECLARATION}", own.read_bytes()
        elif entry.name == ENDED or entry.name.endswith(SUFFIX):
            yield entry.name, entry.read_bytes()
