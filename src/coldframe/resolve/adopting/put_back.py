"""An extracted project comes back: the host gets every byte that it had when the feature left.

What leaves a host is planned the same way every time, so the plan is made once more on the
commit from which the project was extracted, and turned round.  What has changed since, on either
side, is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from coldframe.resolve.adopting.gained import merge_gained
from coldframe.resolve.adopting.incoming import incoming
from coldframe.resolve.adopting.layout import Placed
from coldframe.resolve.adopting.merged_text import merged_text, merged_words
from coldframe.resolve.adopting.packages import distribution_name
from coldframe.resolve.edits import Edits
from coldframe.resolve.plan import Edit, Left, Plan

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature
    from coldframe.resolve.adopting.incoming import Incoming
    from coldframe.resolve.adopting.project import Project
    from coldframe.resolve.belongings import Belongings
    from coldframe.resolve.extracting.leaving import Leaving
    from coldframe.resolve.extracting.record import Record
    from coldframe.resolve.rewrite.renames import Renames

REFERENCES, HOST, NEW = "References", "What the host had for it", "New since it left"


class Departure(NamedTuple):
    """The feature as it was in the host, at the commit that the project remembers."""

    record: Record
    host: Host
    feature: Feature


def departure(host: Host, project: Project, module: str) -> Departure | None:
    """When the project left ``host`` as the feature ``module``; None if that is not known.

    Raises Mistake if the settings of that time cannot be read.
    """
    from coldframe.resolve.extracting.record import read_record

    record = read_record(project.tree)
    if record is None or record.feature != module or not record.commit:
        return None
    then = _host_at(host, record.commit)
    found = [one for one in then.features if one.module == module] if then else []
    return Departure(record, then, found[0]) if then and found else None


def put_back(host: Host, project: Project, left: Departure) -> Plan:
    """The plan that puts the project back into ``host``; it has no command and no subject."""
    from coldframe.resolve.extracting.leaving import leaving
    from coldframe.resolve.extracting.new_home import NewHome

    record = left.record
    gone = leaving(left.host, left.feature, NewHome(record.package, ""), project.tree.root)
    kinds = {arrival.path: arrival.reason for arrival in gone.arrivals}
    placed = [
        Placed(path, origin, kinds.get(path, NEW))
        for path in project.tree.paths()
        if (origin := record.origin(path))
    ]
    coming = incoming(host.tree, project, placed)
    edits, doubts = _inside(host, left, gone, coming)
    notes = _notes(project, left, gone, coming)
    around, more = _around(host, left, gone.found, distribution_name(project.tree), notes)
    together = Edits(host.tree, arrivals=coming.arrivals)
    together.add((*edits, *coming.edits, *around))
    gained = merge_gained(together, project, gone, _turned_round(gone, coming), record)
    return Plan(
        "",
        host.tree.root,
        edits=together.all(),
        notes=(*notes, *gained.notes),
        arrivals=coming.arrivals,
        left=(*doubts, *more, *gained.left),
        refusals=(*coming.refusals, *gained.refusals),
    )


def _host_at(host: Host, commit: str) -> Host | None:
    """``host`` as it was at ``commit``, with the settings of then; None if git has no such."""
    from coldframe.check.host import Host
    from coldframe.declare.settings import Settings
    from coldframe.declare.settings_file import (
        OWN_FILE,
        PROJECT_FILE,
        parse_settings,
        project_section,
    )
    from coldframe.source.committree import CommitTree
    from coldframe.source.git import GitError

    try:
        tree = CommitTree(host.tree.root, commit)
    except GitError:
        return None
    settings: Settings | None = None
    if tree.exists(OWN_FILE):
        settings = parse_settings(tree.read(OWN_FILE))
    elif tree.exists(PROJECT_FILE):
        settings = project_section(tree.read(PROJECT_FILE))
    return Host(tree, settings or Settings())


def _inside(
    host: Host, left: Departure, gone: Leaving, coming: Incoming
) -> tuple[tuple[Edit, ...], tuple[Left, ...]]:
    """The edits that give the project's files the names of the host."""
    from coldframe.resolve.metadata.checked import changes
    from coldframe.resolve.rewrite.rewrite import rewrite

    edits = Edits(host.tree, arrivals=coming.arrivals)
    others = set()
    for arrival in coming.arrivals:
        now, after = arrival.data, None
        if gone.layout.by_path.get(arrival.source) == arrival.path:
            was, left_as = left.host.tree.read(arrival.path), gone.tree.read(arrival.source)
            after = was if now == left_as else merged_text(now, left_as, was)
            after = merged_words(now, left_as, was) if after is None else after
            if now != left_as:
                others.add(arrival.path)
        else:
            others.add(arrival.path)
        if after is not None and after != now:
            spots = changes(now, after, "as it was")
            edits.add([Edit(arrival.path, now, after, REFERENCES, spots)])
    if not others:
        return edits.all(), ()
    # What is new in a file names what it names by its new name.
    renames = _turned_round(gone, coming)
    rewriting = rewrite(edits.tree, renames, within=lambda path: path in others)
    edits.add(rewriting.edits)
    return edits.all(), rewriting.left


