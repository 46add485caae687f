"""Plans the start of a host: settings, and a declaration per feature."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING

from coldframe.declare.mistake import Mistake
from coldframe.resolve.declaring.declaration_text import completed, new_declaration
from coldframe.resolve.declaring.inferred import inferred
from coldframe.resolve.declaring.package_data import package_data
from coldframe.resolve.declaring.settings_text import settings_edit
from coldframe.resolve.declaring.written_toml import TODO
from coldframe.resolve.plan import Edit, Plan

if TYPE_CHECKING:
    from coldframe.check.host import Host


def init(start: str = ".") -> Plan:
    """The plan of settings and declarations for the host around ``start``.

    All that can be inferred is filled in; every gap is an empty value with a comment
    ``# TODO(coldframe): …``.  What is written already is left as it is.

    Raises Mistake if the host has no preview tree.
    """
    from coldframe.check.discovery import open_host

    return plan_init(open_host(start), start)


def plan_init(host: Host, start: str = ".") -> Plan:
    """``init`` on a host that is open already."""
    if not host.preview_trees:
        raise Mistake(
            "there is no preview tree here: no package named preview, experimental, incubator, …",
            "Make the first feature with: coldframe new NAME --tree PACKAGE.preview",
        )
    # What has moved and only hands on to its new place is no preview any more.
    features = [feature for feature in host.features if not feature.forwards_to]
    drafts = inferred(host, features)
    edits = []
    settings = settings_edit(host, [tree.module for tree in host.preview_trees])
    if settings is not None:
        edits.append(settings)
    edits, notes = package_data(host, features, edits, host.tree)
    for feature in features:
        draft = drafts[feature.module]
        if feature.declaration is None:
            after = new_declaration(draft)
            edits.append(Edit(feature.declaration_path, None, after, "Declarations"))
            continue
        before = host.tree.read(feature.declaration_path)
        after = completed(before, feature.declaration, draft)
        if after != before:
            edits.append(Edit(feature.declaration_path, before, after, "Declarations"))
    gaps = sum((edit.after or b"").count(TODO.encode()) for edit in edits)
    if gaps:
        notes.append(f"{gaps} gaps are marked by `# {TODO}`: only a person can fill them in.")
    moved = [feature.module for feature in host.features if feature.forwards_to]
    if moved:
        notes.append(f"Not declared, as they only hand on to stable code: {', '.join(moved)}.")
    notes += [note for note in dict.fromkeys(host.notes) if note not in notes]
    command = "coldframe init" if start == "." else f"coldframe init {quote(start)}"
    return Plan(command, host.tree.root, tuple(edits), tuple(notes))
