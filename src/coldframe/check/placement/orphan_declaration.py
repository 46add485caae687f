"""A declaration belongs to no feature.

A ``preview.toml`` counts only in the folder of a feature, a ``<module>.preview.toml`` only
beside a one-file feature.  Anywhere else nothing reads it, and people believe that something
does.  Often the code has moved on and its declaration was left behind.

Outside the preview trees a file of that name is reported only if it looks like a declaration
(two or more of its keys): other tools may call their files ``preview.toml`` too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.rule import Rule

if TYPE_CHECKING:
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host

RULE = Rule(
    name="orphan_declaration",
    family="placement",
    why="Nothing reads a declaration that stands beside no feature, and people believe that"
    " something does.",
    hint="Move it to the feature that it declares, or delete it.",
)

_NAME = b"preview.toml\0"
_KEY = rb"(?m)^(?:(since|spec|owners|target|feedback|needs|summary)[ \t]*=|\[+(claims|renewals)\])"


def check(host: Host) -> Iterator[Finding]:
    """One finding per declaration file that is not the declaration of a feature."""
    if _NAME not in host.tree.listing():
        return
    from os import fsdecode

    declarations = {
        feature.declaration_path for feature in host.features if not feature.forwards_to
    }
    for name in _named(host.tree.listing()):
        path = fsdecode(name)
        if path in declarations:
            continue
        message, hint = _verdict(host, path)
        if message:
            yield RULE.at(path, 0, message, hint=hint)


def _named(listing: bytes) -> Iterator[bytes]:
    """The paths called ``preview.toml`` or ``<something>.preview.toml``."""
    end = listing.find(_NAME)
    while end >= 0:
        path = listing[listing.rfind(b"\0", 0, end) + 1 : end + len(_NAME) - 1]
        before = path.rpartition(b"/")[2].removesuffix(_NAME[:-1])
        if not before or (before.endswith(b".") and before != b"."):
            yield path
        end = listing.find(_NAME, end + 1)


def _verdict(host: Host, path: str) -> tuple[str, str]:
    """What is wrong with the stray file at ``path``, and what to do; empty if nothing is."""
    folder, _, name = path.rpartition("/")
    tree = next((t for t in host.preview_trees if f"{folder}/".startswith(t.path + "/")), None)
    if tree is None:
        found = {key for keys in re.findall(_KEY, host.tree.read(path)) for key in keys if key}
        if len(found) < 2:
            return "", ""
        return (
            "this declaration is in no preview tree, so it declares nothing",
            "Move the feature into a preview tree, name its tree in `preview_trees`, or delete"
            " the declaration.",
        )
    subject = name.removesuffix("preview.toml").rstrip(".")
    if folder == tree.path and not subject:
        return (
            "this declares the whole preview tree, but only single features are declared",
            "Move it into the folder of the feature that it declares.",
        )
    moved = next((f for f in host.features if f.declaration_path == path and f.forwards_to), None)
    if moved is not None:
        return (
            f"{moved.name} has moved to {moved.forwards_to}, but is still declared as a preview",
            "Delete the declaration, and record the promotion in ended.toml.",
        )
    inside = next(
        (f for f in host.features if f.is_package and f"{folder}/".startswith(f.path + "/")), None
    )
    if inside is not None:
        return (
            f"{inside.name} is declared in {inside.declaration_path}, so nothing reads this file",
            f"Merge it into {inside.declaration_path}, or delete it.",
        )
    subject = subject if folder == tree.path else folder.removeprefix(tree.path + "/")
    return _without_code(host, tree.module, tree.shared, subject.split("/")[0], path)


def _without_code(
    host: Host, module: str, shared: tuple[str, ...], subject: str, path: str
) -> tuple[str, str]:
    if f"{module}.{subject}" in shared:
        return (
            f"{module}.{subject} is shared by several features and is no feature itself",
            f'List it under `features` in the settings (features = ["{module}.{subject}"]), or'
            " delete the declaration.",
        )
    if not subject.isidentifier():
        return (
            f"{subject!r} is declared, but is no feature: Python cannot import that name",
            "Give the module a name that can be imported, or delete the declaration.",
        )
    feature = next((f for f in host.features if f.module == f"{module}.{subject}"), None)
    if feature is not None and feature.declaration_path != path:
        return (
            f"{feature.name} is declared in {feature.declaration_path}, so nothing reads this file",
            f"git mv {path} {feature.declaration_path}",
        )
    return (
        f"{module}.{subject} is declared, but there is no such module",
        "If the feature has ended, delete the declaration and record the ending in ended.toml;"
        " if it was renamed, move the declaration along.",
    )
