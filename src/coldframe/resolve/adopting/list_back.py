"""What becomes of the list of migrations that an extracted project had of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.resolve.plan import Edit, Plan
from coldframe.resolve.planned_tree import PlannedTree

if TYPE_CHECKING:
    from coldframe.check.database.environment import Environment
    from coldframe.check.host import Host
    from coldframe.resolve.adopting.project import Project
    from coldframe.resolve.adopting.put_back import Departure
    from coldframe.resolve.adopting.squashing import Squashing


def list_back(
    host: Host, project: Project, left: Departure, plan: Plan, squashing: Squashing | None
) -> Plan:
    """``plan``, which puts ``project`` back into ``host``, with the end of its own list.

    That is a revision of the host's list if it is to be squashed, and else a note.  Nothing is
    to be done for a list that stands in the feature's folder, as it goes back with that.

    Raises Mistake: the list did more than add to the feature's tables.
    """
    from coldframe.resolve.adopting.squashing import lists_in

    stayed = [each for each in lists_in(project) if left.record.keeps(f"{each.path}/env.py")]
    if not stayed:
        none = "The project has no list of migrations: there was none to squash."
        return plan._replace(notes=(*plan.notes, none)) if squashing else plan
    old = stayed[0]
    if squashing is None:
        note = (
            f"Its list of migrations in {old.path} stays behind: the host's own makes the tables."
            " With --migrations squash a revision of the host takes in what has been added to"
            f" them, and drops {old.version_table}."
        )
        return plan._replace(notes=(*plan.notes, note))
    return _ended(host, project, left, plan, squashing, old)


def _ended(
    host: Host,
    project: Project,
    left: Departure,
    plan: Plan,
    squashing: Squashing,
    old: Environment,
) -> Plan:
    from coldframe.check.host import Host
    from coldframe.resolve.adopting.last_revision import last_revision
    from coldframe.resolve.adopting.packages import distribution_name
    from coldframe.resolve.migrating.host_list import head_files
    from coldframe.resolve.migrating.on_disk import on_disk
    from coldframe.resolve.migrating.returned import Return, returned
    from coldframe.resolve.retiring.record import shown_title

    tree = PlannedTree(host.tree, plan.edits, plan.moves, plan.arrivals)
    planned = Host(tree, host.settings)
    called = distribution_name(project.tree) or left.record.package
    title = shown_title(left.feature)
    last = last_revision(planned, project.tree, old, left.feature, (title, called), squashing.again)
    if last.there:
        return plan
    claims = left.feature.declaration.claims.tables if left.feature.declaration else ()
    with on_disk(tree) as written, on_disk(project.tree) as theirs:
        task = Return(written, last.place.environment, theirs, old, claims, last.path, last.story)
        text, notes = returned(task, squashing.databases, squashing.progress)
    edits = (
        Edit(last.path, None, text.encode(), "Migrations"),
        *head_files(tree, last.place, last.story.identity),
    )
    return plan._replace(edits=(*plan.edits, *edits), notes=(*plan.notes, *notes))
