"""A test of one feature stands outside the place for that feature's tests.

Tests are mirrored: ``<package>/tests/<kind>/<tree>/<feature>/`` or ``tests/<tree>/<feature>/``
(also ``tests/<tree>/test_<feature>*.py``), so that promotion, retirement and a packager can
take them along.  The feature's own folder, the settings' ``tests`` and the declaration's
``[claims] tests`` are in place too.

A test file is a feature's if it reaches no other feature, and takes more names from this
feature than from the stable host.  Files that are about both are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.isolation.sides import IMPORTING_FORMS
from coldframe.check.placement.coverage import is_test_file
from coldframe.check.placement.mirror import mirrored_place
from coldframe.check.rule import Rule

if TYPE_CHECKING:
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature
    from coldframe.source.references.reference import Reference

RULE = Rule(
    name="misplaced_tests",
    family="placement",
    why="Tests that are not mirrored stay behind when the feature is promoted, retired or left"
    " out of a package, and then they fail for everybody.",
    hint="Move the file to the mirrored place, or list it under `[claims] tests`.",
)


def check(host: Host) -> Iterator[Finding]:
    """One finding per test file of one declared feature that is not in its place."""
    if not host.declared:
        return
    reaching: dict[str, list[Reference]] = {}
    for reference in host.references:
        if reference.path.endswith(".py") and is_test_file(host, reference.path):
            reaching.setdefault(reference.path, []).append(reference)
    for path in sorted(reaching):
        feature = _subject(host, reaching[path])
        if feature is None or feature.owns(path) or host.places.is_test_of(path, feature):
            continue
        if not _mostly(host, path, reaching[path]):
            continue
        place = mirrored_place(host, feature, path)
        first = reaching[path][0]
        yield RULE.at(
            path,
            first.line,
            f"this tests only {feature.name}, but stands outside {place}/",
            hint=f"git mv {path} {place}/{path.rpartition('/')[2]}"
            "  (or list the file under `[claims] tests`)",
            feature=feature.name,
            text=first.text,
        )


def _subject(host: Host, references: list[Reference]) -> Feature | None:
    """The one declared feature that these references reach, if it is one."""
    reached = {}
    for reference in references:
        feature = host.feature_named(reference.target)
        if feature is not None:
            reached[feature.module] = feature
    if len(reached) != 1:
        return None
    (feature,) = reached.values()
    return feature if feature.declaration is not None else None


def _mostly(host: Host, path: str, references: list[Reference]) -> bool:
    """Whether the file takes more names from the feature than from the stable host."""
    from coldframe.check.imports import imported_names

    previews = tuple(tree.module for tree in host.preview_trees)
    tops = {module.split(".")[0] for module in previews}
    wanted = [r.target for r in references if r.form in IMPORTING_FORMS or r.form == "patch"]
    stable = {
        name
        for name in imported_names(host.tree.read(path))
        if name.split(".")[0] in tops
        and not any(name == tree or name.startswith(tree + ".") for tree in previews)
        and not host.places.is_test(name.replace(".", "/") + ".py")
        and not host.places.is_test(name.replace(".", "/") + "/x.py")
    }
    return len(set(wanted)) > len(stable)
