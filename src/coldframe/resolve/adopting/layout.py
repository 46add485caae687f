"""Where each file of an adopted project goes in the host, or why it stays behind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from coldframe.declare.feature import Feature
from coldframe.source.references.wanted import SUFFIXES

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.resolve.adopting.packages import Package
    from coldframe.source.tree import Tree

CODE, TESTS, DOCS, CONFIGURATION = "Code", "Tests", "Docs", "Configuration"
KINDS = ("unit", "functional", "integration", "fullstack", "api", "e2e", "scenario")
_TEST_FOLDERS = ("tests", "test")
_DOCS_FOLDERS = ("doc/source", "docs/source", "docs/docs", "docs", "doc")
# What a host has for itself, and why nobody misses it here.
_BEHIND = (
    (r".*\.egg-info/.*|PKG-INFO", "it was built, and is out of date in another place"),
    (r"setup\.(?:py|cfg)|pyproject\.toml|MANIFEST\.in|(?:.*-)?requirements\.txt|.*\.lock",
     "the host is what is built; its metadata gets the entry points and requirements"),
    (r"(?:LICEN[CS]E|COPYING|NOTICE)[^/]*|(?:etc/)?README[^/]*|CONTRIBUTING[^/]*|HACKING[^/]*|TESTING[^/]*",
     "the host has its own"),
    (r"AUTHORS[^/]*|Change[Ll]og[^/]*|CHANGE[^/]*|HISTORY[^/]*|NEWS[^/]*|\.mailmap",
     "it tells the project's own past"),
    (r"releasenotes/.*|newsfragments/.*|changelog\.d/.*",
     "old release notes would all read as new ones of the host"),
    (r"\.[^/]+|bindep\.txt|tox\.ini|noxfile\.py|Makefile",
     "the host has its own tooling"),
)  # fmt: skip
# What somebody has to carry over by hand, if the host needs it.
_BY_HAND = (
    (r"devstack/.*", "deploys the project by its own name and folder"),
    (r"(?:\.zuul\.d|zuul\.d|playbooks|roles|\.github|\.gitlab|\.circleci)/.*|\.zuul\.yaml"
     r"|\.gitlab-ci\.yml", "jobs of the project's own CI"),
    (r"tools/.*|scripts/.*|bin/.*", "a script of the project"),
    (r"conftest\.py", "fixtures of the project's tests may be in it"),
    (r"(?:Dockerfile|(?:docker-)?compose|Procfile)[^/]*|(?:deploy\w*|docker|helm|k8s|charts)/.*",
     "how the project is deployed"),
    (r"(?:alembic|migrations)/.*|alembic\.ini",
     "migrations outside the package: the host has one ordered list of its own"),
    (r"(?:.*/)?conf\.py|docs?/requirements\.txt", "how the project's docs are built"),
)  # fmt: skip


class Placed(NamedTuple):
    """One file that comes along: where it stands in the project, and where it goes."""

    source: str
    path: str
    kind: str


class Behind(NamedTuple):
    """One file that stays behind, and why; ``by_hand`` if somebody may have to act."""

    source: str
    why: str
    by_hand: bool = False


class Layout(NamedTuple):
    """All files of a project, and where its modules and packages go."""

    placed: tuple[Placed, ...]
    behind: tuple[Behind, ...]
    modules: dict[str, str]


def layout(host: Host, feature: Feature, project: Tree, package: Package) -> Layout:
    """The place of every file of ``project`` as ``feature`` of ``host``.

    Code goes below the preview tree; tests by kind into the host's own places for tests;
    docs into a folder of the feature's name; configuration where it was.
    """
    plan = _Plan(host, feature, project, package)
    placed, behind = [], []
    for path in project.paths():
        found = plan.place(path)
        if isinstance(found, Placed):
            placed.append(found)
        else:
            behind.append(found)
    modules = plan.modules(placed)  # of the folders that stay empty, too
    needed = [file for file in placed if not _is_needless(file, project, placed)]
    behind += [
        Behind(file.source, "nothing else goes there") for file in placed if file not in needed
    ]
    return Layout(tuple(needed), tuple(behind), modules)


def _is_needless(file: Placed, project: Tree, placed: list[Placed]) -> bool:
    """Whether it is the empty ``__init__`` of a folder of tests to which nothing else goes."""
    folder, _, name = file.path.rpartition("/")
    if file.kind != TESTS or name != "__init__.py" or project.read(file.source).strip():
        return False
    return not any(
        other.path.startswith(f"{folder}/") and other is not file
        for other in placed
        if other.kind == TESTS
    )


class _Plan:
    def __init__(self, host: Host, feature: Feature, project: Tree, package: Package) -> None:
        from coldframe.check.placement.whereabouts import source_root

        self.host, self.feature = host, feature
        self.project, self.package = project, package
        place = package.path.removesuffix(".py")
        self.root = place.removesuffix(package.module.replace(".", "/"))
        self.docs = next((f for f in _DOCS_FOLDERS if _has_pages(project, f)), "")
        self.docs = self.docs or next((f for f in _DOCS_FOLDERS if _pages(project, f)), "")
        self.pages = _pages(project, self.docs) if self.docs else []
        self.host_docs = next(
            (f for f in _DOCS_FOLDERS if _has_pages(host.tree, f)), self.docs or "docs"
        )
        top = source_root(feature.tree) + feature.tree.module.partition(".")[0]
        self.has_types = host.tree.exists(f"{top}/py.typed")
        inner = [f"{package.path}/{name}" for name in _TEST_FOLDERS] if package.is_folder else []
        # A host without any place for tests keeps them beside the code, as the project does.
        self.tests = [f for f in (*inner, *_TEST_FOLDERS) if project.under(f)]
        if not _test_root(host, feature):
            self.tests = [f for f in self.tests if f in _TEST_FOLDERS]
        self.kinded = {f for f in self.tests if any(project.under(f"{f}/{k}") for k in KINDS)}

    def place(self, path: str) -> Placed | Behind:
        """Where one file goes."""
        for folder in self.tests:
            if path.startswith(folder + "/"):
                return Placed(path, self._test(folder, path[len(folder) + 1 :]), TESTS)
        if path == f"{self.package.path}/py.typed" and self.has_types:
            return Behind(path, "the host says for all of its package that it has types")
        if self.package.is_folder and path.startswith(self.package.path + "/"):
            rest = path[len(self.package.path) + 1 :]
            return Placed(path, f"{self.feature.path}/{rest}", CODE)
        if path == self.package.path:
            return Placed(path, self.feature.path, CODE)
        for patterns, by_hand in ((_BY_HAND, True), (_BEHIND, False)):
            for pattern, why in patterns:
                if re.fullmatch(pattern, path):
                    return Behind(path, why, by_hand)
        if self.docs and path.startswith(self.docs + "/"):
            rest = path[len(self.docs) + 1 :]
            if not any(part.startswith(".") for part in rest.split("/")):
                return Placed(path, f"{self.host_docs}/{self._page(rest)}", DOCS)
            return Behind(path, "it only keeps an empty folder")
        if path.startswith("etc/") and not path.rpartition("/")[2].startswith("README"):
            return Placed(path, path, CONFIGURATION)
        return Behind(path, "nothing says what it is for", by_hand=True)

    def _page(self, rest: str) -> str:
        """Where a page goes in the host's docs: what is called after the feature may stay so."""
        name = self.feature.name
        if self.pages == [rest] and rest.rpartition(".")[0] == name:
            return rest
        if all(page.startswith(f"{name}/") for page in self.pages) and rest.startswith(f"{name}/"):
            return rest
        return f"{name}/{rest}"

    def _test(self, folder: str, rest: str) -> str:
        from coldframe.check.placement.mirror import mirrored_place

        kind, inside, below = rest.partition("/")
        if inside and kind in KINDS:
            return f"{_of_kind(self.host, self.feature, kind)}/{below}"
        if folder not in self.kinded or self.host.settings.tests:
            return f"{mirrored_place(self.host, self.feature)}/{rest}"
        root = _test_root(self.host, self.feature) or "tests"  # what helps tests of all kinds
        tree = self.feature.tree.module.rpartition(".")[2]
        return f"{root}/{tree}/{self.feature.name}/{rest}"

    def modules(self, placed: list[Placed]) -> dict[str, str]:
        """The new dotted name of every module and package that comes along."""
        from coldframe.check.placement.whereabouts import source_root

        new_root = source_root(self.feature.tree)
        found = {}
        for file in placed:
            old = self._dotted(file.source, self.root)
            new = self._dotted(file.path, new_root if file.path.startswith(new_root) else "")
            if old and new:
                found[old] = new
        for package in sorted(found):  # folders without an __init__ move with their modules
            old, new = package, found[package]
            while "." in old and "." in new and old.rpartition(".")[2] == new.rpartition(".")[2]:
                old, new = old.rpartition(".")[0], new.rpartition(".")[0]
                if not old.startswith(self.package.module):
                    break
                found.setdefault(old, new)
        return found

    @staticmethod
    def _dotted(path: str, root: str) -> str:
        if not path.endswith(SUFFIXES):
            return ""
        name = path.removeprefix(root).rpartition(".")[0].replace("/", ".")
        name = name.removesuffix(".__init__")
        return name if all(part.isidentifier() for part in name.split(".")) else ""


