"""What a promotion moves: the code to its targets, the tests to the places that mirror them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from coldframe.check.placement.destination import Destination, Targets, collisions
from coldframe.check.placement.handed_on import handed_on
from coldframe.resolve.plan import Edit, Move, Refusal
from coldframe.resolve.rewrite.renames import Renames
from coldframe.source.references.wanted import SUFFIXES

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature

CODE, TESTS, PACKAGES = "Code", "Tests", "New packages"
_INIT = ("/__init__.py", "/__init__.pyi")


class Moving(NamedTuple):
    """The moves of a promotion, and what follows from them.

    ``names`` are the old names of the feature's code, also of what a package handed on, and
    their new ones; ``renames`` has those of its tests as well.  ``edits`` take away files that
    are not needed where everything goes, and make packages that are missing there.
    """

    moves: tuple[Move, ...]
    edits: tuple[Edit, ...]
    names: dict[str, str]
    renames: Renames
    refusals: tuple[Refusal, ...]
    notes: tuple[str, ...]


def moving(host: Host, feature: Feature, targets: Targets) -> Moving:
    """Where everything of ``feature`` goes."""
    code, stranded = targets.code()
    tests = list(_tests(host, feature, targets))
    refusals = [_stranded(feature, stranded)] if stranded else []
    taken = collisions(host, [*code, *tests])
    refusals += [_taken(one) for one in taken]
    refusals += _meeting([*code, *tests])
    spare = [one for one in (*code, *tests) if host.tree.exists(one.path) and one not in taken]
    names = _names(host, feature, targets, code, spare)
    going = [one for one in (*code, *tests) if one not in spare and one not in taken]
    notes = [_spare_note(host, one) for one in spare if host.tree.read(one.source).strip()]
    edits = [
        *(Edit(one.source, host.tree.read(one.source), None, "Not needed") for one in spare),
        *_packages(host, going),
    ]
    paths = _paths(host, going, feature)
    modules = {**names, **_test_names(tests, paths)}
    kinds = {one.source: CODE for one in code}
    moves = [Move(one.source, one.path, kinds.get(one.source, TESTS)) for one in going]
    return Moving(
        tuple(moves),
        tuple(edits),
        names,
        Renames(modules, paths),
        tuple(refusals),
        tuple(notes),
    )


def _spare_note(host: Host, one: Destination) -> str:
    names = handed_on(host.tree.read(one.source)) or {}
    package = one.target or one.path.rpartition("/")[0]
    if not names:
        return f"{one.source} is not needed: {one.path} is there."
    return (
        f"{one.path} stays as it is. What {one.source} hands on is imported from where it is"
        f" defined now; add it to {package} if users shall find it there: {', '.join(names)}."
    )


def _stranded(feature: Feature, paths: list[str]) -> Refusal:
    more = f" and {len(paths) - 1} more" if paths[1:] else ""
    return Refusal(
        "target",
        f"no target says where {paths[0]}{more} goes",
        f"Add to the table: {feature.module!r} = the place for all that has none.",
        waivable=False,
    )


def _taken(one: Destination) -> Refusal:
    return Refusal(
        "target_taken",
        f"{one.source} would go to {one.path}, which is another file",
        "Rename one of the two, or give this part of the feature a target of its own.",
        waivable=False,
    )


def _meeting(going: list[Destination]) -> list[Refusal]:
    """Two files of the feature that would go to one place."""
    first: dict[str, Destination] = {}
    found = []
    for one in going:
        other = first.setdefault(one.path, one)
        if other is not one and not one.path.endswith(_INIT):
            found.append(
                Refusal(
                    "target",
                    f"{other.source} and {one.source} would both go to {one.path}",
                    "Rename one of the two, or give one part of the feature another target.",
                    waivable=False,
                )
            )
    return found


def _names(
    host: Host,
    feature: Feature,
    targets: Targets,
    code: list[Destination],
    spare: list[Destination],
) -> dict[str, str]:
    """The new name of every module and package of the code."""
    names: dict[str, str] = {}
    root = targets.root
    for one in code:
        if one.source.endswith(SUFFIXES):
            names[_dotted(one.source, root)] = _dotted(one.path, root)
        folder = one.source.rpartition("/")[0]
        while feature.is_package and len(folder) >= len(feature.path):
            init = f"{folder}/__init__.py"  # there need not be one
            place = targets.place(init[len(feature.path) + 1 :])
            if place is not None:
                names.setdefault(_dotted(init, root), _dotted(place.path, root))
            folder = folder.rpartition("/")[0]
    for one in spare:
        if one.source.endswith("/__init__.py") and feature.owns(one.source):
            package = _dotted(one.source, root)
            for name, where in (handed_on(host.tree.read(one.source)) or {}).items():
                module, _, inner = where.rpartition(".")
                place_of = names.get(f"{package}.{module}") if module else None
                if place_of:
                    names[f"{package}.{name}"] = f"{place_of}.{inner}"
    return names


def _dotted(path: str, root: str) -> str:
    name = path.removeprefix(root).rpartition(".")[0].replace("/", ".")
    return name.removesuffix(".__init__")


def _tests(host: Host, feature: Feature, targets: Targets) -> list[Destination]:
    """Where the tests go that stand in the place which mirrors the preview tree."""
    tree = re.escape(feature.tree.module.rpartition(".")[2])
    name = re.escape(feature.name)
    pattern = re.compile(
        rf"(?P<base>(?:.*/)?){tree}/(?:{name}/(?P<inner>.+)|(?P<file>(?:test_)?{name}(?:_\w+)?\.py))"
    )
    longer = [f for f in host.features if f.name.startswith(f"{feature.name}_")]
    found = []
    for path in host.tree.paths():
        if feature.owns(path) or not host.places.is_test_of(path, feature):
            continue
        if any(host.places.is_test_of(path, other) for other in longer):
            continue  # test_loyalty_cards.py is no test of loyalty
        match = pattern.fullmatch(path)
        if match is None:
            continue
        place = _mirrored(targets, match["base"], match["inner"], match["file"])
        if place:
            found.append(Destination(path, place, ""))
    return found


def _mirrored(targets: Targets, base: str, inner: str | None, file: str | None) -> str:
    """The place of a test of the feature's own folder, or of a single file named after it."""
    if inner is None or not targets.feature.is_package:
        target = targets.parts.get("") or next(iter(targets.parts.values()), "")
        return "/".join(filter(None, (*base.split("/"), *target.split(".")[1:-1], file or inner)))
    part = targets.part_of(inner.rpartition("/")[0].replace("/", "."))
    rest = inner[len(part) + 1 :] if part else inner
    target = targets.parts[part] if part is not None else next(iter(targets.parts.values()), "")
    return "/".join(filter(None, (*base.split("/"), *target.split(".")[1:], rest)))


