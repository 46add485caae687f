"""Attribute chains such as ``a.b.c.D``: followed from the import that binds their first name."""

from __future__ import annotations

import _ast as ast
import builtins
from typing import TYPE_CHECKING

from coldframe.resolve.rewrite.imports import add_statement, replace_parts

if TYPE_CHECKING:
    from coldframe.resolve.rewrite.renames import Renames
    from coldframe.resolve.rewrite.source_text import SourceText
    from coldframe.source.references.scopes import Scope
    from coldframe.source.references.walk import Module, Site


def rewrite_chains(module: Module, source: SourceText) -> None:
    """Give the modules that attribute chains go through their new names."""
    renames = source.draft.moved.renames
    for site in module.attributes:
        if site.position is not site.node:
            continue  # inside an f-string, where places are not to be trusted
        parts, nodes = parts_of(site.node)
        if not parts:
            continue
        scope, is_certain = _seen_from(nodes[0], parts[0], site.scope)
        bound = bound_to(parts[0], scope)
        for base in bound:
            full = [*base.split("."), *parts[1:]]
            owner = renames.owner(".".join(full))
            if not owner:
                continue
            length = owner.count(".") + 1 - (len(full) - len(parts))
            plain = base == parts[0]
            new = renames.modules[owner]
            if plain and keeps_name(module, base, new, scope, renames):
                if new != renames.renamed(base) + owner[len(base) :]:
                    source.draft.leave(source.start(nodes[0]), f"{owner} is {new} now")
                continue
            if not plain and (length < 2 or new == renames.renamed(base) + owner[len(base) :]):
                continue  # the import says it, and that is enough
            if not is_certain or (plain and len(bound) > 1):
                source.draft.leave(source.start(nodes[0]), f"{owner} has moved, if this is it")
            elif plain:
                top = new.partition(".")[0]
                around, is_outside = _seen_from(nodes[0], top, site.scope)
                if top == base or (is_outside and is_free(top, around, renames)):
                    if _dotted(owner, nodes[length - 1], nodes[0], source):
                        bring(module, base, new, scope, source)
                else:
                    why = f"{owner} is {new} now, which means another thing here"
                    source.draft.leave(source.start(nodes[0]), why)
            else:
                _through(module, site, base, owner, length, nodes, source)
    _bare(module, source)


def _seen_from(node: ast.AST, name: str, scope: Scope) -> tuple[Scope, bool]:
    """The scope in which ``node`` in ``scope`` looks up ``name``, and whether that is certain.

    A class body finds what is outside until it binds the name itself.
    """
    own = scope.names.get(name) if scope.kind == "class" else None
    if not own or scope.parent is None or any(b.kind == "dotted" for b in own):
        return scope, True
    until = getattr(own[0].value, "end_lineno", 0)
    return scope.parent, node.lineno <= until  # type: ignore[attr-defined]


def parts_of(node: ast.AST) -> tuple[list[str], list[ast.AST]]:
    """The names of a chain and the nodes that end with each; nothing if it begins otherwise."""
    names: list[str] = []
    nodes: list[ast.AST] = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        nodes.append(node)
        node = node.value
    if not isinstance(node, ast.Name):
        return [], []
    return [node.id, *reversed(names)], [node, *reversed(nodes)]


def bound_to(name: str, scope: Scope) -> list[str]:
    """The dotted names that ``name`` is bound to by imports."""
    found = [b.value for b in scope.lookup(name) if b.kind == "dotted"]
    return [value for value in dict.fromkeys(found) if isinstance(value, str)]


def keeps_name(module: Module, name: str, new: str, scope: Scope, renames: Renames) -> bool:
    """Whether the import of ``name``, which is ``new`` now, must go on binding ``name``.

    That is where the name is bound to something else as well, as ``None`` if there is no module,
    or where the first part of the new name is; and where ``import name`` can, so that whoever
    reads ``name`` from this module still finds it.
    """
    top = new.partition(".")[0]
    home = scope.binder(name)
    if top == name or home is None:
        return False
    if name in renames.modules and not _submodules(module, name, home):
        return True
    is_rebound = any(b.kind != "dotted" for b in home.names[name])
    return is_rebound or not is_free(top, home, renames)


def _submodules(module: Module, name: str, home: Scope) -> bool:
    """Whether ``import name.inner`` binds ``name`` in the scope ``home``."""
    return any(
        alias.name.startswith(f"{name}.") and not alias.asname
        for site in module.imports
        if isinstance(site.node, ast.Import) and site.scope.binder(name) is home
        for alias in site.node.names
    )


