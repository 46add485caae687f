"""What is called differently after an adoption: for what arrives, and for the host."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.resolve.rewrite.renames import Renames

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from coldframe.resolve.adopting.layout import Placed


def names_in_arrivals(placed: Iterable[Placed], modules: Mapping[str, str]) -> Renames:
    """The new names of modules, and of files and of folders that stay together."""
    files = {file.source: file.path for file in placed}
    folders: dict[str, set[str]] = {}
    for source, path in files.items():
        for folder in _folders(source):
            rest = source[len(folder) :]
            new = path.removesuffix(rest) if path.endswith(rest) else ""
            folders.setdefault(folder, set()).add(new)
    together = {old: next(iter(new)) for old, new in folders.items() if len(new) == 1}
    paths = {old: new for old, new in (files | together).items() if new and new != old}
    return Renames(dict(modules), paths)


def names_in_host(modules: Mapping[str, str], taken: Iterable[str]) -> Renames:
    """The new names for the host's own files, in which paths are the host's.

    ``taken`` are packages that the host has itself, and means by their old names.
    """
    own = tuple(taken)

    def is_own(module: str) -> bool:
        return any(module == name or module.startswith(f"{name}.") for name in own)

    return Renames({old: new for old, new in modules.items() if not is_own(old)})


def _folders(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[:end]) for end in range(1, len(parts))]
