"""The place to which promotion would move a feature is taken, or is no place.

A target is a dotted name, where promotion moves the code, outside the preview trees: a free
name below a package of the host, or a package that has no files of those names.  A table gives
each part of the feature a target of its own.
Better to learn today that the place is taken than on the day of the promotion.
"""

from __future__ import annotations

from collections.abc import Iterator
from keyword import iskeyword
from typing import TYPE_CHECKING, NamedTuple

from coldframe.check.placement.destination import Targets, collisions
from coldframe.check.placement.whereabouts import source_root
from coldframe.check.rule import Rule
from coldframe.source.references.wanted import SUFFIXES

if TYPE_CHECKING:
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host
    from coldframe.check.placement.destination import Destination
    from coldframe.declare.feature import Declaration, Feature

RULE = Rule(
    name="target_taken",
    family="placement",
    why="A promotion can only move code to a free place below a package of the host.",
    hint="Choose a free dotted name outside the preview trees for `target`.",
)


class _Aim(NamedTuple):
    """One target of one feature; ``part`` is its key in a table of targets."""

    feature: Feature
    declaration: Declaration
    target: str
    part: str = ""

    @property
    def line(self) -> int:
        key = f"target.{self.part}" if self.part else "target"
        return self.declaration.lines.get(key) or self.declaration.line("target")


def check(host: Host) -> Iterator[Finding]:
    """One finding per target that promotion could not use."""
    taken: dict[str, _Aim] = {}
    for aim in _aims(host):
        message, hint = _verdict(host, aim)
        if not message:
            for place in _wanted(host, aim):
                first = taken.setdefault(place, aim)
                if first is not aim:
                    message = f"{place} is the target of {_name(first)}, too"
        if message:
            yield RULE.at(
                aim.feature.declaration_path, aim.line, message, hint=hint, feature=aim.feature.name
            )


def _aims(host: Host) -> Iterator[_Aim]:
    for feature, declaration in host.declared:
        if isinstance(declaration.target, str):
            if declaration.target:
                yield _Aim(feature, declaration, declaration.target)
        else:
            for part, target in declaration.target.items():
                yield _Aim(feature, declaration, target, part)


def _going(host: Host, aim: _Aim) -> list[Destination]:
    """The files of the feature that go to this target."""
    targets = Targets(host, aim.feature, {aim.part: aim.target})
    return targets.code()[0]


def _wanted(host: Host, aim: _Aim) -> list[str]:
    """What nobody else may want: the target, or the files in it if it is a package already."""
    if not Targets(host, aim.feature, aim.target).is_package(aim.target):
        return [aim.target]
    return [one.path for one in _going(host, aim) if not one.path.endswith("/__init__.py")]


def _name(aim: _Aim) -> str:
    return f"{aim.feature.name} ({aim.part})" if aim.part else aim.feature.name


def _verdict(host: Host, aim: _Aim) -> tuple[str, str]:
    """Why the target cannot be used, and what to do (empty: what the rule says)."""
    why, hint = no_place(host, aim.feature, aim.target)
    if why:
        return why, hint
    there = collisions(host, _going(host, aim))
    if there:
        more = f" and {len(there) - 1} more" if there[1:] else ""
        return f"{aim.target} has a file {there[0].path.rpartition('/')[2]} already{more}", ""
    return "", ""


def no_place(host: Host, feature: Feature, target: str) -> tuple[str, str]:
    """Why nothing can be moved to ``target``, and what to do."""
    words = target.split(".")
    wrong = next((w for w in words if not w.isidentifier() or iskeyword(w)), None)
    if wrong is not None:
        return f"{target!r} is no dotted module name: {wrong!r} cannot be imported", ""
    for tree in host.preview_trees:
        if target == tree.module or target.startswith(tree.module + "."):
            return (
                f"{target} is in the preview tree {tree.module}, which promotion has to leave",
                "",
            )
    root = source_root(feature.tree)
    place = root + target.replace(".", "/")
    exists = host.tree.exists
    for path in (f"{place}{suffix}" for suffix in SUFFIXES):
        if exists(path):
            return f"{target} exists already ({path})", ""
    for depth in range(1, len(words)):
        module = root + "/".join(words[:depth])
        if exists(f"{module}.py") and not exists(f"{module}/__init__.py"):
            return (
                f"{target} cannot exist: {'.'.join(words[:depth])} is a module and no package",
                f"Make {module}.py a package, or choose another `target`.",
            )
    own = feature.tree.module.split(".")[0]
    if words[0] != own and not host.tree.under(root + words[0]):
        return (
            f"{target} is in no package of the host: there is no {words[0]}",
            f"Choose a place that exists, for example below {own}.",
        )
    return "", ""
