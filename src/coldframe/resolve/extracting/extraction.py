"""Puts the plan of a new repository together: files, references, metadata, and what is left."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

from coldframe.resolve.belonging.belonging import CODE, ENTRY_POINTS, RELEASE_NOTES, SURFACE, TESTS
from coldframe.resolve.extracting.helpers import COPIES
from coldframe.resolve.extracting.record import Record, places, record_text
from coldframe.resolve.extracting.requirements import required, requirement_of
from coldframe.resolve.extracting.written import Origin
from coldframe.resolve.plan import Edit, Left, Plan, Refusal

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature
    from coldframe.resolve.belongings import Belongings
    from coldframe.resolve.extracting.layout import Layout
    from coldframe.resolve.extracting.leaving import Leaving
    from coldframe.resolve.extracting.new_home import NewHome
    from coldframe.resolve.extracting.texts import Project
    from coldframe.resolve.rewrite.renames import Renames

PROJECT = "What a project of its own needs"


class Wanted(NamedTuple):
    """What the user asked for: the command line, the place, and whether history comes along."""

    command: str
    place: str
    history: bool


def planned(host: Host, feature: Feature, home: NewHome, wanted: Wanted) -> tuple[Plan, Origin]:
    """The plan of the new repository, and where its files come from."""
    from coldframe.resolve.extracting.leaving import leaving

    gone = leaving(host, feature, home, wanted.place)
    task = _Task(gone.layout, gone.found, gone.renames, wanted)
    made = task.files(gone.packages)
    task.left += _asking(gone, task.host_name, home)
    return (
        Plan(
            wanted.command,
            wanted.place,
            edits=(*gone.rewriting.edits, *made),
            notes=tuple(task.notes),
            arrivals=gone.arrivals,
            left=(*gone.rewriting.left, *task.left),
            refusals=(*gone.layout.refusals, *task.refusals),
            subject=f"{task.title} becomes a project of its own",
        ),
        task.origin,
    )


def _asking(gone: Leaving, host: str, home: NewHome) -> list[Left]:
    """The places where code asks for the host's distribution, which may have meant its own."""
    from coldframe.resolve.adopting.distribution import asked_of_host

    paths = [one.path for one in gone.layout.placed if one.kind == CODE]
    edits, left = asked_of_host(gone.tree, paths, host, home.distribution)
    why = f"asks for {host}, the host; its own distribution is {home.distribution} now"
    for edit in edits:
        lines = (edit.before or b"").decode("utf-8", "replace").splitlines()
        for change in edit.changes:
            text = lines[change.line - 1].strip()
            left.append(Left(edit.path, change.line, text, why))
    return left


