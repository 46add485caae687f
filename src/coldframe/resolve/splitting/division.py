"""Divides a tree into the core and one wheel per feature: files, entry points, extras."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from coldframe.check.packaging.sources import table, texts
from coldframe.declare.mistake import Mistake
from coldframe.declare.version import read_version
from coldframe.resolve.splitting.content import content
from coldframe.resolve.splitting.metadata import canonical, entry_point_tables, project_of
from coldframe.resolve.splitting.needs import imports
from coldframe.resolve.splitting.version import Taken, version_of
from coldframe.resolve.splitting.wheels import Division, Fault, Packed, Wheel

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature

NAME = "{host}-preview-{feature}"


def divide(host: Host, version: str = "", name: str = "") -> Division:
    """Who gets what. Nothing is written.

    Raises Mistake: there is no feature, no metadata, no version, two wheels of one name.
    """
    features = [feature for feature in host.features if not feature.forwards_to]
    if not features:
        raise Mistake(
            "there is no preview feature here, so there is nothing to split",
            "Build the wheel as always: python -m build --wheel",
        )
    notes: list[str] = []
    project = project_of(host, notes)
    taken = Taken(version, "--version") if version else version_of(host.packaging.sources)
    if version and read_version(version) is None:
        raise Mistake(
            f"--version {version}: this is no version", "Say for example: --version 4.2.0"
        )
    if not taken.version:
        raise Mistake("the version is empty", "Say it: coldframe split --version VERSION")
    notes.append(f"The version is {taken.version} ({taken.origin}).")
    for feature in host.features:
        if feature.forwards_to:
            notes.append(f"{feature.module} has moved: its old name stays in the core.")
    names = _names(features, str(project["name"]), name or host.settings.split_name or NAME)
    task = _Task(host, features, names, notes)
    files = task.files()
    needs = task.needs(files)
    points: dict[str, list[tuple[str, str, str]]] = {}
    for point in host.packaging.entry_points:
        owner = task.owner_of_entry_point(point.group, point.name, point.module)
        points.setdefault(owner, []).append((point.group, point.name, point.value))
    extras = _extras(host)
    owners = {extra: task.owners_of_extra(extra) for extra in extras}
    common: dict[str, Any] = {**project, "version": taken.version}
    pin = {module: f"{names[module]}=={taken.version}" for module in names}
    core = {
        **common,
        "dependencies": [r.text for r in host.packaging.requirements],
        "optional-dependencies": _core_extras(extras, owners, features, pin),
        **entry_point_tables(points.get("", [])),
    }
    wheels = [Wheel(str(project["name"]), taken.version, "", tuple(files.get("", ())), core)]
    for feature in features:
        said = feature.declaration
        summary = (said.summary or said.title) if said else ""
        requires = [f"{project['name']}=={taken.version}"]
        requires += [pin[other] for other in sorted(needs[feature.module])]
        for extra, requirements in extras.items():
            if feature.module in owners[extra]:
                requires += [r for r in requirements if r not in requires]
        own = {
            **common,
            "name": names[feature.module],
            "description": " ".join(summary.split())
            or f"The preview feature {feature.name} of {project['name']}.",
            "dependencies": requires,
            **entry_point_tables(points.get(feature.module, [])),
        }
        own_files = tuple(files.get(feature.module, ()))
        wheels.append(Wheel(names[feature.module], taken.version, feature.module, own_files, own))
        if not own_files:
            task.faults.append(
                Fault(
                    "whole tree",
                    f"no file of {feature.module} is in the host's wheel",
                    "See: coldframe explain not_packaged",
                )
            )
    return Division(host.tree.root, tuple(wheels), tuple(notes), tuple(task.faults))


class _Task:
    def __init__(
        self, host: Host, features: list[Feature], names: dict[str, str], notes: list[str]
    ) -> None:
        self.host = host
        self.features = features
        self.names = names
        self.notes = notes
        self.faults: list[Fault] = []

    def files(self) -> dict[str, list[Packed]]:
        """The files by the module of their feature; those of the core under ``""``."""
        found: dict[str, list[Packed]] = {}
        by_name = []
        for packed in content(self.host, self.notes):
            owner = self._owner(packed)
            if owner and packed.kind != "code":
                by_name.append(packed.source)
            found.setdefault(owner, []).append(packed)
        if by_name:
            self.notes.append(
                "These data files are a feature's by its claims or its name: " + ", ".join(by_name)
            )
        return found

    def _owner(self, packed: Packed) -> str:
        feature = self.host.feature_of(packed.source)
        if feature is not None:
            return feature.module if feature.module in self.names else ""
        places = self.host.places
        code = packed.kind == "code"
        for feature in self.features:
            if places.is_test_of(packed.source, feature) if code else _claims(feature, packed):
                return feature.module
        return ""

    def needs(self, files: dict[str, list[Packed]]) -> dict[str, set[str]]:
        """For each feature the others that it needs, declared or imported.

        A module of the core that cannot be imported without a feature is a fault.
        """
        found: dict[str, set[str]] = {feature.module: set() for feature in self.features}
        for feature in self.features:
            for need in feature.declaration.needs if feature.declaration else ():
                for other in self.features:
                    same_tree = other.tree == feature.tree and other.name == need
                    if (same_tree or other.module == need) and other is not feature:
                        found[feature.module].add(other.module)
        leaves = sorted({tree.module.rpartition(".")[2] for tree in self.host.preview_trees})
        named = set(self.host.tree.search(leaves, suffix=".py"))
        for owner, members in files.items():
            for packed in members:
                inside = any(
                    packed.source.startswith(t.path + "/") for t in self.host.preview_trees
                )
                beside = any(
                    packed.source.rpartition("/")[0] == tree.path.rpartition("/")[0]
                    for tree in self.host.preview_trees
                )
                if packed.kind != "code" or not packed.place.endswith(".py"):
                    continue
                if packed.source in named or inside or beside:
                    self._reached(owner, packed, found)
        return found

    def _reached(self, owner: str, packed: Packed, found: dict[str, set[str]]) -> None:
        package = packed.place.rpartition("/")[0].replace("/", ".")
        test = self.host.places.is_test(packed.source)
        for reached in imports(self.host.tree.read(packed.source), package):
            feature = self.host.feature_named(reached.name)
            if feature is None or feature.module not in self.names or feature.module == owner:
                continue
            if owner:
                if reached.hard and not test and feature.module not in found[owner]:
                    found[owner].add(feature.module)
                    self.notes.append(
                        f"{packed.source}:{reached.line} imports {feature.module}, which is no "
                        f"declared need: {self.names[owner]} requires it all the same."
                    )
            elif reached.hard and not test:
                self.faults.append(
                    Fault(
                        "core imports",
                        f"{packed.source}:{reached.line} is in the core and imports "
                        f"{feature.module}, which is not",
                        "Import it where it is used and expect an ImportError, or name the "
                        "module under `shared` in the settings.",
                    )
                )
            else:
                where = "a test" if test else "later, or guarded"
                place = f"{packed.source}:{reached.line}"
                self.notes.append(f"{place} in the core imports {feature.module} ({where}).")

    def owner_of_entry_point(self, group: str, name: str, module: str) -> str:
        """The feature whose code it loads, or else that claims it."""
        feature = self.host.feature_named(module)
        if feature is not None and feature.module in self.names:
            return feature.module
        for feature in self.features:
            claims = feature.declaration.claims.entry_points if feature.declaration else ()
            if any(fnmatchcase(f"{group}:{name}", glob) for glob in claims):
                return feature.module
        return ""

    def owners_of_extra(self, extra: str) -> set[str]:
        """The features that claim an extra, or else the one that is called like it."""
        claiming = {
            feature.module
            for feature in self.features
            if feature.declaration
            and any(
                fnmatchcase(canonical(extra), canonical_glob(glob))
                for glob in feature.declaration.claims.extras
            )
        }
        same = {f.module for f in self.features if canonical(f.name) == canonical(extra)}
        return claiming or same


def canonical_glob(glob: str) -> str:
    """A glob over names of extras, spelled as they are compared."""
    return glob.replace("_", "-").replace(".", "-").lower()


def _claims(feature: Feature, packed: Packed) -> bool:
    """Whether a data file or script is claimed by ``feature``, or has its name as a word."""
    import re

    from coldframe.check.places import matcher

    claims = feature.declaration.claims if feature.declaration else None
    if (
        claims
        and (globs := (*claims.docs, *claims.tests))
        and matcher(globs).fullmatch(packed.source)
    ):
        return True
    words = [w for w in re.split(r"[^a-z0-9]+", packed.source.lower()) if w]
    wanted = [w for w in feature.name.lower().split("_") if w]
    return any(words[at : at + len(wanted)] == wanted for at in range(len(words)))


def _names(features: list[Feature], host: str, pattern: str) -> dict[str, str]:
    names: dict[str, str] = {}
    taken = {canonical(host): "the host"}
    for feature in features:
        try:
            given = pattern.format(
                host=host, feature=feature.name, tree=feature.tree.module.rpartition(".")[2]
            )
        except (KeyError, IndexError, ValueError):
            raise Mistake(
                f"the pattern {pattern!r} for names has something else than {{host}}, {{tree}} "
                "and {feature} in braces",
                'Write for example: --name "{host}-preview-{feature}"',
            ) from None
        name = canonical(given)
        if not name or not name.replace("-", "").isalnum() or not name.isascii():
            raise Mistake(
                f"{given!r} is no name for a distribution", "Choose another with --name PATTERN."
            )
        if name in taken:
            raise Mistake(
                f"{feature.module} and {taken[name]} would both be called {name}",
                'Tell them apart: --name "{host}-{tree}-{feature}"',
            )
        taken[name] = feature.module
        names[feature.module] = name
    return names


def _extras(host: Host) -> dict[str, list[str]]:
    """The extras, by name, with their requirements; those written in files are read."""
    from coldframe.resolve.metadata.extras import extras

    found = {extra: list(lines) for extra, lines in extras(host.tree).items()}
    sources = host.packaging.sources
    dynamic = table(sources.pyproject, "tool", "setuptools", "dynamic", "optional-dependencies")
    for extra, value in dynamic.items():
        for path in texts(value.get("file", [])) if isinstance(value, dict) else ():
            if host.tree.exists(path):
                text = host.tree.read(path).decode("utf-8", "replace")
                stripped = [line.split(" #")[0].strip() for line in text.splitlines()]
                found[extra] = [line for line in stripped if line and line[0] not in "#-"]
    return {
        name: [bare for r in requirements if (bare := r.split(" #")[0].strip())]
        for name, requirements in found.items()
    }


def _core_extras(
    extras: dict[str, list[str]],
    owners: dict[str, set[str]],
    features: list[Feature],
    pin: dict[str, str],
) -> dict[str, list[str]]:
    """The core's extras: one per feature, that installs its wheel; the others as they are."""
    found = {
        name: [pin[module] for module in sorted(owners[name])] or requirements
        for name, requirements in extras.items()
    }
    known = {canonical(name) for name in found}
    for feature in features:
        if canonical(feature.name) not in known:
            found[canonical(feature.name)] = [pin[feature.module]]
    return found
