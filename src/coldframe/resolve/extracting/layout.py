"""Where each file of a feature goes in a repository of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from coldframe.resolve.belonging.belonging import (
    CODE,
    CONFIGURATION,
    DECLARATION,
    DOCS,
    EXAMPLES,
    TESTS,
)
from coldframe.resolve.plan import Refusal
from coldframe.source.references.wanted import SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature
    from coldframe.resolve.belongings import Belongings
    from coldframe.resolve.extracting.new_home import NewHome

# The declaration speaks of the host, so the new project keeps it beside its code, unread.
KEPT_DECLARATION = "extracted-preview.toml"
HEADINGS = {
    CODE: "Code",
    DECLARATION: "Declaration, kept for a return",
    TESTS: "Tests",
    DOCS: "Docs",
    EXAMPLES: "Examples",
    CONFIGURATION: "Configuration",
}


class Placed(NamedTuple):
    """One file: where it is in the host, where it goes in the new repository, and as what."""

    source: str
    path: str
    kind: str


class Layout:
    """Places files one after the other; two never get the same place."""

    def __init__(self, host: Host, feature: Feature, home: NewHome) -> None:
        from coldframe.check.placement.whereabouts import project_folder, source_root

        self.host, self.feature, self.home = host, feature, home
        project = project_folder(host, feature.tree)
        self.project = f"{project}/" if project else ""
        self.source_root = source_root(feature.tree)
        self.placed: list[Placed] = []
        self.refusals: list[Refusal] = []
        self.by_source: dict[str, str] = {}
        self.by_path: dict[str, str] = {}

    def add_all(self, found: Belongings) -> None:
        """Place every whole file that is certain to be the feature's own."""
        for kind in HEADINGS:
            for one in found.certain(kind):
                if not one.line:
                    self.add(one.path, kind)

    def add(self, source: str, kind: str) -> bool:
        """Place one file; False if its place is taken, which is then a refusal."""
        if source in self.by_source:
            return True
        for path in self._places(source, kind):
            if path not in self.by_path:
                self.placed.append(Placed(source, path, kind))
                self.by_source[source] = path
                self.by_path[path] = source
                return True
        path = next(iter(self._places(source, kind)))
        self.refusals.append(
            Refusal(
                "collisions",
                f"{source} and {self.by_path[path]} would both be {path}",
                "Rename one of the two in the host first.",
                waivable=False,
            )
        )
        return False

    def _places(self, source: str, kind: str) -> Iterator[str]:
        if kind == DECLARATION:
            yield KEPT_DECLARATION
        elif self.feature.owns(source):
            yield self._code(source)
        elif kind == CONFIGURATION:
            yield self.below(source)
        else:
            yield self.shortened(self.below(source))
            yield self.below(source)

    def _code(self, source: str) -> str:
        if self.feature.is_package:
            return self.home.folder + source[len(self.feature.path) :]
        name = source.rpartition("/")[2]
        return f"{self.home.folder}/__init__{name[len(self.feature.name) :]}"

    def below(self, source: str) -> str:
        """The path of a file outside the feature's folder, without the host's own folders."""
        folder = self.feature.tree.path.rpartition("/")[0]
        while folder and f"{folder}/" != self.source_root:
            if source.startswith(f"{folder}/"):
                return self.home.folder + source[len(folder) :]
            folder = folder.rpartition("/")[0]
        return source.removeprefix(self.project)

    def shortened(self, path: str) -> str:
        """``path`` without the folders named after the preview tree and the feature."""
        leaf = self.feature.tree.module.rpartition(".")[2]
        for folders in (f"/{leaf}/{self.feature.name}/", f"/{leaf}/"):
            before, found, after = path.partition(folders)
            if found:
                return f"{before}/{after}"
        return path

    def module(self, path: str, *, new: bool = False) -> str:
        """The dotted name of the file at ``path``, of the host or of the new repository."""
        if not path.endswith(SUFFIXES):
            return ""
        if not new:
            known = self.source_root if path.startswith(self.source_root) else self.project
            path = path.removeprefix(known)
        name = path.rpartition(".")[0].removesuffix("/__init__").replace("/", ".")
        return name if all(part.isidentifier() for part in name.split(".")) else ""
