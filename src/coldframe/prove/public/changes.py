"""What a feature has taken away from others since a release."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.declare.mistake import Mistake
from coldframe.prove.public.shown import shown

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature
    from coldframe.prove.public.thing import Thing


def changes_since(host: Host, feature: Feature, tag: str) -> list[str]:
    """What was public at ``tag`` and is gone, or can no longer be called as it could.

    Additions are no changes.  Empty if the feature was not there, or git cannot show it.
    """
    from coldframe.check.discovery import open_host

    try:
        then = open_host(host.tree.root, revision=f"refs/tags/{tag}")
    except Mistake:
        return []
    before = next((one for one in then.features if one.name == feature.name), None)
    if before is None:
        return []
    old = {str(thing): thing for thing in shown(then, before, _code(then, before))}
    new = {str(thing): thing for thing in shown(host, feature, _code(host, feature))}
    found = []
    for name, thing in old.items():
        if name not in new:
            found.append(f"{name} is gone")
        else:
            found += [f"{name} {what}" for what in _broken(thing, new[name])]
    return found


def _broken(old: Thing, new: Thing) -> list[str]:
    """Calls that were right and no longer are."""
    if old.takes is None or old.needs is None or new.takes is None or new.needs is None:
        return []
    taken = [
        f"takes no {name}"
        for name in old.takes
        if name not in new.takes and not ("**" in new.takes and name not in ("*", "**"))
    ]
    return taken + [f"needs {name}" for name in new.needs if name not in old.needs]


def _code(host: Host, feature: Feature) -> list[str]:
    if not feature.is_package:
        return [feature.path] if feature.path.endswith(".py") else []
    return [
        path
        for path in host.tree.under(feature.path)
        if path.endswith(".py") and not host.places.is_test(path)
    ]