def _has_pages(tree: Tree, folder: str) -> bool:
    return any(tree.exists(f"{folder}/{name}") for name in ("index.rst", "index.md", "conf.py"))


def _pages(tree: Tree, folder: str) -> list[str]:
    """The pages in a folder of docs, from there."""
    paths = [path[len(folder) + 1 :] for path in tree.under(folder)]
    return [path for path in paths if path.endswith((".rst", ".md", ".mdx", ".ipynb"))]


def _test_root(host: Host, feature: Feature) -> str:
    """The folder of all tests of the host: in its package, or at the top; ``""`` if none."""
    from coldframe.check.placement.whereabouts import project_folder, source_root

    package = source_root(feature.tree) + feature.tree.module.split(".")[0]
    home = project_folder(host, feature.tree)
    top = f"{home}/tests" if home else "tests"
    return next((f for f in (f"{package}/tests", top) if host.tree.under(f)), "")


def _of_kind(host: Host, feature: Feature, kind: str) -> str:
    """The place for tests of one kind: the mirrored one, by kind if the host sorts by kind."""
    from coldframe.check.placement.mirror import mirrored_place

    root = _test_root(host, feature)
    if root and not host.settings.tests:
        has_kinds = any(host.tree.under(f"{root}/{one}") for one in KINDS)
        if has_kinds:
            return mirrored_place(host, feature, f"{root}/{kind}/test.py")
    return f"{mirrored_place(host, feature)}/{kind}"
