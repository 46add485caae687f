"""Where old names lead in a release: what its records, its code and its entry points say."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from coldframe.operate.upgrade_check.installed import Installed
    from coldframe.operate.upgrade_check.release import Release


class Move(NamedTuple):
    """The module ``old`` is ``new`` in the release; empty: nothing took its place.

    ``alive`` says whether the old name still works, ``until`` the release until which it was
    promised.  ``elsewhere`` says that it is in the distribution ``successor`` now.  ``why`` is a
    sentence without an end, on how it came to that; ``path`` and ``line`` are where code of the
    release keeps the old name working.
    """

    old: str
    new: str
    feature: str
    why: str
    alive: bool = False
    until: str = ""
    successor: str = ""
    elsewhere: bool = False
    path: str = ""
    line: int = 0


class Moves:
    """The moves of a release, found by old name."""

    def __init__(self, moves: Iterable[Move]) -> None:
        self.all: dict[str, Move] = {}
        for move in moves:
            self.all.setdefault(move.old, move)

    def of(self, name: str) -> Move | None:
        """The move that a dotted name is subject to: the nearest one."""
        while name:
            if name in self.all:
                return self.all[name]
            name = name.rpartition(".")[0]
        return None


def moves(release: Release, here: Mapping[str, Installed], tops: Iterable[str] = ()) -> Moves:
    """All that is known: records, what code says, what entry points show.

    Packages ``tops`` of which none of these knows are compared with the features' code.
    """
    known = [*_recorded(release), *formerly(release), *_adopted(release, here)]
    others = {*tops} - {move.old for move in known}
    return Moves([*known, *_alike(release, here, others)])


def _recorded(release: Release) -> Iterator[Move]:
    from coldframe.declare.tombstone import EXTRACTED

    for tree in release.previews:
        for stone in tree.tombstones:
            why = f"{stone.feature} was {stone.ending} in {stone.release}"
            whole = f"{tree.module}.{stone.feature}"
            for old, new in stone.names.items():
                alive = bool(release.module_path(old))
                away = stone.ending == EXTRACTED and bool(stone.successor)
                until = stone.aliases_until
                yield Move(old, new, stone.feature, why, alive, until, stone.successor, away)
            if whole not in stone.names and not release.module_path(whole):
                yield Move(whole, "", stone.feature, why, False, "", stone.successor)


def formerly(release: Release) -> Iterator[Move]:
    """What ``previews.formerly("old", "feature", until="…")`` says in the release's own code."""
    from coldframe.check.places import TEST_FOLDERS
    from coldframe.check.surface.parsed import parsed
    from coldframe.check.surface.reading import keyword, last_name

    tree = release.tree
    for path in tree.search(["formerly("], suffix=".py", without=TEST_FOLDERS):
        if set(path.split("/")) & set(TEST_FOLDERS):
            continue
        module = parsed(tree, path, tree.read(path))
        for call, _around in module.calls() if module else ():
            if last_name(call.func) != "formerly" or not isinstance(call.func, ast.Attribute):
                continue
            given = [*call.args, *[None] * 3]
            values = [
                module.text(given[place] or keyword(call, name)) if module else None
                for place, name in enumerate(("old", "name", "until"))
            ]
            old, name, until = values
            package = _tree_with(release, name or "")
            if old and name and package:
                why = f"{old} is the preview feature {name} of {package} now"
                yield Move(
                    old,
                    f"{package}.{name}",
                    name,
                    why,
                    alive=True,
                    until=until or "",
                    path=path,
                    line=call.lineno,
                )


def _tree_with(release: Release, feature: str) -> str:
    trees = [tree.module for tree in release.previews if feature in tree.declarations]
    return trees[0] if len(trees) == 1 else ""


def _adopted(release: Release, here: Mapping[str, Installed]) -> Iterator[Move]:
    """Packages of other distributions whose entry points load code of a preview feature now.

    The same group and name, and the same way from the package down to the module: that is what a
    project looks like that was taken in whole.
    """
    from coldframe.operate.upgrade_check.metadata import normal

    features = {
        f"{tree.module}.{name}": name for tree in release.previews for name in tree.declarations
    }
    for key, one in here.items():
        if key == normal(release.project):
            continue
        found: dict[str, str] = {}
        for point, value in one.entry_points.items():
            new = release.entry_points.get(point, "").partition(":")[0].strip()
            old = value.partition(":")[0].strip()
            top, _, below = old.partition(".")
            module = next((m for m in features if new == (f"{m}.{below}" if below else m)), "")
            if module:
                found.setdefault(top, module)
                if found[top] != module:  # two features: which has what is not certain
                    found[top] = ""
        for top, module in found.items():
            if module:
                name = features[module]
                why = f"{one.name} {one.version} is the preview feature {name} of"
                why += f" {release.project} now"
                yield Move(top, module, name, why)


def _alike(release: Release, here: Mapping[str, Installed], tops: Iterable[str]) -> Iterator[Move]:
    from coldframe.operate.upgrade_check.taken_in import taken_in

    for one in taken_in(release, here, tops):
        said = one.distribution
        why = f"{said.name} {said.version} is the preview feature {one.feature} of"
        why += f" {release.project} now"
        yield Move(one.top, f"{one.tree}.{one.feature}", one.feature, why)


def replaced(
    release: Release, here: Mapping[str, Installed], known: Moves
) -> Iterator[tuple[Installed, Move]]:
    """The distributions whose packages, or all that offer something, are in the release now."""
    from coldframe.operate.upgrade_check.metadata import normal

    packages = {old for old, move in known.all.items() if "." not in old and move.new}
    if not packages:
        return
    for key, one in here.items():
        if key == normal(release.project):
            continue
        points = one.entry_points.values()
        tops = {value.partition(":")[0].partition(".")[0] for value in points} or one.packages
        if tops and tops <= packages:
            yield one, known.all[min(tops)]
