"""Plans the end of a feature without a future: what is its own goes, the rest is said."""

from __future__ import annotations

import shlex

from coldframe.declare.mistake import Mistake
from coldframe.declare.tombstone import RETIRED, Tombstone
from coldframe.resolve.ending import ended_already, next_release, the_feature
from coldframe.resolve.migrating.dropping import dropping
from coldframe.resolve.plan import Plan
from coldframe.resolve.retiring.record import recorded, shown_title
from coldframe.resolve.retiring.removal import removal
from coldframe.resolve.retiring.told import TABLES_STAY


def retire(
    name: str,
    start: str = ".",
    *,
    reason: str,
    successor: str = "",
    release: str = "",
) -> Plan:
    """The plan that removes the feature ``name`` and all that is certain to be its own.

    What else in the tree names it is edited where that is certain, and listed where it is not.
    ``release`` is the first release without it, by default the next one.  Migrations outside
    the feature's folder, release notes and specs stay: they say what was.  A new one at the head
    of the host's list drops the tables that the feature claims.

    Raises:
        Mistake: there is no such feature, or it has ended otherwise; no reason; no release.
    """
    from coldframe.check.discovery import open_host

    if not reason.strip():
        raise Mistake("a feature is retired for a reason", 'Say it: --reason "Nobody uses it."')
    host = open_host(start)
    words = ["coldframe", "retire", name, *(() if start == "." else ("--path", start))]
    words += ["--reason", reason]
    words += ["--successor", successor] if successor else []
    words += ["--release", release] if release else []
    done = ended_already(host, name, RETIRED)
    if done:
        return Plan(shlex.join(words), host.tree.root, notes=(done,))
    feature = the_feature(host, name)
    stone = Tombstone(
        feature.name,
        next_release(host, release),
        RETIRED,
        reason.strip(),
        successor.strip(),
        {feature.module: ""},
    )
    plan = removal(host, feature)
    drop = dropping(host, feature, shown_title(feature), reason)
    edits, notes = recorded(host, feature, stone, (*plan.edits, *drop.edits))
    return plan._replace(
        command=shlex.join(words),
        edits=edits,
        notes=(*drop.notes, *(n for n in plan.notes if not n.startswith(TABLES_STAY)), *notes),
        subject=f"Retire {shown_title(feature)}",
    )
