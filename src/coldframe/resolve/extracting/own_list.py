"""A list of migrations for a project whose tables the host's list has made until now."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from coldframe.declare.mistake import Mistake
from coldframe.resolve.plan import Arrival, Edit, Left
from coldframe.resolve.planned_tree import PlannedTree

if TYPE_CHECKING:
    from coldframe.check.database.environment import Environment
    from coldframe.resolve.extracting.layout import Layout
    from coldframe.resolve.extracting.leaving import Leaving
    from coldframe.source.tree import Tree

LEAVE, OWN = "leave", "own"
MIGRATIONS = "Migrations"
_TEMPLATE = "script.py.mako"


class Giving(NamedTuple):
    """How the list is proved; ``beside`` is the host as the project finds it (None: as it is)."""

    databases: tuple[str, ...] = ()
    progress: Callable[[str], None] = lambda doing: None
    beside: Tree | None = None


class OwnList(NamedTuple):
    """The files of the list, and what else the project has because of it.

    Its environment is in ``folder``, the file of settings is ``settings``; both are empty if
    there was nothing to make.  ``stays`` never goes back to the host.
    """

    edits: tuple[Edit, ...] = ()
    notes: tuple[str, ...] = ()
    left: tuple[Left, ...] = ()
    folder: str = ""
    settings: str = ""
    version_table: str = ""
    entry_points: tuple[tuple[str, str, str], ...] = ()
    stays: tuple[str, ...] = ()


def own_list(gone: Leaving, giving: Giving) -> OwnList:
    """The list that begins with the tables which the feature claims and the host's list makes.

    Raises Mistake: the host has no list of Alembic, or several; the feature claims no table
    of it; ``env.py`` cannot be followed; the first revision cannot be proved.
    """
    from coldframe.check.database.environment import ALEMBIC, DJANGO, environments

    layout = gone.layout
    host, feature = layout.host, layout.feature
    lists = environments(host)
    inside = [each for each in lists if feature.owns(f"{each.path}/")]
    if inside:
        return OwnList(notes=tuple(_comes_along(inside, layout)))
    listed = [each for each in lists if not each.feature and each.tool == ALEMBIC]
    if len(listed) != 1:
        named = f": {', '.join(each.path for each in listed)}" if listed else ""
        django = " Apps of Django take their migrations along." if any(
            each.tool == DJANGO for each in lists
        ) else ""  # fmt: skip
        raise Mistake(
            f"the host has {len(listed) or 'no'} list{'s' * (len(listed) != 1)} of migrations of"
            f" Alembic{named}",
            f"Leave its tables to a person: --migrations leave.{django}",
        )
    claims = feature.declaration.claims.tables if feature.declaration else ()
    if not claims:
        raise Mistake(
            f"{feature.name} claims no tables, so there are none for a list of its own",
            "Name them in its declaration: tables, below [claims]",
        )
    return _made(gone, giving, listed[0], claims)


def _comes_along(inside: list[Environment], layout: Layout) -> Iterator[str]:
    from coldframe.check.database.environment import DJANGO

    for each in inside:
        what = "migrations of Django" if each.tool == DJANGO else "a list of migrations"
        where = layout.by_source.get(f"{each.path}/__init__.py") or layout.by_source.get(
            f"{each.path}/env.py", each.path
        )
        yield f"It has {what} of its own, which come along: {where.rpartition('/')[0]}."


def _made(gone: Leaving, giving: Giving, listed: Environment, claims: tuple[str, ...]) -> OwnList:
    from coldframe.check.database.environment import Environment, ini_file
    from coldframe.check.database.revisions import revisions
    from coldframe.resolve.adopting.packages import distribution_name
    from coldframe.resolve.migrating.environment_files import env_text, ini_text, template_text
    from coldframe.resolve.migrating.first_revision import Beginning
    from coldframe.resolve.migrating.giving import Task, give
    from coldframe.resolve.migrating.host_list import new_identity
    from coldframe.resolve.migrating.left_alone import version_table_of
    from coldframe.resolve.migrating.on_disk import on_disk
    from coldframe.resolve.retiring.record import shown_title

    layout = gone.layout
    host, feature = layout.host, layout.feature
    folder = posixpath.dirname(layout.below(f"{listed.path}/env.py"))
    table = version_table_of(host, feature, layout.home.package)
    known = revisions(host.tree, listed)
    taken = {each.id for each in known}
    identity = new_identity(taken, "first", feature.module, layout.home.package)
    path = f"{folder}/versions/{identity}_initial.py"
    own = Environment(folder, (f"{folder}/versions",), table, listed.schema)

    source = f"{listed.path}/env.py"
    env = env_text(_renamed(gone, source, f"{folder}/env.py"), source, table, claims, _models(gone))
    ini = ini_file(host, listed)
    settings = layout.below(ini) if ini else "alembic.ini"
    template = f"{listed.path}/{_TEMPLATE}"
    files = {
        f"{folder}/env.py": env.data,
        f"{folder}/{_TEMPLATE}": host.tree.read(template)
        if host.tree.exists(template)
        else template_text(),
        settings: ini_text(
            host.tree.read(ini) if ini else b"",
            posixpath.relpath(folder, posixpath.dirname(settings) or "."),
            logging=b"fileConfig" in env.data,
        ),
        **dict.fromkeys(_packages(layout, listed, folder), b""),
    }
    for one in (*files, path):
        if one in layout.by_path:
            raise Mistake(
                f"{layout.by_path[one]} and a file of the new list would both be {one}",
                "Rename it in the host first, or leave the list to a person: --migrations leave",
            )
    labelled = any(each.labels for each in known)  # then the host says which labels there may be
    beginning = Beginning(
        identity,
        "" if labelled else feature.name,
        shown_title(feature),
        distribution_name(host.tree) or "the host",
        listed.version_table,
        listed.schema,
    )
    written = PlannedTree(gone.tree, [Edit(p, None, data, MIGRATIONS) for p, data in files.items()])
    with on_disk(written) as project, _host_beside(giving, host.tree) as beside:
        task = Task(host, listed, claims, beside, project, own, path, beginning)
        given = give(task, giving.databases, giving.progress)
    files[path] = given.text.encode()
    return OwnList(
        tuple(Edit(p, None, data, MIGRATIONS) for p, data in sorted(files.items())),
        (*given.notes, *_told(given.needed, table, beginning.host)),
        tuple(
            Left(f"{folder}/env.py", line, text, "the host's own filter of autogenerate: is_own"
                 " takes its place, so add to that what of it is about these tables")
            for line, text in env.replaced
        ),
        folder,
        settings,
        table,
        tuple(_registered(layout, listed, folder)),
        (f"{folder}/", *(one for one in sorted(files) if not one.startswith(f"{folder}/"))),
    )  # fmt: skip


def _told(needed: tuple[str, ...], table: str, host: str) -> Iterator[str]:
    if needed:
        yield (
            f"Its foreign keys to {', '.join(needed)} stay, so these tables stay in the database"
            f" of {host}: upgrade that first."
        )
    yield f"What has run of its list is kept in {table}, beside the host's own."


def _renamed(gone: Leaving, source: str, path: str) -> bytes:
    """The host's file ``source`` at ``path`` of the project, with the new names in it."""
    from coldframe.resolve.rewrite.rewrite import rewrite

    arrival = Arrival(source, path, gone.layout.host.tree.read(source), MIGRATIONS)
    tree = PlannedTree(gone.tree, arrivals=[arrival])
    done = rewrite(tree, gone.renames, within=lambda one: one == path)
    return PlannedTree(tree, done.edits).read(path)


