"""Plans to bring a project from outside into the host's preview tree, as one feature.

Nothing of the project is changed, and nothing of it is executed, unless its migrations are to be
squashed.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from coldframe.check.host import Host
from coldframe.declare.feature import Feature
from coldframe.declare.mistake import Mistake
from coldframe.resolve.adopting.packages import main_package
from coldframe.resolve.adopting.project import open_project
from coldframe.resolve.adopting.put_back import departure, put_back
from coldframe.resolve.adopting.squashing import LEAVE, SQUASH, Squashing
from coldframe.resolve.declaring.new_name import check_name, check_said
from coldframe.resolve.declaring.preview_trees import wanted_tree
from coldframe.resolve.plan import History, Plan

if TYPE_CHECKING:
    from coldframe.declare.feature import PreviewTree
    from coldframe.resolve.adopting.declared import Given
    from coldframe.resolve.adopting.packages import Package
    from coldframe.resolve.adopting.project import Project


def adopt(
    source: str,
    start: str = ".",
    *,
    name: str,
    tree: str = "",
    package: str = "",
    title: str = "",
    owners: Sequence[str] = (),
    spec: str = "",
    history: bool = False,
    migrations: str = LEAVE,
    databases: Sequence[str] = (),
    progress: Callable[[str], None] = lambda doing: None,
) -> Plan:
    """The plan of a feature ``name`` that is the project at ``source``: all that it consists of.

    ``tree`` is the dotted name of the preview tree; without one it is the host's only one, or
    a new one, ``<package>.preview``.  ``package`` is the project's, if it has several.  With
    ``history`` the files are those of the last commit, and its history comes along.

    ``migrations`` says what becomes of a list of migrations that the project has: ``leave``
    brings it along as a list of its own, ``squash`` makes one revision of the host's list of it.
    Only that executes code, the revisions of both, on scratch databases: one per entry of
    ``databases``, each ``sqlite`` (also when there is none) or the URL of a server.

    A project that was extracted from the host goes back to where it was, byte for byte.  What
    is in the way, or cannot be met, is a refusal of the plan.  If the feature is there already,
    byte for byte as the plan would bring it, the plan has nothing to do.

    Raises:
        Mistake: there is no such project, or it is (in) the host, or has no history and that is
            wanted; the name is taken, by something else than what the plan would bring, or
            cannot be a feature's; title, owner or spec is no line of text; its list of migrations
            cannot be squashed; it is
            not clear which package or tree is meant; the host's metadata cannot be edited safely.
    """
    from coldframe.check.discovery import open_host
    from coldframe.resolve.adopting.declared import Given
    from coldframe.resolve.adopting.there_already import refuse_difference, without_feature

    check_said(title, owners, spec)
    host = open_host(start)
    preview = _preview(host, tree)
    options = {"--tree": tree, "--package": package, "--title": title, "--spec": spec}
    words = ["coldframe", "adopt", source, "--as", name]
    words += [] if start == "." else ["--path", start]
    words += [word for option, value in options.items() if value for word in (option, value)]
    words += [word for owner in owners for word in ("--owner", owner)]
    words += ["--with-history"] if history else []
    words += [] if migrations == LEAVE else ["--migrations", migrations]
    command = shlex.join(words)
    module = f"{preview.module}.{name}"
    there = next((feature for feature in host.features if feature.module == module), None)
    planned_on = host if there is None else without_feature(host, there)
    check_name(planned_on, preview, name)
    project = open_project(source, committed=history)
    _refuse_host(host, project, source)
    given = Given(title, tuple(owners), spec)
    if there is not None and there.declaration is not None:
        given = given._replace(known_owners=there.declaration.owners)
    squashing = None
    if migrations == SQUASH:
        squashing = Squashing(tuple(databases), progress, again=there is not None)
    plan = _planned(
        planned_on,
        project,
        preview,
        name,
        main=(package, source),
        given=given,
        squashing=squashing,
    )
    if there is not None:
        refuse_difference(host, there, source, plan, planned_on)
        return Plan(command, host.tree.root, notes=(f"{module} is adopted already.",))
    return plan._replace(
        command=command,
        history=History(project.repository, project.commit) if history else None,
    )


def _planned(
    host: Host,
    project: Project,
    preview: PreviewTree,
    name: str,
    *,
    main: tuple[str, str],
    given: Given,
    squashing: Squashing | None,
) -> Plan:
    """The plan without its command; ``main`` is the package that is wanted, and the source."""
    from coldframe.resolve.adopting.adoption import Adoption
    from coldframe.resolve.adopting.declared import declare
    from coldframe.resolve.adopting.list_back import list_back
    from coldframe.resolve.adopting.metadata import (
        ask_for_host,
        merge_data_files,
        merge_entry_points,
        merge_requirements,
        pack_data,
    )
    from coldframe.resolve.adopting.placing import place
    from coldframe.resolve.adopting.rewriting import follow_ties, rewrite_names
    from coldframe.resolve.adopting.squashing import lists_in, squash_lists
    from coldframe.resolve.adopting.told import tell

    left = departure(host, project, f"{preview.module}.{name}")
    if left is not None:
        plan = put_back(host, project, left)
        return list_back(host, project, left, plan, squashing)._replace(
            subject=f"Adopt {left.record.package} as {left.record.feature} again"
        )
    package = main_package(project.tree, *main)
    adoption = Adoption(host, _feature(preview, name, package), project, package)
    if squashing is not None:
        adoption.old_lists = lists_in(project)
    place(adoption)
    points = merge_entry_points(adoption)
    extras = merge_requirements(adoption)
    merge_data_files(adoption)
    ask_for_host(adoption)
    rewrite_names(adoption)
    follow_ties(adoption)
    if squashing is not None:
        squash_lists(adoption, squashing)
    declare(adoption, given, extras)
    pack_data(adoption)
    tell(adoption, points)
    return Plan(
        "",
        host.tree.root,
        edits=adoption.edits.all(),
        notes=tuple(adoption.notes),
        arrivals=adoption.arrivals,
        left=tuple(adoption.left),
        refusals=tuple(adoption.refusals),
        subject=f"Adopt {adoption.called or package.module} as {adoption.feature.module}",
    )


def _preview(host: Host, wanted: str) -> PreviewTree:
    """The preview tree; in a host without any, a new one in its package."""
    if not wanted and not host.preview_trees:
        wanted = f"{main_package(host.tree, shown='the host').module}.preview"
    return wanted_tree(host, wanted)


def _refuse_host(host: Host, project: Project, source: str) -> None:
    """Refuse the host itself, what is around it, and what is a part of it."""
    place, root = os.path.realpath(project.tree.root), os.path.realpath(host.tree.root)
    if place == root or root.startswith(place + os.sep):
        raise Mistake(f"{source} is the host itself", "Name the project that shall come in.")
    inside = os.path.relpath(place, root).replace(os.sep, "/")
    if host.tree.under(inside):
        raise Mistake(
            f"{source} is a part of the host: its files would be there twice",
            "Take it out of the host first, and adopt it from another place.",
        )


def _feature(preview: PreviewTree, name: str, package: Package) -> Feature:
    suffix = "" if package.is_folder else ".py"
    return Feature(name, f"{preview.module}.{name}", f"{preview.path}/{name}{suffix}", preview)
