"""Which feature is to end, and with which release."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature
    from coldframe.declare.tombstone import Tombstone


def the_feature(host: Host, name: str) -> Feature:
    """The living feature called ``name``, by its own name or its dotted one.

    Raises Mistake: there is none, or several; it has ended already, or moved.
    """
    found = [f for f in host.features if name in (f.name, f.module)]
    if len(found) > 1:
        names = ", ".join(feature.module for feature in found)
        raise Mistake(
            f"there are {len(found)} features called {name}: {names}",
            f"Name the one that is meant by its module, such as {found[0].module}.",
        )
    if not found:
        raise _unknown(host, name)
    (feature,) = found
    if feature.forwards_to:
        raise Mistake(
            f"{feature.name} has moved to {feature.forwards_to} already: only its old name is left",
            f"Delete {feature.path} once nobody needs the old name any more.",
        )
    return feature


def ended_already(host: Host, name: str, ending: str) -> str:
    """A sentence if the feature ``name`` has come to this very ``ending`` already, else ``""``."""
    living = [feature for feature in host.features if not feature.forwards_to]
    if any(name in (feature.name, feature.module) for feature in living):
        return ""  # one of that name has come after it
    for stone in reversed(_stones_of(host, name)):
        if stone.ending == ending:
            place = f"{stone.path}:{stone.line}"
            return f"{name} was {_what_became(stone)}, see {place}{_why(stone)}"
    return ""


def _unknown(host: Host, name: str) -> Mistake:
    for stone in _stones_of(host, name):
        instead = f" Instead of it there is {stone.successor}." if stone.successor else ""
        return Mistake(
            f"{name} was {_what_became(stone)}{_why(stone)}",
            f"Nothing is left to do.{instead}",
            stone.path,
            stone.line,
        )
    from difflib import get_close_matches

    known = [feature.name for feature in host.features]
    near = get_close_matches(name.rpartition(".")[2], known, 1)
    if near:
        remedy = f"Did you mean {near[0]}?"
    else:
        remedy = f"There are: {', '.join(known)}." if known else "See `coldframe status`."
    return Mistake(f"there is no feature {name}", remedy)


def _what_became(stone: Tombstone) -> str:
    return f"{stone.ending} in {stone.release} already"


def _why(stone: Tombstone) -> str:
    return f": {stone.reason}" if stone.reason else ""


def _stones_of(host: Host, name: str) -> list[Tombstone]:
    """The records of ``name``, oldest first: also those of a tree in which no feature is left."""
    from coldframe.check.module_names import module_name
    from coldframe.check.places import paths_with
    from coldframe.declare.tombstone import FILE, parse_tombstones

    found = []
    for path in paths_with(host.tree, (f"/{FILE}".encode(),)):
        if path.endswith(f"/{FILE}"):
            module = module_name(host.tree, path.rpartition("/")[0])
            stones = parse_tombstones(host.tree.read(path), path)
            found += [s for s in stones if name in (s.feature, f"{module}.{s.feature}")]
    return found


def next_release(host: Host, wanted: str = "") -> str:
    """The release ``wanted``, or else the next one that is not out.

    That is the version which the tree says it will be, the first planned one, or what the
    calendar's own pattern says.  Raises Mistake: no release can be known.
    """
    from coldframe.declare.wellformed import bad_version

    if wanted:
        why = bad_version(wanted)
        if why:
            raise Mistake(f"--release {wanted}: {why}", "Write for example: --release 3.0.0")
        return wanted
    clockwork = host.clockwork
    calendar, now = clockwork.calendar, clockwork.now
    planned = [release for release in calendar.releases if release.planned]
    if now is not None and now.planned:
        return now.version
    if now is not None:
        order = calendar.in_order
        after = [r for r in planned if order(r.version) > order(now.version)]
        return (after[0] if after else calendar.after(now.version, 1)).version
    if planned:
        return planned[0].version
    raise Mistake(
        "with which release it ends is not known: git has no tag that is one",
        "Say it, for example: --release 3.0.0",
    )
