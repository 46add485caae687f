"""Puts the plan of a new repository together: files, references, metadata, and what is left."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from coldframe.resolve.extracting.described import described
from coldframe.resolve.extracting.helpers import COPIES
from coldframe.resolve.extracting.leaving import leaving
from coldframe.resolve.extracting.origin import origin_of
from coldframe.resolve.extracting.own_list import own_list
from coldframe.resolve.extracting.record import Record, places, record_text
from coldframe.resolve.extracting.told import asking, tables_left, told
from coldframe.resolve.plan import Edit, Plan

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature
    from coldframe.resolve.extracting.leaving import Leaving
    from coldframe.resolve.extracting.new_home import NewHome
    from coldframe.resolve.extracting.origin import Origin
    from coldframe.resolve.extracting.own_list import Giving, OwnList
    from coldframe.resolve.extracting.texts import Project

PROJECT = "What a project of its own needs"


class Wanted(NamedTuple):
    """What the user asked for: the command line, the place, and whether history comes along.

    With ``giving`` the project gets a list of migrations of its own.
    """

    command: str
    place: str
    history: bool
    giving: Giving | None = None


def planned(host: Host, feature: Feature, home: NewHome, wanted: Wanted) -> tuple[Plan, Origin]:
    """The plan of the new repository, and where its files come from."""
    gone = leaving(host, feature, home, wanted.place)
    origin, refusals = origin_of(gone.layout, history=wanted.history)
    own = own_list(gone, wanted.giving) if wanted.giving else None
    project, left, notes = described(gone, origin.commit, own)
    plan = Plan(
        wanted.command,
        wanted.place,
        edits=(*gone.rewriting.edits, *_made(gone, project, own)),
        notes=(
            *notes,
            *gone.notes,
            *told(gone, project),
            *(own.notes if own else tables_left(gone.layout)),
        ),
        arrivals=gone.arrivals,
        left=(*gone.rewriting.left, *left, *asking(gone, project.host), *(own.left if own else ())),
        refusals=(*gone.layout.refusals, *refusals),
        subject=f"{project.title} becomes a project of its own",
    )
    return plan, origin


def _made(gone: Leaving, project: Project, own: OwnList | None) -> Iterator[Edit]:
    """The files that the new repository has besides the feature's own."""
    from coldframe.resolve.extracting.texts import pyproject

    layout = gone.layout
    data = {path: text for path, text in _beside(gone, project) if path not in layout.by_path}
    copies = [one.path for one in layout.placed if one.kind == COPIES]
    added = [edit.path for edit in gone.rewriting.edits if edit.before is None]
    kept = [(one.path, one.source) for one in layout.placed if one.kind != COPIES]
    record = Record(
        project.host,
        project.feature,
        layout.feature.tree.module,
        project.package,
        project.version,
        project.commit,
        places(kept, layout.home.folder),
        tuple(sorted([*data, *copies, *added, *(own.stays if own else ()), "pyproject.toml"])),
    )
    data["pyproject.toml"] = pyproject(project, record_text(record)).encode()
    for path, text in sorted(data.items()):
        yield Edit(path, None, text, PROJECT)
    yield from own.edits if own else ()


def _beside(gone: Leaving, project: Project) -> Iterator[tuple[str, bytes]]:
    from coldframe.resolve.extracting import texts

    tree, layout = gone.layout.host.tree, gone.layout
    yield "README.md", texts.readme(project).encode()
    yield ".github/workflows/ci.yml", texts.ci(project).encode()
    yield ".gitignore", texts.IGNORED.encode()
    if project.runner == "stestr":
        unit = f"{project.tests[0]}/unit"
        has_unit = any(path.startswith(f"{unit}/") for path in layout.by_path)
        yield ".stestr.conf", texts.stestr(unit if has_unit else project.tests[0]).encode()
    for path in gone.packages:
        yield path, b""
    for path in project.license_files:
        yield path, tree.read(path)
    typed = f"{layout.feature.tree.path.rpartition('/')[0]}/py.typed"
    if tree.exists(typed):
        yield f"{layout.home.folder}/py.typed", tree.read(typed)
