"""Plans a new feature: package, tests, docs page, declaration, and if need be its tree."""

from __future__ import annotations

import shlex
from collections.abc import Sequence

from coldframe.check.host import Host
from coldframe.declare.feature import Claims, Declaration, Feature
from coldframe.declare.label import sentence
from coldframe.resolve.declaring.declaration_text import new_declaration
from coldframe.resolve.declaring.inferred import Inferred, free_target
from coldframe.resolve.declaring.new_name import check_name, check_said
from coldframe.resolve.declaring.new_pages import docs_edits, test_edits
from coldframe.resolve.declaring.owners import known_owners
from coldframe.resolve.declaring.package_data import package_data
from coldframe.resolve.declaring.preview_trees import tree_edits, wanted_tree
from coldframe.resolve.plan import Edit, Plan
from coldframe.resolve.planned_tree import PlannedTree


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
        Mistake: the name is taken or cannot be a feature's; title, owner or spec is no line
            of text; it is not clear in which tree; nobody is known who could own it.
    """
    from coldframe.check.discovery import open_host

    check_said(title, owners, spec)
    host = open_host(start)
    preview = wanted_tree(host, tree)
    check_name(host, preview, name)
    title = title.strip() or name.replace("_", " ").capitalize()
    feature = Feature(name, f"{preview.module}.{name}", f"{preview.path}/{name}", preview)
    edits = tree_edits(host, preview)
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
        owners=owners or known_owners(host, feature),
        target=target,
        claims=Claims(docs=(page,)),
    )
    return Inferred(declaration, gaps)
