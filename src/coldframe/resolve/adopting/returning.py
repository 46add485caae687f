"""A feature that was extracted and comes back: what `extract` added for the way out goes again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from coldframe.resolve.adopting.layout import TESTS, Placed
from coldframe.resolve.extracting.layout import KEPT_DECLARATION
from coldframe.resolve.plan import Edit

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature
    from coldframe.declare.tombstone import Tombstone
    from coldframe.resolve.adopting.adoption import Adoption

DECLARATION = "Declaration"


class Helper(NamedTuple):
    """A file of the tests that the host has as well: its module, and the host's own or its path.

    ``module`` is empty for what is imported by nobody, such as a ``conftest.py``.
    """

    module: str
    own: str


def helpers_of_host(adoption: Adoption, placed: Iterable[Placed]) -> dict[str, Helper]:
    """The test helpers that the host has itself, byte for byte, above the feature's tests.

    By path in the project.  ``extract`` makes such copies, because an installed host has no
    tests; back in the host they are its own.
    """
    host, project = adoption.host.tree, adoption.project.tree
    tree = re.escape(adoption.feature.tree.module.rpartition(".")[2])
    inside = re.compile(rf"/{tree}/{re.escape(adoption.feature.name)}(?=/)")
    found = {}
    for file in placed:
        name = file.path.rpartition("/")[2]
        if file.kind != TESTS or not name.endswith(".py") or name.startswith(("test_", "__")):
            continue
        own = inside.sub("", file.path, count=1)
        if own == file.path or not host.exists(own):
            continue
        data = project.read(file.source)
        if data and host.read(own) == data:
            imported = name != "conftest.py"
            found[file.source] = (
                Helper(_module(adoption, file.source), _dotted(own))
                if imported
                else Helper("", own)
            )
    return found


def _module(adoption: Adoption, source: str) -> str:
    """The module of a file of the project."""
    package = adoption.package
    place = package.path.removesuffix(".py")
    return _dotted(source.removeprefix(place.removesuffix(package.module.replace(".", "/"))))


def _dotted(path: str) -> str:
    return path.removeprefix("src/").removesuffix(".py").replace("/", ".")


def with_declaration(adoption: Adoption, placed: list[Placed]) -> list[Placed]:
    """``placed``, and the declaration that the feature had when it was extracted."""
    if not adoption.project.tree.exists(KEPT_DECLARATION):
        return placed
    adoption.behind = [file for file in adoption.behind if file.source != KEPT_DECLARATION]
    return [*placed, Placed(KEPT_DECLARATION, adoption.feature.declaration_path, DECLARATION)]


def without_record(adoption: Adoption) -> list[Edit]:
    """Take back the record of an extraction that no release has seen; a later one stays."""
    from coldframe.resolve.tombstones import without_tombstone

    found = record_of(adoption.host, adoption.feature, adoption.called)
    if found is None:
        return []
    stone, released = found
    if released:
        adoption.notes.append(stays_on_record(stone))
        return []
    data = adoption.host.tree.read(stone.path)
    return [Edit(stone.path, data, without_tombstone(data, stone), "Tombstone")]


def record_of(host: Host, feature: Feature, called: str) -> tuple[Tombstone, bool] | None:
    """The record that ``feature`` went into the distribution ``called``, if there is one.

    With it, whether the release is out that was the first without the feature.
    """
    from coldframe.declare.tombstone import EXTRACTED, FILE, parse_tombstones
    from coldframe.resolve.metadata.ranges import same_name

    path = f"{feature.tree.path}/{FILE}"
    if not host.tree.exists(path) or not called:
        return None
    released = {release.version for release in host.clockwork.calendar.released}
    found = [
        stone
        for stone in parse_tombstones(host.tree.read(path), path)
        if stone.feature == feature.name
        and stone.ending == EXTRACTED
        and same_name(stone.successor) == same_name(called)
    ]
    found.sort(key=lambda stone: stone.release in released)  # one of them at most is not out
    return (found[0], found[0].release in released) if found else None


def stays_on_record(stone: Tombstone) -> str:
    """What is said of a record that a release has seen."""
    return (
        f"{stone.path} goes on saying that {stone.feature} was extracted in {stone.release}: that"
        " release is without it."
    )