def _models(gone: Leaving) -> list[str]:
    """The modules of the project that define tables, by their new names."""
    from coldframe.check.surface.definition import TABLE
    from coldframe.check.surface.surface import Surface
    from coldframe.resolve.belonging.belonging import CODE

    surface = Surface(gone.tree)
    return sorted(
        gone.layout.module(one.path, new=True)
        for one in gone.layout.placed
        if one.kind == CODE
        and one.path.endswith(".py")
        and any(not found.migration for found in surface.of(one.path, (TABLE,)))
    )


def _packages(layout: Layout, listed: Environment, folder: str) -> list[str]:
    """The ``__init__.py`` that the folders of the list need, as in the host."""
    found = []
    source, path = f"{listed.path}/versions", f"{folder}/versions"
    while path and path != layout.home.folder:
        init = f"{path}/__init__.py"
        if layout.host.tree.exists(f"{source}/__init__.py") and init not in layout.by_path:
            found.append(init)
        source, path = posixpath.dirname(source), posixpath.dirname(path)
    return found


def _registered(layout: Layout, listed: Environment, folder: str) -> Iterator[tuple[str, str, str]]:
    """An entry point for the list where the host's own list has one."""
    parent, _, last = folder.rpartition("/")
    for point in layout.host.packaging.entry_points:
        module, _, attribute = point.value.strip().partition(":")
        place = f"{layout.source_root}{module.replace('.', '/')}/{attribute}"
        if place == listed.path and parent:
            yield point.group, layout.home.distribution, f"{parent.replace('/', '.')}:{last}"


@contextmanager
def _host_beside(giving: Giving, tree: Tree) -> Iterator[str]:
    """The root of the host as the project will find it, on the disk."""
    from coldframe.resolve.migrating.on_disk import on_disk

    if giving.beside is None:
        yield tree.root
    else:
        with on_disk(giving.beside) as written:
            yield written.root
