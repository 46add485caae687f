"""The distribution of a host, as its packaging files describe it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from coldframe.check.packaging.sources import Sources
from coldframe.check.packaging.verdict import Verdict

if TYPE_CHECKING:
    from coldframe.check.packaging.entry_points import EntryPoint
    from coldframe.check.packaging.requirements import Requirement
    from coldframe.source.tree import Tree


class Packaging:
    """What the host requires, plugs in and ships. Each part is read when it is first asked for."""

    def __init__(self, tree: Tree) -> None:
        self.sources = Sources(tree)

    @cached_property
    def requirements(self) -> tuple[Requirement, ...]:
        """The distributions that an installation of the host always brings along."""
        from coldframe.check.packaging.requirements import requirements

        return tuple(requirements(self.sources))

    @cached_property
    def entry_points(self) -> tuple[EntryPoint, ...]:
        """The entry points that the host defines."""
        from coldframe.check.packaging.entry_points import entry_points

        return tuple(entry_points(self.sources))

    def verdict(self, path: str) -> Verdict:
        """Whether ``path`` gets into the built wheel; undecided if no wheel is built."""
        backend = self.sources.backend
        family = backend.partition(".")[0]
        if family == "hatchling":
            from coldframe.check.packaging.hatchling import verdict

            return verdict(self.sources, path)
        if family in ("setuptools", "pbr"):
            from coldframe.check.packaging.setuptools import verdict

            return verdict(self.sources, path)
        from coldframe.check.packaging import other_backends

        if family == "poetry":
            return other_backends.poetry(self.sources, path)
        if family in ("flit_core", "flit"):
            return other_backends.flit(self.sources, path)
        if family == "pdm":
            return other_backends.pdm(self.sources, path)
        if family == "uv_build":
            return other_backends.uv(self.sources, path)
        return Verdict(None, f"what {backend} packs is not known here" if backend else "")
