"""New names for entry points and options that are named after the preview stage.

Most keep their names on promotion, and need nothing.  Where the preview tree's name or the
label is part of one (``preview_loyalty`` of the feature ``loyalty``), the plain name is added
and the old one goes on working beside it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from coldframe.resolve.plan import Change, Edit, Left
from coldframe.resolve.planned_tree import PlannedTree
from coldframe.resolve.promoting.plain_names import PlainNames

if TYPE_CHECKING:
    import ast

    from coldframe.check.host import Host
    from coldframe.check.packaging.entry_points import EntryPoint
    from coldframe.check.surface.reading import Module
    from coldframe.declare.feature import Feature
    from coldframe.resolve.rewrite.renames import Renames
    from coldframe.source.tree import Tree

REASON = "Old names"
_DOUBT = "may be named after the preview stage"


class Aliases(NamedTuple):
    """The edits, what is left, and what a tombstone records: old names to new ones."""

    edits: tuple[Edit, ...]
    left: tuple[Left, ...]
    entry_points: dict[str, str]
    options: dict[str, str]


def aliases(tree: Tree, host: Host, feature: Feature, renames: Renames) -> Aliases:
    """Plain names beside those that say preview, in ``tree``: the host after the promotion.

    ``renames`` tells which modules are the feature's now.
    """
    names = PlainNames(host, feature)
    modules = {*renames.modules, *renames.modules.values(), feature.module}
    edits, left, plugs = _entry_points(tree, names, modules)
    options: dict[str, str] = {}
    origin = tree.origin if isinstance(tree, PlannedTree) else lambda path: path
    for path in tree.paths():
        old = origin(path)
        if path.endswith(".py") and feature.owns(old) and not host.places.is_test(old):
            _options(tree, path, names, edits, left, options)
    return Aliases(tuple(edits), tuple(left), plugs, options)


def _entry_points(
    tree: Tree, names: PlainNames, modules: set[str]
) -> tuple[list[Edit], list[Left], dict[str, str]]:
    from coldframe.resolve.metadata.entry_points import by_hand, entry_points, with_entry_points

    known = entry_points(tree)
    taken = {(point.group, point.name) for point in known}
    wanted: list[EntryPoint] = []
    plugs: dict[str, str] = {}
    left = []
    for point in known:
        if point.module not in modules or not names.is_marked(point.name):
            continue
        plain = names.plain(point.name)
        line = f"{point.name} = {point.value}"
        if not plain:
            left.append(Left(point.path, point.line, line, _DOUBT))
        elif (point.group, plain) in taken:
            left.append(Left(point.path, point.line, line, f"{plain} is taken in {point.group}"))
        else:
            wanted.append(point._replace(name=plain))
            plugs[f"{point.group}:{point.name}"] = plain
    if not wanted:
        return [], left, {}
    edits = [edit._replace(reason=REASON) for edit in with_entry_points(tree, wanted)]
    return edits, [*left, *by_hand(tree, wanted)], plugs


def _options(
    tree: Tree,
    path: str,
    names: PlainNames,
    edits: list[Edit],
    left: list[Left],
    options: dict[str, str],
) -> None:
    """Flags of argparse and click get a plain one beside them; groups of oslo.config are left."""
    from coldframe.check.surface.marks import may_define
    from coldframe.check.surface.parsed import parsed

    data = tree.read(path)
    module = parsed(tree, path, data) if may_define("option", data) else None
    if module is None:
        return
    lines = data.split(b"\n")
    found: dict[tuple[int, int], tuple[str, str]] = {}
    for flag, node in _flags(module):
        plain = names.plain(flag)
        if not names.is_marked(flag):
            continue
        text = lines[node.lineno - 1].decode("utf-8", "replace").strip()
        quoted = (f'"{plain}"'.encode(), f"'{plain}'".encode())
        if not plain or "/" in flag or any(word in data for word in quoted):
            why = _DOUBT if not plain else f"{plain} cannot simply be added beside it"
            left.append(Left(path, node.lineno, text, why))
        elif node.end_lineno is not None and node.end_col_offset is not None:
            found[node.end_lineno, node.end_col_offset] = (flag, plain)
            options[flag] = plain
    _insert(path, data, found, edits)
    _groups(path, lines, module, names, left)


def _flags(module: Module) -> list[tuple[str, ast.Constant]]:
    import ast

    from coldframe.check.surface.reading import last_name

    return [
        (argument.value, argument)
        for call, _around in module.calls()
        if last_name(call.func) in ("add_argument", "option", "Option")
        for argument in call.args
        if isinstance(argument, ast.Constant)
        and isinstance(argument.value, str)
        and argument.value.startswith("--")
    ]


def _insert(
    path: str, data: bytes, found: dict[tuple[int, int], tuple[str, str]], edits: list[Edit]
) -> None:
    """Write each plain flag behind the old one, so that the value keeps its name."""
    import ast

    starts = [0]
    for text in data.split(b"\n"):
        starts.append(starts[-1] + len(text) + 1)
    mark = len(b"\xef\xbb\xbf") if data.startswith(b"\xef\xbb\xbf") else 0
    after, changes = data, []
    for (line, column), (flag, plain) in sorted(found.items(), reverse=True):
        at = starts[line - 1] + column + (mark if line == 1 else 0)
        quote = data[at - 1 : at].decode()
        new = f", {quote}{plain}{quote}"
        after = after[:at] + new.encode() + after[at:]
        changes.append(Change(line, flag, f"{flag}{new}", "option"))
    if not changes:
        return
    ast.parse(after)  # only literals in calls were added to
    edits.append(Edit(path, data, after, REASON, tuple(reversed(changes))))


def _groups(
    path: str, lines: list[bytes], module: Module, names: PlainNames, left: list[Left]
) -> None:
    """List the groups of oslo.config that have the word in their names."""
    from coldframe.check.surface.oslo import group_names

    for group in sorted(set(group_names(module).values())):
        if names.is_marked(group):
            number, text = next(
                ((n, t) for n, t in enumerate(lines, 1) if group.encode() in t), (1, b"")
            )
            plain = names.plain(group)
            why = f"a group named after the preview stage: to call it {plain or 'otherwise'}, give"
            why += f' its options deprecated_group="{group}" and record them in ended.toml'
            left.append(Left(path, number, text.decode("utf-8", "replace").strip(), why))
