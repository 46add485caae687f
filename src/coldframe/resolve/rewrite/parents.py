"""Packages that an import of something in them brought along, and that are still needed."""

from __future__ import annotations

import _ast as ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.resolve.rewrite.chains import bound_to, parts_of
from coldframe.resolve.rewrite.imports import add_statement

if TYPE_CHECKING:
    from coldframe.resolve.rewrite.source_text import SourceText
    from coldframe.source.references.scopes import Scope
    from coldframe.source.references.walk import Module


def keep_parents(module: Module, source: SourceText) -> None:
    """Where ``import a.b.c`` brought ``a.b`` along, and something else needs it: ``import a.b``."""
    renames = source.draft.moved.renames
    loaded: list[tuple[str, Scope]] = []
    bound: list[tuple[str, Scope]] = []
    for site in module.imports:
        names = [name for name in _named(site.node, module) if not renames.owner(name)]
        loaded += ((name, site.scope) for name in names)
        for alias in site.node.names if isinstance(site.node, ast.Import) else ():
            if not alias.asname and alias.name in names:
                bound.append((alias.name.partition(".")[0], site.scope))
    for site in module.imports:
        node, scope = site.node, site.scope
        for alias in node.names if isinstance(node, ast.Import) else ():
            top = alias.name.partition(".")[0]
            parent = alias.name
            while renames.owner(parent):
                parent = parent.rpartition(".")[0]
            if alias.asname or not parent or parent == alias.name:
                continue
            here = scope.names.get(top)
            left = [
                chain
                for chain, seen_from in _chains(module)
                if chain.partition(".")[0] == top
                and seen_from.lookup(top) is here
                and not renames.owner(chain)
            ]
            is_unbound = (top, scope) not in bound and not renames.renamed(alias.name).startswith(
                f"{top}."
            )
            is_loaded = any(
                f"{name}.".startswith(f"{parent}.") and where in (scope, scope.module)
                for name, where in loaded
            )
            needed = [c for c in left if not is_loaded and f"{c}.".startswith(f"{parent}.")]
            if needed or (left and is_unbound):
                add_statement(node, f"import {parent}", source)  # type: ignore[arg-type]
                loaded.append((parent, scope))
                bound.append((top, scope))


def load_parts(module: Module, source: SourceText) -> None:
    """Where an import also loaded a moved package that its new form does not: ``import package``.

    What the parts of a package are read from by dotted names is loaded by its ``__init__``, or by
    nobody in this file: then a person has to say who loads it now.
    """
    renames = source.draft.moved.renames
    names = [(name, site) for site in module.imports for name in _named(site.node, module)]
    before = {part for name, _ in names for part in _parts(name)}
    after = {part for name, _ in names for part in _parts(renames.renamed(name) or name)}
    for site in module.attributes:
        parts, _ = parts_of(site.node)
        owner = renames.owner(".".join(parts))
        if not owner or parts[0] not in bound_to(parts[0], site.scope):
            continue
        if renames.modules[owner] in after:
            continue
        loaded = [part for part in _parts(owner) if part in before and part in renames.modules]
        for package in loaded:
            new = renames.modules[package]
            if new not in after:
                by = next(node for name, (node, *_) in names if package in _parts(name))
                add_statement(by, f"import {new}", source)  # type: ignore[arg-type]
                after.update(_parts(new))
        if not loaded:
            source.draft.leave(source.start(site.node), f"{owner} is loaded elsewhere, if at all")


def _parts(name: str) -> list[str]:
    """``a``, ``a.b`` and ``a.b.c`` of ``a.b.c``."""
    words = name.split(".")
    return [".".join(words[: end + 1]) for end in range(len(words))]


def _named(node: ast.AST, module: Module) -> list[str]:
    """The modules that an import statement names, and the names that may be some."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    base = module.base(node)  # type: ignore[arg-type]
    return [f"{base}.{alias.name}" for alias in node.names] if base else []  # type: ignore[attr-defined]


def _chains(module: Module) -> Iterator[tuple[str, Scope]]:
    """Every dotted name in the module, and every name alone, with its scope."""
    for site in module.attributes:
        parts, _ = parts_of(site.node)
        if parts:
            yield ".".join(parts), site.scope
    for name, scope in module.names:
        yield name.id, scope
