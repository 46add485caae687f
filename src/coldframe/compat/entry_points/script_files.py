"""Scripts that a project ships as files: installed under their names, like those of entry points.

`script-files` of setuptools in `pyproject.toml`, `scripts` of `setup()`, of `[options]`, and of
pbr's `[files]` in `setup.cfg`.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.packaging.sources import table

if TYPE_CHECKING:
    from coldframe.check.packaging.sources import Sources


def script_files(sources: Sources) -> dict[str, tuple[str, str]]:
    """By name, the file in the tree and the packaging file that lists it."""
    found: dict[str, tuple[str, str]] = {}
    for path, listed in _listed(sources):
        for word in listed:
            if isinstance(word, str) and word.strip():
                found.setdefault(posixpath.basename(word.strip()), (word.strip(), path))
    return found


def _listed(sources: Sources) -> Iterator[tuple[str, list[object]]]:
    listed = table(sources.pyproject, "tool", "setuptools").get("script-files")
    yield "pyproject.toml", listed if isinstance(listed, list) else []
    for section in ("options", "files"):
        text = sources.setup_cfg.get(section, {}).get("scripts", "")
        yield "setup.cfg", list(text.replace(",", "\n").splitlines())
    given = sources.setup_py.get("scripts")
    yield "setup.py", given if isinstance(given, list) else []
