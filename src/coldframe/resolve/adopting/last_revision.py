"""The revision of the host's list with which a list of a project's own ends: where, and what of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from coldframe.check.database.environment import Environment
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature
    from coldframe.resolve.migrating.host_list import Place
    from coldframe.resolve.migrating.taking_in import Story
    from coldframe.source.tree import Tree


class LastRevision(NamedTuple):
    """``path`` is where it goes; ``there`` tells that it is there already."""

    story: Story
    place: Place
    path: str
    there: bool


def last_revision(
    host: Host,
    project: Tree,
    old: Environment,
    feature: Feature,
    called: tuple[str, str],
    again: bool,
) -> LastRevision:
    """The revision for the list ``old`` of ``project``, at the head of the list of ``host``.

    ``called`` are the title of the feature and the name of the project.  With ``again`` the
    feature is there already, and maybe the revision.

    Raises Mistake: it is not certain where the host's next revision goes.
    """
    from coldframe.check.database.revisions import revisions
    from coldframe.resolve.migrating.host_list import (
        EXPAND,
        file_of,
        has_function,
        new_identity,
        next_place,
        preamble,
    )
    from coldframe.resolve.migrating.taking_in import Story

    title, name = called
    place = next_place(host, EXPAND)
    theirs = revisions(project, old)
    words = (feature.module, name, *sorted(each.id for each in theirs))
    known = revisions(host.tree, place.environment)
    identity = new_identity((), *words)
    there = next((each.path for each in known if each.id == identity), "") if again else ""
    if not there:
        identity = new_identity({*place.ids, *(each.id for each in theirs)}, *words)
    slug = re.sub(r"\W+", "_", f"take in {feature.name}").lower()
    story = Story(
        identity,
        place.head.id,
        title,
        name,
        "" if old.version_table == place.environment.version_table else old.version_table,
        old.schema,
        "check_sanity"
        if has_function(host.tree, known, "check_sanity")
        else "refuse_what_is_too_far_back",
        preamble(host.tree, place),
        has_function(host.tree, [place.head], "downgrade"),
        old.path,
    )
    return LastRevision(story, place, there or file_of(place, identity, slug), bool(there))
