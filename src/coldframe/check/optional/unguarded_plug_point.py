"""A plug point loads a feature without asking whether it is on.

A host that uses ``coldframe.runtime`` has a gate, and each place that loads plugins by an entry
point has to go through it: ask ``enabled``, ``require`` or ``contained`` in the same module, have
``select`` called with the group, or have the ``guard`` of its ``Previews`` refuse whatever is off
(``warn`` and ``off`` refuse nothing).  Known are stevedore's managers and ``entry_points`` with a
constant group, in stable code.  A host that does not use the runtime is not told to; see the rule
``on_by_default``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.rule import Rule

if TYPE_CHECKING:
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host

RULE = Rule(
    name="unguarded_plug_point",
    family="optional",
    why="A feature that is off gets loaded all the same, and its failures are the host's.",
    hint="Ask previews.enabled() before the plugin is loaded, or call previews.select() with the"
    " group and what the deployment selects.",
)

_ASKED = (b".enabled(", b".require(", b".required(", b".contained(", b".plug_point(")


def check(host: Host) -> Iterator[Finding]:
    """One finding per call that loads a group with a feature in it."""
    if not host.declared:
        return
    from coldframe.check.optional.plugs import plugs_of

    plugs = plugs_of(host)
    if not plugs or not any(_stable(host, path) for path in _naming(host, "coldframe.runtime")):
        return
    from coldframe.check.optional.guards import guarded

    trees = guarded(host, lambda path: _stable(host, path))
    plugs = [plug for plug in plugs if plug.feature.tree.module not in trees]
    groups = {plug.entry.group for plug in plugs}
    groups -= set(_selected(host, groups))
    if not groups:
        return
    from coldframe.check.optional.loaders import openings
    from coldframe.check.surface.parsed import parsed

    for path in host.tree.search(sorted(groups), suffix=".py"):
        data = host.tree.read(path)
        if not _stable(host, path) or any(word in data for word in _ASKED):
            continue
        module = parsed(host.tree, path, data)
        for opening in openings(module) if module else ():
            names = sorted({p.feature.name for p in plugs if p.entry.group == opening.group})
            if opening.group in groups:
                yield RULE.at(
                    path,
                    opening.line,
                    f"{opening.group} may load {', '.join(names)} from here, and nobody asks"
                    " whether it is on",
                    feature=names[0],
                )


def _naming(host: Host, word: str) -> list[str]:
    return host.tree.search([word], suffix=".py")


def _stable(host: Host, path: str) -> bool:
    return host.feature_of(path) is None and not host.places.is_test(path)


def _selected(host: Host, groups: set[str]) -> Iterator[str]:
    """The groups that stable code hands to ``select``."""
    for path in _naming(host, ".select("):
        if _stable(host, path):
            data = host.tree.read(path)
            for group in groups:
                if re.search(rb"\.select\(\s*[\"']" + re.escape(group.encode()) + rb"[\"']", data):
                    yield group
