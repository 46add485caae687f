"""Puts every file of a project into its place in the host, and gives modules their new names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coldframe.resolve.adopting.incoming import incoming
from coldframe.resolve.adopting.layout import Behind, layout
from coldframe.resolve.adopting.made_packages import package_edits
from coldframe.resolve.adopting.new_names import names_in_arrivals, names_in_host
from coldframe.resolve.adopting.returning import (
    helpers_of_host,
    with_declaration,
    without_record,
)
from coldframe.resolve.declaring.preview_trees import tree_edits
from coldframe.resolve.edits import Edits

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coldframe.resolve.adopting.adoption import Adoption
    from coldframe.source.tree import Tree


def place(adoption: Adoption) -> None:
    """Plan the arrivals, and what makes packages of the folders that they come to.

    A module that the host has for itself, as one of its adapters knows, stays behind.
    """
    host, feature = adoption.host, adoption.feature
    found = layout(host, feature, adoption.project.tree, adoption.package)
    own = _own_modules(adoption)
    stay = {_file(adoption, module): new for module, new in own.items()}
    helpers = helpers_of_host(adoption, found.placed)
    own |= {helper.module: helper.own for helper in helpers.values() if helper.module}
    stay |= {source: helper.own for source, helper in helpers.items()}
    placed = [file for file in found.placed if file.source not in stay]
    adoption.behind += found.behind
    adoption.behind += [Behind(path, f"the host has its own, {own}") for path, own in stay.items()]
    placed = with_declaration(adoption, placed)
    coming = incoming(host.tree, adoption.project, placed)
    adoption.arrivals = coming.arrivals
    adoption.refusals += coming.refusals
    adoption.behind += coming.behind
    modules = {**found.modules, **own}
    adoption.names = names_in_arrivals(placed, modules)
    adoption.names_in_host = names_in_host(modules, _taken(host.tree, modules))
    adoption.edits = Edits(host.tree, arrivals=coming.arrivals)
    adoption.edits.add(tree_edits(host, feature.tree))
    adoption.edits.add(coming.edits)
    adoption.edits.add(without_record(adoption))
    adoption.edits.add(package_edits(adoption.edits.tree, coming.arrivals))


def _own_modules(adoption: Adoption) -> dict[str, str]:
    tree = adoption.project.tree
    top = adoption.feature.tree.module.partition(".")[0]
    own: dict[str, str] = {}
    for adapter in adoption.adapters:
        if adapter.fits(tree):
            own |= adapter.own_modules(adoption.host.tree, top, tree, adoption.package.module)
    return own


def _file(adoption: Adoption, module: str) -> str:
    """The file of a module of the project."""
    package = adoption.package
    place = package.path.removesuffix(".py")
    place += module.removeprefix(package.module).replace(".", "/")
    init = f"{place}/__init__.py"
    return init if adoption.project.tree.exists(init) else f"{place}.py"


def _taken(host: Tree, modules: Iterable[str]) -> set[str]:
    """Those of the outermost ``modules`` that the host has itself."""
    known = set(modules)
    tops = {module for module in known if module.rpartition(".")[0] not in known}
    return {top for top in tops if _has(host, top)}


def _has(host: Tree, module: str) -> bool:
    place = module.replace(".", "/")
    for start in ("", "src/"):
        if host.exists(f"{start}{place}.py"):
            return True
        if any(path.endswith(".py") for path in host.under(start + place)):
            return True
    return False
