"""Two preview features hook in where there is room for one.

The one that comes last replaces the other, and nothing says so; or the host refuses it, and does
not start with both.  Each works while it is on by itself, so their own tests pass.

The features' code is read for attributes of other modules and classes that get another function
(monkey patches), members of mappings that are imported, overrides of dependencies and handlers of
errors in FastAPI, Starlette and Flask, policies of oslo.policy, implementations of functions made
by `functools.singledispatch`, Django's admin and `dispatch_uid`, the hooks of pytest that take the
first answer, and well-known functions such as `codecs.register_error`; the host's metadata for
entry points with the same group and name.  What is put back in the same file, what is put in only
where nothing is, and plain values are left alone.  What two features claim in their declarations
is compared by the rule `shared_claim`; what depends on an order, by `hook_order`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.rule import Rule

if TYPE_CHECKING:
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host

RULE = Rule(
    name="shared_hook",
    family="overlap",
    why="With both features on, one of them silently does nothing, or the host does not start;"
    " which one is a matter of imports.",
    hint="Let a setting of the host choose one of the two, or give the host a place that takes"
    " both, such as an event or a list.",
)

_RENAME = "Give one of the two another name."


def check(host: Host) -> Iterator[Finding]:
    """One finding per place and feature, at the second of two hooks."""
    if not host.features:
        return
    if len(host.features) > 1:
        yield from _in_code(host)
    from coldframe.check.overlap.hooks.metadata import given_twice

    for twice in given_twice(host):
        entry, first = twice.second, twice.first
        owner = twice.owner.name if twice.owner else "stable code"
        yield RULE.at(
            entry.path,
            entry.line,
            f"entry point {entry.group}:{entry.name} is given to {owner}"
            f" ({first.path}:{first.line}) and to {twice.feature.name}:"
            " who asks for that name gets one of them",
            hint=_RENAME,
            feature=twice.feature.name,
        )


def _in_code(host: Host) -> Iterator[Finding]:
    from coldframe.check.overlap.hooks.meetings import meetings

    for meeting in meetings(host):
        if meeting.alone:
            second = meeting.second
            hint = _RENAME if second.way.by_name else ""
            name = second.feature.name
            yield RULE.at(second.path, second.line, meeting.message, hint=hint, feature=name)
