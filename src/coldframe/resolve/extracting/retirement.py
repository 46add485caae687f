"""What leaves the host with an extracted feature, and what the host remembers of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.declare.tombstone import EXTRACTED, Tombstone
from coldframe.resolve.edits import Edits
from coldframe.resolve.ending import next_release
from coldframe.resolve.migrating.left_alone import left_alone
from coldframe.resolve.retiring.record import recorded, shown_title
from coldframe.resolve.retiring.removal import removal
from coldframe.resolve.retiring.told import TABLES_STAY

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature
    from coldframe.resolve.extracting.new_home import NewHome
    from coldframe.resolve.plan import Plan


def retirement(host: Host, feature: Feature, home: NewHome, release: str) -> Plan:
    """The plan that takes ``feature`` out of ``host`` and says where it went; without a command.

    Raises Mistake: no release can be known.
    """
    from coldframe.check.database.environment import environments

    stone = Tombstone(
        feature.name,
        next_release(host, release),
        EXTRACTED,
        "It is a project of its own now.",
        home.distribution,
        {feature.module: home.package},
    )
    plan = taken_out(host, feature, home.package)
    edits, notes = recorded(host, feature, stone, plan.edits)
    about = [note for note in plan.notes if not note.startswith(TABLES_STAY)]
    tables = feature.declaration.claims.tables if feature.declaration else ()
    if tables and not any(feature.owns(f"{each.path}/") for each in environments(host)):
        about.append(
            f"{TABLES_STAY} ({', '.join(tables)}), and so do the migrations that made them: what"
            f" is in them is {home.distribution}'s now, so no migration of the host may drop them."
        )
    return plan._replace(
        edits=edits,
        notes=(*about, *notes),
        subject=f"Extract {shown_title(feature)} into {home.distribution}",
    )


def taken_out(host: Host, feature: Feature, package: str) -> Plan:
    """The part of ``retirement`` that is not about the record; without a command.

    ``package`` is what the feature is in a project of its own.
    """
    plan = removal(host, feature, give_back=False)
    edits = Edits(host.tree)
    edits.add(plan.edits)
    more, left = left_alone(host, feature, edits.tree, package)
    edits.add(more)
    return plan._replace(edits=edits.all(), left=(*plan.left, *left))
