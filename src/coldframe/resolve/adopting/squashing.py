"""A list of migrations that an adopted project has becomes one revision of the host's list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from coldframe.declare.mistake import Mistake

if TYPE_CHECKING:
    from coldframe.check.database.environment import Environment
    from coldframe.resolve.adopting.adoption import Adoption
    from coldframe.resolve.adopting.project import Project
    from coldframe.resolve.migrating.host_list import Place
    from coldframe.resolve.migrating.taking_in import Story
    from coldframe.source.tree import Tree

LEAVE, SQUASH = "leave", "squash"
_ASIDE = "coldframe_old_list"  # for migrations outside of the package, while they run


class Squashing(NamedTuple):
    """How a list is squashed; ``again``: the feature is there already, maybe with the revision."""

    databases: tuple[str, ...] = ()
    progress: Callable[[str], None] = lambda doing: None
    again: bool = False


def lists_in(project: Project) -> tuple[Environment, ...]:
    """The lists of migrations that ``project`` has, by reading."""
    from coldframe.check.database.environment import environments
    from coldframe.check.host import Host
    from coldframe.declare.settings import Settings

    return environments(Host(project.tree, Settings(preview_trees=())))


def squash_lists(adoption: Adoption, squashing: Squashing) -> None:
    """Put one revision into the host's list in place of the project's own list, which goes.

    Raises Mistake: the project has several lists, or its list cannot be squashed.
    """
    from coldframe.resolve.migrating.models import register_models

    if not adoption.old_lists:
        adoption.notes.append("The project has no list of migrations: there was none to squash.")
        return
    if len(adoption.old_lists) > 1:
        raise Mistake(
            f"the project has {len(adoption.old_lists)} lists of migrations:"
            f" {', '.join(each.path for each in adoption.old_lists)}",
            "Merge them in the project first, or adopt it with --migrations leave.",
        )
    (old,) = adoption.old_lists
    _put_revision(adoption, old, squashing)
    _take_list_out(adoption, old)
    register_models(adoption)
    _tell_tests(adoption, old)


def _put_revision(adoption: Adoption, old: Environment, squashing: Squashing) -> None:
    from coldframe.resolve.adopting.declared import title_of
    from coldframe.resolve.adopting.last_revision import last_revision
    from coldframe.resolve.migrating.host_list import head_files
    from coldframe.resolve.migrating.squash import Task, squash
    from coldframe.resolve.plan import Edit

    called = title_of(adoption), adoption.called or adoption.package.module
    story, place, path, there = last_revision(
        adoption.host, adoption.project.tree, old, adoption.feature, called, squashing.again
    )
    adoption.revision = path
    if there:
        return
    with _written(adoption, old) as (tree, now):
        task = Task(tree, place.environment, now, path, story)
        try:
            made = squash(task, squashing.databases, squashing.progress)
        except Mistake as fault:  # in a tree that is gone by now
            fault.path = (fault.path or "").removeprefix(f"{_ASIDE}/") or None
            raise
    adoption.edits.add([Edit(path, None, made.text.encode(), "Migrations")])
    adoption.edits.add(head_files(adoption.edits.tree, place, story.identity))
    adoption.notes += made.notes
    adoption.notes.append(_upgrade_note(story, place))


def _upgrade_note(story: Story, place: Place) -> str:
    if not story.version_table:
        return (
            f"{story.project} kept what had run in {place.environment.version_table}, as the host"
            " does, so the two never shared a database: what is in its own has to be copied by"
            " hand."
        )
    return (
        f"{story.identity} is where the list of {story.project} ends: in a database which that"
        f" list made it changes no row, and drops {story.version_table}."
    )


@contextmanager
def _written(adoption: Adoption, old: Environment) -> Iterator[tuple[Tree, Environment]]:
    """The tree as it is planned, on the disk, and where the old list is in it."""
    from coldframe.resolve.migrating.on_disk import on_disk
    from coldframe.resolve.plan import Arrival
    from coldframe.resolve.planned_tree import PlannedTree
    from coldframe.resolve.rewrite.rewrite import rewrite

    tree: PlannedTree = adoption.edits.tree
    new = {arrival.source: arrival.path for arrival in adoption.arrivals}
    project = adoption.project.tree
    outside = [
        path
        for folder in {old.path, *old.versions}
        for path in project.under(folder)
        if path not in new
    ]
    if outside:
        aside = [
            Arrival(path, f"{_ASIDE}/{path}", project.read(path), "Migrations")
            for path in dict.fromkeys(outside)
        ]
        tree = PlannedTree(tree, (), (), aside)
        come = {arrival.path for arrival in aside}
        done = rewrite(tree, adoption.names, within=come.__contains__)
        tree = PlannedTree(tree, done.edits)
        new |= {arrival.source: arrival.path for arrival in aside}

    def moved(folder: str) -> str:
        """Where a folder of the project is now."""
        for source, path in new.items():
            if source.startswith(f"{folder}/"):
                return path.removesuffix(source.removeprefix(folder))
        return folder

    there = old._replace(
        path=moved(old.path),
        versions=tuple(moved(each) for each in old.versions),
        feature=adoption.feature.name,
    )
    with on_disk(tree) as written:
        yield written, there


def _take_list_out(adoption: Adoption, old: Environment) -> None:
    """What was the old list's stays behind, with packages in which nothing else is."""
    from coldframe.resolve.adopting.layout import Behind
    from coldframe.resolve.edits import Edits

    folders = {old.path, *old.versions}
    settings = "alembic.ini"  # it says where the old list is
    gone = {a.path for a in adoption.arrivals if any(a.source.startswith(f"{f}/") for f in folders)}
    left = [a for a in adoption.arrivals if a.path not in gone]
    while True:
        parents = {p.rpartition("/")[0] for p in gone}
        parents |= {p.rpartition("/")[0] for p in parents}
        emptied = [
            a
            for a in left
            if a.path.endswith("/__init__.py")
            and not a.data.strip()
            and a.path.rpartition("/")[0] in parents
            and not any(
                o is not a and o.path.startswith(a.path.removesuffix("__init__.py")) for o in left
            )
        ]
        if not emptied:
            break
        gone |= {a.path for a in emptied}
        left = [a for a in left if a not in emptied]
    why = "its revisions are one revision of the host's list now"
    adoption.behind = [
        one
        for one in adoption.behind
        if not one.source.endswith(settings)
        and not any(one.source.startswith(f"{folder}/") for folder in folders)
    ]
    adoption.behind += [
        Behind(path, why)
        for path in adoption.project.tree.paths()
        if path.endswith(settings) or any(path.startswith(f"{folder}/") for folder in folders)
    ]
    edits = [edit for edit in adoption.edits.all() if edit.path not in gone]
    adoption.arrivals = tuple(left)
    adoption.left = [one for one in adoption.left if one.path not in gone]
    adoption.edits = Edits(adoption.host.tree, arrivals=adoption.arrivals)
    adoption.edits.add(edits)


def _tell_tests(adoption: Adoption, old: Environment) -> None:
    """List tests that speak of the old list's revisions or version table: they can go."""
    from coldframe.check.database.revisions import revisions
    from coldframe.resolve.plan import Left

    words = {each.id for each in revisions(adoption.project.tree, old) if len(each.id) > 8}
    words.add(old.version_table)
    for arrival in adoption.arrivals:
        if not (arrival.path.endswith(".py") and adoption.host.places.is_test(arrival.path)):
            continue
        text = adoption.edits.tree.read(arrival.path).decode("utf-8", "replace")
        for number, line in enumerate(text.splitlines(), 1):
            if any(word in line for word in words):
                why = "a test of the old list of migrations: delete it, or let it test the host's"
                adoption.left.append(Left(arrival.path, number, line.strip(), why))
                break
