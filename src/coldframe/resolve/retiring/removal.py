"""Takes a feature out of the tree: files, metadata, and what else certainly names only it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.resolve.belonging.belonging import (
    CODE,
    CONFIGURATION,
    DECLARATION,
    DOCS,
    EXAMPLES,
    EXTRAS,
    RELEASE_NOTES,
    TESTS,
)
from coldframe.resolve.edits import Edits
from coldframe.resolve.plan import Edit, Left, Plan
from coldframe.resolve.retiring.removed import gone_with, points_of, references_to
from coldframe.resolve.retiring.trimmed import line_changes, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature
    from coldframe.resolve.belonging.reach import Reach
    from coldframe.resolve.belongings import Belongings

_HEADINGS = {
    CODE: "Code",
    DECLARATION: "Code",
    TESTS: "Tests",
    DOCS: "Docs",
    EXAMPLES: "Examples",
    CONFIGURATION: "Configuration",
}
SPARED = "it is code that stays as it is"
_METADATA = {"Entry points": "entry point", "Requirements": "requirement"}


def removal(
    host: Host,
    feature: Feature,
    reach: Reach | None = None,
    *,
    give_back: bool = True,
    spare: Callable[[str], bool] = lambda path: False,
) -> Plan:
    """The part of ``retire`` that takes ``feature`` out of the tree; it has no command.

    ``give_back`` says that lines which named another project before that became ``feature``
    shall name it again: not if the feature goes on elsewhere, under a name of its own.
    References in files that ``spare`` is true of stay, and are left with the reason ``SPARED``.
    """
    from coldframe.check.module_names import module_at
    from coldframe.resolve.belonging.reach import Reach
    from coldframe.resolve.belongings import belongings
    from coldframe.resolve.retiring.emptied import emptied
    from coldframe.resolve.retiring.given_back import given_back
    from coldframe.resolve.retiring.refusals import refusals
    from coldframe.resolve.retiring.told import notes_on
    from coldframe.resolve.retiring.trim import trim

    reach = reach or Reach(host)
    found = belongings(host, feature, reach)
    edits = Edits(host.tree)
    edits.add(_deletions(host, found))
    empty = emptied(host, found)
    edits.add(Edit(path, b"", None, _HEADINGS[TESTS]) for path in empty)
    left = _metadata(host, found, edits)
    edits.add(_untied(host, feature, edits))
    gone = gone_with(host, found, empty)
    reaching = references_to(host, feature, gone, reach)
    back: tuple[Edit, ...] = ()
    if give_back:
        back = given_back(host, feature, gone, {one.path for one in reaching})
    edits.add(back)
    settled = {edit.path for edit in back}
    alone = sum(other.name == feature.name for other in host.features) == 1
    trimming = trim(
        edits.tree,
        gone,
        host.places,
        [one for one in reaching if one.path not in settled],
        lambda path: module_at(host.tree, path),
        feature.name if alone else "",
    )
    edits.add(edit for edit in trimming.edits if not spare(edit.path))
    left += [
        Left(edit.path, change.line, shown(change.before), SPARED)
        for edit in trimming.edits
        if spare(edit.path)
        for change in edit.changes
    ]
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
        edits.all(),
        (*notes_on(host, feature, found), *_said_again(back)),
        left=tuple(sorted(left)),
        refusals=tuple(refusals(host, feature, found)),
    )


def _deletions(host: Host, found: Belongings) -> list[Edit]:
    return [
        Edit(one.path, host.tree.read(one.path), None, _HEADINGS[one.kind])
        for one in found.certain(*_HEADINGS)
        if not one.line
    ]


def _untied(host: Host, feature: Feature, edits: Edits) -> list[Edit]:
    """What the adapters of the host's framework wrote for the feature and nobody else needs."""
    from coldframe.resolve.adapters.known import adapters_for

    return [
        edit
        for adapter in adapters_for(host.tree, host.settings)
        for edit in adapter.untied(edits.tree, feature.tree)
    ]


def _said_again(back: tuple[Edit, ...]) -> list[str]:
    """What has to be known about files that say again what they said before the adoption."""
    if not back:
        return []
    paths = ", ".join(edit.path for edit in back[:3]) + " …" * (len(back) > 3)
    return [
        f"As before the adoption, {paths} again {'name' if len(back) > 1 else 'names'} the project"
        " that the feature came from: it has to be installed where they are used."
    ]


def _metadata(host: Host, found: Belongings, edits: Edits) -> list[Left]:
    """Add to ``edits`` those that take entry points and extras out; what has to be by hand."""
    from coldframe.resolve.metadata.entry_points import by_hand, without_entry_points
    from coldframe.resolve.metadata.extras import without_extra

    points = points_of(host, found)
    left: list[Left] = []
    if points:
        left = by_hand(host.tree, points)
        edits.add(_by_line(without_entry_points(edits.tree, points)))
    for extra in found.certain(EXTRAS):
        taken = without_extra(edits.tree, extra.name)
        edits.add(_by_line(taken))
        if not taken:
            text = _text(host, extra.path, extra.line)
            left.append(Left(extra.path, extra.line, text, f"{extra.why}: remove it by hand"))
    return left


def _by_line(edits: Iterable[Edit]) -> list[Edit]:
    return [
        edit._replace(changes=line_changes(edit.before, edit.after, _METADATA[edit.reason]))
        if edit.before is not None and edit.after is not None
        else edit
        for edit in edits
    ]


def _text(host: Host, path: str, line: int) -> str:
    data = host.tree.read(path) if host.tree.exists(path) else b""
    if b"\0" in data[:4000]:
        return ""
    lines = data.decode("utf-8", "replace").splitlines()
    return shown(lines[line - 1]) if 0 < line <= len(lines) else ""
