"""Attribute access that leads from outside a package into it."""

from __future__ import annotations

import _ast as ast

from coldframe.source.references.pieces import Verdict
from coldframe.source.references.places import Places
from coldframe.source.references.scopes import Node, Scope, children
from coldframe.source.references.values import Values
from coldframe.source.references.walk import Module


def attributes(module: Module, values: Values, places: Places, form: str = "attribute") -> None:
    """One reference per chain of attributes, or subscript of ``vars()``, that enters."""
    for site in module.attributes:
        for verdict in entered(site.node, site.scope, values):
            places.site(site, form, verdict)
    for site in module.subscripts:
        node = site.node
        if isinstance(node, ast.Subscript) and not isinstance(node.value, ast.Name):
            owners = values.dotted(node.value, site.scope)
            if any(owner.endswith(".__dict__") for owner in owners):
                for name in values.dotted(node, site.scope):
                    if module.wanted.package_of(name):
                        places.site(site, form, Verdict(name, True))


def entered(node: Node, scope: Scope, values: Values) -> list[Verdict]:
    """What a chain reaches, if it starts outside a feature and ends in a wanted package.

    A name bound to a feature, or to something in one, was noted where it was bound.
    """
    wanted = values.module.wanted
    tail: list[str] = []
    while isinstance(node, ast.Attribute):
        tail.append(node.attr)
        node = node.value
    if not tail:
        return []
    bases = values.dotted(node, scope)
    if not bases:
        return []
    rest = "." + ".".join(reversed(tail))
    unbound = isinstance(node, ast.Name) and not scope.lookup(node.id)
    out = []
    for base in dict.fromkeys(bases):
        package = wanted.package_of(base + rest)
        if not package or (wanted.package_of(base) and base != package):
            continue
        if base == package and tail[-1].startswith("__"):
            continue
        starred = unbound and base != getattr(node, "id", "")
        out.append(Verdict(base + rest, not starred))
    return out


def chains(node: Node) -> list[Node]:
    """The outermost attribute chains in an expression."""
    out: list[Node] = []
    pending: list[Node] = [node]
    while pending:
        part = pending.pop()
        if isinstance(part, ast.Attribute):
            out.append(part)
            while isinstance(part, ast.Attribute):
                part = part.value
            if isinstance(part, ast.Name):
                continue
        pending.extend(children(part))
    return out
