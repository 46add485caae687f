"""What is gone with a feature, and who reaches it: modules, files, entry points, extras."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.resolve.belonging.belonging import ENTRY_POINTS, EXTRAS, TESTS
from coldframe.resolve.retiring.gone import Gone

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coldframe.check.host import Host
    from coldframe.check.packaging.entry_points import EntryPoint
    from coldframe.declare.feature import Feature
    from coldframe.resolve.belonging.reach import Reach
    from coldframe.resolve.belongings import Belongings
    from coldframe.source.references.reference import Reference


def gone_with(host: Host, found: Belongings, emptied: Iterable[str] = ()) -> Gone:
    """Everything that is no longer there once what was ``found``, and is ``emptied``, has gone."""
    feature, files = found.feature, found.files | {*emptied}
    owned = [feature.path, *_claimed_folders(feature)]
    first = Gone(host.tree, (feature.module,), files, owned=owned, name=feature.name)
    tests = {one.path for one in found.certain(TESTS) if not feature.owns(one.path)}
    modules = [feature.module]
    for top in first.tops:
        inside = [p for p in tests if p == top or p.startswith(top + "/")]
        if any(path.endswith(".py") for path in inside):
            modules.append(_dotted(top))
    return Gone(
        host.tree,
        modules,
        files,
        [(e.group, e.name) for e in points_of(host, found)],
        [one.name for one in found.certain(EXTRAS)],
        owned,
        feature.name,
    )


def points_of(host: Host, found: Belongings) -> list[EntryPoint]:
    """The entry points that go."""
    names = {one.name for one in found.certain(ENTRY_POINTS)}
    return [e for e in host.packaging.entry_points if f"{e.group}:{e.name}" in names]


def _claimed_folders(feature: Feature) -> list[str]:
    """The folders that the feature claims as a whole: what stands before ``/**``."""
    if feature.declaration is None:
        return []
    claims = feature.declaration.claims
    globs = [glob.rstrip("/") for glob in (*claims.docs, *claims.tests)]
    folders = {glob.removesuffix("/**").removesuffix("/*") for glob in globs}
    return sorted(f for f in folders if "/" in f and not set(f) & set("*?["))


def references_to(host: Host, feature: Feature, gone: Gone, reach: Reach) -> list[Reference]:
    """The references from files that stay to the feature, and to its tests."""
    from coldframe.source.references.find import references

    found = [
        reference
        for path, there in reach.by_path.items()
        if path not in gone.paths
        for reference in there
        if reference.target == feature.module or reference.target.startswith(feature.module + ".")
    ]
    tests = [(module, _path(gone, module)) for module in gone.modules if module != feature.module]
    if tests:
        found += references(
            host.tree,
            [(module, path) for module, path in tests if path],
            lambda path: path.endswith(".py") and path not in gone.paths,
        )
    return found


def _path(gone: Gone, module: str) -> str:
    return next((t.removesuffix(".py") for t in gone.tops if _dotted(t) == module), "")


def _dotted(path: str) -> str:
    from coldframe.check.module_names import SOURCE_FOLDERS

    parts = path.removesuffix(".py").split("/")
    return ".".join(parts[1:] if parts[0] in SOURCE_FOLDERS and parts[1:] else parts)
