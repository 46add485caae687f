"""All that can be known of a feature's declaration without asking anybody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from coldframe.check.placement.whereabouts import front, source_root
from coldframe.declare.feature import Claims, Declaration
from coldframe.resolve.declaring.docstrings import words_of
from coldframe.resolve.declaring.specs import spec_named, spec_pages

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature


class Inferred(NamedTuple):
    """A declaration with what is known, and for each gap what is to be filled in there."""

    declaration: Declaration
    gaps: dict[str, str]


def inferred(host: Host, features: list[Feature]) -> dict[str, Inferred]:
    """What is known about each of ``features``, by module."""
    needs = _needs(host)
    authors = _authors(host, features)
    specs = spec_pages(host)
    pages = _pages(host, features, set(specs))
    feedback = _feedback(host)
    aimed_at: dict[str, str] = {}
    drafts = {}
    for feature in features:
        gaps: dict[str, str] = {}
        title, summary = words_of(host, feature)
        if not summary:
            gaps["summary"] = "one sentence on what it does"
        spec = spec_named(specs, feature)
        if not spec:
            gaps["spec"] = "the approved spec: a path in this repository, or an address"
        first = host.clockwork.first_release(feature)
        if first is None:
            gaps["since"] = "the first release with it, such as 1.2.0"
        owners = _owners(host, feature) or authors.get(feature.path, ())
        if not owners:
            gaps["owners"] = "who answers for it"
        target, gap = free_target(host, feature)
        if target in aimed_at:
            gap = f"where it moves when it is promoted; {target} is that of {aimed_at[target]}"
            target = ""
        if target:
            aimed_at[target] = feature.module
        if gap:
            gaps["target"] = gap
        drafts[feature.module] = Inferred(
            Declaration(
                path=feature.declaration_path,
                title=title,
                summary=summary,
                spec=spec,
                since=first.version if first else "",
                owners=owners,
                target=target,
                feedback=feedback,
                needs=needs.get(feature.module, ()),
                claims=_claims(host, feature, pages.get(feature.module, ())),
            ),
            gaps,
        )
    return _with_tests(host, drafts)


def _owners(host: Host, feature: Feature) -> tuple[str, ...]:
    from coldframe.source.codeowners import owners

    return owners(host.tree, front(host, feature))


def _authors(host: Host, features: list[Feature]) -> dict[str, tuple[str, ...]]:
    """The most frequent recent authors of each feature's code, by path."""
    from coldframe.source.git import GitError
    from coldframe.source.history import stories

    asked = [feature.path for feature in features if not _owners(host, feature)]
    try:
        return {path: story.authors for path, story in stories(host.tree.root, asked).items()}
    except GitError as error:
        host.notes.append(f"Who wrote the features is not known: {error.why}.")
        return {}


def free_target(host: Host, feature: Feature) -> tuple[str, str]:
    """Where promotion could move the code: next to the preview tree; or why not there."""
    parent = feature.tree.module.rpartition(".")[0]
    if not parent:
        return "", f"where it moves when it is promoted, such as package.{feature.name}"
    target = f"{parent}.{feature.name}"
    place = source_root(feature.tree) + target.replace(".", "/")
    if host.tree.exists(f"{place}.py") or host.tree.exists(f"{place}.pyi"):
        return "", f"where it moves when it is promoted; {target} exists already"
    if any(path.endswith((".py", ".pyi")) for path in host.tree.under(place)):
        return "", f"where it moves when it is promoted; {target} exists already"
    return target, ""


def _needs(host: Host) -> dict[str, tuple[str, ...]]:
    """The names of the features that each feature uses, by module."""
    names = Counter(feature.name for feature in host.features)
    found: dict[str, set[str]] = {}
    for reference in host.references:
        if not reference.decided or reference.scope == "type_checking":
            continue
        user, used = host.feature_of(reference.path), host.feature_named(reference.target)
        if user is not None and used is not None and user != used:
            name = used.name if names[used.name] == 1 else used.module
            found.setdefault(user.module, set()).add(name)
    return {module: tuple(sorted(needs)) for module, needs in found.items()}