def _turned_round(gone: Leaving, coming: Incoming) -> Renames:
    from coldframe.resolve.extracting.helpers import COPIES
    from coldframe.resolve.rewrite.renames import Renames

    modules = {new: old for old, new in gone.renames.modules.items()}
    paths = {new: old for old, new in gone.renames.paths.items()}
    for one in gone.layout.placed:  # a copy in a package that moved is the host's own again
        if one.kind == COPIES:
            new = gone.layout.module(one.path, new=True)
            modules[new] = gone.layout.module(one.source)
    for arrival in coming.arrivals:
        if arrival.source == arrival.path:
            continue
        paths.setdefault(arrival.source, arrival.path)
        new = gone.layout.module(arrival.source, new=True)
        old = gone.layout.module(arrival.path)
        if old and new:
            modules.setdefault(new, old)
    return Renames(modules, paths)


def _around(
    host: Host, left: Departure, found: Belongings, called: str, notes: list[str]
) -> tuple[list[Edit], list[Left]]:
    """The edits that put back what the host's own files had for the feature.

    What was ``found`` to be the feature's own comes from the project.  A record and a release
    note of the extraction that no release has seen go as well.
    """
    from coldframe.resolve.adopting.returning import record_of, stays_on_record
    from coldframe.resolve.extracting.retirement import taken_out
    from coldframe.resolve.retiring.record import recorded
    from coldframe.resolve.tombstones import without_tombstone

    taken = taken_out(left.host, left.feature, left.record.package).edits
    edits: list[Edit] = []
    doubts: list[Left] = []
    recorded_as = record_of(host, left.feature, called)
    if recorded_as is not None and recorded_as[1]:
        notes.append(stays_on_record(recorded_as[0]))
    elif recorded_as is not None:
        stone = recorded_as[0]
        data = host.tree.read(stone.path)
        without = without_tombstone(data, stone)
        edits.append(Edit(stone.path, data, without, "Tombstone"))
        recording, _ = recorded(left.host, left.feature, stone, taken)
        then = [edit for edit in recording if edit.path != stone.path]
        # A record that stays has to be shipped: what was written for that stays then, too.
        known = taken if without is not None else ()
        notes_then = [edit for edit in then if edit.path not in {one.path for one in known}]
        taken = (*known, *notes_then)
    for edit in taken:
        if edit.after is not None:
            _put_back(host, left, edit, edits, doubts)
        elif edit.path not in found.files and not host.tree.exists(edit.path):
            edits.append(Edit(edit.path, None, edit.before, HOST))
    return edits, doubts


def _put_back(
    host: Host, left: Departure, taken: Edit, edits: list[Edit], doubts: list[Left]
) -> None:
    from coldframe.resolve.metadata.checked import changes

    now = host.tree.read(taken.path) if host.tree.exists(taken.path) else None
    if taken.before is None:
        if now is not None and now == taken.after:
            edits.append(Edit(taken.path, now, None, HOST))
        return
    after = None if now is None else merged_text(now, taken.after or b"", taken.before)
    if now is None or after is None:
        why = (
            "the host had something for the feature here, and has changed these lines since:"
            f" compare it with `git show {left.record.commit[:12]}:./{taken.path}`"
        )
        doubts.append(Left(taken.path, taken.changes[0].line if taken.changes else 1, "", why))
    elif after != now:
        edits.append(Edit(taken.path, now, after, HOST, changes(now, after, "as it was")))


def _notes(project: Project, left: Departure, gone: Leaving, coming: Incoming) -> list[str]:
    from coldframe.resolve.adopting.layout import Behind
    from coldframe.resolve.adopting.told import behind_notes

    record = left.record
    notes = [
        f"It was extracted from {record.host or 'this host'} at {record.commit[:12]}: everything"
        " goes back to where it was."
    ]
    behind = list(coming.behind)
    for path in project.tree.paths():
        source = gone.layout.by_path.get(path)
        if not record.keeps(path):
            if not record.origin(path):
                behind.append(Behind(path, "nothing says where it would go", by_hand=True))
        elif source is not None and project.tree.read(path) != gone.tree.read(path):
            why = f"it is a copy of {source}, and has been changed since"
            behind.append(Behind(path, why, by_hand=True))
    notes += behind_notes(behind)
    return notes
