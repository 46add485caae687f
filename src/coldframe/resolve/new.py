"""Plans a new feature: package, tests, docs page, declaration, and if need be its tree."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from coldframe.check.host import Host
from coldframe.declare.feature import Claims, Declaration, Feature, PreviewTree
from coldframe.declare.label import sentence
from coldframe.declare.mistake import Mistake
from coldframe.resolve.declaration_text import new_declaration
from coldframe.resolve.inferred import Inferred, free_target
from coldframe.resolve.new_name import check_name
from coldframe.resolve.new_pages import docs_edits, test_edits
from coldframe.resolve.package_data import package_data
from coldframe.resolve.plan import Edit, Plan
from coldframe.resolve.planned_tree import PlannedTree
from coldframe.resolve.settings_text import settings_edit, with_tree


def new(
    name: str,
    start: str = ".",
    *,
    tree: str = "",
    title: str = "",
    owners: Sequence[str] = (),
    spec: str = "",
) -> Plan:
    """The plan of a feature ``name`` that passes ``check`` at once, but for the spec it asks for.

    ``tree`` is the dotted name of the preview tree; one that does not exist yet is made.
    ``owners`` defaults to whom CODEOWNERS says, or to git's ``user.name``.

    Raises:
        Mistake: the name is taken or cannot be a feature's; it is not clear in which tree;
            nobody is known who could own it.
    """
    from coldframe.check.discovery import open_host

    host = open_host(start)
    preview = _tree(host, tree)
    check_name(host, preview, name)
    title = title.strip() or name.replace("_", " ").capitalize()
    feature = Feature(name, f"{preview.module}.{name}", f"{preview.path}/{name}", preview)
    edits = _tree_edits(host, preview)
    tests = test_edits(host, feature)
    docs, page = docs_edits(host, feature, title)
    draft = _draft(host, feature, title, tuple(owners), spec, page)
    edits += [
        Edit(f"{feature.path}/__init__.py", None, _package(host, title), "Feature"),
        Edit(feature.declaration_path, None, new_declaration(draft), "Feature"),
        *tests,
        *docs,
    ]
    planned = Host(PlannedTree(host.tree, edits), host.settings)
    edits, notes = package_data(planned, [feature], edits, host.tree)
    notes.append(f"Add {page} to the table of contents of the docs, if there is one.")
    if not spec:
        notes.append(f"Then write the spec, and name it in {feature.declaration_path}.")
    words = ["coldframe", "new", name, *(() if start == "." else ("--path", start))]
    words += [word for pair in (("--tree", tree), ("--spec", spec)) if pair[1] for word in pair]
    words += ["--title", title] if title != name.replace("_", " ").capitalize() else []
    words += [word for owner in owners for word in ("--owner", owner)]
    return Plan(shlex.join(words), host.tree.root, tuple(edits), tuple(notes))


def _tree(host: Host, wanted: str) -> PreviewTree:
    """The preview tree that is meant, which may not exist yet."""
    trees = {tree.module: tree for tree in host.preview_trees}
    if not wanted:
        if len(trees) == 1:
            return next(iter(trees.values()))
        if trees:
            raise Mistake(
                f"there are {len(trees)} preview trees: {', '.join(trees)}",
                f"Say which, for example: --tree {next(iter(trees))}",
            )
        raise Mistake(
            "there is no preview tree here", "Say where to make one, such as --tree shop.preview"
        )
    if wanted in trees:
        return trees[wanted]
    from coldframe.check.module_names import folder_named
    from coldframe.declare.wellformed import bad_module

    if why := bad_module(wanted):
        raise Mistake(f"--tree {wanted}: {why}", "Name the package as it is imported.")
    parent, _, last = wanted.rpartition(".")
    if not parent:
        raise Mistake(
            f"--tree {wanted}: a preview tree is a package in a package",
            f"Name it inside your package, such as --tree {wanted}.preview",
        )
    path = f"{folder_named(host.tree, parent, '', 0)}/{last}"
    for taken in (f"{path}.py", f"{path}.pyi"):
        if host.tree.exists(taken):
            raise Mistake(f"--tree {wanted} is a module: {taken}", "Choose another name.")
    return PreviewTree(wanted, path)


def _tree_edits(host: Host, preview: PreviewTree) -> list[Edit]:
    """What makes ``preview`` a preview tree, if it is none."""
    if preview in host.preview_trees:
        return []
    edits = []
    init = f"{preview.path}/__init__.py"
    if not host.tree.exists(init):
        word = host.settings.label
        text = f'"""Features that are not stable yet: each child is a {word} feature."""\n'
        edits.append(Edit(init, None, text.encode(), "Preview tree"))
    if host.settings.preview_trees is None:
        trees = [tree.module for tree in host.preview_trees]
        settings = settings_edit(host, [*trees, preview.module])
        return [settings, *edits] if settings else edits
    return [with_tree(host, preview.module), *edits]


def _package(host: Host, title: str) -> bytes:
    from textwrap import fill

    title = title.replace("\\", "\\\\").replace('"', '\\"')
    words = fill(sentence(title, host.settings.label), 88)
    return f'"""{title}.\n\n{words}\n"""\n'.encode()


def _draft(
    host: Host, feature: Feature, title: str, owners: tuple[str, ...], spec: str, page: str
) -> Inferred:
    gaps = {
        "summary": "one sentence on what it does",
        "spec": "the approved spec: a path in this repository, or an address",
        "since": "the first release with it, as soon as there is one",
    }
    target, gap = free_target(host, feature)
    gaps["target"] = gap
    declaration = Declaration(
        path=feature.declaration_path,
        title=title,
        spec=spec,
        owners=owners or _owners(host, feature),
        target=target,
        claims=Claims(docs=(page,)),
    )
    return Inferred(declaration, gaps)


def _owners(host: Host, feature: Feature) -> tuple[str, ...]:
    from coldframe.source.codeowners import owners
    from coldframe.source.git import GitError, git

    known = owners(host.tree, f"{feature.path}/__init__.py")
    if known:
        return known
    try:
        name = git(host.tree.root, "config", "user.name").decode("utf-8", "replace").strip()
    except GitError:
        name = ""
    if not name:
        raise Mistake(
            "nobody is known who could own the feature: git has no user.name here",
            "Say who: --owner NAME",
        )
    return (name,)
