"""The entry points and extras of a feature."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from coldframe.resolve.belonging.belonging import ENTRY_POINTS, EXTRAS, Belonging

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature

_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")


def entry_points_of(host: Host, feature: Feature) -> Iterator[Belonging]:
    """The entry points that load the feature, and those that it claims."""
    from coldframe.check.overlap.globs import matches

    claims = feature.declaration.claims.entry_points if feature.declaration else ()
    for entry in host.packaging.entry_points:
        name = f"{entry.group}:{entry.name}"
        if entry.module == feature.module or entry.module.startswith(feature.module + "."):
            why = f"an entry point that loads {entry.value}"
            yield Belonging(ENTRY_POINTS, name, entry.path, entry.line, why)
        elif any(matches(glob, name) or glob == entry.name for glob in claims):
            why = f"it claims the entry point {name}, which loads {entry.value}"
            yield Belonging(ENTRY_POINTS, name, entry.path, entry.line, why, certain=False)


def extras_of(host: Host, feature: Feature, gone: frozenset[str]) -> Iterator[Belonging]:
    """The extras that the feature claims, or that are called like it.

    Certain are those that no other feature claims, and of whose distributions no file but
    the feature's own (``gone``) imports one that nothing else brings along.
    """
    from coldframe.resolve.metadata.extras import extras

    known = extras(host.tree)
    claims = feature.declaration.claims.extras if feature.declaration else ()
    for name, requirements in known.items():
        claimed = any(_same(name, claim) for claim in claims)
        if not claimed and not _same(name, feature.name):
            continue
        path, line = _place(host, name)
        others = [
            other.name
            for other, declaration in host.declared
            if other.module != feature.module
            and any(_same(name, claim) for claim in declaration.claims.extras)
        ]
        user = "" if others else _user(host, name, requirements, known, gone)
        why = "an extra that it claims" if claimed else "an extra that is called like it"
        if others:
            why = f"{why}, and {', '.join(others)} as well"
        elif user:
            why = f"{why}, but {user}"
        yield Belonging(EXTRAS, name, path, line, why, certain=not others and not user)


def _user(
    host: Host,
    name: str,
    requirements: tuple[str, ...],
    known: dict[str, tuple[str, ...]],
    gone: frozenset[str],
) -> str:
    """Who else needs what only the extra brings along; empty if nobody does."""
    from coldframe.check.optional.distributions import modules_of

    def plain(text: str) -> str:
        found = _NAME.match(text)
        return re.sub(r"[-_.]+", "-", found.group()).lower() if found else ""

    elsewhere = {plain(r.distribution) for r in host.packaging.requirements}
    elsewhere |= {plain(r) for other, texts in known.items() if other != name for r in texts}
    for requirement in requirements:
        distribution = plain(requirement)
        if not distribution or distribution in elsewhere:
            continue
        modules = modules_of(distribution)
        names = "|".join(re.escape(module) for module in modules)
        imports = re.compile(rf"^[ \t]*(?:from|import)[ \t]+(?:{names})\b".encode(), re.MULTILINE)
        for path in host.tree.search(sorted({m.split(".")[0] for m in modules}), suffix=".py"):
            if path not in gone and imports.search(host.tree.read(path)):
                return f"{path} imports {distribution}, which nothing else brings along"
    return ""


def _place(host: Host, name: str) -> tuple[str, int]:
    """Where the extra is written, as far as it can be seen."""
    pattern = re.compile(rf"^\s*[\"']?{re.escape(name)}[\"']?\s*[=:]", re.MULTILINE)
    for path in ("pyproject.toml", "setup.cfg", "setup.py"):
        if host.tree.exists(path):
            text = host.tree.read(path).decode("utf-8", "replace")
            for found in pattern.finditer(text):
                return path, text.count("\n", 0, found.end()) + 1
    return "pyproject.toml", 1


def _same(one: str, other: str) -> bool:
    return re.sub(r"[-_.]+", "-", one).lower() == re.sub(r"[-_.]+", "-", other).lower()
