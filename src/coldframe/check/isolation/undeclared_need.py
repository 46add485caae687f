"""A feature uses another feature without declaring that it needs it.

``needs`` is what makes the order of endings computable: a feature that others need cannot be
retired before them.  Cycles are refused, because none of their members could ever end first.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.check.isolation.sides import DOCS_FORMS
from coldframe.check.rule import Rule

if TYPE_CHECKING:
    from coldframe.check.finding import Finding
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature
    from coldframe.source.references.reference import Reference

RULE = Rule(
    name="undeclared_need",
    family="isolation",
    why="A feature that silently uses another one breaks on the day the other one ends.",
    hint="Add the feature to `needs` in the declaration, or share the code in a module of the"
    " preview tree that is no feature.",
)


def check(host: Host) -> Iterator[Finding]:
    """One finding per reference without a need, unknown need, and cycle of needs."""
    if len(host.features) < 2 and not any(f.declaration for f in host.features):
        return
    yield from _undeclared(host)
    yield from _unknown(host)
    yield from _cycles(host)


def _undeclared(host: Host) -> Iterator[Finding]:
    """One finding per pair of features, at the first place: a need is declared only once."""
    uses: dict[tuple[str, str], list[Reference]] = {}
    for reference in host.references:
        if not reference.decided or reference.form in DOCS_FORMS:
            continue
        user = host.feature_of(reference.path)
        if user is None or reference.scope == "type_checking":
            continue
        used = host.feature_named(reference.target)
        if used is not None and used != user and not _needs(user, used):
            uses.setdefault((user.name, used.name), []).append(reference)
    for (user_name, used_name), places in uses.items():
        first, more = places[0], len(places) - 1
        elsewhere = f", here and in {more} more place{'s' * (more > 1)}" if more else ""
        yield RULE.at(
            first.path,
            first.line,
            f"{user_name} uses {used_name} without needing it{elsewhere}",
            feature=user_name,
            text=first.text,
            column=first.column,
        )


def _needs(user: Feature, used: Feature) -> bool:
    needs = user.declaration.needs if user.declaration else ()
    return used.name in needs or used.module in needs


def _unknown(host: Host) -> Iterator[Finding]:
    known = {name for f in host.features for name in (f.name, f.module)}
    for feature in host.features:
        declaration = feature.declaration
        for need in declaration.needs if declaration else ():
            if need not in known:
                from difflib import get_close_matches

                near = get_close_matches(need, sorted(known), 1)
                yield RULE.at(
                    feature.declaration_path,
                    declaration.line("needs") if declaration else 0,
                    f"{feature.name} needs {need!r}, and there is no such feature",
                    hint=f"Did you mean {near[0]!r}?" if near else "Take it out of `needs`.",
                    feature=feature.name,
                )


def _cycles(host: Host) -> Iterator[Finding]:
    by_name = {name: f for f in host.features for name in (f.name, f.module)}
    graph = {
        f.module: [
            by_name[need].module
            for need in (f.declaration.needs if f.declaration else ())
            if need in by_name
        ]
        for f in host.features
    }
    for module in sorted(graph):
        way = _way_back(graph, module)
        # Each cycle is told once, at its first member.
        if way and module == min(way):
            feature = by_name[module]
            names = [by_name[step].name for step in [*way, module]]
            yield RULE.at(
                feature.declaration_path,
                feature.declaration.line("needs") if feature.declaration else 0,
                f"needs form a cycle: {' → '.join(names)}",
                hint="Let one of them go without the other, or make them one feature.",
                feature=feature.name,
            )


def _way_back(graph: dict[str, list[str]], start: str) -> list[str]:
    """The modules on a shortest way from ``start`` back to itself; empty if there is none."""
    ways = [[start]]
    seen: set[str] = set()
    while ways:
        way = ways.pop(0)
        for step in graph[way[-1]]:
            if step == start:
                return way
            if step not in seen:
                seen.add(step)
                ways.append([*way, step])
    return []
