"""Plans the end of a feature without a future: what is its own goes, the rest is said."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from coldframe.declare.mistake import Mistake
from coldframe.declare.tombstone import EXTRACTED, RETIRED, Tombstone
from coldframe.resolve.belonging.belonging import (
    CODE,
    CONFIGURATION,
    DECLARATION,
    DOCS,
    ENTRY_POINTS,
    EXAMPLES,
    EXTRAS,
    RELEASE_NOTES,
    TESTS,
)
from coldframe.resolve.ending import ended_already, next_release, the_feature
from coldframe.resolve.plan import Edit, Left, Plan, Refusal
from coldframe.resolve.planned_tree import PlannedTree
from coldframe.resolve.retiring.trimmed import line_changes, shown

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.check.packaging.entry_points import EntryPoint
    from coldframe.declare.feature import Feature
    from coldframe.resolve.belonging.reach import Reach
    from coldframe.resolve.belongings import Belongings
    from coldframe.resolve.retiring.gone import Gone
    from coldframe.source.references.reference import Reference

_HEADINGS = {
    CODE: "Code",
    DECLARATION: "Code",
    TESTS: "Tests",
    DOCS: "Docs",
    EXAMPLES: "Examples",
    CONFIGURATION: "Configuration",
}

_VERBS = {RETIRED: "retire", EXTRACTED: "extract"}
_METADATA = {"Entry points": "entry point", "Requirements": "requirement"}


def retire(
    name: str,
    start: str = ".",
    *,
    reason: str,
    successor: str = "",
    release: str = "",
) -> Plan:
    """The plan that removes the feature ``name`` and all that is certain to be its own.

    What else in the tree names it is edited where that is certain, and listed where it is not.
    ``release`` is the first release without it, by default the next one.  Migrations outside
    the feature's folder, release notes and specs stay: they say what was.

    Raises:
        Mistake: there is no such feature, or it has ended otherwise; no reason; no release.
    """
    from coldframe.check.discovery import open_host

    if not reason.strip():
        raise Mistake("a feature is retired for a reason", 'Say it: --reason "Nobody uses it."')
    host = open_host(start)
    words = ["coldframe", "retire", name, *(() if start == "." else ("--path", start))]
    words += ["--reason", reason]
    words += ["--successor", successor] if successor else []
    words += ["--release", release] if release else []
    done = ended_already(host, name, RETIRED)
    if done:
        return Plan(shlex.join(words), host.tree.root, notes=(done,))
    feature = the_feature(host, name)
    stone = Tombstone(
        feature.name,
        next_release(host, release),
        RETIRED,
        reason.strip(),
        successor.strip(),
        {feature.module: ""},
    )
    plan = removal(host, feature)
    edits, notes = recorded(host, feature, stone, plan.edits)
    return plan._replace(
        command=shlex.join(words),
        edits=tuple(edits),
        notes=(*plan.notes, *notes),
        subject=f"Retire {_title(feature)}",
    )


def removal(host: Host, feature: Feature, reach: Reach | None = None) -> Plan:
    """The part of ``retire`` that takes ``feature`` out of the tree; it has no command."""
    from coldframe.resolve.belonging.reach import Reach
    from coldframe.resolve.belongings import belongings
    from coldframe.resolve.retiring.trim import trim

    reach = reach or Reach(host)
    found = belongings(host, feature, reach)
    edits = _deletions(host, found)
    edits, left = _metadata(host, found, edits)
    gone = _gone(host, found)
    tree = PlannedTree(host.tree, edits)
    alone = sum(other.name == feature.name for other in host.features) == 1
    trimming = trim(
        tree,
        gone,
        host.places,
        _references(host, feature, gone, reach),
        lambda path: module_of(host, path),
        feature.name if alone else "",
    )
    listed = {(one.path, one.line) for one in left}
    doubtful = [
        Left(one.path, max(one.line, 1), _text(host, one.path, one.line), one.why)
        for one in found.doubtful
        if one.kind != RELEASE_NOTES
    ]
    for one in (*doubtful, *trimming.left):
        if (one.path, one.line) not in listed:  # the first reason counts
            listed.add((one.path, one.line))
            left.append(one)
    return Plan(
        "",
        host.tree.root,
        tuple(_merged(edits, trimming.edits)),
        tuple(_notes(host, feature, found)),
        left=tuple(sorted(left)),
        refusals=tuple(_refusals(host, feature, found)),
    )


def _deletions(host: Host, found: Belongings) -> list[Edit]:
    edits = []
    for one in found.certain(*_HEADINGS):
        if not one.line:
            edits.append(Edit(one.path, host.tree.read(one.path), None, _HEADINGS[one.kind]))
    return edits


def _metadata(host: Host, found: Belongings, edits: list[Edit]) -> tuple[list[Edit], list[Left]]:
    """``edits`` with those that take entry points and extras out, and what has to be by hand."""
    from coldframe.resolve.metadata.entry_points import by_hand, without_entry_points
    from coldframe.resolve.metadata.extras import without_extra

    points = _points(host, found)
    left: list[Left] = []
    if points:
        left = by_hand(host.tree, points)
        edits = _merged(edits, without_entry_points(host.tree, points))
    for extra in found.certain(EXTRAS):
        taken = without_extra(PlannedTree(host.tree, edits), extra.name)
        edits = _merged(edits, taken)
        if not taken:
            text = _text(host, extra.path, extra.line)
            left.append(Left(extra.path, extra.line, text, f"{extra.why}: remove it by hand"))
    return [
        edit._replace(changes=line_changes(edit.before, edit.after, _METADATA[edit.reason]))
        if edit.before is not None and edit.after is not None
        else edit
        for edit in edits
    ], left


def _points(host: Host, found: Belongings) -> list[EntryPoint]:
    names = {one.name for one in found.certain(ENTRY_POINTS)}
    return [e for e in host.packaging.entry_points if f"{e.group}:{e.name}" in names]


def _merged(
    edits: list[Edit] | tuple[Edit, ...], more: list[Edit] | tuple[Edit, ...]
) -> list[Edit]:
    """All edits, those of one file made one: from its first state to its last."""
    known = {edit.path: edit for edit in edits}
    for edit in more:
        earlier = known.get(edit.path)
        if earlier is not None:
            edit = earlier._replace(after=edit.after)
            if edit.before is not None and edit.after is not None and earlier.changes:
                why = f"{earlier.changes[0].why} or setting"
                edit = edit._replace(changes=line_changes(edit.before, edit.after, why))
        known[edit.path] = edit
    return [edit for edit in known.values() if edit.before != edit.after]


def _gone(host: Host, found: Belongings) -> Gone:
    from coldframe.resolve.retiring.gone import Gone

    feature, files = found.feature, found.files
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
        [(e.group, e.name) for e in _points(host, found)],
        [one.name for one in found.certain(EXTRAS)],
        owned,
        feature.name,
    )


def _claimed_folders(feature: Feature) -> list[str]:
    """The folders that the feature claims as a whole: what stands before ``/**``."""
    if feature.declaration is None:
        return []
    claims = feature.declaration.claims
    globs = [glob.rstrip("/") for glob in (*claims.docs, *claims.tests)]
    folders = {glob.removesuffix("/**").removesuffix("/*") for glob in globs}
    return sorted(f for f in folders if "/" in f and not set(f) & set("*?["))


def _references(host: Host, feature: Feature, gone: Gone, reach: Reach) -> list[Reference]:
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


def module_of(host: Host, path: str) -> str:
    """The dotted name of the module at ``path``, as far as its folders tell."""
    from coldframe.check.module_names import module_name

    folder, _, file = path.rpartition("/")
    package = module_name(host.tree, folder) if folder else ""
    stem = file.partition(".")[0]
    if stem == "__init__":
        return package
    return f"{package}.{stem}" if package else stem


def recorded(
    host: Host, feature: Feature, stone: Tombstone, edits: tuple[Edit, ...]
) -> tuple[list[Edit], list[str]]:
    """``edits`` with the tombstone and the release note, and what there is to say about them."""
    from coldframe.check.host import Host
    from coldframe.resolve.declaring.package_data import package_data
    from coldframe.resolve.release_notes import release_note
    from coldframe.resolve.tombstones import tombstone_edit

    tombstone = tombstone_edit(host, feature.tree, stone)
    there = _merged(edits, [tombstone])
    planned = Host(PlannedTree(host.tree, there), host.settings)
    there, notes = package_data(planned, [], there, host.tree, [feature.tree])
    instead = f" Use {stone.successor} instead." if stone.successor else ""
    reason = stone.reason if stone.reason.endswith((".", "!", "?")) else f"{stone.reason}."
    title = _title(feature)
    text = f"The {host.settings.label} feature {title} has been removed. {reason}{instead}"
    slug = f"{_VERBS[stone.ending]}-{feature.name.replace('_', '-')}"
    note = release_note(host, slug, "removal", text)
    if note is None:
        notes.append(f"There is no change log to write into. Say it in your own: {text}")
        return there, notes
    return _merged(there, [note]), notes


def _notes(host: Host, feature: Feature, found: Belongings) -> list[str]:
    notes = []
    claims = feature.declaration.claims if feature.declaration else None
    if claims and claims.tables:
        notes.append(
            f"Its tables stay in all databases ({', '.join(claims.tables)}), and so do the"
            " migrations that made them. To drop the tables, write a new migration."
        )
    users = _users(host, feature)
    if users:
        notes.append(f"Other features use it: {', '.join(users)}. They break without it.")
    own = [p for p in found.files if host.places.is_migration(p)]
    if own:
        notes.append(
            f"{len(own)} migrations in its own folder go with its code; the tables that they made"
            " stay in databases."
        )
    specs = {feature.declaration.spec} if feature.declaration else set()
    specs = {spec for spec in specs if spec and host.tree.exists(spec)}
    for spec in sorted(specs):
        notes.append(f"{spec} stays: it says why the feature was begun.")
    history = [one.path for one in found.found if one.kind == RELEASE_NOTES]
    if history:
        notes.append(f"Release notes stay: {', '.join(history[:3])}{' …' * (len(history) > 3)}.")
    return notes


def _users(host: Host, feature: Feature) -> list[str]:
    """The features whose code imports this one."""
    from coldframe.check.isolation.sides import IMPORTING_FORMS

    inside = [r for r in host.references if r.form in IMPORTING_FORMS and r.decided]
    names = set()
    for reference in inside:
        user = host.feature_of(reference.path)
        if user is not None and host.feature_named(reference.target) == feature:
            names.add(user.name)
    return sorted(names - {feature.name})


def _refusals(host: Host, feature: Feature, found: Belongings) -> list[Refusal]:
    refusals = []
    for other, declaration in host.declared:
        if other.module != feature.module and {feature.name, feature.module} & {*declaration.needs}:
            place = f"{declaration.path}:{declaration.line('needs')}"
            refusals.append(
                Refusal(
                    "needs",
                    f"{other.name} needs {feature.name} ({place})",
                    f"Retire {other.name} first, or make it work without and take"
                    f" {feature.name} out of its needs.",
                    waivable=False,
                )
            )
    refusals += _waiting_migrations(host, found)
    return refusals


def _waiting_migrations(host: Host, found: Belongings) -> list[Refusal]:
    """A refusal for each migration that stays and comes after one in the feature's folder."""
    import re

    own = [p for p in found.files if host.places.is_migration(p)]
    name = re.compile(rb"^revision\b[^=\n]*=\s*[\"']([^\"']+)", re.M)
    revisions = {}
    for path in own:
        said = name.search(host.tree.read(path))
        if said:
            revisions[said[1].decode("utf-8", "replace")] = path
    refusals = []
    hits = host.tree.search(sorted(revisions), suffix=".py") if revisions else []
    staying = [p for p in hits if p not in found.files and host.places.is_migration(p)]
    for path in staying:
        said = name.search(host.tree.read(path))
        if said:  # two lists of migrations may use one name, each for its own
            revisions.pop(said[1].decode("utf-8", "replace"), None)
    for path in staying:
        text = host.tree.read(path).decode("utf-8", "replace")
        for revision, source in revisions.items():
            if re.search(
                rf"^(?:down_revision|depends_on)\b.*[\"']{re.escape(revision)}[\"']", text, re.M
            ):
                refusals.append(
                    Refusal(
                        "migrations",
                        f"{path} comes after {source}, which would go",
                        f"Move {source} into the host's own list of migrations first.",
                        waivable=False,
                    )
                )
    return refusals


def _title(feature: Feature) -> str:
    return (feature.declaration.title if feature.declaration else "") or feature.name


def _text(host: Host, path: str, line: int) -> str:
    data = host.tree.read(path) if host.tree.exists(path) else b""
    if b"\0" in data[:4000]:
        return ""
    lines = data.decode("utf-8", "replace").splitlines()
    return shown(lines[line - 1]) if 0 < line <= len(lines) else ""
