"""The feature that a user means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature


def named(host: Host, name: str) -> Feature:
    """The feature called ``name``, by its own name or its dotted one.

    Raises Mistake: there is none, or there are several.
    """
    found = [feature for feature in host.features if name in (feature.name, feature.module)]
    if len(found) == 1:
        return found[0]
    if found:
        modules = ", ".join(feature.module for feature in found)
        raise Mistake(
            f"there are {len(found)} features called {name}: {modules}",
            f"Name the one that is meant by its module, such as {found[0].module}.",
        )
    from difflib import get_close_matches

    known = [feature.name for feature in host.features]
    near = get_close_matches(name.rpartition(".")[2], known, 1)
    if near:
        remedy = f"Did you mean {near[0]}?"
    else:
        remedy = f"There are: {', '.join(known)}." if known else "See `coldframe status`."
    raise Mistake(f"there is no feature {name}" if name else "no feature is named", remedy)