def _test_names(tests: list[Destination], paths: dict[str, str]) -> dict[str, str]:
    """The new dotted names of the tests' modules, and of packages that stay together."""
    places = {one.source: one.path for one in tests if one.source.endswith(SUFFIXES)}
    for test in tests:
        folder = test.source.rpartition("/")[0]
        while folder in paths:
            places[f"{folder}/__init__.py"] = f"{paths[folder]}/__init__.py"
            folder = folder.rpartition("/")[0]
    return {_test_name(old): _test_name(new) for old, new in places.items()}


def _test_name(path: str) -> str:
    from coldframe.check.module_names import SOURCE_FOLDERS

    first, _, rest = path.partition("/")
    return _dotted(rest if first in SOURCE_FOLDERS else path, "")


def _paths(host: Host, going: list[Destination], feature: Feature) -> dict[str, str]:
    """The new path of every file, and of every folder all of whose files stay together."""
    paths = {one.source: one.path for one in going}
    for old in list(paths):
        folder = old.rpartition("/")[0]
        while folder and folder not in paths and not feature.tree.path.startswith(folder):
            rest = old[len(folder) :]
            place = paths[old].removesuffix(rest)
            inside = [p for p in host.tree.under(folder) if p != feature.declaration_path]
            if f"{folder}/".startswith(f"{place}/") or any(
                paths.get(path) != place + path[len(folder) :] for path in inside
            ):
                break  # it goes into a folder around it, or leaves something behind
            paths[folder] = place
            folder = folder.rpartition("/")[0]
    return paths


def _packages(host: Host, going: list[Destination]) -> list[Edit]:
    """The ``__init__`` of every package that does not exist yet where something goes."""
    coming = {one.path for one in going}
    made: dict[str, Edit] = {}
    for one in going:
        if not one.path.endswith(".py"):
            continue
        folder = one.path.rpartition("/")[0]
        above = one.source.rpartition("/")[0]
        while folder and host.tree.exists(f"{above}/__init__.py"):
            init = f"{folder}/__init__.py"
            if host.tree.under(folder) and host.tree.exists(init):
                break
            if init not in coming and init not in made:
                made[init] = Edit(init, None, b"", PACKAGES)
            folder, above = folder.rpartition("/")[0], above.rpartition("/")[0]
    return list(made.values())
