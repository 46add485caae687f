"""The inventory: every preview feature, its age, its deadline and what holds it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from coldframe.check.clockwork import MOVED, STAGES, Clockwork
from coldframe.check.discovery import open_host
from coldframe.check.ended import tombstones
from coldframe.check.inventory.departed import departed
from coldframe.check.inventory.records import Departed, Inventory, Row
from coldframe.check.inventory.usage import Usage, owners, size
from coldframe.declare.calendar import Release
from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.calendar import Calendar
    from coldframe.declare.feature import Feature
    from coldframe.source.history import Story

_FARTHEST = 400  # cycles that are projected to reach a release


def status(
    start: str = ".", at: str = "", progress: Callable[[str], None] = lambda doing: None
) -> Inventory:
    """The inventory of the host that ``start`` belongs to.

    ``at`` names a release: a past one shows the tree as it was tagged, a future one the present
    tree on that day, ``+2`` two cycles from now.  ``progress`` is told what is being done.
    Raises Mistake for what the user has to put right: a path, settings, a declaration, ``at``.
    """
    progress("reading the tree")
    host = open_host(start)
    if not at:
        return inventory(host, progress=progress)
    release = moment(host.clockwork, at)
    if release.tag and not release.planned:
        notes = host.notes
        host = open_host(start, f"refs/tags/{release.tag}")
        _forget_what_was_not_there(host, release)
        host.notes += [note for note in notes if note not in host.notes]
        host.clockwork = Clockwork(host, release)
    else:
        host.clockwork = Clockwork(host, release)
    return inventory(host, str(release), progress)


def _forget_what_was_not_there(host: Host, release: Release) -> None:
    """Take the modules out of the settings that the tree of an old release does not have yet.

    In the present tree such a name is a mistake; in an old one it is not.
    """
    from coldframe.check.children import children
    from coldframe.check.module_names import folder_named

    settings, trees = host.settings, []
    for module in settings.preview_trees or ():
        try:
            folder_named(host.tree, module, settings.path, settings.line("preview_trees"))
            trees.append(module)
        except Mistake:
            host.notes.append(f"There was no {module} in {release.version} yet.")
    if settings.preview_trees is not None:
        settings = settings._replace(preview_trees=tuple(trees))
    host.settings = settings._replace(features=(), shared=())
    known = {
        f"{tree.module}.{child.name}"
        for tree in host.preview_trees
        for child in children(host.tree, tree.path)
    }
    del host.__dict__["preview_trees"]  # found again, with what the settings say of their modules
    host.settings = settings._replace(
        features=tuple(name for name in settings.features if name in known),
        shared=tuple(name for name in settings.shared if name in known),
    )


def moment(clockwork: Clockwork, at: str) -> Release:
    """The release that ``at`` names: known, planned or projected. Raises Mistake for others."""
    calendar, latest = clockwork.calendar, clockwork.now
    if latest is not None and at.startswith("+") and at[1:].isdecimal():
        ahead = calendar.after(latest.version, min(int(at[1:]), _FARTHEST))
        return _not_before(clockwork.today, ahead)
    found = calendar.find(at)
    if found is not None:
        if not found.tag and not found.planned:
            raise Mistake(
                f"release {found.version} has no tag in this clone, so what was in it is unknown",
                "Fetch the tags (git fetch --tags), or name a release that has one.",
            )
        return _not_before(clockwork.today, found)
    if latest is None:
        raise Mistake(
            f"there is no release {at}: no release at all is known here",
            "Fetch the tags (git fetch --tags), or list releases in the settings.",
        )
    if calendar.knows(at) and calendar.is_later(at, latest.version):
        return _not_before(clockwork.today, _projected(calendar, latest, at.removeprefix("v")))
    near = calendar.nearest(at)
    raise Mistake(
        f"there is no release {at}",
        f"Did you mean {' or '.join(near)}?"
        if near
        else f"The latest is {latest.version}; +1 is the one after it.",
    )


def _projected(calendar: Calendar, latest: Release, at: str) -> Release:
    """A release beyond the calendar, with the day that its pace makes likely."""
    cycles = min(max(calendar.cycles_between(latest.version, at), 1), _FARTHEST)
    return Release(at, calendar.after(latest.version, cycles).day, projected=True)


def _not_before(today: str, release: Release) -> Release:
    """A release to come is not out yet: it comes today at the earliest, if it has a day."""
    if (release.planned or release.projected) and release.day and release.day < today:
        return release._replace(day=today)
    return release


def inventory(
    host: Host, asked: str = "", progress: Callable[[str], None] = lambda doing: None
) -> Inventory:
    """The inventory of a host that is open, at the ``now`` of its clockwork."""
    clockwork = host.clockwork
    progress("asking git for releases")
    now = clockwork.now
    features = host.features
    progress("looking for references")
    usage = Usage(host)
    stones = tombstones(host)
    progress("reading the history")
    stories = _stories(host, features)
    rows = []
    names = [feature.name for feature in features]
    for feature in features:
        row = _row(host, feature, usage, stories.get(feature.path))
        stone = stones.get((feature.tree.module, feature.name))
        if stone is not None and row.stage == MOVED:
            row = row._replace(stage=stone.ending)
        alone = names.count(feature.name) == 1
        rows.append(row._replace(label=feature.name if alone else feature.module))
    progress("looking for what has left")
    gone: tuple[Departed, ...] = departed(host) if features or host.preview_trees else ()
    if not host.preview_trees and host.settings.preview_trees is None:
        from coldframe.check.usual_trees import note_none

        note_none(host.notes)
    return Inventory(
        root=host.tree.root,
        name=_name(host),
        today=host.today,
        now=now,
        asked=asked,
        calendar=clockwork.calendar,
        cycles=host.settings.cycles,
        trees=tuple(tree.module for tree in host.preview_trees),
        rows=tuple(sorted(rows, key=_urgency)),
        shared=tuple(name for tree in host.preview_trees for name in tree.shared),
        departed=gone,
        notes=tuple(dict.fromkeys(host.notes)),
        shared_reached_by=usage.shared_reached_by,
        unread=tuple(sorted({(u.path, u.why) for u in host.tree.unread})),
    )


def _urgency(row: Row) -> tuple[int, int, str]:
    rank = STAGES.index(row.stage) if row.stage in STAGES else len(STAGES)
    return (rank, row.cycles_left if row.cycles_left is not None else 10**6, row.feature.module)


def _row(host: Host, feature: Feature, usage: Usage, story: Story | None) -> Row:
    clockwork = host.clockwork
    end = clockwork.deadline(feature)
    lines, files = size(host, feature)
    names, how = owners(host, feature, story.authors if story else ())
    age = clockwork.age(feature)
    return Row(
        feature=feature,
        stage=clockwork.stage(feature),
        first=clockwork.since(feature) if age else None,
        age=age,
        deadline=end,
        cycles_left=clockwork.cycles_left(feature),
        days_left=clockwork.days_left(feature),
        last_day=story.last_day if story else "",
        last_author=story.last_author if story else "",
        lines=lines,
        files=files,
        tests=None if usage.tests is None else usage.tests[feature.module],
        docs=None if usage.docs is None else usage.docs[feature.module],
        owners=names,
        owners_from=how,
        reached_by=tuple(usage.reached_by[feature.module]),
        used_by=tuple(usage.used_by[feature.module]),
        changed_in=_changed_in(host, feature),
        may_be_older=clockwork.may_be_older(feature),
    )


def _changed_in(host: Host, feature: Feature) -> tuple[Release, ...]:
    """The releases whose copy of the feature differs from that of the release before."""
    clockwork, changed, before = host.clockwork, [], ""
    for release in clockwork.until_now(clockwork.presence.tagged):
        key = clockwork.presence.at(release, feature.tree).get(feature.name, "")
        if key and key != before:
            changed.append(release)
        before = key
    return tuple(changed)


def _stories(host: Host, features: tuple[Feature, ...]) -> dict[str, Story]:
    from coldframe.source.git import GitError
    from coldframe.source.history import stories

    if not features:
        return {}
    paths = [feature.path for feature in features]
    try:
        return stories(host.tree.root, paths, revision=getattr(host.tree, "commit", "HEAD"))
    except GitError as error:
        host.notes.append(f"Last changes and authors are not known: {error.why}.")
        return {}


def _name(host: Host) -> str:
    """What to call the host: its packages, else its folder."""
    tops = dict.fromkeys(tree.module.partition(".")[0] for tree in host.preview_trees)
    return ", ".join(tops) or host.tree.root.rstrip("/").rpartition("/")[2]
