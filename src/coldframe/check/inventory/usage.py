"""Who uses a feature: tests, docs, stable code, other features."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from coldframe.check.isolation.sides import from_stable
from coldframe.check.placement.coverage import docs_pages, is_test_file

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature
    from coldframe.source.references.reference import Reference


class Usage:
    """Every place that has to do with one of the host's features, by the feature's module.

    ``tests`` and ``docs`` are None if the tree has no such files at all.
    """

    def __init__(self, host: Host) -> None:
        self._host = host

    @cached_property
    def reached_by(self) -> dict[str, list[Reference]]:
        """The places in stable code that reach into a feature: what the fence forbids."""
        return self._by_feature(from_stable(self._host))

    @cached_property
    def shared_reached_by(self) -> tuple[Reference, ...]:
        """The places in stable code that reach into a preview tree, but into no feature of it."""
        host = self._host
        return tuple(
            reference
            for reference in from_stable(host)
            if reference.decided and host.feature_named(reference.target) is None
        )

    @cached_property
    def used_by(self) -> dict[str, list[Reference]]:
        """The places in other features that reach into a feature."""
        host = self._host
        folders = tuple(tree.path + "/" for tree in host.preview_trees)
        inside = [
            reference
            for reference in host.references
            if reference.path.startswith(folders) and reference.form != "docstring"
        ]
        return {
            module: [
                r for r in found if (owner := host.feature_of(r.path)) and owner.module != module
            ]
            for module, found in self._by_feature(inside).items()
        }

    @cached_property
    def tests(self) -> dict[str, tuple[str, ...]] | None:
        """The test files that stand in a feature's place for tests, or reach it."""
        host = self._host
        files = [p for p in host.tree.paths() if p.endswith(".py") and is_test_file(host, p)]
        if not files:
            return None
        known = set(files)
        found: dict[str, set[str]] = {feature.module: set() for feature in host.features}
        for reference in (*host.references, *host.own_test_references):
            feature = host.feature_named(reference.target)
            if feature is not None and reference.path in known:
                found[feature.module].add(reference.path)
        for feature in host.features:
            claimed = feature.declaration is not None and feature.declaration.claims.tests
            for path in files:
                # The name is in the path of every usual place; a claim may be anywhere.
                if (claimed or feature.name in path) and host.places.is_test_of(path, feature):
                    found[feature.module].add(path)
        return {module: tuple(sorted(paths)) for module, paths in found.items()}

    @cached_property
    def docs(self) -> dict[str, tuple[str, ...]] | None:
        """The pages that are about a feature, or name it."""
        host = self._host
        pages = [p for p in docs_pages(host) if not host.places.is_release_note(p)]
        if not pages:
            return None
        found: dict[str, set[str]] = {feature.module: set() for feature in host.features}
        for page in pages:
            for feature in host.features:
                if not feature.owns(page) and host.places.is_docs_of(page, feature):
                    found[feature.module].add(page)
        patterns = {f.module: _mention(f) for f in host.features}
        needles = sorted({needle for f in host.features for needle in _needles(f)})
        for page in host.tree.search(needles, pages) if needles else ():
            text = host.tree.read(page).decode("utf-8", "replace")
            for module, pattern in patterns.items():
                if pattern.search(text):
                    found[module].add(page)
        return {module: tuple(sorted(paths)) for module, paths in found.items()}

    def _by_feature(self, references: Iterable[Reference]) -> dict[str, list[Reference]]:
        found: dict[str, list[Reference]] = {f.module: [] for f in self._host.features}
        for reference in references:
            feature = self._host.feature_named(reference.target)
            if feature is not None and reference.decided:
                found[feature.module].append(reference)
        return found


def _needles(feature: Feature) -> list[str]:
    """What a page that names ``feature`` contains; a plain word such as "gold" is no name."""
    needles = [feature.module, feature.module.replace(".", "/")]
    if feature.declaration is not None and feature.declaration.title:
        needles.append(feature.declaration.title)
    if "_" in feature.name.strip("_"):
        needles += [feature.name, feature.name.replace("_", "-")]
    return needles


def _mention(feature: Feature) -> re.Pattern[str]:
    words = "|".join(re.escape(needle) for needle in _needles(feature))
    return re.compile(rf"(?<![A-Za-z0-9_.])(?:{words})(?![A-Za-z0-9_])")


def size(host: Host, feature: Feature) -> tuple[int, int]:
    """Lines and files of a feature's own code and data, without tests and the declaration."""
    if feature.is_package:
        paths = [p for p in host.tree.under(feature.path) if not host.places.is_test(p)]
    else:
        paths = [p for p in host.tree.under(feature.tree.path) if feature.owns(p)]
    paths = [path for path in paths if path != feature.declaration_path]
    lines = 0
    for path in paths:
        data = host.tree.read(path)
        if b"\0" not in data[:8000]:
            lines += data.count(b"\n") + (data[-1:] not in (b"\n", b""))
    return lines, len(paths)


def owners(host: Host, feature: Feature, authors: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """Who answers for ``feature``, and how that is known."""
    declared = feature.declaration.owners if feature.declaration else ()
    named = tuple(owner.strip() for owner in declared if owner.strip())
    if named:
        return named, "declaration"
    from coldframe.check.placement.whereabouts import front
    from coldframe.source.codeowners import owners as owners_of

    found = tuple(owners_of(host.tree, front(host, feature)))
    if found:
        return found, "CODEOWNERS"
    return authors, "authors" if authors else ""
