"""What leads nowhere once a plan is carried out: found in the planned tree itself."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from coldframe.check.isolation.sides import IMPORTING_FORMS
from coldframe.check.module_names import module_at
from coldframe.check.placement.whereabouts import source_root
from coldframe.resolve.planned_tree import PlannedTree
from coldframe.resolve.rehearsing.names import Names
from coldframe.resolve.splitting.needs import imports
from coldframe.source.references.find import read_references, references
from coldframe.source.references.reference import Reference
from coldframe.source.references.wanted import Wanted

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.resolve.belonging.reach import Reach
    from coldframe.resolve.plan import Edit, Move
    from coldframe.source.tree import Tree

LOADING_FORMS = IMPORTING_FORMS | {"entry_point"}


class After(NamedTuple):
    """A tree after a plan, the names that it has, and the references ``lost`` in it."""

    tree: PlannedTree
    names: Names
    lost: list[Reference]


class Nowhere:
    """Judges the plans for one host, by what its trees hold and not by what the plans say."""

    def __init__(self, host: Host, reach: Reach) -> None:
        self._host = host
        self._reach = reach
        self._roots = {source_root(tree) for tree in host.preview_trees}
        self._tops = {
            (top, source_root(tree) + top)
            for tree in host.preview_trees
            for top in (tree.module.partition(".")[0],)
        }

    def after(self, edits: Iterable[Edit], moves: Iterable[Move], module: str) -> After:
        """The tree after ``edits`` and ``moves``, and what loads a name there that is gone.

        ``module`` is the feature that is gone from its place with all that lies in it.  Other
        names are gone if the tree had them before, but for new names in edited files: those
        have to be there.  Lines count in the planned tree.
        """
        edits, moves = list(edits), list(moves)
        tree = PlannedTree(self._host.tree, edits, moves)
        changed = {edit.path for edit in edits if edit.after is not None}
        changed |= {move.path for move in moves}
        found = [
            reference
            for path, there in self._reach.by_path.items()
            if path not in changed and tree.exists(path)
            for reference in there
            if reference.form in LOADING_FORMS and _below(reference.target, module)
        ]
        names = Names(tree, self._roots)
        for path in sorted(changed):
            found += self._in_changed(path, tree, names, module)
        found += self._handed_on(tree, names, edits, {m.source for m in moves}, module)
        places = {(one.path, one.line, one.target): one for one in found if one.decided}
        return After(tree, names, sorted(_first_of_each_file(places.values())))

    def _in_changed(
        self, path: str, tree: PlannedTree, names: Names, module: str
    ) -> Iterator[Reference]:
        """What leads nowhere in a file that is edited or moved, and did not before."""
        lost = [
            one
            for one in self._loading(tree, path)
            if _below(one.target, module) or not names.has(one.target)
        ]
        if not lost:
            return
        old = tree.origin(path)
        before = self._loading(self._host.tree, old) if self._host.tree.exists(old) else ()
        texts = {one.text for one in before if not self._names.has(one.target)}
        targets = {one.target for one in before if not self._names.has(one.target)}
        for one in lost:
            if _below(one.target, module) or not {one.text, one.target} & (texts | targets):
                yield one

    @cached_property
    def _names(self) -> Names:
        return Names(self._host.tree, self._roots)

    def _loading(self, tree: Tree, path: str) -> list[Reference]:
        """What loads a name below the host's packages, in one file."""
        data, wanted = tree.read(path), Wanted(tree, sorted(self._tops))
        found = read_references(path, data, wanted)
        known = {one.target for one in found}
        found += [one for one in _inside(path, data, wanted) if one.target not in known]
        return [one for one in found if one.form in LOADING_FORMS and one.decided]

    def _handed_on(
        self,
        tree: PlannedTree,
        names: Names,
        edits: list[Edit],
        moved: set[str],
        module: str,
    ) -> Iterator[Reference]:
        """What imports a name that an edited module handed on, or a module of deleted tests."""
        packages: set[tuple[str, str]] = set()
        gone: set[str] = set()
        tops = {
            _top_of_what_is_gone(edit.path, names)
            for edit in edits
            if edit.after is None and edit.path.endswith(".py") and edit.path not in moved
        }
        for top in tops:
            name = module_at(self._host.tree, top)
            if name and not _below(name, module):
                packages.add((name, _place(top)))
                gone.add(name)
        for edit in edits:
            path, before, after = edit.path, edit.before, edit.after
            if before is None or after is None or not path.endswith(".py"):
                continue
            owner = module_at(self._host.tree, path)
            lost = _imported(before) - _imported(after) if path == tree.origin(path) else ()
            if owner and lost:
                packages.add((owner, _place(path)))
                gone |= {f"{owner}.{name}" for name in lost}
        if not gone:
            return
        paths = set(tree.search(sorted({name.rpartition(".")[2] for name in gone})))
        for one in references(tree, sorted(packages), lambda path: path in paths):
            if one.form in LOADING_FORMS and any(_below(one.target, name) for name in gone):
                yield one


def _inside(path: str, data: bytes, wanted: Wanted) -> Iterator[Reference]:
    """The relative imports, which are no references where they stay in one part of a package."""
    package = wanted.module_name(path)[1]
    if package is None or not path.endswith(".py") or b"from ." not in data:
        return
    lines = data.decode("utf-8", "replace").split("\n")
    for one in imports(data, package):
        text = lines[one.line - 1].strip()
        if wanted.package_of(one.name) and text.startswith("from ."):
            yield Reference(path, one.line, 1, "import", one.name.removesuffix(".*"), text)


def _below(target: str, module: str) -> bool:
    return target == module or target.startswith(module + ".")


def _first_of_each_file(found: Iterable[Reference]) -> list[Reference]:
    """Without the uses of a name whose import is among them already."""
    found = list(found)
    imported = {one.path for one in found if one.form != "attribute"}
    return [one for one in found if one.form != "attribute" or one.path not in imported]


def _top_of_what_is_gone(path: str, names: Names) -> str:
    """``path``, or the ``__init__`` of the highest folder above it that no code is left in."""
    top, folder = path, path.rpartition("/")[0]
    while folder and folder not in names.packages:
        top = f"{folder}/__init__.py"
        folder = folder.rpartition("/")[0]
    return top


def _place(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__")


def _imported(data: bytes) -> set[str]:
    """The names that a module gets from imports outside functions and classes."""
    from coldframe.source.python.parse import parse

    names: set[str] = set()
    waiting: list[ast.AST] = [parse(data).tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Import | ast.ImportFrom):
            names |= {alias.asname or alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.Module | ast.If | ast.Try | ast.With | ast.ExceptHandler):
            waiting += ast.iter_child_nodes(node)
    return names - {"*"}