class _Task:
    """The part of the plan that is not moving files."""

    def __init__(self, layout: Layout, found: Belongings, renames: Renames, wanted: Wanted) -> None:
        from coldframe.resolve.adopting.packages import distribution_name
        from coldframe.resolve.declaring.docstrings import words_of
        from coldframe.resolve.splitting.metadata import project_of

        self.layout, self.found, self.renames, self.wanted = layout, found, renames, wanted
        self.host, self.feature, self.home = layout.host, layout.feature, layout.home
        self.notes: list[str] = []
        self.left: list[Left] = []
        self.refusals: list[Refusal] = []
        self.host_name = distribution_name(self.host.tree)
        self.about: dict[str, Any] = {}
        if self.host_name:
            self.about = project_of(self.host, [])
        else:
            self.notes.append(
                "The host has no name in its metadata, so the project does not require it."
            )
        self.version = self._version()
        self.origin = self._origin()
        said = self.feature.declaration
        title, summary = words_of(self.host, self.feature)
        self.title = (said.title if said else "") or title
        self.summary = " ".join(((said.summary if said else "") or summary).split())

    def files(self, inits: list[str]) -> list[Edit]:
        """The files that the new repository has besides the feature's own."""
        from coldframe.resolve.extracting import texts

        project = self._project()
        made = {"README.md": texts.readme(project), ".github/workflows/ci.yml": texts.ci(project)}
        made[".gitignore"] = texts.IGNORED
        if project.runner == "stestr":
            unit = f"{project.tests[0]}/unit"
            has_unit = any(path.startswith(f"{unit}/") for path in self.layout.by_path)
            made[".stestr.conf"] = texts.stestr(unit if has_unit else project.tests[0])
        made.update(dict.fromkeys(inits, ""))
        data = {path: text.encode() for path, text in made.items()}
        for path in (*project.license_files, *self._typed()):
            place = path if path in project.license_files else f"{self.home.folder}/py.typed"
            data[place] = self.host.tree.read(path)
        data = {path: text for path, text in data.items() if path not in self.layout.by_path}
        copies = [one.path for one in self.layout.placed if one.kind == COPIES]
        kept = ((o.path, o.source) for o in self.layout.placed if o.kind != COPIES)
        record = Record(
            self.host_name,
            self.feature.module,
            self.feature.tree.module,
            self.home.package,
            self.version,
            self.origin.commit,
            places(kept, self.home.folder),
            tuple(sorted([*data, *copies, "pyproject.toml"])),
        )
        data["pyproject.toml"] = texts.pyproject(project, record_text(record)).encode()
        self._say(project)
        return [Edit(path, None, text, PROJECT) for path, text in sorted(data.items())]

    def _project(self) -> Project:
        from coldframe.check.packaging.sources import table
        from coldframe.resolve.extracting.texts import Project

        tests = self._test_folders()
        runner = ""
        if tests:
            runner = "stestr" if self.host.tree.exists(".stestr.conf") else "pytest"
        host = requirement_of(self.host_name, self.version)
        needs = required(self.layout, self.found, host if self.host_name else "", runner)
        self.left += needs.left
        licenses = [p for p in self.about.get("license-files", ()) if self.host.tree.exists(p)]
        return Project(
            self.home.distribution,
            self.home.package,
            self.title,
            self.summary,
            self.host_name,
            self.feature.module,
            self.version,
            self.origin.commit,
            self.about,
            needs,
            self._entry_points(),
            self._data_files(),
            runner,
            tests,
            table(self.host.packaging.sources.pyproject, "tool", "pytest", "ini_options"),
            licenses,
        )

    def _entry_points(self) -> dict[str, Any]:
        """The feature's entry points, pointing at the new package."""
        from coldframe.resolve.splitting.metadata import entry_point_tables

        names = {one.name for one in self.found.certain(ENTRY_POINTS)}
        points = []
        for point in self.host.packaging.entry_points:
            if f"{point.group}:{point.name}" in names:
                module = point.module
                rest = point.value.strip()[len(module) :]
                points.append((point.group, point.name, self.renames.renamed(module) + rest))
        return entry_point_tables(points)

    def _data_files(self) -> dict[str, str]:
        """The feature's files that the host installs below the prefix, and where."""
        from fnmatch import fnmatchcase

        from coldframe.resolve.metadata.data_files import data_files

        found = {}
        for one in data_files(self.host.tree):
            for source, path in self.layout.by_source.items():
                if source.count("/") == one.path.count("/") and fnmatchcase(source, one.path):
                    place = f"{one.folder.strip('/')}/{source.rpartition('/')[2]}"
                    found[path] = place.lstrip("/")
        return found

    def _test_folders(self) -> tuple[str, ...]:
        """The folders in which the tests are, called ``tests`` as a rule; outer ones first."""
        found = set()
        for one in self.layout.placed:
            if one.kind == TESTS and one.path.endswith(".py"):
                parts = one.path.split("/")[:-1]
                at = next((n for n, part in enumerate(parts, 1) if part in ("tests", "test")), 0)
                found.add("/".join(parts[: at or len(parts)]) or ".")
        return tuple(sorted(found, key=lambda folder: (folder.count("/"), folder)))

    def _typed(self) -> list[str]:
        folder = self.feature.tree.path.rpartition("/")[0]
        path = f"{folder}/py.typed"
        return [path] if self.host.tree.exists(path) else []

    def _version(self) -> str:
        from coldframe.declare.mistake import Mistake
        from coldframe.resolve.splitting.version import version_of

        try:
            return version_of(self.host.packaging.sources).version
        except Mistake as mistake:
            self.notes.append(
                f"The host is required in any version, because its own is not known: {mistake.what}"
            )
            return ""

    def _origin(self) -> Origin:
        from coldframe.source.git import GitError, git

        root = self.host.tree.root
        try:
            commit = git(root, "rev-parse", "--verify", "-q", "HEAD").decode().strip()
            prefix = os.fsdecode(git(root, "rev-parse", "--show-prefix")).rstrip("\n")
        except GitError:
            if self.wanted.history:
                self.refusals.append(
                    Refusal(
                        "history",
                        "the host is in no git repository that has a commit",
                        "Make a repository without the past: --no-history",
                        waivable=False,
                    )
                )
            return Origin(root)
        if not self.wanted.history:
            return Origin(root, commit)
        from coldframe.resolve.extracting.earlier_names import earlier_names

        own = [prefix + one.source for one in self.layout.placed if one.kind != COPIES]
        folder = [f"{prefix}{self.feature.path}/"] if self.feature.is_package else []
        earlier = earlier_names(root, own)
        return Origin(root, commit, (*folder, *sorted({*own, *earlier})))

    def _say(self, project: Project) -> None:
        for one in self.found.doubtful:
            if one.kind not in (RELEASE_NOTES, SURFACE, ENTRY_POINTS):
                self.notes.append(f"{one.path} stays in the host: {one.why}.")
            elif one.kind == ENTRY_POINTS:
                self.notes.append(f"The entry point {one.name} stays in the host: {one.why}.")
        if project.required.perhaps:
            self.notes.append(
                f"Imported only sometimes, and not required: {', '.join(project.required.perhaps)}."
            )
        if project.entry_points and self.host_name:
            self.notes.append(
                f"As long as an installed {self.host_name} has the feature itself, both register"
                " the same entry points."
            )
        if any(b"__name__" in self.host.tree.read(one.source) and
               b"getLogger" in self.host.tree.read(one.source)
               for one in self.layout.placed if one.kind == CODE):  # fmt: skip
            self.notes.append(
                f"Loggers called after their module are {self.home.package}… now: look at logging"
                " configurations."
            )
        links = self._links()
        if links:
            self.notes.append(f"Symbolic links stay behind: {', '.join(links)}.")

    def _links(self) -> list[str]:
        root = self.host.tree.root
        found = []
        if self.feature.is_package:
            for folder, folders, names in os.walk(os.path.join(root, self.feature.path)):
                for name in (*folders, *names):
                    if os.path.islink(os.path.join(folder, name)):
                        found.append(os.path.relpath(os.path.join(folder, name), root))
        return sorted(found)