def is_free(name: str, scope: Scope, renames: Renames) -> bool:
    """Whether ``name`` can be written for the top package of that name."""
    return all(
        b.kind == "dotted"
        and isinstance(b.value, str)
        and (renames.renamed(b.value) or b.value) == name
        for b in scope.lookup(name)
    )


def bring(module: Module, base: str, new: str, scope: Scope, source: SourceText) -> None:
    """Import the module ``new`` by itself, if nothing that bound ``base`` binds its first name."""
    renames = source.draft.moved.renames
    top = new.partition(".")[0]
    home = scope.binder(base)
    if top == base or scope.lookup(top):
        return
    first: ast.stmt | None = None
    for site in module.imports:
        node = site.node
        if not isinstance(node, ast.Import) or site.scope.binder(base) is not home:
            continue
        for alias in node.names:
            if not alias.asname and alias.name.partition(".")[0] == base:
                first = first or node
                if renames.renamed(alias.name).partition(".")[0] == top:
                    return
    if first is not None:
        add_statement(first, f"import {new}", source)


def _dotted(owner: str, last: ast.AST, first: ast.AST, source: SourceText) -> bool:
    """A chain that spells the module from the top, as ``import a.b.c`` lets it.

    False if it is left to a person.
    """
    start, end = source.start(first), source.end(last)
    new = source.draft.moved.renames.modules[owner]
    if "#" in source.draft.text[start:end]:
        source.draft.leave(start, f"{owner} is {new} now, with comments between its parts")
        return False
    replace_parts(source, start, end, owner, new, "attribute")
    return True


def _through(
    module: Module,
    site: Site,
    base: str,
    owner: str,
    length: int,
    nodes: list[ast.AST],
    source: SourceText,
) -> None:
    """A chain from a package through a module that went another way: it is imported by itself."""
    draft = source.draft
    new = draft.moved.renames.modules[owner]
    start = source.start(nodes[0])
    parent, _, leaf = new.rpartition(".")
    statement = _binding_statement(module, nodes[0].id, site.scope)  # type: ignore[attr-defined]
    if statement is None or not parent:
        draft.leave(start, f"{owner} is {new} now, and {base} does not lead there")
        return
    old = owner.rpartition(".")[2]
    names = (old, leaf, f"{base.rpartition('.')[2]}_{old}")
    name = next((n for n in names if bound_to(n, site.scope) == [owner]), "")
    if not name:
        free = (n for n in names if not site.scope.lookup(n) and not hasattr(builtins, n))
        name = next(free, names[-1])
        bound = leaf if name == leaf else f"{leaf} as {name}"
        add_statement(statement, f"from {parent} import {bound}", source)
    draft.replace(start, source.end(nodes[length - 1]), name, "attribute")


def _binding_statement(module: Module, name: str, scope: Scope) -> ast.stmt | None:
    """The import statement that binds ``name`` where ``scope`` looks it up, if it is one."""
    found = scope.lookup(name)
    statements = []
    for site in module.imports:
        names = site.node.names  # type: ignore[attr-defined]
        bound = {a.asname or a.name.partition(".")[0] for a in names}
        if name in bound and site.scope.names.get(name) is found:
            statements.append(site.node)
    one = statements[0] if len(statements) == 1 else None
    return one if isinstance(one, (ast.Import, ast.ImportFrom)) else None


def _bare(module: Module, source: SourceText) -> None:
    """The first name alone, where ``import a`` was all of it and ``a`` has moved."""
    renames = source.draft.moved.renames
    plain = {
        alias.name.partition(".")[0]
        for site in module.imports
        if isinstance(site.node, ast.Import)
        for alias in site.node.names
        if not alias.asname and renames.owner(alias.name)
    }
    gone = {
        top
        for top in plain
        if top in renames.modules and renames.modules[top].partition(".")[0] != top
    }
    for name, scope in module.names if gone else ():
        if name.id not in gone or not isinstance(name.ctx, ast.Load):
            continue
        seen, is_certain = _seen_from(name, name.id, scope)
        new = renames.modules[name.id]
        if not bound_to(name.id, seen) or keeps_name(module, name.id, new, seen, renames):
            continue
        if not is_certain or not is_free(new.partition(".")[0], scope, renames):
            source.draft.leave(source.start(name), f"{name.id} is {new} now, if this is it")
        else:
            source.draft.replace(source.start(name), source.end(name), new, "attribute")
