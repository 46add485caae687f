"""Old names of options and entry points that records of ended features keep working."""

# Annotations are no texts here: a NamedTuple compiles each text by itself, at every start.

from collections.abc import Container
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from coldframe.check.host import Host


class Alias(NamedTuple):
    """``old`` works up to and without the release ``until``, and means ``new``."""

    old: str
    new: str
    until: str


def aliases(host: "Host", kind: Literal["options", "entry_points"]) -> tuple[Alias, ...]:
    """Those whose time is not over, by their old names.

    The new name of an entry point has its group, too.  Raises Mistake for records that cannot be
    read.
    """
    from coldframe.check.ended import living_aliases

    found = {}
    for stone in living_aliases(host):
        for old, new in getattr(stone, kind).items():
            group = f"{old.partition(':')[0]}:" if kind == "entry_points" else ""
            if new:
                full = new if ":" in new else group + new
                found[old] = Alias(old, full, stone.aliases_until)
    return tuple(found[old] for old in sorted(found))


def alias_of(name: str, known: tuple[Alias, ...], there: Container[str]) -> Alias | None:
    """The alias by which a name still works, if what it means is ``there``."""
    return next((each for each in known if each.old == name and each.new in there), None)
