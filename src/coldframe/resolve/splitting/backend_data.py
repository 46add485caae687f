"""What flit, PDM and uv install outside the package: files below the prefix, and scripts.

Sources: https://flit.pypa.io/en/stable/pyproject_toml.html#external-data-section,
https://backend.pdm-project.org/build_config/#wheel-data-files,
https://docs.astral.sh/uv/reference/settings/#build-backend_data.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from coldframe.check.packaging.sources import table
from coldframe.check.places import glob_expression
from coldframe.resolve.splitting.wheels import Packed

if TYPE_CHECKING:
    from coldframe.check.packaging.sources import Sources

_KINDS = {"data": "data", "scripts": "script", "purelib": "code", "platlib": "code"}


def data_of_backend(sources: Sources) -> Iterator[Packed]:
    """The files that the build backend of this project packs so."""
    family = sources.backend.partition(".")[0]
    if family in ("flit_core", "flit"):
        folder = table(sources.pyproject, "tool", "flit", "external-data").get("directory")
        yield from _folder(sources, folder, "data")
    elif family == "uv_build":
        data = table(sources.pyproject, "tool", "uv", "build-backend", "data")
        for scheme, folder in data.items():
            yield from _folder(sources, folder, _KINDS.get(scheme, ""))
    elif family == "pdm":
        data = table(sources.pyproject, "tool", "pdm", "build", "wheel-data")
        for scheme, entries in data.items():
            for entry in entries if isinstance(entries, list) else ():
                yield from _matching(sources, entry, _KINDS.get(scheme, ""))


def _folder(sources: Sources, folder: Any, kind: str) -> Iterator[Packed]:
    """All files of one folder, as they lie in it."""
    if isinstance(folder, str) and kind:
        top = folder.removeprefix("./").strip("/")
        for path in sources.tree.under(top):
            yield Packed(path, path[len(top) + 1 :], kind)


def _matching(sources: Sources, entry: Any, kind: str) -> Iterator[Packed]:
    """The files of one pattern: without their folders, or relative to one that is named."""
    said = entry if isinstance(entry, dict) else {"path": entry}
    pattern, top = said.get("path"), said.get("relative-to")
    if not isinstance(pattern, str) or not kind:
        return
    fits = re.compile(glob_expression(pattern.removeprefix("./")))
    for path in sources.tree.paths():
        if fits.fullmatch(path):
            folder = f"{top.strip('/')}/" if isinstance(top, str) else ""
            inside = folder and path.startswith(folder)
            yield Packed(path, path[len(folder) :] if inside else path.rpartition("/")[2], kind)