def _pages(host: Host, features: list[Feature], specs: set[str]) -> dict[str, tuple[str, ...]]:
    """The docs pages that are named after a feature; the longest name has the page."""
    found: dict[str, list[str]] = {}
    for path in host.tree.paths():
        if not host.places.is_docs(path) or host.places.is_release_note(path) or path in specs:
            continue
        about = [f for f in features if not f.owns(path) and host.places.is_docs_of(path, f)]
        if about:
            most = max(about, key=lambda feature: len(feature.name))
            found.setdefault(most.module, []).append(path)
    return {module: tuple(pages) for module, pages in found.items()}


def _claims(host: Host, feature: Feature, pages: tuple[str, ...]) -> Claims:
    from coldframe.check.packaging.sources import table
    from coldframe.check.surface.definition import COMMAND, OPTION, ROUTE, TABLE

    defined: dict[str, list[str]] = {TABLE: [], OPTION: [], COMMAND: [], ROUTE: []}
    for path in _code(host, feature):
        for definition in host.surface.of(path):
            if definition.certain and not definition.migration:
                defined[definition.kind].append(definition.names[0])
    groups = {name.partition(".")[0] for name in defined[OPTION] if _grouped(name)}
    extras = table(host.packaging.sources.pyproject, "project", "optional-dependencies")
    return Claims(
        tables=tuple(sorted(set(defined[TABLE]))),
        options=tuple(sorted(f"{group}.*" for group in groups)),
        # A single word ("list", "/status") is often only the last part of the whole.
        commands=tuple(sorted({name for name in defined[COMMAND] if " " in name})),
        routes=tuple(sorted({name for name in defined[ROUTE] if name.strip("/").count("/")})),
        entry_points=tuple(
            sorted(
                f"{point.group}:{point.name}"
                for point in host.packaging.entry_points
                if f"{point.module}.".startswith(f"{feature.module}.")
            )
        ),
        docs=pages,
        extras=tuple(
            name
            for name in extras
            if name.lower().replace("-", "_").replace(".", "_") == feature.name
        ),
    )


def _grouped(name: str) -> bool:
    group, dot, _ = name.partition(".")
    return bool(dot) and group.replace("-", "_").isidentifier() and group != "DEFAULT"


def _code(host: Host, feature: Feature) -> Iterator[str]:
    paths = host.tree.under(feature.path) if feature.is_package else [feature.path]
    return (path for path in paths if path.endswith(".py") and not host.places.is_test(path))


def _feedback(host: Host) -> str:
    """Where the project's packaging says that bugs are reported."""
    from coldframe.check.packaging.sources import table

    urls = table(host.packaging.sources.pyproject, "project", "urls")
    for name, address in urls.items():
        word = name.lower().replace("-", " ").replace("_", " ")
        if any(part in word for part in ("issue", "tracker", "bug")) and isinstance(address, str):
            return address
    return ""


def _with_tests(host: Host, drafts: dict[str, Inferred]) -> dict[str, Inferred]:
    """Add the tests that stand outside the mirrored place, as ``misplaced_tests`` finds them."""
    from coldframe.check.host import Host as Picture
    from coldframe.check.placement import misplaced_tests

    declared = Picture(host.tree, host.settings)
    declared.__dict__.update(
        preview_trees=host.preview_trees,
        references=host.references,
        features=tuple(
            feature._replace(declaration=drafts[feature.module].declaration)
            if feature.module in drafts
            else feature
            for feature in host.features
        ),
    )
    # A finding says the feature's name only, and two trees may each have one of that name.
    names = Counter(feature.name for feature in host.features)
    by_name = {f.name: f.module for f in host.features if names[f.name] == 1}
    tests: dict[str, list[str]] = {}
    for finding in misplaced_tests.check(declared):
        if finding.feature in by_name:
            tests.setdefault(by_name[finding.feature], []).append(finding.path)
    for module, paths in tests.items():
        if module in drafts:
            draft = drafts[module]
            claims = draft.declaration.claims._replace(tests=tuple(paths))
            drafts[module] = draft._replace(declaration=draft.declaration._replace(claims=claims))
    return drafts
