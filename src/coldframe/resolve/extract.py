"""Plans a repository of its own for a feature: its files, its history, and what a project needs.

Nothing of the feature is executed, unless its tables are to have a list of migrations of its own.
The host is only changed where it is to lose the feature.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from coldframe.declare.mistake import Mistake
from coldframe.resolve.ending import the_feature
from coldframe.resolve.extracting.extraction import planned
from coldframe.resolve.extracting.new_home import new_home
from coldframe.resolve.extracting.own_list import LEAVE, OWN, Giving
from coldframe.resolve.extracting.written import refuse_what_is_there
from coldframe.resolve.planned_tree import PlannedTree

if TYPE_CHECKING:
    from coldframe.resolve.apply import Applied
    from coldframe.resolve.extracting.origin import Origin
    from coldframe.resolve.plan import Plan


class Extraction(NamedTuple):
    """``project`` is the plan of the new repository, at its root; ``host`` that of the host.

    ``host`` is None where the host keeps the feature.
    """

    command: str
    distribution: str
    package: str
    project: Plan
    origin: Origin
    host: Plan | None = None

    @property
    def refused(self) -> bool:
        """Whether one of the plans has refusals, so that neither is carried out."""
        return bool(self.project.refusals or (self.host and self.host.refusals))


def extract(
    name: str,
    start: str = ".",
    *,
    to: str,
    package: str = "",
    distribution: str = "",
    history: bool = True,
    retire: bool = False,
    release: str = "",
    migrations: str = LEAVE,
    databases: Sequence[str] = (),
    progress: Callable[[str], None] = lambda doing: None,
) -> Extraction:
    """The plan that makes the repository ``to`` out of the feature ``name``.

    ``package`` and ``distribution`` are the new names, by default ``<host>_<feature>``.  With
    ``retire`` the host loses the feature, in ``release`` or the next one.

    ``migrations`` says what becomes of tables that the host's list makes: ``leave`` names them,
    ``own`` gives the project a list of its own.  Only that executes code, the revisions of the
    host and the models, on scratch databases: one per entry of ``databases``, each ``sqlite``
    (also when there is none) or the URL of a server.

    Raises:
        Mistake: there is no such feature, or it has ended; a name that cannot be one; there
            is something at ``to``, or it is in the host; no list can be made of its own.
    """
    from coldframe.check.discovery import open_host
    from coldframe.resolve.extracting.extraction import Wanted

    host = open_host(start)
    feature = the_feature(host, name)
    place = _place(to, host.tree.root)
    home = new_home(host, feature, package, distribution)
    if release and not retire:
        raise Mistake(
            "--release says in which release the host loses the feature, so it needs --retire",
            "Add --retire, or leave --release out.",
        )
    words = ["coldframe", "extract", name, "--to", to]
    words += [] if start == "." else ["--path", start]
    options = {"--package": package, "--distribution": distribution, "--release": release}
    words += [word for option, value in options.items() if value for word in (option, value)]
    words += [] if history else ["--no-history"]
    words += ["--retire"] if retire else []
    words += [] if migrations == LEAVE else ["--migrations", migrations]
    command = shlex.join(words)
    after = None
    if retire:
        from coldframe.resolve.extracting.retirement import retirement

        after = retirement(host, feature, home, release)._replace(command=command)
    giving = None
    if migrations == OWN:
        beside = PlannedTree(host.tree, after.edits, after.moves) if after else None
        giving = Giving(tuple(databases), progress, beside)
    wanted = Wanted(command, place, history, giving)
    project, origin = planned(host, feature, home, wanted)
    return Extraction(command, home.distribution, home.package, project, origin, after)


def carry_out(
    extraction: Extraction,
    *,
    commit: bool = True,
    say: Callable[[str], None] = lambda doing: None,
) -> Applied:
    """Make the new repository, and then take the feature out of the host if that is planned.

    Returns what was done to the host, which is committed unless ``commit`` is False.
    Raises Mistake where either is not possible; then neither is done.
    """
    from coldframe.resolve.extracting.filtered import require_filter
    from coldframe.resolve.extracting.uncommitted import refuse_uncommitted
    from coldframe.resolve.extracting.written import write_repository

    for plan in (extraction.project, extraction.host):
        for refusal in plan.refusals if plan else ():
            raise Mistake(
                f"`{extraction.command}` is refused: {refusal.criterion}: {refusal.why}",
                refusal.remedy,
            )
    if extraction.origin.kept:
        require_filter()
    refuse_uncommitted(extraction.project, extraction.origin)
    write_repository(extraction.project, extraction.origin, say)
    from coldframe.resolve.apply import Applied, apply

    if extraction.host is None:
        return Applied()
    say("taking the feature out of the host")
    try:
        return apply(extraction.host, commit=commit)
    except BaseException:
        import shutil

        shutil.rmtree(extraction.project.root)
        raise


def _place(to: str, root: str) -> str:
    """The absolute path of the new repository; raises Mistake if it cannot be made there."""
    place = os.path.abspath(to)
    real, host = os.path.realpath(place), os.path.realpath(root)
    if real == host or real.startswith(host + os.sep):
        raise Mistake(f"{to} is in the host's own tree", "Name a folder beside it: --to ../NAME")
    if host.startswith(real + os.sep):
        raise Mistake(f"{to} is a folder above the host", "Name a folder beside it: --to ../NAME")
    refuse_what_is_there(place)
    return place
