"""One adoption while it is planned: what is known of it, and what came of it so far."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from coldframe.resolve.edits import Edits
from coldframe.resolve.rewrite.renames import Renames

if TYPE_CHECKING:
    from coldframe.check.database.environment import Environment
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature
    from coldframe.declare.settings import Settings
    from coldframe.resolve.adapters.adapter import Adapter
    from coldframe.resolve.adopting.layout import Behind
    from coldframe.resolve.adopting.packages import Package
    from coldframe.resolve.adopting.project import Project
    from coldframe.resolve.plan import Arrival, Left, Refusal


class Adoption:
    """``package`` of ``project`` on its way to be ``feature`` of ``host``.

    ``names`` is what is called differently in the files that arrive, ``names_in_host`` what
    is in the host's own.  Each part of the adoption adds to the others' edits and notes.
    """

    def __init__(self, host: Host, feature: Feature, project: Project, package: Package) -> None:
        self.host, self.feature = host, feature
        self.project, self.package = project, package
        self.arrivals: tuple[Arrival, ...] = ()
        self.edits = Edits(host.tree)
        self.names = self.names_in_host = Renames({})
        self.behind: list[Behind] = []
        self.left: list[Left] = []
        self.refusals: list[Refusal] = []
        self.notes: list[str] = []
        self.old_lists: tuple[Environment, ...] = ()  # those of the project that end, if any
        self.revision = ""  # the path of the one that takes in their tables

    @cached_property
    def adapters(self) -> tuple[Adapter, ...]:
        """Those that know the host's framework."""
        from coldframe.resolve.adapters.known import adapters_for

        return adapters_for(self.host.tree, self.host.settings)

    @cached_property
    def called(self) -> str:
        """The name of the project's distribution; empty if it has none."""
        from coldframe.resolve.adopting.packages import distribution_name

        return distribution_name(self.project.tree)

    @cached_property
    def settings(self) -> Settings:
        """The settings of the host as they will be: with the preview tree."""
        trees = [tree.module for tree in self.host.preview_trees]
        if self.feature.tree.module not in trees:
            trees.append(self.feature.tree.module)
        return self.host.settings._replace(preview_trees=tuple(trees))

    def come(self, kind: str) -> tuple[str, ...]:
        """Where the files of one kind go."""
        return tuple(arrival.path for arrival in self.arrivals if arrival.reason == kind)
