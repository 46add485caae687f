"""The distributions that only a feature's extras bring."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coldframe.check.host import Host
    from coldframe.declare.feature import Feature

_NAME = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[([^\]]*)\])?")


def only_in_extras(host: Host, feature: Feature) -> list[str]:
    """Names of distributions, without those that the host always requires."""
    if feature.declaration is None or not feature.declaration.claims.extras:
        return []
    extras = _extras(host)
    always = {normal(requirement.distribution) for requirement in host.packaging.requirements}
    found: dict[str, None] = {}
    left, seen = [normal(extra) for extra in feature.declaration.claims.extras], set[str]()
    while left:
        extra = left.pop()
        if extra in seen:
            continue
        seen.add(extra)
        for requirement in extras.get(extra, ()):
            match = _NAME.match(requirement)
            if match is None:
                continue
            name = normal(match[1])
            if name == normal(_project_name(host)):  # an extra made of other extras
                left += [normal(other) for other in (match[2] or "").split(",")]
            elif name not in always:
                found[name] = None
    return sorted(found)


def required(host: Host) -> set[str]:
    """All distributions that the host names anywhere: required, in extras, in groups."""
    from coldframe.check.packaging.sources import table, texts

    names = {normal(requirement.distribution) for requirement in host.packaging.requirements}
    groups = table(host.packaging.sources.pyproject, "dependency-groups")
    lists = [*_extras(host).values(), *(texts(group) for group in groups.values())]
    for path in host.tree.paths():
        if "/" not in path and re.fullmatch(r"[\w-]*requirements[\w-]*\.txt", path):
            lists.append(host.tree.read(path).decode("utf-8", "replace").splitlines())
    for requirements in lists:
        names.update(normal(m[1]) for r in requirements if (m := _NAME.match(r)))
    return names


def normal(name: str) -> str:
    """A name as packaging tools compare it."""
    return re.sub(r"[-_.]+", "-", name.strip()).lower()


def _project_name(host: Host) -> str:
    from coldframe.check.packaging.sources import table

    sources = host.packaging.sources
    name = table(sources.pyproject, "project").get("name")
    return str(name or sources.setup_cfg.get("metadata", {}).get("name", ""))


def _extras(host: Host) -> dict[str, list[str]]:
    from coldframe.check.packaging.sources import table, texts

    sources = host.packaging.sources
    cfg = sources.setup_cfg
    declared = sources.setup_py.get("extras_require")
    found: dict[str, list[str]] = {}
    for group in (
        table(sources.pyproject, "project", "optional-dependencies"),
        table(sources.pyproject, "tool", "poetry", "extras"),
        cfg.get("options.extras_require", {}),
        cfg.get("extras", {}),
        declared if isinstance(declared, dict) else {},
    ):
        for extra, requirements in group.items():
            found.setdefault(normal(str(extra)), []).extend(texts(requirements))
    return found
